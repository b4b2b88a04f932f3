/* test_between_difference.c - tests layers/between_difference.c. */
#include <clustermap/between.h>

#include "tests/test.h"

static cm_grid grid_make(size_t columns, const float *values)
{
    const cm_grid_shape shape = {0, 100, 50, columns, 1};
    cm_grid grid = {.values = NULL};

    CHECK(cm_grid_init(&grid, &shape, "EPSG:6680") == CM_OK);
    memcpy(grid.values, values, columns * sizeof *values);
    return grid;
}

TEST(subtracts_cell_by_cell)
{
    const float later[] = {3, 1, -9, 5}, earlier[] = {1, 4, 2, NAN};
    cm_grid a = grid_make(4, later), b = grid_make(4, earlier), out = {.values = NULL};

    a.has_nodata = true;
    a.nodata = -9;
    CHECK(cm_grid_set_title(&a, "density: 1999") == CM_OK &&
          cm_grid_set_unit(&a, "1/km2") == CM_OK);
    CHECK(cm_between_difference(&out, &a, &b) == CM_OK);
    CHECK(out.values[0] == 2 && out.values[1] == -3);
    CHECK(isnan(out.values[2]) && isnan(out.values[3]) && out.has_nodata && isnan(out.nodata));
    CHECK(strcmp(cm_grid_get_tag(&out, "later"), "density: 1999") == 0);
    CHECK(strcmp(cm_grid_get_tag(&out, "earlier"), "earlier") == 0);
    CHECK(strcmp(out.unit, "1/km2") == 0 && strcmp(out.crs, "EPSG:6680") == 0);
    cm_grid_clear(&out);
    CHECK(cm_between_difference(&out, &b, &b) == CM_OK && out.values[0] == 0);
    cm_grid_clear(&out);
    cm_grid_clear(&a);
    cm_grid_clear(&b);
}

TEST(refuses_other_shapes)
{
    const float values[] = {1, 2, 3};
    cm_grid a = grid_make(3, values), b = grid_make(2, values), out = {.values = NULL};

    CHECK(cm_between_difference(&out, &a, &b) == CM_ERR_DOMAIN && !out.values);
    b.shape.columns = 3;
    b.shape.x_min = 50;
    CHECK(cm_between_difference(&out, &a, &b) == CM_ERR_DOMAIN && !out.values);
    cm_grid_clear(&a);
    cm_grid_clear(&b);
}

TEST_MAIN(RUN(subtracts_cell_by_cell), RUN(refuses_other_shapes))
