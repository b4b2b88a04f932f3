/* test_map_label_state.c - tests output/map_label_state.c. */
#include "geo/base_memory.h"
#include "output/map_label_state.h"
#include "tests/test.h"
#include "tests/unit/label_sample.h"
#include <clustermap/table.h>

static label_sample sample;
static cm__label_state state;

static void build(void)
{
    state = (cm__label_state){.problem = NULL};
    CHECK(cm__label_state_build(&state, &sample.problem) == CM_OK);
}

static void begin(void)
{
    sample = (label_sample){.random = 0};
    sample_begin(&sample, 100, 100);
}

static void end(void)
{
    cm__label_state_clear(&state);
    CHECK(cm__memory_live() == 0);
}

TEST(lists_the_options_by_rising_cost)
{
    begin();
    sample_add(&sample, 60, 80, 15);
    sample_add(&sample, 16, 31, 15); /* in the corner: fewer */
    sample_add(&sample, NAN, 31, 15);
    build();
    CHECK(state.first[1] > 250 && state.first[1] <= cm__label_candidate_count(sample.labels));
    CHECK(state.first[2] - state.first[1] < state.first[1] / 2 && state.first[2] > state.first[1]);
    CHECK(state.first[3] == state.first[2]);
    for (size_t label = 0; label < 2; label++)
        for (size_t i = state.first[label] + 1; i < state.first[label + 1]; i++)
            CHECK(state.costs[i] >= state.costs[i - 1]);
    CHECK(state.costs[0] == 0 && state.options[0] == 0);
    CHECK(cm__label_state_count(&state, 0, 0) == 0);
    CHECK(cm__label_state_count(&state, 0, 1e-9) == 1);
    CHECK(cm__label_state_count(&state, 0, 1e9) == state.first[1]);
    end();
}

TEST(weighs_priorities_by_their_order)
{
    static const int priorities[] = {1, 1000, -5, 1, 7, 8, 9, 10, 11};

    begin();
    for (size_t i = 0; i < 9; i++)
        sample_add(&sample, 60, 80, 15)->priority = priorities[i];
    build();
    CHECK(state.penalty[2] >= 10 * state.penalty[0] && state.penalty[0] == state.penalty[3]);
    CHECK(state.penalty[0] >= 10 * state.penalty[4] && state.penalty[4] >= 10 * state.penalty[5]);
    CHECK(state.penalty[8] == state.penalty[1] && state.penalty[1] >= 1000);
    CHECK(cm__label_state_cost(&state, 2) == state.penalty[2]); /* none is placed */
    end();
}

TEST(makes_room_for_a_label)
{
    begin();
    sample_add(&sample, 60, 80, 15);
    sample_add(&sample, 60, 83, 15);
    build();
    cm__label_state_put(&state, 0, state.first[0]);
    size_t met[2], blocked = state.first[1];
    while (cm__label_state_conflicts(met, 1, &state, 1, blocked) == 0)
        blocked++;
    CHECK(!cm__label_state_move(&state, 1, blocked, -state.penalty[1])); /* costs more than that */
    CHECK(state.now[0] == state.first[0] && state.now[1] == CM_ABSENT);
    CHECK(cm__label_state_move(&state, 1, blocked, 0));
    CHECK(state.now[1] == blocked && state.now[0] != state.first[0] && state.now[0] != CM_ABSENT);
    CHECK(cm__label_state_conflicts(met, 1, &state, 0, state.now[0]) == 0);
    CHECK(cm__label_state_conflicts(met, 1, &state, 1, state.now[1]) == 0);
    end();
}

TEST(looks_again_once_what_blocked_has_gone)
{
    size_t met[3], blocked;

    begin();
    sample_add(&sample, 60, 80, 15);
    sample_add(&sample, 60, 80, 15); /* at one place: what blocks one blocks the other */
    sample_add(&sample, 60, 83, 15);
    build();
    cm__label_state_put(&state, 0, state.first[0]);
    cm__label_state_put(&state, 1, state.first[1]);
    blocked = state.first[2];
    while (blocked + 1 < state.first[3] &&
           cm__label_state_conflicts(met, 2, &state, 2, blocked) != 2)
        blocked++;
    CHECK(cm__label_state_conflicts(met, 2, &state, 2, blocked) == 2);
    for (int i = 0; i < 2; i++) /* the second time by heart */
        CHECK(!cm__label_state_move(&state, 2, blocked, 0));
    CHECK(state.blockers[blocked].label[0] == 0 && state.blockers[blocked].label[1] == 1);
    cm__label_state_put(&state, 0, CM_ABSENT);
    cm__label_state_put(&state, 1, CM_ABSENT);
    CHECK(cm__label_state_move(&state, 2, blocked, 0));
    CHECK(state.now[2] == blocked);
    end();
}

TEST(drives_out_only_what_matters_less)
{
    for (int lower = 0; lower < 2; lower++) {
        begin();
        sample.problem.frame_mm = (cm_box){15, 30, 36, 32.7}; /* room for one */
        sample_add(&sample, 17, 31.3, 15)->priority = 5;
        sample_add(&sample, 17.5, 31.3, 15)->priority = lower ? 4 : 5;
        build();
        cm__label_state_put(&state, 0, state.first[0]);
        CHECK(cm__label_state_move(&state, 1, state.first[1], -50) == (lower == 1));
        CHECK((state.now[0] == CM_ABSENT) == (lower == 1));
        CHECK((state.now[1] == CM_ABSENT) == (lower == 0));
        end();
    }
}

TEST_MAIN(RUN(lists_the_options_by_rising_cost), RUN(weighs_priorities_by_their_order),
          RUN(makes_room_for_a_label), RUN(looks_again_once_what_blocked_has_gone),
          RUN(drives_out_only_what_matters_less))
