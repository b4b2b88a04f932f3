/* density_vector.h - lets a compiler use the vectors of every machine, to the same bytes.
 *
 * The Makefile's -fno-trapping-math and -fno-math-errno allow comparisons to be turned into masks,
 * and a loop of them and of roots into vectors. No value changes: nothing is reordered, and no
 * multiplication is fused with an addition. (As a pragma they are lost on a function's copies.) */
#ifndef CM_DENSITY_VECTOR_H
#define CM_DENSITY_VECTOR_H

#include "geo/base_vector.h"
#include <stdint.h>
#include <string.h>

/* The square root of a number of 0 or more, to 1e-15: libm's may set errno, which keeps a loop from
 * being vectorised. Newton's iteration for 1 / sqrt(a), from a guess by halving the exponent. */
CM__INLINE double cm__root(double a)
{
    const double low = a > 1e-280 ? a : 1e-280;
    uint64_t bits;
    double inverse;

    memcpy(&bits, &low, sizeof bits);
    bits = 0x5FE6EB50C7B537A9 - (bits >> 1);
    memcpy(&inverse, &bits, sizeof inverse);
    inverse *= 1.5 - 0.5 * low * inverse * inverse;
    inverse *= 1.5 - 0.5 * low * inverse * inverse;
    inverse *= 1.5 - 0.5 * low * inverse * inverse;
    inverse *= 1.5 - 0.5 * low * inverse * inverse;
    return a * inverse;
}

#endif
