/* distance_leaf.h - a small block of cells, and the distances of each to a few parts. */
#ifndef CM_DISTANCE_LEAF_H
#define CM_DISTANCE_LEAF_H

#include "layers/distance_parts.h"

enum { CM__LEAF_SIDE = 16, CM__LEAF_CELLS = CM__LEAF_SIDE * CM__LEAF_SIDE };

/* Each row has CM__LEAF_SIDE cells, whether or not all of them lie in the grid. */
typedef struct cm__leaf {
    double x[CM__LEAF_SIDE], y[CM__LEAF_SIDE]; /* of the centres */
    size_t rows;
    double best2[CM__LEAF_CELLS]; /* square of the least distance */
    double row[CM__LEAF_CELLS];   /* of the feature at it, if with_rows */
    float distance[CM__LEAF_CELLS];
    bool with_rows;
} cm__leaf;

/* Works out best2, row (0: none) and distance from the parts named; all beyond max, or with no part
 * at all, are nodata. */
void cm__leaf_work(cm__leaf *leaf, const cm__parts *parts, const uint32_t *list, size_t count,
                   double max);

#endif
