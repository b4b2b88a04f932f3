/* test_reader_layer.c - tests geo/reader_layer.c. */
#include "geo/base_memory.h"
#include "tests/reader_fixture.h"
#include <clustermap/reader.h>

static const char *data(void)
{
    const char *const folder = getenv("CM_TEST_DATA");

    return folder ? folder : "";
}

/* Two wards with Japanese names, the second in two parts. */
static const char wards[] =
    "{\"type\":\"FeatureCollection\",\"features\":["
    "{\"type\":\"Feature\",\"properties\":{\"name\":\"中央区\",\"n\":1,\"share\":0.5},\"geometry\":"
    "{\"type\":\"Polygon\",\"coordinates\":[[[141.3,43],[141.3,43.1],[141.4,43.1],[141.4,43],"
    "[141.3,43]],[[141.31,43.01],[141.32,43.01],[141.32,43.02],[141.31,43.01]]]}},"
    "{\"type\":\"Feature\",\"properties\":{\"name\":\"北区\",\"n\":2,\"share\":null},\"geometry\":"
    "{\"type\":\"MultiPolygon\",\"coordinates\":[[[[141.5,43],[141.6,43],[141.6,43.1],[141.5,43]]],"
    "[[[141.7,43],[141.8,43],[141.8,43.1],[141.7,43]]]]}}]}";

/* Every format of the wards, each made from the GeoJSON. */
static const struct {
    const char *file, *words;
} formats[] = {
    {"a.gpkg", "-f GPKG -nln a"},
    {"a.shp", "-nlt MULTIPOLYGON -lco ENCODING=UTF-8"},
    {"cp932.shp", "-nlt MULTIPOLYGON -lco ENCODING=CP932"},
    {"a.fgb", "-f FlatGeobuf -nlt MULTIPOLYGON"},
};

static void make_formats(void)
{
    fixture_put("a.geojson", wards);
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        fixture_convert("a.geojson", formats[i].file, formats[i].words);
}

TEST(reads_the_same_from_every_format)
{
    cm_features want = {0};

    fixture_begin();
    make_formats();
    fixture_put("topo.topojson",
                "{\"type\":\"Topology\",\"objects\":{\"a\":{\"type\":\"GeometryCollection\","
                "\"geometries\":[{\"type\":\"Polygon\",\"arcs\":[[0]],\"properties\":{\"name\":"
                "\"中央区\"}}]}},\"arcs\":[[[141,43],[142,43],[142,44],[141,43]]]}");
    CHECK(cm_features_read(&want, fixture_path("a.geojson"), NULL, NULL) == CM_OK);
    CHECK(want.geometry == CM_GEOMETRY_POLYGON && want.part_count == 4 && want.vertex_count == 17);
    CHECK(want.is_hole[1] && !want.is_hole[2] && want.first_part[1] == 2);
    CHECK(strcmp(want.crs, "EPSG:4326") == 0 && strcmp(want.name, "a") == 0 && !want.title);
    CHECK(strcmp(cm_table_get_text(&want.table, 0, 0), "中央区") == 0);
    CHECK(isnan(want.table.columns[2].reals[1]));
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        cm_features got = {0};
        test_now = formats[i].file;
        CHECK(cm_features_read(&got, fixture_path(formats[i].file), NULL, NULL) == CM_OK);
        CHECK(got.geometry == CM_GEOMETRY_POLYGON && got.part_count == 4);
        CHECK(got.is_hole[0] + got.is_hole[1] + got.is_hole[2] + got.is_hole[3] == 1);
        CHECK(got.crs && strcmp(got.crs, "EPSG:4326") == 0);
        CHECK(got.table.row_count == 2 && got.table.column_count == 3);
        cm_box box = cm_features_get_bounds(&got);
        CHECK(box.x_min == 141.3 && box.x_max == 141.8 && box.y_min == 43 && box.y_max == 43.1);
        const size_t name = cm_table_find_column(&got.table, "name");
        const size_t row = strcmp(cm_table_get_text(&got.table, 0, name), "中央区") == 0 ? 0 : 1;
        CHECK(strcmp(cm_table_get_text(&got.table, 1 - row, name), "北区") == 0);
        CHECK(cm_table_get_number(&got.table, row, cm_table_find_column(&got.table, "n")) == 1);
        cm_features_clear(&got);
    }
    cm_features_clear(&want);
    CHECK(cm_features_read(&want, fixture_path("topo.topojson"), NULL, NULL) == CM_OK);
    CHECK(want.vertex_count == 4 && strcmp(want.crs, "EPSG:4326") == 0);
    cm_features_clear(&want);
    fixture_end();
}

