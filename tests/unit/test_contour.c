/* test_contour.c - tests layers/contour.c. */
#include <clustermap/contour.h>

#include "tests/test.h"

#define PI 3.14159265358979323846

/* A cone: the height is 100 less the distance from the middle, in metres. */
static cm_grid cone(double x_min, double y_max, double cell_m)
{
    const cm_grid_shape shape = {x_min, y_max, cell_m, 201, 201};
    cm_grid grid = {.values = NULL};

    CHECK(cm_grid_init(&grid, &shape, "EPSG:6680") == CM_OK);
    for (size_t row = 0; row < 201; row++)
        for (size_t column = 0; column < 201; column++) {
            const double distance = hypot((double)column - 100, (double)row - 100);
            grid.values[row * 201 + column] = (float)fmax(0, 100 - distance);
        }
    return grid;
}

static double number(const cm_features *bands, size_t row, const char *column)
{
    return cm_table_get_number(&bands->table, row, cm_table_find_column(&bands->table, column));
}

TEST(cuts_a_cone_into_rings_of_known_area)
{
    const double levels[] = {20, 50, 80};
    cm_grid grid = cone(-1e5, 2e5, 10);
    cm_features bands = {.geometry = CM_GEOMETRY_NONE};

    CHECK(cm_contour_bands(&bands, &grid, levels, 3) == CM_OK);
    CHECK(bands.table.row_count == 3 && bands.geometry == CM_GEOMETRY_POLYGON);
    CHECK(bands.crs && strcmp(bands.crs, "EPSG:6680") == 0);
    for (size_t i = 0; i < 3 && i < bands.table.row_count; i++) {
        const double outer = 1000 - 10 * levels[i], inner = i < 2 ? 1000 - 10 * levels[i + 1] : 0;
        const double want_km2 = PI * (outer * outer - inner * inner) / 1e6;
        CHECK(number(&bands, i, "level_from") == levels[i]);
        CHECK(number(&bands, i, "level_to") == (i < 2 ? levels[i + 1] : 100));
        CHECK_NEAR(number(&bands, i, "area_km2"), want_km2, 2e-3 * want_km2);
        CHECK(bands.first_part[i + 1] - bands.first_part[i] == (i < 2 ? 2 : 1));
    }
    const cm_box box = cm_features_get_bounds(&bands);
    CHECK_NEAR(box.x_min, -1e5 + 1005 - 800, 1);
    CHECK_NEAR(box.y_max, 2e5 - 1005 + 800, 1);
    cm_features_clear(&bands);
    cm_grid_clear(&grid);
}

TEST(leaves_out_what_nothing_reaches)
{
    const double levels[] = {50, 100, 200};
    const double above[] = {100, 200};
    cm_grid grid = cone(0, 0, 1);
    cm_features bands = {.geometry = CM_GEOMETRY_NONE};

    CHECK(cm_contour_bands(&bands, &grid, levels, 3) == CM_OK);
    CHECK(bands.table.row_count == 1 && number(&bands, 0, "level_to") == 100);
    cm_features_clear(&bands);
    CHECK(cm_contour_bands(&bands, &grid, above, 2) == CM_OK && bands.table.row_count == 0);
    cm_features_clear(&bands);
    cm_grid_clear(&grid);
}

TEST(covers_all_above_the_first_level_once)
{
    const double levels[] = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89};
    cm_grid grid = cone(0, 0, 1);
    cm_features bands = {.geometry = CM_GEOMETRY_NONE};
    double sum = 0;

    CHECK(cm_contour_bands(&bands, &grid, levels, 10) == CM_OK);
    for (size_t i = 0; i < bands.table.row_count; i++)
        sum += number(&bands, i, "area_km2");
    CHECK_NEAR(sum * 1e6, PI * 99 * 99, 5);
    cm_features_clear(&bands);
    cm_grid_clear(&grid);
}

