/* export_tif.h - whether a GeoTIFF holds a grid. */
#ifndef CM_EXPORT_TIF_H
#define CM_EXPORT_TIF_H

#include "output/export_tif_tiles.h"

/* Opens the file by GDAL: CM_ERR_FORMAT unless place and description are the grid's and tiles have
 * the values that they were given, to the bit.
 *
 * grid    its description; values are not looked at
 * every   read all tiles; else the first, the last and the one that takes the most bytes
 * Returns CM_OK, CM_ERR_FORMAT, CM_ERR_NOMEM. Messages name tiles->path. */
CM_MUST_CHECK cm_status cm__tif_check(const cm_grid *grid, const cm__tif_tiles *tiles,
                                      const char *file, bool every);

#endif
