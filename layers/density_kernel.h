/* density_kernel.h - the kernels as functions of distance. */
#ifndef CM_DENSITY_KERNEL_H
#define CM_DENSITY_KERNEL_H

#include <clustermap/density.h>

enum { CM__ORDER_MAX = 3 };

/* A kernel is peak * shape(d2 / h2) / h2, h the bandwidth (R, or s for the gaussian) and d the
 * distance; shape is 1 at 0, and 0 beyond the reach, which is in bandwidths: 1, or 8.5. */
double cm__kernel_peak(cm_kernel kernel);
double cm__kernel_reach(cm_kernel kernel);
double cm__kernel_shape(cm_kernel kernel, double d2, double h2);

/* m where shape is (1 - d2 / h2)^m, which is 0 to CM__ORDER_MAX; -1 for the others. */
int cm__kernel_order(cm_kernel kernel);

/* exp(x) for x <= 0, to 1e-15 of itself, and 0 under -700: the same bits on every machine, which
 * libm does not promise. */
double cm__exp_negative(double x);

#endif
