/* test_crs.c - tests geo/crs.c. */
#include "geo/base_memory.h"
#include "tests/test.h"
#include <clustermap/crs.h>

static const double degree = 0.017453292519943295;

TEST(knows_what_it_is_told)
{
    static const struct {
        const char *why, *given;
        cm_status want;
        const char *definition; /* its start */
        bool is_geographic;
    } rows[] = {
        {"a zone", "EPSG:6680", CM_OK, "EPSG:6680", false},
        {"longitude and latitude", CM_CRS_LONLAT, CM_OK, "EPSG:6668", true},
        {"in lower case", "epsg:4326", CM_OK, "EPSG:4326", true},
        {"with heights", "EPSG:4979", CM_OK, "EPSG:4326", true},
        {"with a height system", "EPSG:6697", CM_OK, "EPSG:6668", true},
        {"GeoJSON's own", "OGC:CRS84", CM_OK, "EPSG:4326", true},
        {"by its URN", "urn:ogc:def:crs:EPSG::4612", CM_OK, "EPSG:4612", true},
        {"of ESRI", "ESRI:102012", CM_OK, "PROJCRS[\"Asia_Lambert_Conformal_Conic\"", false},
        {"a PROJ string", "+proj=tmerc +lat_0=44 +lon_0=142.25 +k=0.9999 +ellps=GRS80", CM_OK,
         "PROJCRS[", false},
        {"a datum by its shift", "+proj=longlat +ellps=bessel +towgs84=-146.4,507.3,680.5", CM_OK,
         "BOUNDCRS[", true},
        {"the text beside a Shapefile",
         "PROJCS[\"JGD_2011_Japan_Zone_12\",GEOGCS[\"GCS_JGD_2011\",DATUM[\"D_JGD_2011\","
         "SPHEROID[\"GRS_1980\",6378137.0,298.257222101]],PRIMEM[\"Greenwich\",0.0],"
         "UNIT[\"Degree\",0.0174532925199433]],PROJECTION[\"Transverse_Mercator\"],"
         "PARAMETER[\"False_Easting\",0.0],PARAMETER[\"False_Northing\",0.0],"
         "PARAMETER[\"Central_Meridian\",142.25],PARAMETER[\"Scale_Factor\",0.9999],"
         "PARAMETER[\"Latitude_Of_Origin\",44.0],UNIT[\"Meter\",1.0]]",
         CM_OK, "EPSG:6680", false},
        {"in feet", "EPSG:2263", CM_ERR_FORMAT, "", false},
        {"to the west and south", "EPSG:2053", CM_ERR_FORMAT, "", false},
        {"a height", "EPSG:5773", CM_ERR_FORMAT, "", false},
        {"geocentric", "EPSG:4978", CM_ERR_FORMAT, "", false},
        {"an unknown number", "EPSG:99999", CM_ERR_FORMAT, "", false},
        {"a word", "banana", CM_ERR_FORMAT, "", false},
        {"nothing", "", CM_ERR_FORMAT, "", false},
        {"broken WKT", "PROJCRS[\"a\"", CM_ERR_FORMAT, "", false},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_crs *crs = NULL;
        test_now = rows[i].why;
        CHECK(cm_crs_create(&crs, rows[i].given) == rows[i].want);
        CHECK((crs != NULL) == (rows[i].want == CM_OK));
        if (!crs) {
            CHECK(strstr(cm_error_text(), rows[i].given) != NULL);
            continue;
        }
        CHECK(strncmp(cm_crs_get_definition(crs), rows[i].definition, strlen(rows[i].definition)) ==
              0);
        CHECK(!strchr(cm_crs_get_definition(crs), '\n'));
        CHECK(cm_crs_is_geographic(crs) == rows[i].is_geographic);
        cm_crs_destroy(crs);
    }
}

