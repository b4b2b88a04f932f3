/* test_map_wrap.c - tests output/map_wrap.c. */
#include "geo/base_memory.h"
#include "output/map_text.h"
#include "output/map_type.h"
#include "output/map_wrap.h"
#include "tests/test.h"

static cm__wrap in_width(double width_mm, size_t lines_max)
{
    return (cm__wrap){
        .style = cm__type_style(CM__TYPE_SMALL), .width_mm = width_mm, .lines_max = lines_max};
}

static double width_of(const char *text)
{
    const cm__text_style style = cm__type_style(CM__TYPE_SMALL);
    cm__text_extent extent = {0};

    CHECK(cm__text_measure(&extent, NULL, text, &style) == CM_OK);
    return extent.advance_mm;
}

TEST(breaks_where_a_reader_expects_it)
{
    static const struct {
        const char *why, *text, *room; /* the line is as wide as room */
        const char *lines[4];
    } rows[] = {
        {"it fits", "abc", "abcd", {"abc"}},
        {"between words", "one two three", "one two", {"one two", "three"}},
        {"a word too wide is broken anywhere", "abcdefgh", "abcd", {"abcd", "efgh"}},
        {"between kanji", "北海道札幌市", "北海道札", {"北海道札", "幌市"}},
        {"no line begins with a full stop", "北海道札。幌", "北海道札", {"北海道", "札。幌"}},
        {"nor with a small kana or a long mark", "データッー", "データ", {"デー", "タッー"}},
        {"no line ends with an opening bracket", "北海（札）", "北海（", {"北海", "（札）"}},
        {"Latin words among kanji stay whole", "札幌のCluster", "札幌のCl", {"札幌の", "Cluster"}},
        {"line feeds break", "a\nb\n\nc", "abc", {"a", "b", "c"}},
        {"blanks at a break are dropped", "one    two", "one  ", {"one", "two"}},
        {"control characters are blanks", "one\ttwo\x01three", "one tw", {"one", "two", "three"}},
        {"nothing", "", "abc", {NULL}},
        {"only blanks", " \n\t ", "abc", {NULL}},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const cm__wrap wrap = in_width(width_of(rows[i].room) + 0.01, 9);
        cm__lines lines = {0};
        size_t count = 0;
        test_now = rows[i].why;
        CHECK(cm__wrap_text(&lines, rows[i].text, &wrap) == CM_OK);
        for (; count < 4 && rows[i].lines[count]; count++)
            CHECK(count < lines.count && strcmp(lines.texts[count], rows[i].lines[count]) == 0);
        CHECK(lines.count == count && !lines.cut);
        cm__lines_clear(&lines);
    }
}

TEST(no_line_is_wider_than_the_width)
{
    static const char text[] = "資料：区・市の境界＝「国土数値情報（行政区域データ）」（国土交通省"
                               "）を加工して作成／会員＝国税庁"
                               "法人番号公表サイト（国税庁）を加工して作成、the quick brown fox "
                               "(jumps) over the lazy dog.";

    for (double width_mm = 5; width_mm < 200; width_mm *= 1.3) {
        const cm__wrap wrap = in_width(width_mm, 100);
        cm__lines lines = {0};
        size_t bytes = 0;
        CHECK(cm__wrap_text(&lines, text, &wrap) == CM_OK);
        for (size_t i = 0; i < lines.count; i++) {
            CHECK(lines.widths_mm[i] <= width_mm);
            CHECK_NEAR(lines.widths_mm[i], width_of(lines.texts[i]), 1e-9);
            bytes += strlen(lines.texts[i]);
        }
        CHECK(bytes <= strlen(text) && bytes + 20 > strlen(text)); /* but for blanks at breaks */
        cm__lines_clear(&lines);
    }
}

