/* test_voronoi_rows.c - tests layers/voronoi_rows.c through the rows of whole diagrams. */
#include "layers/voronoi_rows.h"
#include "tests/voronoi_fixture.h"

static double xs[] = {30, 10, 30, 90, 10, 30}, ys[] = {50, 50, 50, 50, 50, 50};

static const char *text(const cm_features *of, size_t row, const char *column)
{
    return cm_table_get_text(&of->table, row, cm_table_find_column(&of->table, column));
}

TEST(places_are_in_the_order_of_their_first_points)
{
    static const char *const ids[] = {"c", "a", "d", "z", "b", "e"};
    size_t rows_of[] = {10, 20, 30, 40, 50, 60};
    const cm_points points = {.x = xs, .y = ys, .row = rows_of, .count = 6};
    cm_voronoi_options options = CM_VORONOI_OPTIONS_INIT;
    cm_features cells = {.geometry = CM_GEOMETRY_NONE};

    options.crs = "EPSG:6680";
    for (int named = 0; named < 2; named++) {
        static const char *const want[2][3] = {{"11", "21", "41"}, {"c", "a", "z"}};
        static const double members[] = {3, 2, 1};
        options.ids = named ? ids : NULL;
        CHECK(cm_voronoi_cells(&cells, &points, &options, NULL) == CM_OK);
        CHECK(cells.table.row_count == 3 && cells.table.column_count == 3);
        for (size_t row = 0; row < 3; row++) {
            CHECK(strcmp(text(&cells, row, "id"), want[named][row]) == 0);
            CHECK(cell_number(&cells, row, "members") == members[row]);
        }
        CHECK(strcmp(cells.crs, "EPSG:6680") == 0);
        cm_features_clear(&cells);
    }
}

TEST(classes_are_in_the_order_in_which_they_occur)
{
    /* the class of the place at 30 is that of its first point; "late" has no place of its own */
    static const char *const classes[] = {"it", "", "bio", NULL, "bio", "late"};
    const cm_points points = {.x = xs, .y = ys, .count = 6};
    cm_voronoi_options options = CM_VORONOI_OPTIONS_INIT;
    cm_features cells = {.geometry = CM_GEOMETRY_NONE};
    cm_voronoi_report report;

    options.classes = classes;
    CHECK(cm_voronoi_cells(&cells, &points, &options, &report) == CM_OK);
    CHECK(cells.table.row_count == 2 && report.left_out == 2 && report.places == 3);
    CHECK(strcmp(text(&cells, 0, "class"), "it") == 0 && strcmp(text(&cells, 1, "class"), "") == 0);
    CHECK(cell_number(&cells, 0, "places") == 1 && cell_number(&cells, 0, "members") == 3);
    CHECK(cell_number(&cells, 1, "places") == 2 && cell_number(&cells, 1, "members") == 3);
    CHECK(cells.first_part[2] - cells.first_part[1] == 2); /* on both sides of the other */
    check_cells(&cells, &report);
    cm_features_clear(&cells);
}

/* A window that the cell at 30 alone reaches. */
TEST(rows_without_a_part_are_left_out_and_counted)
{
    const cm_points points = {.x = xs, .y = ys, .count = 6};
    cm_voronoi_options options = CM_VORONOI_OPTIONS_INIT;
    cm_features window = polygons_make(), cells = {.geometry = CM_GEOMETRY_NONE};
    cm_voronoi_report report;

    polygons_add_box(&window, 25, 0, 55, 100, false);
    options.window = &window;
    CHECK(cm_voronoi_cells(&cells, &points, &options, &report) == CM_OK);
    CHECK(report.rows == 1 && report.left_out == 2 && isnan(report.margin_m));
    CHECK(strcmp(text(&cells, 0, "id"), "1") == 0);
    CHECK(cell_number(&cells, 0, "area_km2") == 3000 / 1e6);
    check_cells(&cells, &report);
    cm_features_clear(&cells);
    cm_features_clear(&window);
}

TEST_MAIN(RUN(places_are_in_the_order_of_their_first_points),
          RUN(classes_are_in_the_order_in_which_they_occur),
          RUN(rows_without_a_part_are_left_out_and_counted))
