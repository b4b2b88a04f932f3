/* test_network_path.c - tests layers/network_path.c. */
#include "layers/network_path.h"
#include "tests/network_fixture.h"

static double length_of(const cm_features *lines)
{
    double length_m = 0;

    for (size_t v = 1; v < lines->vertex_count; v++)
        length_m += hypot(lines->x[v] - lines->x[v - 1], lines->y[v] - lines->y[v - 1]);
    return length_m;
}

/* A way is as long as it costs, begins and ends at the places, and has no step twice. */
TEST(draws_ways_that_are_as_long_as_they_cost)
{
    random_network random;

    for (uint64_t seed = 1; seed <= 40; seed++) {
        uint64_t dice = 77 * seed;
        make_random(&random, seed);
        cm_network_options options = CM_NETWORK_OPTIONS_INIT;
        options.oneway = "oneway";
        cm_network *const network = join(&random.lines, &options);
        cm_network_place places[30];
        double costs[30];
        cm_network_search *search = NULL;
        for (size_t i = 0; i < 30; i++)
            places[i] = cm_network_find_place(
                network,
                (cm_point){1e6 + 3000 * random_share(&dice), -2e5 + 3000 * random_share(&dice)},
                INFINITY);
        CHECK(cm_network_search_create(&search, network, places, 30, NULL) == CM_OK);
        for (size_t a = 0; a < 30; a++) {
            CHECK(cm_network_search_all(costs, search, &places[a], INFINITY) == CM_OK);
            for (size_t b = 0; b < 30; b++) {
                cm_features way = draw("");
                const cm_status status = cm_network_search_path(&way, search, b);
                CHECK(status == (isinf(costs[b]) ? CM_ERR_DOMAIN : CM_OK));
                CHECK(status || fabs(length_of(&way) - costs[b]) < 1e-6);
                CHECK(way.part_count == (status || a == b ? 0 : 1));
                if (way.part_count == 1) {
                    const size_t last = way.vertex_count - 1;
                    CHECK(way.x[0] == places[a].place.x && way.y[0] == places[a].place.y);
                    CHECK(way.x[last] == places[b].place.x && way.y[last] == places[b].place.y);
                }
                cm_features_clear(&way);
            }
        }
        cm_network_search_destroy(search);
        cm_network_destroy(network);
        cm_features_clear(&random.lines);
    }
}

TEST(draws_the_bends_in_their_order)
{
    cm_features lines = draw("0 0, 5 5, 10 0, 20 0\n20 0, 20 10, 30 10");
    cm_network *const network = join(&lines, NULL);
    const cm_network_place from = cm_network_find_place(network, (cm_point){25, 12}, 5);
    const cm_network_place to = cm_network_find_place(network, (cm_point){2.5, 2.5}, 5);
    cm_network_search *search = NULL;
    cm_features way = draw("");
    double cost;
    static const double want[][2] = {{25, 12}, {25, 10}, {20, 10},  {20, 0},
                                     {10, 0},  {5, 5},   {2.5, 2.5}};

    CHECK(cm_network_search_create(&search, network, &to, 1, NULL) == CM_OK);
    CHECK(cm_network_search_all(&cost, search, &from, INFINITY) == CM_OK);
    CHECK(cm_network_search_path(&way, search, 0) == CM_OK);
    CHECK(way.vertex_count == 7);
    for (size_t v = 0; v < 7 && v < way.vertex_count; v++) {
        CHECK_NEAR(way.x[v], want[v][0], 1e-12);
        CHECK_NEAR(way.y[v], want[v][1], 1e-12);
    }
    CHECK_NEAR(cost, 2 + 5 + 10 + 10 + 1.5 * sqrt(50), 1e-12);
    cm_features_clear(&way);
    cm_network_search_destroy(search);
    cm_network_destroy(network);
    cm_features_clear(&lines);
}

TEST(cuts_an_edge_exactly_where_it_is_told)
{
    cm_features lines = draw("0 0, 3 4, 3 10, 13 10");
    cm_network *const network = join(&lines, NULL);
    static const struct {
        const char *why;
        double from_m, to_m, x[4], y[4];
        size_t count;
    } rows[] = {{"whole", 0, 21, {0, 3, 3, 13}, {0, 4, 10, 10}, 4},
                {"whole, against", 21, 0, {13, 3, 3, 0}, {10, 10, 4, 0}, 4},
                {"in one segment", 6, 8, {3, 3}, {5, 7}, 2},
                {"over a bend, against", 8, 2.5, {3, 3, 1.5}, {7, 4, 2}, 3},
                {"at a bend", 5, 11, {3, 3}, {4, 10}, 2},
                {"beyond the ends", -5, 100, {0, 3, 3, 13}, {0, 4, 10, 10}, 4},
                {"nothing", 6, 6, {3}, {5}, 1}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__network_line line = {.count = 0};
        test_now = rows[i].why;
        CHECK(cm__network_line_add_part(&line, network, 0, rows[i].from_m, rows[i].to_m) == CM_OK);
        CHECK(line.count == rows[i].count);
        for (size_t v = 0; v < line.count && v < 4; v++)
            CHECK(fabs(line.x[v] - rows[i].x[v]) < 1e-14 && fabs(line.y[v] - rows[i].y[v]) < 1e-14);
        cm__network_line_clear(&line);
    }
    cm_network_destroy(network);
    cm_features_clear(&lines);
}

TEST_MAIN(RUN(draws_ways_that_are_as_long_as_they_cost), RUN(draws_the_bends_in_their_order),
          RUN(cuts_an_edge_exactly_where_it_is_told))
