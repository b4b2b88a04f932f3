/* test_export_shape.c - tests output/export_shape.c. */
#include "output/export_shape.h"
#include "tests/export_fixture.h"

TEST(counts_parts_and_outer_rings)
{
    static const size_t part_counts[] = {2, 3, 0, 1}, outer_counts[] = {1, 2, 0, 1};
    cm_features shapes = make_shapes(CM_GEOMETRY_POLYGON, NULL);

    for (size_t row = 0; row < 4; row++) {
        const cm__parts parts = cm__parts_of(&shapes, row);
        CHECK(parts.end - parts.first == part_counts[row]);
        CHECK(cm__outer_ring_count(&shapes, row) == outer_counts[row]);
    }
    cm_features_clear(&shapes);
}

TEST(tells_the_direction_of_a_ring)
{
    static const struct {
        const char *why;
        double x[5], y[5];
        bool want;
    } rows[] = {
        {"counter-clockwise", {0, 1, 1, 0, 0}, {0, 0, 1, 1, 0}, true},
        {"clockwise", {0, 0, 1, 1, 0}, {0, 1, 1, 0, 0}, false},
        {"without area", {0, 1, 2, 1, 0}, {0, 1, 2, 1, 0}, false},
        {"small and far off",
         {1e7, 1e7 + 1e-6, 1e7 + 1e-6, 1e7, 1e7},
         {1e7, 1e7, 1e7 + 1e-6, 1e7 + 1e-6, 1e7},
         true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_features shapes = {0};
        test_now = rows[i].why;
        CHECK(cm_features_init(&shapes, CM_GEOMETRY_POLYGON, NULL) == CM_OK);
        CHECK(cm_features_add_row(&shapes) == CM_OK);
        CHECK(cm_features_add_part(&shapes, rows[i].x, rows[i].y, 5, false) == CM_OK);
        CHECK(cm__ring_is_counter_clockwise(&shapes, 0) == rows[i].want);
        cm_features_clear(&shapes);
    }
}

TEST_MAIN(RUN(counts_parts_and_outer_rings), RUN(tells_the_direction_of_a_ring))
