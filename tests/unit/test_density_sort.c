/* test_density_sort.c - tests layers/density_sort.c. */
#include "layers/density_sort.h"
#include "tests/density_fixture.h"

static const cm__frame plain = {
    .unit = 1, .reach = {-100, -100, 1100, 1100}, .block_width = 10, .bucket_height = 1};

TEST(keeps_every_place_within_reach_once)
{
    const cm_box box = {-200, -200, 1200, 1200};
    cm_points points = points_scatter(20000, &box, false, 1);
    cm__places places = {0};
    size_t within = 0, found = 0;

    CHECK(cm__places_sort(&places, &points, &plain) == CM_OK);
    for (size_t i = 0; i < points.count; i++)
        within += points.x[i] >= -100 && points.x[i] <= 1100 && points.y[i] >= -100 &&
                  points.y[i] <= 1100;
    CHECK(places.count == within && within < 20000 && places.distinct == 20000);
    CHECK(places.weight_sum == 20000 && places.is_whole && places.is_unit);
    CHECK(places.blocks == within / 2048 && places.buckets == 1199);
    for (size_t i = 0; i < places.blocks * places.buckets; i++)
        for (size_t k = places.first[i]; k < places.first[i + 1]; k++, found++)
            if (k > places.first[i])
                CHECK(places.x[k - 1] < places.x[k]);
    CHECK(found == within);
    cm__places_clear(&places);
    cm_points_clear(&points);
}

/* Whatever is in a range of x and y lies in the spans that are found for it. */
TEST(finds_what_is_near)
{
    const cm_box box = {0, 0, 1000, 1000};
    cm_points points = points_scatter(9000, &box, false, 2);
    cm__places places = {0};
    uint64_t seed = 3;

    CHECK(cm__places_sort(&places, &points, &plain) == CM_OK);
    for (int trial = 0; trial < 200; trial++) {
        const double x = 1300 * random_share(&seed) - 150, y = 1300 * random_share(&seed) - 150;
        const double size = 200 * random_share(&seed);
        const cm__span blocks = cm__places_find_blocks(&places, x, x + size);
        const cm__span buckets = cm__places_find_buckets(&places, y, y + size);
        size_t want = 0, got = 0;
        for (size_t i = 0; i < points.count; i++)
            want += points.x[i] >= x && points.x[i] <= x + size && points.y[i] >= y &&
                    points.y[i] <= y + size;
        for (size_t block = blocks.begin; block < blocks.end; block++) {
            const cm__span span = cm__places_get_span(&places, block, buckets);
            for (size_t i = span.begin; i < span.end; i++)
                got += places.x[i] >= x && places.x[i] <= x + size && places.y[i] >= y &&
                       places.y[i] <= y + size;
        }
        CHECK(got == want);
    }
    cm__places_clear(&places);
    cm_points_clear(&points);
}

TEST(merges_equal_places_whatever_their_order)
{
    enum { COUNT = 5000, PLACES = 9 };
    cm_points points = points_make(COUNT, true), back = points_make(COUNT, true);
    cm__places one = {0}, other = {0};
    uint64_t seed = 4;

    for (size_t i = 0; i < COUNT; i++) {
        points.x[i] = (double)(i % PLACES) * 0.1;
        points.y[i] = 7;
        points.weight[i] = random_share(&seed);
        back.x[COUNT - 1 - i] = points.x[i];
        back.y[COUNT - 1 - i] = points.y[i];
        back.weight[COUNT - 1 - i] = points.weight[i];
    }
    CHECK(cm__places_sort(&one, &points, &plain) == CM_OK);
    CHECK(cm__places_sort(&other, &back, &plain) == CM_OK);
    CHECK(one.count == PLACES && one.distinct == PLACES && !one.is_whole && !one.is_unit);
    CHECK(memcmp(one.x, other.x, PLACES * sizeof *one.x) == 0);
    CHECK(memcmp(one.weight, other.weight, PLACES * sizeof *one.weight) == 0);
    CHECK(one.weight_sum == other.weight_sum);
    CHECK_NEAR(one.weight_sum, COUNT / 2, 100);
    cm__places_clear(&other);
    cm__places_clear(&one);
    cm_points_clear(&back);
    cm_points_clear(&points);
}