TEST(names_a_crs_or_repeats_what_it_was_given)
{
    static const char *const given[][2] = {
        {"EPSG:6680", "JGD2011 / Japan Plane Rectangular CS XII"},
        {"+proj=longlat +ellps=GRS80", "+proj=longlat +ellps=GRS80"},
    };

    for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
        cm_crs *crs = NULL;
        CHECK(cm_crs_create(&crs, given[i][0]) == CM_OK);
        CHECK(crs && strcmp(cm_crs_get_name(crs), given[i][1]) == 0);
        cm_crs_destroy(crs);
    }
}

/* The road from a place 50 m south to one 50 m north of it, and from west to east, must lie in the
 * plane as the factors say. */
TEST(gives_the_scale_and_the_direction_of_true_north)
{
    static const struct {
        const char *why, *crs;
        cm_lonlat place;
        double tolerance; /* of the scale */
    } rows[] = {
        {"west of the zone's meridian", "EPSG:6680", {141.35, 43.07}, 1e-6},
        {"east of it", "EPSG:6680", {143.1, 43.5}, 1e-6},
        {"on it", "EPSG:6677", {139.0 + 50.0 / 60, 35.7}, 1e-6},
        {"the old datum, whose ellipsoid is smaller", "EPSG:30169", {139.4, 35.6}, 2e-4},
        {"equal area", "+proj=laea +lat_0=40 +lon_0=138 +ellps=GRS80", {130.4, 33.6}, 1e-5},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_crs *plane = NULL, *lonlat = NULL;
        cm_crs_factors factors = {0};
        test_now = rows[i].why;
        CHECK(cm_crs_create(&plane, rows[i].crs) == CM_OK);
        CHECK(cm_crs_create(&lonlat, CM_CRS_LONLAT) == CM_OK);
        CHECK(cm_crs_get_factors(&factors, plane, rows[i].place) == CM_OK);
        double x[4], y[4];
        for (int side = 0; side < 4; side++) {
            const cm_lonlat end = cm_geodesic_walk(rows[i].place, 90 * side, 50);
            x[side] = end.lon_deg;
            y[side] = end.lat_deg;
        }
        CHECK(cm_crs_transform(lonlat, plane, x, y, 4, NULL) == CM_OK);
        const double north = atan2(x[0] - x[2], y[0] - y[2]) / degree;
        CHECK_NEAR(factors.true_north_deg, north, 1e-4);
        const double scale = (hypot(x[0] - x[2], y[0] - y[2]) + hypot(x[1] - x[3], y[1] - y[3]));
        CHECK_NEAR(factors.point_scale, scale / 200, rows[i].tolerance);
        cm_crs_destroy(lonlat);
        cm_crs_destroy(plane);
    }
}

TEST(has_no_factors_where_there_is_no_plane)
{
    static const struct {
        const char *why, *crs;
        cm_lonlat place;
    } rows[] = {
        {"geographic", "EPSG:6668", {141, 43}},
        {"not a place", "EPSG:6680", {NAN, 43}},
        {"behind the projection", "+proj=ortho +lat_0=36 +lon_0=138", {-42, -36}},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_crs_factors factors = {7, 7};
        cm_crs *crs = NULL;
        test_now = rows[i].why;
        CHECK(cm_crs_create(&crs, rows[i].crs) == CM_OK);
        CHECK(cm_crs_get_factors(&factors, crs, rows[i].place) == CM_ERR_DOMAIN);
        CHECK(factors.true_north_deg == 7 && factors.point_scale == 7);
        cm_crs_destroy(crs);
    }
}

TEST(reports_memory_that_is_not_there)
{
    for (size_t nth = 1; nth <= 3; nth++) {
        cm_crs *crs = NULL;
        cm__memory_fail_at(nth, false);
        CHECK(cm_crs_create(&crs, "EPSG:6680") == CM_ERR_NOMEM && !crs);
        cm__memory_fail_at(0, false);
        CHECK(cm__memory_live() == 0);
    }
}

TEST_MAIN(RUN(knows_what_it_is_told), RUN(names_a_crs_or_repeats_what_it_was_given),
          RUN(gives_the_scale_and_the_direction_of_true_north),
          RUN(has_no_factors_where_there_is_no_plane), RUN(reports_memory_that_is_not_there))
