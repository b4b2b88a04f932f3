/* test_voronoi_clip.c - tests layers/voronoi_clip.c. */
#include "layers/voronoi_clip.h"
#include "tests/voronoi_steps.h"

/* One box and one window: the whole, nothing, or so much of it. */
TEST(boxes_are_whole_or_gone_or_cut)
{
    static const struct {
        const char *why;
        double x, y, size;
        double area; /* -1: as it is; -2: nothing of it is looked at */
    } rows[] = {
        {"inside", 5, 5, 1, -1},
        {"outside", 200, 5, 1, -2},
        {"in the hole", 45, 45, 1, -2},
        {"beside the border", -1, 5, 1, 0},
        {"across one edge", -3, 5, 10, 70},
        {"at a corner", -3, -3, 10, 49},
        {"round the hole", 30, 30, 40, 1600 - 100},
        {"round the window", -9, -9, 900, 9900},
        {"on the border", 0, 5, 10, 100},
        {"across the hole's edge", 36, 41, 8, 32},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (int convex = 0; convex < 2; convex++) {
            cm_features window = polygons_make(), box = polygons_make();
            const cm__voronoi_clip_options options = {NULL, convex == 1, 1, &nobody_listens};
            const double x = rows[i].x, y = rows[i].y, size = rows[i].size;
            cm__voronoi_clip clip = {.row_of = NULL};
            test_now = rows[i].why;
            polygons_add_box(&window, 0, 0, 100, 100, false);
            polygons_add_box(&window, 40, 40, 50, 50, true);
            polygons_add_box(&box, x, y, x + size, y + size, false);
            CHECK(cm_features_add_row(&box) == CM_OK); /* a shape without a part */
            CHECK(cm__voronoi_clip_shapes(&clip, &box, &window, &options) == CM_OK);
            CHECK(clip.row_of[1] == CM__VORONOI_NOTHING);
            if (rows[i].area == -1)
                CHECK(clip.row_of[0] == CM__VORONOI_WHOLE);
            else if (rows[i].area == -2)
                CHECK(clip.row_of[0] == CM__VORONOI_NOTHING);
            else
                CHECK(clip.row_of[0] == 0 &&
                      fabs(cm__row_area(&clip.cut, 0) - rows[i].area) < 1e-9);
            cm__voronoi_clip_clear(&clip);
            cm_features_clear(&box);
            cm_features_clear(&window);
        }
}

TEST(what_is_bent_is_always_mended)
{
    cm_features window = polygons_make(), bow = polygons_make();
    const bool is_bent[] = {true};
    const cm__voronoi_clip_options options = {is_bent, false, 1, &nobody_listens};
    const double x[] = {10, 20, 10, 20}, y[] = {10, 20, 20, 10};
    cm__voronoi_clip clip = {.row_of = NULL};

    polygons_add_box(&window, 0, 0, 100, 100, false);
    CHECK(cm_features_add_row(&bow) == CM_OK);
    CHECK(cm_features_add_part(&bow, x, y, 4, false) == CM_OK);
    CHECK(cm__voronoi_clip_shapes(&clip, &bow, &window, &options) == CM_OK);
    CHECK(clip.row_of[0] == 0 && clip.cut.part_count == 2 && cm__row_area(&clip.cut, 0) == 50);
    cm__voronoi_clip_clear(&clip);
    cm_features_clear(&bow);
    cm_features_clear(&window);
}

/* Half of the boxes are cut along one edge, the others by GEOS: their order is kept. */
TEST(each_shape_finds_its_own_row)
{
    cm_features window = polygons_make(), boxes = polygons_make();
    const cm__voronoi_clip_options options = {NULL, true, 2, &nobody_listens};
    cm__voronoi_clip clip = {.row_of = NULL};

    polygons_add_star(&window, (cm_point){500, 500}, 450, 200, 7);
    for (size_t i = 0; i < 2500; i++) {
        const double x = 20 * (double)(i % 50), y = 20 * (double)(i / 50);
        polygons_add_box(&boxes, x, y, x + 20, y + 20, false);
    }
    CHECK(cm__voronoi_clip_shapes(&clip, &boxes, &window, &options) == CM_OK);
    double sum = 0;
    for (size_t i = 0; i < 2500; i++) {
        const size_t row = clip.row_of[i];
        if (row == CM__VORONOI_WHOLE)
            sum += 400;
        if (row >= CM__VORONOI_NOTHING || clip.cut.first_part[row] == clip.cut.first_part[row + 1])
            continue;
        const size_t vertex = clip.cut.first_vertex[clip.cut.first_part[row]];
        sum += cm__row_area(&clip.cut, row);
        CHECK(clip.cut.x[vertex] >= 20 * (double)(i % 50) - 1e-9);
        CHECK(clip.cut.x[vertex] <= 20 * (double)(i % 50) + 20 + 1e-9);
        CHECK(clip.cut.y[vertex] >= 20 * (double)(i / 50) - 1e-9);
        CHECK(clip.cut.y[vertex] <= 20 * (double)(i / 50) + 20 + 1e-9);
    }
    CHECK_NEAR(sum, cm__row_area(&window, 0), 1e-9 * sum);
    cm__voronoi_clip_clear(&clip);
    cm_features_clear(&boxes);
    cm_features_clear(&window);
}

TEST_MAIN(RUN(boxes_are_whole_or_gone_or_cut), RUN(what_is_bent_is_always_mended),
          RUN(each_shape_finds_its_own_row))