TEST(sorts_by_any_number_of_threads_to_the_same_bytes)
{
    const cm_box box = {-200, -200, 1200, 1200};
    cm_points points = points_scatter(60000, &box, true, 1);
    cm__places want = {0};

    for (size_t i = 0; i < points.count; i++) {
        points.x[i] = i % 3 ? round(points.x[i]) : points.x[i];
        points.y[i] = i % 3 ? round(points.y[i]) : points.y[i];
    }
    CHECK(cm__places_sort(&want, &points, &plain) == CM_OK);
    CHECK(want.distinct < points.count && want.count < want.distinct);
    for (int threads = 1; threads <= 5; threads++) {
        cm__places got = {0};
        CHECK(cm__places_sort_by(&got, &points, &plain, threads, NULL) == CM_OK);
        CHECK(got.count == want.count && got.distinct == want.distinct);
        CHECK(got.weight_sum == want.weight_sum);
        CHECK(memcmp(got.x, want.x, want.distinct * sizeof *got.x) == 0);
        CHECK(memcmp(got.y, want.y, want.distinct * sizeof *got.y) == 0);
        CHECK(memcmp(got.weight, want.weight, want.distinct * sizeof *got.weight) == 0);
        CHECK(memcmp(got.first, want.first, (want.blocks * want.buckets + 1) * sizeof *got.first) ==
              0);
        cm__places_clear(&got);
    }
    cm__places_clear(&want);
    cm_points_clear(&points);
}

TEST(turns_into_units_with_the_origin_first)
{
    const cm__frame frame = {.x_origin = 1e7,
                             .y_origin = -2e7,
                             .unit = 10,
                             .shift = 0.5,
                             .y_is_down = true,
                             .reach = {-10, -10, 10, 10},
                             .block_width = 64,
                             .bucket_height = 1};
    cm_points points = points_make(3, false);
    cm__places places = {0};

    points.x[0] = 1e7 + 25;
    points.y[0] = -2e7 - 35;
    points.x[1] = 1e7 + 25;
    points.y[1] = -2e7 - 5;
    points.x[2] = 0;
    points.y[2] = 0;
    CHECK(cm__places_sort(&places, &points, &frame) == CM_OK);
    CHECK(places.count == 2 && places.distinct == 3 && places.weight_sum == 3);
    CHECK(places.x[0] == 2 && places.y[0] == 0 && places.x[1] == 2 && places.y[1] == 3);
    cm__places_clear(&places);
    points.count = 0;
    CHECK(cm__places_sort(&places, &points, &frame) == CM_OK);
    CHECK(places.count == 0 && places.distinct == 0 && places.is_whole);
    const cm__span none = cm__places_find_blocks(&places, -5, 5);
    CHECK(none.end == 1 && cm__places_get_span(&places, 0, (cm__span){0, 1}).end == 0);
    cm__places_clear(&places);
    cm_points_clear(&points);
    CHECK(cm__memory_live() == 0);
}

static bool refuse(void *context, double share)
{
    (void)share;
    return --*(int *)context > 0;
}

TEST(stops_when_it_is_told_to)
{
    enum { COUNT = 300000 };
    const cm_box boxes[] = {{0, 0, 1000, 1000}, {0, 0, 1, 1}}; /* many buckets, and one */

    for (int k = 0; k < 2; k++)
        for (int steps = 1; steps <= 3; steps++) {
            cm_points points = points_scatter(COUNT, &boxes[k], false, 5);
            int left = steps;
            const cm_progress progress = {refuse, &left};
            cm__places places = {0};
            CHECK(cm__places_sort_by(&places, &points, &plain, 1, &progress) == CM_ERR_STOPPED);
            CHECK(left == 0 && !places.x);
            cm_points_clear(&points);
        }
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(keeps_every_place_within_reach_once), RUN(finds_what_is_near),
          RUN(merges_equal_places_whatever_their_order),
          RUN(sorts_by_any_number_of_threads_to_the_same_bytes),
          RUN(turns_into_units_with_the_origin_first), RUN(stops_when_it_is_told_to))
