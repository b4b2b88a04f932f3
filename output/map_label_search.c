/* map_label_search.c - the search for places of least cost. */
#include "output/map_label_search.h"
#include "geo/base_memory.h"
#include "output/map_label_anneal.h"
#include <clustermap/table.h>
#include <math.h>
#include <string.h>

/* Labels that were crowded out get more chances, as long as that is quick. */
#define ROUNDS_MAX 6
#define ROUND_LABELS 600 /* in all rounds together */
/* With more labels than this most are left out, and a crowd of them would take for ever. */
#define CROWD_LABELS 2000

/* If the first attempt leaves out more than one in so many of more than so many labels, most of
 * those will not find room whatever is done. */
#define JAM_ONE_IN 10
#define JAM_LABELS 150

#define NO_GAIN (-1e-6) /* less than this is rounding */

/* The best that was found so far. */
typedef struct memory {
    size_t *options;
    double cost;
} memory;

static double total_cost(const cm__label_state *state)
{
    double total = 0;

    for (size_t i = 0; i < state->problem->label_count; i++)
        total += cm__label_state_cost(state, i);
    return total;
}

static void remember(memory *best, const cm__label_state *state)
{
    const double cost = total_cost(state);

    if (!(cost < best->cost))
        return;
    best->cost = cost;
    memcpy(best->options, state->now, state->problem->label_count * sizeof *best->options);
}

static void recall(cm__label_state *state, const memory *best)
{
    if (!(total_cost(state) > best->cost))
        return;
    for (size_t i = 0; i < state->problem->label_count; i++)
        cm__label_state_put(state, i, CM_ABSENT);
    for (size_t i = 0; i < state->problem->label_count; i++)
        cm__label_state_put(state, i, best->options[i]);
}

static bool is_missing(const cm__label_state *state, size_t label)
{
    return state->now[label] == CM_ABSENT && state->first[label + 1] > state->first[label];
}

/* How many labels could have a better place than they have; missing: could have one at all. */
static size_t count_unsettled(const cm__label_state *state, bool missing)
{
    size_t count = 0;

    for (size_t i = 0; i < state->problem->label_count; i++)
        count += is_missing(state, i) ||
                 (!missing && state->now[i] != CM_ABSENT && state->now[i] != state->first[i]);
    return count;
}

/* Places a label that is out as well as can be, others making room. */
static void insert(cm__label_state *state, size_t label)
{
    for (size_t i = state->first[label]; i < state->first[label + 1]; i++)
        if (cm__label_state_move(state, label, i, NO_GAIN))
            return;
}

/* By falling penalty, that is by priority, then in the order given. */
static void insert_missing(cm__label_state *state)
{
    double above = INFINITY;

    for (;;) {
        double penalty = 0;
        for (size_t i = 0; i < state->problem->label_count; i++)
            if (state->penalty[i] < above)
                penalty = fmax(penalty, state->penalty[i]);
        if (!(penalty > 0))
            return;
        for (size_t i = 0; i < state->problem->label_count; i++)
            if (!(state->penalty[i] < penalty) && state->penalty[i] < above && is_missing(state, i))
                insert(state, i);
        above = penalty;
    }
}

/* Crowds and inserts until no label is missing or the chances are used up. */
static cm_status search(cm__label_state *state, memory *best)
{
    const size_t labels = state->problem->label_count;

    state->is_jam = labels > JAM_LABELS && count_unsettled(state, true) > labels / JAM_ONE_IN;
    for (unsigned round = 0; labels <= CROWD_LABELS && round < ROUNDS_MAX; round++) {
        const cm_status status = cm__label_anneal_crowd(state, round);
        if (status)
            return status;
        insert_missing(state);
        remember(best, state);
        if (state->is_jam || count_unsettled(state, true) == 0 ||
            (round + 2) * labels > ROUND_LABELS)
            break;
    }
    recall(state, best);
    cm__label_anneal_polish(state);
    insert_missing(state);
    recall(state, best);
    return CM_OK;
}
cm_status cm__label_search(cm__label_state *state)
{
    memory best = {.cost = INFINITY};
    cm_status status =
        cm__array_grow(&best.options, state->problem->label_count + 1, sizeof *best.options);

    if (status)
        return status;
    insert_missing(state);
    remember(&best, state);
    if (count_unsettled(state, false) > 0)
        status = search(state, &best);
    cm__array_free(&best.options);
    return status;
}
