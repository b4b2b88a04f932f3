/* test_reader_source.c - tests geo/reader_source.c. */
#include "geo/database_name.h"
#include "geo/reader_source.h"
#include "tests/reader_fixture.h"

static const char point[] = "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\","
                            "\"properties\":{},\"geometry\":{\"type\":\"Point\","
                            "\"coordinates\":[141,43]}}]}";

/* Opens a file and chooses its layer, whose name is copied. */
static cm_status choose(const char *path, char *name, size_t size)
{
    cm__source source = {.path = path};
    OGRLayerH layer = NULL;
    cm_status status;

    name[0] = '\0';
    cm__gdal_begin(&source.block);
    status = cm__source_open(&source);
    if (!status)
        status = cm__source_choose(&source, &layer);
    if (!status)
        snprintf(name, size, "%s", OGR_L_GetName(layer));
    cm__source_close(&source);
    return cm__gdal_end(&source.block, status, CM_ERR_FORMAT, path);
}

TEST(chooses_the_layer_that_is_meant)
{
    static const struct {
        const char *why, *file, *layer;
        cm_status want;
        const char *words;
    } rows[] = {
        {"the only one", "one.gpkg", "towns", CM_OK, ""},
        {"named", "one.gpkg:towns", "towns", CM_OK, ""},
        {"of two, named", "two.gpkg:b:c", "b:c", CM_OK, ""},
        {"of two, not named", "two.gpkg", "", CM_ERR_FORMAT, "a, b:c"},
        {"not one of them", "two.gpkg:x", "", CM_ERR_FORMAT, "a, b:c"},
        {"no name after the colon", "two.gpkg:", "", CM_ERR_FORMAT, "a, b:c"},
        {"the only one with a geometry", "attributes.gpkg", "towns", CM_OK, ""},
        {"a file of that very name", "one.gpkg:x", "towns2", CM_OK, ""},
        {"only a table", "table.gpkg", "", CM_ERR_FORMAT, "no layer of points"},
        {"a file that is not there", "none.gpkg:a", "", CM_ERR_IO, "No such file"},
        {"a layer of a GeoJSON", "p.geojson:p", "p", CM_OK, ""},
        {"no layers at all", "text.geojson", "", CM_ERR_FORMAT, "text.geojson"},
    };
    char name[64];

    fixture_begin();
    fixture_put("p.geojson", point);
    fixture_put("text.geojson", "hello");
    fixture_convert("p.geojson", "one.gpkg", "-f GPKG -nln towns");
    fixture_convert("p.geojson", "two.gpkg", "-f GPKG -nln a");
    fixture_convert("p.geojson", "b.gpkg", "-f GPKG -nln b:c");
    fixture_convert("p.geojson", "attributes.gpkg", "-f GPKG -nln towns");
    fixture_convert("p.geojson", "table.gpkg", "-f GPKG -nln table -nlt NONE");
    fixture_convert("b.gpkg", "two.gpkg", "-update -nln b:c");
    fixture_convert("table.gpkg", "attributes.gpkg", "-update -nln list -nlt NONE");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (i == 7) { /* a GeoPackage of any name is one */
            fixture_convert("p.geojson", "other.gpkg", "-f GPKG -nln towns2");
            CHECK(rename(fixture_path("other.gpkg"), fixture_path("one.gpkg:x")) == 0);
        }
        test_now = rows[i].why;
        CHECK(choose(fixture_path(rows[i].file), name, sizeof name) == rows[i].want);
        CHECK(strcmp(name, rows[i].layer) == 0);
        CHECK(!rows[i].want || strstr(cm_error_text(), rows[i].words) != NULL);
    }
    fixture_end();
}

TEST(refuses_other_formats_than_those_named)
{
    char name[64];

    fixture_begin();
    fixture_put("a.geojson", "<OGRVRTDataSource><OGRVRTLayer name=\"a\"><SrcDataSource>/etc/passwd"
                             "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>");
    fixture_put("a.kml", "<kml><Placemark><Point><coordinates>1,2</coordinates></Point>"
                         "</Placemark></kml>");
    CHECK(choose(fixture_path("a.geojson"), name, sizeof name) == CM_ERR_FORMAT);
    CHECK(choose(fixture_path("a.kml"), name, sizeof name) == CM_ERR_FORMAT);
    CHECK(choose("/vsicurl/http://localhost/a.gpkg:b", name, sizeof name) == CM_ERR_IO);
    CHECK(choose("/vsizip/a.zip/a.shp", name, sizeof name) == CM_ERR_IO);
    fixture_end();
}

TEST(repeats_no_password)
{
    char name[64];

    CHECK(choose("PG:host=/nonexistent password=secret", name, sizeof name) == CM_ERR_IO);
    CHECK(strncmp(cm_error_text(), "PG:...: ", 8) == 0 && !strstr(cm_error_text(), "secret"));
}

TEST(tells_paths_apart)
{
    CHECK(cm__path_ends_with("a.SHP", ".shp") && !cm__path_ends_with(".shp", ".shp"));
    CHECK(!cm__path_ends_with("shp", ".shp") && !cm__path_ends_with("a.shpx", ".shp"));
    CHECK(cm__path_is_database("PG:dbname=a") && cm__path_is_database("pg:dbname=a"));
    CHECK(!cm__path_is_database("a/PG:b"));
}

TEST_MAIN(RUN(chooses_the_layer_that_is_meant), RUN(refuses_other_formats_than_those_named),
          RUN(repeats_no_password), RUN(tells_paths_apart))
