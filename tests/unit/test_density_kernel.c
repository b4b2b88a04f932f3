/* test_density_kernel.c - tests layers/density_kernel.c. */
#include "layers/density_kernel.h"
#include "tests/test.h"

static const double pi = 3.14159265358979323846;

TEST(has_a_name_for_each_kernel)
{
    static const char *const names[] = {"uniform", "triangular", "epanechnikov",
                                        "quartic", "triweight",  "gaussian"};

    for (int i = 0; i < CM_KERNEL_COUNT; i++) {
        CHECK(strcmp(cm_kernel_name((cm_kernel)i), names[i]) == 0);
        CHECK(cm_kernel_find(names[i]) == (cm_kernel)i);
    }
    CHECK(cm_kernel_find("Quartic") == CM_KERNEL_COUNT);
    CHECK(cm_kernel_find("") == CM_KERNEL_COUNT);
}

/* By Simpson's rule in rings: the mass is 1, the second moment 2 s^2. */
TEST(integrates_to_one_and_has_its_deviation)
{
    enum { RINGS = 20000 };

    for (int i = 0; i < CM_KERNEL_COUNT; i++) {
        const cm_kernel kernel = (cm_kernel)i;
        const double h = 3, reach = h * cm__kernel_reach(kernel), step = reach / RINGS;
        const double s = h / cm_kernel_radius_per_sd(kernel);
        double mass = 0, moment = 0;
        for (int k = 0; k <= RINGS; k++) {
            const double r = k * step, factor = k % RINGS == 0 ? 1 : 2 + 2 * (k % 2);
            const double at = k == RINGS ? r * r * (1 - 1e-12) : r * r; /* within the rim */
            const double ring = factor * step / 3 * 2 * pi * r * cm__kernel_peak(kernel) / (h * h) *
                                cm__kernel_shape(kernel, at, h * h);
            mass += ring;
            moment += ring * r * r;
        }
        test_now = cm_kernel_name(kernel);
        CHECK_NEAR(mass, 1, 1e-8);
        CHECK_NEAR(moment, 2 * s * s, 1e-8 * s * s);
    }
}

TEST(has_the_shape_of_its_definition)
{
    static const struct {
        cm_kernel kernel;
        double q, want;
    } rows[] = {{CM_KERNEL_UNIFORM, 1, 1},
                {CM_KERNEL_UNIFORM, 1.0000001, 0},
                {CM_KERNEL_TRIANGULAR, 0.25, 0.75},
                {CM_KERNEL_TRIANGULAR, 1.5, 0},
                {CM_KERNEL_EPANECHNIKOV, 0.5, 0.75},
                {CM_KERNEL_QUARTIC, 0.5, 0.5625},
                {CM_KERNEL_TRIWEIGHT, 0.5, 0.421875},
                {CM_KERNEL_TRIWEIGHT, 2, 0},
                {CM_KERNEL_GAUSSIAN, 1, 0.60653065971263342},
                {CM_KERNEL_GAUSSIAN, 8.5, 2.0469717131642043e-16},
                {CM_KERNEL_GAUSSIAN, 8.5000001, 0}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const double d = rows[i].q * 4;
        test_now = cm_kernel_name(rows[i].kernel);
        CHECK_NEAR(cm__kernel_shape(rows[i].kernel, d * d, 16), rows[i].want, 1e-13 * rows[i].want);
        CHECK(cm__kernel_shape(rows[i].kernel, 0, 16) == 1);
        CHECK(cm__kernel_shape(rows[i].kernel, NAN, 16) == 0);
    }
}

TEST(has_an_order_where_it_is_a_polynomial)
{
    CHECK(cm__kernel_order(CM_KERNEL_UNIFORM) == 0 &&
          cm__kernel_order(CM_KERNEL_EPANECHNIKOV) == 1);
    CHECK(cm__kernel_order(CM_KERNEL_QUARTIC) == 2 && cm__kernel_order(CM_KERNEL_TRIWEIGHT) == 3);
    CHECK(cm__kernel_order(CM_KERNEL_TRIANGULAR) == -1 &&
          cm__kernel_order(CM_KERNEL_GAUSSIAN) == -1);
}

TEST(knows_the_exponential)
{
    for (double x = 0; x > -700; x -= 0.0137) {
        const double want = (double)expl((long double)x);
        CHECK_NEAR(cm__exp_negative(x), want, 1e-15 * want);
    }
    CHECK(cm__exp_negative(-700.0001) == 0 && cm__exp_negative(-INFINITY) == 0);
    CHECK(cm__exp_negative(NAN) == 0 && cm__exp_negative(-1e-300) == 1);
}

TEST_MAIN(RUN(has_a_name_for_each_kernel), RUN(integrates_to_one_and_has_its_deviation),
          RUN(has_the_shape_of_its_definition), RUN(has_an_order_where_it_is_a_polynomial),
          RUN(knows_the_exponential))
