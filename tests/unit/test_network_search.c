/* test_network_search.c - tests layers/network_search.c. */
#include "tests/network_fixture.h"

enum { PLACES = 40 };

/* Places anywhere on the lines of a random network: on edge[i], at a share of its length. */
typedef struct random_places {
    cm_network_place places[PLACES];
    size_t edge[PLACES];
    double share[PLACES];
} random_places;

static void settle(random_places *out, const random_network *random, const cm_network *network,
                   uint64_t *seed)
{
    for (size_t i = 0; i < PLACES; i++) {
        const size_t e = random_below(seed, RANDOM_EDGES);
        const double share = i % 4 ? random_share(seed) : (double)(i % 8) / 4; /* also the ends */
        out->edge[i] = e;
        out->share[i] = fmin(share, 1);
        /* edges are the rows in their order, since no line meets another between its ends */
        out->places[i] = (cm_network_place){.edge = e,
                                            .along_m = out->share[i] * random->length_m[e],
                                            .gap_m = 0,
                                            .part = network->part[network->edges[e].from]};
        out->places[i].place = (cm_point){(double)i, 0}; /* all different */
    }
}

static double cost_of(const random_network *of, size_t edge, double share, bool is_forward)
{
    const bool is_open = is_forward ? of->way[edge] >= 0 : of->way[edge] <= 0;
    const double whole = of->length_m[edge] / 1000 / of->speed_kmh[edge] * 60;

    return share == 0 ? 0 : is_open ? share * whole : INFINITY;
}

/* Over the nodes, or along the edge. */
static double definition(const random_network *of, double minutes[RANDOM_NODES][RANDOM_NODES],
                         const random_places *at, size_t a, size_t b)
{
    const size_t e = at->edge[a], f = at->edge[b];
    const size_t e_ends[2] = {of->from[e], of->to[e]}, f_ends[2] = {of->from[f], of->to[f]};
    double best = INFINITY;

    if (a == b)
        return 0;
    if (e == f)
        best = cost_of(of, e, fabs(at->share[b] - at->share[a]), at->share[b] >= at->share[a]);
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 2; j++)
            best = fmin(best, cost_of(of, e, i ? 1 - at->share[a] : at->share[a], i) +
                                  minutes[e_ends[i]][f_ends[j]] +
                                  cost_of(of, f, j ? 1 - at->share[b] : at->share[b], !j));
    return best;
}

static void check_all(const double *want, cm_network_search *search, const cm_network_place *from)
{
    double costs[PLACES], some[PLACES], limit = 0;

    CHECK(cm_network_search_all(costs, search, from, INFINITY) == CM_OK);
    for (size_t i = 0; i < PLACES; i++) {
        CHECK(isinf(want[i]) ? isinf(costs[i]) : fabs(costs[i] - want[i]) < 1e-9);
        if (isfinite(costs[i]) && i % 3 == 0)
            limit = fmax(limit, costs[i] * 0.5);
    }
    CHECK(cm_network_search_all(some, search, from, limit) == CM_OK);
    for (size_t i = 0; i < PLACES; i++)
        CHECK(some[i] == (costs[i] <= limit ? costs[i] : INFINITY));
}

/* The k first of all costs, in the order of costs and then of places. */
static void check_nearest(cm_network_search *search, const cm_network_place *from, size_t k,
                          double max)
{
    cm_network_neighbour found[PLACES];
    double costs[PLACES];
    size_t count = 0, wanted = 0;
    bool taken[PLACES] = {false};

    CHECK(cm_network_search_all(costs, search, from, max) == CM_OK);
    CHECK(cm_network_search_nearest(found, &count, search, from, k, max) == CM_OK);
    for (size_t rank = 0; rank < k; rank++) {
        size_t best = PLACES;
        for (size_t i = 0; i < PLACES; i++)
            if (!taken[i] && isfinite(costs[i]) && (best == PLACES || costs[i] < costs[best]))
                best = i;
        if (best == PLACES)
            break;
        taken[best] = true;
        wanted++;
        CHECK(rank < count && found[rank].to == best && found[rank].cost == costs[best]);
    }
    CHECK(count == wanted);
}

