/* test_density.c - tests layers/density.c: grids against the definition, and what must not matter.
 */
#include "layers/density_fft.h"
#include "tests/density_fixture.h"
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static const double radii[] = {0.3, 3, 7.99, 8, 21, 64.5, 700};
static const cm_grid_shape small = {-2500, 7000, 10, 90, 70};

static cm_density_options options_of(cm_kernel kernel, double bandwidth_m)
{
    cm_density_options options = CM_DENSITY_OPTIONS_INIT;

    options.kernel = kernel;
    options.bandwidth_m = bandwidth_m;
    return options;
}

static cm_grid density_grid(const cm_grid_shape *shape, const cm_points *points,
                            const cm_density_options *options, cm_density_report *report)
{
    cm_grid grid = {0};

    CHECK(cm_grid_init(&grid, shape, NULL) == CM_OK);
    CHECK(cm_density_grid(&grid, points, options, report) == CM_OK);
    return grid;
}

/* Every cell: to 1e-6 of itself, to the bound that is reported, 0 where nothing is in reach. */
static void check_cells(const cm_grid_shape *shape, const cm_points *points,
                        const cm_density_options *options)
{
    cm_density_report report;
    cm_grid grid = density_grid(shape, points, options, &report);
    size_t wrong = 0, beyond_bound = 0, wrong_zero = 0;

    for (size_t i = 0; i < shape->columns * shape->rows; i++) {
        const double want = density_at_cell(points, options, shape, i), got = grid.values[i];
        wrong += !(fabs(got - want) <= 1e-6 * want + 1e-15 * report.max);
        beyond_bound += !(fabs(got - want) <= report.error_bound * report.max);
        wrong_zero += (got == 0) != (want == 0);
        wrong += !(got >= 0);
    }
    CHECK(wrong == 0);
    CHECK(beyond_bound == 0);
    CHECK(wrong_zero == 0);
    CHECK(report.error_bound <= 1e-6 && report.points == points->count);
    cm_grid_clear(&grid);
}

static void check_all(const cm_grid_shape *shape, const cm_points *points)
{
    for (int kernel = 0; kernel < CM_KERNEL_COUNT; kernel++)
        for (size_t i = 0; i < sizeof radii / sizeof *radii; i++) {
            const cm_density_options options =
                options_of((cm_kernel)kernel, radii[i] * shape->cell_m);
            check_cells(shape, points, &options);
        }
}

TEST(is_the_sum_by_definition)
{
    static const struct {
        const char *why;
        size_t count;
        bool weighted;
    } rows[] = {{"no point", 0, false},
                {"one", 1, false},
                {"two", 2, false},
                {"some", 60, false},
                {"some with weights, a few of them 0", 50, true}};
    const cm_box box = {-2800, 6000, -1300, 7300}; /* beyond the grid on all sides */

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_points points = points_scatter(rows[i].count, &box, rows[i].weighted, i);
        test_now = rows[i].why;
        check_all(&small, &points);
        cm_points_clear(&points);
    }
}

TEST(survives_hostile_sets)
{
    static const struct {
        const char *why;
        double x, y, step_x, step_y;
        bool weightless;
    } rows[] = {{"all equal", -2205, 6705, 0, 0, false},
                {"all on one row of centres", -2495, 6705, 10, 0, false},
                {"all on one column of corners", -2200, 7000, 0, -10, false},
                {"nearly equal", -2200, 6700, 1e-7, 0, false},
                {"weights all 0", -2495, 6995, 10, -9, true},
                {"out of reach", 1e9, -1e9, -1, 1, false}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_points points = points_make(40, true);
        test_now = rows[i].why;
        for (size_t k = 0; k < points.count; k++) {
            points.x[k] = rows[i].x + (double)k * rows[i].step_x;
            points.y[k] = rows[i].y + (double)k * rows[i].step_y;
            points.weight[k] = rows[i].weightless ? 0 : 1 + (double)(k % 3);
        }
        check_all(&small, &points);
        cm_points_clear(&points);
    }
}

