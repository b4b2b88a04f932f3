/* test_density_relative.c - tests layers/density_relative.c. */
#include "tests/window_fixture.h"
#include <clustermap/density_relative.h>

TEST(has_a_name_for_each_kind)
{
    CHECK(strcmp(cm_relative_kind_name(CM_RELATIVE_LOG), "log") == 0);
    CHECK(cm_relative_kind_find("share") == CM_RELATIVE_SHARE);
    CHECK(cm_relative_kind_find("ratio") == CM_RELATIVE_KIND_COUNT);
}

/* A tenth of the same points everywhere: the log ratio is 0, the share a tenth to ten tenths. */
TEST(is_nought_where_both_are_spread_alike)
{
    const cm_box box = {0, 0, 1000, 1000};
    const cm_grid_shape shape = {-200, 1200, 20, 70, 70};
    cm_points points = points_scatter(100, &box, true, 3), all = points_scatter(100, &box, true, 3);
    cm_density_options options = CM_DENSITY_OPTIONS_INIT;
    cm_density_relative relative = CM_DENSITY_RELATIVE_INIT;
    cm_relative_report report;
    cm_grid grid = {0};

    for (size_t i = 0; i < all.count; i++)
        all.weight[i] *= 9;
    options.bandwidth_m = 150;
    relative.to = &all;
    CHECK(cm_grid_init(&grid, &shape, "EPSG:6680") == CM_OK);
    CHECK(cm_density_relative_grid(&grid, &points, &options, &relative, &report) == CM_OK);
    CHECK(fabs(report.min) < 1e-6 && fabs(report.max) < 1e-6 && report.cells > 2000);
    CHECK(report.cells + report.cells_below == 70 * 70 && report.cells_without_a == 0);
    CHECK(strcmp(grid.unit, "ln(ratio)") == 0 && grid.has_nodata);
    CHECK(strcmp(cm_grid_get_tag(&grid, "relative"), "log") == 0);
    CHECK(strcmp(cm_grid_get_tag(&grid, "points_to"), "100") == 0);
    CHECK(cm_grid_get_statistics(&grid).count == report.cells);
    relative.kind = CM_RELATIVE_SHARE;
    CHECK(cm_density_relative_grid(&grid, &points, &options, &relative, &report) == CM_OK);
    CHECK_NEAR(report.min, 0.1, 1e-6);
    CHECK_NEAR(report.max, 0.1, 1e-6);
    CHECK(strcmp(grid.unit, "share") == 0);
    cm_grid_clear(&grid);
    cm_points_clear(&all);
    cm_points_clear(&points);
}

/* One member at the west end of a street of firms. */
TEST(has_no_value_where_nothing_can_be_said)
{
    cm_points one = points_make(1, false), street = points_make(11, false);
    cm_points places = points_make(4, false);
    cm_density_options options = CM_DENSITY_OPTIONS_INIT;
    cm_density_relative relative = CM_DENSITY_RELATIVE_INIT;
    double got[4];

    one.x[0] = one.y[0] = 0;
    for (size_t i = 0; i < 11; i++) {
        street.x[i] = 100 * (double)i;
        street.y[i] = 0;
    }
    for (size_t i = 0; i < 4; i++) {
        places.x[i] = (double[]){0, 900, 500, 1149}[i];
        places.y[i] = (double[]){0, 0, 5000, 0}[i];
    }
    options.bandwidth_m = 150;
    relative.to = &street;
    CHECK(cm_density_relative_at(got, &places, &one, &options, &relative) == CM_OK);
    CHECK_NEAR(got[0], log(11 / (1 + pow(1 - 4.0 / 9, 2))), 1e-12);
    CHECK(isnan(got[1]) && isnan(got[2]) && isnan(got[3]));
    relative.kind = CM_RELATIVE_SHARE;
    CHECK(cm_density_relative_at(got, &places, &one, &options, &relative) == CM_OK);
    CHECK(got[0] > 0.4 && got[0] < 0.5 && got[1] == 0 && isnan(got[2]) && isnan(got[3]));
    relative.floor = 0; /* 1 m within the last firm's reach */
    CHECK(cm_density_relative_at(got, &places, &one, &options, &relative) == CM_OK);
    CHECK(isnan(got[2]) && got[3] == 0);
    relative.floor = 1e9;
    CHECK(cm_density_relative_at(got, &places, &one, &options, &relative) == CM_OK);
    CHECK(isnan(got[0]));
    cm_points_clear(&places);
    cm_points_clear(&street);
    cm_points_clear(&one);
}

