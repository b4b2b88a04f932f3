/* density_bound.h - how far rounding can have led the sums of a sweep astray.
 *
 * Every addition of polynomials rounds each coefficient; the errors stay in the sum, are moved
 * along from block to block, and grow there like the polynomials that they are. Their bounds are
 * kept for each coefficient, and moved by the same rule with all signs positive. */
#ifndef CM_DENSITY_BOUND_H
#define CM_DENSITY_BOUND_H

#include "layers/density_polynomial.h"
#include <stdbool.h>

enum {
    CM__BLOCK_SHIFT_MIN = 2,
    CM__BLOCK_SHIFT_MAX = 6,
    CM__BLOCK_MIN = 1 << CM__BLOCK_SHIFT_MIN,
    CM__BLOCK_MAX = 1 << CM__BLOCK_SHIFT_MAX
};

typedef struct cm__bound_rules {
    int order, block, block_shift; /* block: columns, 2^block_shift */
    double unit;                   /* 2^-53, or 0 where all sums are exact */
    double growth[CM__TERMS_MAX];  /* size of each coefficient, of an open place of weight 1 */
    double growth_sum;             /* size of its value, within a block */
    double coordinate;             /* what rounded coordinates change in its value */
} cm__bound_rules;

typedef struct cm__bound {
    double left_over[CM__TERMS_MAX];
    double pending; /* additions not yet in left_over, in weights */
} cm__bound;

/* What happened in a part of a block. */
typedef struct cm__bound_part {
    double weight_before; /* of the open places */
    double weight_events; /* of those that opened or closed */
    double event_count;
    bool is_cleared; /* there was a column without an open place */
} cm__bound_part;

/* radius and extent, the largest coordinate, are in cells. */
void cm__bound_rules_init(cm__bound_rules *out, int order, double radius, double extent,
                          bool is_exact);

/* The bound of the values in this part of a block. */
double cm__bound_get(const cm__bound *bound, const cm__bound_rules *rules,
                     const cm__bound_part *part);
/* Goes to the next part of the block. */
void cm__bound_pass(cm__bound *bound, const cm__bound_rules *rules, const cm__bound_part *part);
/* Goes to the next block, with so much weight open. */
void cm__bound_shift(cm__bound *bound, const cm__bound_rules *rules, double weight);
/* Starts again from a fresh sum of so many open places. */
void cm__bound_restart(cm__bound *bound, const cm__bound_rules *rules, double weight, double count);

#endif
