/* density_left_out.h - the gaussian density at each place without the place itself. */
#ifndef CM_DENSITY_LEFT_OUT_H
#define CM_DENSITY_LEFT_OUT_H

#include "layers/density_crowd.h"
#include <clustermap/progress.h>

/* What is the same for every bandwidth. {0} is empty. */
typedef struct cm__left_out {
    const cm__crowd *crowd;
    double *nearest2, *nearest_weight; /* of each place */
    size_t *tiles;
    double *scratch;
    int threads;
    cm_progress progress;
    double begin, share; /* a call is this part of the whole, for progress */
} cm__left_out;

/* out must be empty but for progress; untouched on failure. `near` must hold two places, and stay.
 * CM_OK, CM_ERR_NOMEM or CM_ERR_STOPPED. Cost: O(count log count). */
CM_MUST_CHECK cm_status cm__left_out_create(cm__left_out *out, const cm__crowd *crowd, int threads);
void cm__left_out_clear(cm__left_out *of);

/* out[i] = ln of the sum of weight * exp(-d^2 / 2 h^2) over all places but i, to 1e-8: of far
 * places as well, whose sum would be 0. The same for any number of threads.
 *
 * Where places are few within reach they are summed; where they are many, all are spread over a
 * lattice, and gathered from it.
 * CM_OK, or CM_ERR_STOPPED. Cost: O(count), whatever h. */
CM_MUST_CHECK cm_status cm__left_out_sum(double *out, cm__left_out *of, double h);

#endif
