/* test_map_png.c - tests output/map_png.c. */
#include "geo/base_memory.h"
#include "output/map_png.h"
#include "tests/test.h"
#include <cairo.h>

typedef struct source {
    const cm__text *png;
    size_t at;
} source;

static cairo_status_t read_bytes(void *context, unsigned char *bytes, unsigned length)
{
    source *const from = context;

    if (length > from->png->length - from->at)
        return CAIRO_STATUS_READ_ERROR;
    memcpy(bytes, from->png->bytes + from->at, length);
    from->at += length;
    return CAIRO_STATUS_SUCCESS;
}

static uint32_t colour_at(uint32_t x, uint32_t y)
{
    return (x * 2654435761u ^ y * 40503u * 65537u) & 0xFFFFFF;
}

/* Hands over so many rows at a time. */
static cm_status encode(cm__text *out, uint32_t width, uint32_t height, uint32_t step)
{
    cm__png png = {0};
    uint32_t *pixels = NULL;
    cm_status status = cm__png_begin(&png, out, width, height, 11811);

    CHECK(cm__array_grow(&pixels, (size_t)width * height, sizeof *pixels) == CM_OK);
    for (uint32_t y = 0; y < height; y++)
        for (uint32_t x = 0; x < width; x++)
            pixels[y * width + x] = colour_at(x, y) | 0xAB000000u;
    for (uint32_t y = 0; !status && y < height; y += step)
        status = cm__png_add_rows(&png, pixels + y * width, height - y < step ? height - y : step,
                                  height - y <= step);
    cm__array_free(&pixels);
    cm__png_clear(&png);
    return status;
}

TEST(reads_back_pixel_for_pixel)
{
    static const uint32_t sizes[][3] = {{1, 1, 1},   {1, 7, 3},    {7, 1, 9},      {2, 2, 1},
                                        {255, 3, 3}, {64, 640, 1}, {64, 640, 100}, {640, 64, 63}};

    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        const uint32_t width = sizes[i][0], height = sizes[i][1];
        cm__text png = {0};
        size_t wrong = 0;

        CHECK(encode(&png, width, height, sizes[i][2]) == CM_OK);
        source from = {&png, 0};
        cairo_surface_t *const image =
            cairo_image_surface_create_from_png_stream(read_bytes, &from);
        CHECK(cairo_surface_status(image) == CAIRO_STATUS_SUCCESS);
        CHECK(cairo_image_surface_get_width(image) == (int)width);
        CHECK(cairo_image_surface_get_height(image) == (int)height);
        for (uint32_t y = 0; y < height; y++)
            for (uint32_t x = 0; x < width; x++) {
                uint32_t got;
                memcpy(&got,
                       cairo_image_surface_get_data(image) +
                           (size_t)y * (size_t)cairo_image_surface_get_stride(image) + 4 * x,
                       sizeof got);
                wrong += (got & 0xFFFFFF) != colour_at(x, y);
            }
        CHECK(wrong == 0);
        cairo_surface_destroy(image);
        cm__text_clear(&png);
    }
    CHECK(cm__memory_live() == 0);
}

TEST(writes_its_chunks_in_order)
{
    static const char end[] = "\0\0\0\0IEND\xAE\x42\x60\x82";
    cm__text png = {0};

    CHECK(encode(&png, 3, 3, 3) == CM_OK);
    CHECK(memcmp(png.bytes, "\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\3\0\0\0\3\10\2\0\0\0", 29) == 0);
    CHECK(memcmp(png.bytes + 33, "\0\0\0\1sRGB\0\xAE\xCE\x1C\xE9", 13) == 0);
    CHECK(memcmp(png.bytes + 46, "\0\0\0\tpHYs\0\0\x2E\x23\0\0\x2E\x23\1\x78\xA5\x3F\x76", 21) ==
          0);
    CHECK(memcmp(png.bytes + png.length - 12, end, 12) == 0);
    cm__text_clear(&png);
}

TEST(reports_a_failed_allocation)
{
    static const uint32_t black[81];
    cm_status status = CM_ERR_NOMEM;

    for (size_t nth = 1; status; nth++) {
        cm__png png = {0};
        cm__text out = {0};
        cm__memory_fail_at(nth, true);
        status = cm__png_begin(&png, &out, 9, 9, 1);
        if (!status)
            status = cm__png_add_rows(&png, black, 9, true);
        cm__memory_fail_at(0, false);
        CHECK(status == CM_OK || status == CM_ERR_NOMEM);
        CHECK(status == CM_OK ? nth > 3 : nth < 30);
        cm__png_clear(&png);
        cm__text_clear(&out);
        CHECK(cm__memory_live() == 0);
    }
}

TEST_MAIN(RUN(reads_back_pixel_for_pixel), RUN(writes_its_chunks_in_order),
          RUN(reports_a_failed_allocation))
