/* test_map_pen_cairo.c - tests output/map_pen_cairo.c. */
#include "geo/base_memory.h"
#include "geo/base_text.h"
#include "output/map_pen_cairo.h"
#include "tests/unit/map_sample.h"

#define PX_PER_MM 20.0
#define PAGE_MM 50

static const cm_symbol marker = {.size_mm = 6,
                                 .fill = {0, 0, 255, 255},
                                 .stroke = {0, 0, 0, 255},
                                 .stroke_mm = 1,
                                 .casing = {255, 0, 0, 255},
                                 .casing_mm = 1};

typedef struct painting {
    cairo_surface_t *surface;
    cm__list list;
} painting;

static void begin(painting *picture, bool clipped)
{
    *picture = (painting){.list = {.frame_mm = {10, 10, 40, 40}}};
    CHECK(cm__list_add_layer(&picture->list, "a", clipped) == CM_OK);
    CHECK(cm__list_add_group(&picture->list, NULL) == CM_OK);
}

static void paint(painting *picture, cm__cairo_target target)
{
    const int side = (int)(PAGE_MM * PX_PER_MM);
    picture->surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, side, side);
    cairo_t *const cr = cairo_create(picture->surface);

    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_scale(cr, PX_PER_MM, PX_PER_MM);
    CHECK(cm__cairo_paint(cr, &picture->list, &picture->list.layers[0], target) == CM_OK);
    cairo_destroy(cr);
    cairo_surface_flush(picture->surface);
}

static void end(painting *picture)
{
    cairo_surface_destroy(picture->surface);
    cm__list_clear(&picture->list);
    CHECK(cm__memory_live() == 0);
}

static unsigned pixel(const painting *picture, double x_mm, double y_mm)
{
    const unsigned char *const row =
        cairo_image_surface_get_data(picture->surface) +
        (int)(y_mm * PX_PER_MM) * cairo_image_surface_get_stride(picture->surface);
    unsigned value;

    memcpy(&value, row + 4 * (int)(x_mm * PX_PER_MM), sizeof value);
    return value & 0xFFFFFF;
}

/* The box of what is not white, in millimetres. */
static cm_box find_ink(const painting *picture)
{
    cm_box box = {PAGE_MM, PAGE_MM, 0, 0};

    for (double y = 0.5 / PX_PER_MM; y < PAGE_MM; y += 1 / PX_PER_MM)
        for (double x = 0.5 / PX_PER_MM; x < PAGE_MM; x += 1 / PX_PER_MM)
            if (pixel(picture, x, y) != 0xFFFFFF)
                box = (cm_box){fmin(box.x_min, x), fmin(box.y_min, y), fmax(box.x_max, x),
                               fmax(box.y_max, y)};
    return box;
}

static void check_ink(const painting *picture)
{
    const cm_box want = picture->list.layers[0].groups[0].items[0].ink_mm, got = find_ink(picture);

    CHECK_NEAR(got.x_min, want.x_min, 1.5 / PX_PER_MM);
    CHECK_NEAR(got.y_min, want.y_min, 1.5 / PX_PER_MM);
    CHECK_NEAR(got.x_max, want.x_max, 1.5 / PX_PER_MM);
    CHECK_NEAR(got.y_max, want.y_max, 1.5 / PX_PER_MM);
}

TEST(covers_just_the_ink_box_of_each_text)
{
    static const sample_text texts[] = {
        {NULL, "札幌市 Ag", 20, 20, 18, CM__ALIGN_START, 0, false, false, false, 0, false},
        {NULL, "札幌市 Ag", 25, 25, 18, CM__ALIGN_MIDDLE, 0, true, false, true, 0.2, false},
        {NULL, "札幌市 Ag", 40, 25, 14, CM__ALIGN_END, 90, false, false, true, 0, false},
        {NULL, "葛\xF3\xA0\x84\x80 ㈱①髙﨑", 10, 25, 14, CM__ALIGN_START, 0, true, false, false, 0,
         false},
        {NULL, "ソー（ダ）", 25, 25, 14, CM__ALIGN_MIDDLE, 0, false, false, true, 0.1, true},
        {NULL, "ソー（ダ）", 25, 15, 14, CM__ALIGN_END, 180, false, false, false, 0, true},
    };

    for (size_t i = 0; i < 2 * sizeof texts / sizeof *texts; i++) {
        painting picture;
        begin(&picture, false);
        sample_text text = texts[i / 2];
        CHECK(sample_add_text(&picture.list, &text) == CM_OK);
        picture.list.layers[0].groups[0].items[0].text.halo = (cm_colour){0, 128, 0, 255};
        if (!text.haloed)
            picture.list.layers[0].groups[0].items[0].text.halo_mm = 0;
        paint(&picture, i % 2 ? CM__CAIRO_IMAGE : CM__CAIRO_DOCUMENT);
        check_ink(&picture);
        end(&picture);
    }
}

TEST(a_circle_after_text_is_not_tied_to_it)
{
    sample_text text = {NULL, "Ag", 15, 15, 10, CM__ALIGN_START, 0, false, false, false, 0, false};

    for (int target = CM__CAIRO_DOCUMENT; target <= CM__CAIRO_IMAGE; target++) {
        painting picture;
        begin(&picture, false);
        CHECK(sample_add_text(&picture.list, &text) == CM_OK);
        CHECK(cm__list_add_marker(&picture.list, NULL, NULL, &marker, (cm_point){35, 35}) == CM_OK);
        paint(&picture, (cm__cairo_target)target);
        for (double at = 24; at < 30; at += 0.02)
            for (double aside = -1; aside < 1; aside += 0.04)
                CHECK(pixel(&picture, at + aside, at - aside) == 0xFFFFFF);
        end(&picture);
    }
}

