/* test_density_varying.c - tests layers/density_varying.c. */
#include "tests/density_fixture.h"
#include <clustermap/density_varying.h>

enum { POINTS = 150, COLUMNS = 90, ROWS = 70 };
static const cm_grid_shape shape = {4e5 - 100, -2e5 + 900, 17, COLUMNS, ROWS};
static const cm_box box = {4e5, -2e5, 4e5 + 1200, -2e5 + 800};

/* The sum over points, each by the definition with its own bandwidth. */
static double value_of(const cm_points *points, const double *bandwidths,
                       const cm_density_options *options, cm_point at)
{
    double sum = 0;

    for (size_t i = 0; i < points->count; i++) {
        cm_density_options own = *options;
        cm_points one = {.x = points->x + i, .y = points->y + i, .count = 1};
        one.weight = points->weight ? points->weight + i : NULL;
        own.bandwidth_m = bandwidths[i];
        sum += density_of(&one, &own, at.x, at.y);
    }
    return sum;
}

static void spread(double *bandwidths, size_t groups)
{
    uint64_t state = 9;

    for (size_t i = 0; i < POINTS; i++)
        bandwidths[i] = groups ? 40 + 100 * (double)(i % groups) : 3 + 300 * random_share(&state);
}

/* By group, and one by one. */
TEST(is_the_sum_by_definition)
{
    cm_points points = points_scatter(POINTS, &box, true, 1);
    double bandwidths[POINTS];

    for (int i = 0; i < 2 * CM_KERNEL_COUNT; i++) {
        cm_density_options options = CM_DENSITY_OPTIONS_INIT;
        cm_density_report report;
        cm_grid grid = {0};
        options.kernel = (cm_kernel)(i / 2);
        options.bandwidth_m = 77;
        test_now = cm_kernel_name(options.kernel);
        spread(bandwidths, i % 2 ? 3 : 0);
        CHECK(cm_grid_init(&grid, &shape, "EPSG:6680") == CM_OK);
        CHECK(cm_density_varying_grid(&grid, &points, bandwidths, &options, &report) == CM_OK);
        CHECK(report.points == POINTS && report.places == POINTS && report.error_bound < 1e-6);
        for (size_t k = 0; k < COLUMNS * ROWS; k += 7) {
            const cm_point at = cm_grid_get_centre(&shape, k % COLUMNS, k / COLUMNS);
            const double want = value_of(&points, bandwidths, &options, at);
            CHECK_NEAR(grid.values[k], want, 1.0001 * report.error_bound * report.max);
            CHECK(grid.values[k] >= 0 && (grid.values[k] > 0 || want < 1e-20));
        }
        CHECK(strcmp(cm_grid_get_tag(&grid, "bandwidth_m"), "77") == 0);
        CHECK(strtod(cm_grid_get_tag(&grid, "bandwidth_max_m"), NULL) > 200);
        CHECK(strcmp(grid.unit, "1/km2") == 0);
        cm_grid_clear(&grid);
    }
    cm_points_clear(&points);
}

TEST(is_the_common_density_where_all_are_equal)
{
    cm_points points = points_scatter(POINTS, &box, false, 1);
    double bandwidths[POINTS], want[POINTS], got[POINTS];
    cm_density_options options = CM_DENSITY_OPTIONS_INIT;
    cm_grid grid = {0}, common = {0};

    for (size_t i = 0; i < POINTS; i++)
        bandwidths[i] = 210;
    options.bandwidth_m = 210;
    CHECK(cm_grid_init(&grid, &shape, NULL) == CM_OK &&
          cm_grid_init(&common, &shape, NULL) == CM_OK);
    CHECK(cm_density_varying_grid(&grid, &points, bandwidths, &options, NULL) == CM_OK);
    CHECK(cm_density_grid(&common, &points, &options, NULL) == CM_OK);
    CHECK(memcmp(grid.values, common.values, COLUMNS * ROWS * sizeof *grid.values) == 0);
    CHECK(cm_density_varying_at(got, &points, &points, bandwidths, &options) == CM_OK);
    CHECK(cm_density_at(want, &points, &points, &options) == CM_OK);
    for (size_t i = 0; i < POINTS; i++)
        CHECK_NEAR(got[i], want[i], 1e-12 * want[i]);
    cm_grid_clear(&common);
    cm_grid_clear(&grid);
    cm_points_clear(&points);
}