TEST(finds_what_floyd_and_warshall_find)
{
    random_network random;
    random_places at;
    double minutes[RANDOM_NODES][RANDOM_NODES], want[PLACES];

    for (uint64_t seed = 1; seed <= 60; seed++) {
        uint64_t dice = seed;
        make_random(&random, seed);
        travel_by_definition(minutes, &random);
        const cm_network_options options = random_options();
        cm_network *const network = join(&random.lines, &options);
        cm_network_search *search = NULL;
        settle(&at, &random, network, &dice);
        CHECK(cm_network_search_create(&search, network, at.places, PLACES, NULL) == CM_OK);
        for (size_t a = 0; a < PLACES; a++) {
            for (size_t b = 0; b < PLACES; b++)
                want[b] = definition(&random, minutes, &at, a, b);
            check_all(want, search, &at.places[a]);
            check_nearest(search, &at.places[a], 1 + a % 7, INFINITY);
            check_nearest(search, &at.places[a], PLACES, 20);
        }
        cm_network_search_destroy(search);
        cm_network_destroy(network);
        cm_features_clear(&random.lines);
    }
}

/* Equal costs on all sides: the order of the places decides, also at the last rank. */
TEST(takes_ties_in_the_order_of_places)
{
    cm_features lines = draw("0 0, 10 0\n0 0, -10 0\n0 0, 0 10\n0 0, 0 -10\n0 0, 7 7");
    cm_network *const network = join(&lines, NULL);
    static const cm_point to[] = {{0, 10},  {10, 0},    {7, 7}, {-10, 0},
                                  {0, -10}, {500, 500}, {10, 0}};
    cm_network_place places[7];
    cm_network_neighbour found[7];
    cm_network_search *search = NULL;
    size_t count = 0;

    for (size_t i = 0; i < 7; i++)
        places[i] = cm_network_find_place(network, to[i], 5);
    CHECK(places[5].edge == CM_ABSENT);
    CHECK(cm_network_search_create(&search, network, places, 7, NULL) == CM_OK);
    const cm_network_place middle = cm_network_find_place(network, (cm_point){0, 0}, 5);
    static const size_t want[] = {2, 0, 1, 3, 4, 6};
    for (size_t k = 1; k <= 7; k++) {
        CHECK(cm_network_search_nearest(found, &count, search, &middle, k, INFINITY) == CM_OK);
        CHECK(count == (k < 6 ? k : 6));
        for (size_t i = 0; i < count; i++)
            CHECK(found[i].to == want[i]);
    }
    CHECK(cm_network_search_nearest(found, &count, search, &middle, 7, 10) == CM_OK && count == 6);
    CHECK(cm_network_search_nearest(found, &count, search, &middle, 7, 9.95) == CM_OK &&
          count == 1);
    /* a place off the network reaches none but itself */
    CHECK(cm_network_search_nearest(found, &count, search, &places[5], 7, INFINITY) == CM_OK);
    CHECK(count == 1 && found[0].to == 5 && found[0].cost == 0);
    CHECK(cm_network_search_nearest(found, &count, search, &middle, 0, 1) == CM_ERR_DOMAIN);
    CHECK(cm_network_search_nearest(found, &count, search, &middle, 1, -1) == CM_ERR_DOMAIN);
    CHECK(cm_network_search_nearest(found, &count, search, &middle, 1, NAN) == CM_ERR_DOMAIN);
    cm_network_search_destroy(search);
    cm_network_search_destroy(NULL);
    cm_network_destroy(network);
    cm_features_clear(&lines);
}

TEST_MAIN(RUN(finds_what_floyd_and_warshall_find), RUN(takes_ties_in_the_order_of_places))
