/* map_label_anneal.c - moves at random that may make things worse for a while.
 *
 * As S. Edmondson, J. Christensen, J. Marks and S. Shieber (A general cartographic labelling
 * algorithm, Cartographica 33, 1996), but a move to a worse place is kept if it is worse by less
 * than a threshold that falls to 0 (G. Dueck and T. Scheuer, Threshold accepting, J. Comp. Phys.
 * 90, 1990): no logarithm, so that all machines find the same. */
#include "output/map_label_anneal.h"
#include "geo/base_memory.h"
#include <clustermap/table.h>
#include <math.h>

/* All costs are in millimetres of leader. A conflict outweighs any detour. */
#define CONFLICT_COST 300.0
#define CROWD_THRESHOLD 150.0
#define CROWD_STEPS 3000 /* for each label */
#define CROWD_STEPS_MAX 1500000
#define JAM_STEPS_MAX 150000
#define POLISH_THRESHOLD 10.0
#define POLISH_STEPS 700
#define POLISH_STEPS_MAX 200000
#define JAM_POLISH_STEPS_MAX 60000
#define ROUNDING 1e-6

typedef struct cm__crowd {
    cm__label_state *state;
    size_t *count; /* of each label, how many labels it disturbs */
    size_t *met, *left;
    uint64_t drawn;
} cm__crowd;

/* Numbers 0 <= r < 1 that depend on nothing but their place in the row: S. Vigna's splitmix64. */
static double draw(uint64_t *drawn)
{
    uint64_t bits = ++*drawn * 0x9e3779b97f4a7c15u;

    bits = (bits ^ bits >> 30) * 0xbf58476d1ce4e5b9u;
    bits = (bits ^ bits >> 27) * 0x94d049bb133111ebu;
    return (double)((bits ^ bits >> 31) >> 11) * 0x1p-53;
}

static size_t draw_below(uint64_t *drawn, size_t count)
{
    return (size_t)(draw(drawn) * (double)count);
}

/* Puts a label where it meets these others, CM_ABSENT: nowhere. */
static void put(cm__crowd *crowd, size_t label, size_t option, size_t met_count)
{
    cm__label_state *const state = crowd->state;
    const size_t labels = state->problem->label_count;

    if (crowd->count[label] > 0) {
        const size_t left =
            cm__label_state_conflicts(crowd->left, labels, state, label, state->now[label]);
        for (size_t i = 0; i < left; i++)
            crowd->count[crowd->left[i]]--;
    }
    for (size_t i = 0; i < met_count; i++)
        crowd->count[crowd->met[i]]++;
    crowd->count[label] = met_count;
    cm__label_state_put(state, label, option);
}

/* A label at random, rather one that disturbs others. */
static size_t choose(cm__crowd *crowd)
{
    const size_t labels = crowd->state->problem->label_count;
    const size_t label = draw_below(&crowd->drawn, labels);

    return crowd->count[label] > 0 ? label : draw_below(&crowd->drawn, labels);
}

static void step(cm__crowd *crowd, double threshold)
{
    cm__label_state *const state = crowd->state;
    const size_t label = choose(crowd), now = state->now[label];
    double limit;
    size_t options;

    if (now == CM_ABSENT || (crowd->count[label] == 0 && now == state->first[label]))
        return; /* it has no place at all, or its best: others may push it away, it will not go */
    limit = state->costs[now] + CONFLICT_COST * (double)crowd->count[label] +
            threshold * draw(&crowd->drawn);
    options = cm__label_state_count(state, label, limit);
    const size_t option = state->first[label] + draw_below(&crowd->drawn, options);
    if (options == 0 || option == now)
        return;
    const size_t most = (size_t)((limit - state->costs[option]) / CONFLICT_COST);
    const size_t met = cm__label_state_conflicts(crowd->met, most, state, label, option);
    if (met <= most)
        put(crowd, label, option, met);
}

static bool is_worse(const cm__crowd *crowd, size_t a, size_t b)
{
    const double *const penalty = crowd->state->penalty;

    if (penalty[a] < penalty[b] || penalty[a] > penalty[b])
        return penalty[a] < penalty[b];
    return crowd->count[a] > crowd->count[b];
}

/* The label to take out first, or CM_ABSENT if none disturbs another. */
static size_t find_worst(const cm__crowd *crowd)
{
    size_t worst = CM_ABSENT;

    for (size_t i = 0; i < crowd->state->problem->label_count; i++)
        if (crowd->count[i] > 0 && (worst == CM_ABSENT || is_worse(crowd, i, worst)))
            worst = i;
    return worst;
}

/* Places the labels that are out where they cost least, whatever they disturb. */
static void crowd_in(cm__crowd *crowd)
{
    cm__label_state *const state = crowd->state;
    const size_t labels = state->problem->label_count;

    for (size_t i = 0; i < labels; i++)
        crowd->count[i] = 0;
    for (size_t i = 0; i < labels; i++)
        if (state->now[i] == CM_ABSENT && state->first[i + 1] > state->first[i])
            put(crowd, i, state->first[i],
                cm__label_state_conflicts(crowd->met, labels, state, i, state->first[i]));
}

cm_status cm__label_anneal_crowd(cm__label_state *state, unsigned round)
{
    const size_t labels = state->problem->label_count;
    const double steps =
        fmin(CROWD_STEPS * (double)labels, state->is_jam ? JAM_STEPS_MAX : CROWD_STEPS_MAX);
    cm__crowd crowd = {.state = state, .drawn = (uint64_t)round << 40};
    cm_status status = cm__array_grow(&crowd.count, labels + 1, sizeof *crowd.count);

    if (!status)
        status = cm__array_grow(&crowd.met, labels + 1, sizeof *crowd.met);
    if (!status)
        status = cm__array_grow(&crowd.left, labels + 1, sizeof *crowd.left);
    if (status)
        goto done;
    crowd_in(&crowd);
    for (double i = 0; i < steps; i++) {
        const double rest = 1 - i / steps;
        step(&crowd, CROWD_THRESHOLD * rest * rest);
    }
    for (size_t worst; (worst = find_worst(&crowd)) != CM_ABSENT;)
        put(&crowd, worst, CM_ABSENT, 0);
done:
    cm__array_free(&crowd.left);
    cm__array_free(&crowd.met);
    cm__array_free(&crowd.count);
    return status;
}

void cm__label_anneal_polish(cm__label_state *state)
{
    const size_t labels = state->problem->label_count;
    const double steps = fmin(POLISH_STEPS * (double)labels,
                              state->is_jam ? JAM_POLISH_STEPS_MAX : POLISH_STEPS_MAX);
    uint64_t drawn = 0;

    for (double i = 0; i < steps; i++) {
        const size_t label = draw_below(&drawn, labels);
        const double limit = POLISH_THRESHOLD * (1 - i / steps) * draw(&drawn) - ROUNDING;
        const size_t options =
            cm__label_state_count(state, label, cm__label_state_cost(state, label) + limit);
        const double share = draw(&drawn);
        const size_t option = /* the better ones more often */
            state->first[label] + (size_t)(share * share * (double)options);
        if (options > 0 && option != state->now[label])
            cm__label_state_move(state, label, option, limit);
    }
}
