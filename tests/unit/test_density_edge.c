/* test_density_edge.c - tests layers/density_edge.c. */
#include "tests/window_fixture.h"
#include <clustermap/density_edge.h>

TEST(has_a_name_for_each_rule)
{
    static const char *const names[] = {"none", "uniform", "diggle"};

    for (int i = 0; i < CM_EDGE_RULE_COUNT; i++) {
        CHECK(strcmp(cm_edge_rule_name((cm_edge_rule)i), names[i]) == 0);
        CHECK(cm_edge_rule_find(names[i]) == (cm_edge_rule)i);
    }
    CHECK(cm_edge_rule_find("window") == CM_EDGE_RULE_COUNT);
}

/* Diggle's rule counts every member whole, however near the border; the others lose some. */
TEST(keeps_the_mass_with_diggles_rule)
{
    const cm_box box = {1000, 1000, 3000, 2500};
    const cm_grid_shape shape = {1000, 2500, 5, 400, 300};
    cm_window *const window = window_box(1000, 1000, 3000, 2500);
    cm_points points = points_scatter(300, &box, true, 6);
    double weight = 0;

    for (size_t i = 0; i < points.count; i++)
        weight += points.weight[i];
    for (int i = 0; i < CM_KERNEL_COUNT; i++) {
        cm_density_options options = CM_DENSITY_OPTIONS_INIT;
        cm_density_edge edge = {CM_EDGE_DIGGLE, window};
        cm_density_report report, none;
        cm_grid grid = {0};
        options.kernel = (cm_kernel)i;
        options.bandwidth_m = i == CM_KERNEL_GAUSSIAN ? 150 : 500;
        test_now = cm_kernel_name(options.kernel);
        CHECK(cm_grid_init(&grid, &shape, NULL) == CM_OK);
        CHECK(cm_density_edge_grid(&grid, &points, &options, &edge, &report) == CM_OK);
        CHECK_NEAR(report.integral, weight, (i == CM_KERNEL_UNIFORM ? 2e-3 : 1e-4) * weight);
        CHECK_NEAR(report.weight, weight, 1e-12 * weight);
        CHECK(report.points == 300 && strcmp(cm_grid_get_tag(&grid, "edge"), "diggle") == 0);
        edge.rule = CM_EDGE_NONE;
        CHECK(cm_density_edge_grid(&grid, &points, &options, &edge, &none) == CM_OK);
        CHECK(none.integral < 0.99 * weight);
        cm_grid_clear(&grid);
    }
    cm_points_clear(&points);
    cm_window_destroy(window);
}

TEST(agrees_with_itself_at_the_centres)
{
    const cm_box box = {0, 0, 2000, 2000};
    const cm_grid_shape shape = {-50, 2050, 50, 42, 42};
    cm_features polygons = polygons_make();
    cm_points points = points_scatter(200, &box, true, 2), places = points_make(42 * 42, false);
    double got[42 * 42];

    polygons_add_star(&polygons, (cm_point){900, 900}, 1000, 50, 7);
    cm_window *const window = window_make(&polygons);
    for (size_t i = 0; i < places.count; i++) {
        const cm_point centre = cm_grid_get_centre(&shape, i % 42, i / 42);
        places.x[i] = centre.x;
        places.y[i] = centre.y;
    }
    for (int i = 0; i < CM_KERNEL_COUNT * CM_EDGE_RULE_COUNT; i++) {
        cm_density_options options = CM_DENSITY_OPTIONS_INIT;
        const cm_density_edge edge = {(cm_edge_rule)(i % CM_EDGE_RULE_COUNT), window};
        cm_density_report report;
        cm_grid grid = {0};
        options.kernel = (cm_kernel)(i / CM_EDGE_RULE_COUNT);
        options.bandwidth_m = 220;
        CHECK(cm_grid_init(&grid, &shape, "EPSG:6680") == CM_OK);
        CHECK(cm_density_edge_grid(&grid, &points, &options, &edge, &report) == CM_OK);
        CHECK(cm_density_edge_at(got, &places, &points, &options, &edge) == CM_OK);
        CHECK(report.points < 200 && report.error_bound < 1e-5);
        for (size_t k = 0; k < places.count; k++) {
            CHECK(isnan(got[k]) == (grid.values[k] == grid.nodata));
            if (!isnan(got[k]))
                CHECK_NEAR(grid.values[k], got[k], 1e-6 * got[k] + report.error_bound * report.max);
        }
        cm_grid_clear(&grid);
    }
    cm_points_clear(&places);
    cm_points_clear(&points);
    cm_window_destroy(window);
}

