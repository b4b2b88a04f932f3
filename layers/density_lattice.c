/* density_lattice.c - gaussians spread over a lattice, and gathered from it. */
#include "layers/density_vector.h"

#include "layers/density_exp.h"
#include "layers/density_lattice.h"
#include <math.h>

enum { SPREAD = CM__LATTICE_SPREAD, BEHIND = CM__LATTICE_BEHIND };

static const double falling = 1 / (CM__LATTICE_A_SD * CM__LATTICE_A_SD);

/* exp(-k^2 / 2.4^2) */
static const double steps[BEHIND + 2] = {
    1.00000000000000000e+00, 8.40623743334505291e-01, 4.99351788599276147e-01,
    2.09611387151097811e-01, 6.21765240221163126e-02, 1.30329074485093562e-02,
    1.93045413622770930e-03, 2.02060289051127136e-04, 1.49453385247814458e-05,
    7.81148940830449097e-07, 2.88512905724876731e-08, 7.53008617143516136e-10,
    1.38879438649640209e-11, 1.81000287042169390e-13, 1.66695501388522031e-15};

/* exp(-(f - k)^2 b) = exp(-f^2 b) * exp(2 f b)^k * exp(-k^2 b), k from -13 to 14. */
void cm__stencil_set(cm__stencil *out, double x)
{
    const double low = floor(x), f = x - low;
    const double back = cm__exp_inline(-2 * f * falling), on = 1 / back;
    double left = cm__exp_inline(-f * f * falling), right = left * on;

    out->first = low - BEHIND;
    for (int k = 0; k <= BEHIND; k++) {
        out->value[BEHIND - k] = left * steps[k];
        out->value[BEHIND + 1 + k] = right * steps[k + 1];
        left *= back;
        right *= on;
    }
}

CM__EVERY_MACHINE void cm__lattice_spread(double *nodes, size_t stride, const cm__stencil *x,
                                          const cm__stencil *y, double weight)
{
    for (int row = 0; row < SPREAD; row++) {
        double *restrict const to = nodes + (size_t)row * stride;
        const double factor = weight * y->value[row];

        CM__VECTOR_LOOP
        for (int k = 0; k < SPREAD; k++)
            to[k] += factor * x->value[k];
    }
}

CM__EVERY_MACHINE double cm__lattice_gather(const double *nodes, size_t stride,
                                            const cm__stencil *x, const cm__stencil *y)
{
    double sums[SPREAD] = {0}, sum = 0;

    for (int row = 0; row < SPREAD; row++) {
        const double *const from = nodes + (size_t)row * stride;
        const double factor = y->value[row];

        CM__VECTOR_LOOP
        for (int k = 0; k < SPREAD; k++)
            sums[k] += factor * from[k];
    }
    for (int k = 0; k < SPREAD; k++)
        sum += sums[k] * x->value[k];
    return sum;
}
