/* test_density_bandwidth.c - tests layers/density_bandwidth.c. */
#include "tests/density_fixture.h"

TEST(has_a_name_for_each_rule)
{
    static const char *const names[] = {"scott", "silverman", "lscv", "likelihood"};

    for (int i = 0; i < CM_BANDWIDTH_RULE_COUNT; i++) {
        CHECK(strcmp(cm_bandwidth_rule_name((cm_bandwidth_rule)i), names[i]) == 0);
        CHECK(cm_bandwidth_rule_find(names[i]) == (cm_bandwidth_rule)i);
    }
    CHECK(cm_bandwidth_rule_find("500m") == CM_BANDWIDTH_RULE_COUNT);
}

TEST(follows_scott)
{
    static const double xy[][2] = {{1e6, -5}, {1e6 + 2, -1}, {1e6 + 4, 3}, {1e6 + 6, -1}};
    cm_points points = points_make(4, true);
    double got = 0, again = 0;

    for (size_t i = 0; i < 4; i++) {
        points.x[i] = xy[i][0];
        points.y[i] = xy[i][1];
        points.weight[i] = 1;
    }
    const double want = sqrt(sqrt(20.0 / 3) * sqrt(32.0 / 3)) * pow(4, -1.0 / 6);
    CHECK(cm_bandwidth_select(&got, &points, CM_BANDWIDTH_SCOTT, NULL, NULL) == CM_OK);
    CHECK_NEAR(got, want, 1e-12);
    CHECK(cm_bandwidth_select(&again, &points, CM_BANDWIDTH_SILVERMAN, NULL, NULL) == CM_OK &&
          again == got);
    for (size_t i = 0; i < 4; i++)
        points.weight[i] = 1e200; /* weights are relative, and their squares need not exist */
    CHECK(cm_bandwidth_select(&again, &points, CM_BANDWIDTH_SCOTT, NULL, NULL) == CM_OK &&
          again == got);
    points.x[0] = 1e9;
    points.weight[0] = 0;
    points.count = 4;
    CHECK(cm_bandwidth_select(&again, &points, CM_BANDWIDTH_SCOTT, NULL, NULL) == CM_OK);
    CHECK_NEAR(again, sqrt(2 * sqrt(16.0 / 3)) * pow(3, -1.0 / 6), 1e-12);
    cm_points_clear(&points);
}

TEST(refuses_what_has_no_bandwidth)
{
    static const struct {
        const char *why;
        size_t count;
        double step_x, step_y;
        const char *says;
    } rows[] = {{"no point", 0, 1, 1, "two places"},
                {"one point", 1, 1, 1, "two places"},
                {"all in one place", 9, 0, 0, "two places"},
                {"all weightless but one", 8, 1, 1, "two places"}};

    for (size_t i = 0; i < 4; i++) {
        cm_points points = points_make(rows[i].count, true);
        test_now = rows[i].why;
        for (size_t k = 0; k < rows[i].count; k++) {
            points.x[k] = 0.1 + rows[i].step_x * (double)k;
            points.y[k] = 0.7 + rows[i].step_y * (double)k;
            points.weight[k] = rows[i].count == 8 && k != 3 ? 0 : 0.3;
        }
        for (int rule = 0; rule < CM_BANDWIDTH_RULE_COUNT; rule++) {
            double out = -7;
            CHECK(cm_bandwidth_select(&out, &points, (cm_bandwidth_rule)rule, NULL, NULL) ==
                  CM_ERR_DOMAIN);
            CHECK(out == -7 && strstr(cm_error_text(), rows[i].says) != NULL);
        }
        cm_points_clear(&points);
    }
}

/* The weight of the other is lost in rounding; found by fuzz_density. */
TEST(refuses_a_weight_beside_which_no_other_counts)
{
    static const double weights[] = {0, 1e-300, 1e-200, 1e-17, 1e-9};
    cm_points points = points_make(2, true);
    double out = -7;

    points.x[0] = points.y[0] = 0;
    points.x[1] = points.y[1] = 100;
    points.weight[0] = 1e30;
    for (size_t i = 0; i < 5; i++) {
        points.weight[1] = weights[i] * (i < 3 ? 1 : 1e30);
        for (int rule = 0; rule < CM_BANDWIDTH_RULE_COUNT; rule++)
            CHECK(cm_bandwidth_select(&out, &points, (cm_bandwidth_rule)rule, NULL, NULL) ==
                  CM_ERR_DOMAIN);
    }
    CHECK(out == -7);
    points.weight[1] = 1e28;
    CHECK(cm_bandwidth_select(&out, &points, CM_BANDWIDTH_SCOTT, NULL, NULL) == CM_OK && out > 0);
    cm_points_clear(&points);
}

