/* torture_density.c - every allocation of a density fails once, and for ever: nothing leaks,
 * nothing changes. */
#include "tests/window_fixture.h"
#include <clustermap/density_relative.h>
#include <clustermap/density_varying.h>
#include <clustermap/density_varying_edge.h>

typedef cm_status (*road)(const cm_points *points);

/* Everything that a grid has is there before and, on failure, still there after it. */
static cm_status make_grid(const cm_points *points)
{
    const cm_grid_shape shape = {0, 300, 10, 30, 30};
    cm_density_options options = CM_DENSITY_OPTIONS_INIT;
    cm_density_report report = {.max = -7};
    cm_grid grid = {0};
    cm_status status = cm_grid_init(&grid, &shape, "EPSG:6680");

    options.bandwidth_m = 100;
    options.per_area_m2 = 3;
    options.threads = 2;
    if (!status)
        status = cm_grid_set_tag(&grid, "author", "nobody");
    if (!status) {
        grid.values[7] = 42;
        status = cm_density_grid(&grid, points, &options, &report);
        CHECK(status == CM_OK ||
              (grid.values[7] == 42 && grid.tag_count == 1 && !grid.unit && report.max == -7));
        CHECK(strcmp(cm_grid_get_tag(&grid, "author"), "nobody") == 0);
    }
    cm_grid_clear(&grid);
    return status;
}

static cm_status take_rows(void *context, const float *rows, size_t count)
{
    *(double *)context += (double)count * (double)rows[0];
    return CM_OK;
}

/* The same in strips. */
static cm_status make_strips(const cm_points *points)
{
    const cm_grid_shape shape = {0, 300, 10, 30, 30};
    cm_density_options options = CM_DENSITY_OPTIONS_INIT;
    double sum = 0;
    const cm_density_sink sink = {take_rows, &sum};
    cm_grid grid = {0};
    cm_status status = cm_grid_init_bare(&grid, &shape, "EPSG:6680");

    options.bandwidth_m = 100;
    options.threads = 2;
    if (!status)
        status = cm_density_strips(&grid, points, &options, &sink, NULL);
    CHECK(!status || !grid.unit);
    cm_grid_clear(&grid);
    return status;
}

static cm_status evaluate(const cm_points *points)
{
    cm_density_options options = CM_DENSITY_OPTIONS_INIT;
    double out[40] = {-7};

    options.bandwidth_m = 100;
    const cm_status status = cm_density_at(out, points, points, &options);
    CHECK((status == CM_OK) == (out[0] != -7));
    return status;
}

static cm_status select_bandwidth(const cm_points *points)
{
    double out = -7;
    const cm_status status = cm_bandwidth_select(&out, points, CM_BANDWIDTH_LSCV, NULL, NULL);

    CHECK((status == CM_OK) == (out != -7));
    return status;
}

/* A window that needs memory itself is made before. */
static cm_status make_grid_in_window(const cm_points *points)
{
    const cm_grid_shape shape = {0, 300, 10, 30, 30};
    cm_density_options options = CM_DENSITY_OPTIONS_INIT;
    cm_density_relative relative = CM_DENSITY_RELATIVE_INIT;
    cm_features polygons = {.geometry = CM_GEOMETRY_NONE};
    cm_window *window = NULL;
    const double x[] = {0, 200, 200, 0}, y[] = {0, 0, 300, 300};
    cm_grid grid = {0};
    cm_status status = cm_features_init(&polygons, CM_GEOMETRY_POLYGON, NULL);

    options.bandwidth_m = 100;
    options.threads = 2;
    if (!status)
        status = cm_features_add_row(&polygons);
    if (!status)
        status = cm_features_add_part(&polygons, x, y, 4, false);
    if (!status)
        status = cm_window_create(&window, &polygons);
    if (!status)
        status = cm_grid_init(&grid, &shape, NULL);
    if (!status) {
        const cm_density_edge edge = {CM_EDGE_DIGGLE, window};
        relative.to = points;
        relative.edge = &edge;
        grid.values[7] = 42;
        status = cm_density_relative_grid(&grid, points, &options, &relative, NULL);
        CHECK(status == CM_OK || (grid.values[7] == 42 && !grid.has_nodata && !grid.unit));
    }
    cm_grid_clear(&grid);
    cm_window_destroy(window);
    cm_features_clear(&polygons);
    return status;
}

