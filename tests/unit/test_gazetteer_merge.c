/* test_gazetteer_merge.c - tests geo/gazetteer_merge.c. */
#include "tests/merge_fixture.h"

TEST(takes_another_spelling_of_a_later_source_as_the_same_town)
{
    static const struct {
        const char *why, *first, *second;
        size_t source; /* of the second */
        size_t want;
    } rows[] = {
        {"to the letter", "白山一丁目", "白山一丁目", 0, 1},
        {"chome in digits", "白山一丁目", "白山１丁目", 1, 1},
        {"with oaza", "蒲生", "大字蒲生", 1, 1},
        {"ke in another size", "霞ヶ丘町", "霞ケ丘町", 1, 1},
        {"old kanji", "桜丘", "櫻丘", 1, 1},
        {"two of one source that fold alike", "蒲生", "大字蒲生", 0, 2},
        {"another chome", "白山一丁目", "白山二丁目", 1, 2},
        {"a town with and without machi", "六浦", "六浦町", 1, 2},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__merge merge;
        test_now = rows[i].why;
        CHECK(cm__merge_init(&merge, NULL) == CM_OK);
        tell_town(&merge, 0, rows[i].first, NOWHERE);
        tell_town(&merge, rows[i].source, rows[i].second, NOWHERE);
        CHECK(merge.town_count == rows[i].want && merge.city_count == 1);
        CHECK(strcmp(merge.towns[0].base.name, rows[i].first) == 0);
        CHECK(merge.cities[0].town_count == rows[i].want);
        cm__merge_clear(&merge);
    }
    CHECK(cm__memory_live() == 0);
}

TEST(does_not_choose_between_two_that_fold_alike)
{
    cm__merge merge;

    CHECK(cm__merge_init(&merge, NULL) == CM_OK);
    tell_town(&merge, 0, "蒲生", NOWHERE);
    tell_town(&merge, 0, "大字蒲生", NOWHERE);
    tell_town(&merge, 1, "字蒲生", NOWHERE);
    CHECK(merge.town_count == 3);
    cm__merge_clear(&merge);
}

TEST(lets_later_sources_refine_places)
{
    static const struct {
        const char *why;
        size_t source;
        double lon, want; /* NaN: unknown */
    } rows[] = {
        {"the first", 1, 139.5, 139.5},         {"a later one", 2, 139.6, 139.6},
        {"an earlier one", 0, 139.7, 139.6},    {"a later one that does not know", 3, NAN, 139.6},
        {"another row of it", 2, 139.8, 139.8},
    };
    cm__merge merge;

    CHECK(cm__merge_init(&merge, NULL) == CM_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        tell_town(&merge, rows[i].source, "白山一丁目",
                  (cm_lonlat){rows[i].lon, isnan(rows[i].lon) ? NAN : 35.7});
        CHECK(merge.towns[0].base.place.at.lon_deg == rows[i].want);
    }
    cm__merge_clear(&merge);
}

TEST(places_by_position_whatever_a_row_named)
{
    const char *const names[5] = {"東京都", "文京区", "白山一丁目", "甲", "1"};
    static const struct {
        const char *why;
        cm_level level;
        int depth; /* how many of the names */
    } rows[] = {
        {"a prefecture, which needs none", CM_LEVEL_PREFECTURE, 1},
        {"a city", CM_LEVEL_CITY, 2},
        {"a town", CM_LEVEL_TOWN, 3},
        {"a koaza", CM_LEVEL_TOWN, 4},
        {"a block", CM_LEVEL_BLOCK, 5},
    };
    cm__merge merge;

    CHECK(cm__merge_init(&merge, NULL) == CM_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const cm__source_listener listener = cm__merge_listen(&merge);
        const char *shown[5] = {"", "", "", "", ""};
        test_now = rows[i].why;
        for (int n = 0; n < rows[i].depth; n++)
            shown[n] = names[n];
        const cm__source_place row = told(0, rows[i].level, shown, NOWHERE);
        const size_t entity = tell(&merge, &row);
        CHECK(listener.position(listener.context, entity, 1, (cm_lonlat){139 + (double)i, 35}) ==
              CM_OK);
    }
    CHECK(merge.cities[0].base.place.at.lon_deg == 140);
    CHECK(merge.towns[0].base.place.at.lon_deg == 141);
    CHECK(merge.koaza[0].place.at.lon_deg == 142);
    CHECK(merge.lots[0].place.at.lon_deg == 143 && merge.lots[0].koaza == 1);
    CHECK(strcmp(merge.lots[0].key, "#1") == 0);
    cm__merge_clear(&merge);
}

TEST(keeps_what_a_city_is_called_besides)
{
    cm__source_place row =
        told(0, CM_LEVEL_CITY, (const char *const[]){"北海道", "江別市", "", "", ""}, NOWHERE);
    cm__merge merge;

    CHECK(cm__merge_init(&merge, NULL) == CM_OK);
    tell(&merge, &row);
    row.kana = "エベツシ";
    row.roman = "Ebetsu-shi";
    row.city_code = 1217;
    tell(&merge, &row);
    row.kana = "";
    row.roman = NULL;
    row.city_code = 0;
    tell(&merge, &row);
    CHECK(merge.city_count == 1 && merge.cities[0].code == 1217);
    CHECK(strcmp(merge.cities[0].kana, "エベツシ") == 0);
    CHECK(strcmp(merge.cities[0].roman, "Ebetsu-shi") == 0);
    cm__merge_clear(&merge);
}

TEST(refuses_a_name_that_no_reader_lets_by)
{
    static char name[3000];
    cm__merge merge;

    memset(name, 'x', sizeof name - 1);
    CHECK(cm__merge_init(&merge, NULL) == CM_OK);
    const cm__source_listener listener = cm__merge_listen(&merge);
    const cm__source_place row =
        told(0, CM_LEVEL_TOWN, (const char *const[]){"東京都", "文京区", name, "", ""}, NOWHERE);
    size_t entity;
    CHECK(listener.place(listener.context, &entity, &row) == CM_ERR_LIMIT);
    cm__merge_clear(&merge);
}

TEST(survives_every_failed_allocation)
{
    size_t count = 1;

    for (size_t nth = 0; nth <= count; nth++) {
        cm__merge merge;
        cm_status status;
        cm__memory_fail_at(nth, true);
        status = cm__merge_init(&merge, NULL);
        const cm__source_listener listener = cm__merge_listen(&merge);
        const cm__source_place row =
            told(0, CM_LEVEL_BLOCK, (const char *const[]){"東京都", "文京区", "白山", "甲", "1"},
                 (cm_lonlat){139, 35});
        size_t entity;
        if (!status)
            status = listener.place(listener.context, &entity, &row);
        const size_t asked = cm__memory_fail_at(0, false);
        CHECK(status == (nth == 0 ? CM_OK : CM_ERR_NOMEM));
        if (nth == 0)
            count = asked;
        cm__merge_clear(&merge);
        CHECK(cm__memory_live() == 0);
    }
}

TEST_MAIN(RUN(takes_another_spelling_of_a_later_source_as_the_same_town),
          RUN(does_not_choose_between_two_that_fold_alike), RUN(lets_later_sources_refine_places),
          RUN(places_by_position_whatever_a_row_named), RUN(keeps_what_a_city_is_called_besides),
          RUN(refuses_a_name_that_no_reader_lets_by), RUN(survives_every_failed_allocation))
