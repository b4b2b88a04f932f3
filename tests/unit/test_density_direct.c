/* test_density_direct.c - tests layers/density_direct.c. */
#include "tests/density_engines.h"

static void check(const cm_points *points, const cm__density_job *job)
{
    float *values = NULL;
    const cm__tile_result result = engine_run(&values, &cm__direct_engine, points, job);

    CHECK(count_wrong(values, points, job, &result) == 0);
    cm__array_free(&values);
}

TEST(sums_every_kernel_at_every_size)
{
    static const double bandwidths[] = {1e-6, 0.5, 1, 7.7, 30, 1000};
    const cm_box box = {-60, -140, 200, 60};
    cm_points points = points_scatter(60, &box, true, 1);

    points.x[0] = 7; /* at a centre, and between four */
    points.y[0] = -9;
    points.weight[0] = 2;
    points.x[1] = 7.5;
    points.y[1] = -20.5;
    for (int kernel = 0; kernel < CM_KERNEL_COUNT; kernel++)
        for (size_t i = 0; i < 6; i++) {
            const cm__density_job job = job_of((cm_kernel)kernel, 103, 81, bandwidths[i]);
            test_now = cm_kernel_name((cm_kernel)kernel);
            check(&points, &job);
        }
    cm_points_clear(&points);
}

TEST(joins_its_tiles)
{
    const cm_box box = {980, -60, 1070, 10};
    cm_points points = points_scatter(30, &box, false, 2);

    for (int kernel = 0; kernel < CM_KERNEL_COUNT; kernel++) {
        const cm__density_job job = job_of((cm_kernel)kernel, 1100, 50, 9);
        test_now = cm_kernel_name((cm_kernel)kernel);
        check(&points, &job);
    }
    cm_points_clear(&points);
}

TEST(a_kernel_smaller_than_a_cell_meets_centres_only)
{
    const cm__density_job job = job_of(CM_KERNEL_QUARTIC, 10, 10, 0.25);
    cm_points points = points_make(3, false);
    float *values = NULL;

    points.x[0] = 3;
    points.y[0] = -4;
    points.x[1] = 6.5; /* between centres: nowhere */
    points.y[1] = -6.5;
    points.x[2] = 8;
    points.y[2] = -8.125;
    engine_run(&values, &cm__direct_engine, &points, &job);
    for (int i = 0; i < 100; i++)
        CHECK(values[i] == (i == 43 ? 1 : i == 88 ? 0.5625F : 0));
    cm__array_free(&values);
    cm_points_clear(&points);
}

TEST_MAIN(RUN(sums_every_kernel_at_every_size), RUN(joins_its_tiles),
          RUN(a_kernel_smaller_than_a_cell_meets_centres_only))
