/* base_vector.h - lets a compiler use the vectors of every machine. */
#ifndef CM_BASE_VECTOR_H
#define CM_BASE_VECTOR_H

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

#endif
