/* network_search.c - from one place of a network to many others: costs, and the nearest. */
#include "layers/network_search.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include <string.h>

static const cm__network_edge *edge_of(const cm_network_search *search, size_t to)
{
    return &search->reach.network->edges[search->to[to].edge];
}

/* Gives each node at an end of a place's edge a number from 1. */
static uint32_t number_ends(cm_network_search *search)
{
    uint32_t count = 0;

    for (size_t i = 0; i < search->count; i++) {
        if (search->to[i].edge == CM_ABSENT)
            continue;
        const uint32_t ends[2] = {edge_of(search, i)->from, edge_of(search, i)->to};
        for (int k = 0; k < 2; k++)
            if (search->end_of[ends[k]] == 0)
                search->end_of[ends[k]] = ++count;
    }
    return count;
}

/* Lists the places under the ends of their edges, by counting; in a loop both ends are one. */
static void list_places(cm_network_search *search)
{
    size_t *const first = search->first_place;

    memset(first, 0, ((size_t)search->end_count + 3) * sizeof *first);
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < search->count; i++) {
            if (search->to[i].edge == CM_ABSENT)
                continue;
            const uint32_t from = search->end_of[edge_of(search, i)->from];
            const uint32_t to = search->end_of[edge_of(search, i)->to];
            if (pass == 0) {
                first[from + 2]++;
                first[to + 2] += to != from;
                continue;
            }
            search->places[first[from + 1]++] = i;
            if (to != from)
                search->places[first[to + 1]++] = i;
        }
        for (size_t n = 1; n < (size_t)search->end_count + 3 && pass == 0; n++)
            first[n] += first[n - 1];
    }
}

static cm_status make_lists(cm_network_search *search)
{
    const size_t nodes = search->reach.network->node_count;
    cm_status status = cm__array_grow(&search->end_of, nodes + 1, sizeof *search->end_of);

    if (status)
        return status;
    memset(search->end_of, 0, (nodes + 1) * sizeof *search->end_of);
    search->end_count = number_ends(search);
    status = cm__array_grow(&search->first_place, (size_t)search->end_count + 3,
                            sizeof *search->first_place);
    if (!status)
        status = cm__array_grow(&search->places, 2 * search->count + 1, sizeof *search->places);
    if (!status)
        status = cm__array_grow(&search->proposed, search->count + 1, sizeof *search->proposed);
    if (!status)
        status = cm__array_grow(&search->costs, search->count + 1, sizeof *search->costs);
    if (status)
        return status;
    list_places(search);
    for (size_t i = 0; i < search->count; i++)
        search->costs[i] = INFINITY;
    return CM_OK;
}

cm_status cm_network_search_create(cm_network_search **out, const cm_network *network,
                                   const cm_network_place *to, size_t count,
                                   const cm_progress *progress)
{
    cm_network_search *search = NULL;
    cm_status status = cm__array_grow(&search, 1, sizeof *search);

    if (status)
        return status;
    *search = (cm_network_search){.to = to, .count = count};
    status = cm__network_reach_init(&search->reach, network, 1);
    if (!status && progress)
        search->reach.progress = *progress;
    if (!status)
        status = make_lists(search);
    if (status)
        cm_network_search_destroy(search);
    else
        *out = search;
    return status;
}

void cm_network_search_destroy(cm_network_search *search)
{
    if (!search)
        return;
    cm__array_free(&search->costs);
    cm__array_free(&search->proposed);
    cm__array_free(&search->places);
    cm__array_free(&search->first_place);
    cm__array_free(&search->end_of);
    cm__network_reach_clear(&search->reach);
    cm__array_free(&search);
}

static bool is_same_place(const cm_network_place *a, const cm_network_place *b)
{
    return a->place.x == b->place.x && a->place.y == b->place.y;
}

/* Straight along the edge that both places go to, without a node. */
static double cost_along_edge(const cm_network_search *search, const cm_network_place *from,
                              const cm_network_place *to)
{
    const cm_network *const network = search->reach.network;
    const cm__network_edge *const edge = &network->edges[to->edge];
    const double share = cm__network_share(network, to) - cm__network_share(network, from);

    return cm__network_part_cost(share >= 0 ? edge->forward : edge->backward, fabs(share));
}

double cm__network_place_cost(const cm_network_search *search, size_t to,
                              cm__network_approach *out_approach)
{
    const cm_network *const network = search->reach.network;
    const cm_network_place *const from = &search->from, *const place = &search->to[to];
    cm__network_approach approach = CM__NETWORK_NO_WAY;
    double cost = INFINITY;

    if (is_same_place(from, place)) {
        *out_approach = CM__NETWORK_SAME_PLACE;
        return 0;
    }
    *out_approach = approach;
    if (from->edge == CM_ABSENT || place->edge == CM_ABSENT)
        return cost;
    const cm__network_edge *const edge = &network->edges[place->edge];
    const double share = cm__network_share(network, place);
    const double by_edge = from->edge == place->edge ? from->gap_m * network->gap_pace +
                                                           cost_along_edge(search, from, place)
                                                     : INFINITY;
    const double ways[3] = {
        by_edge,
        search->reach.states[edge->from].cost + cm__network_part_cost(edge->forward, share),
        search->reach.states[edge->to].cost + cm__network_part_cost(edge->backward, 1 - share)};
    for (int i = 0; i < 3; i++)
        if (ways[i] < cost) {
            cost = ways[i];
            approach = (cm__network_approach)i;
        }
    *out_approach = approach;
    return cost + place->gap_m * network->gap_pace;
}

