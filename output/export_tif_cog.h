/* export_tif_cog.h - a cloud-optimized GeoTIFF, made out of a plain one. */
#ifndef CM_EXPORT_TIF_COG_H
#define CM_EXPORT_TIF_COG_H

#include "output/export_tif_tiles.h"

/* Copies a GeoTIFF with its descriptions into a new file in the layout of a COG: directory first,
 * overviews (averages of 2 x 2 cells) down to one tile, tiles of 256 in rows.
 * tiles   say its path for messages, its compression, and who stops it
 * Returns CM_OK, CM_ERR_IO, CM_ERR_NOMEM, CM_ERR_STOPPED. */
CM_MUST_CHECK cm_status cm__tif_cog_make(const char *file, const char *plain,
                                         const cm__tif_tiles *tiles);

#endif
