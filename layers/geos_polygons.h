/* geos_polygons.h - whether polygons are sound, and their union. */
#ifndef CM_GEOS_POLYGONS_H
#define CM_GEOS_POLYGONS_H

#include <clustermap/features.h>

/* Whether each polygon is what it should be: rings that do not cross, holes inside. Several
 * polygons of a row may lie over each other.
 * what   what to call the layer in the sentence: "the window"
 * Returns CM_OK, CM_ERR_FORMAT with the first bad row and GEOS's reason, CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__geos_check_polygons(const cm_features *polygons, const char *what);

/* All polygons of a layer as one row: none lies over another, none shares a side with another.
 * out must be empty. Returns CM_OK, CM_ERR_FORMAT, CM_ERR_NOMEM, CM_ERR_LIMIT. */
CM_MUST_CHECK cm_status cm__geos_unite(cm_features *out, const cm_features *polygons);

#endif
