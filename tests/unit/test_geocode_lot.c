/* test_geocode_lot.c - tests geo/geocode_lot.c: addresses down to their block and building. */
#include "tests/lots_fixture.h"

TEST(goes_on_to_block_and_building)
{
    static const struct {
        const char *why, *address, *block, *rest;
        cm_level match, coord;
    } rows[] = {
        {"a building", "東京都文京区白山1丁目1番2号", "1-2", "", CM_LEVEL_BUILDING,
         CM_LEVEL_BUILDING},
        {"with hyphens", "東京都文京区白山1-1-2", "1-2", "", CM_LEVEL_BUILDING, CM_LEVEL_BUILDING},
        {"in full width", "東京都文京区白山１－１－２", "1-2", "", CM_LEVEL_BUILDING,
         CM_LEVEL_BUILDING},
        {"in kanji", "文京区白山一丁目一番二号", "1-2", "", CM_LEVEL_BUILDING, CM_LEVEL_BUILDING},
        {"with no", "文京区白山1の1の2", "1-2", "", CM_LEVEL_BUILDING, CM_LEVEL_BUILDING},
        {"with banchi", "文京区白山1丁目1番地2", "1-2", "", CM_LEVEL_BUILDING, CM_LEVEL_BUILDING},
        {"a building behind", "文京区白山1-1-2 メゾン201号室", "1-2", "メゾン201号室",
         CM_LEVEL_BUILDING, CM_LEVEL_BUILDING},
        {"a third number", "文京区白山1-1-2-3", "1-2-3", "", CM_LEVEL_BUILDING, CM_LEVEL_BUILDING},
        {"a room of the building", "文京区白山1-1-2-305", "1-2", "305", CM_LEVEL_BUILDING,
         CM_LEVEL_BUILDING},
        {"a room apart", "文京区白山1-1-2 3", "1-2", "3", CM_LEVEL_BUILDING, CM_LEVEL_BUILDING},
        {"an unknown building", "文京区白山1-1-9", "1", "9", CM_LEVEL_BLOCK, CM_LEVEL_BLOCK},
        {"a block only", "文京区白山1丁目12番", "12", "", CM_LEVEL_BLOCK, CM_LEVEL_BLOCK},
        {"a block and a floor", "文京区白山1丁目12番 5階", "12", "5階", CM_LEVEL_BLOCK,
         CM_LEVEL_BLOCK},
        {"an unknown block", "文京区白山1-99-2", "", "99-2", CM_LEVEL_TOWN, CM_LEVEL_TOWN},
        {"a block without a place", "文京区白山1-7-2", "7", "2", CM_LEVEL_BLOCK, CM_LEVEL_TOWN},
        {"the town alone", "文京区白山一丁目", "", "", CM_LEVEL_TOWN, CM_LEVEL_TOWN},
        {"a lot", "愛媛県松山市福角町208番地11", "208-11", "", CM_LEVEL_BLOCK, CM_LEVEL_BLOCK},
        {"a lot of another series", "松山市福角町甲208番地11", "甲208-11", "", CM_LEVEL_BLOCK,
         CM_LEVEL_BLOCK},
        {"a lot of a koaza", "松山市福角町字南平12-3", "字南平/12-3", "", CM_LEVEL_BLOCK,
         CM_LEVEL_BLOCK},
        {"a lot of the town behind a koaza", "松山市福角町字南平208-11", "字南平/208-11", "",
         CM_LEVEL_BLOCK, CM_LEVEL_BLOCK},
        {"an unknown lot of a koaza", "松山市福角町字南平77", "字南平", "77", CM_LEVEL_TOWN,
         CM_LEVEL_TOWN},
        {"more numbers than there are", "文京区白山1-1-2-3-4-5-6", "1-2-3", "4-5-6",
         CM_LEVEL_BUILDING, CM_LEVEL_BUILDING},
    };
    cm_gazetteer *const gazetteer = open_lots();

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_geocode_answer answer;
        test_now = rows[i].why;
        CHECK(cm_geocode_address(&answer, gazetteer, rows[i].address, NULL) == CM_OK);
        if (strcmp(answer.block, rows[i].block) != 0 || strcmp(answer.rest, rows[i].rest) != 0)
            printf("%s: %s %s, rest %s\n", rows[i].address, answer.town, answer.block, answer.rest);
        CHECK(strcmp(answer.block, rows[i].block) == 0);
        CHECK(strcmp(answer.rest, rows[i].rest) == 0);
        CHECK(answer.match_level == rows[i].match && answer.coord_level == rows[i].coord);
        CHECK(answer.score >= 0.9);
    }
    cm_gazetteer_destroy(gazetteer);
}

TEST(uses_the_place_of_the_building)
{
    cm_gazetteer *const gazetteer = open_lots();
    cm_geocode_answer answer;

    CHECK(cm_geocode_address(&answer, gazetteer, "文京区白山1-1-2", NULL) == CM_OK);
    CHECK(answer.place.lon_deg == 139.7523 && answer.place.lat_deg == 35.7152);
    CHECK(cm_geocode_address(&answer, gazetteer, "文京区白山1-7", NULL) == CM_OK);
    CHECK(answer.place.lon_deg == 139.7520);
    cm_gazetteer_destroy(gazetteer);
}

TEST(survives_every_failed_allocation)
{
    cm_gazetteer *const gazetteer = open_lots();
    cm_geocode_answer answer;
    size_t count;

    CHECK(cm_geocode_address(&answer, gazetteer, "松山市福角町字南平12-3", NULL) == CM_OK);
    cm__memory_fail_at(0, false);
    CHECK(cm_geocode_address(&answer, gazetteer, "松山市福角町字南平12-3", NULL) == CM_OK);
    count = cm__memory_fail_at(0, false);
    for (size_t nth = 1; nth <= count; nth++) {
        cm__memory_fail_at(nth, false);
        CHECK(cm_geocode_address(&answer, gazetteer, "松山市福角町字南平12-3", NULL) ==
              CM_ERR_NOMEM);
        cm__memory_fail_at(0, false);
    }
    CHECK(count > 0);
    cm_gazetteer_destroy(gazetteer);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(enter_folder(), RUN(goes_on_to_block_and_building), RUN(uses_the_place_of_the_building),
          RUN(survives_every_failed_allocation),
          leave_folder((const char *const[]){"lots.gaz", NULL}))
