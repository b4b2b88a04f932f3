/* test_hotspot_cells.c - tests layers/hotspot_cells.c. */
#include <clustermap/hotspot.h>

#include "tests/density_fixture.h"

static double number(const cm_features *cells, size_t row, const char *column)
{
    return cm_table_get_number(&cells->table, row, cm_table_find_column(&cells->table, column));
}

/* Three at one place, one in the far corner; the side at x = 20 belongs to the east. */
static cm_points four(void)
{
    static const double x[] = {11, 12, 13, 20}, y[] = {-5, -5, -5, 14};
    cm_points points = points_make(4, false);

    memcpy(points.x, x, sizeof x);
    memcpy(points.y, y, sizeof y);
    return points;
}

TEST(counts_cells_from_the_north_west)
{
    static const double counts[] = {0, 1, 0, 0, 3, 0};
    cm_hotspot_options options = CM_HOTSPOT_OPTIONS_INIT;
    cm_features cells = {.geometry = CM_GEOMETRY_NONE};
    cm_points points = four();

    options.cell_m = options.band_m = 10;
    CHECK(cm_hotspot_cells(&cells, &points, &options) == CM_OK);
    CHECK(cells.table.row_count == 6);
    for (size_t i = 0; i < cells.table.row_count && i < 6; i++) {
        CHECK(number(&cells, i, "count") == counts[i]);
        CHECK(number(&cells, i, "weight") == counts[i]);
        CHECK(cells.x[5 * i] == (i % 2 ? 20 : 10) && cells.y[5 * i] == 10 - 10 * (double)(i / 2));
    }
    /* within 10 of the cell of three: itself, one above, one beside: 3 of them; mean 4/6, variance
     * 10/6 - 16/36 */
    CHECK_NEAR(number(&cells, 4, "gi_z"),
               (3 - 2) / (sqrt(10. / 6 - 16. / 36) * sqrt((6. * 3 - 9) / 5)), 1e-12);
    CHECK_NEAR(number(&cells, 4, "chance"), cm_hotspot_chance(number(&cells, 4, "gi_z")), 1e-15);
    CHECK(number(&cells, 4, "class") == 0 && number(&cells, 4, "class_fdr") == 0);
    cm_features_clear(&cells);
    cm_points_clear(&points);
}

TEST(keeps_to_the_window_but_drops_no_member)
{
    static const double wx[] = {0, 40, 40, 0, 0}, wy[] = {0, 0, 20, 20, 0};
    cm_hotspot_options options = CM_HOTSPOT_OPTIONS_INIT;
    cm_features cells = {.geometry = CM_GEOMETRY_NONE}, window = {.geometry = CM_GEOMETRY_NONE};
    cm_points points = four();
    double members = 0;

    CHECK(cm_features_init(&window, CM_GEOMETRY_POLYGON, NULL) == CM_OK);
    CHECK(cm_features_add_row(&window) == CM_OK);
    CHECK(cm_features_add_part(&window, wx, wy, 5, false) == CM_OK);
    options.cell_m = options.band_m = 10;
    options.window = &window;
    CHECK(cm_hotspot_cells(&cells, &points, &options) == CM_OK);
    CHECK(cells.table.row_count == 9); /* eight inside, and that of the three */
    for (size_t i = 0; i < cells.table.row_count; i++)
        members += number(&cells, i, "count");
    CHECK(members == 4);
    cm_features_clear(&cells);
    cm_features_clear(&window);
    cm_points_clear(&points);
}

TEST(refuses_what_it_cannot_count)
{
    static const struct {
        const char *why;
        double cell_m, band_m;
        cm_status want;
    } rows[] = {{"no cell", 0, 10, CM_ERR_DOMAIN},
                {"a band below the cell", 10, 9.9, CM_ERR_DOMAIN},
                {"a band that is no number", 10, NAN, CM_ERR_DOMAIN},
                {"a band without end", 10, 1e10, CM_ERR_DOMAIN},
                {"too many cells", 1e-3, 1, CM_ERR_LIMIT},
                {"one cell for all", 1e6, 1e6, CM_ERR_DOMAIN}};
    cm_points points = four(), none = {0};
    cm_hotspot_options options = CM_HOTSPOT_OPTIONS_INIT;
    cm_features cells = {.geometry = CM_GEOMETRY_NONE};

    points.y[0] = points.y[1] = points.y[2] = 5;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        options.cell_m = rows[i].cell_m;
        options.band_m = rows[i].band_m;
        CHECK(cm_hotspot_cells(&cells, &points, &options) == rows[i].want);
        CHECK(cells.table.column_count == 0);
    }
    CHECK(cm_hotspot_cells(&cells, &none, &options) == CM_ERR_DOMAIN);
    cm_points_clear(&points);
}

TEST(agrees_with_spdep_on_a_fishnet)
{
    static const char file[] = "fishnet_gistar_lansing.csv";
    double count[GOLDEN_MAX], z[GOLDEN_MAX], chance[GOLDEN_MAX], adjusted[GOLDEN_MAX],
        bin[GOLDEN_MAX];
    cm_hotspot_options options = CM_HOTSPOT_OPTIONS_INIT;
    cm_features cells = {.geometry = CM_GEOMETRY_NONE};
    cm_points points = points_make(3000, false);
    const size_t rows = golden_column(count, file, "count");

    if (rows == 0)
        goto done;
    points.count = 0; /* so many in each cell, wherever in it */
    for (size_t i = 0; i < rows; i++)
        for (double k = 0; k < count[i]; k++, points.count++) {
            points.x[points.count] = (double)(i % 16) + 0.5;
            points.y[points.count] = 15.5 - (double)(i / 16);
        }
    options.cell_m = 1;
    options.band_m = 1.5;
    CHECK(cm_hotspot_cells(&cells, &points, &options) == CM_OK);
    CHECK(rows == 256 && cells.table.row_count == 256);
    CHECK(golden_column(z, file, "gistar_z") == rows && golden_column(chance, file, "p") == rows);
    CHECK(golden_column(adjusted, file, "p_BH") == rows);
    CHECK(golden_column(bin, file, "bin_fdr") == rows);
    for (size_t i = 0; i < cells.table.row_count && i < rows; i++) {
        CHECK_NEAR(number(&cells, i, "gi_z"), z[i], 1e-9 * fabs(z[i]) + 1e-12);
        CHECK_NEAR(number(&cells, i, "chance"), chance[i], 1e-9 * chance[i]);
        CHECK_NEAR(number(&cells, i, "chance_fdr"), adjusted[i], 1e-9 * adjusted[i]);
        CHECK(number(&cells, i, "class_fdr") == bin[i]);
    }
done:
    cm_features_clear(&cells);
    cm_points_clear(&points);
}

TEST_MAIN(RUN(counts_cells_from_the_north_west); RUN(keeps_to_the_window_but_drops_no_member);
          RUN(refuses_what_it_cannot_count); RUN(agrees_with_spdep_on_a_fishnet))
