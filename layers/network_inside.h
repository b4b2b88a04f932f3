/* network_inside.h - how a network is kept, and how it is built and walked. */
#ifndef CM_NETWORK_INSIDE_H
#define CM_NETWORK_INSIDE_H

#include "layers/network_tree.h"
#include <clustermap/network.h>
#include <stdint.h>

#define CM__NO_NODE UINT32_MAX

/* A run of one line's vertices between two nodes. Where lines meet within a tolerance, the first or
 * last vertex lies a little off the node. */
typedef struct cm__network_edge {
    uint32_t from, to;        /* nodes */
    uint32_t first, last;     /* vertices */
    double forward, backward; /* the cost of the whole edge; INFINITY where one may not go */
} cm__network_edge;

/* One way over an edge, from the node that it is listed under. */
typedef struct cm__network_arc {
    double cost;
    uint32_t to;
    uint32_t way; /* 2 * edge, + 1 against its direction */
} cm__network_arc;

struct cm_network {
    double *x, *y;   /* of all vertices, as given */
    double *along_m; /* of each vertex, from where its line begins */
    size_t vertex_count;
    cm__network_edge *edges;
    size_t edge_count;
    uint32_t node_count;
    uint32_t *first_arc; /* of each node, and one more */
    cm__network_arc *arcs;
    uint32_t *part; /* of each node, 0 the longest */
    cm__network_tree tree;
    cm_network_unit unit;
    double gap_pace; /* cost of a metre off the lines */
    cm_network_summary summary;
};

static inline double cm__network_length_m(const cm_network *network, const cm__network_edge *edge)
{
    return network->along_m[edge->last] - network->along_m[edge->first];
}

/* The cost of a way over part of an edge: share 0..1 of it. 0 of a closed way is 0. */
static inline double cm__network_part_cost(double whole, double share)
{
    return share > 0 ? whole * share : 0;
}

/* What a row's lines cost a metre, each way: NaN in a row that is left out. */
typedef struct cm__network_pace {
    double forward, backward;
} cm__network_pace;

/* Gives each row its pace and counts those left out in the summary.
 *
 * out       row_count paces
 * along_m   of the lines' vertices, from where each part begins
 * Returns CM_OK, CM_ERR_FORMAT (no such column). */
CM_MUST_CHECK cm_status cm__network_read_paces(cm__network_pace *out, cm_network_summary *summary,
                                               const cm_features *lines, const double *along_m,
                                               const cm_network_options *options);

/* Finds where lines meet.
 *
 * node_of   receives a node or CM__NO_NODE for each vertex; both ends of each part that counts
 *           have one
 * paces     a row without one does not count
 * Returns CM_OK, CM_ERR_NOMEM. Cost: O(vertices) on average. */
CM_MUST_CHECK cm_status cm__network_find_nodes(uint32_t *node_of, uint32_t *out_count,
                                               const cm_features *lines,
                                               const cm__network_pace *paces, double tolerance_m);

/* Cuts the lines at their nodes into edges and lists the ways from each node. x, y and along_m are
 * there already. CM_OK, CM_ERR_NOMEM, CM_ERR_LIMIT. */
CM_MUST_CHECK cm_status cm__network_cut(cm_network *network, const cm_features *lines,
                                        const cm__network_pace *paces, const uint32_t *node_of,
                                        double tolerance_m);

/* Numbers the parts that hang together. CM_OK, CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__network_find_parts(cm_network *network);

/* CM_ERR_STOPPED if the caller wants no more; share: how much is done. */
CM_MUST_CHECK cm_status cm__network_tell(const cm_progress *progress, double share);

#endif
