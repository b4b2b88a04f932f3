/* density_splat.h - places merged, and spread over the cells of a grid by cubic B-splines. */
#ifndef CM_DENSITY_SPLAT_H
#define CM_DENSITY_SPLAT_H

#include "layers/density_bins.h"
#include "layers/density_fft.h"
#include "layers/density_survey.h"

/* What has been spread. */
typedef struct cm__spread {
    size_t distinct; /* places, in all */
    double weight;   /* within reach */
    double norm;     /* of those: root of the sum of the squares of their places' weights */
    double rounding; /* the most that the cells are off, added up, in weights */
} cm__spread;

/* Merges what is in each bin, and spreads it over the grid, whose cells must be 0. Cells are summed
 * as whole numbers of a small unit: the same bytes for any order of the points and any number of
 * threads. survey is of the points in the bins. CM_OK, CM_ERR_NOMEM or CM_ERR_STOPPED; after a
 * failure neither bins nor grid are of use. Cost: O(points + cells). */
CM_MUST_CHECK cm_status cm__splat(cm__spread *out, const cm__fft_grid *grid, cm__bins *bins,
                                  const cm__survey *survey, const cm__frame *frame,
                                  const cm_density_options *options);

#endif
