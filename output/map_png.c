/* map_png.c - rows of pixels as a PNG file.
 *
 * Ours, and not cairo's, for two reasons: the size of a pixel is written, and the picture need not
 * be in memory as a whole. */
#include "output/map_png.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include <assert.h>
#include <string.h>
#include <zlib.h>

/* Drawn maps have large areas of one colour: there no filter leaves shorter files than any. */
enum { FILTER_NONE = 0 };

/* The next takes half as long again for files shorter by 3 %. */
enum { LEVEL = 3, PACKED_SIZE = 65536 };

static void store_u32(unsigned char *at, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        at[i] = (unsigned char)(value >> (24 - 8 * i));
}

/* Begins a chunk whose length is not known. Returns where it does. */
static size_t begin_chunk(cm__text *out, const char *type)
{
    const size_t start = out->length;

    cm__text_add_bytes(out, "\0\0\0\0", 4);
    cm__text_add_bytes(out, type, 4);
    return start;
}

static void end_chunk(cm__text *out, size_t start)
{
    unsigned char end[4];

    if (out->failed)
        return;
    unsigned char *const chunk = (unsigned char *)out->bytes + start;
    const size_t length = out->length - start - 8;
    store_u32(chunk, (uint32_t)length);
    store_u32(end, (uint32_t)crc32_z(0, chunk + 4, length + 4));
    cm__text_add_bytes(out, (const char *)end, sizeof end);
}

static void add_chunk(cm__text *out, const char *type, const unsigned char *content, size_t length)
{
    const size_t start = begin_chunk(out, type);

    cm__text_add_bytes(out, (const char *)content, length);
    end_chunk(out, start);
}

static void add_head(cm__png *png, uint32_t height, uint32_t px_per_m)
{
    unsigned char header[13] = {[8] = 8 /* bits */, [9] = 2 /* RGB */};
    unsigned char size[9] = {[8] = 1 /* metre */};
    const unsigned char perceptual = 0;

    store_u32(header, png->width);
    store_u32(header + 4, height);
    store_u32(size, px_per_m);
    store_u32(size + 4, px_per_m);
    cm__text_add(png->out, "\x89PNG\r\n\x1A\n");
    add_chunk(png->out, "IHDR", header, sizeof header);
    add_chunk(png->out, "sRGB", &perceptual, 1);
    add_chunk(png->out, "pHYs", size, sizeof size);
}

cm_status cm__png_begin(cm__png *png, cm__text *out, uint32_t width, uint32_t height,
                        uint32_t px_per_m)
{
    cm_status status;

    assert(width > 0 && height > 0);
    *png = (cm__png){.out = out, .width = width};
    status = cm__array_grow(&png->row, 1 + 3 * (size_t)width, sizeof *png->row);
    if (!status)
        status = cm__array_grow(&png->packing, 1, sizeof *png->packing);
    if (status)
        return status;
    memset(png->packing, 0, sizeof *png->packing);
    if (deflateInit(png->packing, LEVEL) != Z_OK) {
        cm__array_free(&png->packing);
        return cm__fail(CM_ERR_NOMEM, "no memory to compress the image");
    }
    add_head(png, height, px_per_m);
    return out->failed;
}

/* A row is the filter's mark and three bytes for each pixel. */
static void fill_row(cm__png *png, const uint32_t *pixels)
{
    unsigned char *to = png->row;

    *to++ = FILTER_NONE;
    for (size_t x = 0; x < png->width; x++) {
        const uint32_t pixel = pixels[x];
        *to++ = (unsigned char)(pixel >> 16);
        *to++ = (unsigned char)(pixel >> 8);
        *to++ = (unsigned char)pixel;
    }
}

/* Compresses the row, and with Z_FINISH what is left. */
static void pack(cm__png *png, int flush)
{
    unsigned char packed[PACKED_SIZE];
    z_stream *const packing = png->packing;

    packing->next_in = png->row;
    packing->avail_in = 1 + 3 * png->width;
    do {
        packing->next_out = packed;
        packing->avail_out = sizeof packed;
        deflate(packing, flush);
        cm__text_add_bytes(png->out, (const char *)packed, sizeof packed - packing->avail_out);
    } while (packing->avail_out == 0);
}

cm_status cm__png_add_rows(cm__png *png, const uint32_t *pixels, uint32_t count, bool is_last)
{
    const size_t start = begin_chunk(png->out, "IDAT");

    for (uint32_t y = 0; y < count; y++) {
        fill_row(png, pixels + (size_t)y * png->width);
        pack(png, is_last && y + 1 == count ? Z_FINISH : Z_NO_FLUSH);
    }
    if (!png->out->failed && png->out->length - start > INT32_MAX)
        return cm__fail(CM_ERR_LIMIT, "an image is over 2 GiB");
    end_chunk(png->out, start);
    if (is_last)
        add_chunk(png->out, "IEND", NULL, 0);
    return png->out->failed;
}

void cm__png_clear(cm__png *png)
{
    if (png->packing)
        deflateEnd(png->packing);
    cm__array_free(&png->packing);
    cm__array_free(&png->row);
}
