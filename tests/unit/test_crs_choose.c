/* test_crs_choose.c - tests geo/crs_choose.c. */
#include "tests/test.h"
#include <clustermap/crs.h>
#include <stdlib.h>

#define LAMBERT "JGD2011 / Lambert equal area about "

TEST(chooses_the_zone_in_which_a_place_is)
{
    static const struct {
        const char *why, *want;
        double lon_deg, lat_deg;
    } rows[] = {
        {"Nagasaki", "EPSG:6669", 129.873, 32.750},
        {"Amami", "EPSG:6669", 129.494, 28.377},
        {"Yakushima", "EPSG:6670", 130.653, 30.390},
        {"Fukuoka", "EPSG:6670", 130.402, 33.590},
        {"Kokura", "EPSG:6670", 130.875, 33.883},
        {"Shimonoseki", "EPSG:6671", 130.941, 33.958},
        {"Fukuyama", "EPSG:6671", 133.363, 34.486},
        {"Kasaoka, its neighbour", "EPSG:6673", 133.507, 34.507},
        {"Takamatsu", "EPSG:6672", 134.047, 34.343},
        {"Kobe", "EPSG:6673", 135.195, 34.690},
        {"Amagasaki", "EPSG:6673", 135.406, 34.733},
        {"Osaka", "EPSG:6674", 135.502, 34.694},
        {"Saito in Ibaraki", "EPSG:6674", 135.525, 34.866},
        {"Kyoto", "EPSG:6674", 135.768, 35.012},
        {"Nagoya", "EPSG:6675", 136.906, 35.181},
        {"Kuwana", "EPSG:6674", 136.684, 35.062},
        {"Hamamatsu", "EPSG:6676", 137.727, 34.711},
        {"Kofu", "EPSG:6676", 138.568, 35.664},
        {"Tokyo", "EPSG:6677", 139.767, 35.681},
        {"Hachioji", "EPSG:6677", 139.3235, 35.6562},
        {"Sagamihara", "EPSG:6677", 139.373, 35.571},
        {"Kawagoe", "EPSG:6677", 139.486, 35.925},
        {"Hachijo", "EPSG:6677", 139.785, 33.109},
        {"Sendai", "EPSG:6678", 140.872, 38.268},
        {"Hakodate", "EPSG:6679", 140.729, 41.769},
        {"Otaru", "EPSG:6679", 140.994, 43.191},
        {"Sapporo", "EPSG:6680", 141.354, 43.062},
        {"Wakkanai", "EPSG:6680", 141.673, 45.416},
        {"Kushiro", "EPSG:6681", 144.382, 42.985},
        {"Kitami", "EPSG:6681", 143.895, 43.803},
        {"Chichijima", "EPSG:6682", 142.192, 27.094},
        {"Naha", "EPSG:6683", 127.679, 26.212},
        {"Ishigaki", "EPSG:6684", 124.156, 24.340},
        {"Minamidaito", "EPSG:6685", 131.232, 25.829},
        {"Okinotorishima", "EPSG:6686", 136.081, 20.424},
        {"Minamitorishima", "EPSG:6687", 153.981, 24.287},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_crs *crs = NULL;
        test_now = rows[i].why;
        CHECK(cm_crs_choose(&crs, &rows[i].lon_deg, &rows[i].lat_deg, 1) == CM_OK);
        CHECK(crs && strcmp(cm_crs_get_definition(crs), rows[i].want) == 0);
        cm_crs_destroy(crs);
    }
}

