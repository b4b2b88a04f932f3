/* test_network_reach.c - tests layers/network_reach.c. */
#include "layers/network_reach.h"
#include "tests/network_fixture.h"

/* The random network's number of a node, by its place. */
static size_t name_node(const random_network *random, const cm_network *network, uint32_t node)
{
    for (size_t e = 0; e < network->edge_count; e++)
        for (int k = 0; k < 2; k++) {
            const uint32_t v = k ? network->edges[e].last : network->edges[e].first;
            if ((k ? network->edges[e].to : network->edges[e].from) == node)
                for (size_t n = 0; n < RANDOM_NODES; n++)
                    if (random->x[n] == network->x[v] && random->y[n] == network->y[v])
                        return n;
        }
    return RANDOM_NODES;
}

/* The place at one of the random network's nodes; a straight line may pass over it, which it is not
 * on. */
static cm_network_place place_at(const random_network *random, size_t node)
{
    for (size_t i = 0; i < RANDOM_EDGES; i++)
        if (random->from[i] == node || random->to[i] == node)
            return (cm_network_place){.edge = i,
                                      .along_m = random->from[i] == node ? 0 : random->length_m[i]};
    return (cm_network_place){.edge = CM_ABSENT};
}

TEST(settles_nodes_in_the_order_of_their_true_costs)
{
    random_network random;
    double want[RANDOM_NODES][RANDOM_NODES];

    for (uint64_t seed = 1; seed <= 60; seed++) {
        make_random(&random, seed);
        travel_by_definition(want, &random);
        const cm_network_options options = random_options();
        cm_network *const network = join(&random.lines, &options);
        cm__network_reach reach;
        CHECK(cm__network_reach_init(&reach, network, 1) == CM_OK);
        for (size_t a = 0; a < RANDOM_NODES; a++) {
            const cm_network_place from = place_at(&random, a);
            uint32_t node = 0;
            size_t reached = 0, wanted = 0;
            double before = 0;
            if (from.edge == CM_ABSENT)
                continue; /* no line begins here */
            cm__network_reach_restart(&reach);
            cm__network_reach_seed(&reach, &from, 0, 0);
            while (!cm__network_reach_next(&node, &reach, INFINITY) && node != CM__NO_NODE) {
                const size_t b = name_node(&random, network, node);
                CHECK(b < RANDOM_NODES && reach.states[node].cost >= before);
                CHECK_NEAR(reach.states[node].cost, want[a][b], 1e-9);
                before = reach.states[node].cost;
                reached++;
            }
            for (size_t b = 0; b < RANDOM_NODES; b++)
                wanted += isfinite(want[a][b]) && b != a;
            CHECK(reached == wanted || reached == wanted + 1); /* itself, if a way leads there */
        }
        cm__network_reach_clear(&reach);
        cm_network_destroy(network);
        cm_features_clear(&random.lines);
    }
}

TEST(goes_no_farther_than_it_may_and_lets_the_lower_label_win)
{
    cm_features lines = draw("0 0, 10 0\n10 0, 20 0\n20 0, 30 0\n30 0, 40 0");
    cm_network *const network = join(&lines, NULL);
    const cm_network_place left = cm_network_find_place(network, (cm_point){0, 0}, 1);
    const cm_network_place right = cm_network_find_place(network, (cm_point){40, 0}, 1);
    cm__network_reach reach;
    uint32_t node = 0;
    size_t count = 0;

    CHECK(cm__network_reach_init(&reach, network, 2) == CM_OK);
    cm__network_reach_seed(&reach, &right, 0, 8);
    cm__network_reach_seed(&reach, &left, 1, 3);
    for (; !cm__network_reach_next(&node, &reach, 10) && node != CM__NO_NODE; count++)
        ;
    CHECK(count == 4); /* all but the middle */
    CHECK(!cm__network_reach_next(&node, &reach, 20) && node != CM__NO_NODE);
    CHECK((reach.states[node].label & ~CM__NETWORK_SETTLED) == 3);
    cm__network_reach_restart(&reach);
    for (uint32_t n = 0; n < network->node_count; n++)
        CHECK(isinf(reach.states[n].cost));
    cm__network_reach_clear(&reach);
    cm_network_destroy(network);
    cm_features_clear(&lines);
}

TEST_MAIN(RUN(settles_nodes_in_the_order_of_their_true_costs),
          RUN(goes_no_farther_than_it_may_and_lets_the_lower_label_win))
