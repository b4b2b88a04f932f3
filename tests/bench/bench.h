/* bench.h - seconds, and the median of some. */
#ifndef BENCH_H
#define BENCH_H

#include <stdlib.h>
#include <time.h>

enum { BENCH_RUNS_MAX = 15 };

/* Of CLOCK_MONOTONIC (a wall's) or CLOCK_PROCESS_CPUTIME_ID (all threads'). */
static inline double bench_now_s(clockid_t clock)
{
    struct timespec now;

    clock_gettime(clock, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static inline int bench_compare(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Sorts them. */
static inline double bench_median(double *values, size_t count)
{
    qsort(values, count, sizeof *values, bench_compare);
    return values[count / 2];
}

#endif