/* Window, points and places moved, and turned by 90 degrees. */
TEST(moves_and_turns_with_its_window)
{
    enum { N = 60 };
    static const double corners[][2] = {{0, 0}, {900, 100}, {700, 800}, {400, 350}, {50, 600}};
    cm_features polygons[3] = {polygons_make(), polygons_make(), polygons_make()};
    cm_window *windows[3];
    cm_points points[3], places[3];
    uint64_t state = 5;
    double x[5], y[5], want[N], got[N];

    for (int v = 0; v < 3; v++) {
        uint64_t seed = state;
        points[v] = points_make(N, false);
        places[v] = points_make(N, false);
        for (size_t i = 0; i < 2 * N + 5; i++) {
            const double a = i < 5 ? corners[i][0] : rint(7200 * random_share(&seed)) / 8;
            const double b = i < 5 ? corners[i][1] : rint(6400 * random_share(&seed)) / 8;
            double *const to_x = i < 5   ? &x[i]
                                 : i % 2 ? &points[v].x[(i - 5) / 2]
                                         : &places[v].x[(i - 5) / 2];
            double *const to_y = i < 5   ? &y[i]
                                 : i % 2 ? &points[v].y[(i - 5) / 2]
                                         : &places[v].y[(i - 5) / 2];
            *to_x = v == 0 ? a : v == 1 ? a + 54321.25 : -b;
            *to_y = v == 0 ? b : v == 1 ? b - 65432.75 : a;
        }
        CHECK(cm_features_add_row(&polygons[v]) == CM_OK);
        CHECK(cm_features_add_part(&polygons[v], x, y, 5, false) == CM_OK);
        windows[v] = window_make(&polygons[v]);
    }
    for (int i = 0; i < CM_KERNEL_COUNT * 2 * 3; i++) {
        const int v = i % 3;
        cm_density_options options = CM_DENSITY_OPTIONS_INIT;
        const cm_density_edge edge = {i / 3 % 2 ? CM_EDGE_UNIFORM : CM_EDGE_DIGGLE, windows[v]};
        options.kernel = (cm_kernel)(i / 6);
        options.bandwidth_m = i / 6 == CM_KERNEL_GAUSSIAN ? 60.5 : 180.5;
        CHECK(cm_density_edge_at(v ? got : want, &places[v], &points[v], &options, &edge) == CM_OK);
        for (size_t k = 0; k < N && v; k++)
            CHECK(isnan(want[k]) ? isnan(got[k]) : fabs(got[k] - want[k]) <= 1e-12 * want[k]);
    }
    for (int v = 0; v < 3; v++) {
        cm_window_destroy(windows[v]);
        cm_points_clear(&places[v]);
        cm_points_clear(&points[v]);
    }
}

TEST(refuses_a_window_without_points_or_cells)
{
    const cm_grid_shape shape = {0, 100, 10, 10, 10};
    cm_window *const far = window_box(1e6, 1e6, 1e6 + 10, 1e6 + 10);
    cm_window *const beside = window_box(200, 200, 300, 300);
    cm_density_options options = CM_DENSITY_OPTIONS_INIT;
    cm_density_edge edge = {CM_EDGE_UNIFORM, far};
    cm_points points = points_make(2, false), none = {0};
    cm_grid grid = {0};
    double out = -7;

    points.x[0] = points.y[0] = 5;
    points.x[1] = points.y[1] = 250;
    options.bandwidth_m = 30;
    CHECK(cm_grid_init(&grid, &shape, NULL) == CM_OK);
    CHECK(cm_density_edge_grid(&grid, &points, &options, &edge, NULL) == CM_ERR_DOMAIN);
    CHECK(strstr(cm_error_text(), "none of the 2 points") != NULL && !grid.has_nodata);
    edge.window = beside;
    CHECK(cm_density_edge_grid(&grid, &points, &options, &edge, NULL) == CM_ERR_DOMAIN);
    CHECK(strstr(cm_error_text(), "no cell") != NULL && !grid.has_nodata);
    CHECK(cm_density_edge_at(&out, &none, &points, &options, &edge) == CM_OK && out == -7);
    options.bandwidth_m = -1;
    CHECK(cm_density_edge_at(&out, &points, &points, &options, &edge) == CM_ERR_DOMAIN);
    CHECK(cm_edge_mass(&out, &points, beside, &options) == CM_ERR_DOMAIN && out == -7);
    cm_grid_clear(&grid);
    cm_points_clear(&points);
    cm_window_destroy(beside);
    cm_window_destroy(far);
    CHECK(cm__memory_live() == 0);
}

