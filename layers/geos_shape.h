/* geos_shape.h - lines and polygons on their way to GEOS and back. */
#ifndef CM_GEOS_SHAPE_H
#define CM_GEOS_SHAPE_H

#include <clustermap/features.h>
#include <geos_c.h>

/* A thread's own way to GEOS, and what it said last. {0} is closed. Not to be moved while open. */
typedef struct cm__geos {
    GEOSContextHandle_t handle;
    char message[240];
} cm__geos;

/* Returns CM_OK or CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__geos_open(cm__geos *geos);
void cm__geos_close(cm__geos *geos);

/* CM_ERR_FORMAT with GEOS's reason. */
cm_status cm__geos_fail(const cm__geos *geos, const char *work);

/* A row's lines or polygons as one geometry, to be destroyed by the caller; of no part, an empty
 * one. Returns CM_OK, CM_ERR_FORMAT, CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__geos_from_row(GEOSGeometry **out, cm__geos *geos,
                                          const cm_features *features, size_t row);

/* The same of parts begin .. end - 1, of which the first is no hole. */
CM_MUST_CHECK cm_status cm__geos_from_parts(GEOSGeometry **out, cm__geos *geos,
                                            const cm_features *features, size_t begin, size_t end);

/* Adds the polygons of a geometry to the last row of a layer, outer rings counter-clockwise, holes
 * clockwise; lines and points that it may also have are left.
 * Returns CM_OK, CM_ERR_FORMAT, CM_ERR_NOMEM, CM_ERR_LIMIT. */
CM_MUST_CHECK cm_status cm__geos_add_polygons(cm_features *out, cm__geos *geos,
                                              const GEOSGeometry *geometry);

#endif
