/* test_geocode_lot.c - tests geo/geocode_lot.c: addresses down to their block and building. */
#include "tests/lots_fixture.h"
#include <clustermap/crs.h>

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
        {"a room behind go", "文京区白山1丁目1番2号-3", "1-2", "3", CM_LEVEL_BUILDING,
         CM_LEVEL_BUILDING},
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

static const char *data;

/* One row of the register as an address, in one of several spellings. */
static void spell_row(char *out, size_t size, const cm_table *names, size_t row)
{
    static const char *const columns[] = {"city",    "ward",     "oaza_cho", "chome",
                                          "blk_num", "rsdt_num", "rsdt_num2"};
    const char *cells[7];

    for (int i = 0; i < 7; i++)
        cells[i] = cm_table_get_text(names, row, cm_table_find_column(names, columns[i]));
    const bool long_form = row % 2 == 0;
    snprintf(out, size, "%s%s%s%s%s%s%s%s%s%s%s", row % 3 ? "東京都" : "", cells[0], cells[1],
             cells[2], cells[3], cells[4], long_form ? "番" : "-", cells[5], *cells[6] ? "-" : "",
             cells[6], long_form && !*cells[6] ? "号" : "");
}

static void check_register(cm_gazetteer *gazetteer, const cm_table *names, const cm_table *places)
{
    const size_t lon = cm_table_find_column(places, "rep_lon");
    const size_t lat = cm_table_find_column(places, "rep_lat");
    size_t to_building = 0, there = 0;

    for (size_t row = 0; row < names->row_count; row++) {
        cm_geocode_answer answer;
        char address[512];
        spell_row(address, sizeof address, names, row);
        CHECK(cm_geocode_address(&answer, gazetteer, address, NULL) == CM_OK);
        to_building += answer.coord_level == CM_LEVEL_BUILDING && *answer.rest == '\0';
        const cm_lonlat want = {cm_table_get_number(places, row, lon),
                                cm_table_get_number(places, row, lat)};
        there += cm_geodesic_distance_m(want, answer.place, NULL) < 0.02;
    }
    printf("of %zu buildings of the register %zu are found, %zu at their place\n", names->row_count,
           to_building, there);
    CHECK(to_building == names->row_count);
    CHECK(there == names->row_count);
}

TEST(every_building_of_a_register_finds_itself)
{
    const char *const sources[] = {"japan.csv", "names.csv", "places.csv"};
    cm_table names = {0}, places = {0};
    cm_gazetteer *gazetteer = NULL;
    cm_geocode_answer answer;

    if (!data)
        return;
    CHECK(unpack(data, "gazetteer/japan_towns.csv.xz", "japan.csv"));
    CHECK(unpack(data, "gazetteer/formats/mt_rsdtdsp_rsdt_pref13.csv.xz", "names.csv"));
    CHECK(unpack(data, "gazetteer/formats/mt_rsdtdsp_rsdt_pos_pref13.csv.xz", "places.csv"));
    CHECK(cm_gazetteer_build("japan.gaz", sources, 3, NULL, NULL, NULL) == CM_OK);
    CHECK(cm_gazetteer_open(&gazetteer, "japan.gaz") == CM_OK);
    CHECK(cm_table_read(&names, "names.csv", NULL, NULL) == CM_OK);
    CHECK(cm_table_read(&places, "places.csv", NULL, NULL) == CM_OK);
    check_register(gazetteer, &names, &places);
    /* elsewhere the town is all that is known, and the level says so */
    CHECK(cm_geocode_address(&answer, gazetteer, "東京都千代田区霞が関1-3-1", NULL) == CM_OK);
    CHECK(answer.coord_level == CM_LEVEL_TOWN && strcmp(answer.rest, "3-1") == 0);
    cm_gazetteer_destroy(gazetteer);
    cm_table_clear(&names);
    cm_table_clear(&places);
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

TEST_MAIN(data = find_data("the register of buildings"), enter_folder(),
          RUN(goes_on_to_block_and_building), RUN(uses_the_place_of_the_building),
          RUN(every_building_of_a_register_finds_itself), RUN(survives_every_failed_allocation),
          leave_folder((const char *const[]){"lots.gaz", "japan.csv", "names.csv", "places.csv",
                                             "japan.gaz", NULL}))
