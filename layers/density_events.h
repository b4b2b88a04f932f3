/* density_events.h - where the places of a row open and close, and their polynomials: the inner
 * loops of the sweep (density_sweep.c), for the compiler to inline; include density_vector.h first.
 *
 * All that is done of a place is done of eight or four at a time, by the same operations in the
 * same order whatever the vectors are, so that every machine gives the same bytes. */
#ifndef CM_DENSITY_EVENTS_H
#define CM_DENSITY_EVENTS_H

#include "layers/density_bound.h"
#include "layers/density_engine.h"
#include "layers/density_quad.h"
#include <math.h>
#include <string.h>

enum { SWEEP_COLUMNS = 4096, BATCH = 128, QUADS_MAX = 3 };

/* A slot holds the events of one column in as many quads as it takes: the polynomial's coefficients
 * but for the highest, the lowest first, zeros before them where they do not fill their quads; then
 * a last quad with the highest, how many places open less how many close, the sum of their weights,
 * and their number. */
enum { HIGHEST, OPEN, WEIGHT, COUNT };

/* There is one bit of 32 for so many columns. */
enum { GROUP_SHIFT = 7, GROUPS = SWEEP_COLUMNS >> GROUP_SHIFT };

typedef struct sweep {
    /* Zero between rows. One more than a tile has, where events go that are not in it. */
    cm__quad slots[(SWEEP_COLUMNS + 1) * QUADS_MAX];
    cm__quad running[CM__BLOCK_MAX * QUADS_MAX]; /* the sum at each column of a block */
    cm__quad values[CM__BLOCK_MAX / CM__QUAD];   /* of a block */
    cm__quad sums;                               /* of the tile's values, in 4 parts */
    /* Of a batch: a, and p as the blocks where a place opens and closes see it. */
    cm__quad a[BATCH / CM__QUAD], p_first[BATCH / CM__QUAD], p_last[BATCH / CM__QUAD];
    double weight[BATCH];
    int first[BATCH], last[BATCH]; /* slots, in bytes; last: the column after */
    uint32_t groups[BATCH];        /* the bits of those where each opens and closes */
    uint32_t flags;                /* or-ed: of all groups that have events */
    cm__watch *watch;
} sweep;

/* The places of one batch on one row of a tile. */
typedef struct batch {
    const double *x, *y, *weight;
    int count;
    bool is_unit; /* weights are 1: less to do, to the same bytes */
    double row, left, radius2;
    int width, block; /* columns of the tile, and of a block */
} batch;

CM__INLINE int quads_of(int order)
{
    return 1 + (2 * order + CM__QUAD - 1) / CM__QUAD;
}

CM__INLINE int slot_bytes(int order)
{
    return quads_of(order) * (int)sizeof(cm__quad);
}

/* The zeros before the coefficients. */
CM__INLINE int zeros_of(int order)
{
    return (CM__QUAD - 2 * order % CM__QUAD) % CM__QUAD;
}

/* The lowest is the first of 2 order + 1. */
CM__INLINE double *coefficients_of(cm__quad *slot, int order)
{
    return (double *)slot + zeros_of(order);
}

CM__INLINE cm__quad *counts_of(cm__quad *slot, int order)
{
    return slot + quads_of(order) - 1;
}

/* value, but not under 0 nor over high, which is not negative: doubles of one sign are in the order
 * of their bits, and whole numbers have a minimum that is a vector's everywhere. */
