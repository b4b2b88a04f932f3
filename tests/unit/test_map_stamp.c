/* test_map_stamp.c - tests output/map_stamp.c. */
#include "geo/base_memory.h"
#include "output/map_pen_cairo.h"
#include "output/map_stamp.h"
#include "tests/test.h"
#include <stdint.h>
#include <stdlib.h>

#define PX_PER_MM 12.0

enum { SIDE = 400, MARKERS = 300 };

static cm__item make_item(int i, int symbol_count)
{
    cm__item item = {.kind = CM__ITEM_MARKER};

    item.at = (cm_point){fmod(i * 7.3731, SIDE / PX_PER_MM), fmod(i * 3.1917, SIDE / PX_PER_MM)};
    item.symbol.shape = (cm_shape)(i % symbol_count % CM_SHAPE_COUNT);
    item.symbol.size_mm = 1.5 + 0.01 * (i % symbol_count);
    item.symbol.fill = (cm_colour){27, 108, 168, 200};
    item.symbol.stroke = (cm_colour){0, 0, 0, 255};
    item.symbol.stroke_mm = 0.2;
    item.symbol.casing = (cm_colour){255, 255, 255, 255};
    item.symbol.casing_mm = 0.15;
    return item;
}

static cairo_t *begin(bool clipped)
{
    cairo_surface_t *const surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, SIDE, SIDE);
    cairo_t *const cr = cairo_create(surface);

    cairo_surface_destroy(surface);
    cairo_set_source_rgb(cr, 0.9, 0.9, 0.6);
    cairo_paint(cr);
    cairo_scale(cr, PX_PER_MM, PX_PER_MM);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    if (clipped) {
        cairo_rectangle(cr, 5.03, 5.03, 20, 20);
        cairo_clip(cr);
    }
    return cr;
}

/* The worst and the mean difference of two images' channels. */
static void compare(cairo_t *a, cairo_t *b, double out[2])
{
    const unsigned char *bytes[2];
    size_t length = 0;
    double sum = 0;

    out[0] = 0;
    for (int i = 0; i < 2; i++) {
        cairo_surface_t *const surface = cairo_get_target(i ? b : a);
        cairo_surface_flush(surface);
        bytes[i] = cairo_image_surface_get_data(surface);
        length = (size_t)(cairo_image_surface_get_stride(surface) * SIDE);
    }
    for (size_t i = 0; i < length; i++) {
        const int difference = i % 4 == 3 ? 0 : abs(bytes[0][i] - bytes[1][i]);
        out[0] = fmax(out[0], difference);
        sum += difference;
    }
    out[1] = sum / (double)length;
}

TEST(paints_what_drawing_each_marker_would)
{
    static const struct {
        const char *why;
        int symbol_count;
        bool clipped;
    } rows[] = {{"few symbols", 9, false},
                {"cut by a clip between pixels", 9, true},
                {"more symbols than stamps", 100, false}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cairo_t *const drawn = begin(rows[i].clipped), *const stamped = begin(rows[i].clipped);
        cm__stamps stamps = {0};
        double difference[2];

        test_now = rows[i].why;
        for (int k = 0; k < MARKERS; k++) {
            const cm__item item = make_item(k, rows[i].symbol_count);
            CHECK(cm__cairo_marker(drawn, &item.symbol, item.at) == CM_OK);
            CHECK(cm__stamps_marker(&stamps, stamped, &item) == CM_OK);
        }
        compare(drawn, stamped, difference);
        CHECK(difference[0] < 80); /* a shift of 1/16 pixel in two axes: seen 61 */
        CHECK(difference[1] < 1.5);
        CHECK(stamps.count == (size_t)(rows[i].symbol_count < 64 ? rows[i].symbol_count : 64));
        cm__stamps_clear(&stamps);
        cairo_destroy(drawn);
        cairo_destroy(stamped);
    }
    CHECK(cm__memory_live() == 0);
}

TEST(draws_a_large_marker_itself_and_none_far_away)
{
    cairo_t *const cr = begin(false), *const untouched = begin(false);
    cm__stamps stamps = {0};
    cm__item item = make_item(0, 1);
    double difference[2];

    item.at.x = 1e12;
    CHECK(cm__stamps_marker(&stamps, cr, &item) == CM_OK && stamps.count == 0);
    compare(cr, untouched, difference);
    CHECK(difference[0] == 0);
    item.at.x = 10;
    item.symbol.size_mm = 20;
    CHECK(cm__stamps_marker(&stamps, cr, &item) == CM_OK && stamps.count == 0);
    compare(cr, untouched, difference);
    CHECK(difference[1] > 1);
    cm__stamps_clear(&stamps);
    cairo_destroy(cr);
    cairo_destroy(untouched);
}

TEST(reports_a_failed_allocation)
{
    cairo_t *const cr = begin(false);
    const cm__item item = make_item(1, 9);
    size_t failed = 0;

    for (size_t nth = 1; nth < 8; nth++) {
        cm__stamps stamps = {0};
        cm__memory_fail_at(nth, true);
        const cm_status status = cm__stamps_marker(&stamps, cr, &item);
        cm__memory_fail_at(0, false);
        CHECK(status == CM_OK || status == CM_ERR_NOMEM);
        failed += status != CM_OK;
        cm__stamps_clear(&stamps);
        CHECK(cm__memory_live() == 0);
    }
    CHECK(failed > 2 && failed < 7);
    cairo_destroy(cr);
}

TEST_MAIN(RUN(paints_what_drawing_each_marker_would),
          RUN(draws_a_large_marker_itself_and_none_far_away), RUN(reports_a_failed_allocation))