TEST(refuses_rules_and_points_out_of_range)
{
    const cm_box box = {0, 0, 100, 100};
    cm_points points = points_scatter(20, &box, true, 1);
    double out = -7;

    CHECK(cm_bandwidth_select(&out, &points, CM_BANDWIDTH_RULE_COUNT, NULL, NULL) == CM_ERR_DOMAIN);
    points.weight[4] = -1;
    CHECK(cm_bandwidth_select(&out, &points, CM_BANDWIDTH_SCOTT, NULL, NULL) == CM_ERR_DOMAIN);
    points.weight[4] = 1;
    points.y[9] = NAN;
    CHECK(cm_bandwidth_select(&out, &points, CM_BANDWIDTH_SCOTT, NULL, NULL) == CM_ERR_DOMAIN);
    for (size_t i = 0; i < points.count; i++)
        points.y[i] = 3;
    CHECK(cm_bandwidth_select(&out, &points, CM_BANDWIDTH_SCOTT, NULL, NULL) == CM_ERR_DOMAIN);
    CHECK(strstr(cm_error_text(), "one line") != NULL && out == -7);
    cm_points_clear(&points);
}

/* The criteria by definition, in long double: no value next to the optimum may be lower. */
static long double criterion_of(const cm_points *points, cm_bandwidth_rule rule, long double h)
{
    const long double pi = 3.14159265358979323846264L, n = (long double)points->count;
    long double whole = 0, likelihood = 0;

    for (size_t i = 0; i < points->count; i++) {
        long double others = 0;
        for (size_t j = 0; j < points->count; j++) {
            const long double dx = points->x[i] - points->x[j], dy = points->y[i] - points->y[j];
            const long double d2 = dx * dx + dy * dy;
            whole += expl(-d2 / (4 * h * h)) / (4 * pi * h * h) / (n * n);
            if (i != j)
                others += expl(-d2 / (2 * h * h)) / (2 * pi * h * h) / (n - 1);
        }
        whole -= 2 * others / n;
        likelihood += logl(others) / n;
    }
    return rule == CM_BANDWIDTH_LSCV ? whole : -likelihood;
}

TEST(finds_the_lowest_point_of_cross_validation)
{
    const cm_box box = {1e5, 2e5, 1e5 + 900, 2e5 + 900};
    cm_points points = points_scatter(80, &box, false, 8);

    for (int rule = CM_BANDWIDTH_LSCV; rule <= CM_BANDWIDTH_LIKELIHOOD; rule++) {
        double h = 0;
        test_now = cm_bandwidth_rule_name((cm_bandwidth_rule)rule);
        CHECK(cm_bandwidth_select(&h, &points, (cm_bandwidth_rule)rule, NULL, NULL) == CM_OK);
        const long double best = criterion_of(&points, (cm_bandwidth_rule)rule, h);
        CHECK(criterion_of(&points, (cm_bandwidth_rule)rule, h * 1.0001L) > best);
        CHECK(criterion_of(&points, (cm_bandwidth_rule)rule, h * 0.9999L) > best);
        for (double other = h / 30; other < 3 * h; other *= 1.02)
            CHECK(criterion_of(&points, (cm_bandwidth_rule)rule, other) >= best);
    }
    cm_points_clear(&points);
}

/* Several members in one building once pulled the bandwidth to 0. */
TEST(is_not_pulled_to_zero_by_equal_places)
{
    const cm_box box = {0, 0, 900, 900};
    cm_points points = points_scatter(120, &box, false, 8);

    for (size_t i = 60; i < 120; i++) {
        points.x[i] = points.x[i - 60];
        points.y[i] = points.y[i - 60];
    }
    for (int rule = CM_BANDWIDTH_LSCV; rule <= CM_BANDWIDTH_LIKELIHOOD; rule++) {
        double twice = 0, once = 0;
        points.count = 120;
        CHECK(cm_bandwidth_select(&twice, &points, (cm_bandwidth_rule)rule, NULL, NULL) == CM_OK);
        points.count = 60;
        CHECK(cm_bandwidth_select(&once, &points, (cm_bandwidth_rule)rule, NULL, NULL) == CM_OK);
        CHECK_NEAR(twice, once, 1e-5 * once); /* each place left out whole: the same curve */
    }
    cm_points_clear(&points);
}

/* Twins 1e-6 apart, all else kilometres away: least squares wants to go to the twins. */
TEST(says_where_a_search_stopped)
{
    cm_points points = points_make(40, false);
    cm_bandwidth_report report = {.places = 7};
    char range[80];
    double out = -7;

    for (size_t i = 0; i < 40; i++) {
        points.x[i] = 1e4 * (double)(i / 2) + 1e-6 * (double)(i % 2);
        points.y[i] = 7e3 * (double)(i / 2 % 5);
    }
    CHECK(cm_bandwidth_select(&out, &points, CM_BANDWIDTH_LSCV, NULL, &report) == CM_ERR_DOMAIN);
    snprintf(range, sizeof range, "within %.6g..%.6g m: its search stopped at the lower end",
             report.low_m, report.high_m);
    CHECK(strstr(cm_error_text(), range) != NULL && out == -7);
    CHECK(report.is_at_end && report.places == 40 && report.evaluations == 37);
    CHECK_NEAR(report.high_m, 512 * report.low_m, 1e-9 * report.high_m);
    CHECK(cm_bandwidth_select(&out, &points, CM_BANDWIDTH_SCOTT, NULL, &report) == CM_OK);
    CHECK(report.places == 0 && report.high_m == 0 && !report.is_at_end);
    cm_points_clear(&points);
    CHECK(cm__memory_live() == 0);
}

