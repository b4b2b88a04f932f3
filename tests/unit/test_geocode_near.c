/* test_geocode_near.c - tests geo/geocode_near.c: from places back to addresses, and against them.
 */
#include "geo/geocode_near.h"
#include "tests/lots_fixture.h"
#include <clustermap/crs.h>

TEST(finds_the_nearest_of_all_kinds)
{
    static const struct {
        const char *why;
        cm_lonlat at;
        const char *town, *block;
        cm_level level;
    } rows[] = {
        {"at a building", {139.7523, 35.7152}, "白山一丁目", "1-2", CM_LEVEL_BUILDING},
        {"near a block", {139.7531, 35.7161}, "白山一丁目", "12", CM_LEVEL_BLOCK},
        {"a town that has no place of its own",
         {139.75, 35.7171},
         "白山二丁目",
         "1",
         CM_LEVEL_BLOCK},
        {"at a town", {139.76, 35.708}, "本郷", "", CM_LEVEL_TOWN},
        {"at a koaza", {132.78, 33.91}, "福角町", "字南平", CM_LEVEL_TOWN},
        {"at a lot of a koaza", {132.781, 33.911}, "福角町", "字南平/12-3", CM_LEVEL_BLOCK},
        {"30 km off", {140.09, 35.7}, "外神田", "", CM_LEVEL_TOWN},
        {"in the ocean", {150, 30}, "", "", CM_LEVEL_NONE},
        {"at the pole", {0, 90}, "", "", CM_LEVEL_NONE},
        {"at the date line", {-180, 35}, "", "", CM_LEVEL_NONE},
    };
    cm_gazetteer *const gazetteer = open_lots();

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_geocode_answer answer;
        double distance_m;
        test_now = rows[i].why;
        CHECK(cm_geocode_near(&answer, &distance_m, gazetteer, rows[i].at) == CM_OK);
        CHECK(strcmp(answer.town, rows[i].town) == 0 && strcmp(answer.block, rows[i].block) == 0);
        CHECK(answer.match_level == rows[i].level && answer.coord_level == rows[i].level);
        CHECK(isnan(distance_m) == (rows[i].level == CM_LEVEL_NONE));
        CHECK((*answer.reason != '\0') == (rows[i].level == CM_LEVEL_NONE));
        if (rows[i].level > CM_LEVEL_NONE)
            CHECK_NEAR(distance_m, cm_geodesic_distance_m(rows[i].at, answer.place, NULL), 1e-9);
    }
    cm_gazetteer_destroy(gazetteer);
}

TEST(refuses_what_is_no_place)
{
    static const cm_lonlat places[] = {{NAN, 35}, {139, NAN}, {181, 35}, {139, 91}, {INFINITY, 0}};
    cm_gazetteer *const gazetteer = open_lots();
    cm_geocode_answer answer;
    double distance_m;

    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        CHECK(cm_geocode_near(&answer, &distance_m, gazetteer, places[i]) == CM_ERR_DOMAIN);
    cm_gazetteer_destroy(gazetteer);
}

TEST(says_when_a_given_place_lies_outside)
{
    static const struct {
        const char *why, *prefecture, *city;
        cm_lonlat given;
        const char *want; /* "" if nothing is wrong */
    } rows[] = {
        {"inside", "東京都", "文京区", {139.755, 35.712}, ""},
        {"outside", "東京都", "文京区", {132.77, 33.9}, "outside: the given place is 6"},
        {"says where it is", "東京都", "文京区", {132.77, 33.9}, "愛媛県松山市"},
        {"near the border of what is known", "東京都", "文京区", {139.77, 35.70}, ""},
        {"in the ocean", "東京都", "文京区", {150, 30}, "km from 文京区"},
        {"in its prefecture", "愛媛県", "", {132.75, 33.9}, ""},
        {"not in its prefecture", "東京都", "", {132.75, 33.9}, "km from 東京都"},
        {"the address is not read", "", "", {132.75, 33.9}, ""},
        {"across a border", "東京都", "文京区", {139.7760, 35.7020}, ""},
        {"two kilometres across it", "東京都", "文京区", {139.7848, 35.7001}, "in 東京都千代田区"},
        {"a city that is not known", "東京都", "港区", {139.76, 35.7}, ""},
    };
    cm_gazetteer *const gazetteer = open_lots();

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const cm_geocode_answer answer = {.prefecture = rows[i].prefecture, .city = rows[i].city};
        const char *reason = "";
        test_now = rows[i].why;
        CHECK(cm__near_check_given(&reason, &gazetteer->own, &answer, rows[i].given) == CM_OK);
        CHECK(*rows[i].want ? strstr(reason, rows[i].want) != NULL : *reason == '\0');
    }
    cm_gazetteer_destroy(gazetteer);
}

TEST_MAIN(enter_folder(), RUN(finds_the_nearest_of_all_kinds), RUN(refuses_what_is_no_place),
          RUN(says_when_a_given_place_lies_outside),
          leave_folder((const char *const[]){"lots.gaz", NULL}))
