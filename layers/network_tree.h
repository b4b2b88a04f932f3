/* network_tree.h - the segments of a network in a tree of boxes, for finding the nearest. */
#ifndef CM_NETWORK_TREE_H
#define CM_NETWORK_TREE_H

#include <clustermap/place.h>
#include <clustermap/status.h>
#include <stddef.h>
#include <stdint.h>

/* A few segments of one edge, one after the other: vertices first .. last. */
typedef struct cm__network_leaf {
    uint32_t first, last, edge;
} cm__network_leaf;

/* {0} is empty. Leaves in the order of their places on the ground (Morton 1966); sixteen boxes in a
 * row have one box round them in the level above, up to a single one. */
typedef struct cm__network_tree {
    cm__network_leaf *leaves;
    cm_box *boxes; /* of the leaves, then level by level */
    size_t leaf_count;
} cm__network_tree;

struct cm_network;

/* Puts the network's edges into its tree. CM_OK, CM_ERR_NOMEM, CM_ERR_LIMIT. */
CM_MUST_CHECK cm_status cm__network_tree_build(struct cm_network *network);

void cm__network_tree_clear(cm__network_tree *tree);

/* The nearest segment: its first vertex, how far along it (0..1), and the square of the distance.
 */
typedef struct cm__network_foot {
    uint32_t edge, vertex;
    double share, distance2;
} cm__network_foot;

/* Finds the nearest segment, of equally near ones the one of the first vertex; edge is UINT32_MAX
 * if none lies within the square of the distance, or the place is not within 1e9. */
cm__network_foot cm__network_tree_find(const struct cm_network *network, cm_point place,
                                       double limit2);

#endif
