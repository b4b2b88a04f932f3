/* test_density_fast.c - tests layers/density_fast.c against the exact engine. */
#include "layers/density_fft.h"
#include "tests/density_fixture.h"

static const cm_grid_shape shape = {-2500, 7000, 10, 230, 170};
static const cm_kernel kernels[] = {CM_KERNEL_EPANECHNIKOV, CM_KERNEL_QUARTIC, CM_KERNEL_TRIWEIGHT,
                                    CM_KERNEL_GAUSSIAN};

static cm_status run(cm_grid *out, cm_density_report *report, const cm_points *points,
                     const cm_density_options *options)
{
    CHECK(cm_grid_init(out, &shape, NULL) == CM_OK);
    return cm_density_grid(out, points, options, report);
}

/* How many cells are off by more than the bound, negative, or not 0 where the exact one is. */
static size_t count_wrong(const cm_points *points, cm_density_options options)
{
    cm_grid fast = {0}, exact = {0};
    cm_density_report report = {0}, other = {0};
    size_t wrong = 0;

    options.engine = CM_DENSITY_FAST;
    CHECK(run(&fast, &report, points, &options) == CM_OK);
    CHECK(strcmp(report.engine, "fast") == 0 && strcmp(report.reason, "asked for") == 0);
    options.engine = CM_DENSITY_EXACT;
    CHECK(run(&exact, &other, points, &options) == CM_OK);
    CHECK(strcmp(other.engine, "exact") == 0 && report.places == other.places);
    for (size_t i = 0; i < shape.columns * shape.rows; i++) {
        const double off = fabs((double)fast.values[i] - exact.values[i]);
        wrong += off > (report.error_bound + other.error_bound) * report.max;
        wrong += fast.values[i] < 0 || (exact.values[i] == 0 && fast.values[i] != 0);
    }
    cm_grid_clear(&exact);
    cm_grid_clear(&fast);
    return wrong;
}

TEST(stays_within_its_bound)
{
    static const double radii[] = {6, 11.3, 20, 37.7, 51, 90, 205.5};
    static const struct {
        const char *why;
        size_t count;
        double step; /* of the coordinates, in m; 0: anywhere */
        bool weighted;
    } rows[] = {{"one place", 1, 0, false},
                {"anywhere", 3000, 0, false},
                {"with weights", 500, 0, true},
                {"on the cells' corners", 2000, 10, false},
                {"on a lattice of half cells", 2000, 5, true}};
    const cm_box box = {-2900, 5000, 100, 7300}; /* beyond the grid on all sides */

    for (size_t i = 0; i < sizeof rows / sizeof *rows && cm__fft_exists(); i++) {
        cm_points points = points_scatter(rows[i].count, &box, rows[i].weighted, 40 + i);
        for (size_t k = 0; rows[i].step > 0 && k < points.count; k++) {
            points.x[k] = rows[i].step * round(points.x[k] / rows[i].step);
            points.y[k] = rows[i].step * round(points.y[k] / rows[i].step);
        }
        test_now = rows[i].why;
        for (size_t k = 0; k < sizeof radii / sizeof *radii; k++)
            for (size_t kernel = 0; kernel < sizeof kernels / sizeof *kernels; kernel++) {
                cm_density_options options = CM_DENSITY_OPTIONS_INIT;
                const bool is_gaussian = kernels[kernel] == CM_KERNEL_GAUSSIAN;
                options.kernel = kernels[kernel];
                options.bandwidth_m = (is_gaussian ? 0.4 : 1) * radii[k] * shape.cell_m;
                CHECK(count_wrong(&points, options) == 0);
            }
        cm_points_clear(&points);
    }
}

TEST(gives_the_same_bytes_in_any_order_and_on_any_threads)
{
    const cm_box box = {-2900, 5000, 100, 7300};
    cm_points points = points_scatter(700, &box, true, 3), turned = points_make(700, true);
    cm_density_options options = CM_DENSITY_OPTIONS_INIT;
    cm_grid want = {0};

    for (size_t i = 0; i < 700; i++) {
        turned.x[i] = points.x[(i * 271 + 19) % 700];
        turned.y[i] = points.y[(i * 271 + 19) % 700];
        turned.weight[i] = points.weight[(i * 271 + 19) % 700];
    }
    options.engine = CM_DENSITY_FAST;
    options.bandwidth_m = 400;
    options.threads = 1;
    for (int threads = 1; threads <= 4 && cm__fft_exists(); threads++) {
        cm_grid got = {0};
        cm_density_report report;
        options.threads = threads;
        CHECK(run(threads == 1 ? &want : &got, &report, threads == 1 ? &points : &turned,
                  &options) == CM_OK);
        if (threads > 1)
            CHECK(memcmp(want.values, got.values, 230 * 170 * sizeof *got.values) == 0);
        cm_grid_clear(&got);
    }
    cm_grid_clear(&want);
    cm_points_clear(&turned);
    cm_points_clear(&points);
}

TEST(says_what_it_cannot_do_and_is_not_chosen_for_little)
{
    const cm_box box = {-2500, 5300, -200, 7000};
    cm_points points = points_scatter(50, &box, false, 3);
    cm_density_options options = CM_DENSITY_OPTIONS_INIT;
    cm_density_report report = {.max = -7};
    cm_grid grid = {0};

    options.bandwidth_m = 400;
    CHECK(run(&grid, &report, &points, &options) == CM_OK);
    CHECK(strcmp(report.engine, "exact") == 0 && report.reason != NULL);
    cm_grid_clear(&grid);
    options.engine = CM_DENSITY_FAST;
    options.kernel = CM_KERNEL_UNIFORM;
    report.max = -7;
    CHECK(run(&grid, &report, &points, &options) == CM_ERR_DOMAIN && report.max == -7);
    cm_grid_clear(&grid);
    options.kernel = CM_KERNEL_QUARTIC;
    options.bandwidth_m = 1e8;
    CHECK(run(&grid, &report, &points, &options) == CM_ERR_DOMAIN && report.max == -7);
    cm_grid_clear(&grid);
    cm_points_clear(&points);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(stays_within_its_bound), RUN(gives_the_same_bytes_in_any_order_and_on_any_threads),
          RUN(says_what_it_cannot_do_and_is_not_chosen_for_little))
