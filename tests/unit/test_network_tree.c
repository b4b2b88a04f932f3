/* test_network_tree.c - tests layers/network_tree.c. */
#include "tests/network_fixture.h"

/* The nearest by a look at every segment, in long double. */
static double nearest_by_definition(const cm_features *lines, cm_point place)
{
    long double best = INFINITY;

    for (size_t p = 0; p < lines->part_count; p++)
        for (size_t v = lines->first_vertex[p]; v + 1 < lines->first_vertex[p + 1]; v++) {
            const long double dx = (long double)lines->x[v + 1] - lines->x[v];
            const long double dy = (long double)lines->y[v + 1] - lines->y[v];
            const long double x = (long double)place.x - lines->x[v];
            const long double y = (long double)place.y - lines->y[v];
            const long double length2 = dx * dx + dy * dy;
            long double share = length2 > 0 ? (x * dx + y * dy) / length2 : 0;
            share = share < 0 ? 0 : share > 1 ? 1 : share;
            const long double distance = hypotl(x - share * dx, y - share * dy);
            best = distance < best ? distance : best;
        }
    return (double)best;
}

TEST(finds_what_a_look_at_every_segment_finds)
{
    uint64_t seed = 11;
    cm_features lines = {.geometry = CM_GEOMETRY_NONE};

    CHECK(cm_features_init(&lines, CM_GEOMETRY_LINE, NULL) == CM_OK);
    for (size_t i = 0; i < 700; i++) { /* short and long ones, far from the origin */
        double x[20], y[20];
        const size_t count = 2 + random_below(&seed, 19);
        const double step = i % 50 ? 30 : 3000;
        x[0] = 1e7 + 1e4 * random_share(&seed);
        y[0] = -1e7 + 1e4 * random_share(&seed);
        for (size_t k = 1; k < count; k++) {
            x[k] = x[k - 1] + step * (random_share(&seed) - 0.5);
            y[k] = y[k - 1] + step * (random_share(&seed) - 0.5);
        }
        CHECK(cm_features_add_row(&lines) == CM_OK);
        CHECK(cm_features_add_part(&lines, x, y, count, false) == CM_OK);
    }
    cm_network *const network = join(&lines, NULL);
    for (size_t i = 0; i < 500; i++) {
        const double spread = i % 10 ? 1.2e4 : 1e6;
        const cm_point place = {1e7 + spread * (random_share(&seed) - 0.1),
                                -1e7 + spread * (random_share(&seed) - 0.1)};
        const cm_network_place found = cm_network_find_place(network, place, INFINITY);
        const double want = nearest_by_definition(&lines, place);
        CHECK_NEAR(found.gap_m, want, 1e-8 * (1 + want));
        CHECK_NEAR(hypot(found.on_line.x - place.x, found.on_line.y - place.y), found.gap_m,
                   1e-8 * (1 + want));
        CHECK(cm_network_find_place(network, place, 0.999 * want).edge == CM_ABSENT);
        CHECK(cm_network_find_place(network, place, 1.001 * want).edge == found.edge);
    }
    cm_network_destroy(network);
    cm_features_clear(&lines);
}

TEST(takes_the_line_drawn_first_of_equally_near_ones)
{
    cm_features lines = draw("50 10, 60 10\n0 0, 10 0\n0 2, 10 2\n0 0, 10 0");
    cm_network *const network = join(&lines, NULL);
    const cm_network_place found = cm_network_find_place(network, (cm_point){4, 1}, 1);

    CHECK(found.edge == 1 && found.gap_m == 1 && found.along_m == 4); /* within the limit itself */
    CHECK(found.on_line.x == 4 && found.on_line.y == 0);
    CHECK(cm_network_find_place(network, (cm_point){NAN, 1}, INFINITY).edge == CM_ABSENT);
    CHECK(cm_network_find_place(network, (cm_point){INFINITY, 1}, INFINITY).edge == CM_ABSENT);
    /* whose squares are infinite: it looked for ever */
    CHECK(cm_network_find_place(network, (cm_point){1e300, 1}, INFINITY).edge == CM_ABSENT);
    CHECK(cm_network_find_place(network, (cm_point){1e9, -1e9}, INFINITY).edge == 0);
    cm_network_destroy(network);
    cm_features_clear(&lines);
}

/* A line of so many segments that it has many leaves, and is a single edge. */
TEST(measures_along_a_long_edge)
{
    cm_features lines = {.geometry = CM_GEOMETRY_NONE};
    double x[1001], y[1001];

    for (int i = 0; i <= 1000; i++) {
        x[i] = 3 * i;
        y[i] = i % 2 ? 4 : 0;
    }
    CHECK(cm_features_init(&lines, CM_GEOMETRY_LINE, NULL) == CM_OK);
    CHECK(cm_features_add_row(&lines) == CM_OK);
    CHECK(cm_features_add_part(&lines, x, y, 1001, false) == CM_OK);
    cm_network *const network = join(&lines, NULL);
    CHECK(cm_network_get_summary(network).edge_count == 1);
    for (int i = 0; i <= 1000; i += 7) {
        const cm_network_place found =
            cm_network_find_place(network, (cm_point){x[i], y[i]}, INFINITY);
        CHECK(found.along_m == 5 * i && found.gap_m == 0);
    }
    cm_network_destroy(network);
    cm_features_clear(&lines);
}

TEST_MAIN(RUN(finds_what_a_look_at_every_segment_finds),
          RUN(takes_the_line_drawn_first_of_equally_near_ones), RUN(measures_along_a_long_edge))
