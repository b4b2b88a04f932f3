/* density_fast.h - the fast engine: splines and Fourier transforms, and when it is good enough. */
#ifndef CM_DENSITY_FAST_H
#define CM_DENSITY_FAST_H

#include "layers/density_engine.h"
#include <stdbool.h>

/* What the bound may be, of the largest value, for the engine to be chosen. */
#define CM__FAST_BOUND_MAX 1e-6

/* Why the fast engine is not the one to take: a sentence's end, or NULL where it is worth a try. */
const char *cm__fast_refusal(const cm__density_job *job);
/* Whether it can do the job at all: likewise. */
const char *cm__fast_obstacle(const cm__density_job *job);

typedef struct cm__fast_result {
    /* error is a bound for places that are spread within their cells by chance: six standard
     * deviations, or what no places at all could exceed if that is less. */
    cm__tile_result cells;
    size_t places;   /* distinct ones */
    bool is_refused; /* the bound will be over bound_max: the rest, and the values, are not set */
} cm__fast_result;

/* The whole grid. Cells without a place in reach are 0.
 *
 * bound_max   what the bound may be, of the largest value; whether it will be is seen before the
 *             transforms. INFINITY: anything
 * Returns CM_OK, CM_ERR_NOMEM, CM_ERR_LIMIT, CM_ERR_STOPPED. */
CM_MUST_CHECK cm_status cm__fast_run(cm__fast_result *out, const cm__density_job *job,
                                     double bound_max, const cm_density_options *options);

#endif
