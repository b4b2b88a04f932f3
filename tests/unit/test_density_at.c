/* test_density_at.c - tests layers/density_at.c. */
#include "tests/density_fixture.h"

TEST(is_the_sum_by_definition)
{
    static const double bandwidths[] = {0.01, 3, 40, 900, 1e6};
    const cm_box box = {5e6, -3e6, 5e6 + 1000, -3e6 + 700};
    const cm_box around = {5e6 - 200, -3e6 - 200, 5e6 + 1200, -3e6 + 900};
    cm_points points = points_scatter(400, &box, true, 1);
    cm_points places = points_scatter(300, &around, false, 2);
    double got[300];

    for (size_t i = 0; i < 50; i++) { /* places that are points */
        places.x[i] = points.x[i];
        places.y[i] = points.y[i];
    }
    for (int i = 0; i < CM_KERNEL_COUNT * 5; i++) {
        cm_density_options options = CM_DENSITY_OPTIONS_INIT;
        options.kernel = (cm_kernel)(i / 5);
        options.bandwidth_m = bandwidths[i % 5];
        test_now = cm_kernel_name(options.kernel);
        CHECK(cm_density_at(got, &places, &points, &options) == CM_OK);
        for (size_t k = 0; k < places.count; k++) {
            const double want = density_of(&points, &options, places.x[k], places.y[k]);
            CHECK_NEAR(got[k], want, 1e-10 * want + 1e-16);
            CHECK(got[k] >= 0 && (got[k] == 0) == (want == 0));
        }
    }
    cm_points_clear(&places);
    cm_points_clear(&points);
}

TEST(agrees_with_grids_at_their_centres)
{
    const cm_grid_shape shape = {0, 500, 10, 50, 50};
    const cm_box box = {0, 0, 500, 500};
    cm_points points = points_scatter(100, &box, true, 3), places = points_make(2500, false);
    double got[2500];

    for (size_t i = 0; i < 2500; i++) {
        const cm_point centre = cm_grid_get_centre(&shape, i % 50, i / 50);
        places.x[i] = centre.x;
        places.y[i] = centre.y;
    }
    for (int i = 0; i < CM_KERNEL_COUNT; i++) {
        cm_density_options options = CM_DENSITY_OPTIONS_INIT;
        cm_grid grid = {0};
        options.kernel = (cm_kernel)i;
        options.bandwidth_m = 170;
        CHECK(cm_grid_init(&grid, &shape, NULL) == CM_OK);
        CHECK(cm_density_grid(&grid, &points, &options, NULL) == CM_OK);
        CHECK(cm_density_at(got, &places, &points, &options) == CM_OK);
        for (size_t k = 0; k < 2500; k++)
            CHECK_NEAR(grid.values[k], got[k], 1e-6 * got[k]);
        cm_grid_clear(&grid);
    }
    cm_points_clear(&places);
    cm_points_clear(&points);
}

TEST(does_not_care_for_order_or_threads)
{
    const cm_box box = {0, 0, 500, 500};
    cm_points points = points_scatter(300, &box, true, 4), back = points_make(300, true);
    cm_points places = points_scatter(1000, &box, false, 5);
    cm_density_options options = CM_DENSITY_OPTIONS_INIT;
    double want[1000], got[1000];

    for (size_t i = 0; i < 300; i++) {
        back.x[i] = points.x[299 - i];
        back.y[i] = points.y[299 - i];
        back.weight[i] = points.weight[299 - i];
    }
    options.bandwidth_m = 90;
    options.kernel = CM_KERNEL_GAUSSIAN;
    options.threads = 1;
    CHECK(cm_density_at(want, &places, &points, &options) == CM_OK);
    for (options.threads = 1; options.threads <= 4; options.threads++) {
        CHECK(cm_density_at(got, &places, &back, &options) == CM_OK);
        CHECK(memcmp(want, got, sizeof want) == 0);
    }
    cm_points_clear(&places);
    cm_points_clear(&back);
    cm_points_clear(&points);
}

