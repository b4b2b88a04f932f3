/* density_bins.h - points put into bins of a periodic grid, over which they are to be spread. */
#ifndef CM_DENSITY_BINS_H
#define CM_DENSITY_BINS_H

#include "layers/density_group.h"
#include <math.h>

/* Bins of width x height cells, row by row; a point lies in the bin of the cell where a cubic
 * spline around it begins: one left of it and one above, round the edges of the grid. The number of
 * rows of bins is even and each is 4 cells high or more, or there is one. {0} is empty. */
typedef struct cm__bins {
    size_t columns, rows; /* of the grid */
    size_t width, height; /* of a bin */
    size_t across, down;  /* bins */
    cm__groups points;    /* by bin; the last, of across * down + 1, is of those out of reach */
    size_t *kept;         /* points of each bin that are left of it, from its first on */
} cm__bins;

/* The cell where a spline around a place begins: of so many, round the edge. */
static inline size_t cm__bins_begin(double at, size_t cells)
{
    const double cell = floor(at) - 1;

    return (size_t)(cell < 0 ? cell + (double)cells : cell);
}

/* The rows, or columns, of bins with all places from low to high: they go on from 0 after the last,
 * so take each modulo their number. */
static inline cm__span cm__bins_find(double low, double high, size_t cells, size_t size)
{
    const size_t count = (cells + size - 1) / size;

    /* Both ends in one bin, on either side of what is round the edge, is nearly all. */
    if (!(high - low + 2 < (double)cells - (double)size))
        return (cm__span){0, count};
    const size_t begin = cm__bins_begin(low, cells) / size;
    const size_t end = cm__bins_begin(high, cells) / size;
    return (cm__span){begin, (end < begin ? end + count : end) + 1};
}

/* Points within reach must lie less than a grid's size beyond its edges. out must be empty;
 * untouched on failure. CM_OK or CM_ERR_NOMEM. Cost: O(count). */
CM_MUST_CHECK cm_status cm__bins_fill(cm__bins *out, const size_t size[2], const cm_points *points,
                                      const cm__frame *frame, int threads);
void cm__bins_clear(cm__bins *bins);

#endif
