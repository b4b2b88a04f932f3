/* map_png.h - rows of pixels as a PNG file. */
#ifndef CM_MAP_PNG_H
#define CM_MAP_PNG_H

#include "geo/base_text.h"
#include <stdint.h>

/* A file while it is written, some rows at a time. */
typedef struct cm__png {
    cm__text *out; /* borrowed */
    uint32_t width;
    unsigned char *row;         /* as it is compressed */
    struct z_stream_s *packing; /* NULL: none */
} cm__png;

/* Adds what stands before the pixels: 8-bit RGB, sRGB, with the size of a pixel. cm__png_clear is
 * due in any case.
 *
 * width, height   1..32767
 * px_per_m        pixels in a metre of the page
 * Returns CM_OK or CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__png_begin(cm__png *png, cm__text *out, uint32_t width, uint32_t height,
                                      uint32_t px_per_m);

/* Adds rows of pixels as cairo holds CAIRO_FORMAT_RGB24: 32 bits, blue in the lowest byte, without
 * gaps. The last of all the rows ends the picture.
 * Returns CM_OK, CM_ERR_NOMEM, CM_ERR_LIMIT (over 2 GiB when compressed). */
CM_MUST_CHECK cm_status cm__png_add_rows(cm__png *png, const uint32_t *pixels, uint32_t count,
                                         bool is_last);

void cm__png_clear(cm__png *png);

#endif
