/* map_label_state.c - where every label is now, and moving one so that others make room. */
#include "output/map_label_state.h"
#include "geo/base_memory.h"
#include "output/map_label_ground.h"
#include <clustermap/table.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* How many labels may have to make room for one. */
#define MOVED_MAX (CM__LABEL_BLOCKERS - 1)

/* A label that is left out costs more than any place. A priority outweighs the next by more than
 * the labels that one may drive out; below the sixth all weigh the same. */
#define LEFT_OUT_COST CM__LABEL_HOPELESS_COST
#define PRIORITY_WEIGHT 10.0
#define PRIORITY_RANKS 6

/* Fewer places are tried where so many labels could not be read anyway. */
#define MANY_LABELS 1000
#define TOO_MANY_LABELS 4000

#define NO_LABEL UINT32_MAX

static size_t count_candidates(const cm__label_problem *problem, size_t label)
{
    const size_t all = cm__label_candidate_count(&problem->labels[label]);
    const size_t rings = problem->label_count > TOO_MANY_LABELS ? 1
                         : problem->label_count > MANY_LABELS   ? 5
                                                                : all;
    const size_t some = CM__LABEL_BESIDE_COUNT + rings * CM__LABEL_DIRECTIONS;

    return all < some ? all : some;
}

/* A candidate by its cost, before its shape is kept. */
typedef struct rated {
    double cost;
    size_t number;
} rated;

static inline bool comes_before(const rated *a, const rated *b)
{
    if (a->cost < b->cost || a->cost > b->cost)
        return a->cost < b->cost;
    return a->number < b->number;
}

/* Shell's sort, with Ciura's gaps: for some hundred that lie almost in order it takes a tenth of
 * the time of qsort. */
static void sort_rated(rated *all, size_t count)
{
    static const size_t gaps[] = {132, 57, 23, 10, 4, 1};

    for (size_t g = 0; g < sizeof gaps / sizeof *gaps; g++)
        for (size_t i = gaps[g]; i < count; i++) {
            const rated moved = all[i];
            size_t to = i;
            for (; to >= gaps[g] && comes_before(&moved, &all[to - gaps[g]]); to -= gaps[g])
                all[to] = all[to - gaps[g]];
            all[to] = moved;
        }
}

/* Whether the text was measured and the place is one: only finite numbers are compared after. */
static bool can_be_placed(const cm__label *label)
{
    const cm_box *const ink = &label->extent.ink_mm;

    return isfinite(label->at.x) && isfinite(label->at.y) && isfinite(label->reach_mm) &&
           ink->x_max >= ink->x_min && ink->y_max >= ink->y_min &&
           isfinite(ink->x_max - ink->x_min) && isfinite(ink->y_max - ink->y_min);
}

/* Rates the candidates that are possible at all. Returns how many there are. */
static size_t rate(rated *out, cm__label_ground *ground, size_t label_number)
{
    const cm__label *const label = &ground->problem->labels[label_number];
    const size_t candidates =
        can_be_placed(label) ? count_candidates(ground->problem, label_number) : 0;
    size_t count = 0;

    for (size_t i = 0; i < candidates; i++) {
        cm__label_shape shape;
        const double own = cm__label_candidate_get(&shape, label, i);
        const double cost = own + cm__label_ground_cost(ground, &shape, label->at);
        if (cost < LEFT_OUT_COST)
            out[count++] = (rated){cost, i};
    }
    sort_rated(out, count);
    return count;
}

static void list_options(cm__label_state *state, size_t label, const rated *rating, size_t count)
{
    const size_t first = state->first[label];

    for (size_t i = 0; i < count; i++) {
        state->options[first + i] = (uint16_t)rating[i].number;
        state->costs[first + i] = rating[i].cost;
        state->blockers[first + i].label[0] = NO_LABEL;
    }
    state->first[label + 1] = first + count;
}

static cm_status list_all(cm__label_state *state)
{
    const size_t labels = state->problem->label_count;
    cm__label_ground ground = {0};
    rated *rating = NULL;
    size_t room = 1, most = 1;
    cm_status status = cm__label_ground_build(&ground, state->problem);

    for (size_t i = 0; i < labels; i++) {
        const size_t candidates = count_candidates(state->problem, i);
        room += candidates;
        most = candidates > most ? candidates : most;
    }
    if (!status)
        status = cm__array_grow(&state->options, room, sizeof *state->options);
    if (!status)
        status = cm__array_grow(&state->costs, room, sizeof *state->costs);
    if (!status)
        status = cm__array_grow(&state->blockers, room, sizeof *state->blockers);
    if (!status)
        status = cm__array_grow(&rating, most, sizeof *rating);
    state->first[0] = 0;
    for (size_t i = 0; !status && i < labels; i++)
        list_options(state, i, rating, rate(rating, &ground, i));
    cm__array_free(&rating);
    cm__label_ground_clear(&ground);
    return status;
}

static int compare_numbers(const void *left, const void *right)
{
    int a, b;

    memcpy(&a, left, sizeof a);
    memcpy(&b, right, sizeof b);
    return (a > b) - (a < b);
}

/* Weighs the priorities that occur by their order, not by their numbers. */
static cm_status weigh(cm__label_state *state)
{
    const size_t labels = state->problem->label_count;
    int *sorted = NULL;
    size_t ranks = 0;
    const cm_status status = cm__array_grow(&sorted, labels + 1, sizeof *sorted);

    if (status)
        return status;
    for (size_t i = 0; i < labels; i++)
        sorted[i] = state->problem->labels[i].priority;
    qsort(sorted, labels, sizeof *sorted, compare_numbers);
    for (size_t i = 0; i < labels; i++)
        if (ranks == 0 || sorted[i] != sorted[ranks - 1])
            sorted[ranks++] = sorted[i];
    for (size_t i = 0; i < labels; i++) {
        size_t rank = 0;
        while (rank + 1 < PRIORITY_RANKS && sorted[rank] != state->problem->labels[i].priority)
            rank++;
        state->penalty[i] =
            LEFT_OUT_COST * pow(PRIORITY_WEIGHT, (double)(PRIORITY_RANKS - 1 - rank));
    }
    cm__array_free(&sorted);
    return CM_OK;
}