TEST(refuses_every_cut_file)
{
    static const char *const sidecars[] = {"a.shx", "a.dbf", "a.prj"};

    fixture_begin();
    make_formats();
    for (size_t i = 0; i < sizeof formats / sizeof *formats + 4; i++) {
        const char *const cut = i < 4 ? formats[i].file : i < 7 ? sidecars[i - 4] : "a.geojson";
        const char *const read = i >= 4 && i < 7 ? "a.shp" : cut;
        size_t length;
        unsigned char *const bytes = fixture_get(cut, &length);
        test_now = cut;
        for (size_t part = 0; part < 40; part++) {
            cm_features features = {0};
            fixture_put_bytes(cut, bytes, length * part / 40);
            const cm_status status = cm_features_read(&features, fixture_path(read), NULL, NULL);
            CHECK(status == CM_ERR_FORMAT);
            CHECK(strncmp(cm_error_text(), fixture_folder, strlen(fixture_folder)) == 0);
            cm_features_clear(&features);
        }
        fixture_put_bytes(cut, bytes, length);
    }
    fixture_end();
    CHECK(cm__memory_live() == 0);
}

TEST(refuses_what_is_no_layer)
{
    static const struct {
        const char *why, *file, *text, *words;
    } rows[] = {
        {"nothing", "a.geojson", "", "not recognized"},
        {"a collection", "a.geojson",
         "{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"Point\",\"coordinates\":"
         "[1,2]}]}",
         "no points, lines or polygons"},
        {"points and lines", "a.geojson",
         "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{},"
         "\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]}},{\"type\":\"Feature\","
         "\"properties\":{},\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[1,2],[3,4]]}}]"
         "}",
         "row 2 is of lines among points"},
        {"a latitude of 95", "a.geojson", "{\"type\":\"Point\",\"coordinates\":[141,95]}",
         "row 1: 141, 95 is no longitude and latitude"},
        {"metres", "a.geojson",
         "{\"type\":\"LineString\",\"coordinates\":[[1,2],[-73296,-102922]]}",
         "row 1: -73296, -102922 is no"},
        {"infinity", "a.geojson", "{\"type\":\"Point\",\"coordinates\":[141,1e999]}", "finite"},
        {"a ring of two sides", "a.geojson",
         "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,1],[0,0]]]}", "three sides"},
        {"CP932 where UTF-8 is promised", "a.geojson",
         "{\"type\":\"Feature\",\"properties\":{\"name\":\"\x89\xEF\x8E\xD0\"},\"geometry\":null}",
         "a.geojson"},
        {"an unknown CRS", "a.geojson",
         "{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Point\",\"coordinates\":"
         "[1,2]},\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:2263\"}}}",
         "the CRS "},
        {"half a Shapefile", "b.shp", "abc", "b.shp"},
        {"a picture", "a.png", "\x89PNG\r\n\x1a\n", "a.png"},
    };

    fixture_begin();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_features features = {0};
        test_now = rows[i].why;
        fixture_put(rows[i].file, rows[i].text);
        CHECK(cm_features_read(&features, fixture_path(rows[i].file), NULL, NULL) == CM_ERR_FORMAT);
        CHECK(strstr(cm_error_text(), rows[i].words) != NULL);
        CHECK(!strchr(cm_error_text(), '\n') && !features.x && !features.table.columns);
    }
    fixture_end();
    CHECK(cm__memory_live() == 0);
}

TEST(takes_a_layer_s_descriptions)
{
    cm_features features = {0};

    fixture_begin();
    fixture_put("a.geojson", wards);
    fixture_convert("a.geojson", "a.gpkg",
                    "-f GPKG -nln wards -lco IDENTIFIER=区 -lco DESCRIPTION=国土数値情報");
    CHECK(cm_features_read(&features, fixture_path("a.gpkg"), NULL, NULL) == CM_OK);
    CHECK(strcmp(features.name, "wards") == 0);
    CHECK(features.title && strcmp(features.title, "区") == 0);
    CHECK(features.source && strcmp(features.source, "国土数値情報") == 0);
    cm_features_clear(&features);
    fixture_end();
}

