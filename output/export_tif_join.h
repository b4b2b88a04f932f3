/* export_tif_join.h - puts the description of a GeoTIFF behind the tiles that are written. */
#ifndef CM_EXPORT_TIF_JOIN_H
#define CM_EXPORT_TIF_JOIN_H

#include "geo/base_text.h"
#include "output/export_tif_tiles.h"

/* Bytes kept free for the header of a TIFF, classic or big, in front of the tiles. */
enum { CM__TIF_HEADER_BYTES = 16 };

/* Moves a head (export_tif_head.h) to the offset `at`, a multiple of 8: what its directory points
 * at is moved along, and the tiles are entered.
 *
 * head     the bytes of a little-endian TIFF of one directory; receives those that belong at `at`
 * header   receives those that belong at the file's start
 * has_crs  whether the directory must hold a CRS
 * Returns CM_OK; CM_ERR_FORMAT if the head is otherwise; CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__tif_join(cm__text *head,
                                     unsigned char header[static CM__TIF_HEADER_BYTES],
                                     const cm__tif_tiles *tiles, uint64_t at, bool has_crs);

#endif
