/* test_reader_layer_table.c - tests geo/reader_layer_table.c with layers that were written. */
#include "geo/reader_layer_table.h"
#include "tests/export_fixture.h"

static char folder[] = P_tmpdir "/test_reader_layer_table.XXXXXX";

TEST(knows_layers_by_their_names)
{
    static const struct {
        const char *path;
        bool want;
    } rows[] = {
        {"PG:dbname=a", true}, {"a.gpkg", true},  {"a.GPKG:members", true}, {"a.geojson", true},
        {"a.shp", true},       {"a.fgb", true},   {"a.csv", false},         {"-", false},
        {"gpkg", false},       {"a.xlsx", false}, {"b:a.csv", false},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK(cm__path_is_layer(rows[i].path) == rows[i].want);
}

static bool has_text(const cm_table *table, size_t row, const char *column, const char *want)
{
    const size_t index = cm_table_find_column(table, column);

    return index != CM_ABSENT && table->columns[index].type == CM_COLUMN_TEXT &&
           strcmp(cm_table_get_text(table, row, index), want) == 0;
}

TEST(gives_all_as_texts_and_places_as_columns)
{
    const cm_export_options zone = {.version = 1, .out_crs = "EPSG:6680"};
    static const char *const paths[] = {"a.gpkg", "a.gpkg:members", "a.geojson", "a.fgb"};
    cm_table in = {0};
    cm_features points = {0};

    CHECK(cm_table_add_column(&in, NULL, "name", CM_COLUMN_TEXT) == CM_OK);
    CHECK(cm_table_add_column(&in, NULL, "founded", CM_COLUMN_INTEGER) == CM_OK);
    CHECK(cm_table_add_rows(&in, 2) == CM_OK);
    CHECK(cm_table_set_text(&in, 0, 0, "会員") == CM_OK);
    cm_table_set_integer(&in, 0, 1, 1976);
    CHECK(cm_features_from_table(&points, &in, "EPSG:6668") == CM_OK);
    cm_features_set_point(&points, 0, (cm_point){141.5, 43.25});
    cm_features_set_point(&points, 1, (cm_point){141.25, 43});
    CHECK(cm_features_set_name(&points, "members") == CM_OK);
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        const char *const file = i == 1 ? paths[0] : paths[i];
        cm_table table = {0};
        CHECK(cm_features_write(&points, file, cm_format_of_path(file), i < 2 ? &zone : NULL,
                                NULL) == CM_OK);
        CHECK(cm_table_read(&table, paths[i], NULL, NULL) == CM_OK && table.row_count == 2);
        const size_t row = has_text(&table, 0, "name", "会員") ? 0 : 1; /* FlatGeobuf sorts them */
        CHECK(has_text(&table, row, "name", "会員") && has_text(&table, row, "founded", "1976"));
        CHECK(has_text(&table, 1 - row, "founded", ""));
        CHECK_NEAR(cm_table_get_number(&table, row, cm_table_find_column(&table, "lon")), 141.5,
                   1e-9);
        CHECK_NEAR(cm_table_get_number(&table, row, cm_table_find_column(&table, "lat")), 43.25,
                   1e-9);
        cm_table_clear(&table);
    }
    cm_features_clear(&points);
    remove_all(".");
}

TEST(keeps_coordinates_that_the_layer_tells_itself)
{
    cm_table in = {0}, table = {0};
    cm_features points = {0};

    CHECK(cm_table_add_column(&in, NULL, "lon", CM_COLUMN_TEXT) == CM_OK);
    CHECK(cm_table_add_rows(&in, 1) == CM_OK && cm_table_set_text(&in, 0, 0, "141") == CM_OK);
    CHECK(cm_features_from_table(&points, &in, "EPSG:6668") == CM_OK);
    cm_features_set_point(&points, 0, (cm_point){141.5, 43.25});
    CHECK(cm_features_write(&points, "a.gpkg", CM_FORMAT_GPKG, NULL, NULL) == CM_OK);
    CHECK(cm_table_read(&table, "a.gpkg", NULL, NULL) == CM_OK);
    CHECK(table.column_count == 1 && has_text(&table, 0, "lon", "141"));
    cm_table_clear(&table);
    cm_features_clear(&points);
    remove_all(".");
}

TEST(refuses_what_are_no_members)
{
    cm_features shapes = make_shapes(CM_GEOMETRY_POLYGON, "EPSG:6668");
    cm_table table = {0};

    CHECK(cm_features_write(&shapes, "a.gpkg", CM_FORMAT_GPKG, NULL, NULL) == CM_OK);
    CHECK(cm_table_read(&table, "a.gpkg", NULL, NULL) == CM_ERR_FORMAT && !table.columns);
    CHECK(strcmp(cm_error_text(), "a.gpkg: members are points, not lines or polygons") == 0);
    CHECK(cm_table_read(&table, "none.gpkg", NULL, NULL) == CM_ERR_IO && !table.columns);
    cm_features_clear(&shapes);
    remove_all(".");
}

TEST_MAIN(CHECK(mkdtemp(folder) && chdir(folder) == 0), RUN(knows_layers_by_their_names),
          RUN(gives_all_as_texts_and_places_as_columns),
          RUN(keeps_coordinates_that_the_layer_tells_itself), RUN(refuses_what_are_no_members),
          CHECK(chdir("/") == 0 && rmdir(folder) == 0))
