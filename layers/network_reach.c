/* network_reach.c - the cheapest ways from one or several places to the nodes of a network. */
#include "layers/network_reach.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"

enum { TELL_EVERY = 1 << 16 };

cm_status cm__network_reach_init(cm__network_reach *out, const cm_network *network, size_t seeds)
{
    const size_t nodes = network->node_count, arcs = network->first_arc[nodes];
    cm__network_reach reach = {.network = network};
    cm_status status = CM_OK;

    if (seeds >= CM__NETWORK_SEED)
        return cm__fail(CM_ERR_LIMIT, "%zu places are too many to set out from", seeds);
    status = cm__array_grow(&reach.states, nodes + 1, sizeof *reach.states);
    if (!status)
        status = cm__array_grow(&reach.touched, nodes + 1, sizeof *reach.touched);
    if (!status) /* each arc brings its node at most once, since it is taken once */
        status = cm__array_grow(&reach.heap, arcs + 2 * seeds + 1, sizeof *reach.heap);
    if (status) {
        cm__network_reach_clear(&reach);
        return status;
    }
    for (size_t n = 0; n < nodes; n++)
        reach.states[n] = (cm__network_state){INFINITY, 0, 0};
    *out = reach;
    return CM_OK;
}

void cm__network_reach_clear(cm__network_reach *reach)
{
    cm__array_free(&reach->heap);
    cm__array_free(&reach->touched);
    cm__array_free(&reach->states);
    *reach = (cm__network_reach){.network = NULL};
}

void cm__network_reach_restart(cm__network_reach *reach)
{
    for (size_t i = 0; i < reach->touched_count; i++)
        reach->states[reach->touched[i]] = (cm__network_state){INFINITY, 0, 0};
    reach->touched_count = 0;
    reach->heap_count = 0;
}

static bool comes_before(cm__network_waiting a, cm__network_waiting b)
{
    return a.cost < b.cost || (a.cost == b.cost && a.node < b.node);
}

static void push(cm__network_reach *reach, cm__network_waiting fresh)
{
    cm__network_waiting *const heap = reach->heap;
    size_t at = reach->heap_count++;

    while (at > 0 && comes_before(fresh, heap[(at - 1) / 4])) {
        heap[at] = heap[(at - 1) / 4];
        at = (at - 1) / 4;
    }
    heap[at] = fresh;
}

static cm__network_waiting pop(cm__network_reach *reach)
{
    cm__network_waiting *const heap = reach->heap;
    const cm__network_waiting top = heap[0], moved = heap[--reach->heap_count];
    const size_t count = reach->heap_count;
    size_t at = 0;

    for (;;) {
        size_t best = 4 * at + 1;
        const size_t end = best + 4 < count ? best + 4 : count;
        if (best >= count)
            break;
        for (size_t i = best + 1; i < end; i++)
            if (comes_before(heap[i], heap[best]))
                best = i;
        if (!comes_before(heap[best], moved))
            break;
        heap[at] = heap[best];
        at = best;
    }
    heap[at] = moved;
    return top;
}

static void offer(cm__network_reach *reach, uint32_t node, cm__network_state fresh)
{
    cm__network_state *const state = &reach->states[node];

    if (fresh.cost < state->cost) {
        if (isinf(state->cost))
            reach->touched[reach->touched_count++] = node;
        *state = fresh;
        push(reach, (cm__network_waiting){fresh.cost, node});
    } else if (fresh.cost == state->cost && fresh.label < state->label &&
               !(state->label & CM__NETWORK_SETTLED) && isfinite(fresh.cost)) {
        *state = fresh; /* it waits at this cost already */
    }
}

void cm__network_reach_seed(cm__network_reach *reach, const cm_network_place *place,
                            uint32_t number, uint32_t label)
{
    const cm__network_edge *const edge = &reach->network->edges[place->edge];
    const double share = cm__network_share(reach->network, place);
    const double gap = place->gap_m * reach->network->gap_pace;

    offer(reach, edge->to,
          (cm__network_state){gap + cm__network_part_cost(edge->forward, 1 - share),
                              CM__NETWORK_SEED + number, label});
    offer(reach, edge->from,
          (cm__network_state){gap + cm__network_part_cost(edge->backward, share),
                              CM__NETWORK_SEED + number, label});
}

static void go_on(cm__network_reach *reach, uint32_t node)
{
    const cm_network *const network = reach->network;
    const cm__network_state *const state = &reach->states[node];
    const uint32_t label = state->label & ~CM__NETWORK_SETTLED;

    for (uint32_t a = network->first_arc[node]; a < network->first_arc[node + 1]; a++)
        offer(reach, network->arcs[a].to,
              (cm__network_state){state->cost + network->arcs[a].cost, a, label});
}

cm_status cm__network_reach_next(uint32_t *out_node, cm__network_reach *reach, double max)
{
    *out_node = CM__NO_NODE;
    while (reach->heap_count > 0 && reach->heap[0].cost <= max) {
        const cm__network_waiting next = pop(reach);
        cm__network_state *const state = &reach->states[next.node];
        if (next.cost != state->cost || (state->label & CM__NETWORK_SETTLED))
            continue;
        state->label |= CM__NETWORK_SETTLED;
        go_on(reach, next.node);
        *out_node = next.node;
        return ++reach->pops % TELL_EVERY ? CM_OK
                                          : cm__network_tell(&reach->progress, reach->share);
    }
    return CM_OK;
}
