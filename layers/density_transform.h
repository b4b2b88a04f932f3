/* density_transform.h - the kernels' Fourier transforms, and what a grid of cells makes of them. */
#ifndef CM_DENSITY_TRANSFORM_H
#define CM_DENSITY_TRANSFORM_H

#include <clustermap/density.h>
#include <stdbool.h>

/* Uniform falls off too slowly, and triangular has no transform in closed form. */
bool cm__transform_exists(cm_kernel kernel);

/* The transform of the kernel of integral 1 at z = 2 pi f h, f the frequency and h the bandwidth:
 * 1 at 0. */
double cm__transform_value(cm_kernel kernel, double z);

/* The same from a table, to 1e-9: |z| is at most z_max. {0} is empty. */
typedef struct cm__transform {
    double *values; /* at -1, 0, 1, ... steps */
    double per_z;   /* steps */
} cm__transform;

/* CM_OK, CM_ERR_NOMEM or CM_ERR_LIMIT. */
CM_MUST_CHECK cm_status cm__transform_init(cm__transform *out, cm_kernel kernel, double z_max);
void cm__transform_clear(cm__transform *transform);

static inline double cm__transform_get(const cm__transform *of, double z)
{
    const double step = z * of->per_z;
    const size_t i = (size_t)step;
    const double *const v = of->values + i;
    const double t = step - (double)i, s = 1 - t;

    /* Lagrange's cubic through the four values next to it. */
    return (s * v[1] * (1 + t) * (2 - t) + t * v[2] * (1 + t) * (1 + s)) / 2 -
           t * s * (v[0] * (1 + s) + v[3] * (1 + t)) / 6;
}

/* The transform of the cubic B-spline over one axis: sinc(f)^4, f in 1 / cell. */
double cm__spline_transform(double f);

/* What one place of weight 1 is off in a cell, in parts of the kernel's peak: frequencies over half
 * a cell are not there, and take the look of lower ones. */
typedef struct cm__alias {
    double worst;    /* whatever the place and the cell */
    double typical;  /* root of the mean square over places within a cell, for the worst cell */
    double coherent; /* of the value itself, where there is a place in every cell at one spot */
} cm__alias;

/* bandwidth is in cells. */
cm__alias cm__transform_alias(cm_kernel kernel, double bandwidth);

#endif