/* Each point with a bandwidth of its own, and in two groups. */
static cm_status make_varying_grid(const cm_points *points)
{
    const cm_grid_shape shape = {0, 300, 10, 30, 30};
    cm_density_options options = CM_DENSITY_OPTIONS_INIT;
    double bandwidths[80];
    cm_grid grid = {0};
    cm_status status = cm_grid_init(&grid, &shape, NULL);

    options.bandwidth_m = 100;
    options.threads = 2;
    if (!status)
        status = cm_bandwidth_adapt(bandwidths, points, &options);
    if (!status)
        status = cm_density_varying_grid(&grid, points, bandwidths, &options, NULL);
    for (size_t i = 0; i < points->count && !status; i++)
        bandwidths[i] = i % 2 ? 50 : 60;
    if (!status)
        status = cm_density_varying_grid(&grid, points, bandwidths, &options, NULL);
    cm_grid_clear(&grid);
    return status;
}

/* The uniform rule of a gaussian, which has a lattice; and Diggle's, of bandwidths that vary. */
static cm_status make_edged_grids(const cm_points *points)
{
    const cm_grid_shape shape = {0, 300, 10, 30, 30};
    cm_density_options options = CM_DENSITY_OPTIONS_INIT;
    cm_features polygons = {.geometry = CM_GEOMETRY_NONE};
    const double x[] = {0, 200, 200, 0}, y[] = {0, 0, 300, 300};
    cm_window *window = NULL;
    double bandwidths[80];
    cm_grid grid = {0};
    cm_status status = cm_features_init(&polygons, CM_GEOMETRY_POLYGON, NULL);

    options.bandwidth_m = 100;
    options.kernel = CM_KERNEL_GAUSSIAN;
    options.threads = 2;
    for (size_t i = 0; i < points->count; i++)
        bandwidths[i] = i % 2 ? 50 : 60;
    if (!status)
        status = cm_features_add_row(&polygons);
    if (!status)
        status = cm_features_add_part(&polygons, x, y, 4, false);
    if (!status)
        status = cm_window_create(&window, &polygons);
    if (!status)
        status = cm_grid_init(&grid, &shape, NULL);
    if (!status) {
        const cm_density_edge uniform = {CM_EDGE_UNIFORM, window};
        status = cm_density_edge_grid(&grid, points, &options, &uniform, NULL);
    }
    if (!status) {
        const cm_density_edge diggle = {CM_EDGE_DIGGLE, window};
        const cm_density_varying varying = {bandwidths, &diggle};
        status = cm_density_varying_edge_grid(&grid, points, &varying, &options, NULL);
    }
    cm_grid_clear(&grid);
    cm_window_destroy(window);
    cm_features_clear(&polygons);
    return status;
}

/* budget: how many allocations it takes when all goes well */
static void torture(road take, const cm_points *points, size_t budget)
{
    const size_t before = cm__memory_live();

    cm__memory_fail_at(0, false);
    CHECK(take(points) == CM_OK);
    const size_t count = cm__memory_fail_at(0, false);
    CHECK(count <= budget);
    for (size_t nth = 1; nth <= count; nth++)
        for (int for_ever = 0; for_ever <= 1; for_ever++) {
            cm__memory_fail_at(nth, for_ever);
            CHECK(take(points) == CM_ERR_NOMEM);
            CHECK(cm__memory_live() == before);
        }
    cm__memory_fail_at(0, false);
}

TEST(survives_every_failed_allocation)
{
    const cm_box box = {0, 0, 300, 300};
    cm_points points = points_scatter(40, &box, true, 1);

    torture(make_grid, &points, 30);
    torture(make_strips, &points, 32);
    torture(evaluate, &points, 13);
    torture(select_bandwidth, &points, 17);
    cm_points_clear(&points);
    points = points_scatter(80, &box, false, 1);
    torture(make_grid_in_window, &points, 150);
    torture(make_varying_grid, &points, 150);
    torture(make_edged_grids, &points, 150);
    cm_points_clear(&points);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(survives_every_failed_allocation))