TEST(keeps_its_digits_far_away)
{
    const cm_grid_shape far = {1e7 + 0.1, -3e7, 0.7, 80, 60};
    const cm_box box = {1e7, -3e7 - 50, 1e7 + 60, -3e7};
    cm_points points = points_scatter(40, &box, true, 3);

    check_all(&far, &points);
    cm_points_clear(&points);
}

/* A dense crowd and a lone place in one row: what is left over of the crowd must not show. */
TEST(a_crowd_leaves_nothing_behind)
{
    const cm_grid_shape wide = {0, 40, 1, 5000, 3};
    cm_points points = points_make(3000, true);
    uint64_t seed = 5;

    for (size_t i = 0; i < points.count; i++) {
        points.x[i] = 60 + 20 * random_share(&seed);
        points.y[i] = 38 + random_share(&seed);
        points.weight[i] = 1000 * random_share(&seed);
    }
    for (size_t i = 0; i < 60; i++) { /* a chain, so that the row is never empty */
        points.x[i] = 80 * (double)i;
        points.weight[i] = 1e-3;
    }
    for (int kernel = CM_KERNEL_UNIFORM; kernel <= CM_KERNEL_TRIWEIGHT; kernel++) {
        const cm_density_options options = options_of((cm_kernel)kernel, 64);
        test_now = cm_kernel_name((cm_kernel)kernel);
        check_cells(&wide, &points, &options);
    }
    cm_points_clear(&points);
}

TEST(a_circle_holds_its_rim)
{
    cm_points points = points_make(1, false);
    const cm_density_options options = options_of(CM_KERNEL_UNIFORM, 50);
    size_t inside = 0;

    points.x[0] = -2205;
    points.y[0] = 6705;
    cm_grid grid = density_grid(&small, &points, &options, NULL);
    for (size_t i = 0; i < small.columns * small.rows; i++)
        inside += grid.values[i] > 0;
    CHECK(inside == 81); /* lattice points with x2 + y2 <= 25 */
    cm_grid_clear(&grid);
    const cm_density_options wide = options_of(CM_KERNEL_UNIFORM, 250);
    grid = density_grid(&small, &points, &wide, NULL);
    inside = 0;
    for (size_t i = 0; i < small.columns * small.rows; i++)
        inside += grid.values[i] > 0;
    CHECK(inside == 1961); /* x2 + y2 <= 625, with its 20 on the rim, by the sweep */
    cm_grid_clear(&grid);
    cm_points_clear(&points);
}

TEST(integrates_to_the_weight)
{
    const cm_grid_shape whole = {0, 8000, 20, 400, 400};
    const cm_box box = {3000, 3000, 5000, 5000};
    cm_points points = points_scatter(300, &box, true, 9);
    cm_density_report report;

    for (int kernel = 0; kernel < CM_KERNEL_COUNT; kernel++) {
        const bool smooth = kernel != CM_KERNEL_UNIFORM; /* a step is met by chance */
        cm_density_options options = options_of((cm_kernel)kernel, kernel == 5 ? 330 : 1300);
        test_now = cm_kernel_name((cm_kernel)kernel);
        cm_grid grid = density_grid(&whole, &points, &options, &report);
        CHECK_NEAR(report.integral / report.weight, 1, smooth ? 1e-4 : 1e-2);
        CHECK_NEAR(cm_grid_get_statistics(&grid).sum * 400 / 1e6, report.integral, 1e-9);
        CHECK(cm_grid_get_statistics(&grid).max == report.max);
        options.per_area_m2 = 1;
        cm_grid_clear(&grid);
        grid = density_grid(&whole, &points, &options, &report);
        CHECK_NEAR(report.integral / report.weight, 1, smooth ? 1e-4 : 1e-2);
        cm_grid_clear(&grid);
    }
    cm_points_clear(&points);
}

static bool is_same(const cm_grid *a, const cm_grid *b)
{
    return memcmp(a->values, b->values, a->shape.columns * a->shape.rows * sizeof *a->values) == 0;
}

