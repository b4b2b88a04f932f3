/* test_network_nodes.c - tests layers/network_nodes.c. */
#include "tests/network_fixture.h"

typedef struct meeting {
    const char *why, *lines;
    double tolerance_m;
    size_t nodes, edges, parts;
} meeting;

TEST(joins_lines_where_they_meet)
{
    static const meeting rows[] = {
        {"ends in common", "0 0, 10 0\n10 0, 20 0\n10 0, 10 10", 0, 4, 3, 1},
        {"a bridge: they only cross", "0 0, 10 0\n5 -5, 5 5", 0.5, 4, 2, 2},
        {"a crossing with a vertex in common", "0 0, 5 0, 10 0\n5 -5, 5 0, 5 5", 0, 5, 4, 1},
        {"an end at an inner vertex", "0 0, 5 0, 10 0\n5 0, 5 5", 0, 4, 3, 1},
        {"an end on a line between its vertices", "0 0, 10 0\n5 0, 5 5", 0.5, 4, 2, 2},
        {"a gap within the tolerance", "0 0, 10 0\n10.4 0, 20 0", 0.5, 3, 2, 1},
        {"a gap just within it", "0 0, 10 0\n10.5 0, 20 0", 0.5, 3, 2, 1},
        {"a gap beyond it", "0 0, 10 0\n10.6 0, 20 0", 0.5, 4, 2, 2},
        {"no tolerance", "0 0, 10 0\n10.0001 0, 20 0", 0, 4, 2, 2},
        {"an end near an inner vertex", "0 0, 5 0, 10 0\n5 0.3, 5 5", 0.5, 4, 3, 1},
        {"inner vertices that are only near", "0 0, 5 0, 10 0\n5 -5, 5 0.3, 5 5", 0.5, 4, 2, 2},
        {"an inner vertex near where others meet",
         "0 0, 5 0, 10 0\n5 -5, 5 0, 5 5\n0 .7, 5 .3, 10 .7", 0.5, 7, 5, 2},
        {"minus nothing is nothing", "-0.0 0, 10 0\n0 -0.0, 0 10", 0, 3, 2, 1},
        {"a ring alone", "0 0, 10 0, 10 10, 0 0", 0.5, 1, 1, 1},
        {"an eight", "0 0, 10 10, 20 0, 20 10, 10 10, 0 20", 0, 3, 3, 1},
        {"the same line twice", "0 0, 10 0\n0 0, 10 0", 0.5, 2, 2, 1},
        {"there and back on itself", "0 0, 10 0, 0 0", 0.5, 1, 1, 1},
        {"a vertex twice in a row", "0 0, 5 0, 5 0, 10 0", 0.5, 2, 1, 1},
        {"two parts of one row", "0 0, 10 0 | 20 0, 30 0", 0.5, 4, 2, 2},
        {"far away", "1e7 1e7, 10000010 1e7\n10000010 1e7, 10000010 10000010", 0.5, 3, 2, 1},
        {"vertices closer than the tolerance", "0 0, .2 0, .4 0, .6 0, 5 0\n5 0, 9 0", 0.5, 3, 2,
         1},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_features lines = draw(rows[i].lines);
        cm_network_options options = CM_NETWORK_OPTIONS_INIT;
        test_now = rows[i].why;
        options.tolerance_m = rows[i].tolerance_m;
        cm_network *const network = join(&lines, &options);
        const cm_network_summary summary = cm_network_get_summary(network);
        CHECK(summary.node_count == rows[i].nodes);
        CHECK(summary.edge_count == rows[i].edges);
        CHECK(summary.part_count == rows[i].parts);
        cm_network_destroy(network);
        cm_features_clear(&lines);
    }
}

/* Every end at one of a hundred places, each shaken by less than half the tolerance. */
TEST(joins_shaken_ends_as_if_they_were_not_shaken)
{
    uint64_t seed = 3;
    cm_features lines = {.geometry = CM_GEOMETRY_NONE};
    cm_network *network = NULL;
    bool used[100] = {false};
    size_t want = 0, edges = 0;

    CHECK(cm_features_init(&lines, CM_GEOMETRY_LINE, NULL) == CM_OK);
    for (size_t i = 0; i < 300; i++) {
        double x[2], y[2];
        size_t ends[2];
        for (int k = 0; k < 2; k++) {
            ends[k] = random_below(&seed, 100);
            x[k] = 7 * (double)(ends[k] % 10) + 0.2 * (random_share(&seed) - 0.5);
            y[k] = 7 * (double)(ends[k] / 10) + 0.2 * (random_share(&seed) - 0.5);
            want += !used[ends[k]];
            used[ends[k]] = true;
        }
        edges += ends[0] != ends[1];
        CHECK(cm_features_add_row(&lines) == CM_OK);
        CHECK(cm_features_add_part(&lines, x, y, 2, false) == CM_OK);
    }
    CHECK(cm_network_create(&network, &lines, NULL) == CM_OK);
    CHECK(cm_network_get_summary(network).node_count == want);
    CHECK(cm_network_get_summary(network).edge_count == edges); /* the rest are too short */
    cm_network_destroy(network);
    cm_features_clear(&lines);
}

/* All ends within one tolerance of each other: it must not look at every pair. */
TEST(joins_very_many_ends_in_one_spot)
{
    uint64_t seed = 4;
    cm_features lines = {.geometry = CM_GEOMETRY_NONE};

    CHECK(cm_features_init(&lines, CM_GEOMETRY_LINE, NULL) == CM_OK);
    for (size_t i = 0; i < 100000; i++) {
        const double x[2] = {0.3 * random_share(&seed), 10 + 0.3 * random_share(&seed)};
        const double y[2] = {0.3 * random_share(&seed), 0.3 * random_share(&seed)};
        CHECK(cm_features_add_row(&lines) == CM_OK);
        CHECK(cm_features_add_part(&lines, x, y, 2, false) == CM_OK);
    }
    cm_network *const network = join(&lines, NULL);
    CHECK(cm_network_get_summary(network).node_count == 2);
    CHECK(cm_network_get_summary(network).edge_count == 100000);
    cm_network_destroy(network);
    cm_features_clear(&lines);
}

TEST_MAIN(RUN(joins_lines_where_they_meet), RUN(joins_shaken_ends_as_if_they_were_not_shaken),
          RUN(joins_very_many_ends_in_one_spot))
