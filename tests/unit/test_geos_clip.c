/* test_geos_clip.c - tests layers/geos_clip.c. */
#include "layers/geos_clip.h"
#include "layers/geos_shape.h"
#include "layers/polygon_area.h"
#include "tests/voronoi_steps.h"

enum { SIDE = 60 };

/* SIDE x SIDE boxes side by side, and all their numbers. */
static cm_features make_boxes(size_t *rows)
{
    cm_features boxes = polygons_make();

    for (size_t i = 0; i < SIDE * SIDE; i++) {
        const double x = 10 * (double)(i % SIDE), y = 10 * (double)(i / SIDE);
        polygons_add_box(&boxes, x, y, x + 10, y + 10, false);
        rows[i] = SIDE * SIDE - 1 - i;
    }
    return boxes;
}

static cm_features make_window(void)
{
    cm_features window = polygons_make();

    polygons_add_star(&window, (cm_point){300, 300}, 290, 700, 4);
    polygons_add_box(&window, 290, 290, 310, 310, true);
    return window;
}

/* The area of what GEOS says of one box and the whole window. */
static double area_by_geos(const cm_features *boxes, size_t row, const cm_features *window)
{
    cm__geos geos = {NULL, ""};
    GEOSGeometry *a = NULL, *b = NULL;
    double area = -1;

    CHECK(cm__geos_open(&geos) == CM_OK);
    CHECK(cm__geos_from_row(&a, &geos, boxes, row) == CM_OK);
    CHECK(cm__geos_from_row(&b, &geos, window, 0) == CM_OK);
    GEOSGeometry *const both = GEOSIntersection_r(geos.handle, a, b);
    CHECK(both && GEOSArea_r(geos.handle, both, &area) == 1);
    GEOSGeom_destroy_r(geos.handle, both);
    GEOSGeom_destroy_r(geos.handle, b);
    GEOSGeom_destroy_r(geos.handle, a);
    cm__geos_close(&geos);
    return area;
}

TEST(each_shape_is_clipped_as_by_the_whole_window)
{
    static size_t rows[SIDE * SIDE];
    cm_features boxes = make_boxes(rows), window = make_window();
    cm_features out[2] = {{.geometry = CM_GEOMETRY_NONE}};
    double sum = 0;

    for (int i = 0; i < 2; i++) {
        const cm__geos_clip_job job = {&boxes, rows,      SIDE * SIDE,    &window,
                                       true,   1 + 2 * i, &nobody_listens};
        CHECK(cm__geos_clip(&out[i], &job) == CM_OK);
    }
    CHECK(out[0].vertex_count == out[1].vertex_count);
    CHECK(memcmp(out[0].x, out[1].x, out[0].vertex_count * sizeof(double)) == 0);
    CHECK(out[0].table.row_count == SIDE * SIDE);
    for (size_t i = 0; i < SIDE * SIDE; i++) {
        const double area = cm__row_area(&out[0], i);
        sum += area;
        if (i % 13 == 0)
            CHECK_NEAR(area, area_by_geos(&boxes, rows[i], &window), 1e-9);
    }
    CHECK_NEAR(sum, cm__row_area(&window, 0), 1e-9 * sum);
    CHECK(cm__geos_check_polygons(&out[0], "it") == CM_OK);
    cm_features_clear(&out[1]);
    cm_features_clear(&out[0]);
    cm_features_clear(&window);
    cm_features_clear(&boxes);
}

TEST(a_shape_that_crosses_itself_is_mended)
{
    cm_features shapes = polygons_make(), window = polygons_make();
    cm_features out = {.geometry = CM_GEOMETRY_NONE};
    const double x[] = {0, 10, 0, 10}, y[] = {0, 10, 10, 0};
    const size_t row = 0;

    CHECK(cm_features_add_row(&shapes) == CM_OK);
    CHECK(cm_features_add_part(&shapes, x, y, 4, false) == CM_OK);
    polygons_add_box(&window, 0, 0, 10, 10, false);
    const cm__geos_clip_job job = {&shapes, &row, 1, &window, false, 1, &nobody_listens};
    CHECK(cm__geos_clip(&out, &job) == CM_OK);
    CHECK(out.part_count == 2 && cm__row_area(&out, 0) == 50);
    cm_features_clear(&out);
    cm_features_clear(&window);
    cm_features_clear(&shapes);
}

TEST(stops_when_told_and_needs_no_shape)
{
    static size_t rows[SIDE * SIDE];
    cm_features boxes = make_boxes(rows), window = make_window();
    cm_features out = {.geometry = CM_GEOMETRY_NONE};
    cm__geos_clip_job job = {&boxes, rows, 0, &window, true, 1, &nobody_listens};

    CHECK(cm__geos_clip(&out, &job) == CM_OK && out.table.row_count == 0);
    cm_features_clear(&out);
    job.count = SIDE * SIDE;
    for (int nth = 1; nth < 400; nth += 150) { /* while groups are made, and after */
        int calls = nth;
        const cm_progress progress = {stop_at, &calls};
        job.progress = &progress;
        CHECK(cm__geos_clip(&out, &job) == CM_ERR_STOPPED && out.geometry == CM_GEOMETRY_NONE);
    }
    cm_features_clear(&window);
    cm_features_clear(&boxes);
}

TEST_MAIN(RUN(each_shape_is_clipped_as_by_the_whole_window),
          RUN(a_shape_that_crosses_itself_is_mended), RUN(stops_when_told_and_needs_no_shape))
