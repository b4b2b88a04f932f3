/* density_engine.h - what the engines of a density grid have in common: a job, cut into tiles. */
#ifndef CM_DENSITY_ENGINE_H
#define CM_DENSITY_ENGINE_H

#include "layers/density_sort.h"
#include "layers/density_survey.h"
#include "layers/density_watch.h"
#include <clustermap/density.h>

/* Lengths are in cells: the centre of column j and row i is (j, i). */
typedef struct cm__density_job {
    cm_kernel kernel;
    size_t columns, rows;
    double bandwidth, reach;
    double factor;                      /* from the sum of weight * shape to the value of a cell */
    float *values;                      /* of the strip: columns * its rows */
    size_t row_begin, row_end;          /* the strip that is worked out; end 0: all */
    const struct cm_density_sink *sink; /* takes strips; NULL: values are to hold all */
    const cm__places *places;           /* for the exact engines */
    const cm_points *points;            /* for the fast one: these three */
    const cm__frame *frame;             /* of its cells */
    const cm__survey *survey;
} cm__density_job;

/* A rectangle of cells that one thread works out: begin <= i < end. */
typedef struct cm__tile {
    size_t column_begin, column_end, row_begin, row_end;
} cm__tile;

typedef struct cm__tile_result {
    double sum, max; /* of the values */
    double error;    /* bound of |value - true value| before the value is rounded to float */
} cm__tile_result;

/* Where the values of a row lie, which must be one of the strip. */
static inline float *cm__job_row(const cm__density_job *job, size_t row)
{
    return job->values + (row - job->row_begin) * job->columns;
}

/* An engine works one tile out with scratch of its own; equal tiles give equal bytes. Scratch comes
 * aligned to 64 bytes, zeroed at first, then as the tile before left it. It asks the
 * watch within tiles that may last; one on which it was told to stop is of no use. */
typedef struct cm__engine {
    size_t tile_columns, tile_cells; /* at most; where columns are few there are more rows */
    size_t scratch_bytes;
    void (*run)(cm__tile_result *out, const cm__density_job *job, const cm__tile *tile,
                void *scratch, cm__watch *watch);
} cm__engine;

/* The polynomial sweep: kernels with an order, radius of CM__SWEEP_RADIUS_MIN cells or more. */
#define CM__SWEEP_RADIUS_MIN 8.0
extern const cm__engine cm__sweep_engine;

/* The direct sum over cells in reach: any kernel and radius. */
extern const cm__engine cm__direct_engine;

/* Works the tiles of the job's strip out, threads taking the next that is free: their sum, max and
 * error; of a strip behind the first they come to what out holds. A strip begins where a tile does.
 * Returns CM_OK,
 * CM_ERR_NOMEM or CM_ERR_STOPPED. */
CM_MUST_CHECK cm_status cm__tiles_run(cm__tile_result *out, const cm__density_job *job,
                                      const cm__engine *engine, const cm_density_options *options);

/* How many rows of the job an engine's tiles have; fewer in the last. */
size_t cm__tiles_rows(const cm__density_job *job, const cm__engine *engine);

#endif