TEST(a_text_without_end_ends_with_an_ellipsis)
{
    static char endless[30001];
    const cm__wrap wrap = in_width(100, 2);
    static const char *const pieces[] = {"札", "a", "a ", "\n", "一\n"};

    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        cm__lines lines = {0};
        endless[0] = '\0';
        for (size_t at = 0; at < 30000; at += strlen(pieces[i]))
            memcpy(endless + at, pieces[i], strlen(pieces[i]) + 1);
        CHECK(cm__wrap_text(&lines, endless, &wrap) == CM_OK);
        if (strcmp(pieces[i], "\n") == 0) {
            CHECK(lines.count == 0);
            continue;
        }
        CHECK(lines.count == 2 && lines.cut);
        CHECK(strstr(lines.texts[1], "…") != NULL && lines.widths_mm[1] <= 100);
        cm__lines_clear(&lines);
    }
}

TEST(no_last_line_is_a_widow_if_that_can_be_helped)
{
    cm__wrap wrap = in_width(width_of("one two three four"), 9);
    cm__lines lines = {0};

    CHECK(cm__wrap_text(&lines, "one two three four a", &wrap) == CM_OK);
    CHECK(lines.count == 2 && strcmp(lines.texts[1], "a") == 0);
    cm__lines_clear(&lines);
    wrap.no_widow = true;
    CHECK(cm__wrap_text(&lines, "one two three four a", &wrap) == CM_OK);
    CHECK(lines.count == 2 && strcmp(lines.texts[1], "four a") == 0);
    cm__lines_clear(&lines);
    char digits[103] = "";
    for (int i = 0; i < 51; i++)
        memcpy(digits + 2 * (size_t)i, "7 ", 3);
    wrap.width_mm = width_of("7 7 7 7 7") + 0.01; /* ten full lines: narrower ones would be more */
    wrap.lines_max = 20;
    CHECK(cm__wrap_text(&lines, digits, &wrap) == CM_OK);
    CHECK(lines.count == 11 && strcmp(lines.texts[10], "7") == 0);
    cm__lines_clear(&lines);
}

TEST(lines_are_added_to_those_that_are_there)
{
    const cm__wrap wrap = in_width(100, 3);
    cm__lines lines = {0};

    CHECK(cm__wrap_text(&lines, "one", &wrap) == CM_OK);
    CHECK(cm__wrap_text(&lines, "two", &wrap) == CM_OK);
    CHECK(lines.count == 2 && strcmp(lines.texts[0], "one") == 0);
    CHECK(strcmp(lines.texts[1], "two") == 0 && !lines.cut);
    cm__lines_clear(&lines);
}

TEST(names_the_character_that_no_font_has)
{
    const cm__wrap wrap = in_width(100, 3);
    cm__lines lines = {0};

    CHECK(cm__wrap_text(&lines, "a \xF3\xBF\xBF\xBD b", &wrap) == CM_ERR_FORMAT);
    cm__lines_clear(&lines);
}

TEST(survives_bytes_that_are_not_utf8)
{
    const cm__wrap wrap = in_width(20, 3);
    cm__lines lines = {0};

    CHECK(cm__wrap_text(&lines, "\xE6\x9C\xAD\xE5\x80 \xFF\xFE abc\x80", &wrap) == CM_OK);
    CHECK(lines.count == 1);
    cm__lines_clear(&lines);
}

TEST(frees_all_when_memory_runs_out)
{
    const cm__wrap wrap = in_width(10, 3);

    for (size_t n = 1;; n++) {
        cm__lines lines = {0};
        cm__memory_fail_at(n, false);
        const cm_status status = cm__wrap_text(&lines, "one two three four five six", &wrap);
        const size_t asked = cm__memory_fail_at(0, false);
        CHECK(status == (asked >= n ? CM_ERR_NOMEM : CM_OK));
        cm__lines_clear(&lines);
        CHECK(cm__memory_live() == 0);
        if (asked < n)
            break;
    }
}

TEST_MAIN(RUN(breaks_where_a_reader_expects_it), RUN(no_line_is_wider_than_the_width),
          RUN(a_text_without_end_ends_with_an_ellipsis),
          RUN(no_last_line_is_a_widow_if_that_can_be_helped),
          RUN(lines_are_added_to_those_that_are_there), RUN(names_the_character_that_no_font_has),
          RUN(survives_bytes_that_are_not_utf8), RUN(frees_all_when_memory_runs_out))
