/* test_density_left_out.c - tests layers/density_left_out.c. */
#include "layers/density_left_out.h"
#include "tests/density_fixture.h"

/* By the definition, in long double. */
static long double log_sum_of(const cm__crowd *crowd, size_t i, long double h)
{
    long double nearest2 = INFINITY, sum = 0;

    for (size_t j = 0; j < crowd->count; j++)
        if (j != i)
            nearest2 = fminl(nearest2, cm__crowd_distance2(crowd, i, j));
    for (size_t j = 0; j < crowd->count; j++)
        if (j != i)
            sum += crowd->weight[j] *
                   expl(-(cm__crowd_distance2(crowd, i, j) - nearest2) / (2 * h * h));
    return logl(sum) - nearest2 / (2 * h * h);
}

static void check_sums(const cm_points *points, double narrowest, double widest)
{
    cm__crowd crowd = {.count = 0};
    cm__left_out of = {.crowd = NULL};
    double *sums = NULL;

    CHECK(cm__crowd_create(&crowd, points) == CM_OK);
    CHECK(cm__left_out_create(&of, &crowd, 2) == CM_OK);
    CHECK(cm__array_grow(&sums, crowd.count, sizeof *sums) == CM_OK);
    for (double h = narrowest; h < widest; h *= 1.9) {
        CHECK(cm__left_out_sum(sums, &of, h) == CM_OK);
        for (size_t i = 0; i < crowd.count; i += 1 + crowd.count / 40) {
            const double want = (double)log_sum_of(&crowd, i, h);
            CHECK_NEAR(sums[i], want, 1e-8 + 1e-13 * fabs(want));
        }
    }
    cm__array_free(&sums);
    cm__left_out_clear(&of);
    cm__crowd_clear(&crowd);
}

TEST(is_the_sum_over_all_other_places)
{
    const cm_box box = {4e5, -1e5, 4e5 + 2000, -1e5 + 1500};

    for (int weighted = 0; weighted < 2; weighted++) {
        cm_points points = points_scatter(3000, &box, weighted, 3);
        points.x[5] = points.x[6] + 1e-7; /* almost one place */
        points.y[5] = points.y[6];
        points.x[7] += 1e6; /* far from all: its sum is below any double at the narrow ones */
        check_sums(&points, 0.5, 4000);
        cm_points_clear(&points);
    }
    CHECK(cm__memory_live() == 0);
}

/* A single place of great weight hides, on a lattice, what others there are. */
TEST(is_exact_beside_a_place_of_great_weight)
{
    const cm_box box = {0, 0, 2000, 2000};
    cm_points points = points_scatter(3000, &box, true, 3);

    points.weight[10] = 1e16;
    check_sums(&points, 20, 900);
    cm_points_clear(&points);
}

/* Over 100,000 in one tile: shared by the threads. */
TEST(is_the_sum_where_a_tile_is_shared)
{
    const cm_box box = {0, 0, 2000, 2000};
    cm_points points = points_scatter(120000, &box, false, 3);

    check_sums(&points, 700, 800);
    cm_points_clear(&points);
}

TEST_MAIN(RUN(is_the_sum_over_all_other_places), RUN(is_exact_beside_a_place_of_great_weight),
          RUN(is_the_sum_where_a_tile_is_shared))