static bool stop_at(void *context, double share)
{
    double *const last = context;

    CHECK(share >= 0 && share <= 1);
    CHECK(share >= *last);
    *last = share;
    return share < 0.2;
}

TEST(can_be_stopped)
{
    const cm_box box = {0, 0, 900, 900};
    cm_points points = points_scatter(3000, &box, true, 5);

    /* of several threads one alone is told how far it is: the others go on until it is asked */
    for (int threads = 0; threads <= 1; threads++)
        for (int rule = CM_BANDWIDTH_LSCV; rule <= CM_BANDWIDTH_LIKELIHOOD; rule++) {
            double last = 0, out = -7;
            cm_bandwidth_options options = CM_BANDWIDTH_OPTIONS_INIT;
            options.threads = threads;
            options.progress = (cm_progress){stop_at, &last};
            CHECK(cm_bandwidth_select(&out, &points, (cm_bandwidth_rule)rule, &options, NULL) ==
                  CM_ERR_STOPPED);
            CHECK(out == -7 && last >= 0.2 && last < (threads == 1 ? 0.25 : 0.6));
        }
    cm_points_clear(&points);
    CHECK(cm__memory_live() == 0);
}

/* Dense enough for the lattice at many bandwidths, with an outlier that is alone at all of them. */
TEST(does_not_depend_on_threads_order_or_place)
{
    const cm_box box = {5e5, -3e5, 5e5 + 900, -3e5 + 900};
    cm_points points = points_scatter(4000, &box, true, 5);
    cm_points turned = points_make(4000, true);

    points.x[9] += 2e4;
    points.weight[9] = 1;
    for (size_t i = 0; i < 4000; i++) {
        turned.x[i] = -(points.y[3999 - i] + 3e5);
        turned.y[i] = points.x[3999 - i] - 5e5;
        turned.weight[i] = 2 * points.weight[3999 - i];
    }
    for (int rule = CM_BANDWIDTH_LSCV; rule <= CM_BANDWIDTH_LIKELIHOOD; rule++) {
        cm_bandwidth_options options = CM_BANDWIDTH_OPTIONS_INIT;
        double one = -1, many = -2, other = -3;
        options.threads = 1;
        CHECK(cm_bandwidth_select(&one, &points, (cm_bandwidth_rule)rule, &options, NULL) == CM_OK);
        options.threads = 5;
        CHECK(cm_bandwidth_select(&many, &points, (cm_bandwidth_rule)rule, &options, NULL) ==
              CM_OK);
        CHECK(one == many);
        CHECK(cm_bandwidth_select(&other, &turned, (cm_bandwidth_rule)rule, &options, NULL) ==
              CM_OK);
        CHECK_NEAR(other, one, 1e-7 * one);
    }
    cm_points_clear(&turned);
    cm_points_clear(&points);
}

TEST(agrees_with_the_reference_figures)
{
    static const struct {
        const char *points, *figures;
    } sets[] = {{"data_redwood.csv", "bandwidth_redwood.json"},
                {"data_longleaf.csv", "bandwidth_longleaf.json"}};
    static const struct {
        const char *key;
        cm_bandwidth_rule rule;
        double tolerance;
    } rows[] = {{"scott_iso", CM_BANDWIDTH_SCOTT, 1e-9},
                {"lscv_hmin", CM_BANDWIDTH_LSCV, 1e-6}, /* they are minimised to no more */
                {"lik_hmax", CM_BANDWIDTH_LIKELIHOOD, 1e-6}};

    for (size_t i = 0; i < 2; i++) {
        cm_points points = golden_points(sets[i].points);
        for (size_t k = 0; points.count > 0 && k < 3; k++) {
            const double want = golden_number(sets[i].figures, rows[k].key);
            double got = 0;
            test_now = rows[k].key;
            CHECK(cm_bandwidth_select(&got, &points, rows[k].rule, NULL, NULL) == CM_OK);
            CHECK_NEAR(got, want, rows[k].tolerance * want);
        }
        cm_points_clear(&points);
    }
}

TEST_MAIN(RUN(has_a_name_for_each_rule), RUN(follows_scott), RUN(refuses_what_has_no_bandwidth),
          RUN(refuses_a_weight_beside_which_no_other_counts),
          RUN(refuses_rules_and_points_out_of_range),
          RUN(finds_the_lowest_point_of_cross_validation),
          RUN(is_not_pulled_to_zero_by_equal_places), RUN(says_where_a_search_stopped),
          RUN(can_be_stopped), RUN(does_not_depend_on_threads_order_or_place),
          RUN(agrees_with_the_reference_figures))
