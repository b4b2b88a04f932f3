/* map_png.c - pixels as a PNG file.
 *
 * Ours, and not cairo's, for three reasons: the size of a pixel is written, GDAL's deflate takes
 * less than half the time of libpng, and no copy of the picture is made. */
#include "output/map_png.h"
#include "geo/base_crc.h"
#include "geo/base_error.h"
#include "geo/gdal_deflate.h"
#include <assert.h>
#include <string.h>

/* Drawn maps have large areas of one colour: there no filter leaves shorter files than any. */
enum { FILTER_NONE = 0 };

static void store_u32(unsigned char *at, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        at[i] = (unsigned char)(value >> (24 - 8 * i));
}

static void add_chunk(cm__text *out, const char *type, const unsigned char *content, size_t length)
{
    unsigned char head[8], end[4];

    store_u32(head, (uint32_t)length);
    memcpy(head + 4, type, 4);
    store_u32(end, cm__crc32(cm__crc32(0, head + 4, 4), content, length));
    cm__text_add_bytes(out, (const char *)head, sizeof head);
    cm__text_add_bytes(out, (const char *)content, length);
    cm__text_add_bytes(out, (const char *)end, sizeof end);
}

static void add_head(cm__text *out, const cm__pixels *pixels, uint32_t px_per_m)
{
    unsigned char header[13] = {[8] = 8 /* bits */, [9] = 2 /* RGB */};
    unsigned char size[9] = {[8] = 1 /* metre */};
    const unsigned char perceptual = 0;

    store_u32(header, pixels->width);
    store_u32(header + 4, pixels->height);
    store_u32(size, px_per_m);
    store_u32(size + 4, px_per_m);
    cm__text_add(out, "\x89PNG\r\n\x1A\n");
    add_chunk(out, "IHDR", header, sizeof header);
    add_chunk(out, "sRGB", &perceptual, 1);
    add_chunk(out, "pHYs", size, sizeof size);
}

/* Turns the pixels, in place, into rows of a filter's mark and three bytes for each pixel. What is
 * written never overtakes what is read: 1 + 3 bytes fit where 4 were. Returns the length. */
static size_t pack_rows(cm__pixels *pixels)
{
    const size_t width = pixels->width, row_size = 1 + 3 * width;
    unsigned char *const bytes = (unsigned char *)pixels->values;

    for (size_t y = 0; y < pixels->height; y++) {
        unsigned char *to = bytes + y * row_size + 1;
        for (size_t x = 0; x < width; x++) {
            const uint32_t pixel = pixels->values[y * width + x];
            *to++ = (unsigned char)(pixel >> 16);
            *to++ = (unsigned char)(pixel >> 8);
            *to++ = (unsigned char)pixel;
        }
        bytes[y * row_size] = FILTER_NONE;
    }
    return row_size * pixels->height;
}

cm_status cm__png_add(cm__text *out, cm__pixels *pixels, uint32_t px_per_m)
{
    cm__text packed = {0};
    cm_status status;

    assert(pixels->width > 0 && pixels->height > 0);
    add_head(out, pixels, px_per_m);
    status = cm__gdal_deflate(&packed, pixels->values, pack_rows(pixels));
    if (!status && packed.length > INT32_MAX)
        status = cm__fail(CM_ERR_LIMIT, "an image of %u x %u pixels is over 2 GiB", pixels->width,
                          pixels->height);
    if (!status) {
        add_chunk(out, "IDAT", (const unsigned char *)packed.bytes, packed.length);
        add_chunk(out, "IEND", NULL, 0);
        status = out->failed;
    }
    cm__text_clear(&packed);
    return status;
}
