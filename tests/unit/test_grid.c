/* test_grid.c - tests geo/grid.c. */
#include "geo/base_memory.h"
#include "geo/grid_description.h"
#include "tests/test.h"
#include <clustermap/grid.h>
#include <stdint.h>

TEST(covers_a_box_with_whole_cells)
{
    static const struct {
        const char *why;
        cm_box box;
        double cell_m;
        cm_grid_shape want;
    } rows[] = {
        {"on the edges", {0, 0, 100, 50}, 10, {0, 50, 10, 10, 5}},
        {"to both sides", {-1, -1, 101, 51}, 10, {-10, 60, 10, 12, 7}},
        {"one place inside a cell", {5, 5, 5, 5}, 10, {0, 10, 10, 1, 1}},
        {"one place on a corner", {10, 20, 10, 20}, 10, {10, 30, 10, 1, 1}},
        {"far away", {1e9 - 5, -1e9, 1e9, -1e9 + 15}, 10, {999999990, -999999980, 10, 1, 2}},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_grid_shape got = {0};
        test_now = rows[i].why;
        CHECK(cm_grid_shape_cover(&got, &rows[i].box, rows[i].cell_m) == CM_OK);
        CHECK(got.x_min == rows[i].want.x_min && got.y_max == rows[i].want.y_max);
        CHECK(got.columns == rows[i].want.columns && got.rows == rows[i].want.rows);
        CHECK(got.cell_m == rows[i].cell_m);
    }
}

/* 0.1 is not a double: quotients of its multiples fall on both sides of the whole number. */
TEST(covers_what_rounding_would_cut_off)
{
    for (int i = -300; i < 300; i++) {
        const cm_box box = {i * 0.1, i * 0.1, i * 0.1 + 0.7, i * 0.1 + 0.7};
        cm_grid_shape shape = {0};
        CHECK(cm_grid_shape_cover(&shape, &box, 0.1) == CM_OK);
        CHECK(shape.x_min <= box.x_min && shape.y_max >= box.y_max);
        CHECK(shape.x_min + (double)shape.columns * 0.1 >= box.x_max - 1e-14);
        CHECK(shape.columns >= 7 && shape.columns <= 9 && shape.rows >= 7 && shape.rows <= 9);
    }
}

TEST(keeps_the_box_where_its_sides_are_whole_cells)
{
    static const struct {
        const char *why;
        cm_box box;
        size_t columns, rows;
    } rows[] = {
        {"whole", {3, 4, 103, 54}, 10, 5},
        {"whole but for rounding", {3, 4, 103 + 1e-6, 54 - 1e-6}, 10, 5},
        {"enlarged to the south and east", {3, 4, 103.1, 54.1}, 11, 6},
        {"no side at all", {3, 4, 3, 4}, 1, 1},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_grid_shape got = {0};
        test_now = rows[i].why;
        CHECK(cm_grid_shape_exact(&got, &rows[i].box, 10) == CM_OK);
        CHECK(got.x_min == 3 && got.y_max == rows[i].box.y_max && got.cell_m == 10);
        CHECK(got.columns == rows[i].columns && got.rows == rows[i].rows);
    }
}