TEST(takes_the_crs_that_is_stated_or_given)
{
    static const struct {
        const char *why, *file, *given;
        bool ignore;
        const char *want;
    } rows[] = {
        {"a GeoJSON", "a.geojson", "EPSG:6680", false, "EPSG:4326"},
        {"a GeoJSON that states one", "crs.geojson", NULL, false, "EPSG:6680"},
        {"a Shapefile", "plane.shp", NULL, false, "EPSG:6680"},
        {"a Shapefile without .prj", "bare.shp", NULL, false, NULL},
        {"given to it", "bare.shp", "epsg:6680", false, "EPSG:6680"},
        {"stated and given", "plane.shp", "EPSG:6677", false, "EPSG:6680"},
        {"none wanted", "a.geojson", NULL, true, NULL},
        {"none wanted, one given", "plane.shp", "EPSG:6680", true, NULL},
    };

    fixture_begin();
    fixture_put("a.geojson", "{\"type\":\"Point\",\"coordinates\":[141.3,43.1]}");
    fixture_put(
        "crs.geojson",
        "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{"
        "\"name\":\"urn:ogc:def:crs:EPSG::6680\"}},\"features\":[{\"type\":\"Feature\","
        "\"properties\":{},\"geometry\":{\"type\":\"Point\",\"coordinates\":[1000,2000]}}]}");
    fixture_convert("crs.geojson", "plane.shp", "");
    fixture_convert("crs.geojson", "bare.shp", "");
    fixture_remove("bare.prj");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_read_options options = CM_READ_OPTIONS_INIT;
        cm_features features = {0};
        test_now = rows[i].why;
        options.crs = rows[i].given;
        options.ignore_crs = rows[i].ignore;
        CHECK(cm_features_read(&features, fixture_path(rows[i].file), &options, NULL) == CM_OK);
        CHECK(!features.crs == !rows[i].want);
        CHECK(!features.crs || strcmp(features.crs, rows[i].want) == 0);
        cm_features_clear(&features);
    }
    fixture_end();
}

TEST(decodes_a_shapefile)
{
    static const struct {
        const char *why, *remove, *encoding;
        cm_status want;
    } rows[] = {
        {"by its .cpg", NULL, NULL, CM_OK},
        {"by what the user says", NULL, "CP932", CM_OK},
        {"what the user says is wrong", NULL, "UTF-8", CM_ERR_FORMAT},
        {"the user says a word", NULL, "Klingon", CM_ERR_DOMAIN},
        {"by what it looks like", "a.cpg", NULL, CM_OK},
        {"without attributes", "a.dbf", NULL, CM_ERR_FORMAT},
        {"without an index", "a.shx", NULL, CM_ERR_FORMAT},
    };

    fixture_begin();
    fixture_put("a.geojson", wards);
    fixture_convert("a.geojson", "a.shp", "-nlt MULTIPOLYGON -lco ENCODING=CP932");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_read_options options = CM_READ_OPTIONS_INIT;
        cm_features features = {0};
        test_now = rows[i].why;
        options.encoding = rows[i].encoding;
        if (rows[i].remove)
            fixture_remove(rows[i].remove);
        CHECK(cm_features_read(&features, fixture_path("a.shp"), &options, NULL) == rows[i].want);
        CHECK(rows[i].want || strcmp(cm_table_get_text(&features.table, 1, 0), "北区") == 0);
        cm_features_clear(&features);
    }
    CHECK(cm_features_read(&(cm_features){0}, fixture_path("a.prj"), NULL, NULL) == CM_ERR_FORMAT);
    fixture_end();
}

TEST(filters_rows_alike_in_every_format)
{
    cm_read_options options = CM_READ_OPTIONS_INIT;

    fixture_begin();
    make_formats();
    fixture_put("a.csv", "name,n,lon,lat\n中央区,1,141,43\n北区,2,141,43\n");
    for (size_t i = 0; i <= sizeof formats / sizeof *formats; i++) {
        const char *const file = i < 4 ? formats[i].file : "a.csv";
        cm_features features = {0};
        test_now = file;
        options.where = "name = '北区' AND n > 1";
        CHECK(cm_features_read(&features, fixture_path(file), &options, NULL) == CM_OK);
        CHECK(features.table.row_count == 1);
        cm_features_clear(&features);
        options.where = "\"nobody\" = 'x'"; /* SQLite would take the unknown name for a text */
        CHECK(cm_features_read(&features, fixture_path(file), &options, NULL) == CM_ERR_FORMAT);
        CHECK(strstr(cm_error_text(), "nobody") != NULL);
    }
    fixture_end();
}

