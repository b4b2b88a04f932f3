/* test_map_marker.c - tests output/map_marker.c. */
#include "geo/base_memory.h"
#include "output/map_path.h"
#include "tests/test.h"

#define PI 3.14159265358979323846

/* Area and first moments of a ring. */
static void measure(const cm__path *path, double out[3])
{
    double twice = 0, x = 0, y = 0;

    for (size_t i = 0; i < path->vertex_count; i++) {
        const size_t j = (i + 1) % path->vertex_count;
        const double w = path->x_mm[i] * path->y_mm[j] - path->x_mm[j] * path->y_mm[i];
        twice += w;
        x += w * (path->x_mm[i] + path->x_mm[j]);
        y += w * (path->y_mm[i] + path->y_mm[j]);
    }
    out[0] = twice / 2;
    out[1] = x / (3 * twice);
    out[2] = y / (3 * twice);
}

TEST(covers_the_area_of_the_circle_about_its_middle)
{
    for (int shape = 0; shape < CM_SHAPE_COUNT; shape++) {
        const cm_symbol symbol = {.shape = (cm_shape)shape, .size_mm = 2.5};
        cm__path path = {0};
        double got[3];

        CHECK(cm__marker_outline(&path, &symbol) == CM_OK && path.closed);
        if (shape == CM_SHAPE_CIRCLE) {
            CHECK(path.part_count == 0);
            continue;
        }
        measure(&path, got);
        CHECK(path.part_count == 1);
        CHECK_NEAR(got[0], PI / 4 * 2.5 * 2.5, 1e-12);
        CHECK_NEAR(got[1], 0, 1e-12);
        CHECK_NEAR(got[2], 0, 1e-12);
        cm__path_clear(&path);
    }
    CHECK(cm__memory_live() == 0);
}

TEST(has_the_corners_of_its_name)
{
    static const size_t corners[CM_SHAPE_COUNT] = {0, 4, 3, 4, 10, 5, 3, 12, 6};

    for (int shape = 0; shape < CM_SHAPE_COUNT; shape++) {
        const cm_symbol symbol = {.shape = (cm_shape)shape, .size_mm = 1};
        cm__path path = {0};
        CHECK(cm__marker_outline(&path, &symbol) == CM_OK);
        CHECK(path.vertex_count == corners[shape]);
        if (shape == CM_SHAPE_SQUARE)
            CHECK_NEAR(path.x_mm[0], path.y_mm[0], 1e-12); /* stands on a side */
        if (shape == CM_SHAPE_TRIANGLE_DOWN)
            CHECK(path.y_mm[0] > 0 && fabs(path.x_mm[0]) < 1e-12);
        cm__path_clear(&path);
    }
}

TEST(reaches_to_the_outermost_ink)
{
    const cm_colour red = {200, 0, 0, 255}, none = {0};
    cm_symbol symbol = {.size_mm = 2, .stroke = red, .stroke_mm = 0.2, .casing = red};

    symbol.casing_mm = 0.15;
    CHECK_NEAR(cm__marker_reach_mm(&symbol), 1 + 0.1 + 0.15, 1e-12);
    symbol.casing = none;
    CHECK_NEAR(cm__marker_reach_mm(&symbol), 1.1, 1e-12);
    symbol.stroke = none;
    for (int shape = 1; shape < CM_SHAPE_COUNT; shape++) {
        cm__path path = {0};
        symbol.shape = (cm_shape)shape;
        CHECK(cm__marker_outline(&path, &symbol) == CM_OK);
        const cm_box box = cm__path_box(&path);
        CHECK_NEAR(cm__marker_reach_mm(&symbol),
                   fmax(fmax(-box.x_min, box.x_max), fmax(-box.y_min, box.y_max)), 1e-12);
        cm__path_clear(&path);
    }
}

TEST_MAIN(RUN(covers_the_area_of_the_circle_about_its_middle), RUN(has_the_corners_of_its_name),
          RUN(reaches_to_the_outermost_ink))
