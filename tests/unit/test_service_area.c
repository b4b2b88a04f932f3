/* test_service_area.c - tests layers/service_area.c. */
#include "layers/service_area.h"
#include "tests/network_fixture.h"

static const double PI = 3.14159265358979323846;

static double area_of(const cm_network *network, const cm__service_piece *piece, double limit,
                      double width_m)
{
    static const cm_progress nobody = {NULL, NULL};
    const double how[2] = {limit, width_m};
    cm__strips *strips = NULL;
    cm__network_line line = {.count = 0};
    cm__area *area = NULL;
    cm_features out = {.geometry = CM_GEOMETRY_NONE};
    double area_m2 = -1;

    CHECK(cm__strips_create(&strips, (cm_point){0, 0}) == CM_OK);
    CHECK(cm__service_add_strip(strips, &line, network, piece, how) == CM_OK);
    CHECK(cm__strips_unite(&area, strips, &nobody, 0) == CM_OK);
    CHECK(cm_features_init(&out, CM_GEOMETRY_POLYGON, NULL) == CM_OK);
    CHECK(cm_features_add_row(&out) == CM_OK);
    CHECK(cm__strips_append(&out, &area_m2, strips, area, 0) == CM_OK);
    cm_features_clear(&out);
    cm__strips_destroy_area(strips, area);
    cm__network_line_clear(&line);
    cm__strips_destroy(strips);
    return area_m2;
}

static double disc(double radius_m)
{
    return PI * radius_m * radius_m;
}

/* A line of 1000 m at 48 km/h, and walking at 4.8: 0.00125 minutes a metre on it, 0.0125 off it. */
TEST(is_as_wide_as_there_is_time_to_walk)
{
    cm_features lines = draw("0 0, 400 300, 800 600");
    cm_network_options options = CM_NETWORK_OPTIONS_INIT;
    const cm__service_piece there = {0, 0, 0, 1000, 0, 0.00125}, back = {0, 0, 1000, 0, 0, 0.00125};

    options.unit = CM_NETWORK_MINUTES;
    options.speed_kmh = 48;
    cm_network *const network = join(&lines, &options);
    static const struct {
        const char *why;
        double limit, full_m, radius_m, taper_m; /* what it should look like */
    } rows[] = {{"much time: the whole width to the end", 5, 1000, 20, 0},
                {"the taper begins in the line", 1, 600, 20, 200},
                {"less time than the width takes", 0.125, 0, 10, 100},
                {"no time", 0, 0, 0, 0}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        /* half a disc behind, the strip, and a cone (sine of its half angle: 0.1) with what its
         * foot takes from the disc */
        const double r = rows[i].radius_m;
        const double cone =
            rows[i].taper_m > 0
                ? r * sqrt(rows[i].taper_m * rows[i].taper_m - r * r) + r * r * asin(0.1)
                : disc(r) / 2;
        const double want = disc(r) / 2 + 2 * r * rows[i].full_m + cone;
        test_now = rows[i].why;
        CHECK_NEAR(area_of(network, &there, rows[i].limit, 20), want, 0.01 * disc(r));
        CHECK_NEAR(area_of(network, &back, rows[i].limit, 20), want, 0.01 * disc(r));
    }
    cm_network_destroy(network);
    cm_features_clear(&lines);
}

/* Walking on the line as well: what is left at the taper's foot is a disc. */
TEST(ends_round_where_the_line_is_no_faster)
{
    cm_features lines = draw("0 0, 1000 0");
    cm_network *const network = join(&lines, NULL);
    const cm__service_piece piece = {0, 0, 0, 1000, 0, 1};

    CHECK_NEAR(area_of(network, &piece, 300, 20), 280 * 40 + disc(20), 10);
    CHECK_NEAR(area_of(network, &piece, 15, 20), disc(15), 10);
    CHECK_NEAR(area_of(network, &piece, 5000, 20), 1000 * 40 + disc(20), 10);
    cm_network_destroy(network);
    cm_features_clear(&lines);
}

/* A line that costs nothing is as wide everywhere as there is time. */
TEST(keeps_its_width_on_a_line_that_costs_nothing)
{
    cm_features lines = draw("0 0, 1000 0");
    cm_network *const network = join(&lines, NULL);
    const cm__service_piece piece = {0, 0, 1000, 0, 7, 0};

    CHECK_NEAR(area_of(network, &piece, 12, 20), 1000 * 10 + disc(5), 1);
    CHECK(area_of(network, &piece, 6, 20) == 0);
    cm_network_destroy(network);
    cm_features_clear(&lines);
}

TEST_MAIN(RUN(is_as_wide_as_there_is_time_to_walk), RUN(ends_round_where_the_line_is_no_faster),
          RUN(keeps_its_width_on_a_line_that_costs_nothing))