TEST(the_order_of_points_and_threads_do_not_matter)
{
    const cm_box box = {-2800, 6000, -1300, 7300};
    cm_points points = points_scatter(500, &box, true, 11), turned = points_make(500, true);

    for (size_t i = 0; i < 100; i++) { /* equal places of unequal weight */
        points.x[i] = points.x[i % 7];
        points.y[i] = points.y[i % 7];
    }
    for (size_t i = 0; i < 500; i++) {
        turned.x[i] = points.x[(i * 273 + 19) % 500];
        turned.y[i] = points.y[(i * 273 + 19) % 500];
        turned.weight[i] = points.weight[(i * 273 + 19) % 500];
    }
    for (int kernel = 0; kernel < CM_KERNEL_COUNT; kernel++) {
        cm_density_options options = options_of((cm_kernel)kernel, 190);
        cm_density_report one, other;
        test_now = cm_kernel_name((cm_kernel)kernel);
        options.threads = 1;
        cm_grid want = density_grid(&small, &points, &options, &one);
        for (options.threads = 1; options.threads <= 4; options.threads++) {
            cm_grid got = density_grid(&small, &turned, &options, &other);
            CHECK(is_same(&want, &got) && one.places == 407);
            CHECK(one.max == other.max && one.integral == other.integral);
            CHECK(one.weight == other.weight && one.error_bound == other.error_bound);
            cm_grid_clear(&got);
        }
        cm_grid_clear(&want);
    }
    cm_points_clear(&turned);
    cm_points_clear(&points);
}

/* By a power of two and by whole cells, so that no rounding comes between. */
TEST(doubles_with_weights_and_moves_with_cells)
{
    const cm_grid_shape here = {0, 640, 8, 80, 80}, there = {800, 640 - 1600, 8, 80, 80};
    const cm_box box = {-100, -100, 700, 700};
    cm_points points = points_scatter(200, &box, true, 13);

    for (size_t i = 0; i < points.count; i++) {
        points.x[i] = round(points.x[i] * 64) / 64;
        points.y[i] = round(points.y[i] * 64) / 64;
    }
    for (int kernel = 0; kernel < CM_KERNEL_COUNT; kernel++) {
        const cm_density_options options = options_of((cm_kernel)kernel, 120);
        test_now = cm_kernel_name((cm_kernel)kernel);
        cm_grid one = density_grid(&here, &points, &options, NULL);
        for (size_t i = 0; i < points.count; i++) {
            points.x[i] += 800;
            points.y[i] -= 1600;
            points.weight[i] *= 2;
        }
        cm_grid two = density_grid(&there, &points, &options, NULL);
        size_t wrong = 0;
        for (size_t i = 0; i < here.columns * here.rows; i++)
            wrong += two.values[i] != 2 * one.values[i];
        CHECK(wrong == 0);
        for (size_t i = 0; i < points.count; i++) {
            points.x[i] -= 800;
            points.y[i] += 1600;
            points.weight[i] /= 2;
        }
        cm_grid_clear(&two);
        cm_grid_clear(&one);
    }
    cm_points_clear(&points);
}

/* A grid of floats turned by 90 degrees about its middle, by either engine: each value is within
 * its own bound of the same number. */
TEST(turns_with_its_points)
{
    const cm_grid_shape square = {-400, 400, 8, 100, 100};
    const cm_box box = {-500, -500, 500, 500};
    cm_points points = points_scatter(300, &box, true, 21), turned = points_make(300, true);

    for (size_t i = 0; i < 300; i++) {
        turned.x[i] = -points.y[i];
        turned.y[i] = points.x[i];
        turned.weight[i] = points.weight[i];
    }
    for (int i = 0; i < 2 * CM_KERNEL_COUNT; i++) {
        cm_density_options options = options_of((cm_kernel)(i / 2), 200);
        cm_density_report one, other;
        size_t wrong = 0;
        test_now = cm_kernel_name(options.kernel);
        options.engine = i % 2 ? CM_DENSITY_FAST : CM_DENSITY_EXACT;
        cm_grid got = {0}, grid = {0};
        CHECK(cm_grid_init(&grid, &square, NULL) == CM_OK);
        CHECK(cm_grid_init(&got, &square, NULL) == CM_OK);
        if (cm_density_grid(&grid, &points, &options, &one) == CM_OK) {
            CHECK(cm_density_grid(&got, &turned, &options, &other) == CM_OK);
            for (size_t k = 0; k < 10000; k++) { /* the cell east becomes the cell north */
                const size_t column = k % 100, row = k / 100;
                const double a = grid.values[k], b = got.values[(99 - column) * 100 + row];
                const double bound = one.error_bound * one.max + other.error_bound * other.max;
                wrong += !(fabs(a - b) <= bound);
            }
            CHECK(wrong == 0);
            CHECK_NEAR(one.weight, other.weight, 1e-12 * one.weight);
        } else {
            CHECK(i % 2); /* what the fast engine cannot do */
        }
        cm_grid_clear(&got);
        cm_grid_clear(&grid);
    }
    cm_points_clear(&turned);
    cm_points_clear(&points);
}

