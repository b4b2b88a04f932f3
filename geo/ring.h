/* ring.h - closed rings: how large they are, which way they run, and how a layer takes them. */
#ifndef CM_RING_H
#define CM_RING_H

#include <clustermap/features.h>

/* The area of a closed ring in square units, below 0 if it is clockwise; seen from its first
 * vertex, so that coordinates far from the origin do not drown it. */
double cm__ring_area(const double *x, const double *y, size_t count);

/* Adds a ring to the last row of a layer, turned as it should be, outer rings counter-clockwise: x
 * and y are, too. As cm_features_add_part. */
CM_MUST_CHECK cm_status cm__ring_add(cm_features *features, double *x, double *y, size_t count,
                                     bool is_hole);

#endif
