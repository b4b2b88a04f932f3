/* density_kernel.c - the kernels: names, shapes and scales. */
#include "layers/density_vector.h"

#include "layers/density_exp.h"
#include "layers/density_kernel.h"
#include <math.h>
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

double cm__exp_negative(double x)
{
    return cm__exp_inline(x);
}
