/* test_cells.c - tests layers/cells.c. */
#include <clustermap/cells.h>

#include "tests/test.h"

/* A grid of cells of 10 m from a picture: digits are values, a dot is nodata, a blank NaN. */
static cm_grid draw(const char *const *rows, size_t count)
{
    const cm_grid_shape shape = {1000, 2000, 10, strlen(rows[0]), count};
    cm_grid grid = {.values = NULL};

    CHECK(cm_grid_init(&grid, &shape, "EPSG:6680") == CM_OK);
    grid.has_nodata = true;
    grid.nodata = -9999;
    for (size_t row = 0; row < count; row++)
        for (size_t i = 0; i < shape.columns; i++) {
            const char mark = rows[row][i];
            grid.values[row * shape.columns + i] = mark == '.'   ? -9999.0f
                                                   : mark == ' ' ? NAN
                                                                 : (float)(mark - '0');
        }
    return grid;
}

/* Whether a place is in a row's areas, by the number of sides east of it. */
static bool is_inside(const cm_features *areas, size_t row, double x, double y)
{
    bool inside = false;

    for (size_t p = areas->first_part[row]; p < areas->first_part[row + 1]; p++)
        for (size_t i = areas->first_vertex[p]; i + 1 < areas->first_vertex[p + 1]; i++)
            if ((areas->y[i] > y) != (areas->y[i + 1] > y) && areas->x[i] > x)
                inside = !inside;
    return inside;
}

/* Every cell's middle lies in its value's row and in no other. */
static void check_cells(const cm_features *areas, const cm_grid *grid)
{
    const size_t columns = grid->shape.columns;

    for (size_t i = 0; i < columns * grid->shape.rows; i++) {
        const cm_point at = cm_grid_get_centre(&grid->shape, i % columns, i / columns);
        for (size_t row = 0; row < areas->table.row_count; row++)
            CHECK(is_inside(areas, row, at.x, at.y) ==
                  (areas->table.columns[0].reals[row] == (double)grid->values[i]));
    }
}

TEST(dissolves_cells_of_one_value_with_their_holes)
{
    static const char *const rows[] = {"1111.", "1021 ", "1111.", "3.1.3"};
    static const struct {
        double value, area_km2;
        size_t parts;
    } want[] = {{0, 1e-4, 1}, {1, 11e-4, 2}, {2, 1e-4, 1}, {3, 2e-4, 2}};
    cm_grid grid = draw(rows, 4);
    cm_features areas = {.geometry = CM_GEOMETRY_NONE};

    CHECK(cm_grid_set_source(&grid, "where it is from") == CM_OK);
    CHECK(cm_cells_areas(&areas, &grid) == CM_OK);
    CHECK(areas.table.row_count == 4 && strcmp(areas.crs, "EPSG:6680") == 0);
    CHECK(areas.source && strcmp(areas.source, "where it is from") == 0);
    for (size_t i = 0; i < 4 && i < areas.table.row_count; i++) {
        CHECK(areas.table.columns[0].reals[i] == want[i].value);
        CHECK_NEAR(areas.table.columns[1].reals[i], want[i].area_km2, 1e-12);
        CHECK(areas.first_part[i + 1] - areas.first_part[i] == want[i].parts);
    }
    CHECK(!areas.is_hole[areas.first_part[1]] && areas.is_hole[areas.first_part[1] + 1]);
    check_cells(&areas, &grid);
    cm_features_clear(&areas);
    cm_grid_clear(&grid);
}

TEST(keeps_cells_that_meet_at_a_corner_apart)
{
    static const char *const rows[] = {"12", "21"};
    cm_grid grid = draw(rows, 2);
    cm_features areas = {.geometry = CM_GEOMETRY_NONE};

    CHECK(cm_cells_areas(&areas, &grid) == CM_OK);
    CHECK(areas.table.row_count == 2 && areas.part_count == 4 && areas.vertex_count == 20);
    const cm_box box = cm_features_get_bounds(&areas);
    CHECK(box.x_min == 1000 && box.x_max == 1020 && box.y_min == 1980 && box.y_max == 2000);
    cm_features_clear(&areas);
    cm_grid_clear(&grid);
}

TEST(holds_every_cell_of_any_pattern)
{
    unsigned seed = 7;

    for (int round = 0; round < 60; round++) {
        char lines[9][12] = {{0}};
        const char *rows[9];
        for (size_t row = 0; row < 9; row++) {
            for (size_t i = 0; i < 11; i++) {
                seed = seed * 1103515245u + 12345u;
                lines[row][i] = "0112.1"[(seed >> 16) % 6];
            }
            rows[row] = lines[row];
        }
        cm_grid grid = draw(rows, 9);
        cm_features areas = {.geometry = CM_GEOMETRY_NONE};
        CHECK(cm_cells_areas(&areas, &grid) == CM_OK);
        check_cells(&areas, &grid);
        cm_features_clear(&areas);
        cm_grid_clear(&grid);
    }
}

TEST(refuses_what_are_no_classes)
{
    const cm_grid_shape shape = {0, 0, 1, 40, 40};
    cm_grid grid = {.values = NULL};
    cm_features areas = {.geometry = CM_GEOMETRY_NONE};

    CHECK(cm_grid_init(&grid, &shape, NULL) == CM_OK);
    for (size_t i = 0; i < 1600; i++)
        grid.values[i] = (float)i;
    CHECK(cm_cells_areas(&areas, &grid) == CM_ERR_LIMIT && areas.table.row_count == 0);
    for (size_t i = 0; i < 1600; i++)
        grid.values[i] = NAN;
    CHECK(cm_cells_areas(&areas, &grid) == CM_OK && areas.table.row_count == 0);
    cm_features_clear(&areas);
    cm_grid_clear(&grid);
}

TEST_MAIN(RUN(dissolves_cells_of_one_value_with_their_holes),
          RUN(keeps_cells_that_meet_at_a_corner_apart), RUN(holds_every_cell_of_any_pattern),
          RUN(refuses_what_are_no_classes))
