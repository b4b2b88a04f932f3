/* test_reader_layers.c - tests geo/reader_layers.c. */
#include "tests/reader_fixture.h"
#include <clustermap/reader.h>

static const char place[] = "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\","
                            "\"properties\":{},\"geometry\":{\"type\":\"Point\","
                            "\"coordinates\":[141,43]}}]}";

TEST(lists_the_layers_of_a_file_with_their_geometry)
{
    static const struct {
        const char *why, *file, *names, *geometries;
    } rows[] = {
        {"three, one of them a table", "three.gpkg", "b a list ", "points polygons none "},
        {"one that is named", "three.gpkg:list", "list ", "none "},
        {"none of that name", "three.gpkg:x", "", ""},
        {"a GeoJSON", "p.geojson", "p ", "points "},
    };

    fixture_begin();
    fixture_put("p.geojson", place);
    fixture_convert("p.geojson", "three.gpkg", "-f GPKG -nln b");
    fixture_convert("p.geojson", "a.gpkg", "-f GPKG -nln a");
    fixture_convert("a.gpkg", "three.gpkg", "-update -nln a -nlt POLYGON -where fid<0");
    fixture_convert("a.gpkg", "three.gpkg", "-update -nln list -nlt NONE");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_table layers = {0};
        char names[200] = "", geometries[200] = "";
        test_now = rows[i].why;
        CHECK(cm_layers_list(&layers, fixture_path(rows[i].file), NULL) == CM_OK);
        for (size_t row = 0; row < layers.row_count; row++) {
            strcat(names, cm_table_get_text(&layers, row, 0));
            strcat(names, " ");
            strcat(geometries, cm_table_get_text(&layers, row, 1));
            strcat(geometries, " ");
        }
        CHECK(strcmp(names, rows[i].names) == 0);
        CHECK(strcmp(geometries, rows[i].geometries) == 0);
        cm_table_clear(&layers);
    }
    fixture_end();
}

TEST(says_what_is_no_file_of_layers)
{
    static const struct {
        const char *why, *file;
        cm_status want;
    } rows[] = {{"not there", "none.gpkg", CM_ERR_IO},
                {"another thing", "text.gpkg", CM_ERR_FORMAT},
                {"remote", "/vsicurl/http://example.org/a.gpkg", CM_ERR_IO}};

    fixture_begin();
    fixture_put("text.gpkg", "hello");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_table layers = {0};
        const char *const path = rows[i].file[0] == '/' ? rows[i].file : fixture_path(rows[i].file);
        test_now = rows[i].why;
        CHECK(cm_layers_list(&layers, path, NULL) == rows[i].want);
        CHECK(layers.column_count == 0);
        cm_table_clear(&layers);
    }
    fixture_end();
}

TEST_MAIN(RUN(lists_the_layers_of_a_file_with_their_geometry), RUN(says_what_is_no_file_of_layers))
