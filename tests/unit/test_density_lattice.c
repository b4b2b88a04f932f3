/* test_density_lattice.c - tests layers/density_lattice.c. */
#include "layers/density_lattice.h"
#include "tests/density_fixture.h"

enum { STRIDE = 128 };

TEST(has_gaussians_in_its_stencils)
{
    static const double places[] = {0, 0.25, 0.999999, 17.5, -3.75, 1e6 + 0.125};

    for (size_t i = 0; i < 6; i++) {
        cm__stencil got;
        cm__stencil_set(&got, places[i]);
        CHECK(got.first == floor(places[i]) - CM__LATTICE_BEHIND);
        for (int k = 0; k < CM__LATTICE_SPREAD; k++) {
            const double d = (got.first + k - places[i]) / CM__LATTICE_A_SD;
            CHECK_NEAR(got.value[k], exp(-d * d), 1e-14 * exp(-d * d));
        }
    }
}

/* Wherever both lie between the nodes, and however far apart. */
TEST(gathers_the_gaussian_of_a_distance)
{
    static double nodes[STRIDE * STRIDE];
    const double unit = 2 / (3.14159265358979323846 * CM__LATTICE_A_SD * CM__LATTICE_A_SD);
    uint64_t seed = 3;

    for (int i = 0; i < 500; i++) {
        const double ax = 60 + random_share(&seed), ay = 60 + random_share(&seed);
        const double bx = ax + 24 * (random_share(&seed) - 0.5);
        const double by = ay + 24 * (random_share(&seed) - 0.5);
        const double d2 =
            ((ax - bx) * (ax - bx) + (ay - by) * (ay - by)) / (CM__LATTICE_A_SD * CM__LATTICE_A_SD);
        cm__stencil x, y;
        memset(nodes, 0, sizeof nodes);
        cm__stencil_set(&x, ax);
        cm__stencil_set(&y, ay);
        cm__lattice_spread(nodes + (size_t)y.first * STRIDE + (size_t)x.first, STRIDE, &x, &y, 3);
        cm__stencil_set(&x, bx);
        cm__stencil_set(&y, by);
        const double got =
            unit *
            cm__lattice_gather(nodes + (size_t)y.first * STRIDE + (size_t)x.first, STRIDE, &x, &y);
        const double want = 3 * exp(-0.5 * d2);
        CHECK_NEAR(got, want, 3 * CM__LATTICE_CUT_ERROR + CM__LATTICE_ERROR * want);
    }
}

TEST_MAIN(RUN(has_gaussians_in_its_stencils), RUN(gathers_the_gaussian_of_a_distance))
