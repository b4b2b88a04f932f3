/* test_map_label_anneal.c - tests output/map_label_anneal.c. */
#include "geo/base_memory.h"
#include "output/map_label_anneal.h"
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
    CHECK(cm__label_state_build(&state, &sample.problem) == CM_OK);
}

static size_t count_placed(void)
{
    size_t placed = 0;

    for (size_t i = 0; i < sample.problem.label_count; i++)
        placed += state.now[i] != CM_ABSENT;
    return placed;
}

static double total(void)
{
    double cost = 0;

    for (size_t i = 0; i < sample.problem.label_count; i++)
        cost += cm__label_state_cost(&state, i);
    return cost;
}

static size_t count_conflicts(void)
{
    size_t met[2], count = 0;

    for (size_t i = 0; i < sample.problem.label_count; i++)
        if (state.now[i] != CM_ABSENT)
            count += cm__label_state_conflicts(met, 1, &state, i, state.now[i]);
    return count;
}

TEST(spreads_a_crowd_without_conflicts)
{
    begin(50);
    CHECK(cm__label_anneal_crowd(&state, 0) == CM_OK);
    CHECK(count_conflicts() == 0 && count_placed() >= 47);
    cm__label_state_clear(&state);
}

TEST(takes_the_least_important_out_where_there_is_no_room)
{
    begin(0);
    sample.problem.frame_mm = (cm_box){15, 30, 36, 32.7};
    for (size_t i = 0; i < 3; i++)
        sample_add(&sample, 17 + (double)i / 2, 31.3, 15)->priority = i == 1 ? 1 : 2;
    cm__label_state_clear(&state);
    CHECK(cm__label_state_build(&state, &sample.problem) == CM_OK);
    CHECK(cm__label_anneal_crowd(&state, 0) == CM_OK);
    CHECK(count_placed() == 1 && state.now[1] != CM_ABSENT);
    cm__label_state_clear(&state);
}

TEST(polishes_without_a_conflict_and_without_a_loss)
{
    begin(50);
    CHECK(cm__label_anneal_crowd(&state, 0) == CM_OK);
    const double before = total();
    const size_t placed = count_placed();
    cm__label_anneal_polish(&state);
    CHECK(count_conflicts() == 0 && count_placed() >= placed && total() < before);
    cm__label_state_clear(&state);
}

TEST(draws_other_numbers_in_another_round)
{
    static size_t first[50];
    size_t other = 0;

    for (unsigned round = 0; round < 3; round++) {
        begin(50);
        CHECK(cm__label_anneal_crowd(&state, round % 2) == CM_OK);
        for (size_t i = 0; i < 50; i++)
            if (round == 0)
                first[i] = state.now[i];
            else if (round == 1)
                other += first[i] != state.now[i];
            else
                CHECK(first[i] == state.now[i]); /* round 0 again */
        cm__label_state_clear(&state);
    }
    CHECK(other > 5);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(spreads_a_crowd_without_conflicts),
          RUN(takes_the_least_important_out_where_there_is_no_room),
          RUN(polishes_without_a_conflict_and_without_a_loss),
          RUN(draws_other_numbers_in_another_round))
