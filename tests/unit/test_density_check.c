/* test_density_check.c - tests layers/density_check.c. */
#include "layers/density_check.h"
#include "tests/density_fixture.h"

TEST(refuses_options_out_of_range)
{
    static const struct {
        const char *why;
        int kernel;
        double bandwidth_m, per_area_m2;
        int threads;
        cm_status want;
    } rows[] = {
        {"not a number", 3, NAN, 1, 0, CM_ERR_DOMAIN},
        {"zero", 3, 0, 1, 0, CM_ERR_DOMAIN},
        {"negative", 3, -1, 1, 0, CM_ERR_DOMAIN},
        {"would overflow to infinity", 3, 1e-160, 1, 0, CM_ERR_DOMAIN},
        {"under the low end", 3, 0.000999, 1, 0, CM_ERR_DOMAIN},
        {"low end", 3, 0.001, 1, 0, CM_OK},
        {"high end", 3, 1e8, 1, 0, CM_OK},
        {"over the high end", 3, 1.000001e8, 1, 0, CM_ERR_DOMAIN},
        {"far over it", 3, 1e300, 1, 0, CM_ERR_DOMAIN},
        {"no such kernel", CM_KERNEL_COUNT, 1, 1, 0, CM_ERR_DOMAIN},
        {"no kernel at all", -1, 1, 1, 0, CM_ERR_DOMAIN},
        {"no area", 3, 1, 0, 0, CM_ERR_DOMAIN},
        {"area not a number", 3, 1, NAN, 0, CM_ERR_DOMAIN},
        {"smallest area", 3, 1, 1e-12, 0, CM_OK},
        {"largest area", 3, 1, 1e15, 0, CM_OK},
        {"too large an area", 3, 1, 1.01e15, 0, CM_ERR_DOMAIN},
        {"negative threads", 3, 1, 1, -1, CM_ERR_DOMAIN},
        {"more threads than machines have", 3, 1, 1, 100000, CM_OK},
    };
    cm_points points = points_make(1, false);

    points.x[0] = 0;
    points.y[0] = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_density_options options = CM_DENSITY_OPTIONS_INIT;
        test_now = rows[i].why;
        options.kernel = (cm_kernel)rows[i].kernel;
        options.bandwidth_m = rows[i].bandwidth_m;
        options.per_area_m2 = rows[i].per_area_m2;
        options.threads = rows[i].threads;
        CHECK(cm__density_check(&points, &options) == rows[i].want);
    }
    cm_points_clear(&points);
}

TEST(refuses_points_out_of_range)
{
    static const struct {
        const char *why;
        double x, weight;
        cm_status want;
    } rows[] = {
        {"far end", 1e9, 1, CM_OK},
        {"other end", -1e9, 1, CM_OK},
        {"beyond", 1.0000001e9, 1, CM_ERR_DOMAIN},
        {"not a number", NAN, 1, CM_ERR_DOMAIN},
        {"infinite", -INFINITY, 1, CM_ERR_DOMAIN},
        {"weightless", 0, 0, CM_OK},
        {"negative weight", 0, -1e-9, CM_ERR_DOMAIN},
        {"weight not a number", 0, NAN, CM_ERR_DOMAIN},
        {"infinite weight", 0, INFINITY, CM_ERR_DOMAIN},
        {"over what a float holds", 0, 1e37, CM_ERR_DOMAIN},
        {"just under", 0, 1.78e32, CM_OK},
        {"just over", 0, 1.79e32, CM_ERR_DOMAIN},
        {"the largest double", 0, 1.7e308, CM_ERR_DOMAIN},
    };
    cm_density_options options = CM_DENSITY_OPTIONS_INIT;
    cm_points points = points_make(2, true);

    options.bandwidth_m = 1;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        for (size_t k = 0; k < 2; k++) {
            points.x[k] = k == 1 ? rows[i].x : 0;
            points.y[k] = 0;
            points.weight[k] = rows[i].weight;
        }
        CHECK(cm__density_check(&points, &options) == rows[i].want);
        points.y[1] = points.x[1];
        points.x[1] = 0;
        CHECK(cm__density_check(&points, &options) == rows[i].want);
    }
    CHECK(strstr(cm_error_text(), "too large") != NULL); /* of the largest double */
    cm_points_clear(&points);
}

TEST(knows_the_peak)
{
    cm_density_options options = CM_DENSITY_OPTIONS_INIT;

    options.bandwidth_m = 1000;
    CHECK_NEAR(cm__density_peak(&options), 0.95492965855137201, 1e-15);
    options.per_area_m2 = 1;
    options.kernel = CM_KERNEL_GAUSSIAN;
    CHECK_NEAR(cm__density_peak(&options), 1.5915494309189535e-07, 1e-21);
}

TEST(an_old_caller_has_no_engine)
{
    static const cm_points none = {0};
    cm_density_options options = CM_DENSITY_OPTIONS_INIT;

    options.bandwidth_m = 7;
    options.threads = 3;
    options.engine = CM_DENSITY_FAST;
    CHECK(cm__density_options(&options).engine == CM_DENSITY_FAST);
    options.version = 1;
    options.engine = CM_DENSITY_ENGINE_COUNT; /* what lies behind the older struct */
    const cm_density_options full = cm__density_options(&options);
    CHECK(full.engine == CM_DENSITY_AUTO && full.version == 2);
    CHECK(full.bandwidth_m == 7 && full.threads == 3);
    CHECK(cm__density_check(&none, &options) == CM_OK);
}

TEST_MAIN(RUN(refuses_options_out_of_range), RUN(refuses_points_out_of_range), RUN(knows_the_peak),
          RUN(an_old_caller_has_no_engine))
