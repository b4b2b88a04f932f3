/* cells.h - the areas of a grid's cells of one value: codes of classes, or of what is nearest. */
#ifndef CLUSTERMAP_CELLS_H
#define CLUSTERMAP_CELLS_H

#include <clustermap/features.h>
#include <clustermap/grid.h>
#include <clustermap/status.h>

#define CM_CELLS_VALUES_MAX 1000
#define CM_CELLS_MAX 200000000.0

/* Cells of one value as one row of polygons along the cells' own sides, rows by rising value: the
 * columns value (real) and area_km2 (real; planar, plane units / 1e6 without a CRS). Cells that
 * meet at a corner only are parts of their own. Cells of nodata or NaN belong to no row, those of 0
 * to one of their own.
 *
 * out   must be empty; untouched on failure; takes grid's crs and source
 * Returns CM_OK; CM_ERR_LIMIT (over CM_CELLS_VALUES_MAX values, which are no classes; over
 * CM_CELLS_MAX cells); CM_ERR_NOMEM.
 * Cost: O(cells + vertices); memory 5 bytes a cell beside the vertices. Thread-safe. */
CM_MUST_CHECK cm_status cm_cells_areas(cm_features *out, const cm_grid *grid);

#endif
