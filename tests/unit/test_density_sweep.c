/* test_density_sweep.c - tests layers/density_sweep.c. */
#include "tests/density_engines.h"

static void check(const cm_points *points, const cm__density_job *job)
{
    float *values = NULL;
    const cm__tile_result result = engine_run(&values, &cm__sweep_engine, points, job);

    CHECK(count_wrong(values, points, job, &result) == 0);
    CHECK(result.error <= 1e-6 * result.max);
    cm__array_free(&values);
}

TEST(sums_every_order_at_every_block_size)
{
    static const double radii[] = {8, 17.3, 33, 64, 128, 5000};
    const cm_box box = {-60, -190, 300, 60};
    cm_points points = points_scatter(90, &box, true, 1);

    for (int kernel = 0; kernel < CM_KERNEL_COUNT; kernel++)
        for (size_t i = 0; i < 6; i++) {
            const cm__density_job job = job_of((cm_kernel)kernel, 203, 121, radii[i]);
            test_now = cm_kernel_name((cm_kernel)kernel);
            if (cm__kernel_order(job.kernel) >= 0)
                check(&points, &job);
        }
    cm_points_clear(&points);
}

/* More columns than a tile has: places reach over its edges. */
TEST(joins_its_tiles)
{
    const cm_box box = {3900, -10, 4300, 0};
    cm_points points = points_scatter(40, &box, false, 2);

    for (int order = 0; order < 4; order++) {
        static const cm_kernel kernels[] = {CM_KERNEL_UNIFORM, CM_KERNEL_EPANECHNIKOV,
                                            CM_KERNEL_QUARTIC, CM_KERNEL_TRIWEIGHT};
        const cm__density_job job = job_of(kernels[order], 8200, 4, 120);
        test_now = cm_kernel_name(kernels[order]);
        check(&points, &job);
    }
    cm_points_clear(&points);
}

/* Weights of 1e12 to 1: what the heavy leave over is far above the light, which are next to them,
 * so that nearly every value there must be summed directly. */
TEST(sums_directly_what_the_heavy_would_spoil)
{
    cm_points points = points_make(200, true);
    uint64_t seed = 3;

    for (size_t i = 0; i < 200; i++) {
        points.x[i] = i < 100 ? 80 * random_share(&seed) : 12 * (double)(i - 100);
        points.y[i] = -10 * random_share(&seed);
        points.weight[i] = i < 100 ? 1e12 * random_share(&seed) : random_share(&seed);
    }
    for (int order = 0; order < 4; order++) {
        static const cm_kernel kernels[] = {CM_KERNEL_UNIFORM, CM_KERNEL_EPANECHNIKOV,
                                            CM_KERNEL_QUARTIC, CM_KERNEL_TRIWEIGHT};
        const cm__density_job job = job_of(kernels[order], 1200, 9, 60);
        test_now = cm_kernel_name(kernels[order]);
        check(&points, &job);
    }
    cm_points_clear(&points);
}

/* A disc's cells are those with d2 <= R2 by exact arithmetic, on lattices of halves. */
TEST(counts_the_rim_of_a_disc)
{
    cm_points points = points_make(1, false);

    for (int twice = 16; twice < 90; twice++)
        for (int half = 0; half <= 1; half++) {
            const cm__density_job job = job_of(CM_KERNEL_UNIFORM, 101, 101, 0.5 * twice);
            float *values = NULL;
            int want = 0, got = 0;
            points.x[0] = 50 + 0.5 * half;
            points.y[0] = -50;
            engine_run(&values, &cm__sweep_engine, &points, &job);
            for (int i = 0; i < 101 * 101; i++) {
                const int dx = 2 * (i % 101) - 100 - half, dy = 2 * (i / 101) - 100;
                want += dx * dx + dy * dy <= twice * twice;
                got += values[i] == 1;
            }
            CHECK(got == want);
            cm__array_free(&values);
        }
    cm_points_clear(&points);
}

TEST_MAIN(RUN(sums_every_order_at_every_block_size), RUN(joins_its_tiles),
          RUN(sums_directly_what_the_heavy_would_spoil), RUN(counts_the_rim_of_a_disc))
