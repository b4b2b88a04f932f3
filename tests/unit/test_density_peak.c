/* test_density_peak.c - tests layers/density_peak.c against the largest value there is. */
#include "layers/density_kernel.h"
#include "layers/density_peak.h"
#include "layers/density_splat.h"
#include "tests/density_fixture.h"

static double find_largest(const cm_points *points, const cm__density_job *job)
{
    const double h2 = job->bandwidth * job->bandwidth;
    double largest = 0;

    for (size_t row = 0; row < job->rows; row++)
        for (size_t column = 0; column < job->columns; column++) {
            double sum = 0;
            for (size_t i = 0; i < points->count; i++) {
                const double dx = points->x[i] - (double)column, dy = points->y[i] - (double)row;
                sum += cm__kernel_shape(job->kernel, dx * dx + dy * dy, h2);
            }
            largest = fmax(largest, sum);
        }
    return largest;
}

static double find_least(const cm_points *points, const cm__density_job *job)
{
    enum { COLUMNS = 320, ROWS = 280 };
    static double values[ROWS * COLUMNS];
    static const size_t size[2] = {COLUMNS, ROWS};
    const cm__fft_grid grid = {values, COLUMNS, ROWS, COLUMNS};
    const cm__frame frame = {.unit = 1, .reach = {-100, -100, 220, 180}};
    const cm_density_options options = CM_DENSITY_OPTIONS_INIT;
    cm__bins bins = {0};
    cm__survey survey;
    cm__spread spread;
    double least = -1;

    memset(values, 0, sizeof values);
    cm__points_survey(&survey, points, &frame, 2);
    CHECK(cm__bins_fill(&bins, size, points, &frame, 2) == CM_OK);
    CHECK(cm__splat(&spread, &grid, &bins, &survey, &frame, &options) == CM_OK);
    CHECK(cm__peak_find(&least, &grid, job) == CM_OK);
    cm__bins_clear(&bins);
    return least;
}

TEST(is_reached_and_is_near_the_largest)
{
    static const cm_kernel kernels[] = {CM_KERNEL_EPANECHNIKOV, CM_KERNEL_QUARTIC,
                                        CM_KERNEL_TRIWEIGHT, CM_KERNEL_GAUSSIAN};
    static const struct {
        const char *why;
        size_t count;
        double bandwidth, near; /* what it is of the largest, at least */
    } rows[] = {{"one place", 1, 60, 0.95},
                {"some places", 10, 30, 0.9},
                {"many places", 200, 60, 0.9},
                {"a bandwidth of few cells", 200, 3, 0},
                {"one of most of the grid", 200, 100, 0.9}};
    const cm_box box = {0, 0, 120, 80};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (size_t k = 0; k < 4; k++) {
            cm_points points = points_scatter(rows[i].count, &box, false, 7 + i);
            cm__density_job job = {.kernel = kernels[k], .columns = 120, .rows = 80};
            job.bandwidth = rows[i].bandwidth * (kernels[k] == CM_KERNEL_GAUSSIAN ? 0.4 : 1);
            job.reach = job.bandwidth * cm__kernel_reach(job.kernel);
            if (rows[i].count == 1)
                points.x[0] = points.y[0] = 40.5;
            const double least = find_least(&points, &job), largest = find_largest(&points, &job);
            test_now = rows[i].why;
            CHECK(least <= largest && least >= rows[i].near * largest);
            cm_points_clear(&points);
        }
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(is_reached_and_is_near_the_largest))
