/* matrix_cells.h - runs of distances from one point to those of another layer. */
#ifndef CM_MATRIX_CELLS_H
#define CM_MATRIX_CELLS_H

#include "geo/crs_distances.h"
#include <clustermap/features.h>
#include <clustermap/status.h>
#include <stdbool.h>
#include <stddef.h>

struct cm__matrix_travel;

/* {0} is closed. The layers are borrowed. */
typedef struct cm__matrix {
    const cm_features *from, *to;
    cm__geodesic_place *from_places, *to_places; /* NULL: distances in the plane */
    const struct cm__matrix_travel *travel; /* of which the rows asked for are ready; NULL: none */
} cm__matrix;

/* Makes two layers of points ready. out must be closed; untouched on failure.
 * Returns CM_OK, CM_ERR_FORMAT (a layer that is not of points) or CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__matrix_open(cm__matrix *out, const cm_features *from,
                                        const cm_features *to, bool is_geodesic);

/* The distances of row `row` of `from` to the rows begin..end-1 of `to`, in metres; NaN where
 * either has no place. Thread-safe. */
void cm__matrix_fill(double *out, const cm__matrix *matrix, size_t row, size_t begin, size_t end);

/* Releases what was made and leaves the matrix closed. */
void cm__matrix_clear(cm__matrix *matrix);

#endif
