/* test_gazetteer_town.c - tests geo/gazetteer_town.c. */
#include "tests/gazetteer_inside.h"

TEST(reads_the_towns_of_a_city_once)
{
    cm_gazetteer *const gazetteer = open_small();
    const cm__gazetteer_towns *towns, *again;
    const size_t city = find_city(gazetteer, "奥州市");

    CHECK(cm__gazetteer_get_towns(&towns, gazetteer, city) == CM_OK);
    CHECK(cm__gazetteer_get_towns(&again, gazetteer, city) == CM_OK && again == towns);
    CHECK(towns->town_count == 1 && towns->koaza_count == 2 && towns->nameless == CM_ABSENT);
    CHECK(towns->koaza[1].town == 0);
    CHECK(cm__gazetteer_get_towns(&towns, gazetteer, find_city(gazetteer, "上伊那郡南箕輪村")) ==
          CM_OK);
    CHECK(towns->nameless == 0);
    cm_gazetteer_destroy(gazetteer);
}

TEST(survives_every_failed_allocation)
{
    cm_gazetteer *gazetteer = open_small();
    const size_t city = find_city(gazetteer, "奥州市");
    const cm__gazetteer_towns *towns;
    size_t count;

    cm__memory_fail_at(0, false);
    CHECK(cm__gazetteer_get_towns(&towns, gazetteer, city) == CM_OK);
    count = cm__memory_fail_at(0, false);
    for (size_t nth = 1; nth <= count; nth++) {
        cm_gazetteer_destroy(gazetteer);
        CHECK(cm_gazetteer_open(&gazetteer, "small.gaz") == CM_OK);
        cm__memory_fail_at(nth, false);
        CHECK(cm__gazetteer_get_towns(&towns, gazetteer, city) == CM_ERR_NOMEM && !towns);
        cm__memory_fail_at(0, false);
        CHECK(cm__gazetteer_get_towns(&towns, gazetteer, city) == CM_OK);
    }
    cm_gazetteer_destroy(gazetteer);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(enter_folder(), RUN(reads_the_towns_of_a_city_once),
          RUN(survives_every_failed_allocation),
          leave_folder((const char *const[]){"small.csv", "small.gaz", NULL}))
