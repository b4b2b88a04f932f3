/* test_crs_transform.c - tests geo/crs_transform.c. */
#include "geo/base_memory.h"
#include "tests/test.h"
#include <clustermap/crs.h>

static cm_crs *make(const char *definition)
{
    cm_crs *crs = NULL;

    CHECK(cm_crs_create(&crs, definition) == CM_OK);
    return crs;
}

/* One place from one CRS to another; the status of the transformation. */
static cm_status move(cm_point *place, const char *from, const char *to, size_t *lost)
{
    cm_crs *const source = make(from), *const target = make(to);
    const cm_status status = cm_crs_transform(source, target, &place->x, &place->y, 1, lost);

    cm_crs_destroy(target);
    cm_crs_destroy(source);
    return status;
}

TEST(puts_places_where_they_are)
{
    static const struct {
        const char *why, *from, *to;
        cm_point place, want;
        double tolerance;
    } rows[] = {
        {"a zone's origin", "EPSG:6668", "EPSG:6680", {142.25, 44}, {0, 0}, 1e-6},
        {"and back", "EPSG:6680", "EPSG:6668", {0, 0}, {142.25, 44}, 1e-11},
        {"a degree north of it: the meridian's arc times 0.9999, east stays first",
         "EPSG:6668",
         "EPSG:6680",
         {142.25, 45},
         {0, 111110.8961},
         0.01},
        {"JGD2011 and WGS 84 are equal", "EPSG:6668", "EPSG:4326", {141.3, 43.1}, {141.3, 43.1}, 0},
        {"JGD2000 and JGD2011 are equal",
         "EPSG:4612",
         "EPSG:6668",
         {141.3, 43.1},
         {141.3, 43.1},
         0},
        {"the zones of both too", "EPSG:2454", "EPSG:6680", {-7e4, -1e5}, {-7e4, -1e5}, 1e-6},
        {"UTM on WGS 84", "EPSG:4326", "EPSG:32654", {141, 0}, {500000, 0}, 1e-6},
        {"only the ellipsoid is known",
         "+proj=longlat +ellps=GRS80",
         "EPSG:6668",
         {141.3, 43.1},
         {141.3, 43.1},
         0},
        /* the datum point in Azabu: 139 44 40.5020, 35 39 17.5148 and 139 44 28.8759, 35 39 29.1572
         */
        {"the old datum, to some 10 m",
         "EPSG:4301",
         "EPSG:6668",
         {139.744583889, 35.654865222},
         {139.741354417, 35.658099222},
         1e-4},
        {"to the old datum",
         "EPSG:6668",
         "EPSG:4301",
         {139.741354417, 35.658099222},
         {139.744583889, 35.654865222},
         1e-4},
        {"a zone of the old datum", "EPSG:30169", "EPSG:4301", {0, 0}, {139 + 50 / 60., 36}, 1e-9},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_point place = rows[i].place;
        size_t lost = 7;
        test_now = rows[i].why;
        CHECK(move(&place, rows[i].from, rows[i].to, &lost) == CM_OK && lost == 0);
        CHECK_NEAR(place.x, rows[i].want.x, rows[i].tolerance);
        CHECK_NEAR(place.y, rows[i].want.y, rows[i].tolerance);
    }
}

TEST(loses_what_cannot_be_reached_and_says_how_many)
{
    static const struct {
        const char *why, *from, *to;
        cm_point place;
        size_t lost;
    } rows[] = {
        {"no place", "EPSG:6668", "EPSG:6680", {NAN, NAN}, 0},
        {"half a place", "EPSG:6668", "EPSG:6680", {141, NAN}, 0},
        {"infinity", "EPSG:6668", "EPSG:6680", {INFINITY, 43}, 0},
        {"beyond the pole", "EPSG:6668", "EPSG:6680", {141, 95}, 1},
        {"behind the projection", "EPSG:4326", "+proj=ortho +lat_0=36 +lon_0=138", {-42, -36}, 1},
        {"off the sheet", "+proj=ortho +lat_0=36 +lon_0=138", "EPSG:4326", {1e8, 1e8}, 1},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_point place = rows[i].place;
        size_t lost = 7;
        test_now = rows[i].why;
        CHECK(move(&place, rows[i].from, rows[i].to, &lost) == CM_OK);
        CHECK(isnan(place.x) && isnan(place.y) && lost == rows[i].lost);
    }
}

