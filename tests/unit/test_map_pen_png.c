/* test_map_pen_png.c - tests output/map_pen_png.c. */
#include "geo/base_memory.h"
#include "output/map_pen.h"
#include "output/map_pen_cairo.h"
#include "tests/unit/map_sample.h"
#include <cairo.h>
#include <stdint.h>
#include <sys/stat.h>

static uint32_t load_u32(const char *bytes)
{
    uint32_t value = 0;

    for (int i = 0; i < 4; i++)
        value = value << 8 | (unsigned char)bytes[i];
    return value;
}

/* The content of a chunk, or NULL. */
static const char *find_chunk(const char *png, size_t length, const char *type)
{
    for (size_t at = 8; at + 12 <= length; at += 12 + load_u32(png + at))
        if (memcmp(png + at + 4, type, 4) == 0)
            return png + at + 8;
    return NULL;
}

TEST(writes_the_exact_size_and_says_its_scale)
{
    static const struct {
        const char *why;
        double dpi;
        uint32_t width, height, px_per_m;
    } rows[] = {{"coarse", 36, 298, 421, 1417},
                {"screen", 96, 794, 1123, 3780},
                {"print", 150, 1240, 1754, 5906}};
    char path[400];
    cm__list list;
    size_t length;

    sample_build(&list);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        CHECK(cm__pen_png(&list, sample_path(path, "size.png"), rows[i].dpi) == CM_OK);
        char *const png = sample_read(path, &length);
        const char *const head = find_chunk(png, length, "IHDR");
        const char *const size = find_chunk(png, length, "pHYs");
        CHECK(load_u32(head) == rows[i].width && load_u32(head + 4) == rows[i].height);
        CHECK(size && load_u32(size) == rows[i].px_per_m && load_u32(size + 4) == load_u32(size));
        CHECK(size && size[8] == 1);
        CHECK(find_chunk(png, length, "sRGB") && !find_chunk(png, length, "tIME"));
        CHECK(find_chunk(png, length, "pHYs") < find_chunk(png, length, "IDAT"));
        free(png);
    }
    if (sample_has("pngcheck"))
        CHECK(sample_runs("pngcheck -q", path, ""));
    cm__list_clear(&list);
    CHECK(cm__memory_live() == 0);
}

TEST(draws_the_list_on_white)
{
    char path[400];
    cm__list list;

    sample_build(&list);
    CHECK(cm__pen_png(&list, sample_path(path, "page.png"), 254) == CM_OK); /* 10 px a mm */
    cairo_surface_t *const image = cairo_image_surface_create_from_png(path);
    CHECK(cairo_surface_status(image) == CAIRO_STATUS_SUCCESS);
    static const struct {
        double x_mm, y_mm;
        uint32_t rgb;
    } rows[] = {{5, 5, 0xFFFFFF},        {45, 270.5, 0x222222}, {180, 160, 0xF4EEDC},
                {200, 200, 0xFFFFFF},    {191, 200, 0xFFFFFF},  {69.95, 270.5, 0x222222},
                {70.05, 270.5, 0xFFFFFF}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint32_t got = 0;
        memcpy(&got,
               cairo_image_surface_get_data(image) +
                   (int)(rows[i].y_mm * 10) * cairo_image_surface_get_stride(image) +
                   4 * (int)(rows[i].x_mm * 10),
               sizeof got);
        CHECK((got & 0xFFFFFF) == rows[i].rgb);
    }
    cairo_surface_destroy(image);
    cm__list_clear(&list);
}

/* The list painted in one piece. */
static cairo_surface_t *paint_whole(const cm__list *list, double dpi, int width, int height)
{
    cairo_surface_t *const whole = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
    cairo_t *const cr = cairo_create(whole);

    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_scale(cr, dpi / 25.4, dpi / 25.4);
    for (size_t i = 0; i < list->layer_count; i++)
        CHECK(cm__cairo_paint(cr, list, &list->layers[i], CM__CAIRO_IMAGE) == CM_OK);
    cairo_destroy(cr);
    cairo_surface_flush(whole);
    return whole;
}

TEST(strips_join_without_a_seam)
{
    const double dpi = 300;
    char path[400];
    cm__list list;
    size_t wrong = 0;

    sample_build(&list);
    CHECK(cm__pen_png(&list, sample_path(path, "strips.png"), dpi) == CM_OK);
    cairo_surface_t *const read = cairo_image_surface_create_from_png(path);
    const int width = cairo_image_surface_get_width(read),
              height = cairo_image_surface_get_height(read);
    cairo_surface_t *const whole = paint_whole(&list, dpi, width, height);
    CHECK(width * height > 3 * 2250000);
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
            for (int k = 0; k < 3; k++) {
                const int at = y * cairo_image_surface_get_stride(read) + 4 * x + k;
                wrong += abs(cairo_image_surface_get_data(read)[at] -
                             cairo_image_surface_get_data(whole)[at]) > 4; /* rounding of places */
            }
    CHECK(wrong == 0);
    cairo_surface_destroy(whole);
    cairo_surface_destroy(read);
    cm__list_clear(&list);
}

