/* export_tif.h - whether a GeoTIFF holds a grid. */
#ifndef CM_EXPORT_TIF_H
#define CM_EXPORT_TIF_H

#include <clustermap/grid.h>

/* Reads the file back: CM_ERR_FORMAT unless place, description and every value are the grid's, the
 * values to the bit.
 * file   its path; path is for messages.  Returns CM_OK, CM_ERR_FORMAT, CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__tif_check(const cm_grid *grid, const char *file, const char *path);

#endif
