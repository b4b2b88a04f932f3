/* test_reader_points.c - tests geo/reader_points.c. */
#include "geo/base_memory.h"
#include "geo/reader_points.h"
#include "tests/reader_fixture.h"

TEST(rejects_rows_whose_coordinates_are_no_place)
{
    static const struct {
        const char *why, *lon, *lat, *reason; /* NULL: the row is kept */
    } rows[] = {
        {"a place", "141.35", "43.07", NULL},
        {"at the edge", "-180", "90", NULL},
        {"with an exponent and blanks", " 1.4135e2 ", "+43.07", NULL},
        {"none", "", "", NULL},
        {"beyond the pole", "141.35", "90.0000001", "latitude 90.0000001 is not within -90..90"},
        {"south of it", "141.35", "-91", "latitude -91 is not within -90..90"},
        {"more than round", "180.5", "43", "longitude 180.5 is not within -180..180"},
        {"twice round", "540", "43", "longitude 540 is not within -180..180"},
        {"exchanged", "43.07", "141.35",
         "latitude 141.35 is not within -90..90; are lon and lat exchanged?"},
        {"metres", "-73296", "-102922", "longitude -73296 is not within -180..180"},
        {"not a number", "nan", "43", "longitude \"nan\" is not a number"},
        {"infinity", "141", "inf", "latitude \"inf\" is not a number"},
        {"too large", "1e999", "43", "longitude \"1e999\" is not a number"},
        {"hexadecimal", "0x8D", "43", "longitude \"0x8D\" is not a number"},
        {"a comma for a point", "\"141,35\"", "43", "longitude \"141,35\" is not a number"},
        {"degrees and minutes", "141°21'", "43", "longitude \"141°21'\" is not a number"},
        {"full-width digits", "１４１", "43", "longitude \"１４１\" is not a number"},
        {"words after it", "141.35E", "43", "longitude \"141.35E\" is not a number"},
        {"half a place", "141.35", "", "latitude is missing"},
        {"the other half", "", "43", "longitude is missing"},
    };
    const cm_read_options options = CM_READ_OPTIONS_INIT;
    char csv[256];

    fixture_begin();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_features features = {0};
        cm_table rejects = {0};
        test_now = rows[i].why;
        snprintf(csv, sizeof csv, "name,lon,lat\nfirst,1,2\nsecond,%s,%s\n", rows[i].lon,
                 rows[i].lat);
        fixture_put("a.csv", csv);
        CHECK(cm__points_of_table(&features, fixture_path("a.csv"), &options, &rejects) == CM_OK);
        CHECK(features.table.row_count == (rows[i].reason ? 1 : 2));
        CHECK(features.x[0] == 1 && features.y[0] == 2);
        CHECK(strcmp(features.crs, "EPSG:6668") == 0);
        CHECK(rejects.row_count == (rows[i].reason ? 1 : 0));
        if (rows[i].reason) {
            CHECK(rejects.columns[0].integers[0] == 3);
            CHECK(strcmp(cm_table_get_text(&rejects, 0, 1), rows[i].reason) == 0);
            cm_features_clear(&features);
            CHECK(cm__points_of_table(&features, fixture_path("a.csv"), &options, NULL) ==
                  CM_ERR_FORMAT);
            CHECK(strstr(cm_error_text(), "a.csv:3: ") && strstr(cm_error_text(), rows[i].reason));
        } else {
            CHECK(cm_features_has_place(&features, 1) == (*rows[i].lon != '\0'));
        }
        cm_table_clear(&rejects);
        cm_features_clear(&features);
    }
    fixture_end();
}