TEST(refuses_a_shape_out_of_range)
{
    static const struct {
        const char *why;
        cm_box box;
        double cell_m;
        cm_status want;
    } rows[] = {
        {"no cell", {0, 0, 1, 1}, 0, CM_ERR_DOMAIN},
        {"negative cell", {0, 0, 1, 1}, -1, CM_ERR_DOMAIN},
        {"cell not a number", {0, 0, 1, 1}, NAN, CM_ERR_DOMAIN},
        {"cell under the low end", {0, 0, 1e-6, 1e-6}, 0.99e-6, CM_ERR_DOMAIN},
        {"low end", {0, 0, 1e-6, 1e-6}, 1e-6, CM_OK},
        {"high end", {0, 0, 1, 1}, 1e7, CM_OK},
        {"over the high end", {0, 0, 1, 1}, 1.01e7, CM_ERR_DOMAIN},
        {"west of east", {1, 0, 0, 1}, 1, CM_ERR_DOMAIN},
        {"south of north", {0, 1, 1, 0}, 1, CM_ERR_DOMAIN},
        {"the box of no places", {INFINITY, INFINITY, -INFINITY, -INFINITY}, 1, CM_ERR_DOMAIN},
        {"infinite", {0, 0, INFINITY, 1}, 1, CM_ERR_DOMAIN},
        {"not a number", {0, NAN, 1, 1}, 1, CM_ERR_DOMAIN},
        {"too far away", {1e9, 0, 1.1e9, 1}, 1, CM_ERR_DOMAIN},
        {"2e9 cells", {0, 0, 50000, 40000}, 1, CM_OK},
        {"one row more", {0, 0, 50000, 40001}, 1, CM_ERR_LIMIT},
        {"over any integer", {-1e9, -1e9, 1e9, 1e9}, 1e-6, CM_ERR_LIMIT},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_grid_shape shape = {.columns = 7};
        test_now = rows[i].why;
        CHECK(cm_grid_shape_cover(&shape, &rows[i].box, rows[i].cell_m) == rows[i].want);
        CHECK((shape.columns == 7) == (rows[i].want != CM_OK));
        shape.columns = 7;
        CHECK(cm_grid_shape_exact(&shape, &rows[i].box, rows[i].cell_m) == rows[i].want);
        CHECK((shape.columns == 7) == (rows[i].want != CM_OK));
    }
}

TEST(refuses_cells_over_the_limit_before_it_allocates)
{
    const cm_box box = {0, 0, 1e6, 1e6};
    cm_grid_shape shape = {0, 0, 1, 1000000, 1000000};
    cm_grid grid = {0};

    cm__memory_fail_at(0, false);
    CHECK(cm_grid_init(&grid, &shape, NULL) == CM_ERR_LIMIT);
    CHECK(strstr(cm_error_text(), "1000000 x 1000000 = 1000000000000 cells") != NULL);
    shape.columns = SIZE_MAX;
    shape.rows = SIZE_MAX;
    CHECK(cm_grid_init(&grid, &shape, NULL) == CM_ERR_LIMIT);
    shape.columns = 0;
    CHECK(cm_grid_init(&grid, &shape, NULL) == CM_ERR_DOMAIN);
    shape = (cm_grid_shape){NAN, 0, 1, 1, 1};
    CHECK(cm_grid_init(&grid, &shape, NULL) == CM_ERR_DOMAIN);
    shape = (cm_grid_shape){0, 0, 0, 1, 1};
    CHECK(cm_grid_init(&grid, &shape, NULL) == CM_ERR_DOMAIN);
    CHECK(cm__memory_fail_at(0, false) == 0 && !grid.values);
    CHECK(cm_grid_shape_cover(&shape, &box, 1) == CM_ERR_LIMIT);
    CHECK(strstr(cm_error_text(), "1000000000000") != NULL);
}

TEST(starts_at_zero_and_knows_its_centres)
{
    const cm_grid_shape shape = {100, 200, 10, 3, 2};
    const cm_point first = cm_grid_get_centre(&shape, 0, 0);
    const cm_point last = cm_grid_get_centre(&shape, 2, 1);
    cm_grid grid = {0};

    CHECK(cm_grid_init(&grid, &shape, "EPSG:6680") == CM_OK);
    for (size_t i = 0; i < 6; i++)
        CHECK(grid.values[i] == 0);
    CHECK(strcmp(grid.crs, "EPSG:6680") == 0 && !grid.has_nodata && !grid.title);
    CHECK(first.x == 105 && first.y == 195 && last.x == 125 && last.y == 185);
    cm_grid_clear(&grid);
    CHECK(!grid.values && cm__memory_live() == 0);
    cm_grid_clear(NULL);
}

static bool is(const char *got, const char *want)
{
    return got && strcmp(got, want) == 0;
}

