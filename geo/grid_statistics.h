/* grid_statistics.h - the statistics of a grid whose values come row by row. */
#ifndef CM_GRID_STATISTICS_H
#define CM_GRID_STATISTICS_H

#include <clustermap/grid.h>

enum { CM__TALLY_CHUNK = 1024 };

typedef struct cm__grid_moments {
    double count, mean, squares; /* squares of deviations from the mean */
    double sum, lost, min, max;  /* lost: what rounding took from the sum */
} cm__grid_moments;

typedef struct cm__grid_tally {
    cm__grid_moments all;
    float rest[CM__TALLY_CHUNK]; /* values that do not fill a chunk yet */
    size_t rest_count;
    float nodata;
} cm__grid_tally;

/* Begins with none; of the grid only nodata is looked at. */
void cm__grid_tally_begin(cm__grid_tally *out, const cm_grid *grid);

/* Adds the next values, by all threads. What comes of it does not depend on how the values are cut
 * into calls, nor on the number of threads. */
void cm__grid_tally_add(cm__grid_tally *tally, const float *values, size_t count);

/* The statistics of what was added, as cm_grid_get_statistics. */
cm_grid_statistics cm__grid_tally_get(const cm__grid_tally *tally);

#endif
