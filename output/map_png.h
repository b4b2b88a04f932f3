/* map_png.h - pixels as a PNG file. */
#ifndef CM_MAP_PNG_H
#define CM_MAP_PNG_H

#include "geo/base_text.h"
#include <stdint.h>

/* Pixels as cairo holds CAIRO_FORMAT_RGB24: 32 bits, blue in the lowest byte, rows without gaps. */
typedef struct cm__pixels {
    uint32_t *values;
    uint32_t width, height; /* 1..32767 */
} cm__pixels;

/* Adds the file: 8-bit RGB, sRGB, with the size of a pixel.
 *
 * pixels     their memory is used for the work: the picture is lost
 * px_per_m   pixels in a metre of the page
 * Returns CM_OK, CM_ERR_NOMEM, CM_ERR_LIMIT (over 2 GiB when compressed). */
CM_MUST_CHECK cm_status cm__png_add(cm__text *out, cm__pixels *pixels, uint32_t px_per_m);

#endif