TEST(finds_the_columns_and_their_plane)
{
    static const struct {
        const char *why, *header, *x, *y, *plane;
        bool ignore_crs;
        cm_status want;
        const char *crs, *words;
    } rows[] = {
        {"longitude and latitude", "lon,lat", NULL, NULL, NULL, false, CM_OK, "EPSG:6668", ""},
        {"in Japanese", "経度,緯度", NULL, NULL, NULL, false, CM_OK, "EPSG:6668", ""},
        {"without any CRS", "lon,lat", NULL, NULL, NULL, true, CM_OK, NULL, ""},
        {"a plane", "Y,X", "Y", "X", "EPSG:6680", false, CM_OK, "EPSG:6680", ""},
        {"plane units", "x,y", "x", "y", NULL, false, CM_OK, NULL, ""},
        {"a plane that is ignored", "x,y", "x", "y", "EPSG:6680", true, CM_OK, NULL, ""},
        {"no columns", "a,b", NULL, NULL, NULL, false, CM_ERR_FORMAT, NULL,
         "no columns of coordinates (lon, lat)"},
        {"x and y are not taken unasked", "x,y", NULL, NULL, NULL, false, CM_ERR_FORMAT, NULL,
         "no columns of coordinates"},
        {"one column", "lon,b", NULL, NULL, NULL, false, CM_ERR_FORMAT, NULL,
         "no column lat beside lon"},
        {"only x is named", "x,y", "x", NULL, NULL, false, CM_ERR_FORMAT, NULL,
         "no column y beside x"},
        {"an unknown name", "x,y", "east", "y", NULL, false, CM_ERR_FORMAT, NULL, "east"},
    };
    char csv[256];

    fixture_begin();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_read_options options = CM_READ_OPTIONS_INIT;
        cm_features features = {0};
        test_now = rows[i].why;
        options.names.header[CM_MEMBER_X] = rows[i].x;
        options.names.header[CM_MEMBER_Y] = rows[i].y;
        options.crs = rows[i].plane;
        options.ignore_crs = rows[i].ignore_crs;
        snprintf(csv, sizeof csv, "%s\n-70.5,80\n", rows[i].header);
        fixture_put("a.csv", csv);
        CHECK(cm__points_of_table(&features, fixture_path("a.csv"), &options, NULL) ==
              rows[i].want);
        if (rows[i].want) {
            CHECK(strstr(cm_error_text(), rows[i].words) != NULL);
            continue;
        }
        CHECK(features.x[0] == -70.5 && features.y[0] == 80);
        CHECK(!features.crs == !rows[i].crs);
        CHECK(!features.crs || strcmp(features.crs, rows[i].crs) == 0);
        cm_features_clear(&features);
    }
    fixture_end();
}

TEST(puts_no_range_on_a_plane)
{
    cm_read_options options = CM_READ_OPTIONS_INIT;
    cm_features features = {0};
    cm_table rejects = {0};

    fixture_begin();
    options.names.header[CM_MEMBER_X] = "x";
    options.names.header[CM_MEMBER_Y] = "y";
    fixture_put("a.csv", "x,y\n-73296.386,-102922.478\n1,nan\n");
    CHECK(cm__points_of_table(&features, fixture_path("a.csv"), &options, &rejects) == CM_OK);
    CHECK(features.table.row_count == 1 && features.x[0] == -73296.386);
    CHECK(rejects.row_count == 1);
    CHECK(strcmp(cm_table_get_text(&rejects, 0, 1), "y \"nan\" is not a number") == 0);
    CHECK(strcmp(cm_table_get_text(&rejects, 0, 2), "1, nan") == 0);
    cm_table_clear(&rejects);
    cm_features_clear(&features);
    fixture_end();
}

TEST(reports_memory_that_is_not_there)
{
    const cm_read_options options = CM_READ_OPTIONS_INIT;
    cm_status status = CM_ERR_NOMEM;

    fixture_begin();
    fixture_put("a.csv", "lon,lat\n141,43\n141,95\n");
    for (size_t nth = 1; status == CM_ERR_NOMEM; nth++) {
        cm_features features = {0};
        cm_table rejects = {0};
        cm__memory_fail_at(nth, false);
        status = cm__points_of_table(&features, fixture_path("a.csv"), &options, &rejects);
        cm__memory_fail_at(0, false);
        CHECK(status == CM_OK || status == CM_ERR_NOMEM);
        cm_table_clear(&rejects);
        cm_features_clear(&features);
        CHECK(cm__memory_live() == 0);
    }
    fixture_end();
}

TEST_MAIN(RUN(rejects_rows_whose_coordinates_are_no_place), RUN(finds_the_columns_and_their_plane),
          RUN(puts_no_range_on_a_plane), RUN(reports_memory_that_is_not_there))
