/* density_crowd.h - distinct places in a tree of boxes: which are near one, and how near. */
#ifndef CM_DENSITY_CROWD_H
#define CM_DENSITY_CROWD_H

#include <clustermap/place.h>
#include <clustermap/points.h>
#include <clustermap/progress.h>
#include <clustermap/status.h>
#include <stdbool.h>

/* The places begin <= i < end, in the order of a walk: the parts of a node follow it, and `next` is
 * the node after all of them. */
typedef struct cm__crowd_node {
    cm_box box;
    size_t begin, end;
    size_t next;
    bool is_leaf;
} cm__crowd_node;

/* Places of equal coordinates are one, with their weights summed; those without weight are left
 * out. Coordinates are relative to one of the places: absolute ones have too few digits left to be
 * squared. {0} is empty. */
typedef struct cm__crowd {
    double *x, *y, *weight;
    size_t count;
    cm__crowd_node *nodes;
    size_t node_count;
    double weight_sum;
} cm__crowd;

/* The most places of a leaf; other nodes are halved. */
enum { CM__CROWD_LEAF = 16 };

/* out must be empty; untouched on failure. The order of the points does not matter; weights are
 * relative to the heaviest point's. progress is asked now and then, with a share of 0, whether to
 * go on; NULL: nobody is asked. CM_OK, CM_ERR_NOMEM or CM_ERR_STOPPED. Cost: O(count log count). */
CM_MUST_CHECK cm_status cm__crowd_create(cm__crowd *out, const cm_points *points, int threads,
                                         const cm_progress *progress);
void cm__crowd_clear(cm__crowd *crowd);

/* The place nearest to place i, which is not i itself; `near` must hold two. Cost: O(log count) on
 * average. */
size_t cm__crowd_find(const cm__crowd *crowd, size_t i);

/* The sum of weight * exp(-rate * (d^2 - from2)) over all other places than i that lie within
 * sqrt(far2) of it; from2 is to be no more than the square of the distance to the nearest. Always
 * in the same order. Cost: O(log count), and the places within reach. */
double cm__crowd_sum(const cm__crowd *crowd, size_t i, double rate, double from2, double far2);

/* The square of the distance between two places. */
double cm__crowd_distance2(const cm__crowd *crowd, size_t i, size_t j);

bool cm__crowd_touches(const cm_box *a, const cm_box *b);

/* No fewer places than lie in the box. */
size_t cm__crowd_count(const cm__crowd *crowd, const cm_box *box);

#endif