TEST(writes_a_world_file_where_there_is_a_crs)
{
    char path[400], *world;
    double line[6];
    cm__list list;
    size_t length;

    sample_build(&list);
    CHECK(cm__pen_png(&list, sample_path(path, "world.png"), 100) == CM_OK);
    world = sample_read(sample_path(path, "world.pgw"), &length);
    CHECK(world && sscanf(world, "%lf %lf %lf %lf %lf %lf", &line[0], &line[1], &line[2], &line[3],
                          &line[4], &line[5]) == 6);
    /* the frame's corners, in pixels, must come to their places in the plane */
    CHECK_NEAR(line[4] + line[0] * (15 / 0.254 - 0.5), -79000, 1e-6);
    CHECK_NEAR(line[4] + line[0] * (195 / 0.254 - 0.5), -71800, 1e-6);
    CHECK_NEAR(line[5] + line[3] * (35 / 0.254 - 0.5), -97000, 1e-6);
    CHECK_NEAR(line[5] + line[3] * (275 / 0.254 - 0.5), -106600, 1e-6);
    CHECK(line[1] == 0 && line[2] == 0);
    free(world);
    CHECK(cm__pen_png(&list, sample_path(path, "CAPITAL.PNG"), 50) == CM_OK);
    CHECK(access(sample_path(path, "CAPITAL.pgw"), F_OK) == 0);
    CHECK(cm__pen_png(&list, sample_path(path, "bare"), 50) == CM_OK);
    CHECK(access(sample_path(path, "bare.pgw"), F_OK) == 0);
    list.crs = NULL;
    CHECK(cm__pen_png(&list, sample_path(path, "plain.png"), 50) == CM_OK);
    CHECK(access(sample_path(path, "plain.pgw"), F_OK) != 0);
    cm__list_clear(&list);
}

TEST(writes_the_same_bytes_again)
{
    char first[400], second[400];
    size_t length[2];

    for (int i = 0; i < 2; i++) {
        cm__list list;
        sample_build(&list);
        CHECK(cm__pen_png(&list, sample_path(i ? second : first, i ? "b.png" : "a.png"), 80) ==
              CM_OK);
        cm__list_clear(&list);
    }
    char *const a = sample_read(first, &length[0]), *const b = sample_read(second, &length[1]);
    CHECK(length[0] > 1000 && length[0] == length[1] && memcmp(a, b, length[0]) == 0);
    free(a);
    free(b);
}

TEST(refuses_what_cannot_be_written)
{
    char path[400];
    cm__list list;

    sample_build(&list);
    CHECK(cm__pen_png(&list, sample_path(path, "no/such/a.png"), 50) == CM_ERR_IO);
    CHECK(mkdir(sample_path(path, "folder.png"), 0755) == 0);
    CHECK(cm__pen_png(&list, path, 50) == CM_ERR_IO);
    CHECK(access(sample_path(path, "folder.pgw"), F_OK) != 0);
    rmdir(sample_path(path, "folder.png"));
    CHECK(cm__pen_png(&list, sample_path(path, "big.png"), 5000) == CM_ERR_LIMIT);
    CHECK(cm__pen_png(&list, path, NAN) == CM_ERR_LIMIT);
    CHECK(access(path, F_OK) != 0);
    cm__list_clear(&list);
    CHECK(cm__memory_live() == 0);
}

TEST(reports_each_allocation_that_fails)
{
    char path[400];
    cm__list list;

    sample_build(&list);
    const size_t live = cm__memory_live();
    for (size_t nth = 1; nth < 12; nth++) {
        cm__memory_fail_at(nth, true);
        const cm_status status = cm__pen_png(&list, sample_path(path, "memory.png"), 40);
        cm__memory_fail_at(0, false);
        CHECK(status == CM_ERR_NOMEM);
        CHECK(cm__memory_live() == live && access(path, F_OK) != 0);
    }
    cm__list_clear(&list);
}

TEST_MAIN(RUN(writes_the_exact_size_and_says_its_scale), RUN(draws_the_list_on_white),
          RUN(strips_join_without_a_seam), RUN(writes_a_world_file_where_there_is_a_crs),
          RUN(writes_the_same_bytes_again), RUN(refuses_what_cannot_be_written),
          RUN(reports_each_allocation_that_fails), RUN(sample_remove))