TEST(refuses_what_cannot_be_compared)
{
    const cm_grid_shape shape = {0, 100, 10, 10, 10};
    cm_points points = points_make(1, false), weightless = points_make(1, true), none = {0};
    cm_density_options options = CM_DENSITY_OPTIONS_INIT;
    cm_density_relative relative = CM_DENSITY_RELATIVE_INIT;
    cm_grid grid = {0};

    points.x[0] = points.y[0] = weightless.x[0] = weightless.y[0] = 50;
    weightless.weight[0] = 0;
    options.bandwidth_m = 30;
    CHECK(cm_grid_init(&grid, &shape, NULL) == CM_OK);
    relative.to = &none;
    CHECK(cm_density_relative_grid(&grid, &points, &options, &relative, NULL) == CM_ERR_DOMAIN);
    relative.to = &weightless;
    CHECK(cm_density_relative_grid(&grid, &points, &options, &relative, NULL) == CM_ERR_DOMAIN);
    CHECK(strstr(cm_error_text(), "compared with has no weight") != NULL);
    relative.to = &points;
    CHECK(cm_density_relative_grid(&grid, &none, &options, &relative, NULL) == CM_ERR_DOMAIN);
    relative.floor = 1e12;
    CHECK(cm_density_relative_grid(&grid, &points, &options, &relative, NULL) == CM_ERR_DOMAIN);
    CHECK(strstr(cm_error_text(), "no cell") != NULL && !grid.has_nodata && !grid.unit);
    cm_grid_clear(&grid);
    cm_points_clear(&weightless);
    cm_points_clear(&points);
    CHECK(cm__memory_live() == 0);
}

/* The first 58 are the cases, the others the controls; both in one window, whose factors cancel. */
TEST(agrees_with_the_reference_figures)
{
    cm_window *const window = golden_window("data_chorley_window.csv");
    double x[2000], y[2000], want[GOLDEN_MAX], share[GOLDEN_MAX], got[GOLDEN_MAX];
    cm_points cases = {.x = x, .y = y}, controls = {.x = NULL};
    cm_points places = points_make(GOLDEN_MAX, false);
    cm_density_options options = CM_DENSITY_OPTIONS_INIT;
    cm_density_relative relative = CM_DENSITY_RELATIVE_INIT;
    const cm_density_edge edge = {CM_EDGE_UNIFORM, window};
    char line[256];
    FILE *const file = window ? golden_open("data_chorley.csv") : NULL;

    for (size_t i = 0; file && fgets(line, sizeof line, file) && i <= 2000; i++) {
        if (i > 0 && sscanf(line, "%*u,%lf,%lf", &x[i - 1], &y[i - 1]) == 2) {
            cases.count += strstr(line, "larynx") != NULL;
            controls.count += strstr(line, "lung") != NULL;
        }
    }
    if (file) {
        fclose(file);
        CHECK(cases.count == 58 && controls.count == 978);
        controls.x = x + 58;
        controls.y = y + 58;
        options.kernel = CM_KERNEL_GAUSSIAN;
        options.bandwidth_m = 1.5;
        relative.to = &controls;
        relative.floor = 0;
        relative.edge = &edge;
        places.count = golden_column(places.x, "relrisk_chorley.csv", "x");
        CHECK(golden_column(places.y, "relrisk_chorley.csv", "y") == places.count);
        CHECK(golden_column(want, "relrisk_chorley.csv", "log_rr_kelsall_diggle") > 100);
        CHECK(golden_column(share, "relrisk_chorley.csv", "prob_case") == places.count);
        CHECK(cm_density_relative_at(got, &places, &cases, &options, &relative) == CM_OK);
        for (size_t i = 0; i < places.count; i++)
            CHECK_NEAR(got[i], want[i], 1e-9 * fmax(1, fabs(want[i])));
        const cm_points *const sets[] = {&cases, &controls};
        static const char *const columns[] = {"lambda_case", "lambda_control"};
        options.per_area_m2 = 1;
        for (int k = 0; k < 2; k++) {
            CHECK(golden_column(want, "relrisk_chorley.csv", columns[k]) == places.count);
            CHECK(cm_density_edge_at(got, &places, sets[k], &options, &edge) == CM_OK);
            for (size_t i = 0; i < places.count; i++)
                CHECK_NEAR(got[i], want[i], 1e-9 * want[i]);
        }
        relative.kind = CM_RELATIVE_SHARE;
        CHECK(cm_density_relative_at(got, &places, &cases, &options, &relative) == CM_OK);
        for (size_t i = 0; i < places.count; i++)
            CHECK_NEAR(got[i], share[i], 1e-9 * share[i]);
    }
    cm_points_clear(&places);
    cm_window_destroy(window);
}

TEST_MAIN(RUN(has_a_name_for_each_kind), RUN(is_nought_where_both_are_spread_alike),
          RUN(has_no_value_where_nothing_can_be_said), RUN(refuses_what_cannot_be_compared),
          RUN(agrees_with_the_reference_figures))
