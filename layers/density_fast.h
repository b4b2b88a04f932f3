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

/* The whole grid. out->error is a bound for places that are spread within their cells by chance:
 * six standard deviations, or what no places at all could exceed if that is less. Cells without a
 * place in reach are 0. Returns CM_OK, CM_ERR_NOMEM, CM_ERR_LIMIT, CM_ERR_STOPPED. */
CM_MUST_CHECK cm_status cm__fast_run(cm__tile_result *out, const cm__density_job *job,
                                     const cm_density_options *options);

#endif