/* Coordinates in sixteenths, so that moving them does not round them. */
TEST(moves_turns_and_doubles_with_its_points)
{
    enum { N = 120 };
    cm_points points = points_make(N, true), moved = points_make(N, true);
    cm_points turned = points_make(N, true), places = points_make(N, false);
    cm_points places_moved = points_make(N, false), places_turned = points_make(N, false);
    uint64_t state = 12;
    double want[N], got[N];

    for (size_t i = 0; i < N; i++) {
        points.x[i] = rint(16000 * random_share(&state)) / 16;
        points.y[i] = rint(9600 * random_share(&state)) / 16;
        places.x[i] = rint(16000 * random_share(&state)) / 16;
        places.y[i] = rint(9600 * random_share(&state)) / 16;
        turned.weight[i] = points.weight[i] = 1 + random_share(&state);
        moved.weight[i] = 2 * points.weight[i];
        moved.x[i] = points.x[i] + 123456.75;
        moved.y[i] = points.y[i] - 98765.5;
        places_moved.x[i] = places.x[i] + 123456.75;
        places_moved.y[i] = places.y[i] - 98765.5;
        turned.x[i] = -points.y[i];
        turned.y[i] = points.x[i];
        places_turned.x[i] = -places.y[i];
        places_turned.y[i] = places.x[i];
    }
    for (int i = 0; i < CM_KERNEL_COUNT; i++) {
        cm_density_options options = CM_DENSITY_OPTIONS_INIT;
        options.kernel = (cm_kernel)i;
        options.bandwidth_m = i == CM_KERNEL_GAUSSIAN ? 70.5 : 210.25;
        test_now = cm_kernel_name(options.kernel);
        CHECK(cm_density_at(want, &places, &points, &options) == CM_OK);
        CHECK(cm_density_at(got, &places_moved, &moved, &options) == CM_OK);
        for (size_t k = 0; k < N; k++)
            CHECK_NEAR(got[k], 2 * want[k], 1e-12 * want[k]);
        CHECK(cm_density_at(got, &places_turned, &turned, &options) == CM_OK);
        for (size_t k = 0; k < N; k++)
            CHECK_NEAR(got[k], want[k], 1e-12 * want[k]);
    }
    cm_points_clear(&places_turned);
    cm_points_clear(&places_moved);
    cm_points_clear(&places);
    cm_points_clear(&turned);
    cm_points_clear(&moved);
    cm_points_clear(&points);
}

static bool stop(void *context, double share)
{
    ++*(int *)context;
    return share < 0;
}

TEST(leaves_its_output_alone_when_stopped_or_refused)
{
    cm_points points = points_make(1, false), places = points_make(1, false), none = {0};
    cm_density_options options = CM_DENSITY_OPTIONS_INIT;
    double out = -7;
    int steps = 0;

    points.x[0] = points.y[0] = places.x[0] = places.y[0] = 0;
    CHECK(cm_density_at(&out, &places, &points, &options) == CM_ERR_DOMAIN && out == -7);
    options.bandwidth_m = 1000;
    options.progress = (cm_progress){stop, &steps};
    CHECK(cm_density_at(&out, &places, &points, &options) == CM_ERR_STOPPED && out == -7);
    CHECK(steps > 0);
    options.progress = (cm_progress){0};
    places.y[0] = NAN;
    CHECK(cm_density_at(&out, &places, &points, &options) == CM_ERR_DOMAIN && out == -7);
    CHECK(cm_density_at(&out, &none, &points, &options) == CM_OK && out == -7);
    places.y[0] = 0;
    CHECK(cm_density_at(&out, &places, &none, &options) == CM_OK && out == 0);
    CHECK(cm_density_at(&out, &places, &points, &options) == CM_OK);
    CHECK_NEAR(out, 0.95492965855137201, 1e-15);
    cm_points_clear(&places);
    cm_points_clear(&points);
    CHECK(cm__memory_live() == 0);
}

