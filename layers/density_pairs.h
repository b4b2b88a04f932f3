/* density_pairs.h - the distances between all pairs of places, in fine classes.
 *
 * What a cross-validation sums over all pairs depends on their distance alone, at every bandwidth
 * that it tries: so the pairs are gone through once. */
#ifndef CM_DENSITY_PAIRS_H
#define CM_DENSITY_PAIRS_H

#include "layers/density_sort.h"
#include <clustermap/status.h>
#include <stddef.h>
#include <stdint.h>

/* The squares of the distances in a class, about its middle. */
typedef struct cm__pair_class {
    double mass, first, second; /* sums of w, w * r and w * r^2, r the distance from the middle */
} cm__pair_class;

/* {0} is empty. */
typedef struct cm__pairs {
    cm__pair_class *classes;
    size_t count;
    uint64_t base; /* the head of the bits of the least square */
} cm__pairs;

/* Classes all pairs of places farther apart than nothing and nearer than `far`; those nearer than
 * `near` share a class. Each weighs the product of its places' weights. The places must be sorted
 * by x. The same for any number of threads.
 * Returns CM_OK or CM_ERR_NOMEM. Cost: O(count^2), 2 ns a pair and thread. */
CM_MUST_CHECK cm_status cm__pairs_count(cm__pairs *out, const cm__places *places, double near,
                                        double far);

/* The sum of weight * exp(-rate * d^2) over the pairs, to 1e-8 of itself for a rate of up to
 * 1e-6 / near^2. */
double cm__pairs_sum(const cm__pairs *pairs, double rate);

void cm__pairs_clear(cm__pairs *pairs);

#endif
