/* test_density_pairs.c - tests layers/density_pairs.c. */
#include "layers/density_pairs.h"
#include "tests/density_fixture.h"

static cm__places sorted(const cm_points *points)
{
    const cm__frame frame = {.unit = 1,
                             .reach = {-INFINITY, -INFINITY, INFINITY, INFINITY},
                             .block_width = INFINITY,
                             .bucket_height = INFINITY};
    cm__places places = {0};

    CHECK(cm__places_sort(&places, points, &frame) == CM_OK);
    return places;
}

static long double sum_of(const cm__places *places, double rate, double far)
{
    long double sum = 0;

    for (size_t i = 0; i < places->count; i++)
        for (size_t j = 0; j < i; j++) {
            const long double dx = places->x[i] - places->x[j], dy = places->y[i] - places->y[j];
            const long double d2 = dx * dx + dy * dy;
            if (d2 < (long double)far * far)
                sum += places->weight[i] * places->weight[j] * expl(-rate * d2);
        }
    return sum;
}

TEST(is_the_sum_over_all_pairs)
{
    const cm_box box = {3e5, -2e5, 3e5 + 2000, -2e5 + 900};

    for (int weighted = 0; weighted < 2; weighted++) {
        cm_points points = points_scatter(700, &box, weighted, 3);
        points.x[5] = points.x[6] + 1e-7; /* almost one place */
        points.y[5] = points.y[6];
        cm__places places = sorted(&points);
        cm__pairs pairs = {0};
        CHECK(cm__pairs_count(&pairs, &places, 1e-3, 1e5) == CM_OK);
        for (double h = 1; h < 3000; h *= 1.37) {
            const double rate = 0.5 / (h * h), want = (double)sum_of(&places, rate, 1e5);
            CHECK_NEAR(cm__pairs_sum(&pairs, rate), want, 1e-8 * want);
        }
        cm__pairs_clear(&pairs);
        cm__places_clear(&places);
        cm_points_clear(&points);
    }
}

TEST(leaves_far_pairs_out)
{
    const cm_box box = {0, 0, 2000, 2000};
    cm_points points = points_scatter(300, &box, false, 4);
    cm__places places = sorted(&points);
    cm__pairs pairs = {0};

    CHECK(cm__pairs_count(&pairs, &places, 0.1, 500) == CM_OK);
    /* to the end of the class, which is 1/256 wide */
    const double got = cm__pairs_sum(&pairs, 0);
    CHECK(got >= (double)sum_of(&places, 0, 500));
    CHECK(got <= (double)sum_of(&places, 0, 502));
    cm__pairs_clear(&pairs);
    places.count = 1;
    CHECK(cm__pairs_count(&pairs, &places, 0.1, 500) == CM_OK);
    CHECK(cm__pairs_sum(&pairs, 1) == 0);
    cm__pairs_clear(&pairs);
    cm__places_clear(&places);
    cm_points_clear(&points);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(is_the_sum_over_all_pairs), RUN(leaves_far_pairs_out))
