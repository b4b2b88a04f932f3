/* density_transform.c - transforms of the kernels by Bessel functions, and the errors of a grid. */
#include "layers/density_transform.h"
#include "geo/base_memory.h"
#include "layers/density_kernel.h"
#include <math.h>

#define PI 3.14159265358979323846
#define SERIES_MAX 6.0 /* beyond, the series' terms cancel and libm's functions are good */
enum { STEPS_PER_Z = 64, NODES = 32, ALIASES = 2 };

/* 2^n n! times J_n(z) / z^n, which is 1 at 0; J_n(z) / z^n = sum (-z2/4)^k / (k! (k+n)!) / 2^n. */
static double bessel_ratio(int n, double z)
{
    static const double scale[] = {1, 2, 8, 48, 384};
    double term = 1, sum = 1;

    if (z > SERIES_MAX)
        return scale[n] * jn(n, z) / pow(z, n);
    for (int k = 1; k < 30; k++) {
        term *= -0.25 * z * z / (k * (double)(k + n));
        sum += term;
    }
    return sum;
}

bool cm__transform_exists(cm_kernel kernel)
{
    return kernel == CM_KERNEL_GAUSSIAN || cm__kernel_order(kernel) > 0;
}

/* (1 - q2)^m has J_{m+1}: Sonine's first integral. */
double cm__transform_value(cm_kernel kernel, double z)
{
    if (kernel == CM_KERNEL_GAUSSIAN)
        return cm__exp_negative(-0.5 * z * z);
    return bessel_ratio(cm__kernel_order(kernel) + 1, z);
}

cm_status cm__transform_init(cm__transform *out, cm_kernel kernel, double z_max)
{
    const double steps = z_max * STEPS_PER_Z + 4;
    double *values = NULL;
    cm_status status;

    if (!(steps < 1e9))
        return cm__array_grow(&values, (size_t)-1, sizeof *values);
    status = cm__array_grow(&values, (size_t)steps + 1, sizeof *values);
    if (status)
        return status;
    for (size_t i = 0; i <= (size_t)steps; i++)
        values[i] = cm__transform_value(kernel, fabs((double)i - 1) / STEPS_PER_Z);
    *out = (cm__transform){values, STEPS_PER_Z};
    return CM_OK;
}

void cm__transform_clear(cm__transform *transform)
{
    cm__array_free(&transform->values);
    *transform = (cm__transform){0};
}

double cm__spline_transform(double f)
{
    const double x = PI * f, sinc = fabs(x) < 1e-4 ? 1 - x * x / 6 : sin(x) / x;

    return sinc * sinc * sinc * sinc;
}

/* No more than the transform is anywhere near: |J_n(z)| <= sqrt(2 / pi z) from z = n on, nearly. */
static double get_envelope(cm_kernel kernel, double z)
{
    static const double scale[] = {1, 2, 8, 48, 384};
    const int n = cm__kernel_order(kernel) + 1;

    if (kernel == CM_KERNEL_GAUSSIAN)
        return cm__transform_value(kernel, z);
    return fmin(1, 1.2 * scale[n] * sqrt(2 / (PI * fmax(z, 1e-3))) / pow(fmax(z, 1e-3), n));
}

typedef struct sums {
    double absolute, squared;
} sums;

/* What the frequencies a + m, b + n put on that of a, b; those of both signs count. */
static sums add_aliases(cm_kernel kernel, double bandwidth, double a, double b)
{
    const double here = get_envelope(kernel, 2 * PI * bandwidth * hypot(a, b));
    const double spline = cm__spline_transform(a) * cm__spline_transform(b);
    sums sum = {0, 0};

    for (int m = -ALIASES; m <= ALIASES; m++)
        for (int n = -ALIASES; n <= ALIASES; n++) {
            if (m == 0 && n == 0)
                continue;
            const double ratio = cm__spline_transform(a + m) * cm__spline_transform(b + n) / spline;
            const double there = get_envelope(kernel, 2 * PI * bandwidth * hypot(a + m, b + n));
            sum.absolute += here * ratio + there;
            sum.squared += here * ratio * (here * ratio) + there * there;
        }
    return sum;
}

/* The integral over a quarter of the band, with nodes denser towards 0, where the kernel is. What a
 * compact kernel is off lies along its rim, about a cell wide: the typical error is that of the
 * rim's cells. */
cm__alias cm__transform_alias(cm_kernel kernel, double bandwidth)
{
    const double volume = bandwidth * bandwidth / cm__kernel_peak(kernel); /* 1 / peak, in cells */
    const double rim = 2 * PI * bandwidth;
    const double coherent = get_envelope(kernel, 2 * PI * bandwidth);
    sums sum = {0, 0};

    for (int i = 0; i < NODES; i++)
        for (int k = 0; k < NODES; k++) {
            const double s = (i + 0.5) / NODES, t = (k + 0.5) / NODES;
            const double area = 4 * (s / NODES) * (t / NODES); /* of 4 quarters, each 0.5 s2 wide */
            const sums at = add_aliases(kernel, bandwidth, 0.5 * s * s, 0.5 * t * t);
            sum.absolute += area * at.absolute;
            sum.squared += area * at.squared;
        }
    const double worst = volume * sum.absolute;
    const double along = volume * sqrt(sum.squared / rim);
    return (cm__alias){
        .worst = worst,
        .typical = kernel == CM_KERNEL_GAUSSIAN ? worst : fmin(worst, along),
        .coherent = 6 * coherent,
    };
}
