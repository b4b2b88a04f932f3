/* density_bins.h - points surveyed, and put into bins of a periodic grid, by all threads.
 *
 * What comes out does not depend on the number of threads. Sums are of whole numbers of a unit that
 * is small enough, and so do not depend on the order of the points either. */
#ifndef CM_DENSITY_BINS_H
#define CM_DENSITY_BINS_H

#include "layers/density_sort.h"
#include <math.h>
#include <stdint.h>

/* What is known of points before anything is done with them. */
typedef struct cm__survey {
    size_t count;      /* within reach */
    cm_box box;        /* of those, in units; all 0 if there is none */
    double weight_sum; /* in all */
    double heaviest;   /* of all */
} cm__survey;

void cm__points_survey(cm__survey *out, const cm_points *points, const cm__frame *frame,
                       int threads);

/* A sum of numbers from 0 to most in any order: to 2^-100 of the whole and better. */
typedef struct cm__tally {
    int64_t high, low;
    double unit, part;         /* of high, and of low: powers of 2 */
    double per_unit, per_part; /* 1 / unit, and 1 / part */
} cm__tally;

cm__tally cm__tally_start(double most, size_t count);
/* A value is a whole number of units and a rest, each exact. */
static inline void cm__tally_add(cm__tally *tally, double value)
{
    const int64_t whole = (int64_t)(value * tally->per_unit);

    tally->high += whole;
    tally->low += (int64_t)((value - (double)whole * tally->unit) * tally->per_part);
}

void cm__tally_merge(cm__tally *tally, const cm__tally *other);
double cm__tally_get(const cm__tally *tally);

/* Bins of width x height cells, row by row; a point lies in the bin of the cell where a cubic
 * spline around it begins: one left of it and one above, round the edges of the grid. The number of
 * rows of bins is even and each is 4 cells high or more, or there is one. {0} is empty. */
typedef struct cm__bins {
    size_t columns, rows; /* of the grid */
    size_t width, height; /* of a bin */
    size_t across, down;  /* bins */
    size_t *first;        /* across * down + 2: the last bin has what is out of reach */
    size_t *kept;         /* across * down + 1: points of each, from its first on */
    cm_point *at;         /* as they came */
    double *weight;       /* NULL where all are 1 */
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

    if (!(high - low < (double)(cells - size)))
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
