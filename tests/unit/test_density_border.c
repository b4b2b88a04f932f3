/* test_density_border.c - tests layers/density_border.c. */
#include "layers/density_border.h"
#include "layers/density_mass.h"
#include "tests/window_fixture.h"

/* Against the integral along the borders in reach of each cell. */
static void check_cells(const cm_window *window, const cm_grid_shape *shape, double sd)
{
    const size_t rows = shape->rows / 2;

    for (size_t row = 0; row < shape->rows; row += rows) {
        const cm__border ask = {.shape = shape, .row = row, .rows = rows, .sd_m = sd};
        cm__border border = {.rows = 0};
        CHECK(cm__border_create(&border, window, 1 + (int)(row % 3), &ask) == CM_OK);
        for (size_t i = 0; i < rows * shape->columns; i += 1 + i % 7) {
            const size_t at_row = row + i / shape->columns, column = i % shape->columns;
            const double want = cm__mass_get(window, CM_KERNEL_GAUSSIAN, sd,
                                             cm_grid_get_centre(shape, column, at_row));
            CHECK_NEAR(cm__border_get(&border, column, at_row), want, 2e-11);
        }
        cm__border_clear(&border);
    }
}

TEST(is_the_mass_in_the_window)
{
    const cm_grid_shape shape = {1e5 - 200, 2e5 + 1900, 25, 96, 80};
    cm_features polygons = polygons_make();

    polygons_add_star(&polygons, (cm_point){1e5 + 900, 2e5 + 900}, 800, 900, 7);
    polygons_add_box(&polygons, 1e5 + 880, 2e5 + 880, 1e5 + 920, 2e5 + 950, true);
    polygons_add_star(&polygons, (cm_point){1e5 + 2600, 2e5 + 900}, 700, 40, 3); /* over the edge */
    polygons_add_star(&polygons, (cm_point){1e5 - 1000, 2e5 + 700}, 700, 50, 4);
    cm_window *const window = window_make(&polygons);
    for (double sd = 13; sd < 4000; sd *= 2.3)
        check_cells(window, &shape, sd);
    cm_window_destroy(window);
    CHECK(cm__memory_live() == 0);
}

/* Edges that run far past the grid on all sides, and one that cuts it. */
TEST(is_the_mass_in_windows_larger_than_the_grid)
{
    const cm_grid_shape shape = {0, 1000, 20, 50, 50};
    cm_window *windows[] = {window_box(-1e7, -1e7, 500, 1e7), window_box(-1e7, 300, 1e7, 1e7),
                            window_box(-1e7, -1e7, 1e7, 1e7), window_box(-50, -60, 1e6, 5e5)};

    for (size_t i = 0; i < 4; i++) {
        for (double sd = 12; sd < 400; sd *= 3)
            check_cells(windows[i], &shape, sd);
        cm_window_destroy(windows[i]);
    }
}

TEST(agrees_with_the_closed_form_of_a_rectangle)
{
    const cm_grid_shape shape = {0, 1000, 20, 50, 50};
    const cm__border ask = {.shape = &shape, .row = 0, .rows = 50, .sd_m = 90};
    cm_window *const window = window_box(100, 250, 700, 810);
    cm__border border = {.rows = 0};
    const double unit = 90 * sqrt(2);

    CHECK(cm__border_create(&border, window, 2, &ask) == CM_OK);
    for (size_t i = 0; i < 2500; i++) {
        const cm_point at = cm_grid_get_centre(&shape, i % 50, i / 50);
        const double x = erf((700 - at.x) / unit) - erf((100 - at.x) / unit);
        const double y = erf((810 - at.y) / unit) - erf((250 - at.y) / unit);
        CHECK_NEAR(cm__border_get(&border, i % 50, i / 50), x * y / 4, 1e-11);
    }
    cm__border_clear(&border);
    cm_window_destroy(window);
}

TEST(says_where_a_lattice_is_worth_it)
{
    const cm_grid_shape shape = {0, 1000, 20, 1000, 1000}, wide = {0, 1000, 20, 2000000, 10};

    CHECK(cm__border_rows(&shape, 9) == 0);
    CHECK(cm__border_rows(&shape, 400) >= 1000);
    CHECK(cm__border_rows(&shape, 11) < 1000 && cm__border_rows(&shape, 11) >= CM__BORDER_ROWS);
    CHECK(cm__border_rows(&shape, 11) % CM__BORDER_ROWS == 0);
    CHECK(cm__border_rows(&wide, 11) == 0);
}

TEST_MAIN(RUN(is_the_mass_in_the_window), RUN(is_the_mass_in_windows_larger_than_the_grid),
          RUN(agrees_with_the_closed_form_of_a_rectangle), RUN(says_where_a_lattice_is_worth_it))
