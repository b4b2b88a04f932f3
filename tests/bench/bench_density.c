/* bench_density.c - how long densities take by themselves, how far they are off, and how the time
 * grows with points, cells and radius. What whole programs take is in bench_density_command.c. */
#include "layers/density_fft.h"
#include "tests/bench/bench.h"
#include "tests/bench/city_points.h"

typedef struct job {
    size_t points, side;
    double radius_share; /* of the side of the square */
    const char *kernel;
    cm_density_engine engine;
    size_t runs;
} job;

typedef struct timing {
    double wall_s, cpu_s, worst, brute_s; /* brute_s: all cells by definition, from some of them */
    cm_density_report report;
} timing;

/* Some cells by definition: the worst relative error, and the seconds for all cells that way. */
static void compare(timing *out, const cm_grid *grid, const cm_points *points,
                    const cm_density_options *options)
{
    const size_t cells = grid->shape.columns * grid->shape.rows;
    const size_t count = 2 + 4000000 / points->count;
    uint64_t seed = 1;
    const double start = bench_now_s(CLOCK_PROCESS_CPUTIME_ID);

    for (size_t i = 0; i < count; i++) {
        const size_t cell = (size_t)(random_share(&seed) * (double)cells);
        const double want = density_at_cell(points, options, &grid->shape, cell);
        const double off = fabs(grid->values[cell] - want);
        out->worst = fmax(out->worst, want > 0 ? off / want : off);
    }
    out->brute_s = (bench_now_s(CLOCK_PROCESS_CPUTIME_ID) - start) / (double)count * (double)cells;
}

/* The medians of some runs. */
static timing take(const job *of, const cm_points *points)
{
    const cm_grid_shape shape = {CITY_X_MIN, CITY_Y_MIN + CITY_SIDE_M,
                                 CITY_SIDE_M / (double)of->side, of->side, of->side};
    cm_density_options options = CM_DENSITY_OPTIONS_INIT;
    timing result = {0};
    double wall_s[BENCH_RUNS_MAX], cpu_s[BENCH_RUNS_MAX];

    options.kernel = cm_kernel_find(of->kernel);
    options.engine = of->engine;
    options.bandwidth_m = of->radius_share * CITY_SIDE_M;
    for (size_t run = 0; run < of->runs; run++) {
        cm_grid grid = {0};
        CHECK(cm_grid_init(&grid, &shape, NULL) == CM_OK);
        const double start = bench_now_s(CLOCK_MONOTONIC);
        const double cpu = bench_now_s(CLOCK_PROCESS_CPUTIME_ID);
        CHECK(cm_density_grid(&grid, points, &options, &result.report) == CM_OK);
        wall_s[run] = bench_now_s(CLOCK_MONOTONIC) - start;
        cpu_s[run] = bench_now_s(CLOCK_PROCESS_CPUTIME_ID) - cpu;
        if (run == 0)
            compare(&result, &grid, points, &options);
        cm_grid_clear(&grid);
    }
    result.wall_s = bench_median(wall_s, of->runs);
    result.cpu_s = bench_median(cpu_s, of->runs);
    return result;
}

static void tell(const job *of)
{
    cm_points points = city_settle(of->points);
    const timing t = take(of, &points);

    printf("density %-12s %-5s %8zu points %4zu^2 R %4.1f %%: %6.3f s (CPU %6.3f), error %.1e, "
           "bound %.1e, %8.1e x by definition\n",
           of->kernel, t.report.engine, of->points, of->side, 100 * of->radius_share, t.wall_s,
           t.cpu_s, t.worst, t.report.error_bound, t.brute_s / t.cpu_s);
    CHECK((of->engine == CM_DENSITY_FAST || t.worst <= 1e-6) && t.report.places <= of->points);
    cm_points_clear(&points);
}

/* How the processor's time grows: the slope of its logarithm over that of what is varied. */
typedef struct growth {
    const char *of;
    job from, to;
    double ratio; /* of what is varied */
    double most;  /* the slope that is allowed, with room for noise */
} growth;

static void tell_growth(const growth *g)
{
    cm_points from = city_settle(g->from.points), to = city_settle(g->to.points);
    const timing a = take(&g->from, &from), b = take(&g->to, &to);
    const double slope = log(b.cpu_s / a.cpu_s) / log(g->ratio);

    printf("growth %-5s with %-8s x %3.0f: CPU %.3f -> %.3f s, slope %.2f (at most %.2f)%s\n",
           g->from.engine == CM_DENSITY_FAST ? "fast" : "exact", g->of, g->ratio, a.cpu_s, b.cpu_s,
           slope, g->most, slope <= g->most ? "" : " EXCEEDED");
    cm_points_clear(&from);
    cm_points_clear(&to);
}

int main(void)
{
    const cm_density_engine exact = CM_DENSITY_EXACT, fast = CM_DENSITY_FAST;
    const job jobs[] = {
        {10000, 1024, 0.05, "quartic", exact, 5},      {10000, 4096, 0.05, "quartic", exact, 5},
        {10000, 4096, 0.01, "quartic", exact, 5},      {1000000, 1024, 0.01, "quartic", exact, 5},
        {1000000, 1024, 0.05, "quartic", exact, 5},    {1000000, 4096, 0.05, "quartic", exact, 3},
        {10000, 1024, 0.01, "uniform", exact, 3},      {10000, 1024, 0.01, "triangular", exact, 3},
        {10000, 1024, 0.01, "epanechnikov", exact, 3}, {10000, 1024, 0.01, "triweight", exact, 3},
        {10000, 1024, 0.01, "gaussian", exact, 3},     {1000000, 1024, 0.05, "quartic", fast, 5},
        {1000000, 4096, 0.05, "quartic", fast, 3},     {1000000, 1024, 0.02, "gaussian", fast, 5},
        {10000000, 1024, 0.05, "quartic", fast, 3},
    };
    const growth growths[] = {
        {"points",
         {250000, 1024, 0.05, "quartic", exact, 5},
         {2000000, 1024, 0.05, "quartic", exact, 3},
         8,
         1.05},
        {"cells",
         {10000, 1024, 0.05, "quartic", exact, 5},
         {10000, 4096, 0.05, "quartic", exact, 5},
         16,
         1.05},
        {"radius",
         {1000000, 1024, 0.025, "quartic", exact, 5},
         {1000000, 1024, 0.2, "quartic", exact, 3},
         8,
         1.05},
        {"points",
         {1000000, 1024, 0.05, "quartic", fast, 5},
         {8000000, 1024, 0.05, "quartic", fast, 3},
         8,
         1.05},
        {"cells",
         {1000000, 1024, 0.05, "quartic", fast, 5},
         {1000000, 4096, 0.05, "quartic", fast, 3},
         16,
         1.05},
        {"radius",
         {1000000, 1024, 0.025, "quartic", fast, 5},
         {1000000, 1024, 0.2, "quartic", fast, 5},
         8,
         0.1},
    };

    for (size_t i = 0; i < sizeof jobs / sizeof *jobs; i++)
        if (jobs[i].engine == exact || cm__fft_exists())
            tell(&jobs[i]);
    for (size_t i = 0; i < sizeof growths / sizeof *growths; i++)
        if (growths[i].from.engine == exact || cm__fft_exists())
            tell_growth(&growths[i]);
    return test_failures != 0;
}
