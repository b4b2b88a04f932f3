/* cell_index.h - points in square cells of about two, for finding the nearest ones. */
#ifndef CM_CELL_INDEX_H
#define CM_CELL_INDEX_H

#include <clustermap/place.h>
#include <clustermap/status.h>
#include <stdbool.h>
#include <stddef.h>

/* {0} is empty. The points themselves are borrowed and must outlive the index. */
typedef struct cm__cell_index {
    const double *x, *y;
    size_t *points; /* their numbers, cell by cell, ascending within a cell */
    size_t *starts; /* of each cell in points; columns * rows + 1 */
    size_t count, columns, rows;
    double x_min, y_min, side;
} cm__cell_index;

/* One found point. */
typedef struct cm__neighbour {
    size_t point;
    double distance2; /* squared */
} cm__neighbour;

/* Indexes the points that chosen names; chosen NULL: all of 0..count-1.
 * Returns CM_OK or CM_ERR_NOMEM. Cost: O(count). */
CM_MUST_CHECK cm_status cm__cell_index_build(cm__cell_index *out, const double *x, const double *y,
                                             const size_t *chosen, size_t count);

/* Finds the k nearest of the points, nearest first, equal distances by their number.
 *
 * out        room for k
 * distance   none farther than this; INFINITY: any
 * Returns how many were found. Cost: O(k) on average for evenly spread points. Thread-safe. */
size_t cm__cell_index_nearest(cm__neighbour *out, size_t k, const cm__cell_index *index,
                              cm_point place, double distance);

/* Releases the index and leaves it zeroed. */
void cm__cell_index_clear(cm__cell_index *index);

#endif
