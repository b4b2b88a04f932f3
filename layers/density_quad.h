/* density_quad.h - four numbers at a time, for the compiler to inline; include density_vector.h
 * first. Every operation is one on each of the four, so that a vector of any width, or none, gives
 * the same bits. */
#ifndef CM_DENSITY_QUAD_H
#define CM_DENSITY_QUAD_H

#include "layers/density_polynomial.h"
#include "layers/density_vector.h"

enum { CM__QUAD = 4 };

typedef double cm__quad __attribute__((vector_size(8 * CM__QUAD), may_alias));
typedef uint64_t cm__quad_long __attribute__((vector_size(8 * CM__QUAD), may_alias));
typedef int cm__quad_int __attribute__((vector_size(4 * CM__QUAD), may_alias));

/* Rows to columns. */
CM__INLINE void cm__quad_transpose(cm__quad row[CM__QUAD])
{
    const cm__quad a = __builtin_shufflevector(row[0], row[1], 0, 4, 2, 6);
    const cm__quad b = __builtin_shufflevector(row[0], row[1], 1, 5, 3, 7);
    const cm__quad c = __builtin_shufflevector(row[2], row[3], 0, 4, 2, 6);
    const cm__quad d = __builtin_shufflevector(row[2], row[3], 1, 5, 3, 7);

    row[0] = __builtin_shufflevector(a, c, 0, 1, 4, 5);
    row[1] = __builtin_shufflevector(b, d, 0, 1, 4, 5);
    row[2] = __builtin_shufflevector(a, c, 2, 3, 6, 7);
    row[3] = __builtin_shufflevector(b, d, 2, 3, 6, 7);
}

/* cm__polynomial_expand with s = -1, of four: *t and *u are their trinomials'. */
CM__INLINE void cm__quad_expand(cm__quad *c, int m, const cm__quad *weight, const cm__quad *t,
                                const cm__quad *u)
{
    const cm__quad wt = *weight * *t, wu = *weight * *u;

    if (m == 0) {
        c[0] = *weight;
    } else if (m == 1) {
        c[0] = wt;
        c[1] = wu;
        c[2] = -*weight;
    } else if (m == 2) {
        const cm__quad two = wt + wt;
        c[0] = wt * *t;
        c[1] = two * *u;
        c[2] = wu * *u - two;
        c[3] = -(wu + wu);
        c[4] = *weight;
    } else {
        c[0] = wt * *t * *t;
        c[1] = 3 * (wt * *t * *u);
        c[2] = 3 * (wt * *u * *u - wt * *t);
        c[3] = wu * *u * *u - 6 * (wt * *u);
        c[4] = 3 * (wt - wu * *u);
        c[5] = 3 * wu;
        c[6] = -*weight;
    }
}

/* Horner's scheme; c is four polynomials. */
CM__INLINE void cm__quad_value(cm__quad *out, const cm__quad *c, int m, const cm__quad *x)
{
    cm__quad value = c[2 * m];

    CM__UNROLL
    for (int k = 2 * m - 1; k >= 0; k--)
        value = value * *x + c[k];
    *out = value;
}

/* cm__sum_add of four. */
CM__INLINE void cm__quad_sum_add(cm__quad *sum, cm__quad *lost, const cm__quad *term)
{
    const cm__quad next = *sum + *term, taken = next - *sum;

    *lost += (*sum - (next - taken)) + (*term - taken);
    *sum = next;
}

#endif