cm_status cm__label_state_build(cm__label_state *out, const cm__label_problem *problem)
{
    const size_t labels = problem->label_count;
    cm_status status = cm__label_index_build(&out->index, problem);

    out->problem = problem;
    if (!status)
        status = cm__array_grow(&out->first, labels + 1, sizeof *out->first);
    if (!status)
        status = cm__array_grow(&out->now, labels + 1, sizeof *out->now);
    if (!status)
        status = cm__array_grow(&out->penalty, labels + 1, sizeof *out->penalty);
    if (!status)
        status = weigh(out);
    if (!status)
        status = list_all(out);
    for (size_t i = 0; !status && i < labels; i++)
        out->now[i] = CM_ABSENT;
    return status;
}

double cm__label_state_cost(const cm__label_state *state, size_t label)
{
    const size_t option = state->now[label];

    return option == CM_ABSENT ? state->penalty[label] : state->costs[option];
}

size_t cm__label_state_count(const cm__label_state *state, size_t label, double limit)
{
    size_t low = state->first[label], high = state->first[label + 1];

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (state->costs[middle] < limit)
            low = middle + 1;
        else
            high = middle;
    }
    return low - state->first[label];
}

cm__label_shape cm__label_state_shape(const cm__label_state *state, size_t label, size_t option)
{
    cm__label_shape shape;

    cm__label_candidate_get(&shape, &state->problem->labels[label], state->options[option]);
    return shape;
}

void cm__label_state_put(cm__label_state *state, size_t label, size_t option)
{
    if (state->now[label] != CM_ABSENT)
        cm__label_index_take(&state->index, label);
    state->now[label] = option;
    if (option != CM_ABSENT) {
        const cm__label_shape shape = cm__label_state_shape(state, label, option);
        cm__label_index_put(&state->index, label, &shape);
    }
}

size_t cm__label_state_conflicts(size_t *out, size_t most, cm__label_state *state, size_t label,
                                 size_t option)
{
    const cm__label_shape shape = cm__label_state_shape(state, label, option);

    return cm__label_index_conflicts(out, most, &state->index, label, &shape);
}

/* How many of the labels that were in the option's way are still there. */
static size_t count_blockers(const cm__label_state *state, size_t option)
{
    const cm__label_blockers *const by = &state->blockers[option];
    size_t count = 0;

    for (size_t i = 0; i < CM__LABEL_BLOCKERS && by->label[i] != NO_LABEL; i++)
        count += state->now[by->label[i]] == by->option[i];
    return count;
}

static void note_blockers(cm__label_state *state, size_t option, const size_t *labels, size_t count)
{
    cm__label_blockers *const by = &state->blockers[option];

    for (size_t i = 0; i < CM__LABEL_BLOCKERS; i++) {
        by->label[i] = i < count ? (uint32_t)labels[i] : NO_LABEL;
        by->option[i] = i < count ? (uint32_t)state->now[labels[i]] : 0;
    }
}

/* The best free option that costs less than limit, or CM_ABSENT. */
static size_t find_free(cm__label_state *state, size_t label, double limit)
{
    const size_t end = state->first[label + 1];
    size_t other[1];

    for (size_t i = state->first[label]; i < end && state->costs[i] < limit; i++) {
        if (count_blockers(state, i) > 0)
            continue;
        if (cm__label_state_conflicts(other, 0, state, label, i) == 0)
            return i;
        note_blockers(state, i, other, 1);
    }
    return CM_ABSENT;
}

bool cm__label_state_move(cm__label_state *state, size_t label, size_t option, double limit)
{
    size_t moved[MOVED_MAX + 1], before[MOVED_MAX + 1], done = 0;
    const size_t now = state->now[label];
    double growth = state->costs[option] - cm__label_state_cost(state, label);
    size_t count;

    if (!(growth < limit) || count_blockers(state, option) > MOVED_MAX)
        return false;
    count = cm__label_state_conflicts(moved, MOVED_MAX, state, label, option);
    if (count > MOVED_MAX) {
        note_blockers(state, option, moved, count);
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        before[i] = state->now[moved[i]];
        growth -= cm__label_state_cost(state, moved[i]);
        cm__label_state_put(state, moved[i], CM_ABSENT);
    }
    cm__label_state_put(state, label, option);
    for (; done < count && growth < limit; done++) {
        cm__label_state_put(state, moved[done], find_free(state, moved[done], limit - growth));
        growth += cm__label_state_cost(state, moved[done]);
    }
    if (done == count && growth < limit)
        return true;
    for (size_t i = 0; i < count; i++)
        cm__label_state_put(state, moved[i], CM_ABSENT);
    cm__label_state_put(state, label, now);
    for (size_t i = 0; i < count; i++)
        cm__label_state_put(state, moved[i], before[i]);
    return false;
}

void cm__label_state_clear(cm__label_state *state)
{
    cm__array_free(&state->penalty);
    cm__array_free(&state->now);
    cm__array_free(&state->first);
    cm__array_free(&state->costs);
    cm__array_free(&state->blockers);
    cm__array_free(&state->options);
    cm__label_index_clear(&state->index);
}
