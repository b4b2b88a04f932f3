/* network_edges.c - a network's lines cut at its nodes, the ways from each, and what hangs
 * together. */
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "layers/network_inside.h"
#include <string.h>

#define EDGES_MAX ((size_t)1000000000)

typedef struct cutting {
    cm_network *network;
    const uint32_t *node_of;
    size_t capacity;
    double short_m; /* a piece that leads back to its own node is nothing below this length */
} cutting;

static cm_status add_edge(cutting *work, size_t first, size_t last, cm__network_pace pace)
{
    cm_network *const network = work->network;
    const double length_m = network->along_m[last] - network->along_m[first];
    cm_status status;

    if (network->edge_count == EDGES_MAX)
        return cm__fail(CM_ERR_LIMIT, "a network has at most %zu edges", EDGES_MAX);
    status = cm__array_reserve(&network->edges, network->edge_count, &work->capacity,
                               sizeof *network->edges);
    if (status)
        return status;
    network->edges[network->edge_count++] =
        (cm__network_edge){work->node_of[first], work->node_of[last],     (uint32_t)first,
                           (uint32_t)last,       length_m * pace.forward, length_m * pace.backward};
    return CM_OK;
}

/* What is left of a line before its end is too short to be an edge: the edge before it takes it. */
static void lengthen(cutting *work, size_t last, cm__network_pace pace)
{
    cm__network_edge *const edge = &work->network->edges[work->network->edge_count - 1];

    edge->last = (uint32_t)last;
    edge->forward = cm__network_length_m(work->network, edge) * pace.forward;
    edge->backward = cm__network_length_m(work->network, edge) * pace.backward;
}

/* A line is cut at each node that it comes to. The vertices that lie within the tolerance of the
 * node that the piece began at are no cuts, so that no length is lost. */
static cm_status cut_part(cutting *work, size_t begin, size_t end, cm__network_pace pace)
{
    const double *const along_m = work->network->along_m;
    const size_t edges_before = work->network->edge_count;
    size_t first = begin;
    cm_status status = CM_OK;

    for (size_t v = begin + 1; v < end && !status; v++) {
        const uint32_t node = work->node_of[v];
        if (node == CM__NO_NODE)
            continue;
        const double length_m = along_m[v] - along_m[first];
        const bool is_same = node == work->node_of[first] && length_m <= work->short_m;
        if (!is_same && length_m > 0) {
            status = add_edge(work, first, v, pace);
            first = v;
        }
    }
    if (!status && first < end - 1 && work->network->edge_count > edges_before)
        lengthen(work, end - 1, pace);
    return status;
}

/* Lists the edges under the nodes that they may be left from, by counting. */
static cm_status list_arcs(cm_network *network)
{
    size_t count = 0;
    cm_status status = cm__array_grow(&network->first_arc, (size_t)network->node_count + 2,
                                      sizeof *network->first_arc);

    if (status)
        return status;
    uint32_t *const first = network->first_arc;
    memset(first, 0, ((size_t)network->node_count + 2) * sizeof *first);
    for (size_t e = 0; e < network->edge_count; e++) {
        const cm__network_edge *const edge = &network->edges[e];
        count += (size_t)(isfinite(edge->forward) != 0) + (size_t)(isfinite(edge->backward) != 0);
        first[edge->from + 2] += isfinite(edge->forward) != 0;
        first[edge->to + 2] += isfinite(edge->backward) != 0;
    }
    status = cm__array_grow(&network->arcs, count + 1, sizeof *network->arcs);
    if (status)
        return status;
    for (size_t n = 2; n < (size_t)network->node_count + 2; n++)
        first[n] += first[n - 1];
    /* one place to the right of where it belongs, each count runs up to its place */
    for (size_t e = 0; e < network->edge_count; e++) {
        const cm__network_edge *const edge = &network->edges[e];
        if (isfinite(edge->forward))
            network->arcs[first[edge->from + 1]++] =
                (cm__network_arc){edge->forward, edge->to, (uint32_t)(2 * e)};
        if (isfinite(edge->backward))
            network->arcs[first[edge->to + 1]++] =
                (cm__network_arc){edge->backward, edge->from, (uint32_t)(2 * e + 1)};
    }
    return CM_OK;
}