TEST(covers_just_the_ink_box_of_each_marker)
{
    for (int shape = 0; shape < CM_SHAPE_COUNT; shape++) {
        const double reach = cm__marker_reach_mm(&marker);
        cm_symbol symbol = marker;
        painting picture;

        symbol.shape = (cm_shape)shape;
        begin(&picture, false);
        CHECK(cm__list_add_marker(&picture.list, NULL, NULL, &symbol, (cm_point){25, 25}) == CM_OK);
        paint(&picture, CM__CAIRO_IMAGE);
        const cm_box got = find_ink(&picture);
        const double farthest =
            fmax(fmax(25 - got.x_min, got.x_max - 25), fmax(25 - got.y_min, got.y_max - 25));
        CHECK(farthest <= cm__marker_reach_mm(&symbol) + 1 / PX_PER_MM);
        CHECK(farthest >= cm__marker_reach_mm(&symbol) - 1.5 / PX_PER_MM);
        CHECK(reach > 0);
        end(&picture);
    }
}

TEST(paints_casing_then_fill_then_stroke)
{
    painting picture;

    begin(&picture, false);
    CHECK(cm__list_add_marker(&picture.list, NULL, NULL, &marker, (cm_point){25, 25}) == CM_OK);
    paint(&picture, CM__CAIRO_IMAGE);
    CHECK(pixel(&picture, 25, 25) == 0x0000FF);
    CHECK(pixel(&picture, 25, 27.25) == 0x0000FF); /* the casing's inner half is covered */
    CHECK(pixel(&picture, 25, 27.75) == 0x000000);
    CHECK(pixel(&picture, 25, 28.25) == 0x000000);
    CHECK(pixel(&picture, 25, 29.25) == 0xFF0000);
    CHECK(pixel(&picture, 25, 29.75) == 0xFFFFFF);
    end(&picture);
}

TEST(fills_by_even_and_odd_and_blends_alpha)
{
    const cm_symbol half = {.fill = {255, 0, 0, 128}};
    const cm_box outer = {15, 15, 35, 35}, inner = {20, 20, 30, 30};
    cm__path path = {.closed = true};
    painting picture;

    begin(&picture, false);
    sample_box(&path, &outer);
    sample_box(&path, &inner);
    CHECK(cm__list_add_path(&picture.list, NULL, &half, &path) == CM_OK);
    paint(&picture, CM__CAIRO_IMAGE);
    CHECK(pixel(&picture, 25, 25) == 0xFFFFFF);
    CHECK(pixel(&picture, 17, 25) == 0xFF7F7F);
    check_ink(&picture);
    end(&picture);
}

TEST(clips_and_dashes)
{
    const cm_symbol dashed = {.stroke = {0, 0, 0, 255}, .stroke_mm = 1, .dash_mm = {4, 2}};
    cm__path path = {0};
    painting picture;

    begin(&picture, true);
    CHECK(cm__path_begin(&path) == CM_OK);
    CHECK(cm__path_add(&path, 11, 25) == CM_OK);
    CHECK(cm__path_add(&path, 49, 25) == CM_OK);
    CHECK(cm__list_add_path(&picture.list, NULL, &dashed, &path) == CM_OK);
    paint(&picture, CM__CAIRO_IMAGE);
    CHECK(pixel(&picture, 13, 25) == 0 && pixel(&picture, 16, 25) == 0xFFFFFF);
    CHECK(pixel(&picture, 19, 25) == 0 && pixel(&picture, 22, 25) == 0xFFFFFF);
    CHECK(find_ink(&picture).x_max < 40);
    end(&picture);
}

TEST(passes_on_what_cairo_complains_about)
{
    CHECK(cm__cairo_check(CAIRO_STATUS_SUCCESS, "x") == CM_OK);
    CHECK(cm__cairo_check(CAIRO_STATUS_NO_MEMORY, "the image") == CM_ERR_NOMEM);
    CHECK(cm__cairo_check(CAIRO_STATUS_WRITE_ERROR, "the image") == CM_ERR_IO);
    CHECK(strncmp(cm_error_text(), "the image cannot be drawn: ", 27) == 0);
}

TEST(collects_what_cairo_writes)
{
    cm__text text = {0};

    CHECK(cm__cairo_collect(&text, (const unsigned char *)"ab", 2) == CAIRO_STATUS_SUCCESS);
    CHECK(text.length == 2);
    cm__memory_fail_at(1, true);
    static const unsigned char many[1000];
    CHECK(cm__cairo_collect(&text, many, sizeof many) == CAIRO_STATUS_NO_MEMORY);
    cm__memory_fail_at(0, false);
    cm__text_clear(&text);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(covers_just_the_ink_box_of_each_text), RUN(a_circle_after_text_is_not_tied_to_it),
          RUN(covers_just_the_ink_box_of_each_marker), RUN(paints_casing_then_fill_then_stroke),
          RUN(fills_by_even_and_odd_and_blends_alpha), RUN(clips_and_dashes),
          RUN(passes_on_what_cairo_complains_about), RUN(collects_what_cairo_writes))
