/* density_vector.h - lets a compiler use the vectors of every machine, to the same bytes.
 *
 * The Makefile's -fno-trapping-math and -fno-math-errno allow comparisons to be turned into masks,
 * and a loop of them and of roots into vectors. No value changes: nothing is reordered, and no
 * multiplication is fused with an addition. (As a pragma they are lost on a function's copies.) */
#ifndef CM_DENSITY_VECTOR_H
#define CM_DENSITY_VECTOR_H

#include <stdint.h>
#include <string.h>

#if defined __GNUC__ && !defined __clang__
#define CM__VECTOR_LOOP _Pragma("omp simd")
#define CM__UNROLL _Pragma("GCC unroll 16")
#else
#define CM__VECTOR_LOOP /* clang warns wherever it could not */
#define CM__UNROLL
#endif

/* A function with one more copy for each wider vector, chosen when the program starts. */
#if defined __GNUC__ && !defined __clang__ && defined __x86_64__ && defined __gnu_linux__
#define CM__EVERY_MACHINE                                                                          \
    __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define CM__EVERY_MACHINE
#endif

#define CM__INLINE static inline __attribute__((always_inline))

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
