/* torture_distance.c - every allocation of a grid of distances fails once, and for ever: nothing
 * leaks, nothing changes. */
#include "tests/distance_fixture.h"

static cm_status make_grid(const cm_features *features)
{
    const cm_grid_shape shape = {0, 300, 1, 300, 300};
    cm_distance_options options = CM_DISTANCE_OPTIONS_INIT;
    cm_distance_report report = {77, 77};
    cm_allocation allocation = {0};
    cm_grid grid = {0};
    cm_status status = cm_grid_init(&grid, &shape, "EPSG:6680");

    options.max_m = 200;
    options.threads = 1; /* the seam is this thread's */
    if (!status)
        status = cm_grid_set_tag(&grid, "author", "nobody");
    if (!status) {
        grid.values[7] = 42;
        status = cm_distance_grid(&grid, &allocation, features, &options, &report);
        CHECK(status == CM_OK || (grid.values[7] == 42 && grid.tag_count == 1 && !grid.unit &&
                                  report.features == 77 && !allocation.rows));
        CHECK(strcmp(cm_grid_get_tag(&grid, "author"), "nobody") == 0);
    }
    cm_allocation_clear(&allocation);
    cm_grid_clear(&grid);
    return status;
}

static void torture(const cm_features *features, size_t budget)
{
    const size_t before = cm__memory_live();

    cm__memory_fail_at(0, false);
    CHECK(make_grid(features) == CM_OK);
    const size_t count = cm__memory_fail_at(0, false);
    CHECK(count <= budget);
    for (size_t nth = 1; nth <= count; nth++)
        for (int for_ever = 0; for_ever <= 1; for_ever++) {
            cm__memory_fail_at(nth, for_ever);
            CHECK(make_grid(features) == CM_ERR_NOMEM);
            CHECK(cm__memory_live() == before);
        }
    cm__memory_fail_at(0, false);
}

static cm_features make_features(cm_geometry geometry, size_t count)
{
    cm_features features = {.geometry = CM_GEOMETRY_NONE};
    uint64_t seed = 1;

    CHECK(cm_features_init(&features, geometry, NULL) == CM_OK);
    for (size_t row = 0; row < count; row++) {
        const double u = 300 * random_share(&seed), v = 300 * random_share(&seed);
        const double x[] = {u, u + 20, u + 9, u}, y[] = {v, v + 3, v + 15, v};
        CHECK(cm_features_add_row(&features) == CM_OK);
        if (geometry == CM_GEOMETRY_POINT)
            cm_features_set_point(&features, row, (cm_point){u, v});
        else
            CHECK(cm_features_add_part(&features, x, y, 4, false) == CM_OK);
    }
    return features;
}

TEST(survives_every_failed_allocation)
{
    static const cm_geometry kinds[] = {CM_GEOMETRY_POINT, CM_GEOMETRY_LINE, CM_GEOMETRY_POLYGON};

    for (int k = 0; k < 3; k++) {
        cm_features features = make_features(kinds[k], 200);
        torture(&features, 60);
        cm_features_clear(&features);
    }
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(survives_every_failed_allocation))