TEST(does_not_care_for_order_or_threads)
{
    cm_points points = points_scatter(POINTS, &box, true, 1), back = points_make(POINTS, true);
    double bandwidths[POINTS], turned[POINTS];
    cm_density_options options = CM_DENSITY_OPTIONS_INIT;
    cm_grid grid = {0}, other = {0};

    spread(bandwidths, 0);
    for (size_t i = 0; i < POINTS; i++) {
        back.x[i] = points.x[POINTS - 1 - i];
        back.y[i] = points.y[POINTS - 1 - i];
        back.weight[i] = points.weight[POINTS - 1 - i];
        turned[i] = bandwidths[POINTS - 1 - i];
    }
    options.bandwidth_m = 1;
    options.threads = 1;
    CHECK(cm_grid_init(&grid, &shape, NULL) == CM_OK &&
          cm_grid_init(&other, &shape, NULL) == CM_OK);
    CHECK(cm_density_varying_grid(&grid, &points, bandwidths, &options, NULL) == CM_OK);
    for (options.threads = 1; options.threads < 5; options.threads++) {
        CHECK(cm_density_varying_grid(&other, &back, turned, &options, NULL) == CM_OK);
        CHECK(memcmp(grid.values, other.values, COLUMNS * ROWS * sizeof *grid.values) == 0);
    }
    cm_grid_clear(&other);
    cm_grid_clear(&grid);
    cm_points_clear(&back);
    cm_points_clear(&points);
}

static bool stop(void *context, double share)
{
    ++*(int *)context;
    return share < 0;
}

TEST(refuses_or_stops_and_leaves_the_grid_alone)
{
    cm_points points = points_scatter(POINTS, &box, true, 1), none = {0};
    double bandwidths[POINTS];
    cm_density_options options = CM_DENSITY_OPTIONS_INIT;
    cm_density_report report;
    cm_grid grid = {0};
    int steps = 0;

    spread(bandwidths, 0);
    options.bandwidth_m = 1;
    CHECK(cm_grid_init(&grid, &shape, NULL) == CM_OK);
    bandwidths[4] = 0;
    CHECK(cm_density_varying_grid(&grid, &points, bandwidths, &options, NULL) == CM_ERR_DOMAIN);
    CHECK(strstr(cm_error_text(), "point 5: a bandwidth of 0 m") != NULL);
    bandwidths[4] = NAN;
    CHECK(cm_density_varying_grid(&grid, &points, bandwidths, &options, NULL) == CM_ERR_DOMAIN);
    bandwidths[4] = 1e-3;
    points.weight[0] = 1e38;
    points.weight[1] = 1e38;
    CHECK(cm_density_varying_grid(&grid, &points, bandwidths, &options, NULL) == CM_ERR_DOMAIN);
    points.weight[0] = points.weight[1] = 1;
    options.progress = (cm_progress){stop, &steps};
    CHECK(cm_density_varying_grid(&grid, &points, bandwidths, &options, NULL) == CM_ERR_STOPPED);
    CHECK(steps > 0 && grid.values[0] == 0 && !grid.unit);
    options.progress = (cm_progress){0};
    CHECK(cm_density_varying_grid(&grid, &none, bandwidths, &options, &report) == CM_OK);
    CHECK(report.points == 0 && report.max == 0 && report.error_bound == 0);
    cm_grid_clear(&grid);
    cm_points_clear(&points);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(is_the_sum_by_definition), RUN(is_the_common_density_where_all_are_equal),
          RUN(does_not_care_for_order_or_threads), RUN(refuses_or_stops_and_leaves_the_grid_alone))