static cm_grid described(void)
{
    const cm_grid_shape shape = {0, 0, 1, 2, 2};
    cm_grid grid = {0};

    CHECK(cm_grid_init(&grid, &shape, NULL) == CM_OK);
    grid.has_nodata = true;
    grid.nodata = -1;
    CHECK(cm_grid_set_title(&grid, "members") == CM_OK);
    CHECK(cm_grid_set_title(&grid, "density") == CM_OK);
    CHECK(cm_grid_set_unit(&grid, "1/km2") == CM_OK);
    CHECK(cm_grid_set_source(&grid, "survey") == CM_OK);
    CHECK(cm_grid_set_source(&grid, NULL) == CM_OK);
    CHECK(cm_grid_set_tag(&grid, "KERNEL", "uniform") == CM_OK);
    CHECK(cm_grid_set_tag(&grid, "POINTS", "3") == CM_OK);
    CHECK(cm_grid_set_tag(&grid, "KERNEL", "quartic") == CM_OK);
    return grid;
}

TEST(keeps_descriptions)
{
    cm_grid grid = described(), copy = {0};

    CHECK(!grid.crs && !grid.source && is(grid.title, "density") && is(grid.unit, "1/km2"));
    CHECK(grid.tag_count == 2 && is(cm_grid_get_tag(&grid, "KERNEL"), "quartic"));
    CHECK(is(cm_grid_get_tag(&grid, "POINTS"), "3") && !cm_grid_get_tag(&grid, "kernel"));
    CHECK(cm__grid_copy_description(&copy, &grid) == CM_OK);
    cm_grid_clear(&grid);
    CHECK(!copy.values && copy.shape.columns == 2 && copy.has_nodata && copy.nodata == -1);
    CHECK(!copy.crs && !copy.source && is(copy.title, "density") && is(copy.unit, "1/km2"));
    CHECK(copy.tag_count == 2 && is(cm_grid_get_tag(&copy, "KERNEL"), "quartic"));
    cm_grid_clear(&copy);
    CHECK(cm__memory_live() == 0);
}

TEST(survives_every_failed_allocation)
{
    cm_grid grid = described(), copy = {0};

    for (size_t nth = 1; nth <= 3; nth++) {
        cm__memory_fail_at(nth, true);
        CHECK(cm__grid_copy_description(&copy, &grid) == CM_ERR_NOMEM && !copy.text);
        CHECK(cm_grid_init(&copy, &grid.shape, "EPSG:6680") == CM_ERR_NOMEM && !copy.values);
    }
    cm__memory_fail_at(1, true);
    CHECK(cm_grid_set_tag(&grid, "UNITS", "m") == CM_ERR_NOMEM && grid.tag_count == 2);
    cm__memory_fail_at(0, false);
    cm_grid_clear(&grid);
    CHECK(cm__memory_live() == 0);
}

TEST(is_bare_where_values_are_not_wanted)
{
    const cm_grid_shape shape = {0, 0, 1, 40000, 50000}, over = {0, 0, 1, 40001, 50000};
    cm_grid grid = {0};

    CHECK(cm_grid_init_bare(&grid, &shape, "EPSG:6680") == CM_OK && !grid.values);
    CHECK(grid.shape.rows == 50000 && strcmp(grid.crs, "EPSG:6680") == 0);
    cm_grid_clear(&grid);
    CHECK(cm_grid_init_bare(&grid, &over, NULL) == CM_ERR_LIMIT && !grid.crs);
    CHECK(strstr(cm_error_text(), "= 2000050000 cells is over 2000000000") != NULL);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(is_bare_where_values_are_not_wanted), RUN(covers_a_box_with_whole_cells),
          RUN(covers_what_rounding_would_cut_off),
          RUN(keeps_the_box_where_its_sides_are_whole_cells), RUN(refuses_a_shape_out_of_range),
          RUN(refuses_cells_over_the_limit_before_it_allocates),
          RUN(starts_at_zero_and_knows_its_centres), RUN(keeps_descriptions),
          RUN(survives_every_failed_allocation))