/* sd 0.053 and 10; "radius" is a support of twice that, "noedge" the kernel's factor times it. */
static void check_golden(const char *file, const char *points_file, double sd)
{
    static const struct {
        const char *column;
        cm_kernel kernel;
        double radius_per_sd; /* 0: the kernel's own */
    } rows[] = {
        {"gaussian_noedge", CM_KERNEL_GAUSSIAN, 0},
        {"epanechnikov_noedge", CM_KERNEL_EPANECHNIKOV, 0},
        {"quartic_noedge", CM_KERNEL_QUARTIC, 0},
        {"disc_noedge", CM_KERNEL_UNIFORM, 0},
        {"radius_quartic_density", CM_KERNEL_QUARTIC, 2},
        {"radius_quartic_raw", CM_KERNEL_QUARTIC, 2}, /* per pi R^2 / 3 */
        {"radius_triangular_density", CM_KERNEL_TRIANGULAR, 2},
        {"radius_uniform_density", CM_KERNEL_UNIFORM, 2},
        {"radius_epanechnikov_density", CM_KERNEL_EPANECHNIKOV, 2},
        {"radius_triweight_density", CM_KERNEL_TRIWEIGHT, 2},
    };
    cm_points points = golden_points(points_file);
    double want[GOLDEN_MAX], got[GOLDEN_MAX];

    for (size_t i = 0; points.count > 0 && i < sizeof rows / sizeof *rows; i++) {
        const double own = cm_kernel_radius_per_sd(rows[i].kernel);
        cm_density_options options = CM_DENSITY_OPTIONS_INIT;
        test_now = rows[i].column;
        options.kernel = rows[i].kernel;
        options.bandwidth_m = sd * (rows[i].radius_per_sd > 0 ? rows[i].radius_per_sd : own);
        options.per_area_m2 = 1;
        if (strstr(rows[i].column, "raw"))
            options.per_area_m2 =
                3.14159265358979323846 / 3 * options.bandwidth_m * options.bandwidth_m;
        CHECK(golden_column(want, file, rows[i].column) == points.count);
        CHECK(cm_density_at(got, &points, &points, &options) == CM_OK);
        for (size_t k = 0; k < points.count; k++)
            CHECK_NEAR(got[k], want[k], 1e-9 * want[k]);
    }
    cm_points_clear(&points);
}

TEST(agrees_with_the_reference_figures)
{
    check_golden("kde_redwood_points.csv", "data_redwood.csv", 0.053);
    check_golden("kde_longleaf_points.csv", "data_longleaf.csv", 10);
}

TEST(weighs_as_the_reference_does)
{
    cm_points points = golden_points("data_longleaf.csv");
    cm_density_options options = CM_DENSITY_OPTIONS_INIT;
    double want[GOLDEN_MAX], got[GOLDEN_MAX], marks[GOLDEN_MAX];

    if (points.count > 0) {
        CHECK(golden_column(marks, "data_longleaf.csv", "mark") == points.count);
        CHECK(golden_column(want, "kde_longleaf_points.csv", "gaussian_weighted_noedge") ==
              points.count);
        options.kernel = CM_KERNEL_GAUSSIAN;
        options.bandwidth_m = 10;
        options.per_area_m2 = 1;
        points.weight = marks;
        CHECK(cm_density_at(got, &points, &points, &options) == CM_OK);
        for (size_t k = 0; k < points.count; k++)
            CHECK_NEAR(got[k], want[k], 1e-9 * want[k]);
        points.weight = NULL;
    }
    cm_points_clear(&points);
}

TEST_MAIN(RUN(is_the_sum_by_definition), RUN(agrees_with_grids_at_their_centres),
          RUN(does_not_care_for_order_or_threads), RUN(moves_turns_and_doubles_with_its_points),
          RUN(leaves_its_output_alone_when_stopped_or_refused),
          RUN(agrees_with_the_reference_figures), RUN(weighs_as_the_reference_does))