cm_status cm__network_cut(cm_network *network, const cm_features *lines,
                          const cm__network_pace *paces, const uint32_t *node_of,
                          double tolerance_m)
{
    cutting work = {.network = network, .node_of = node_of, .short_m = 2 * tolerance_m};
    cm_status status = CM_OK;

    for (size_t row = 0; row < lines->table.row_count && !status; row++) {
        if (isnan(paces[row].forward))
            continue;
        for (size_t p = lines->first_part[row]; p < lines->first_part[row + 1] && !status; p++)
            status =
                cut_part(&work, lines->first_vertex[p], lines->first_vertex[p + 1], paces[row]);
    }
    return status ? status : list_arcs(network);
}

static uint32_t find_root(uint32_t *parent, uint32_t node)
{
    while (parent[node] != node) {
        parent[node] = parent[parent[node]]; /* halves the way, Tarjan and van Leeuwen 1984 */
        node = parent[node];
    }
    return node;
}

static void join_nodes(cm_network *network, uint32_t *parent)
{
    for (uint32_t n = 0; n < network->node_count; n++)
        parent[n] = n;
    for (size_t e = 0; e < network->edge_count; e++) {
        const uint32_t a = find_root(parent, network->edges[e].from);
        const uint32_t b = find_root(parent, network->edges[e].to);
        if (a < b)
            parent[b] = a;
        else
            parent[a] = b;
    }
}

/* Adds up the parts' lengths, numbers them in the order of their first nodes, and lets the longest
 * change numbers with the first. lengths_m: 0 for each node; of each root afterwards. A node that
 * no edge touches, where a line has no length, is no part. */
static void number_parts(cm_network *network, uint32_t *parent, double *lengths_m)
{
    cm_network_summary *const summary = &network->summary;
    uint32_t longest = 0, longest_root = CM__NO_NODE;

    for (size_t e = 0; e < network->edge_count; e++) {
        const double length_m = cm__network_length_m(network, &network->edges[e]);
        lengths_m[find_root(parent, network->edges[e].from)] += length_m;
        summary->length_m += length_m;
    }
    for (uint32_t n = 0; n < network->node_count; n++) {
        const uint32_t root = find_root(parent, n);
        if (root != n || !(lengths_m[n] > 0)) {
            network->part[n] = root == n ? CM__NO_NODE : network->part[root];
            continue;
        }
        network->part[n] = (uint32_t)summary->part_count++;
        if (longest_root == CM__NO_NODE || lengths_m[n] > lengths_m[longest_root]) {
            longest_root = n;
            longest = network->part[n];
        }
    }
    for (uint32_t n = 0; n < network->node_count; n++)
        if (network->part[n] == longest)
            network->part[n] = 0;
        else if (network->part[n] == 0)
            network->part[n] = longest;
    summary->main_length_m = longest_root == CM__NO_NODE ? 0 : lengths_m[longest_root];
}

cm_status cm__network_find_parts(cm_network *network)
{
    const size_t room = (size_t)network->node_count + 1;
    uint32_t *parent = NULL;
    double *lengths_m = NULL;
    cm_status status = cm__array_grow(&network->part, room, sizeof *network->part);

    if (!status)
        status = cm__array_grow(&parent, room, sizeof *parent);
    if (!status)
        status = cm__array_grow(&lengths_m, room, sizeof *lengths_m);
    if (!status) {
        for (size_t n = 0; n < room; n++)
            lengths_m[n] = 0;
        join_nodes(network, parent);
        number_parts(network, parent, lengths_m);
    }
    cm__array_free(&lengths_m);
    cm__array_free(&parent);
    return status;
}