TEST(chooses_equal_area_where_no_zone_holds_all)
{
    static const struct {
        const char *why;
        double lon_deg[3], lat_deg[3];
        const char *name;
    } rows[] = {
        {"Sapporo and Tokyo",
         {141.354, NAN, 139.767},
         {43.062, 35, 35.681},
         LAMBERT "39.4N 140.6E"},
        {"Kobe and Osaka", {135.195, 135.502, 400}, {34.690, 34.694, 35}, LAMBERT "34.7N 135.3E"},
        {"Paris", {2.35, 2.35, 2.35}, {48.86, 48.86, 48.86}, LAMBERT "48.9N 2.4E"},
        {"Chile", {-71, -70, NAN}, {-33, -34, NAN}, LAMBERT "33.5S 70.5W"},
        {"across the meridian 180", {179, -179, -177}, {-17, -17, -19}, LAMBERT "18.0S 179.0W"},
        {"at nought", {0, 0, 0}, {0, 0, 0}, LAMBERT "0.0N 0.0E"},
        {"at the edges", {180, 180, -180}, {90, 90, 90}, LAMBERT "90.0N 180.0E"},
        {"far from the zone", {0, 139.767, 139.767}, {-60, 35.681, 35}, LAMBERT "12.2S 69.9E"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_crs *crs = NULL, *again = NULL, *lonlat = NULL;
        double x = rows[i].lon_deg[0], y = rows[i].lat_deg[0];
        size_t lost = 7;
        test_now = rows[i].why;
        CHECK(cm_crs_choose(&crs, rows[i].lon_deg, rows[i].lat_deg, 3) == CM_OK);
        if (!crs)
            continue;
        CHECK(strcmp(cm_crs_get_name(crs), rows[i].name) == 0);
        CHECK(strncmp(cm_crs_get_definition(crs), "PROJCRS[", 8) == 0);
        /* what files keep makes the same plane again, which is reached without a shift of datum */
        CHECK(cm_crs_create(&again, cm_crs_get_definition(crs)) == CM_OK);
        CHECK(cm_crs_create(&lonlat, CM_CRS_WGS84) == CM_OK);
        CHECK(strcmp(cm_crs_get_definition(again), cm_crs_get_definition(crs)) == 0);
        CHECK(cm_crs_transform(lonlat, crs, &x, &y, 1, &lost) == CM_OK && lost == 0);
        CHECK(cm_crs_transform(again, lonlat, &x, &y, 1, &lost) == CM_OK && lost == 0);
        CHECK_NEAR(x, rows[i].lon_deg[0], 2e-8);
        CHECK_NEAR(y, rows[i].lat_deg[0], 2e-8);
        cm_crs_destroy(lonlat);
        cm_crs_destroy(again);
        cm_crs_destroy(crs);
    }
}

TEST(chooses_one_zone_for_many_places_of_it)
{
    static const double lon_deg[] = {NAN, 141.354, 141.35, 142.365, 141.6},
                        lat_deg[] = {NAN, 43.062, 43.07, 43.771, 42.63};
    cm_crs *crs = NULL;

    CHECK(cm_crs_choose(&crs, lon_deg, lat_deg, 5) == CM_OK);
    CHECK(crs && strcmp(cm_crs_get_definition(crs), "EPSG:6680") == 0);
    cm_crs_destroy(crs);
}

TEST(keeps_areas)
{
    const double lon_deg[] = {141.354, 139.767}, lat_deg[] = {43.062, 35.681};
    cm_crs *crs = NULL, *lonlat = NULL;
    /* a cell of 0.1 degree at 43 N: its area on GRS 80, by the closed formula */
    double x[] = {141.3, 141.4, 141.4, 141.3}, y[] = {43.0, 43.0, 43.1, 43.1}, twice_area = 0;

    CHECK(cm_crs_choose(&crs, lon_deg, lat_deg, 2) == CM_OK);
    CHECK(cm_crs_create(&lonlat, CM_CRS_LONLAT) == CM_OK);
    CHECK(cm_crs_transform(lonlat, crs, x, y, 4, NULL) == CM_OK);
    for (int i = 0; i < 4; i++)
        twice_area += x[i] * y[(i + 1) % 4] - x[(i + 1) % 4] * y[i];
    CHECK_NEAR(twice_area / 2, 90513388, 4000);
    cm_crs_destroy(lonlat);
    cm_crs_destroy(crs);
}

TEST(needs_a_place)
{
    static const double lon_deg[] = {NAN, INFINITY, 181, 141}, lat_deg[] = {43, 43, 43, 91};
    cm_crs *crs = NULL;

    CHECK(cm_crs_choose(&crs, NULL, NULL, 0) == CM_ERR_DOMAIN && !crs);
    CHECK(cm_crs_choose(&crs, lon_deg, lat_deg, 4) == CM_ERR_DOMAIN && !crs);
}

TEST_MAIN(RUN(chooses_the_zone_in_which_a_place_is),
          RUN(chooses_equal_area_where_no_zone_holds_all),
          RUN(chooses_one_zone_for_many_places_of_it), RUN(keeps_areas), RUN(needs_a_place))
