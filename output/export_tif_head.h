/* export_tif_head.h - what a GeoTIFF says of its grid: made by GDAL, joined to tiles of ours. */
#ifndef CM_EXPORT_TIF_HEAD_H
#define CM_EXPORT_TIF_HEAD_H

#include "geo/base_text.h"
#include "geo/gdal_driver.h"
#include "output/export_tif_tiles.h"

/* A grid on its way into a file and back. */
typedef struct cm__tif {
    const cm_grid *grid; /* its description; values are not looked at */
    const char *path;    /* for messages */
    const cm__gdal *block;
    GDALDatasetH file;
    GDALRasterBandH band;
    cm__text text;
} cm__tif;

/* Adds the bytes of a GeoTIFF of the grid's shape, place, CRS and description that has no tiles:
 * its tiles' offsets and lengths are 0. Classic, or BigTIFF for offsets over 4 GB.
 * Returns CM_OK, CM_ERR_DOMAIN (the CRS), CM_ERR_IO (GDAL refuses something), CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__tif_head_make(cm__text *out, const cm_grid *grid,
                                          const cm_grid_statistics *statistics,
                                          const cm__tif_tiles *tiles, bool is_big);

/* Gives a file that GDAL is making its place, CRS and descriptions.
 * statistics   NULL: none are kept
 * Returns CM_OK, CM_ERR_DOMAIN (the CRS), CM_ERR_IO (GDAL refuses something), CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__tif_head_describe(cm__tif *out, const cm_grid_statistics *statistics);

/* Whether a file that GDAL has opened says of its grid what it should. Returns CM_OK,
 * CM_ERR_FORMAT, CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__tif_head_check(cm__tif *from);

#endif
