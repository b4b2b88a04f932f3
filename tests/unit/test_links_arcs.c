/* test_links_arcs.c - tests layers/links_arcs.c. */
#include "layers/links_arcs.h"

#include "tests/links_fixture.h"

enum { NODES = 9, LINKS = 14 };

TEST(keeps_neighbours_in_the_order_of_links)
{
    const size_t pairs[][2] = {{2, 0}, {0, 1}, {2, 1}, {0, 2}};
    const size_t ends[] = {1, 2, 0, 1}, starts[] = {0, 2, 2, 4};
    const size_t back[] = {2, 0, 2, 0}, back_starts[] = {0, 1, 3, 4};
    cm_links links = links_of_pairs(3, pairs, 4);
    cm__arcs arcs = {.starts = NULL};

    CHECK(cm__arcs_build(&arcs, &links, true) == CM_OK);
    CHECK(memcmp(arcs.ends, ends, sizeof ends) == 0);
    CHECK(memcmp(arcs.starts, starts, sizeof starts) == 0);
    cm__arcs_clear(&arcs);
    CHECK(cm__arcs_build(&arcs, &links, false) == CM_OK);
    CHECK(memcmp(arcs.ends, back, sizeof back) == 0);
    CHECK(memcmp(arcs.starts, back_starts, sizeof back_starts) == 0);
    cm__arcs_clear(&arcs);
    cm_links_clear(&links);
}

/* reach[i][j]: links lead from i to j (Warshall). */
static void close_over(bool reach[NODES][NODES], const cm_links *links)
{
    memset(reach, 0, NODES * NODES * sizeof(bool));
    for (size_t i = 0; i < links->count; i++)
        reach[links->links[i].from][links->links[i].to] = true;
    for (size_t k = 0; k < NODES; k++)
        for (size_t i = 0; i < NODES; i++)
            for (size_t j = 0; j < NODES; j++)
                reach[i][j] = reach[i][j] || (reach[i][k] && reach[k][j]);
}

TEST(knots_are_what_reaches_itself_and_come_before_what_leads_to_them)
{
    uint64_t seed = 5;

    for (int round = 0; round < 300; round++) {
        size_t pairs[LINKS][2];
        bool reach[NODES][NODES];
        for (size_t i = 0; i < LINKS; i++)
            for (int k = 0; k < 2; k++)
                pairs[i][k] = (size_t)(random_share(&seed) * NODES);
        cm_links links =
            links_of_pairs(NODES, (const size_t(*)[2])pairs, 1 + (size_t)round % LINKS);
        cm__arcs arcs = {.starts = NULL};
        cm__knots knots = {.nodes = NULL};
        CHECK(cm__arcs_build(&arcs, &links, true) == CM_OK);
        CHECK(cm__knots_find(&knots, &arcs, NODES, &(cm_progress){.step = NULL}) == CM_OK);
        close_over(reach, &links);
        for (size_t i = 0; i < NODES; i++)
            for (size_t j = 0; j < NODES; j++) {
                const bool together = i == j || (reach[i][j] && reach[j][i]);
                CHECK((knots.part[i] == knots.part[j]) == together);
                CHECK(!reach[i][j] || knots.part[j] <= knots.part[i]);
            }
        CHECK(knots.starts[knots.count] == NODES);
        cm__knots_clear(&knots);
        cm__arcs_clear(&arcs);
        cm_links_clear(&links);
    }
}

TEST_MAIN(RUN(keeps_neighbours_in_the_order_of_links),
          RUN(knots_are_what_reaches_itself_and_come_before_what_leads_to_them))
