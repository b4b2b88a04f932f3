/* test_export_geojson.c - tests output/export_geojson.c in a folder of its own. */
#include "tests/export_fixture.h"

static char folder[] = P_tmpdir "/test_export_geojson.XXXXXX";

static cm_status write_layer(const cm_features *layer, const char *path)
{
    const cm__export_job job = make_job(layer, path, CM_FORMAT_GEOJSON);

    return cm__export_geojson(&job);
}

TEST(writes_points)
{
    cm_features points = make_points();
    const size_t rows[] = {0, 1, HOSTILE_COUNT};

    CHECK(cm_features_select_rows(&points, rows, 3) == CM_OK);
    CHECK(write_layer(&points, "a.geojson") == CM_OK);
    CHECK(holds("a.geojson",
                "{\"type\":\"FeatureCollection\",\n\"name\":\"members\",\n"
                "\"features\":[\n"
                "{\"type\":\"Feature\",\"properties\":{\"名称\":\"①髙﨑～－㈱ｶﾌﾞ\","
                "\"founded\":9007199254740993,\"share\":0.1},"
                "\"geometry\":{\"type\":\"Point\",\"coordinates\":[141.35,43.0625]}},\n"
                "{\"type\":\"Feature\",\"properties\":{\"名称\":\"'\\\";--\","
                "\"founded\":1971,\"share\":1e+300},"
                "\"geometry\":{\"type\":\"Point\",\"coordinates\":[141.36,43.0625]}},\n"
                "{\"type\":\"Feature\",\"properties\":{\"名称\":null,"
                "\"founded\":null,\"share\":null},\"geometry\":null}\n],\n"
                "\"bbox\":[141.35,43.0625,141.36,43.0625]}\n"));
    cm_features_clear(&points);
    CHECK(unlink("a.geojson") == 0 && cm__memory_live() == 0);
}

TEST(escapes_hostile_texts)
{
    cm_features points = make_points();
    static const char *const wants[] = {
        "\"two\\nlines\\r\\n\"", "\"a,b\\tc\"",       "\"\\\\u0000 \\\\\"", "\"\\u0001\\u007f\"",
        "\"C:\\\\temp\"",        "\"" EMOJI " map\"", "\"share\":-2.0",     "\"founded\":1972,",
    };

    CHECK(write_layer(&points, "a.geojson") == CM_OK);
    for (size_t i = 0; i < sizeof wants / sizeof *wants; i++) {
        test_now = wants[i];
        CHECK(contains("a.geojson", wants[i]));
    }
    cm_features_clear(&points);
    CHECK(unlink("a.geojson") == 0);
}

