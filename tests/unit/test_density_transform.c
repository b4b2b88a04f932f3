/* test_density_transform.c - tests layers/density_transform.c. */
#include "layers/density_kernel.h"
#include "layers/density_transform.h"
#include "tests/density_fixture.h"

/* By definition: the integral of 2 r shape(r2) J0(z r) over the disc, over that of 2 r shape. */
static double by_definition(cm_kernel kernel, double z)
{
    const int steps = 20000;
    const double reach = cm__kernel_reach(kernel);
    double sum = 0, whole = 0;

    for (int i = 0; i < steps; i++) {
        const double r = reach * (i + 0.5) / steps, shape = r * cm__kernel_shape(kernel, r * r, 1);
        sum += shape * j0(z * r);
        whole += shape;
    }
    return sum / whole;
}

TEST(are_the_integrals_that_they_stand_for)
{
    static const double zs[] = {0, 1e-9, 1e-3, 0.7, 3, 5.9, 6.1, 8.4, 30, 77};

    for (int kernel = 0; kernel < CM_KERNEL_COUNT; kernel++) {
        cm__transform table = {0};
        if (!cm__transform_exists((cm_kernel)kernel))
            continue;
        test_now = cm_kernel_name((cm_kernel)kernel);
        CHECK(cm__transform_init(&table, (cm_kernel)kernel, 80) == CM_OK);
        for (size_t i = 0; i < sizeof zs / sizeof *zs; i++) {
            const double want = by_definition((cm_kernel)kernel, zs[i]);
            CHECK_NEAR(cm__transform_value((cm_kernel)kernel, zs[i]), want, 1e-7);
            CHECK_NEAR(cm__transform_get(&table, zs[i]),
                       cm__transform_value((cm_kernel)kernel, zs[i]), 1e-9);
        }
        cm__transform_clear(&table);
    }
    CHECK(!cm__transform_exists(CM_KERNEL_UNIFORM) && !cm__transform_exists(CM_KERNEL_TRIANGULAR));
}

TEST(errors_fall_with_the_radius)
{
    for (int kernel = CM_KERNEL_EPANECHNIKOV; kernel < CM_KERNEL_COUNT; kernel++) {
        const cm__alias near = cm__transform_alias((cm_kernel)kernel, 10);
        const cm__alias far = cm__transform_alias((cm_kernel)kernel, 100);
        CHECK(far.worst < near.worst && far.typical < near.typical);
        CHECK(far.typical <= far.worst && far.coherent <= near.coherent);
    }
}

TEST_MAIN(RUN(are_the_integrals_that_they_stand_for), RUN(errors_fall_with_the_radius))
