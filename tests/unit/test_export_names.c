/* test_export_names.c - tests output/export_names.c. */
#include "geo/base_memory.h"
#include "output/export_names.h"
#include "tests/test.h"

TEST(knows_a_character)
{
    static const struct {
        const char *why, *text;
        size_t want;
    } rows[] = {
        {"the end", "", 0},
        {"ASCII", "a", 1},
        {"two bytes", "\xC2\x80", 2},
        {"kanji", "髙", 3},
        {"emoji", "\xF0\x9F\x97\xBE", 4},
        {"the last of all", "\xF4\x8F\xBF\xBF", 4},
        {"over U+10FFFF", "\xF4\x90\x80\x80", 0},
        {"over all", "\xF5\x80\x80\x80", 0},
        {"overlong, two", "\xC1\xBF", 0},
        {"overlong, three", "\xE0\x9F\xBF", 0},
        {"not overlong", "\xE0\xA0\x80", 3},
        {"overlong, four", "\xF0\x8F\xBF\xBF", 0},
        {"before the surrogates", "\xED\x9F\xBF", 3},
        {"a surrogate", "\xED\xA0\x80", 0},
        {"a second byte alone", "\x80", 0},
        {"cut", "\xE3\x81", 0},
        {"cut by ASCII",
         "\xE3\x81"
         "a",
         0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        CHECK(cm__character_length(rows[i].text) == rows[i].want);
    }
}

TEST(makes_texts_utf8)
{
    static const struct {
        const char *why, *text, *want;
    } rows[] = {
        {"nothing", "", ""},
        {"good", "a髙z", "a髙z"},
        {"CP932", "a\x8D\x82z", "a\uFFFD\uFFFDz"},
        {"at the end", "髙\xE3\x81", "髙\uFFFD\uFFFD"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__text text = {0};
        test_now = rows[i].why;
        cm__text_add_utf8(&text, rows[i].text, strlen(rows[i].text));
        CHECK(!text.failed && strcmp(text.bytes, rows[i].want) == 0);
        cm__text_clear(&text);
    }
    cm__text text = {0};
    cm__text_add_utf8(&text, "髙", 2); /* a character that goes on beyond the length given */
    CHECK(strcmp(text.bytes, "\uFFFD\uFFFD") == 0);
    cm__text_clear(&text);
}

static const char *const taken[] = {"fid", "geom", NULL};

TEST(makes_names_fit)
{
    static const struct {
        const char *why;
        cm__naming naming;
        const char *given[4], *want[4];
        size_t renamed;
    } rows[] = {
        {"any", {0}, {"a", "名称"}, {"a", "名称"}, 0},
        {"equal", {0}, {"a", "a", "A", "a_2"}, {"a", "a_2", "A_3", "a_2_2"}, 3},
        {"not UTF-8", {0}, {"a\xFF"}, {"a\uFFFD"}, 1},
        {"used by the format", {.taken = taken}, {"FID", "geom"}, {"FID_2", "geom_2"}, 2},
        {"DBF", {.longest = 10}, {"name_en", "parent_origin"}, {"name_en", "parent_ori"}, 1},
        {"DBF, equal once cut",
         {.longest = 10},
         {"matched_prefecture", "matched_place", "matched_pr"},
         {"matched_pr", "matched_pl", "matched__2"},
         3},
        {"three kanji in UTF-8", {.longest = 10}, {"都道府県名"}, {"都道府"}, 1},
        {"five in CP932", {.longest = 10, .cp932 = true}, {"都道府県名称"}, {"都道府県名"}, 1},
        {"halfwidth katakana",
         {.longest = 10, .cp932 = true},
         {"ｱｲｳｴｵｶｷｸｹｺｻ", "ﾝaﾟaﾝaﾟaﾝaﾟ"},
         {"ｱｲｳｴｵｶｷｸｹｺ", "ﾝaﾟaﾝaﾟaﾝa"},
         2},
        {"equal kanji, cut", {.longest = 10}, {"都道府県", "都道府"}, {"都道府", "都道_2"}, 2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_table table = {0};
        cm__column_names names = {0};
        test_now = rows[i].why;
        for (size_t c = 0; c < 4 && rows[i].given[c]; c++)
            CHECK(cm_table_add_column(&table, NULL, rows[i].given[c], CM_COLUMN_TEXT) == CM_OK);
        CHECK(cm__column_names_make(&names, &table, &rows[i].naming) == CM_OK);
        for (size_t c = 0; c < table.column_count; c++)
            CHECK(strcmp(names.names[c], rows[i].want[c]) == 0);
        CHECK(names.renamed == rows[i].renamed);
        cm__column_names_clear(&names);
        cm_table_clear(&table);
    }
}

TEST(takes_100000_equal_names_without_a_pause)
{
    cm_table table = {0};
    cm__column_names names = {0};
    const cm__naming any = {0};

    for (size_t i = 0; i < 100000; i++)
        if (cm_table_add_column(&table, NULL, "a", CM_COLUMN_TEXT))
            break;
    CHECK(table.column_count == 100000);
    CHECK(cm__column_names_make(&names, &table, &any) == CM_OK && names.renamed == 99999);
    CHECK(strcmp(names.names[8], "a_9") == 0 && strcmp(names.names[99999], "a_100000") == 0);
    cm__column_names_clear(&names);
    cm_table_clear(&table);
    CHECK(cm__memory_live() == 0);
}

TEST(fails_whole_when_memory_runs_out)
{
    cm_table table = {0};
    const cm__naming any = {0};
    size_t n = 1;

    CHECK(cm_table_add_column(&table, NULL, "a", CM_COLUMN_TEXT) == CM_OK);
    CHECK(cm_table_add_column(&table, NULL, "b", CM_COLUMN_TEXT) == CM_OK);
    const size_t live = cm__memory_live();
    for (cm_status status = CM_ERR_NOMEM; status && n < 100; n++) {
        cm__column_names names = {0};
        cm__memory_fail_at(n, false);
        status = cm__column_names_make(&names, &table, &any);
        cm__memory_fail_at(0, false);
        CHECK(status == CM_OK || status == CM_ERR_NOMEM);
        CHECK(status == CM_OK || !names.names);
        cm__column_names_clear(&names);
        CHECK(cm__memory_live() == live);
    }
    CHECK(n > 4 && n < 100);
    cm_table_clear(&table);
}

TEST_MAIN(RUN(knows_a_character), RUN(makes_texts_utf8), RUN(makes_names_fit),
          RUN(takes_100000_equal_names_without_a_pause), RUN(fails_whole_when_memory_runs_out))
