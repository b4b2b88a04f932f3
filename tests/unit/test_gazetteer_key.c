/* test_gazetteer_key.c - tests geo/gazetteer_key.c. */
#include "tests/gazetteer_inside.h"

TEST(finds_towns_of_any_city_by_their_key)
{
    cm_gazetteer *const gazetteer = open_small();
    cm__gazetteer_hit hits[4];
    size_t count;

    CHECK(cm__gazetteer_find_key(hits, 4, &count, gazetteer, "山本町") == CM_OK && count == 1);
    CHECK(strcmp(gazetteer->cities[hits[0].city].name, "京都市中京区") == 0);
    CHECK(cm__gazetteer_find_key(hits, 4, &count, gazetteer, "本町#1") == CM_OK && count == 1);
    CHECK(cm__gazetteer_find_key(hits, 4, &count, gazetteer, "none") == CM_OK && count == 0);
    cm_gazetteer_destroy(gazetteer);
}

TEST(reads_one_town_alone)
{
    cm_gazetteer *const gazetteer = open_small();
    cm__gazetteer_place town = {0};

    CHECK(cm__gazetteer_get_town(&town, &gazetteer->own, find_city(gazetteer, "越谷市"), 1) ==
          CM_OK);
    CHECK(strcmp(town.name, "大字蒲生") == 0 && town.place.lat_deg == 35.87);
    CHECK(cm__gazetteer_get_town(&town, &gazetteer->own, find_city(gazetteer, "越谷市"), 99) ==
          CM_ERR_FORMAT);
    CHECK(!gazetteer->cities[find_city(gazetteer, "越谷市")].towns);
    cm_gazetteer_destroy(gazetteer);
}

TEST_MAIN(enter_folder(), RUN(finds_towns_of_any_city_by_their_key), RUN(reads_one_town_alone),
          leave_folder((const char *const[]){"small.csv", "small.gaz", NULL}))
