/* density_kernel.c - the kernels: names, shapes and scales. */
#include "layers/density_kernel.h"
#include <math.h>
#include <stdint.h>
#include <string.h>

#define PI 3.14159265358979323846
#define GAUSSIAN_REACH 8.5 /* exp(-8.5^2 / 2) = 2e-16: what lies beyond is lost in rounding */

static const struct {
    const char *name;
    double peak, radius_per_sd;
    int order;
} kernels[CM_KERNEL_COUNT] = {
    [CM_KERNEL_UNIFORM] = {"uniform", 1 / PI, 2, 0},
    [CM_KERNEL_TRIANGULAR] = {"triangular", 3 / PI, 2.58198889747161125678, -1},
    [CM_KERNEL_EPANECHNIKOV] = {"epanechnikov", 2 / PI, 2.44948974278317809820, 1},
    [CM_KERNEL_QUARTIC] = {"quartic", 3 / PI, 2.82842712474619009760, 2},
    [CM_KERNEL_TRIWEIGHT] = {"triweight", 4 / PI, 3.16227766016837933200, 3},
    [CM_KERNEL_GAUSSIAN] = {"gaussian", 0.5 / PI, 1, -1},
};

const char *cm_kernel_name(cm_kernel kernel)
{
    return kernels[kernel].name;
}

cm_kernel cm_kernel_find(const char *name)
{
    int i = 0;

    while (i < CM_KERNEL_COUNT && strcmp(kernels[i].name, name) != 0)
        i++;
    return (cm_kernel)i;
}

double cm_kernel_radius_per_sd(cm_kernel kernel)
{
    return kernels[kernel].radius_per_sd;
}

double cm__kernel_peak(cm_kernel kernel)
{
    return kernels[kernel].peak;
}

double cm__kernel_reach(cm_kernel kernel)
{
    return kernel == CM_KERNEL_GAUSSIAN ? GAUSSIAN_REACH : 1;
}

int cm__kernel_order(cm_kernel kernel)
{
    return kernels[kernel].order;
}

double cm__kernel_shape(cm_kernel kernel, double d2, double h2)
{
    const double reach = cm__kernel_reach(kernel), u = 1 - d2 / h2;

    if (!(d2 <= reach * reach * h2))
        return 0;
    switch (kernel) {
    case CM_KERNEL_TRIANGULAR: return 1 - sqrt(d2 / h2);
    case CM_KERNEL_EPANECHNIKOV: return u;
    case CM_KERNEL_QUARTIC: return u * u;
    case CM_KERNEL_TRIWEIGHT: return u * u * u;
    case CM_KERNEL_GAUSSIAN: return cm__exp_negative(-0.5 * (d2 / h2));
    default: return 1;
    }
}

/* 2^k exp(r) with |r| <= ln 2 / 2, where 14 terms of the series leave 4e-18. */
double cm__exp_negative(double x)
{
    static const double ln2_high = 6.93147180369123816490e-01; /* 21 trailing zero bits */
    static const double ln2_low = 1.90821492927058770002e-10;
    const double round = 0x1.8p52; /* adding and subtracting it rounds to whole numbers */

    if (!(x >= -700))
        return 0;
    const double k = (x * 1.44269504088896340736 + round) - round;
    const double r = (x - k * ln2_high) - k * ln2_low;
    const uint64_t bits = (uint64_t)((int64_t)k + 1023) << 52;
    double sum = 1.0 / 6227020800, power; /* 1 / 13! */

    for (int i = 12; i >= 0; i--) {
        static const double inverse[] = {1,
                                         1,
                                         1.0 / 2,
                                         1.0 / 6,
                                         1.0 / 24,
                                         1.0 / 120,
                                         1.0 / 720,
                                         1.0 / 5040,
                                         1.0 / 40320,
                                         1.0 / 362880,
                                         1.0 / 3628800,
                                         1.0 / 39916800,
                                         1.0 / 479001600};
        sum = sum * r + inverse[i];
    }
    memcpy(&power, &bits, sizeof power);
    return sum * power;
}
