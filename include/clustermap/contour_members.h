/* contour_members.h - how much area and how many members lie above the level of each band. */
#ifndef CLUSTERMAP_CONTOUR_MEMBERS_H
#define CLUSTERMAP_CONTOUR_MEMBERS_H

#include <clustermap/features.h>
#include <clustermap/points.h>
#include <clustermap/status.h>

/* Adds to the bands of cm_contour_bands the column above_km2, the area of the band and of all above
 * it; and where there are members the columns members and members_above (integer), and weight and
 * weight_above (real) where they have weights. A member lies in the band whose polygon holds it; on
 * a common border, in the higher one.
 *
 * bands     ascending, one row a band; as before on failure but for columns without values
 * members   in the plane of bands; NULL: none
 * Returns CM_OK, CM_ERR_FORMAT (not polygons, or without area_km2), CM_ERR_NOMEM.
 * Cost: O(vertices + members * bands * log vertices). */
CM_MUST_CHECK cm_status cm_contour_count(cm_features *bands, const cm_points *members);

#endif