static void check_column(const char *file, const char *column, const cm_points *points,
                         const cm_density_edge *edge, double sd)
{
    cm_points places = points_make(GOLDEN_MAX, false);
    cm_density_options options = CM_DENSITY_OPTIONS_INIT;
    double want[GOLDEN_MAX], got[GOLDEN_MAX];

    test_now = column;
    options.kernel = CM_KERNEL_GAUSSIAN;
    options.bandwidth_m = sd;
    options.per_area_m2 = 1;
    places.count = golden_column(want, file, column);
    if (strstr(file, "grid16")) {
        CHECK(golden_column(places.x, file, "x") == places.count);
        CHECK(golden_column(places.y, file, "y") == places.count);
    } else {
        memcpy(places.x, points->x, points->count * sizeof *places.x);
        memcpy(places.y, points->y, points->count * sizeof *places.y);
    }
    CHECK(places.count > 0);
    CHECK(cm_density_edge_at(got, &places, points, &options, edge) == CM_OK);
    for (size_t i = 0; i < places.count; i++)
        CHECK_NEAR(got[i], want[i], 1e-9 * want[i] + 1e-12); /* sums end at 8.5 deviations */
    cm_points_clear(&places);
}

static void check_golden(const char *name, double sd)
{
    char points_file[64], window_file[64], at[64], grid[64];

    snprintf(points_file, sizeof points_file, "data_%s.csv", name);
    snprintf(window_file, sizeof window_file, "data_%s_window.csv", name);
    snprintf(at, sizeof at, "kde_%s_points.csv", name);
    snprintf(grid, sizeof grid, "kde_%s_grid16.csv", name);
    cm_window *const window = golden_window(window_file);
    cm_points points = golden_points(points_file);
    cm_density_edge edge = {CM_EDGE_NONE, window};
    double marks[GOLDEN_MAX];

    if (window) {
        check_column(grid, "gaussian_noedge", &points, &edge, sd);
        edge.rule = CM_EDGE_UNIFORM;
        check_column(at, "gaussian_edge_uniform", &points, &edge, sd);
        check_column(grid, "gaussian_edge_uniform", &points, &edge, sd);
        edge.rule = CM_EDGE_DIGGLE;
        check_column(at, "gaussian_edge_diggle", &points, &edge, sd);
        check_column(grid, "gaussian_edge_diggle", &points, &edge, sd);
    }
    if (window && strcmp(name, "longleaf") == 0) {
        CHECK(golden_column(marks, points_file, "mark") == points.count);
        points.weight = marks;
        check_column(at, "gaussian_weighted_edge_diggle", &points, &edge, sd);
        points.weight = NULL;
    }
    cm_points_clear(&points);
    cm_window_destroy(window);
}

/* Points and cells of the first; the second has points on its window's border. */
TEST(agrees_with_the_reference_figures)
{
    check_golden("redwood", 0.053);
    check_golden("longleaf", 10);
}

TEST_MAIN(RUN(has_a_name_for_each_rule), RUN(keeps_the_mass_with_diggles_rule),
          RUN(agrees_with_itself_at_the_centres), RUN(moves_and_turns_with_its_window),
          RUN(refuses_a_window_without_points_or_cells), RUN(agrees_with_the_reference_figures))
