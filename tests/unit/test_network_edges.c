/* test_network_edges.c - tests layers/network_edges.c. */
#include "tests/network_fixture.h"

TEST(loses_no_length_by_its_cuts)
{
    static const struct {
        const char *why, *lines;
        double tolerance_m, length_m;
    } rows[] = {
        {"cut in two", "0 0, 3 4, 10 4\n3 4, 3 9", 0, 17},
        {"two lines of dense vertices, the same",
         "0 0, .3 0, .6 0, .9 0, 9 0\n"
         "0 0, .3 0, .6 0, .9 0, 9 0",
         0.5, 18},
        {"dense vertices before the end", "0 0, 8 0, 8.4 0, 8.7 0, 9 0\n8 0, 8.4 0, 8.7 0, 9 0",
         0.5, 10},
        {"a line below the tolerance is nothing", "0 0, .2 0\n5 5, 6 5", 0.5, 1},
        {"a line of no length is nothing", "3 3, 3 3\n5 5, 6 5", 0, 1},
        {"a ring is its length", "0 0, 10 0, 10 10, 0 10, 0 0", 0.5, 40},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_features lines = draw(rows[i].lines);
        cm_network_options options = CM_NETWORK_OPTIONS_INIT;
        test_now = rows[i].why;
        options.tolerance_m = rows[i].tolerance_m;
        cm_network *const network = join(&lines, &options);
        CHECK_NEAR(cm_network_get_summary(network).length_m, rows[i].length_m, 1e-12);
        cm_network_destroy(network);
        cm_features_clear(&lines);
    }
}

TEST(lists_each_way_under_the_node_that_it_leaves)
{
    random_network random;

    for (uint64_t seed = 1; seed <= 30; seed++) {
        make_random(&random, seed);
        const cm_network_options options = random_options();
        cm_network *const network = join(&random.lines, &options);
        size_t ways = 0;
        for (size_t i = 0; i < RANDOM_EDGES; i++)
            ways += random.way[i] == 0 ? 2 : 1;
        CHECK(network->edge_count == RANDOM_EDGES &&
              network->first_arc[network->node_count] == ways);
        for (uint32_t n = 0; n < network->node_count; n++)
            for (uint32_t a = network->first_arc[n]; a < network->first_arc[n + 1]; a++) {
                const uint32_t way = network->arcs[a].way;
                const cm__network_edge *const edge = &network->edges[way / 2];
                CHECK((way % 2 ? edge->to : edge->from) == n);
                CHECK((way % 2 ? edge->from : edge->to) == network->arcs[a].to);
                CHECK(network->arcs[a].cost == (way % 2 ? edge->backward : edge->forward));
            }
        cm_network_destroy(network);
        cm_features_clear(&random.lines);
    }
}

/* The longest part is number 0, whichever is drawn first; one may not need to go both ways. */
TEST(numbers_the_parts)
{
    cm_features lines = draw("0 0, 5 0\n100 0, 200 0\n100 0, 100 50\n300 0, 301 0");
    const char *const ways[] = {"", "yes", "yes", ""};
    cm_network_options options = CM_NETWORK_OPTIONS_INIT;
    static const struct {
        double x;
        size_t part;
    } want[] = {{2, 1}, {150, 0}, {100, 0}, {300.5, 2}};

    add_texts(&lines, "way", ways);
    options.oneway = "way";
    cm_network *const network = join(&lines, &options);
    const cm_network_summary summary = cm_network_get_summary(network);
    CHECK(summary.part_count == 3 && summary.length_m == 156 && summary.main_length_m == 150);
    for (size_t i = 0; i < 4; i++)
        CHECK(cm_network_find_place(network, (cm_point){want[i].x, 1}, INFINITY).part ==
              want[i].part);
    cm_network_destroy(network);
    cm_features_clear(&lines);
}

TEST_MAIN(RUN(loses_no_length_by_its_cuts), RUN(lists_each_way_under_the_node_that_it_leaves),
          RUN(numbers_the_parts))