TEST(reads_a_member_table_and_gives_rejects_back_on_failure)
{
    cm_read_options options = CM_READ_OPTIONS_INIT;
    cm_features features = {0};
    cm_table rejects = {0};

    fixture_begin();
    fixture_put("a.csv", "name,lon,lat\na,141,43\nb,141,95\nc,,\n");
    CHECK(cm_features_read(&features, fixture_path("a.csv"), NULL, &rejects) == CM_OK);
    CHECK(features.table.row_count == 2 && rejects.row_count == 1);
    CHECK(!cm_features_has_place(&features, 1) && strcmp(features.crs, "EPSG:6668") == 0);
    CHECK(features.table.lines[1] == 4);
    cm_features_clear(&features);
    fixture_put("b.csv", "name,x,y\na,1,2\nb,1,z\n");
    options.names.header[CM_MEMBER_X] = "x";
    options.names.header[CM_MEMBER_Y] = "y";
    options.crs = "banana"; /* found out after the rows are read */
    CHECK(cm_features_read(&features, fixture_path("b.csv"), &options, &rejects) == CM_ERR_FORMAT);
    CHECK(rejects.row_count == 1 && !features.table.columns);
    cm_table_clear(&rejects);
    fixture_end();
    CHECK(cm__memory_live() == 0);
}

TEST(takes_a_geojson_without_places)
{
    cm_features features = {0};

    fixture_begin();
    fixture_put("a.geojson", "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\","
                             "\"properties\":{\"name\":\"a\"},\"geometry\":null}]}");
    CHECK(cm_features_read(&features, fixture_path("a.geojson"), NULL, NULL) == CM_OK);
    CHECK(features.geometry == CM_GEOMETRY_POINT && features.table.row_count == 1);
    CHECK(!cm_features_has_place(&features, 0));
    cm_features_clear(&features);
    fixture_put("a.geojson", "{\"type\":\"FeatureCollection\",\"features\":[]}");
    CHECK(cm_features_read(&features, fixture_path("a.geojson"), NULL, NULL) == CM_OK);
    CHECK(features.geometry == CM_GEOMETRY_POINT && features.table.row_count == 0);
    cm_features_clear(&features);
    fixture_end();
}

TEST(reports_memory_that_is_not_there)
{
    static const char *const files[] = {"a.gpkg", "cp932.shp", "a.csv"};

    fixture_begin();
    make_formats();
    fixture_put("a.csv", "name,n,lon,lat\n中央区,1,141,43\n北区,2,141,95\n");
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        cm_read_options options = CM_READ_OPTIONS_INIT;
        cm_status status = CM_ERR_NOMEM;
        test_now = files[i];
        options.where = "n > 0";
        for (size_t nth = 1; status == CM_ERR_NOMEM; nth++) {
            cm_features features = {0};
            cm_table rejects = {0};
            cm__memory_fail_at(nth, false);
            status = cm_features_read(&features, fixture_path(files[i]), &options, &rejects);
            cm__memory_fail_at(0, false);
            CHECK(status == CM_OK || (status == CM_ERR_NOMEM && !features.table.columns));
            CHECK(!status || rejects.row_count == 0);
            cm_table_clear(&rejects);
            cm_features_clear(&features);
            CHECK(cm__memory_live() == 0);
        }
    }
    fixture_end();
}

TEST(reads_real_boundaries)
{
    static const struct {
        const char *file;
        size_t rows, parts, vertices;
    } files[] = {
        {"japan_prefectures_s0010.geojson", 47, 736, 61033},
        {"japan_municipalities_s0010.topojson", 1906, 2620, 216367},
        {"sapporo_wards_detail.geojson", 143, 143, 41124},
        {"tama_detail.geojson", 53, 57, 92116},
    };
    char path[512];

    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        cm_features features = {0};
        snprintf(path, sizeof path, "%s/boundaries/%s", data(), files[i].file);
        test_now = files[i].file;
        if (access(path, R_OK) != 0) {
            printf("skipped: no %s\n", files[i].file);
            continue;
        }
        CHECK(cm_features_read(&features, path, NULL, NULL) == CM_OK);
        CHECK(features.table.row_count == files[i].rows);
        CHECK(features.part_count == files[i].parts);
        CHECK(features.vertex_count == files[i].vertices);
        CHECK(strcmp(features.crs, "EPSG:4326") == 0);
        const cm_box box = cm_features_get_bounds(&features);
        CHECK(box.x_min > 122 && box.x_max < 154.5 && box.y_min > 20 && box.y_max < 46);
        cm_features_clear(&features);
    }
}

TEST_MAIN(RUN(reads_the_same_from_every_format), RUN(refuses_every_cut_file),
          RUN(refuses_what_is_no_layer), RUN(takes_a_layer_s_descriptions),
          RUN(takes_the_crs_that_is_stated_or_given), RUN(decodes_a_shapefile),
          RUN(filters_rows_alike_in_every_format),
          RUN(reads_a_member_table_and_gives_rejects_back_on_failure),
          RUN(takes_a_geojson_without_places), RUN(reports_memory_that_is_not_there),
          RUN(reads_real_boundaries))
