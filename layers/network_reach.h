/* network_reach.h - the cheapest ways from one or several places to the nodes of a network. */
#ifndef CM_NETWORK_REACH_H
#define CM_NETWORK_REACH_H

#include "layers/network_inside.h"

/* How a node is reached. */
typedef struct cm__network_state {
    double cost;    /* INFINITY: not reached */
    uint32_t via;   /* the arc, or CM__NETWORK_SEED + the seed's number */
    uint32_t label; /* the seed's, with CM__NETWORK_SETTLED once the cost is final */
} cm__network_state;

#define CM__NETWORK_SEED 0x80000000U
#define CM__NETWORK_SETTLED 0x80000000U

typedef struct cm__network_waiting {
    double cost;
    uint32_t node;
} cm__network_waiting;

/* All that a search keeps, allocated once. A node waits in the heap as often as its cost fell; the
 * later entries are passed over. */
typedef struct cm__network_reach {
    const cm_network *network;
    cm__network_state *states; /* of each node */
    uint32_t *touched;         /* the nodes that are not as at the start */
    size_t touched_count;
    cm__network_waiting *heap; /* each node has four below it */
    size_t heap_count;
    uint32_t pops;
    cm_progress progress;
    double share; /* what progress is told */
} cm__network_reach;

/* seeds: how many seeds there are at most at a time. CM_OK, CM_ERR_NOMEM, CM_ERR_LIMIT. */
CM_MUST_CHECK cm_status cm__network_reach_init(cm__network_reach *out, const cm_network *network,
                                               size_t seeds);
void cm__network_reach_clear(cm__network_reach *reach);

/* Forgets all ways. Cost: O(nodes reached). */
void cm__network_reach_restart(cm__network_reach *reach);

/* Lets a place set out: both nodes of its edge, as far as the ways are open. number: what via says;
 * label: of equal costs the lower label wins. */
void cm__network_reach_seed(cm__network_reach *reach, const cm_network_place *place,
                            uint32_t number, uint32_t label);

/* Makes the next cheapest node final and goes on from it: *out_node is CM__NO_NODE if no node is
 * left that costs at most max. CM_OK or CM_ERR_STOPPED. */
CM_MUST_CHECK cm_status cm__network_reach_next(uint32_t *out_node, cm__network_reach *reach,
                                               double max);

/* The node that an arc leads from. */
static inline uint32_t cm__network_tail(const cm_network *network, uint32_t arc)
{
    const uint32_t way = network->arcs[arc].way;
    const cm__network_edge *const edge = &network->edges[way / 2];

    return way % 2 ? edge->to : edge->from;
}

/* The share of its edge's length at which a place goes onto it. A place at a node is at the node
 * whatever rounding says: beside it, a one-way edge would send it all the way round. */
static inline double cm__network_share(const cm_network *network, const cm_network_place *place)
{
    const double length_m = cm__network_length_m(network, &network->edges[place->edge]);
    static const double at_node_m = 1e-6;

    if (!(place->along_m > at_node_m))
        return 0;
    return place->along_m < length_m - at_node_m ? place->along_m / length_m : 1;
}

#endif
