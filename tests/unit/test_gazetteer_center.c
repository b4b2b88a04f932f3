/* test_gazetteer_center.c - tests geo/gazetteer_center.c. */
#include "geo/base_memory.h"
#include "geo/gazetteer_center.h"
#include "tests/test.h"
#include <math.h>

TEST(puts_a_town_into_the_middle_of_its_koaza)
{
    cm__gazetteer_place places[] = {
        {.name = "without koaza", .place = {141, 43}},
        {.name = "of two and its own", .place = {140, 40}},
        {.name = "without a place", .place = {NAN, NAN}},
        {.name = "of none that has one", .place = {139, 36}},
        {.name = "of one", .place = {138, 35}},
    };
    cm__gazetteer_place koaza[] = {
        {.town = 1, .place = {142, 41}},     {.town = 1, .place = {141, 44}},
        {.town = 2, .place = {130, 31}},     {.town = 2, .place = {NAN, NAN}},
        {.town = 2, .place = {130.5, 31.5}}, {.town = 3, .place = {NAN, NAN}},
        {.town = 3, .place = {NAN, NAN}},    {.town = 4, .place = {137, 34}},
    };
    cm__gazetteer_towns towns = {
        .towns = places, .town_count = 5, .koaza = koaza, .koaza_count = 8};

    CHECK(cm__gazetteer_center(&towns) == CM_OK);
    CHECK_NEAR(places[0].place.lon_deg, 141, 0);
    CHECK_NEAR(places[1].place.lon_deg, 141, 0);
    CHECK_NEAR(places[1].place.lat_deg, 41, 0);
    CHECK_NEAR(places[2].place.lon_deg, 130.25, 1e-12);
    CHECK_NEAR(places[2].place.lat_deg, 31.25, 1e-12);
    CHECK_NEAR(places[3].place.lat_deg, 36, 0);
    CHECK_NEAR(places[4].place.lat_deg, 35, 0);
    CHECK_NEAR(koaza[0].place.lon_deg, 142, 0); /* koaza stay */
    CHECK(cm__memory_live() == 0);
}

TEST(leaves_towns_as_they_are_without_memory)
{
    cm__gazetteer_place town = {.place = {140, 40}}, koaza = {.place = {142, 42}};
    cm__gazetteer_towns towns = {
        .towns = &town, .town_count = 1, .koaza = &koaza, .koaza_count = 1};

    cm__memory_fail_at(1, false);
    CHECK(cm__gazetteer_center(&towns) == CM_ERR_NOMEM);
    cm__memory_fail_at(0, false);
    CHECK_NEAR(town.place.lon_deg, 140, 0);
    towns.koaza_count = 0;
    CHECK(cm__gazetteer_center(&towns) == CM_OK);
}

TEST_MAIN(RUN(puts_a_town_into_the_middle_of_its_koaza),
          RUN(leaves_towns_as_they_are_without_memory))
