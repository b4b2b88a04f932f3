/* point_tree.h - points in a balanced tree of boxes, for finding the nearest ones. */
#ifndef CM_POINT_TREE_H
#define CM_POINT_TREE_H

#include <clustermap/place.h>
#include <clustermap/status.h>
#include <stddef.h>
#include <stdint.h>

#define CM__POINT_NONE UINT32_MAX

typedef struct cm__tree_node {
    cm_box box;
    uint32_t first; /* the smallest number of a point in it */
} cm__tree_node;

/* A k-d tree (Bentley 1975; Friedman, Bentley and Finkel 1977) whose points lie leaf by leaf, as
 * they are visited. {0} is empty. Copies the coordinates. */
typedef struct cm__point_tree {
    double *x, *y;        /* leaf by leaf; the last leaf is filled up with infinities */
    uint32_t *points;     /* their numbers, ascending within a leaf */
    cm__tree_node *nodes; /* each before its two subtrees; one of m leaves has 2m - 1 nodes */
    size_t count, leaf_count;
} cm__point_tree;

/* One found point. */
typedef struct cm__neighbour {
    double distance2; /* squared */
    uint32_t point;
} cm__neighbour;

/* Builds the tree of the points that chosen names; chosen NULL: all of 0..count-1.
 *
 * out      must be empty; untouched on failure
 * x, y     finite
 * count    under CM__POINT_NONE (asserted)
 * threads  1 or more
 * Returns CM_OK or CM_ERR_NOMEM. Cost: O(count log count), however the points lie. */
CM_MUST_CHECK cm_status cm__point_tree_build(cm__point_tree *out, const double *x, const double *y,
                                             const uint32_t *chosen, size_t count, int threads);

/* Finds the k nearest of the points, nearest first, equal distances by their number.
 *
 * out         room for k
 * distance2   none farther than this, squared; INFINITY: any
 * Returns how many were found. Cost: O(k + log count) on average, and also where all points are at
 * one place: among equal distances it looks first where the smallest numbers are. Thread-safe. */
size_t cm__point_tree_nearest(cm__neighbour *out, size_t k, const cm__point_tree *tree,
                              cm_point place, double distance2);

/* Releases the tree and leaves it zeroed. */
void cm__point_tree_clear(cm__point_tree *tree);

#endif
