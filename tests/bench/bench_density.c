/* bench_density.c - how long densities take, how far they are off, and what peers took for the
 * same work: the peers' figures were measured on an idle machine of two cores. */
#include "layers/density_fft.h"
#include "tests/density_fixture.h"
#include <time.h>

#define SIDE_M 40960.0
enum { CENTRES = 300 };

typedef struct job {
    size_t points, side;
    double radius_share; /* of the side of the square */
    const char *peer;
    double peer_s;
} job;

static double seconds(clockid_t clock)
{
    struct timespec now;

    clock_gettime(clock, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static double gaussian(uint64_t *seed)
{
    const double radius = sqrt(-2 * log(1 - random_share(seed)));

    return radius * cos(6.283185307179586 * random_share(seed));
}

/* 0..1 where it is not already. */
static double fold(double share, uint64_t *seed)
{
    return share >= 0 && share <= 1 ? share : random_share(seed);
}

typedef struct city {
    double x[CENTRES], y[CENTRES], sd[CENTRES], cumulative[CENTRES];
} city;

static city found_city(uint64_t *seed)
{
    city c;
    double sum = 0;

    for (int i = 0; i < CENTRES; i++) {
        c.x[i] = fmin(fmax(0.5 + 0.16 * gaussian(seed), 0.03), 0.97);
        c.y[i] = fmin(fmax(0.5 + 0.16 * gaussian(seed), 0.03), 0.97);
        c.sd[i] = 0.002 + 0.018 * random_share(seed);
        sum += pow(i + 1, -0.9);
        c.cumulative[i] = sum;
    }
    return c;
}

/* 70 % in clusters of unequal size, 20 % along a grid of streets, 10 % anywhere; in centimetres. */
static cm_points settle(size_t count)
{
    uint64_t seed = 20030401;
    const city c = found_city(&seed);
    cm_points points = points_make(count, false);

    for (size_t i = 0; i < count; i++) {
        const double kind = random_share(&seed);
        const double at = random_share(&seed) * c.cumulative[CENTRES - 1];
        const bool is_street = kind >= 0.7, is_across = random_share(&seed) < 0.5;
        int k = 0;
        while (c.cumulative[k] < at)
            k++;
        const double sd = is_street ? 0.05 : c.sd[k];
        double x = c.x[k] + sd * gaussian(&seed), y = c.y[k] + sd * gaussian(&seed);
        if (is_street && is_across)
            x = round(100 * x) / 100 + 0.0002 * gaussian(&seed);
        else if (is_street)
            y = round(100 * y) / 100 + 0.0002 * gaussian(&seed);
        x = kind < 0.9 ? fold(x, &seed) : random_share(&seed);
        y = kind < 0.9 ? fold(y, &seed) : random_share(&seed);
        points.x[i] = round(100 * SIDE_M * x) / 100 - 93440;
        points.y[i] = round(100 * SIDE_M * y) / 100 - 124480;
    }
    return points;
}

/* Some cells by definition: the worst relative error, and the seconds for all cells that way. */
static double compare(double *brute_s, const cm_grid *grid, const cm_points *points,
                      const cm_density_options *options)
{
    const size_t cells = grid->shape.columns * grid->shape.rows;
    const size_t count = 2 + 4000000 / points->count;
    uint64_t seed = 1;
    double worst = 0;
    const double start = seconds(CLOCK_PROCESS_CPUTIME_ID);

    for (size_t i = 0; i < count; i++) {
        const size_t cell = (size_t)(random_share(&seed) * (double)cells);
        const double want = density_at_cell(points, options, &grid->shape, cell);
        const double off = fabs(grid->values[cell] - want);
        worst = fmax(worst, want > 0 ? off / want : off);
    }
    *brute_s = (seconds(CLOCK_PROCESS_CPUTIME_ID) - start) / (double)count * (double)cells;
    return worst;
}

static void take(const job *of, const char *kernel, cm_density_engine engine)
{
    const cm_grid_shape shape = {-93440, -124480 + SIDE_M, SIDE_M / (double)of->side, of->side,
                                 of->side};
    cm_points points = settle(of->points);
    cm_density_options options = CM_DENSITY_OPTIONS_INIT;
    cm_density_report report = {0};
    cm_grid grid = {0};
    double brute_s;

    options.kernel = cm_kernel_find(kernel);
    options.engine = engine;
    options.bandwidth_m = of->radius_share * SIDE_M;
    CHECK(cm_grid_init(&grid, &shape, NULL) == CM_OK);
    const double start = seconds(CLOCK_MONOTONIC), cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
    CHECK(cm_density_grid(&grid, &points, &options, &report) == CM_OK);
    const double wall_s = seconds(CLOCK_MONOTONIC) - start;
    const double cpu_s = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    const double worst = compare(&brute_s, &grid, &points, &options);
    printf(
        "density %-9s %s %7zu points %4zu^2 R %3.1f %%: %.3f s (CPU %.3f), error %.1e bound %.1e, "
        "%.1g x brute force",
        kernel, report.engine, of->points, of->side, 100 * of->radius_share, wall_s, cpu_s, worst,
        report.error_bound, brute_s / cpu_s);
    if (of->peer)
        printf(", %.0f x %s (%.2f s)", of->peer_s / wall_s, of->peer, of->peer_s);
    printf("\n");
    CHECK((engine == CM_DENSITY_FAST || worst <= 1e-6) && report.places <= report.points);
    cm_grid_clear(&grid);
    cm_points_clear(&points);
}

int main(void)
{
    static const job quartic[] = {
        {10000, 1024, 0.05, "QGIS 3.22", 2.34},
        {10000, 4096, 0.05, "QGIS 3.22", 23.4},
        {10000, 4096, 0.01, NULL, 0},
        {1000000, 1024, 0.01, "QGIS 3.22", 14.5},
        {1000000, 1024, 0.05, "spatstat", 7.05},
        {1000000, 4096, 0.05, "scipy FFT", 2.72},
    };
    static const job other = {10000, 1024, 0.01, NULL, 0};

    for (size_t i = 0; i < sizeof quartic / sizeof *quartic; i++)
        take(&quartic[i], "quartic", CM_DENSITY_EXACT);
    for (size_t i = 3; i < sizeof quartic / sizeof *quartic && cm__fft_exists(); i++)
        take(&quartic[i], "quartic", CM_DENSITY_FAST);
    for (int kernel = 0; kernel < CM_KERNEL_COUNT; kernel++)
        take(&other, cm_kernel_name((cm_kernel)kernel), CM_DENSITY_EXACT);
    return test_failures != 0;
}
