/* test_map_title.c - tests output/map_title.c. */
#include "geo/base_memory.h"
#include "output/map_title.h"
#include "output/map_type.h"
#include "tests/unit/map_sheet_fixture.h"

static char endless[10001];

/* Ten thousand characters of Latin or, at three bytes each, a third of it in kanji. */
static const char *fill(const char *piece)
{
    endless[0] = '\0';
    for (size_t at = 0; at + strlen(piece) <= 10000; at += strlen(piece))
        memcpy(endless + at, piece, strlen(piece) + 1);
    return endless;
}

/* Lays the title out and draws it; checks that all stands in its width and height, upper texts over
 * lower ones. Returns how many texts the group has. */
static size_t draw(const char *title_text, const char *subtitle_text, double *out_height_mm)
{
    cm_map_options options = CM_MAP_OPTIONS_INIT;
    cm__title title = {0};
    cm__list list;
    cm__sheet sheet;
    size_t count = 0;
    double low = 12;

    options.title = title_text;
    options.subtitle = subtitle_text;
    init_sheet(&sheet, &options, NULL, (cm_lonlat){0, 0}, 1000);
    CHECK(cm__title_layout(&title, &sheet, 186) == CM_OK);
    begin_list(&list, &sheet);
    CHECK(cm__title_draw(&list, &title, (cm_point){12, 12}) == CM_OK);
    for (int g = 0; g < 2; g++) {
        const cm__group *const group = find_group(&list, g ? "subtitle" : "title");
        for (size_t i = 0; i < group->item_count; i++) {
            const cm_box ink = group->items[i].ink_mm;
            CHECK(ink.x_min >= 11.5 && ink.x_max <= 198.5);
            CHECK(ink.y_min >= low - 0.7 && ink.y_max <= 12 + title.height_mm + 0.7);
            CHECK(group->items[i].text.size_pt >= CM__TYPE_LEAST_PT);
            low = ink.y_max;
            count += g == 0;
        }
    }
    *out_height_mm = title.height_mm;
    cm__list_clear(&list);
    cm__title_clear(&title);
    cm__sheet_clear(&sheet);
    return count;
}

TEST(a_title_that_fits_is_one_text)
{
    double height_mm = 0, without_mm = 0;

    CHECK(draw("札幌のIT産業クラスター", "会員の分布と密度（四次カーネル、半径1.5 km）",
               &height_mm) == 1);
    CHECK(height_mm > 10 && height_mm < 20);
    CHECK(draw("札幌のIT産業クラスター", NULL, &without_mm) == 1);
    CHECK(without_mm < height_mm);
}

TEST(a_long_title_is_set_smaller_before_it_is_broken)
{
    double height_mm = 0;

    CHECK(draw("札幌市とその周辺における情報通信産業および関連する研究機関の地理的な集積とその変遷",
               NULL, &height_mm) == 1);
    CHECK(draw("札幌市とその周辺における情報通信産業および関連する研究機関の地理的な集積とその変遷"
               "について、"
               "1976年から2003年までの会員名簿による分析",
               NULL, &height_mm) == 2);
    CHECK_NEAR(height_mm, 12 * CM__MM_PER_PT * (0.88 + 1.25 + 0.14), 0.01); /* still 12 pt */
}

TEST(a_second_language_stands_smaller_under_the_first)
{
    cm_map_options options = CM_MAP_OPTIONS_INIT;
    cm__title title = {0};
    cm__list list;
    cm__sheet sheet;

    options.title = "札幌のIT産業クラスター";
    options.second_title = "The IT cluster of Sapporo";
    options.subtitle = "会員の分布";
    options.second_subtitle = "Members";
    init_sheet(&sheet, &options, NULL, (cm_lonlat){0, 0}, 1000);
    CHECK(cm__title_layout(&title, &sheet, 186) == CM_OK);
    begin_list(&list, &sheet);
    CHECK(cm__title_draw(&list, &title, (cm_point){12, 12}) == CM_OK);
    double low = 11;
    for (int g = 0; g < 2; g++) {
        const cm__group *const group = find_group(&list, g ? "subtitle" : "title");
        CHECK(group->item_count == 2);
        CHECK(group->items[1].text.size_pt < group->items[0].text.size_pt);
        for (size_t i = 0; i < group->item_count; i++) {
            CHECK(group->items[i].ink_mm.y_min > low);
            low = group->items[i].ink_mm.y_max;
        }
    }
    CHECK(low <= 12 + title.height_mm + 0.7);
    cm__list_clear(&list);
    cm__title_clear(&title);
    cm__sheet_clear(&sheet);
}

TEST(no_title_takes_no_room)
{
    static const char *const nothing[] = {NULL, "", " ", "\n\t\x01"};
    double height_mm = 1;

    for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++) {
        CHECK(draw(nothing[i], nothing[i], &height_mm) == 0);
        CHECK(height_mm == 0);
    }
}

TEST(a_hostile_title_stays_in_its_box)
{
    static const char *const pieces[] = {"札",       "W",  "a ",   "<b>&amp;\"'",
                                         "\x01\x02", "\n", "\xFF", "漢\n字\t"};
    double height_mm = 0;

    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        test_now = pieces[i];
        draw(fill(pieces[i]), fill(pieces[i]), &height_mm);
        CHECK(height_mm < 35);
    }
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(a_title_that_fits_is_one_text), RUN(a_long_title_is_set_smaller_before_it_is_broken),
          RUN(a_second_language_stands_smaller_under_the_first), RUN(no_title_takes_no_room),
          RUN(a_hostile_title_stays_in_its_box))
