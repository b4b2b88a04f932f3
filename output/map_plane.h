/* map_plane.h - the map's layers brought into one plane. */
#ifndef CM_MAP_PLANE_H
#define CM_MAP_PLANE_H

#include <clustermap/map.h>

typedef struct cm__plane_layer {
    double *x, *y; /* of every vertex of the features; NaN where the projection does not reach */
    size_t vertex_count;
    cm_box bounds; /* of the finite ones */
} cm__plane_layer;

/* {0} is no plane. */
typedef struct cm__plane {
    const cm_crs *crs; /* NULL: plane units without a CRS */
    cm_crs *chosen;    /* what crs is, if it was not given */
    cm_crs *lonlat;    /* JGD2011; NULL without a CRS */
    cm__plane_layer *layers;
    size_t layer_count;
} cm__plane;

/* Brings the layers into one plane: the one given, else the one for the members' places, else the
 * one for all places.
 *
 * out     must be empty; empty on failure
 * given   NULL: choose. Borrowed for the life of out
 * Returns CM_OK; CM_ERR_DOMAIN (no layer has a place; some layers have a CRS and others have none;
 * the plane given is not one); CM_ERR_FORMAT (a CRS that is not known); CM_ERR_NOMEM.
 * Cost: one transformation of each vertex, two if the plane is chosen. */
CM_MUST_CHECK cm_status cm__plane_init(cm__plane *out, const cm_map_layer *layers, size_t count,
                                       const cm_crs *given);

/* The same for a map beside the page's own, which may be empty: a list has no members yet in its
 * first year. */
CM_MUST_CHECK cm_status cm__plane_init_beside(cm__plane *out, const cm_map_layer *layers,
                                              size_t count, const cm_crs *given);

void cm__plane_clear(cm__plane *plane);

/* The place of a point of the plane; NaN, NaN where there is none or the plane has no CRS. */
cm_lonlat cm__plane_get_lonlat(const cm__plane *plane, cm_point at);

/* True north and point scale there: 0 and 1 in a plane without a CRS.
 * Returns CM_OK, or CM_ERR_DOMAIN where the projection does not reach. */
CM_MUST_CHECK cm_status cm__plane_get_factors(cm_crs_factors *out, const cm__plane *plane,
                                              cm_point at);

/* The point scale alone, measured along geodesics of 100 m: true to 1e-6 and a thousand times
 * cheaper. 1 in a plane without a CRS, NaN where the projection does not reach. */
double cm__plane_measure_scale(const cm__plane *plane, cm_point at);

#endif
