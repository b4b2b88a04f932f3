/* contour.h - the areas of a grid between two levels. */
#ifndef CLUSTERMAP_CONTOUR_H
#define CLUSTERMAP_CONTOUR_H

#include <clustermap/features.h>
#include <clustermap/grid.h>
#include <clustermap/status.h>
#include <stddef.h>

/* Bands of a grid as polygons, one row a band that has any area: the columns level_from, level_to
 * (real) and area_km2 (real; planar, plane units / 1e6 without a CRS). The surface is bilinear
 * between cell centres. What lies below the first level is left out; the last band is open above
 * and its level_to is the grid's maximum.
 *
 * out      must be empty; untouched on failure; takes grid's crs and source
 * levels   count ascending numbers, 1..64
 * Returns CM_OK; CM_ERR_DOMAIN (levels not ascending, not finite, none or too many); CM_ERR_NOMEM;
 * CM_ERR_LIMIT. Cost: O(cells + vertices). */
CM_MUST_CHECK cm_status cm_contour_bands(cm_features *out, const cm_grid *grid,
                                         const double *levels, size_t count);

#endif
