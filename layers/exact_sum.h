/* exact_sum.h - sums and products of doubles with what rounding takes from them.
 *
 * Dekker 1971, Knuth: each result and its error together are the exact value, as long as nothing
 * overflows or underflows. Needs round-to-even doubles and no fused multiplications. */
#ifndef CM_EXACT_SUM_H
#define CM_EXACT_SUM_H

/* The unevaluated sum of two doubles, of which the second is the first's rounding error. */
typedef struct cm__pair {
    double high, low;
} cm__pair;

static inline cm__pair cm__sum(double a, double b)
{
    const double sum = a + b, part = sum - a;

    return (cm__pair){sum, (a - (sum - part)) + (b - part)};
}

/* Where |a| >= |b| or a is 0. */
static inline cm__pair cm__sum_ordered(double a, double b)
{
    const double sum = a + b;

    return (cm__pair){sum, b - (sum - a)};
}

static inline cm__pair cm__difference(double a, double b)
{
    return cm__sum(a, -b);
}

/* The upper 26 bits. */
static inline double cm__upper_half(double a)
{
    const double scaled = 134217729.0 * a; /* 2^27 + 1 */

    return scaled - (scaled - a);
}

static inline cm__pair cm__product(double a, double b)
{
    const double product = a * b;
    const double a_high = cm__upper_half(a), a_low = a - a_high;
    const double b_high = cm__upper_half(b), b_low = b - b_high;
    const double low =
        a_low * b_low - (((product - a_high * b_high) - a_low * b_high) - a_high * b_low);

    return (cm__pair){product, low};
}

#endif