static bool is(const char *got, const char *want)
{
    return got && strcmp(got, want) == 0;
}

TEST(describes_itself)
{
    const cm_box box = {-2500, 6300, -1600, 7000};
    cm_points points = points_scatter(20, &box, false, 1);
    cm_density_options options = options_of(CM_KERNEL_QUARTIC, 123.5);
    cm_grid grid = {0};

    CHECK(cm_grid_init(&grid, &small, "EPSG:6680") == CM_OK);
    CHECK(cm_grid_set_tag(&grid, "kernel", "none") == CM_OK);
    CHECK(cm_grid_set_source(&grid, "survey") == CM_OK);
    CHECK(cm_density_grid(&grid, &points, &options, NULL) == CM_OK);
    CHECK(is(grid.title, "density") && is(grid.unit, "1/km2") && is(grid.source, "survey"));
    CHECK(is(grid.crs, "EPSG:6680") && is(cm_grid_get_tag(&grid, "kernel"), "quartic"));
    CHECK(is(cm_grid_get_tag(&grid, "bandwidth_m"), "123.5"));
    CHECK(is(cm_grid_get_tag(&grid, "engine"), "exact"));
    CHECK(is(cm_grid_get_tag(&grid, "points"), "20"));
    CHECK(is(cm_grid_get_tag(&grid, "weight"), "20"));
    options.per_area_m2 = 1;
    CHECK(cm_density_grid(&grid, &points, &options, NULL) == CM_OK && is(grid.unit, "1/m2"));
    options.per_area_m2 = 2.5e4;
    CHECK(cm_density_grid(&grid, &points, &options, NULL) == CM_OK);
    CHECK(is(grid.unit, "1/(25000 m2)"));
    cm_grid_clear(&grid);
    grid = density_grid(&small, &points, &options, NULL);
    CHECK(is(grid.unit, "1/(25000 unit2)"));
    options.per_area_m2 = 1;
    CHECK(cm_density_grid(&grid, &points, &options, NULL) == CM_OK && is(grid.unit, "1/unit2"));
    cm_grid_clear(&grid);
    cm_points_clear(&points);
}

static bool stop_half_way(void *context, double share)
{
    ++*(int *)context;
    return share < 0.5;
}

TEST(leaves_the_grid_alone_when_stopped_or_refused)
{
    const cm_grid_shape tall = {0, 0, 1, 64, 4000};
    cm_points points = points_make(1, false);
    cm_density_options options = options_of(CM_KERNEL_QUARTIC, 10);
    cm_density_report report = {.max = -7};
    cm_grid grid = {0};
    int steps = 0;

    CHECK(cm_grid_init(&grid, &tall, NULL) == CM_OK);
    grid.values[5] = 42;
    points.x[0] = 5;
    points.y[0] = -5;
    options.progress = (cm_progress){stop_half_way, &steps};
    options.threads = 1;
    CHECK(cm_density_grid(&grid, &points, &options, &report) == CM_ERR_STOPPED);
    CHECK(steps > 1 && grid.values[5] == 42 && !grid.title && report.max == -7);
    options = options_of(CM_KERNEL_QUARTIC, 0);
    CHECK(cm_density_grid(&grid, &points, &options, &report) == CM_ERR_DOMAIN);
    CHECK(grid.values[5] == 42 && !grid.tags && report.max == -7);
    cm_grid_clear(&grid);
    cm_points_clear(&points);
    CHECK(cm__memory_live() == 0);
}

