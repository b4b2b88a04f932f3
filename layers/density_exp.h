/* density_exp.h - the exponential, for the compiler to inline; include density_vector.h first. */
#ifndef CM_DENSITY_EXP_H
#define CM_DENSITY_EXP_H

#include "layers/density_vector.h"

/* exp(x) for x <= 0, to 1e-15 of itself, and 0 under -700: 2^k exp(r) with |r| <= ln 2 / 2, where
 * 14 terms of the series leave 4e-18. Without a branch, so that loops of it become vectors, and
 * without libm, so that it gives the same bits on every machine. */
CM__INLINE double cm__exp_inline(double x)
{
    const double ln2_high = 6.93147180369123816490e-01; /* 21 trailing zero bits */
    const double ln2_low = 1.90821492927058770002e-10;
    const double round = 0x1.8p52; /* adding and subtracting it rounds to whole numbers */
    const double kept = x >= -700 ? x : -700;
    const double shifted = kept * 1.44269504088896340736 + round, k = shifted - round;
    const double r = (kept - k * ln2_high) - k * ln2_low;
    double sum = 1.0 / 6227020800, power; /* 1 / 13! */
    uint64_t bits;

    memcpy(&bits, &shifted, sizeof bits); /* whose last bits are k */
    bits = (bits + 1023) << 52;
    memcpy(&power, &bits, sizeof power);
    sum = sum * r + 1.0 / 479001600;
    sum = sum * r + 1.0 / 39916800;
    sum = sum * r + 1.0 / 3628800;
    sum = sum * r + 1.0 / 362880;
    sum = sum * r + 1.0 / 40320;
    sum = sum * r + 1.0 / 5040;
    sum = sum * r + 1.0 / 720;
    sum = sum * r + 1.0 / 120;
    sum = sum * r + 1.0 / 24;
    sum = sum * r + 1.0 / 6;
    sum = sum * r + 1.0 / 2;
    sum = sum * r + 1;
    sum = sum * r + 1;
    return x >= -700 ? sum * power : 0;
}

#endif
