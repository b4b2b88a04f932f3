/* test_crs_distances.c - tests geo/crs_distances.c against the full algorithm. */
#include "geo/crs_distances.h"
#include "tests/test.h"
#include <clustermap/crs.h>
#include <stdint.h>

static uint64_t state = 20030401;

static double random_number(void) /* xorshift64*, Vigna 2016 */
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (double)((state * 2685821657736338717u) >> 11) / 9007199254740992.0;
}

static double length_m(cm_lonlat from, cm_lonlat to)
{
    const cm__geodesic_place a = cm__geodesic_place_make(from), b = cm__geodesic_place_make(to);
    const double there = cm__geodesic_length_m(&a, &b);

    CHECK(there == cm__geodesic_length_m(&b, &a) || isnan(there));
    return there;
}

static double off_m(cm_lonlat from, cm_lonlat to)
{
    return fabs(length_m(from, to) - cm_geodesic_distance_m(from, to, NULL));
}

TEST(equals_the_full_algorithm)
{
    static const struct {
        const char *why;
        double lon_deg, lat_deg, width_deg, height_deg;
    } rows[] = {
        {"Japan", 123, 24, 26, 22},
        {"a city", 141.2, 43, 0.3, 0.2},
        {"a street", 141.35, 43, 1e-4, 1e-4},
        {"the earth", -180, -90, 360, 180},
        {"at the equator", 0, -1e-3, 60, 2e-3},
        {"at a pole", -180, 89, 360, 1},
        {"across 180", 170, -50, 20, 100},
    };

    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        double worst_m = 0;
        test_now = rows[r].why;
        for (int i = 0; i < 20000; i++) {
            cm_lonlat at[2];
            for (int j = 0; j < 2; j++)
                at[j] = (cm_lonlat){rows[r].lon_deg + rows[r].width_deg * random_number(),
                                    rows[r].lat_deg + rows[r].height_deg * random_number()};
            worst_m = fmax(worst_m, off_m(at[0], at[1]));
        }
        CHECK_NEAR(worst_m, 0, 2e-8);
    }
}

TEST(equals_it_where_the_series_are_awkward)
{
    static const struct {
        const char *why;
        cm_lonlat from, to;
    } rows[] = {
        {"one place", {141, 43}, {141, 43}},
        {"one pole, two longitudes", {10, 90}, {100, 90}},
        {"pole to pole", {0, 90}, {0, -90}},
        {"along a meridian", {141, 20}, {141, 45}},
        {"along the equator", {140, 0}, {150, 0}},
        {"half round the equator", {0, 0}, {180, 0}},
        {"nearly half round it", {0, 0}, {179.5, 0}},
        {"nearly opposite", {0, 30}, {179.8, -29.9}},
        {"opposite", {0, 30}, {180, -30}},
        {"one turn apart", {-180, 10}, {180, 10}},
        {"many turns", {3600, 10}, {1, 10}},
        {"a micrometre", {141, 43}, {141, 43.00000000001}},
        {"over the pole", {0, 89}, {180, 89}},
        {"mirrored", {135, 35}, {140, -35}},
    };

    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        test_now = rows[r].why;
        CHECK_NEAR(off_m(rows[r].from, rows[r].to), 0, 2e-8);
    }
    CHECK(length_m((cm_lonlat){141, 43}, (cm_lonlat){141, 43}) == 0);
}

TEST(has_no_length_without_a_place)
{
    static const cm_lonlat bad[] = {{NAN, 43}, {141, NAN}, {INFINITY, 43}, {141, 91}, {141, -91}};

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK(isnan(length_m(bad[i], (cm_lonlat){141, 43})));
}

TEST_MAIN(RUN(equals_the_full_algorithm), RUN(equals_it_where_the_series_are_awkward),
          RUN(has_no_length_without_a_place))