/* The 16 x 16 centres of the window: radii under three cells, so by the direct sum. */
static void check_golden_grid(const char *file, const char *points_file, const cm_grid_shape *shape,
                              double sd)
{
    static const struct {
        const char *column;
        cm_kernel kernel;
    } rows[] = {{"gaussian_noedge", CM_KERNEL_GAUSSIAN}, {"quartic_noedge", CM_KERNEL_QUARTIC}};
    cm_points points = golden_points(points_file);
    double want[GOLDEN_MAX];

    for (size_t k = 0; points.count > 0 && k < 2; k++) {
        cm_density_options options =
            options_of(rows[k].kernel, sd * cm_kernel_radius_per_sd(rows[k].kernel));
        test_now = rows[k].column;
        options.per_area_m2 = 1;
        CHECK(golden_column(want, file, rows[k].column) == 256);
        cm_grid grid = density_grid(shape, &points, &options, NULL);
        for (size_t i = 0; i < 256; i++) { /* the file runs up, the grid down */
            const double value = grid.values[(15 - i / 16) * 16 + i % 16];
            CHECK_NEAR(value, want[i], 1e-7 * want[i]);
        }
        cm_grid_clear(&grid);
    }
    cm_points_clear(&points);
}

TEST(agrees_with_the_reference_grids)
{
    const cm_grid_shape unit = {0, 0, 1.0 / 16, 16, 16}, forest = {0, 200, 12.5, 16, 16};

    check_golden_grid("kde_redwood_grid16.csv", "data_redwood.csv", &unit, 0.053);
    check_golden_grid("kde_longleaf_grid16.csv", "data_longleaf.csv", &forest, 10);
}

static double get_peak_bytes(void)
{
    struct rusage usage;

    CHECK(getrusage(RUSAGE_SELF, &usage) == 0);
    return 1024.0 * (double)usage.ru_maxrss;
}

/* In a process of its own, whose peak is nobody else's: memory over that of the points, less 4
 * bytes a cell, for each point. */
static int measure(const cm_points *points, cm_density_engine engine)
{
    const cm_grid_shape shape = {0, 2560, 10, 256, 256};
    cm_density_options options = options_of(CM_KERNEL_QUARTIC, 250);
    const double before = get_peak_bytes();
    cm_density_report report;

    options.engine = engine;
    options.threads = 2;
    cm_grid grid = density_grid(&shape, points, &options, &report);
    const double bytes = (get_peak_bytes() - before - 4 * 256 * 256) / (double)points->count;
    printf("%s: %.1f bytes a point\n", report.engine, bytes);
    fflush(stdout);
    cm_grid_clear(&grid);
    return bytes > 8 && bytes <= 48;
}

/* First of all: a process that has had threads cannot be copied with them. */
TEST(needs_no_more_than_48_bytes_a_point)
{
    const cm_density_engine engines[] = {CM_DENSITY_EXACT, CM_DENSITY_FAST};
    const cm_box box = {0, 0, 2560, 2560};

#if defined __SANITIZE_ADDRESS__
    return; /* whose own memory is counted too */
#endif
    for (int i = 0; i < 1 + cm__fft_exists(); i++) {
        const pid_t child = fork();
        int status = -1;
        if (child == 0) {
            cm_points points = points_scatter(1000000, &box, false, 1);
            const int is_good = measure(&points, engines[i]);
            cm_points_clear(&points);
            _exit(is_good ? 0 : 1);
        }
        CHECK(child > 0 && waitpid(child, &status, 0) == child && status == 0);
    }
}

TEST_MAIN(RUN(needs_no_more_than_48_bytes_a_point), RUN(is_the_sum_by_definition),
          RUN(survives_hostile_sets), RUN(keeps_its_digits_far_away),
          RUN(a_crowd_leaves_nothing_behind), RUN(a_circle_holds_its_rim),
          RUN(integrates_to_the_weight), RUN(the_order_of_points_and_threads_do_not_matter),
          RUN(doubles_with_weights_and_moves_with_cells), RUN(turns_with_its_points),
          RUN(describes_itself), RUN(leaves_the_grid_alone_when_stopped_or_refused),
          RUN(agrees_with_the_reference_grids))
