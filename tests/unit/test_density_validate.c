/* test_density_validate.c - tests layers/density_validate.c. */
#include "layers/density_validate.h"
#include "tests/density_fixture.h"

/* The criteria of weighted places by definition, in long double. */
static long double criterion_of(const cm_points *points, cm_bandwidth_rule rule, long double h)
{
    const long double pi = 3.14159265358979323846264L;
    long double mass = 0, squares = 0, whole = 0, left_out = 0, likelihood = 0;

    for (size_t i = 0; i < points->count; i++) {
        mass += points->weight[i];
        squares += (long double)points->weight[i] * points->weight[i];
    }
    for (size_t i = 0; i < points->count; i++) {
        long double others = 0;
        if (points->weight[i] == 0)
            continue;
        for (size_t j = 0; j < points->count; j++) {
            const long double dx = points->x[i] - points->x[j], dy = points->y[i] - points->y[j];
            const long double d2 = dx * dx + dy * dy, w = points->weight[j];
            whole += points->weight[i] * w * expl(-d2 / (4 * h * h)) / (4 * pi * h * h);
            if (i != j)
                others += w * expl(-d2 / (2 * h * h)) / (2 * pi * h * h);
        }
        left_out += points->weight[i] * others;
        likelihood += points->weight[i] / mass * logl(others / (mass - points->weight[i]));
    }
    return rule == CM_BANDWIDTH_LSCV
               ? whole / (mass * mass) - 2 * left_out / (mass * mass - squares)
               : -likelihood;
}

TEST(finds_the_floor_of_the_valley)
{
    const cm_box box = {1e5, 2e5, 1e5 + 900, 2e5 + 900};
    const cm_bandwidth_options options = CM_BANDWIDTH_OPTIONS_INIT;

    for (uint64_t seed = 1; seed < 3; seed++) {
        cm_points points = points_scatter(150, &box, true, seed);
        for (int rule = CM_BANDWIDTH_LSCV; rule <= CM_BANDWIDTH_LIKELIHOOD; rule++) {
            cm_bandwidth_report report = {.low_m = 3, .high_m = 3 * 512};
            double h = 0;
            test_now = cm_bandwidth_rule_name((cm_bandwidth_rule)rule);
            CHECK(cm__validate(&h, &points, (cm_bandwidth_rule)rule, &options, &report) == CM_OK);
            CHECK(report.places > 120 && report.places < 150 && !report.is_at_end);
            const long double best = criterion_of(&points, (cm_bandwidth_rule)rule, h);
            CHECK(criterion_of(&points, (cm_bandwidth_rule)rule, h * 1.00005L) > best);
            CHECK(criterion_of(&points, (cm_bandwidth_rule)rule, h * 0.99995L) > best);
            for (double other = 3; other < 3 * 512; other *= 1.4)
                CHECK(criterion_of(&points, (cm_bandwidth_rule)rule, other) >= best);
        }
        cm_points_clear(&points);
    }
    CHECK(cm__memory_live() == 0);
}

/* An outlier that the double's exponent cannot express adds little to the mean, and counts. */
TEST(is_not_stopped_by_one_place_far_away)
{
    const cm_box box = {0, 0, 900, 900};
    const cm_bandwidth_options options = CM_BANDWIDTH_OPTIONS_INIT;
    cm_points points = points_scatter(150, &box, true, 2);
    cm_bandwidth_report report = {.low_m = 1, .high_m = 512};
    double h = 0;

    points.x[0] = 4000;
    points.weight[0] = 0.01;
    CHECK(cm__validate(&h, &points, CM_BANDWIDTH_LIKELIHOOD, &options, &report) == CM_OK);
    for (double other = 1; other < 512; other *= 1.4)
        CHECK(criterion_of(&points, CM_BANDWIDTH_LIKELIHOOD, other) >=
              criterion_of(&points, CM_BANDWIDTH_LIKELIHOOD, h));
    cm_points_clear(&points);
}

TEST(says_at_which_end_it_stopped)
{
    const cm_box box = {0, 0, 900, 900};
    const cm_bandwidth_options options = CM_BANDWIDTH_OPTIONS_INIT;
    cm_points points = points_scatter(100, &box, false, 2);
    cm_bandwidth_report low = {.low_m = 300, .high_m = 3000}, high = {.low_m = 0.1, .high_m = 2};
    double h = -7;

    CHECK(cm__validate(&h, &points, CM_BANDWIDTH_LIKELIHOOD, &options, &low) == CM_ERR_DOMAIN);
    CHECK(strstr(cm_error_text(), "within 300..3000 m: its search stopped at the lower end") !=
          NULL);
    CHECK(cm__validate(&h, &points, CM_BANDWIDTH_LIKELIHOOD, &options, &high) == CM_ERR_DOMAIN);
    CHECK(strstr(cm_error_text(), "stopped at the upper end") != NULL && h == -7);
    CHECK(low.is_at_end && high.is_at_end && high.places == 100);
    cm_points_clear(&points);
}

TEST_MAIN(RUN(finds_the_floor_of_the_valley), RUN(is_not_stopped_by_one_place_far_away),
          RUN(says_at_which_end_it_stopped))