TEST(shifts_every_place_alike_however_many)
{
    enum { COUNT = 2500 };
    static double x[COUNT], y[COUNT];
    cm_crs *const from = make("EPSG:4301"), *const to = make(CM_CRS_LONLAT);
    size_t lost = 7;

    for (int i = 0; i < COUNT; i++) {
        x[i] = i == 2000 ? NAN : 139.744583889;
        y[i] = i == 2100 ? 95 : 35.654865222;
    }
    CHECK(cm_crs_transform(from, to, x, y, COUNT, &lost) == CM_OK && lost == 1);
    for (int i = 0; i < COUNT; i++)
        CHECK(i == 2000 || i == 2100 ? isnan(x[i])
                                     : x[i] == x[0] && y[i] == y[0] && x[i] < 139.742);
    cm_crs_destroy(to);
    cm_crs_destroy(from);
}

TEST(refuses_a_datum_to_which_there_is_no_way)
{
    cm_point place = {10, 50};

    CHECK(move(&place, "+proj=longlat +R=6371000", "EPSG:6668", NULL) == CM_ERR_DOMAIN);
    CHECK(place.x == 10 && place.y == 50);
}

TEST(comes_back_to_the_same_place_all_over_japan)
{
    enum { SIDE = 60, COUNT = SIDE * SIDE };
    static const char *const planes[] = {"EPSG:6669", "EPSG:6677", "EPSG:6680", "EPSG:3857",
                                         "+proj=laea +lat_0=35 +lon_0=137 +ellps=GRS80"};
    static double x[COUNT], y[COUNT];
    cm_crs *const lonlat = make(CM_CRS_LONLAT);

    for (size_t p = 0; p < sizeof planes / sizeof *planes; p++) {
        cm_crs *const plane = make(planes[p]);
        size_t lost = 7;
        double worst = 0;
        for (int i = 0; i < COUNT; i++) {
            x[i] = 122 + 32.0 * (i % SIDE) / SIDE;
            y[i] = 20 + 26.0 * (i / SIDE) / SIDE;
        }
        CHECK(cm_crs_transform(lonlat, plane, x, y, COUNT, &lost) == CM_OK && lost == 0);
        CHECK(cm_crs_transform(plane, lonlat, x, y, COUNT, &lost) == CM_OK && lost == 0);
        for (int i = 0; i < COUNT; i++) {
            worst = fmax(worst, fabs(x[i] - (122 + 32.0 * (i % SIDE) / SIDE)));
            worst = fmax(worst, fabs(y[i] - (20 + 26.0 * (i / SIDE) / SIDE)));
        }
        test_now = planes[p];
        CHECK(worst < 2e-8); /* 2 mm: PROJ's inverse of the equal-area plane is a series */
        cm_crs_destroy(plane);
    }
    cm_crs_destroy(lonlat);
}

static void make_square(cm_features *features, const char *crs)
{
    static const double x[] = {141, 142, 142, 141, 141}, y[] = {43, 43, 44, 44, 43};

    CHECK(cm_features_init(features, CM_GEOMETRY_POLYGON, crs) == CM_OK);
    CHECK(cm_features_add_row(features) == CM_OK);
    CHECK(cm_features_add_part(features, x, y, 5, false) == CM_OK);
}

