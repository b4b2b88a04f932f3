/* test_points.c - tests geo/points.c. */
#include "geo/base_memory.h"
#include "tests/test.h"
#include <clustermap/points.h>

static cm_features places(const double (*xy)[2], size_t count, const char *crs)
{
    cm_features features = {0};

    CHECK(cm_features_init(&features, CM_GEOMETRY_POINT, crs) == CM_OK);
    CHECK(cm_table_add_column(&features.table, NULL, "staff", CM_COLUMN_TEXT) == CM_OK);
    for (size_t i = 0; i < count; i++) {
        CHECK(cm_features_add_row(&features) == CM_OK);
        cm_features_set_point(&features, i, (cm_point){xy[i][0], xy[i][1]});
        CHECK(cm_table_set_text(&features.table, i, 0, "2.5") == CM_OK);
    }
    return features;
}

TEST(takes_the_rows_that_have_a_place)
{
    static const double xy[][2] = {{1, 2}, {NAN, NAN}, {3, NAN}, {INFINITY, 4}, {5, -6}};
    cm_features features = places(xy, 5, NULL);
    cm_points points = {0};

    CHECK(cm_table_set_text(&features.table, 1, 0, "no place, so no matter") == CM_OK);
    CHECK(cm_table_set_text(&features.table, 4, 0, "0") == CM_OK);
    CHECK(cm_points_read(&points, &features, NULL, NULL) == CM_OK);
    CHECK(points.count == 2 && !points.weight && points.row[0] == 0 && points.row[1] == 4);
    CHECK(points.x[0] == 1 && points.y[0] == 2 && points.x[1] == 5 && points.y[1] == -6);
    cm_points_clear(&points);
    CHECK(cm_points_read(&points, &features, NULL, "STAFF") == CM_OK);
    CHECK(points.weight[0] == 2.5 && points.weight[1] == 0);
    cm_points_clear(&points);
    cm_features_clear(&features);
    CHECK(!points.x && cm__memory_live() == 0);
    cm_points_clear(NULL);
}

TEST(refuses_a_bad_weight_and_names_its_row)
{
    static const char *const bad[] = {"", "-1", "x", "nan", "inf", "1e999", "1,5", "0x10", "-1e-9"};
    static const double xy[][2] = {{1, 2}, {3, 4}};
    cm_features features = places(xy, 2, NULL);
    cm_points points = {0};

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        test_now = bad[i];
        CHECK(cm_table_set_text(&features.table, 1, 0, bad[i]) == CM_OK);
        CHECK(cm_points_read(&points, &features, NULL, "staff") == CM_ERR_FORMAT);
        CHECK(strstr(cm_error_text(), "row 2") != NULL && !points.x);
    }
    features.table.lines[1] = 77;
    CHECK(cm_points_read(&points, &features, NULL, "staff") == CM_ERR_FORMAT);
    CHECK(strstr(cm_error_text(), "line 77") != NULL);
    CHECK(cm_points_read(&points, &features, NULL, "size") == CM_ERR_FORMAT);
    CHECK(strstr(cm_error_text(), "\"size\"") != NULL);
    cm_features_clear(&features);
    CHECK(cm__memory_live() == 0);
}

TEST(refuses_what_is_not_points_or_too_far)
{
    static const struct {
        const char *why;
        double x;
        cm_status want;
    } rows[] = {{"the far end", 1e9, CM_OK},
                {"the other end", -1e9, CM_OK},
                {"beyond", 1.0000001e9, CM_ERR_DOMAIN},
                {"far beyond", 1e300, CM_ERR_DOMAIN}};
    cm_features lines = {0};
    cm_points points = {0};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const double xy[][2] = {{rows[i].x, 0}}, yx[][2] = {{0, rows[i].x}};
        cm_features east = places(xy, 1, NULL), north = places(yx, 1, NULL);
        test_now = rows[i].why;
        CHECK(cm_points_read(&points, &east, NULL, NULL) == rows[i].want);
        cm_points_clear(&points);
        CHECK(cm_points_read(&points, &north, NULL, NULL) == rows[i].want);
        cm_points_clear(&points);
        cm_features_clear(&north);
        cm_features_clear(&east);
    }
    CHECK(cm_features_init(&lines, CM_GEOMETRY_LINE, NULL) == CM_OK);
    CHECK(cm_points_read(&points, &lines, NULL, NULL) == CM_ERR_FORMAT);
    cm_features_clear(&lines);
}

TEST(transforms_into_the_plane)
{
    /* the origin of zone XII and a place in Sapporo */
    static const double lonlat[][2] = {{142.25, 44}, {NAN, NAN}, {141.35, 43.07}};
    cm_features features = places(lonlat, 3, CM_CRS_LONLAT), bare = places(lonlat, 1, NULL);
    cm_points points = {0};
    cm_crs *plane = NULL;

    CHECK(cm_crs_create(&plane, "EPSG:6680") == CM_OK);
    CHECK(cm_points_read(&points, &features, plane, NULL) == CM_OK && points.count == 2);
    CHECK_NEAR(points.x[0], 0, 1e-6);
    CHECK_NEAR(points.y[0], 0, 1e-6);
    CHECK(points.x[1] < -73000 && points.x[1] > -74000 && points.y[1] < -102000);
    CHECK(features.x[0] == 142.25); /* the layer stays as it is */
    cm_points_clear(&points);
    CHECK(cm_points_read(&points, &bare, plane, NULL) == CM_ERR_DOMAIN && !points.x);
    cm_features_set_point(&features, 1, (cm_point){0, 95});
    CHECK(cm_points_read(&points, &features, plane, NULL) == CM_ERR_DOMAIN && !points.x);
    CHECK(strstr(cm_error_text(), "row 2") != NULL);
    cm_crs_destroy(plane);
    cm_features_clear(&bare);
    cm_features_clear(&features);
    CHECK(cm__memory_live() == 0);
}

