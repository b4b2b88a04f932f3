/* points.h - weighted points in a plane: what the layers compute from. */
#ifndef CLUSTERMAP_POINTS_H
#define CLUSTERMAP_POINTS_H

#include <clustermap/crs.h>
#include <clustermap/features.h>
#include <clustermap/status.h>
#include <stddef.h>

/* Two or three parallel columns, owned; {0} is empty. */
typedef struct cm_points {
    double *x, *y;  /* finite, |value| <= 1e9 */
    double *weight; /* NULL: 1 each; else finite and >= 0 */
    size_t *row;    /* the row of the layer that each point comes from; NULL: of none */
    size_t count;
} cm_points;

/* Takes the rows that have a place out of a layer, in the order of its rows, into the plane.
 * Lines and polygons: CM_ERR_FORMAT.
 *
 * out       must be empty; untouched on failure
 * plane     to which the places are transformed; NULL: the layer's coordinates as they are
 * weight    column of the weights; NULL: none. A row whose weight is missing, not a number or below
 *           0 is an error that names the row
 * Returns CM_OK, CM_ERR_FORMAT (no such column, a bad weight, not points), CM_ERR_DOMAIN (a
 * coordinate that the plane does not reach, or over 1e9), CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm_points_read(cm_points *out, const cm_features *features,
                                       const cm_crs *plane, const char *weight);

/* The same, but what the layer holds is handed over instead of copied: it keeps its columns and
 * descriptions and has no rows afterwards, on failure too; so row is NULL. */
CM_MUST_CHECK cm_status cm_points_take(cm_points *out, cm_features *features, const cm_crs *plane,
                                       const char *weight);

/* Releases everything and leaves the points zeroed. NULL is allowed. */
void cm_points_clear(cm_points *points);

#endif
