/* test_density_mask.c - tests layers/density_mask.c. */
#include "layers/density_mask.h"
#include "layers/density_mass.h"
#include "tests/window_fixture.h"

static cm_grid grid_of_ones(const cm_grid_shape *shape)
{
    cm_grid grid = {0};

    CHECK(cm_grid_init(&grid, shape, NULL) == CM_OK);
    for (size_t i = 0; i < shape->columns * shape->rows; i++)
        grid.values[i] = 1;
    return grid;
}

static cm_window *make_islands(void)
{
    cm_features polygons = polygons_make();

    polygons_add_star(&polygons, (cm_point){1300, 900}, 700, 400, 4);
    polygons_add_star(&polygons, (cm_point){2600, 1500}, 400, 9, 5);
    polygons_add_box(&polygons, 0, 1800, 500, 1805, false);
    return window_make(&polygons);
}

/* What is said for a block at once is what is so for each of its cells. */
TEST(is_the_same_as_cell_by_cell)
{
    const cm_grid_shape shape = {-100, 2100, 17, 190, 130};
    cm_window *const window = make_islands();

    for (int i = 0; i < 3 * CM_KERNEL_COUNT; i++) {
        cm_density_options options = CM_DENSITY_OPTIONS_INIT;
        const cm_density_edge edge = {i % 3 ? CM_EDGE_UNIFORM : CM_EDGE_NONE, window};
        cm_grid grid = grid_of_ones(&shape);
        cm__mask_result result = {0};
        size_t cells = 0;
        options.kernel = (cm_kernel)(i / 3);
        options.bandwidth_m = i % 3 == 2 ? 5 : 150;
        test_now = cm_kernel_name(options.kernel);
        CHECK(cm__mask_apply(&result, &grid, &options, &edge) == CM_OK);
        CHECK(grid.has_nodata && grid.nodata < 0);
        for (size_t k = 0; k < shape.columns * shape.rows; k++) {
            const cm_point at = cm_grid_get_centre(&shape, k % shape.columns, k / shape.columns);
            if (!cm_window_holds(window, at)) {
                CHECK(grid.values[k] == grid.nodata);
                continue;
            }
            const double mass = cm__mass_get(window, options.kernel, options.bandwidth_m, at);
            CHECK(grid.values[k] == (i % 3 ? (float)(1 / fmin(mass, 1)) : 1));
            CHECK(result.mass_min <= mass + 1e-15 || i % 3 == 0);
            cells++;
        }
        CHECK(result.cells == cells && cells > 2000 && result.max >= 1);
        CHECK_NEAR(result.sum, cm_grid_get_statistics(&grid).sum, 1e-9 * result.sum);
        cm_grid_clear(&grid);
    }
    cm_window_destroy(window);
}

TEST(gives_the_same_for_any_number_of_threads)
{
    const cm_grid_shape shape = {-100, 2100, 11, 290, 210};
    cm_window *const window = make_islands();
    const cm_density_edge edge = {CM_EDGE_UNIFORM, window};
    cm_density_options options = CM_DENSITY_OPTIONS_INIT;
    cm__mask_result want = {0}, got = {0};

    options.kernel = CM_KERNEL_GAUSSIAN;
    options.bandwidth_m = 60;
    options.threads = 1;
    cm_grid first = grid_of_ones(&shape);
    CHECK(cm__mask_apply(&want, &first, &options, &edge) == CM_OK);
    for (options.threads = 2; options.threads < 5; options.threads++) {
        cm_grid grid = grid_of_ones(&shape);
        CHECK(cm__mask_apply(&got, &grid, &options, &edge) == CM_OK);
        CHECK(got.cells == want.cells && got.sum == want.sum && got.mass_min == want.mass_min);
        CHECK(memcmp(grid.values, first.values, 290 * 210 * sizeof *grid.values) == 0);
        cm_grid_clear(&grid);
    }
    cm_grid_clear(&first);
    cm_window_destroy(window);
}

TEST(refuses_polygons_that_lie_over_each_other)
{
    const cm_grid_shape shape = {0, 100, 1, 100, 100};
    cm_features polygons = polygons_make();
    cm_density_options options = CM_DENSITY_OPTIONS_INIT;
    cm__mask_result result = {0};
    cm_grid grid = grid_of_ones(&shape);

    polygons_add_box(&polygons, 10, 10, 50, 50, false);
    polygons_add_box(&polygons, 40, 40, 70, 70, false);
    cm_window *const window = window_make(&polygons);
    const cm_density_edge edge = {CM_EDGE_UNIFORM, window};
    options.bandwidth_m = 3;
    CHECK(cm__mask_apply(&result, &grid, &options, &edge) == CM_ERR_FORMAT);
    CHECK(strstr(cm_error_text(), "over each other") != NULL);
    cm_grid_clear(&grid);
    cm_window_destroy(window);
}

static bool stop(void *context, double share)
{
    ++*(int *)context;
    return share < 0;
}

TEST(stops_when_told_to)
{
    const cm_grid_shape shape = {0, 100, 1, 100, 100};
    cm_window *const window = window_box(10, 10, 50, 50);
    const cm_density_edge edge = {CM_EDGE_UNIFORM, window};
    cm_density_options options = CM_DENSITY_OPTIONS_INIT;
    cm__mask_result result = {0};
    cm_grid grid = grid_of_ones(&shape);
    int steps = 0;

    options.bandwidth_m = 3;
    options.progress = (cm_progress){stop, &steps};
    CHECK(cm__mask_apply(&result, &grid, &options, &edge) == CM_ERR_STOPPED && steps == 1);
    CHECK(result.cells == 0 && !grid.has_nodata);
    cm_grid_clear(&grid);
    cm_window_destroy(window);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(is_the_same_as_cell_by_cell), RUN(gives_the_same_for_any_number_of_threads),
          RUN(refuses_polygons_that_lie_over_each_other), RUN(stops_when_told_to))
