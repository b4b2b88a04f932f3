/* rings.h - what lies within distances of a centre. */
#ifndef CLUSTERMAP_RINGS_H
#define CLUSTERMAP_RINGS_H

#include <clustermap/features.h>
#include <clustermap/points.h>
#include <clustermap/progress.h>
#include <clustermap/status.h>
#include <stddef.h>

#define CM_RINGS_MAX 64

typedef struct cm_rings_options {
    unsigned version;              /* set by CM_RINGS_OPTIONS_INIT */
    const double *radii_m;         /* ascending, > 0, at most 1e7 */
    size_t radius_count;           /* 1..CM_RINGS_MAX */
    const char *const *centre_ids; /* a name for each centre; NULL: "1", "2", ... */
    const char *const *classes;    /* a class for each point (not each row); NULL: no classes */
    const cm_features
        *window;          /* polygons in the same plane that areas are clipped to; NULL: none */
    const char *crs;      /* of the plane, for the result; NULL: none */
    cm_progress progress; /* from version 2 on; told before each centre */
} cm_rings_options;
/* clang-format off */
#define CM_RINGS_OPTIONS_INIT {.version = 2}
/* clang-format on */

/* Counts the points in rings round each centre: a ring holds from <= d < to, the first from 0.
 * One row for each centre and ring (and class, in the order in which classes first occur), the
 * centres in order, rings inside out: centre (text), [class (text),] ring_from_m, ring_to_m (real),
 * count (integer), weight (real), area_km2 (real: the true circle's, or its part in the window),
 * per_km2 (real: weight by area; missing where the area is 0), cumulative_count (integer). The
 * polygon is the ring, its arcs true to 1e-4 of the radius.
 *
 * out   must be empty; untouched on failure
 * Returns CM_OK, CM_ERR_DOMAIN (radii), CM_ERR_FORMAT (a window that is not polygons),
 * CM_ERR_NOMEM, CM_ERR_LIMIT (over 2e7 rows), CM_ERR_STOPPED. Cost: O(centres * (points *
 * log(radii) + vertices of the window * radii)). */
CM_MUST_CHECK cm_status cm_rings_count(cm_features *out, const cm_points *points,
                                       const cm_points *centres, const cm_rings_options *options);

#endif