CM__INLINE double clamp(double value, double high)
{
    int64_t bits, most;

    memcpy(&bits, &value, sizeof bits);
    memcpy(&most, &high, sizeof most);
    bits = bits > 0 ? bits : 0;
    bits = bits < most ? bits : most;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* The columns a place covers. One that is on the rim to the last bit may fall on either side: its
 * term is 0 there, but for a disc, whose rim is settled next. */
CM__INLINE void find_ends(int *first, int *last, double p, double a, double width)
{
    const double half = sqrt(clamp(a, HUGE_VAL));

    *first = (int)clamp(p + 1 - half, width);
    *last = (int)clamp(p + 1 + half, width);
}

/* A kernel that ends in a step needs its rim to be right to the last bit: d2 <= R2. */
CM__INLINE void settle_rim(int *first, int *last, double p, double a, int width)
{
    const double before = *first - 1 - p, at = *first - p;
    const double after = *last - p, end = *last - 1 - p;
    const int sooner = *first > 0 && before * before <= a;
    const int later = *last < width && after * after <= a;

    *first += (!sooner && at * at > a) - sooner;
    *last += later - (!later && end * end > a);
}

CM__INLINE uint32_t group_bit(int column)
{
    return (uint32_t)1 << (column >> GROUP_SHIFT & (GROUPS - 1));
}

/* Where there is no column both events go to the slot that nobody reads. */
CM__INLINE void set_events(sweep *s, int order, const batch *b, int k)
{
    const double dy = b->y[k] - b->row, a = b->radius2 - dy * dy, p = b->x[k] - b->left;
    const int width = b->width, block = b->block;
    int first, last;

    find_ends(&first, &last, p, a, width);
    if (order == 0)
        settle_rim(&first, &last, p, a, width);
    const bool is_idle = first >= last;
    first = is_idle ? width : first;
    last = is_idle ? width : last;
    ((double *)s->a)[k] = a;
    ((double *)s->p_first)[k] = p - ((first & -block) + block / 2);
    ((double *)s->p_last)[k] = p - ((last & -block) + block / 2);
    s->weight[k] = b->weight[k];
    s->first[k] = first * slot_bytes(order);
    s->last[k] = last * slot_bytes(order);
    s->groups[k] = group_bit(first) | group_bit(last);
}

/* Fills the last quad up with what goes to the slot that nobody reads. */
CM__INLINE void pad_batch(sweep *s, int order, const batch *b)
{
    for (int k = b->count; k % CM__QUAD != 0; k++) {
        ((double *)s->a)[k] = ((double *)s->p_first)[k] = ((double *)s->p_last)[k] = 0;
        s->weight[k] = 0;
        s->groups[k] = 0;
        s->first[k] = s->last[k] = b->width * slot_bytes(order);
    }
}

CM__INLINE void load_batch(sweep *s, int order, const batch *b)
{
    const batch own = *b; /* which nothing that is stored can change */

    CM__VECTOR_LOOP
    for (int k = 0; k < own.count; k++)
        set_events(s, order, &own, k);
    pad_batch(s, order, b);
}

/* The polynomials of four places, all coefficients but the highest, as slots hold them: place e has
 * its quad q at lanes[4 q + e]. */
CM__INLINE void expand_four(cm__quad *lanes, int order, const cm__quad *weight, const cm__quad *a,
                            const cm__quad *p)
{
    const cm__quad t = *a - *p * *p, u = *p + *p;
    cm__quad c[QUADS_MAX * CM__QUAD] = {0};

    cm__quad_expand(c + zeros_of(order), order, weight, &t, &u);
    CM__UNROLL
    for (int q = 0; q < quads_of(order) - 1; q++) {
        cm__quad_transpose(c + q * CM__QUAD);
        for (int e = 0; e < CM__QUAD; e++)
            lanes[q * CM__QUAD + e] = c[q * CM__QUAD + e];
    }
}

CM__INLINE cm__quad *slot_at(sweep *s, int bytes)
{
    return (cm__quad *)((char *)s->slots + (unsigned)bytes);
}

/* Four places open, and close; is_unit where all weights are 1. */
CM__INLINE void add_four(sweep *s, int order, int at, bool is_unit)
{
    const int last = quads_of(order) - 1;
    const cm__quad ones = {1, 1, 1, 1};
    const cm__quad weights = *(const cm__quad *)(s->weight + at * CM__QUAD);
    const cm__quad *const weighted = is_unit ? &ones : &weights;
    const double sign = order % 2 ? -1 : 1; /* of the highest coefficient */
    cm__quad opening[QUADS_MAX * CM__QUAD], closing[QUADS_MAX * CM__QUAD];

    expand_four(opening, order, weighted, &s->a[at], &s->p_first[at]);
    expand_four(closing, order, weighted, &s->a[at], &s->p_last[at]);
    CM__UNROLL
    for (int e = 0; e < CM__QUAD; e++) {
        const double w = is_unit ? 1 : s->weight[at * CM__QUAD + e];
        const cm__quad weight = {w, w, w, w};
        cm__quad *const first = slot_at(s, s->first[at * CM__QUAD + e]);
        CM__UNROLL
        for (int q = 0; q < last; q++)
            first[q] += opening[q * CM__QUAD + e];
        first[last] += weight * (cm__quad){sign, 0, 1, 0} + (cm__quad){0, 1, 0, 1};
        cm__quad *const end = slot_at(s, s->last[at * CM__QUAD + e]);
        CM__UNROLL
        for (int q = 0; q < last; q++)
            end[q] -= closing[q * CM__QUAD + e];
        end[last] += weight * (cm__quad){-sign, 0, 1, 0} + (cm__quad){0, -1, 0, 1};
    }
}

CM__INLINE void add_events(sweep *s, int order, const batch *b)
{
    const int fours = (b->count + CM__QUAD - 1) / CM__QUAD;
    cm__quad_int flags = {0};

    if (b->is_unit)
        for (int at = 0; at < fours; at++)
            add_four(s, order, at, true);
    else
        for (int at = 0; at < fours; at++)
            add_four(s, order, at, false);
    for (int at = 0; at < fours; at++)
        flags |= *(const cm__quad_int *)(s->groups + at * CM__QUAD);
    s->flags |= (uint32_t)(flags[0] | flags[1] | flags[2] | flags[3]);
}

#endif
