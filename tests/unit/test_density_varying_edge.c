/* test_density_varying_edge.c - tests layers/density_varying_edge.c. */
#include "tests/window_fixture.h"
#include <clustermap/density_varying_edge.h>

enum { POINTS = 200, COLUMNS = 84, ROWS = 80 };
static const cm_box box = {1e5, 2e5, 1e5 + 2000, 2e5 + 2000};
static const cm_grid_shape shape = {1e5 - 50, 2e5 + 1950, 25, COLUMNS, ROWS};

static cm_window *make_window(void)
{
    cm_features polygons = polygons_make();

    polygons_add_star(&polygons, (cm_point){1e5 + 1000, 2e5 + 900}, 1000, 60, 7);
    polygons_add_box(&polygons, 1e5 + 800, 2e5 + 800, 1e5 + 900, 2e5 + 950, true);
    return window_make(&polygons);
}

/* By the definition: each point in the window with its own bandwidth and, by Diggle, mass. */
static double value_of(const cm_points *points, const cm_density_varying *varying,
                       const cm_density_options *options, cm_point at)
{
    double sum = 0;

    for (size_t i = 0; i < points->count; i++) {
        const cm_points one = {.x = points->x + i, .y = points->y + i, .count = 1};
        cm_density_options own = *options;
        double mass = 1;
        own.bandwidth_m = varying->bandwidths_m[i];
        if (!cm_window_holds(varying->edge->window, (cm_point){points->x[i], points->y[i]}))
            continue;
        if (varying->edge->rule == CM_EDGE_DIGGLE)
            CHECK(cm_edge_mass(&mass, &one, varying->edge->window, &own) == CM_OK);
        sum += points->weight[i] / mass * density_of(&one, &own, at.x, at.y);
    }
    return sum;
}

TEST(is_the_sum_by_definition)
{
    cm_window *const window = make_window();
    cm_points points = points_scatter(POINTS, &box, true, 1);
    double bandwidths[POINTS], at_centre;
    uint64_t seed = 5;

    for (size_t i = 0; i < POINTS; i++)
        bandwidths[i] = 40 + 300 * random_share(&seed);
    for (int i = 0; i < 2 * CM_KERNEL_COUNT; i++) {
        const cm_density_edge edge = {i % 2 ? CM_EDGE_DIGGLE : CM_EDGE_NONE, window};
        const cm_density_varying varying = {bandwidths, &edge};
        cm_density_options options = CM_DENSITY_OPTIONS_INIT;
        cm_density_report report;
        cm_grid grid = {0};
        options.kernel = (cm_kernel)(i / 2);
        options.bandwidth_m = 77;
        test_now = cm_kernel_name(options.kernel);
        CHECK(cm_grid_init(&grid, &shape, NULL) == CM_OK);
        CHECK(cm_density_varying_edge_grid(&grid, &points, &varying, &options, &report) == CM_OK);
        CHECK(report.points < POINTS && report.points > 100);
        CHECK(strcmp(cm_grid_get_tag(&grid, "edge"), i % 2 ? "diggle" : "none") == 0);
        CHECK(strtod(cm_grid_get_tag(&grid, "points_outside"), NULL) ==
              (double)(POINTS - report.points));
        for (size_t k = 0; k < COLUMNS * ROWS; k += 831) {
            cm_point centre = cm_grid_get_centre(&shape, k % COLUMNS, k / COLUMNS);
            const cm_points place = {.x = &centre.x, .y = &centre.y, .count = 1};
            const bool is_inside = cm_window_holds(window, centre);
            CHECK((grid.values[k] != grid.nodata) == is_inside);
            CHECK(cm_density_varying_edge_at(&at_centre, &place, &points, &varying, &options) ==
                  CM_OK);
            CHECK(isnan(at_centre) == !is_inside);
            if (!is_inside)
                continue;
            const double want = value_of(&points, &varying, &options, centre);
            CHECK_NEAR(at_centre, want, 1e-12 * want);
            CHECK_NEAR(grid.values[k], want, 1.01 * report.error_bound * report.max);
        }
        cm_grid_clear(&grid);
    }
    cm_points_clear(&points);
    cm_window_destroy(window);
    CHECK(cm__memory_live() == 0);
}

