/* test_density_survey.c - tests layers/density_survey.c. */
#include "layers/density_survey.h"
#include "tests/density_fixture.h"

static const cm__frame frame = {.x_origin = -50, .unit = 2, .reach = {-10, -20, 400, 300}};

TEST(sees_the_same_by_any_number_of_threads_and_in_any_order)
{
    enum { COUNT = 100000 };
    const cm_box box = {-200, -200, 1200, 1200};
    cm_points points = points_scatter(COUNT, &box, true, 1), back = points_make(COUNT, true);
    cm__survey want, got;
    long double weight = 0;
    size_t within = 0;

    for (size_t i = 0; i < COUNT; i++) {
        const double x = (points.x[i] + 50) / 2, y = points.y[i] / 2;
        back.x[COUNT - 1 - i] = points.x[i];
        back.y[COUNT - 1 - i] = points.y[i];
        back.weight[COUNT - 1 - i] = points.weight[i];
        weight += points.weight[i];
        within += x >= -10 && x <= 400 && y >= -20 && y <= 300;
    }
    cm__points_survey(&want, &points, &frame, 1);
    CHECK(want.count == within && within > 0 && within < COUNT);
    CHECK_NEAR(want.weight_sum, (double)weight, 1e-15 * (double)weight);
    CHECK(want.box.x_min >= -10 && want.box.x_min < -9.9 && want.box.y_max <= 300);
    CHECK(want.heaviest > 9.99 && want.heaviest <= 10);
    for (int threads = 1; threads <= 5; threads++) {
        cm__points_survey(&got, threads % 2 ? &back : &points, &frame, threads);
        CHECK(memcmp(&want, &got, sizeof want) == 0);
    }
    cm_points_clear(&back);
    cm_points_clear(&points);
}

TEST(knows_what_there_is_none_of)
{
    cm_points points = points_make(1, false);
    cm__survey survey;

    points.x[0] = points.y[0] = 1e8;
    cm__points_survey(&survey, &points, &frame, 2);
    CHECK(survey.count == 0 && survey.box.x_max == 0 && survey.weight_sum == 1);
    points.count = 0;
    cm__points_survey(&survey, &points, &frame, 2);
    CHECK(survey.count == 0 && survey.heaviest == 0 && survey.weight_sum == 0);
    cm_points_clear(&points);
}

/* What floating point would lose, in one order or another. */
TEST(adds_up_what_is_great_and_small)
{
    static const struct {
        const char *why;
        double great, small, tolerance; /* great once, small 1000 times */
    } rows[] = {{"tenths", 0.1, 0.1, 1e-16},
                {"whole", 9e15, 1, 0},
                {"nothing", 0, 0, 0},
                {"a wide range", 1e20, 1, 1e-16},
                {"near the least", 1e-300, 0, 1e-285},
                {"near the most", 1e300, 1e290, 1e-16}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const double want = (double)(rows[i].great + 1000 * (long double)rows[i].small);
        cm__tally up = cm__tally_start(fmax(rows[i].great, rows[i].small), 1001), down = up;
        test_now = rows[i].why;
        cm__tally_add(&up, rows[i].great);
        for (int k = 0; k < 1000; k++) {
            cm__tally_add(&up, rows[i].small);
            cm__tally_add(&down, rows[i].small);
        }
        cm__tally_add(&down, rows[i].great);
        CHECK(cm__tally_get(&up) == cm__tally_get(&down));
        CHECK_NEAR(cm__tally_get(&up), want,
                   fmax(rows[i].tolerance * want, rows[i].great < 1e-200 ? 1e-285 : 0));
        cm__tally_merge(&up, &down);
        CHECK_NEAR(cm__tally_get(&up), 2 * want,
                   fmax(2 * rows[i].tolerance * want, rows[i].great < 1e-200 ? 1e-285 : 0));
    }
}

TEST(parts_are_all_of_them)
{
    static const size_t counts[] = {0, 1, 7, 16384, 1000003};

    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        for (size_t parts = 1; parts < 9; parts++) {
            size_t at = 0;
            for (size_t k = 0; k < parts; k++) {
                const cm__span part = cm__points_part(counts[i], k, parts);
                CHECK(part.begin == at && part.end >= at);
                at = part.end;
            }
            CHECK(at == counts[i]);
        }
    CHECK(cm__points_threads(5, 8) == 1 && cm__points_threads(1000000, 8) == 8);
    CHECK(cm__points_threads(1000000, 0) == 1);
}

TEST_MAIN(RUN(sees_the_same_by_any_number_of_threads_and_in_any_order),
          RUN(knows_what_there_is_none_of), RUN(adds_up_what_is_great_and_small),
          RUN(parts_are_all_of_them))
