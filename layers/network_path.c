/* network_path.c - the way of a search as a line. */
#include "layers/network_path.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "layers/network_search.h"
#include <assert.h>

cm_status cm__network_line_add(cm__network_line *line, double x, double y)
{
    cm_status status;

    if (line->count > 0 && line->x[line->count - 1] == x && line->y[line->count - 1] == y)
        return CM_OK;
    status = cm__array_reserve(&line->x, line->count, &line->x_capacity, sizeof *line->x);
    if (!status)
        status = cm__array_reserve(&line->y, line->count, &line->y_capacity, sizeof *line->y);
    if (status)
        return status;
    line->x[line->count] = x;
    line->y[line->count++] = y;
    return CM_OK;
}

void cm__network_line_clear(cm__network_line *line)
{
    cm__array_free(&line->y);
    cm__array_free(&line->x);
    *line = (cm__network_line){.count = 0};
}

/* The last vertex of an edge that lies at most so far along it, but not the very last one. */
static size_t find_vertex(const cm_network *network, const cm__network_edge *edge, double at_m)
{
    size_t low = edge->first, high = edge->last;

    while (high - low > 1) {
        const size_t middle = (low + high) / 2;
        if (network->along_m[middle] - network->along_m[edge->first] <= at_m)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static cm_status add_cut(cm__network_line *line, const cm_network *network,
                         const cm__network_edge *edge, double at_m)
{
    const size_t v = find_vertex(network, edge, at_m);
    const double before_m = network->along_m[v] - network->along_m[edge->first];
    const double step_m = network->along_m[v + 1] - network->along_m[v];
    const double share = step_m > 0 ? fmin(fmax((at_m - before_m) / step_m, 0), 1) : 0;

    if (share >= 1)
        return cm__network_line_add(line, network->x[v + 1], network->y[v + 1]);
    return cm__network_line_add(line, network->x[v] + share * (network->x[v + 1] - network->x[v]),
                                network->y[v] + share * (network->y[v + 1] - network->y[v]));
}

cm_status cm__network_line_add_part(cm__network_line *line, const cm_network *network, size_t e,
                                    double from_m, double to_m)
{
    const cm__network_edge *const edge = &network->edges[e];
    const double start_m = network->along_m[edge->first];
    const bool is_forward = from_m <= to_m;
    /* the vertices strictly between: behind the lower cut's vertex, up to the upper cut's */
    const size_t low = find_vertex(network, edge, fmin(from_m, to_m)) + 1;
    const size_t high = find_vertex(network, edge, fmax(from_m, to_m));
    cm_status status = add_cut(line, network, edge, from_m);

    for (size_t i = 0; low + i <= high && !status; i++) {
        const size_t v = is_forward ? low + i : high - i;
        const double at_m = network->along_m[v] - start_m;
        if (at_m > fmin(from_m, to_m) && at_m < fmax(from_m, to_m))
            status = cm__network_line_add(line, network->x[v], network->y[v]);
    }
    return status ? status : add_cut(line, network, edge, to_m);
}

/* The arcs that lead from the seed to a node, the last one first. */
static cm_status list_arcs(uint32_t **out, size_t *out_count, const cm_network_search *search,
                           uint32_t node)
{
    const cm__network_state *const states = search->reach.states;
    size_t capacity = 0;
    cm_status status = CM_OK;

    *out_count = 0;
    while (!(states[node].via & CM__NETWORK_SEED) && !status) {
        status = cm__array_reserve(out, *out_count, &capacity, sizeof **out);
        if (status)
            break;
        (*out)[(*out_count)++] = states[node].via;
        node = cm__network_tail(search->reach.network, states[node].via);
    }
    return status;
}

static double length_of(const cm_network *network, size_t edge)
{
    return cm__network_length_m(network, &network->edges[edge]);
}

/* From the place's point to the node of its edge where the way over the nodes begins. In a loop
 * both ends are that node: the cheaper side counts. */
static cm_status add_start(cm__network_line *line, const cm_network_search *search, uint32_t node)
{
    const cm_network *const network = search->reach.network;
    const cm_network_place *const from = &search->from;
    const cm__network_edge *const edge = &network->edges[from->edge];
    const double share = cm__network_share(network, from);
    const double to_end = cm__network_part_cost(edge->forward, 1 - share);
    const double to_start = cm__network_part_cost(edge->backward, share);
    const bool is_forward = edge->from == edge->to ? to_end <= to_start : node == edge->to;

    return cm__network_line_add_part(line, network, from->edge, from->along_m,
                                     is_forward ? length_of(network, from->edge) : 0);
}

static cm_status add_ways(cm__network_line *line, const cm_network_search *search, uint32_t node)
{
    const cm_network *const network = search->reach.network;
    uint32_t *arcs = NULL;
    size_t count = 0;
    cm_status status = list_arcs(&arcs, &count, search, node);

    if (!status)
        status =
            add_start(line, search, count > 0 ? cm__network_tail(network, arcs[count - 1]) : node);
    for (size_t i = count; i-- > 0 && !status;) {
        const uint32_t way = network->arcs[arcs[i]].way;
        const double length_m = length_of(network, way / 2);
        status = cm__network_line_add_part(line, network, way / 2, way % 2 ? length_m : 0,
                                           way % 2 ? 0 : length_m);
    }
    cm__array_free(&arcs);
    return status;
}

static cm_status add_whole(cm__network_line *line, const cm_network_search *search, size_t i,
                           cm__network_approach approach)
{
    const cm_network *const network = search->reach.network;
    const cm_network_place *const from = &search->from, *const to = &search->to[i];
    const cm__network_edge *const edge = &network->edges[to->edge];
    const bool by_start = approach == CM__NETWORK_FROM_START;
    double at_m = from->along_m;
    cm_status status = cm__network_line_add(line, from->place.x, from->place.y);

    if (!status && approach != CM__NETWORK_ALONG_EDGE) {
        status = add_ways(line, search, by_start ? edge->from : edge->to);
        at_m = by_start ? 0 : length_of(network, to->edge);
    }
    if (!status)
        status = cm__network_line_add_part(line, network, to->edge, at_m, to->along_m);
    if (!status)
        status = cm__network_line_add(line, to->place.x, to->place.y);
    return status;
}

cm_status cm_network_search_path(cm_features *out, cm_network_search *search, size_t to)
{
    cm__network_line line = {.count = 0};
    cm__network_approach approach;
    cm_status status;

    assert(search->has_run && to < search->count);
    cm__network_place_cost(search, to, &approach);
    if (approach == CM__NETWORK_SAME_PLACE)
        return CM_OK;
    if (approach == CM__NETWORK_NO_WAY)
        return cm__fail(CM_ERR_DOMAIN, "there is no way over the network to place %zu", to + 1);
    status = add_whole(&line, search, to, approach);
    if (!status && line.count > 1)
        status = cm_features_add_part(out, line.x, line.y, line.count, false);
    cm__network_line_clear(&line);
    return status;
}