TEST(keeps_the_mass_with_diggles_rule)
{
    const cm_grid_shape fine = {1e5, 2e5 + 2000, 10, 200, 200};
    cm_window *const window = make_window();
    cm_points points = points_scatter(POINTS, &box, true, 3);
    const cm_density_edge edge = {CM_EDGE_DIGGLE, window};
    double bandwidths[POINTS];
    const cm_density_varying varying = {bandwidths, &edge};
    cm_density_options options = CM_DENSITY_OPTIONS_INIT;
    cm_density_report report;
    cm_grid grid = {0};

    for (size_t i = 0; i < POINTS; i++)
        bandwidths[i] = 150 + (double)(i % 5) * 100;
    options.bandwidth_m = 100;
    CHECK(cm_grid_init(&grid, &fine, NULL) == CM_OK);
    CHECK(cm_density_varying_edge_grid(&grid, &points, &varying, &options, &report) == CM_OK);
    CHECK_NEAR(report.integral, report.weight, 5e-3 * report.weight); /* cells cut the border */
    cm_grid_clear(&grid);
    cm_points_clear(&points);
    cm_window_destroy(window);
}

TEST(is_the_common_density_where_all_are_equal)
{
    cm_window *const window = make_window();
    cm_points points = points_scatter(POINTS, &box, true, 3);
    double bandwidths[POINTS];
    cm_density_options options = CM_DENSITY_OPTIONS_INIT;

    options.bandwidth_m = 210;
    for (size_t i = 0; i < POINTS; i++)
        bandwidths[i] = 210;
    for (int rule = CM_EDGE_NONE; rule <= CM_EDGE_DIGGLE; rule += 2) {
        const cm_density_edge edge = {(cm_edge_rule)rule, window};
        const cm_density_varying varying = {bandwidths, &edge};
        cm_density_report one, other;
        cm_grid grid = {0}, common = {0};
        CHECK(cm_grid_init(&grid, &shape, NULL) == CM_OK);
        CHECK(cm_grid_init(&common, &shape, NULL) == CM_OK);
        CHECK(cm_density_varying_edge_grid(&grid, &points, &varying, &options, &one) == CM_OK);
        CHECK(cm_density_edge_grid(&common, &points, &options, &edge, &other) == CM_OK);
        CHECK(memcmp(grid.values, common.values, COLUMNS * ROWS * sizeof *grid.values) == 0);
        CHECK(one.max == other.max && one.integral == other.integral);
        CHECK_NEAR(one.weight, other.weight, 1e-12 * one.weight);
        cm_grid_clear(&common);
        cm_grid_clear(&grid);
    }
    cm_points_clear(&points);
    cm_window_destroy(window);
}

TEST(refuses_what_has_no_definition)
{
    cm_window *const window = make_window(), *const away = window_box(0, 0, 10, 10);
    cm_points points = points_scatter(POINTS, &box, false, 3);
    double bandwidths[POINTS], out[POINTS] = {-7};
    cm_density_edge edge = {CM_EDGE_UNIFORM, window};
    const cm_density_varying varying = {bandwidths, &edge};
    cm_density_options options = CM_DENSITY_OPTIONS_INIT;
    cm_density_report report = {.max = -7};
    cm_grid grid = {0};

    for (size_t i = 0; i < POINTS; i++)
        bandwidths[i] = 100;
    options.bandwidth_m = 100;
    CHECK(cm_grid_init(&grid, &shape, NULL) == CM_OK);
    CHECK(cm_density_varying_edge_grid(&grid, &points, &varying, &options, &report) ==
          CM_ERR_DOMAIN);
    CHECK(strstr(cm_error_text(), "diggle goes with that") != NULL);
    edge.rule = CM_EDGE_DIGGLE;
    edge.window = away;
    CHECK(cm_density_varying_edge_grid(&grid, &points, &varying, &options, &report) ==
          CM_ERR_DOMAIN);
    CHECK(strstr(cm_error_text(), "none of the 200 points") != NULL);
    edge.window = window;
    bandwidths[17] = NAN;
    CHECK(cm_density_varying_edge_at(out, &points, &points, &varying, &options) == CM_ERR_DOMAIN);
    CHECK(strstr(cm_error_text(), "point 18") != NULL && report.max == -7 && out[0] == -7);
    cm_grid_clear(&grid);
    cm_points_clear(&points);
    cm_window_destroy(away);
    cm_window_destroy(window);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(is_the_sum_by_definition), RUN(keeps_the_mass_with_diggles_rule),
          RUN(is_the_common_density_where_all_are_equal), RUN(refuses_what_has_no_definition))
