/* crs.h - coordinate reference systems: the plane in which things are measured. */
#ifndef CLUSTERMAP_CRS_H
#define CLUSTERMAP_CRS_H

#include <clustermap/features.h>
#include <clustermap/place.h>
#include <clustermap/status.h>
#include <stdbool.h>
#include <stddef.h>

#define CM_CRS_LONLAT "EPSG:6668" /* JGD2011, degrees */
#define CM_CRS_WGS84 "EPSG:4326"

typedef struct cm_crs cm_crs;

/* Makes a CRS from "EPSG:n", another authority's code, WKT or a PROJ string.
 * Returns CM_OK, CM_ERR_FORMAT if PROJ does not know it or it is neither geographic nor projected
 * in metres, or CM_ERR_NOMEM. The network is never used. */
CM_MUST_CHECK cm_status cm_crs_create(cm_crs **out, const char *definition);

/* Chooses the plane for places: the Japanese plane rectangular zone (EPSG:6669..6687) to which all
 * of them belong, else a Lambert azimuthal equal-area plane (GRS 80) about their middle, rounded to
 * 0.1 degrees. A place belongs to the zone of the nearest of the places in crs_zones.c, which
 * follow the notice of the Geospatial Information Authority (plane rectangular system); one that is
 * 400 km from all of them belongs to none.
 *
 * lon_deg, lat_deg   count places; those that are NaN are passed over
 * Returns CM_OK, CM_ERR_DOMAIN if no place is finite and within -180..180, -90..90; CM_ERR_NOMEM.
 * Cost: O(count). */
CM_MUST_CHECK cm_status cm_crs_choose(cm_crs **out, const double *lon_deg, const double *lat_deg,
                                      size_t count);

/* Releases it. NULL is allowed. */
void cm_crs_destroy(cm_crs *crs);

/* "EPSG:n" where it has a code, else WKT2:2019; as written into files. Borrowed. */
const char *cm_crs_get_definition(const cm_crs *crs);
/* The name, such as "JGD2011 / Japan Plane Rectangular CS XII". Borrowed. */
const char *cm_crs_get_name(const cm_crs *crs);
bool cm_crs_is_geographic(const cm_crs *crs);

/* Transforms count places in place, x east or longitude, y north or latitude, whatever order the
 * authority gives the axes. JGD2011, JGD2000 and WGS 84 are taken as equal (a null transformation).
 * A place that is NaN, or that the projection cannot reach, becomes NaN, NaN.
 *
 * out_lost   receives how many were finite before and are not after; may be NULL
 * Returns CM_OK, CM_ERR_DOMAIN if there is no transformation between the two, or CM_ERR_NOMEM.
 * Cost: O(count). A cm_crs may be used by one thread at a time. */
CM_MUST_CHECK cm_status cm_crs_transform(const cm_crs *from, const cm_crs *to, double *x, double *y,
                                         size_t count, size_t *out_lost);

/* Transforms all vertices of a layer to another CRS and changes its crs; nothing is done if it is
 * there already. Rings keep their direction. The layer is untouched on failure.
 * Returns CM_OK; CM_ERR_DOMAIN (a layer without a CRS, no transformation, or a vertex that `to`
 * does not reach); CM_ERR_FORMAT (its CRS is unknown); CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm_features_transform(cm_features *features, const cm_crs *to);

/* At a place: the angle from grid north to true north, clockwise positive as seen on the sheet
 * (so true north lies at azimuth angle on a page whose top is grid north), and the point scale
 * (length in the plane per length on the ellipsoid, the mean of both axes). From proj_factors.
 * Returns CM_OK or CM_ERR_DOMAIN (geographic CRS, or out of the projection's reach). */
typedef struct cm_crs_factors {
    double true_north_deg, point_scale;
} cm_crs_factors;
CM_MUST_CHECK cm_status cm_crs_get_factors(cm_crs_factors *out, const cm_crs *crs, cm_lonlat place);

/* Length of the geodesic on GRS 80 and its azimuth at from, degrees clockwise from north in
 * 0..360 (Karney 2013, as in PROJ's geodesic.h). out_azimuth_deg may be NULL. */
double cm_geodesic_distance_m(cm_lonlat from, cm_lonlat to, double *out_azimuth_deg);

/* Where one comes to after distance_m along the geodesic from a place. */
cm_lonlat cm_geodesic_walk(cm_lonlat from, double azimuth_deg, double distance_m);

#endif