TEST(transforms_a_layer_whole)
{
    cm_features features = {0};
    cm_crs *const plane = make("EPSG:6680");
    double twice_area = 0;

    make_square(&features, CM_CRS_LONLAT);
    CHECK(cm_features_transform(&features, plane) == CM_OK);
    CHECK(strcmp(features.crs, "EPSG:6680") == 0);
    for (size_t i = 0; i < 4; i++)
        twice_area += features.x[i] * features.y[i + 1] - features.x[i + 1] * features.y[i];
    CHECK(twice_area > 0); /* counter-clockwise as before */
    CHECK_NEAR(twice_area / 2 / 1e6, 8979, 20);
    const double before = features.x[0];
    CHECK(cm_features_transform(&features, plane) == CM_OK && features.x[0] == before);
    cm_crs_destroy(plane);
    cm_features_clear(&features);
}

TEST(leaves_a_layer_that_it_cannot_transform)
{
    static const struct {
        const char *why, *from, *to;
        cm_status want;
    } rows[] = {
        {"without a CRS", NULL, "EPSG:6680", CM_ERR_DOMAIN},
        {"an unknown CRS", "banana", "EPSG:6680", CM_ERR_FORMAT},
        {"no way between", "+proj=longlat +R=6371000", "EPSG:6680", CM_ERR_DOMAIN},
        {"out of reach", "EPSG:6668", "+proj=ortho +lat_0=-36 +lon_0=-42", CM_ERR_DOMAIN},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_features features = {0};
        cm_crs *const to = make(rows[i].to);
        test_now = rows[i].why;
        make_square(&features, rows[i].from);
        CHECK(cm_features_transform(&features, to) == rows[i].want);
        CHECK(features.x[0] == 141 && features.y[2] == 44);
        CHECK(!features.crs == !rows[i].from);
        CHECK(!features.crs || strcmp(features.crs, rows[i].from) == 0);
        cm_features_clear(&features);
        cm_crs_destroy(to);
    }
}

TEST(leaves_points_of_which_one_cannot_be_reached)
{
    cm_features features = {0};
    cm_crs *const plane = make("EPSG:6680");

    CHECK(cm_features_init(&features, CM_GEOMETRY_POINT, CM_CRS_LONLAT) == CM_OK);
    for (int row = 0; row < 3; row++)
        CHECK(cm_features_add_row(&features) == CM_OK);
    cm_features_set_point(&features, 0, (cm_point){142.25, 44});
    CHECK(cm_features_transform(&features, plane) == CM_OK); /* the rest has no place */
    CHECK_NEAR(features.x[0], 0, 1e-6);
    CHECK(isnan(features.x[1]));
    CHECK(cm_features_set_crs(&features, CM_CRS_LONLAT) == CM_OK);
    cm_features_set_point(&features, 2, (cm_point){142.25, 95});
    CHECK(cm_features_transform(&features, plane) == CM_ERR_DOMAIN && features.y[2] == 95);
    CHECK(strstr(cm_error_text(), "does not reach 1 of 3") != NULL);
    cm_crs_destroy(plane);
    cm_features_clear(&features);
}

TEST(leaves_a_layer_when_memory_runs_out)
{
    cm_crs *const plane = make("EPSG:6680");

    for (size_t nth = 1;; nth++) {
        cm_features features = {0};
        make_square(&features, CM_CRS_LONLAT);
        const size_t live = cm__memory_live();
        cm__memory_fail_at(nth, false);
        const cm_status status = cm_features_transform(&features, plane);
        cm__memory_fail_at(0, false);
        CHECK(cm__memory_live() == live);
        CHECK(status == (features.x[0] == 141 ? CM_ERR_NOMEM : CM_OK));
        cm_features_clear(&features);
        if (!status)
            break;
    }
    cm_crs_destroy(plane);
}

TEST_MAIN(RUN(puts_places_where_they_are), RUN(loses_what_cannot_be_reached_and_says_how_many),
          RUN(shifts_every_place_alike_however_many), RUN(refuses_a_datum_to_which_there_is_no_way),
          RUN(comes_back_to_the_same_place_all_over_japan), RUN(transforms_a_layer_whole),
          RUN(leaves_a_layer_that_it_cannot_transform),
          RUN(leaves_points_of_which_one_cannot_be_reached),
          RUN(leaves_a_layer_when_memory_runs_out))