/* GDAL alone takes such a level for the grid's minimum, and loses the band. */
TEST(keeps_a_lowest_level_that_is_tiny)
{
    static const double tiny[] = {1e-3, 1e-6, 5e-9, 1e-20};
    cm_grid grid = cone(0, 0, 1);

    for (size_t i = 0; i < sizeof tiny / sizeof *tiny; i++) {
        const double levels[] = {tiny[i], 50};
        cm_features bands = {.geometry = CM_GEOMETRY_NONE};
        CHECK(cm_contour_bands(&bands, &grid, levels, 2) == CM_OK && bands.table.row_count == 2);
        CHECK(number(&bands, 0, "level_from") == tiny[i] && number(&bands, 0, "level_to") == 50);
        CHECK_NEAR(number(&bands, 0, "area_km2") * 1e6, PI * (1e4 - 2500), 700);
        CHECK_NEAR(number(&bands, 1, "area_km2") * 1e6, PI * 2500, 10);
        cm_features_clear(&bands);
    }
    cm_grid_clear(&grid);
}

/* GDAL does not say from where its lowest band is: it once was lost where nothing lay below it. */
TEST(keeps_the_band_below_which_nothing_lies)
{
    static const struct {
        const char *why;
        double step, levels[3];
        size_t count;
        double from[3], to[3], share[3]; /* of the area, by the columns' centres */
        size_t rows;
    } rows[] = {
        {"a level below all", 1, {1, 7}, 2, {1, 7}, {7, 12}, {0.5, 0.5}, 2},
        {"the lowest value itself", 1, {2, 7}, 2, {2, 7}, {7, 12}, {0.5, 0.5}, 2},
        {"all levels but one below", 1, {0, 1, 7}, 3, {1, 7}, {7, 12}, {0.5, 0.5}, 2},
        {"below 0", 1, {-5}, 1, {-5}, {12}, {1}, 1},
        {"no level between", 1, {2, 12}, 2, {2}, {12}, {1}, 1},
        {"flat, a level below", 0, {1}, 1, {1}, {2}, {1}, 1},
        {"flat, at a level", 0, {1, 2, 3}, 3, {2}, {2}, {1}, 1},
        {"flat, below the levels", 0, {3}, 1, {0}, {0}, {0}, 0},
    };
    const cm_grid_shape shape = {0, 0, 100, 11, 10};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_grid grid = {.values = NULL};
        cm_features bands = {.geometry = CM_GEOMETRY_NONE};
        test_now = rows[i].why;
        CHECK(cm_grid_init(&grid, &shape, NULL) == CM_OK);
        for (size_t cell = 0; cell < 110; cell++)
            grid.values[cell] = (float)(2 + rows[i].step * (double)(cell % 11));
        CHECK(cm_contour_bands(&bands, &grid, rows[i].levels, rows[i].count) == CM_OK);
        CHECK(bands.table.row_count == rows[i].rows);
        for (size_t row = 0; row < bands.table.row_count; row++) {
            CHECK(number(&bands, row, "level_from") == rows[i].from[row]);
            CHECK(number(&bands, row, "level_to") == rows[i].to[row]);
            CHECK_NEAR(number(&bands, row, "area_km2"), 1.1 * rows[i].share[row], 1e-6);
        }
        cm_features_clear(&bands);
        cm_grid_clear(&grid);
    }
}

TEST(refuses_levels_that_make_no_sense)
{
    static const struct {
        const char *why;
        double levels[2];
        size_t count;
    } rows[] = {{"none", {1, 2}, 0},           {"too many", {1, 2}, 65},
                {"descending", {2, 1}, 2},     {"equal", {2, 2}, 2},
                {"not a number", {1, NAN}, 2}, {"infinite", {1, INFINITY}, 2}};
    cm_grid grid = cone(0, 0, 1);

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_features bands = {.geometry = CM_GEOMETRY_LINE};
        double levels[65] = {rows[i].levels[0], rows[i].levels[1]};
        test_now = rows[i].why;
        CHECK(cm_contour_bands(&bands, &grid, levels, rows[i].count) == CM_ERR_DOMAIN);
        CHECK(bands.geometry == CM_GEOMETRY_LINE);
    }
    cm_grid_clear(&grid);
}

TEST_MAIN(RUN(cuts_a_cone_into_rings_of_known_area), RUN(leaves_out_what_nothing_reaches),
          RUN(covers_all_above_the_first_level_once), RUN(keeps_a_lowest_level_that_is_tiny),
          RUN(keeps_the_band_below_which_nothing_lies), RUN(refuses_levels_that_make_no_sense))
