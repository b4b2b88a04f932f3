/* density_peak.h - a value that a density is sure to reach, before it is known. */
#ifndef CM_DENSITY_PEAK_H
#define CM_DENSITY_PEAK_H

#include "layers/density_engine.h"
#include "layers/density_fft.h"

/* The sum of weight * shape of some cell is *out or more, given places spread over a grid by cubic
 * B-splines; the job's grid begins at its cell 0, and kernels fall off from their middle. Close to
 * the largest where the reach is many cells. CM_OK or CM_ERR_NOMEM. Cost: O(cells). */
CM_MUST_CHECK cm_status cm__peak_find(double *out, const cm__fft_grid *grid,
                                      const cm__density_job *job);

#endif