TEST(rounds_degrees_to_7_decimals)
{
    static const struct {
        const char *why;
        double value;
        const char *want;
    } rows[] = {
        {"whole", 141, "[141,0]"},
        {"zero", 0, "[0,0]"},
        {"never -0", -1e-9, "[0,0]"},
        {"negative", -0.1, "[-0.1,0]"},
        {"seven", 1.12345678, "[1.1234568,0]"},
        {"carries", 9.99999996, "[10,0]"},
        {"smallest", 1e-7, "[0.0000001,0]"},
        {"negative, whole", -180, "[-180,0]"},
        {"as printf", 141.34999995000001, "[141.35,0]"},
        {"not degrees at all", 123456.12345678, "[123456.1234568,0]"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_features points = {0};
        test_now = rows[i].why;
        CHECK(cm_features_init(&points, CM_GEOMETRY_POINT, "EPSG:4326") == CM_OK);
        CHECK(cm_features_add_row(&points) == CM_OK);
        cm_features_set_point(&points, 0, (cm_point){rows[i].value, 0});
        CHECK(write_layer(&points, "a.geojson") == CM_OK);
        CHECK(contains("a.geojson", rows[i].want));
        cm_features_clear(&points);
    }
    CHECK(unlink("a.geojson") == 0);
}

TEST(keeps_plane_coordinates_to_the_last_digit)
{
    cm_features points = {0};

    CHECK(cm_features_init(&points, CM_GEOMETRY_POINT, NULL) == CM_OK);
    CHECK(cm_features_add_row(&points) == CM_OK);
    cm_features_set_point(&points, 0, (cm_point){0.1 + 0.2, -104000.123456789});
    CHECK(write_layer(&points, "a.geojson") == CM_OK);
    CHECK(holds("a.geojson",
                "{\"type\":\"FeatureCollection\",\n\"features\":[\n"
                "{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Point\","
                "\"coordinates\":[0.30000000000000004,-104000.123456789]}}\n],\n"
                "\"bbox\":[0.30000000000000004,-104000.123456789,"
                "0.30000000000000004,-104000.123456789]}\n"));
    cm_features_clear(&points);
    CHECK(unlink("a.geojson") == 0);
}

TEST(groups_rings_into_polygons)
{
    cm_features shapes = make_shapes(CM_GEOMETRY_POLYGON, "EPSG:4326");

    CHECK(write_layer(&shapes, "a.geojson") == CM_OK);
    CHECK(contains("a.geojson", "\"bbox\":[140.75,42.75,144.25,43.625]"));
    CHECK(contains("a.geojson",
                   "{\"type\":\"Polygon\",\"coordinates\":[[[140.75,42.75],[141.25,42.75],"
                   "[141.25,43.25],[140.75,43.25],[140.75,42.75]],[[140.875,42.875],"
                   "[140.875,43.125],[141.125,43.125],[141.125,42.875],[140.875,42.875]]]}"));
    CHECK(contains("a.geojson",
                   "{\"type\":\"MultiPolygon\",\"coordinates\":[[[[141.375,43.375],"
                   "[141.625,43.375],[141.625,43.625],[141.375,43.625],[141.375,43.375]]],"
                   "[[[141.75,42.75],[142.25,42.75],[142.25,43.25],[141.75,43.25],"
                   "[141.75,42.75]],[[141.875,42.875],[141.875,43.125],[142.125,43.125],"
                   "[142.125,42.875],[141.875,42.875]]]]}"));
    CHECK(contains("a.geojson", "{\"name\":\"nothing\"},\"geometry\":null}"));
    cm_features_clear(&shapes);
    CHECK(unlink("a.geojson") == 0);
}

TEST(turns_rings_to_the_right_hand)
{
    cm_features shapes = {0};

    CHECK(cm_features_init(&shapes, CM_GEOMETRY_POLYGON, "EPSG:4326") == CM_OK);
    CHECK(cm_features_add_row(&shapes) == CM_OK);
    const double x[] = {0, 0, 9, 9, 0}, y[] = {0, 9, 9, 0, 0}; /* clockwise */
    const double hole_x[] = {1, 2, 2, 1, 1}, hole_y[] = {1, 1, 2, 2, 1};
    CHECK(cm_features_add_part(&shapes, x, y, 5, false) == CM_OK);
    CHECK(cm_features_add_part(&shapes, hole_x, hole_y, 5, true) == CM_OK);
    CHECK(write_layer(&shapes, "a.geojson") == CM_OK);
    CHECK(contains("a.geojson", "[[[0,0],[9,0],[9,9],[0,9],[0,0]],"
                                "[[1,1],[1,2],[2,2],[2,1],[1,1]]]"));
    cm_features_clear(&shapes);
    CHECK(unlink("a.geojson") == 0);
}

TEST(writes_lines)
{
    cm_features shapes = make_shapes(CM_GEOMETRY_LINE, "EPSG:4326");

    CHECK(write_layer(&shapes, "a.geojson") == CM_OK);
    CHECK(contains("a.geojson",
                   "{\"type\":\"LineString\",\"coordinates\":[[140.75,42.75],[141.25,42.75],"
                   "[141.25,43.25],[140.75,43.25],[140.75,42.75]]}}"));
    CHECK(
        contains("a.geojson", "{\"type\":\"MultiLineString\",\"coordinates\":[[[141.375,43.375],"));
    CHECK(contains("a.geojson", "[141.375,43.375]],[[141.75,42.75],"));
    cm_features_clear(&shapes);
    CHECK(unlink("a.geojson") == 0);
}

TEST(writes_an_empty_layer)
{
    cm_features points = {0};

    CHECK(cm_features_init(&points, CM_GEOMETRY_POINT, "EPSG:4326") == CM_OK);
    CHECK(write_layer(&points, "a.geojson") == CM_OK);
    CHECK(holds("a.geojson", "{\"type\":\"FeatureCollection\",\n\"features\":[\n\n]}\n"));
    cm_features_clear(&points);
    CHECK(unlink("a.geojson") == 0);
}

TEST(names_every_property_once)
{
    cm_features points = {0};

    CHECK(cm_features_init(&points, CM_GEOMETRY_NONE, NULL) == CM_OK);
    CHECK(cm_table_add_column(&points.table, NULL, "a\"", CM_COLUMN_TEXT) == CM_OK);
    CHECK(cm_table_add_column(&points.table, NULL, "a\"", CM_COLUMN_REAL) == CM_OK);
    CHECK(cm_table_add_column(&points.table, NULL, "\xFF", CM_COLUMN_REAL) == CM_OK);
    CHECK(cm_features_add_row(&points) == CM_OK);
    CHECK(cm_table_set_text(&points.table, 0, 0, "\x8D\x82") == CM_OK);
    cm_table_set_real(&points.table, 0, 1, INFINITY);
    CHECK(write_layer(&points, "a.geojson") == CM_OK);
    CHECK(contains(
        "a.geojson",
        "{\"a\\\"\":\"\uFFFD\uFFFD\",\"a\\\"_2\":null,\"\uFFFD\":null},\"geometry\":null}"));
    cm_features_clear(&points);
    CHECK(unlink("a.geojson") == 0);
}

TEST(keeps_the_old_file_when_the_disk_is_full)
{
    cm_features points = make_points();

    put("a.geojson", "old");
    limit_files(1000);
    const cm_status status = write_layer(&points, "a.geojson");
    limit_files(RLIM_INFINITY);
    CHECK(status == CM_ERR_IO && holds("a.geojson", "old") && count_names(".") == 1);
    cm_features_clear(&points);
    CHECK(unlink("a.geojson") == 0);
}

TEST(fails_whole_when_memory_runs_out)
{
    cm_features points = make_points();
    const size_t live = cm__memory_live();
    size_t n = 1;

    for (cm_status status = CM_ERR_NOMEM; status && n < 200; n++) {
        cm__memory_fail_at(n, false);
        status = write_layer(&points, "a.geojson");
        cm__memory_fail_at(0, false);
        CHECK(status == CM_OK || status == CM_ERR_NOMEM);
        CHECK(count_names(".") == (status ? 0 : 1) && cm__memory_live() == live);
    }
    CHECK(n > 10 && n < 200 && unlink("a.geojson") == 0);
    cm_features_clear(&points);
}

TEST_MAIN(CHECK(mkdtemp(folder) && chdir(folder) == 0), signal(SIGXFSZ, SIG_IGN),
          RUN(writes_points), RUN(escapes_hostile_texts), RUN(rounds_degrees_to_7_decimals),
          RUN(keeps_plane_coordinates_to_the_last_digit), RUN(groups_rings_into_polygons),
          RUN(turns_rings_to_the_right_hand), RUN(writes_lines), RUN(writes_an_empty_layer),
          RUN(names_every_property_once), RUN(keeps_the_old_file_when_the_disk_is_full),
          RUN(fails_whole_when_memory_runs_out), CHECK(rmdir(folder) == 0))
