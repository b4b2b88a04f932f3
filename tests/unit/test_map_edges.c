/* test_map_edges.c - tests output/map_edges.c. */
#include "geo/base_memory.h"
#include "output/map_edges.h"
#include "tests/test.h"

TEST(an_edge_is_new_once_whichever_end_comes_first)
{
    const cm_point a = {1, 2}, b = {3, -4}, zero = {0, 0}, minus_zero = {-0.0, 0};
    cm__edges edges = {0};
    bool is_new = false;

    CHECK(cm__edges_add(&edges, a, b, &is_new) == CM_OK && is_new);
    CHECK(cm__edges_add(&edges, a, b, &is_new) == CM_OK && !is_new);
    CHECK(cm__edges_add(&edges, b, a, &is_new) == CM_OK && !is_new);
    CHECK(cm__edges_add(&edges, a, zero, &is_new) == CM_OK && is_new);
    CHECK(cm__edges_add(&edges, a, minus_zero, &is_new) == CM_OK && !is_new);
    CHECK(cm__edges_add(&edges, (cm_point){2, 1}, (cm_point){-4, 3}, &is_new) == CM_OK && is_new);
    CHECK(edges.count == 3);
    cm__edges_clear(&edges);
}

TEST(two_hundred_thousand_edges_of_a_net_are_all_different)
{
    cm__edges edges = {0};
    size_t fresh = 0;

    for (int round = 0; round < 2; round++)
        for (int i = 0; i < 316; i++)
            for (int j = 0; j < 316; j++) {
                bool right = false, up = false;
                CHECK(!cm__edges_add(&edges, (cm_point){i, j}, (cm_point){i + 1, j}, &right));
                CHECK(!cm__edges_add(&edges, (cm_point){i, j + 1}, (cm_point){i, j}, &up));
                fresh += (size_t)right + (size_t)up;
            }
    CHECK(fresh == 2 * 316 * 316 && edges.count == fresh);
    cm__edges_clear(&edges);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(an_edge_is_new_once_whichever_end_comes_first),
          RUN(two_hundred_thousand_edges_of_a_net_are_all_different))
