/* test_density_adaptive.c - tests layers/density_adaptive.c. */
#include "tests/density_fixture.h"
#include <clustermap/density_varying.h>

TEST(is_wide_where_members_are_few)
{
    cm_points points = points_make(41, true);
    cm_density_options options = CM_DENSITY_OPTIONS_INIT;
    double got[41];

    for (size_t i = 0; i < 41; i++) {
        points.x[i] = i < 40 ? (double)(i % 7) : 1e5;
        points.y[i] = i < 40 ? (double)(i / 7) : 1e5;
        points.weight[i] = i == 3 ? 0 : 1;
    }
    options.bandwidth_m = 10;
    CHECK(cm_bandwidth_adapt(got, &points, &options) == CM_OK);
    CHECK(got[40] == 50); /* five times at most */
    for (size_t i = 0; i < 40; i++)
        CHECK(got[i] > 5 && got[i] < 15);
    points.count = 1;
    CHECK(cm_bandwidth_adapt(got, &points, &options) == CM_OK);
    CHECK_NEAR(got[0], 10, 1e-12);
    cm_points_clear(&points);
}

TEST(refuses_what_has_no_weight)
{
    cm_points points = points_make(2, true), none = {0};
    cm_density_options options = CM_DENSITY_OPTIONS_INIT;
    double got[2] = {-7, -7};

    points.x[0] = points.y[0] = points.x[1] = points.y[1] = 1;
    points.weight[0] = points.weight[1] = 0;
    options.bandwidth_m = 10;
    CHECK(cm_bandwidth_adapt(got, &none, &options) == CM_ERR_DOMAIN);
    CHECK(cm_bandwidth_adapt(got, &points, &options) == CM_ERR_DOMAIN);
    points.weight[0] = 1;
    options.bandwidth_m = NAN;
    CHECK(cm_bandwidth_adapt(got, &points, &options) == CM_ERR_DOMAIN && got[0] == -7);
    cm_points_clear(&points);
    CHECK(cm__memory_live() == 0);
}

static void check_golden(const char *name, double h)
{
    char points_file[64], file[64];
    double want[GOLDEN_MAX], bandwidths[GOLDEN_MAX], got[GOLDEN_MAX];

    snprintf(points_file, sizeof points_file, "data_%s.csv", name);
    snprintf(file, sizeof file, "kde_%s_points.csv", name);
    cm_points points = golden_points(points_file);
    if (points.count > 0) {
        cm_density_options options = CM_DENSITY_OPTIONS_INIT;
        options.kernel = CM_KERNEL_GAUSSIAN;
        options.bandwidth_m = h;
        options.per_area_m2 = 1;
        CHECK(golden_column(want, file, "abramson_h") == points.count);
        CHECK(cm_bandwidth_adapt(bandwidths, &points, &options) == CM_OK);
        for (size_t i = 0; i < points.count; i++)
            CHECK_NEAR(bandwidths[i], want[i], 1e-9 * want[i]);
        CHECK(golden_column(want, file, "abramson_noedge") == points.count);
        CHECK(cm_density_varying_at(got, &points, &points, bandwidths, &options) == CM_OK);
        for (size_t i = 0; i < points.count; i++)
            CHECK_NEAR(got[i], want[i], 1e-9 * want[i]);
    }
    cm_points_clear(&points);
}

TEST(agrees_with_the_reference_figures)
{
    check_golden("redwood", golden_number("bandwidth_redwood.json", "h0_used"));
    check_golden("longleaf", golden_number("bandwidth_longleaf.json", "h0_used"));
}

TEST_MAIN(RUN(is_wide_where_members_are_few), RUN(refuses_what_has_no_weight),
          RUN(agrees_with_the_reference_figures))