static double place_cost(const cm_network_search *search, size_t to)
{
    cm__network_approach approach;

    return cm__network_place_cost(search, to, &approach);
}

static cm_status begin(cm_network_search *search, const cm_network_place *from, double max)
{
    if (!(max >= 0))
        return cm__fail(CM_ERR_DOMAIN, "travel of at most %g is not 0 or more", max);
    search->from = *from;
    search->has_run = true;
    cm__network_reach_restart(&search->reach);
    if (from->edge != CM_ABSENT)
        cm__network_reach_seed(&search->reach, from, 0, 0);
    return CM_OK;
}

/* All is known once both ends of every place's edge are final. */
cm_status cm_network_search_all(double *out, cm_network_search *search,
                                const cm_network_place *from, double max)
{
    uint32_t node = 0, left = search->end_count;
    cm_status status = begin(search, from, max);

    while (!status && node != CM__NO_NODE && left > 0) {
        status = cm__network_reach_next(&node, &search->reach, max);
        left -= !status && node != CM__NO_NODE && search->end_of[node];
    }
    for (size_t i = 0; i < search->count && !status; i++) {
        const double cost = place_cost(search, i);
        out[i] = cost <= max ? cost : INFINITY;
    }
    return status;
}

/* The nearest so far, sorted; costs[] says what each place among them costs. */
typedef struct nearest {
    cm_network_neighbour *found;
    size_t count, k;
    double limit; /* no place that costs more is wanted any more */
} nearest;

static bool is_before(cm_network_neighbour a, cm_network_neighbour b)
{
    return a.cost < b.cost || (a.cost == b.cost && a.to < b.to);
}

static void leave(nearest *so_far, size_t to)
{
    size_t at = 0;

    while (at < so_far->count && so_far->found[at].to != to)
        at++;
    if (at == so_far->count)
        return;
    memmove(so_far->found + at, so_far->found + at + 1,
            (so_far->count - at - 1) * sizeof *so_far->found);
    so_far->count--;
}

static void propose(nearest *so_far, cm_network_search *search, size_t to)
{
    const cm_network_neighbour fresh = {to, place_cost(search, to)};

    if (!(fresh.cost <= so_far->limit) || !(fresh.cost < search->costs[to]))
        return;
    if (isfinite(search->costs[to]))
        leave(so_far, to);
    else
        search->proposed[search->proposed_count++] = to;
    search->costs[to] = fresh.cost;
    if (so_far->count == so_far->k && !is_before(fresh, so_far->found[so_far->k - 1]))
        return;
    size_t at = so_far->count == so_far->k ? so_far->k - 1 : so_far->count++;
    for (; at > 0 && is_before(fresh, so_far->found[at - 1]); at--)
        so_far->found[at] = so_far->found[at - 1];
    so_far->found[at] = fresh;
    if (so_far->count == so_far->k)
        so_far->limit = so_far->found[so_far->k - 1].cost;
}

static void propose_at(nearest *so_far, cm_network_search *search, uint32_t node)
{
    const uint32_t end = search->end_of[node];

    if (end > 0)
        for (size_t i = search->first_place[end]; i < search->first_place[end + 1]; i++)
            propose(so_far, search, search->places[i]);
}

/* Places that no way over a node is needed for: on the same edge, or the same place, which may lie
 * off the network. */
static void propose_here(nearest *so_far, cm_network_search *search)
{
    for (size_t i = 0; i < search->count; i++)
        if (is_same_place(&search->from, &search->to[i]) ||
            (search->from.edge != CM_ABSENT && search->to[i].edge == search->from.edge))
            propose(so_far, search, i);
}

cm_status cm_network_search_nearest(cm_network_neighbour *out, size_t *out_count,
                                    cm_network_search *search, const cm_network_place *from,
                                    size_t k, double max)
{
    nearest so_far = {.found = out, .k = k, .limit = max};
    uint32_t node = 0;
    cm_status status =
        k > 0 ? begin(search, from, max) : cm__fail(CM_ERR_DOMAIN, "0 neighbours are none");

    if (!status)
        propose_here(&so_far, search);
    while (!status && node != CM__NO_NODE) {
        status = cm__network_reach_next(&node, &search->reach, so_far.limit);
        if (!status && node != CM__NO_NODE)
            propose_at(&so_far, search, node);
    }
    for (size_t i = 0; i < search->proposed_count; i++)
        search->costs[search->proposed[i]] = INFINITY;
    search->proposed_count = 0;
    if (!status)
        *out_count = so_far.count;
    return status;
}
