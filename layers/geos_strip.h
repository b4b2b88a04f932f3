/* geos_strip.h - strips along lines, of one width or tapering, united into areas by GEOS. */
#ifndef CM_GEOS_STRIP_H
#define CM_GEOS_STRIP_H

#include <clustermap/features.h>
#include <clustermap/place.h>
#include <clustermap/progress.h>
#include <clustermap/status.h>
#include <stddef.h>

/* The strips that wait to be united, and what GEOS needs. One thread at a time. */
typedef struct cm__strips cm__strips;

/* An area: any number of polygons. */
typedef struct GEOSGeom_t cm__area;

/* origin: a place nearby, from which GEOS counts, so that no digits are lost. CM_OK, CM_ERR_NOMEM.
 */
CM_MUST_CHECK cm_status cm__strips_create(cm__strips **out, cm_point origin);
void cm__strips_destroy(cm__strips *strips);

/* Adds all within radius_m of a line. Arcs have 32 corners a circle here and below. */
CM_MUST_CHECK cm_status cm__strips_add_line(cm__strips *strips, const double *x, const double *y,
                                            size_t count, double radius_m);

/* Adds all that lies in a disc whose middle goes straight from the one place to the other while its
 * radius changes evenly. */
CM_MUST_CHECK cm_status cm__strips_add_taper(cm__strips *strips, const cm_point ends[2],
                                             const double radii_m[2]);

/* Makes one area of the strips that wait, and none waits after it; the area may be empty. Destroy
 * it before the strips. CM_OK, CM_ERR_NOMEM, CM_ERR_DOMAIN (GEOS fails), CM_ERR_STOPPED.
 * share   what progress is told, if it is asked. */
CM_MUST_CHECK cm_status cm__strips_unite(cm__area **out, cm__strips *strips,
                                         const cm_progress *progress, double share);

/* The smallest box round an area; empty if the area is. */
cm_box cm__strips_get_box(const cm__strips *strips, const cm__area *area);

/* Takes another area away. CM_OK, CM_ERR_NOMEM, CM_ERR_DOMAIN. */
CM_MUST_CHECK cm_status cm__strips_subtract(cm__area **area, cm__strips *strips,
                                            const cm__area *other);

/* Appends an area's polygons to the last row of a layer, outer rings counter-clockwise, without
 * those below the least area. out_area_m2 receives their area. CM_OK, CM_ERR_NOMEM, CM_ERR_LIMIT.
 */
CM_MUST_CHECK cm_status cm__strips_append(cm_features *out, double *out_area_m2, cm__strips *strips,
                                          const cm__area *area, double least_m2);

void cm__strips_destroy_area(cm__strips *strips, cm__area *area);

#endif
