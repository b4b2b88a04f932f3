/* test_map_label_search.c - tests output/map_label_search.c. */
#include "geo/base_memory.h"
#include "output/map_label_search.h"
#include "tests/test.h"
#include "tests/unit/label_sample.h"
#include <clustermap/table.h>

static label_sample sample;
static cm__label_state state;

static void begin(size_t members)
{
    sample = (label_sample){.random = 0};
    sample_city(&sample, members);
    state = (cm__label_state){.problem = NULL};
}

static void search(void)
{
    CHECK(cm__label_state_build(&state, &sample.problem) == CM_OK);
    CHECK(cm__label_search(&state) == CM_OK);
}

static size_t count_missing(void)
{
    size_t missing = 0;

    for (size_t i = 0; i < sample.problem.label_count; i++)
        missing += state.now[i] == CM_ABSENT && state.first[i + 1] > state.first[i];
    return missing;
}

TEST(gives_every_label_its_best_place_where_there_is_room)
{
    begin(0);
    for (size_t i = 0; i < 40; i++)
        sample_add(&sample, 30 + 35 * (double)(i % 4), 40 + 18 * (double)i / 4, 15);
    search();
    for (size_t i = 0; i < 40; i++)
        CHECK(state.now[i] == state.first[i]);
    cm__label_state_clear(&state);
}

TEST(finds_what_the_first_come_would_not)
{
    size_t missing = 0;

    begin(70);
    CHECK(cm__label_state_build(&state, &sample.problem) == CM_OK);
    for (size_t i = 0; i < 70; i++) { /* first come, first served */
        size_t met[1], option = state.first[i];
        while (option < state.first[i + 1] &&
               cm__label_state_conflicts(met, 0, &state, i, option) > 0)
            option++;
        if (option < state.first[i + 1])
            cm__label_state_put(&state, i, option);
        missing += option == state.first[i + 1];
    }
    cm__label_state_clear(&state);
    begin(70);
    search();
    CHECK(missing >= 5 && count_missing() == 0);
    cm__label_state_clear(&state);
}

TEST(costs_little_more_than_a_long_search)
{
    double cost = 0;

    begin(60);
    search();
    for (size_t i = 0; i < 60; i++)
        cost += cm__label_state_cost(&state, i);
    CHECK(cost < 700); /* the best known is about 500 */
    cm__label_state_clear(&state);
}

TEST(ends_on_a_page_that_is_far_too_small)
{
    begin(0);
    sample.problem.frame_mm = (cm_box){15, 30, 45, 50};
    for (size_t i = 0; i < 500; i++) {
        const double x = sample_random(&sample, 16, 44), y = sample_random(&sample, 31, 49);
        sample_add(&sample, x, y, 10);
    }
    search();
    CHECK(count_missing() > 460 && count_missing() < 490);
    cm__label_state_clear(&state);
}

TEST(leaves_the_state_whole_when_memory_ends)
{
    for (size_t nth = 1; nth < 20; nth++) {
        begin(50);
        CHECK(cm__label_state_build(&state, &sample.problem) == CM_OK);
        cm__memory_fail_at(nth, false);
        const cm_status status = cm__label_search(&state);
        cm__memory_fail_at(0, false);
        cm__label_state_clear(&state);
        CHECK(cm__memory_live() == 0);
        if (status == CM_OK)
            break;
        CHECK(status == CM_ERR_NOMEM && nth < 10);
    }
}

TEST_MAIN(RUN(gives_every_label_its_best_place_where_there_is_room),
          RUN(finds_what_the_first_come_would_not), RUN(costs_little_more_than_a_long_search),
          RUN(ends_on_a_page_that_is_far_too_small), RUN(leaves_the_state_whole_when_memory_ends))
