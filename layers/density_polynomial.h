/* density_polynomial.h - small polynomials and sums, written out for the compiler to inline. */
#ifndef CM_DENSITY_POLYNOMIAL_H
#define CM_DENSITY_POLYNOMIAL_H

#include "layers/density_kernel.h"
#include <math.h>

enum { CM__TERMS_MAX = 2 * CM__ORDER_MAX + 1 };

/* t + u x + s x^2, s being 1 or -1. */
typedef struct cm__trinomial {
    double t, u, s;
} cm__trinomial;

/* The 2 m + 1 coefficients of weight * (t + u x + s x^2)^m, lowest first; others stay. */
static inline void cm__polynomial_expand(double *c, int m, double weight, cm__trinomial of)
{
    const double wt = weight * of.t, wu = weight * of.u, s = of.s;

    if (m == 0) {
        c[0] = weight;
    } else if (m == 1) {
        c[0] = wt;
        c[1] = wu;
        c[2] = s * weight;
    } else if (m == 2) {
        c[0] = wt * of.t;
        c[1] = 2 * (wt * of.u);
        c[2] = wu * of.u + 2 * s * wt;
        c[3] = 2 * s * wu;
        c[4] = weight;
    } else {
        c[0] = wt * of.t * of.t;
        c[1] = 3 * (wt * of.t * of.u);
        c[2] = 3 * (wt * of.u * of.u + s * (wt * of.t));
        c[3] = wu * of.u * of.u + 6 * s * (wt * of.u);
        c[4] = 3 * (s * (wu * of.u) + wt);
        c[5] = 3 * wu;
        c[6] = s * weight;
    }
}

static inline double cm__polynomial_power(double t, int m)
{
    return m == 0 ? 1 : m == 1 ? t : m == 2 ? t * t : t * t * t;
}

/* Horner's scheme; m is the order, 2 m the degree. Written out, since a compiler that does not
 * unroll it keeps the coefficients in memory. */
static inline double cm__polynomial_value(const double *c, int m, double x)
{
    switch (m) {
    case 0: return c[0];
    case 1: return (c[2] * x + c[1]) * x + c[0];
    case 2: return (((c[4] * x + c[3]) * x + c[2]) * x + c[1]) * x + c[0];
    default:
        return (((((c[6] * x + c[5]) * x + c[4]) * x + c[3]) * x + c[2]) * x + c[1]) * x + c[0];
    }
}

/* Moves the origin to step, by repeated synthetic division. */
static inline void cm__polynomial_shift(double *c, int m, double step)
{
    for (int i = 0; i < 2 * m; i++)
        for (int k = 2 * m - 1; k >= i; k--)
            c[k] += step * c[k + 1];
}

/* Adds to a sum whose rounding errors go into lost (Knuth 1969, TwoSum): sum + lost is the result.
 */
static inline void cm__sum_add(double *sum, double *lost, double term)
{
    const double next = *sum + term, taken = next - *sum;

    *lost += (*sum - (next - taken)) + (term - taken);
    *sum = next;
}

#endif
