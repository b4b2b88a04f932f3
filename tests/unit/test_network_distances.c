/* test_network_distances.c - tests layers/network_distances.c. */
#include "tests/network_fixture.h"

enum { FROM = 35, TO = 50 };

static void scatter(cm_network_place *out, size_t count, const cm_network *network, uint64_t seed)
{
    for (size_t i = 0; i < count; i++)
        out[i] = cm_network_find_place(
            network,
            (cm_point){1e6 + 4000 * random_share(&seed), -2e5 + 4000 * random_share(&seed)}, 500);
}

TEST(gives_the_same_bytes_for_any_number_of_threads)
{
    random_network random;
    cm_network_place from[FROM], to[TO];
    static double one[FROM][TO], many[FROM][TO], row[TO];
    const cm_network_options options = random_options();

    make_random(&random, 5);
    cm_network *const network = join(&random.lines, &options);
    cm_network_distances_options how = CM_NETWORK_DISTANCES_OPTIONS_INIT;
    cm_network_search *search = NULL;
    size_t reached = 0;
    scatter(from, FROM, network, 1);
    scatter(to, TO, network, 2);
    how.threads = 1;
    how.max = 100;
    CHECK(cm_network_distances(&one[0][0], network, (cm_network_places){from, FROM},
                               (cm_network_places){to, TO}, &how) == CM_OK);
    CHECK(cm_network_search_create(&search, network, to, TO, NULL) == CM_OK);
    for (size_t i = 0; i < FROM; i++) {
        CHECK(cm_network_search_all(row, search, &from[i], 100) == CM_OK);
        CHECK(memcmp(row, one[i], sizeof row) == 0);
        for (size_t k = 0; k < TO; k++)
            reached += isfinite(row[k]);
    }
    CHECK(reached > 50 && reached < FROM * TO);
    for (int threads = 0; threads <= 7; threads++) {
        how.threads = threads;
        memset(many, 0, sizeof many);
        CHECK(cm_network_distances(&many[0][0], network, (cm_network_places){from, FROM},
                                   (cm_network_places){to, TO}, &how) == CM_OK);
        CHECK(memcmp(one, many, sizeof one) == 0);
    }
    cm_network_search_destroy(search);
    cm_network_destroy(network);
    cm_features_clear(&random.lines);
}

static bool count_down(void *context, double share)
{
    int *const left = context;

    CHECK(share >= 0 && share <= 1);
    return (*left)-- > 0;
}

TEST(stops_and_refuses)
{
    cm_features lines = draw("0 0, 100 0");
    cm_network *const network = join(&lines, NULL);
    cm_network_distances_options how = CM_NETWORK_DISTANCES_OPTIONS_INIT;
    cm_network_place place[2] = {cm_network_find_place(network, (cm_point){5, 0}, 1),
                                 cm_network_find_place(network, (cm_point){9, 0}, 1)};
    const cm_network_places two = {place, 2}, none = {NULL, 0};
    double out[4];
    int left = 1;

    how.progress = (cm_progress){count_down, &left};
    how.threads = 1;
    CHECK(cm_network_distances(out, network, two, two, &how) == CM_ERR_STOPPED);
    how = (cm_network_distances_options)CM_NETWORK_DISTANCES_OPTIONS_INIT;
    CHECK(cm_network_distances(out, network, two, two, &how) == CM_OK);
    CHECK(out[0] == 0 && out[3] == 0 && out[1] == out[2]);
    CHECK_NEAR(out[1], 4, 1e-12);
    how.max = 3;
    CHECK(cm_network_distances(out, network, two, two, &how) == CM_OK && isinf(out[1]));
    CHECK(cm_network_distances(out, network, two, none, &how) == CM_OK);
    CHECK(cm_network_distances(out, network, none, two, NULL) == CM_OK);
    how.max = -1;
    CHECK(cm_network_distances(out, network, two, two, &how) == CM_ERR_DOMAIN);
    cm_network_destroy(network);
    cm_features_clear(&lines);
}

TEST_MAIN(RUN(gives_the_same_bytes_for_any_number_of_threads), RUN(stops_and_refuses))