TEST(takes_none_from_none)
{
    cm_features features = places(NULL, 0, CM_CRS_LONLAT);
    cm_points points = {0};

    CHECK(cm_points_read(&points, &features, NULL, "staff") == CM_OK && points.count == 0);
    CHECK(!points.x && !points.row);
    cm_features_clear(&features);
}

/* What is taken is what is read; the layer keeps its words and has no rows. */
TEST(takes_a_layer_s_memory_over)
{
    static const double xy[][2] = {{NAN, NAN}, {1, 2}, {3, NAN}, {5, -6}, {NAN, 1}, {7, 8}};
    static const double weights[] = {NAN, 0.5, -1, 2, NAN, 0};

    for (int way = 0; way < 3; way++) { /* no weight, texts, reals */
        const char *const weight = way == 0 ? NULL : way == 1 ? "staff" : "size";
        cm_features features = places(xy, 6, "EPSG:6680");
        cm_points want = {0}, got = {0};
        size_t column;
        CHECK(cm_table_add_column(&features.table, &column, "size", CM_COLUMN_REAL) == CM_OK);
        for (size_t i = 0; i < 6; i++)
            cm_table_set_real(&features.table, i, column, weights[i]);
        CHECK(cm_points_read(&want, &features, NULL, weight) == CM_OK && want.count == 3);
        CHECK(cm_points_take(&got, &features, NULL, weight) == CM_OK && got.count == 3);
        for (size_t i = 0; i < 3; i++)
            CHECK(got.x[i] == want.x[i] && got.y[i] == want.y[i] &&
                  (!weight || got.weight[i] == want.weight[i]));
        CHECK((got.weight != NULL) == (weight != NULL) && !got.row);
        CHECK(features.table.row_count == 0 && features.table.column_count == 2);
        CHECK(features.vertex_count == 0 && strcmp(features.crs, "EPSG:6680") == 0);
        CHECK(cm_features_add_row(&features) == CM_OK && features.table.row_count == 1);
        cm_points_clear(&want);
        cm_points_clear(&got);
        cm_features_clear(&features);
    }
    CHECK(cm__memory_live() == 0);
}

TEST(takes_nothing_when_it_fails)
{
    static const double xy[][2] = {{1, 2}, {3, 4}};

    for (int way = 0; way < 4; way++) { /* memory, a bad weight, no such column, no points */
        static const char *const names[] = {"staff", "size", "none", "size"};
        static const cm_status wants[] = {CM_ERR_NOMEM, CM_ERR_FORMAT, CM_ERR_FORMAT, CM_OK};
        cm_features features = places(xy, way == 3 ? 0 : 2, NULL);
        cm_points got = {0};
        size_t column;
        CHECK(cm_table_add_column(&features.table, &column, "size", CM_COLUMN_REAL) == CM_OK);
        cm__memory_fail_at(way == 0 ? 1 : 0, true);
        CHECK(cm_points_take(&got, &features, NULL, names[way]) == wants[way]);
        cm__memory_fail_at(0, false);
        CHECK(way != 1 || strstr(cm_error_text(), "row 1: the weight") != NULL);
        CHECK(!got.x && !got.row && !got.weight);
        cm_features_clear(&features);
    }
    CHECK(cm__memory_live() == 0);
}

/* Through degrees and back a place would not be the same to the bit. */
TEST(leaves_places_of_the_plane_s_own_crs_alone)
{
    static const double xy[][2] = {{-73123.456789, -103456.789}, {1e7, 3}};
    cm_features features = places(xy, 2, "EPSG:6680");
    cm_points points = {0};
    cm_crs *plane = NULL;

    CHECK(cm_crs_create(&plane, "EPSG:6680") == CM_OK);
    CHECK(cm_points_read(&points, &features, plane, NULL) == CM_OK && points.count == 2);
    CHECK(points.x[0] == xy[0][0] && points.y[0] == xy[0][1] && points.x[1] == 1e7);
    cm_points_clear(&points);
    cm_crs_destroy(plane);
    cm_features_clear(&features);
}

TEST_MAIN(RUN(takes_a_layer_s_memory_over), RUN(takes_nothing_when_it_fails),
          RUN(leaves_places_of_the_plane_s_own_crs_alone), RUN(takes_the_rows_that_have_a_place),
          RUN(refuses_a_bad_weight_and_names_its_row), RUN(refuses_what_is_not_points_or_too_far),
          RUN(transforms_into_the_plane), RUN(takes_none_from_none))
