/* density_sweep.c - exact density by a sweep along each row: kernels that are polynomials of d2.
 *
 * On the row at height i a place (p, q) with a = R2 - (q - i)^2 >= 0 contributes to the columns x
 * with |x - p| <= sqrt(a) the polynomial (a - (x - p)^2)^m. Its coefficients are added at the first
 * such column and taken away after the last one; the running sum is evaluated at each column. The
 * columns are cut into blocks, each with the origin of x in its middle, so that coefficients stay
 * near R^2m. Where no place is open the sum is set to an exact 0.
 *
 * What is taken away is not to the last bit what was added, so a bound of what is left over goes
 * along with the sum (density_bound.h). A cell that it could spoil is summed directly, and the
 * sweep goes on from a fresh sum of the places that are open there. */
#include "layers/density_vector.h"

#include "layers/density_bound.h"
#include "layers/density_engine.h"
#include "layers/density_quad.h"
#include <math.h>
#include <string.h>

enum { TILE_COLUMNS = 4096, TILE_CELLS = 4 * TILE_COLUMNS, BATCH = 128, QUADS_MAX = 3 };
#define RELATIVE_MAX 0.9e-6         /* of a value; rounding it to float takes its part of 1e-6 */
#define CLOSED HUGE_VAL             /* where no place is open; passes every test */
#define DIRECT_ERROR (16 * 0x1p-53) /* of a value summed directly */

/* A slot holds the events of one column, in as many quads as it takes: how many places open less
 * how many close, the sum of their weights, their number, and the polynomial's coefficients. */
enum { OPEN, WEIGHT, COUNT, COEFFICIENTS };

/* There is one bit for so many columns. */
enum { GROUP_SHIFT = 6, GROUPS = TILE_COLUMNS >> GROUP_SHIFT };

typedef struct sweep {
    /* Zero between rows. One more than a tile has, where events go that are not in it. */
    cm__quad slots[(TILE_COLUMNS + 1) * QUADS_MAX];
    cm__quad running[CM__BLOCK_MAX * QUADS_MAX]; /* the sum at each column of a block */
    cm__quad values[CM__BLOCK_MAX / CM__QUAD];   /* of a block */
    cm__quad sums;                               /* of the tile's values, in 4 parts */
    cm__quad p[BATCH / CM__QUAD], a[BATCH / CM__QUAD], weight[BATCH / CM__QUAD]; /* see above */
    cm__quad_int first[BATCH / CM__QUAD], last[BATCH / CM__QUAD]; /* columns; last: the one after */
    cm__quad_long flags; /* or-ed: the bits of the groups of columns that have events */
} sweep;

/* Where the sweep is, and what it needs to go on. */
typedef struct walk {
    cm__quad sum[QUADS_MAX];
    cm__bound bound;
    cm__bound_part part;
    const cm__density_job *job;
    const cm__tile *tile;
    cm__bound_rules rules;
    size_t row;
    int width; /* columns of the tile */
    int batch_count;
    uint64_t flags;         /* of the row: see GROUP_SHIFT */
    double radius2, factor; /* factor: from the polynomial to the value */
    double worst;           /* bound of the values accepted */
} walk;

CM__INLINE bool has_events(const walk *w, int column)
{
    return w->flags >> (column >> GROUP_SHIFT) & 1;
}

CM__INLINE int quads_of(int order)
{
    return (COEFFICIENTS + 2 * order + CM__QUAD) / CM__QUAD;
}

CM__INLINE double *coefficients_of(cm__quad *slot)
{
    return (double *)slot + COEFFICIENTS;
}

/* Adding 1.5 * 2^52 rounds to a whole number, and leaves it in the low bits. */
CM__INLINE int round_whole(double x)
{
    const double shifted = x + 0x1.8p52;
    uint64_t bits;

    memcpy(&bits, &shifted, sizeof bits);
    return (int)(uint32_t)bits;
}

/* The columns that each place covers on the row. Where there is none, both are the slot that nobody
 * reads. A column that is on the rim to the last bit may fall on either side: its term is 0 there,
 * but for a disc, whose rim is settled next. */
CM__INLINE void find_ends(sweep *s, const walk *w, int order, cm__span span)
{
    const cm__places *const places = w->job->places;
    const double *const x = places->x + span.begin, *const y = places->y + span.begin;
    const double *const weight = places->weight + span.begin;
    const double row = (double)w->row, left = (double)w->tile->column_begin, right = w->width;
    const double radius2 = w->radius2;
    const int count = w->batch_count, width = w->width;
    double *const ps = (double *)s->p, *const as = (double *)s->a;
    double *const weights = (double *)s->weight;
    int *const firsts = (int *)s->first, *const lasts = (int *)s->last;

    CM__VECTOR_LOOP
    for (int k = 0; k < count; k++) {
        const double dy = y[k] - row, a = radius2 - dy * dy, p = x[k] - left;
        const double half = sqrt(a > 0 ? a : 0);
        const double low = p + 0.5 - half, high = p + 0.5 + half;
        const double above = low > 0 ? low : 0, under = high > 0 ? high : 0;
        const int first = round_whole(above < right ? above : right);
        const int last = round_whole(under < right ? under : right);
        const bool is_idle = order > 0 && first == last;
        ps[k] = p;
        as[k] = a;
        weights[k] = weight[k];
        firsts[k] = is_idle ? width : first;
        lasts[k] = is_idle ? width : last;
    }
}

/* A kernel that ends in a step needs its rim to be right to the last bit: d2 <= R2. */
CM__INLINE void settle_rims(sweep *s, const walk *w)
{
    const double *const p = (double *)s->p, *const a = (double *)s->a;
    int *const firsts = (int *)s->first, *const lasts = (int *)s->last;

    for (int k = 0; k < w->batch_count; k++) {
        const double before = firsts[k] - 1 - p[k], first = firsts[k] - p[k];
        const double after = lasts[k] - p[k], last = lasts[k] - 1 - p[k];
        if (firsts[k] > 0 && before * before <= a[k])
            firsts[k]--;
        else if (first * first > a[k])
            firsts[k]++;
        if (lasts[k] < w->width && after * after <= a[k])
            lasts[k]++;
        else if (last * last > a[k])
            lasts[k]--;
    }
}

/* Parks what covers no column after all. */
CM__INLINE void park_idle(sweep *s, const walk *w)
{
    int *const firsts = (int *)s->first, *const lasts = (int *)s->last;

    for (int k = 0; k < w->batch_count; k++)
        if (firsts[k] >= lasts[k])
            firsts[k] = lasts[k] = w->width;
}

/* Fills the last quad up. */
CM__INLINE void pad_batch(sweep *s, const walk *w)
{
    for (int k = w->batch_count; k % CM__QUAD != 0; k++) {
        ((double *)s->p)[k] = 0;
        ((double *)s->a)[k] = 0;
        ((double *)s->weight)[k] = 0;
        ((int *)s->first)[k] = w->width;
        ((int *)s->last)[k] = w->width;
    }
}

CM__INLINE void load_batch(sweep *s, walk *w, int order, cm__span span)
{
    w->batch_count = (int)(span.end - span.begin);
    find_ends(s, w, order, span);
    if (order == 0) {
        settle_rims(s, w);
        park_idle(s, w);
    }
    pad_batch(s, w);
}

/* Adds a place to a sum; p is seen from the block's origin. */
CM__INLINE void add_place(cm__quad *sum, int order, double p, double a, double weight)
{
    double *const c = coefficients_of(sum), added[CM__TERMS_MAX] = {0};

    cm__polynomial_expand(added, order, weight, (cm__trinomial){a - p * p, 2 * p, -1});
    for (int k = 0; k <= 2 * order; k++)
        c[k] += added[k];
    sum[0] += (cm__quad){1, weight, 1, 0};
}

/* The middle of a column's block. */
CM__INLINE double get_origin(int column, int block)
{
    return (column & -block) + block / 2;
}

/* Four events: sign is 1 where the places open, -1 where they close. */
CM__INLINE void add_four(sweep *s, const walk *w, int order, int at, double sign)
{
    const int quads = quads_of(order), block = w->rules.block;
    const cm__quad_int column = sign > 0 ? s->first[at] : s->last[at];
    const cm__quad_int offset = column * (quads * (int)sizeof *s->slots);
    const cm__quad origin = __builtin_convertvector((column & -block) + block / 2, cm__quad);
    const cm__quad p = s->p[at] - origin, t = s->a[at] - p * p, u = 2 * p;
    const cm__quad weight = sign * s->weight[at];
    cm__quad lanes[QUADS_MAX * CM__QUAD] = {0};

    lanes[OPEN] += sign;
    lanes[WEIGHT] = s->weight[at];
    lanes[COUNT] += 1;
    cm__quad_expand(lanes + COEFFICIENTS, order, &weight, &t, &u);
    CM__UNROLL
    for (int q = 0; q < quads; q++)
        cm__quad_transpose(lanes + q * CM__QUAD);
    CM__UNROLL
    for (int e = 0; e < CM__QUAD; e++) {
        cm__quad *const slot = (cm__quad *)((char *)s->slots + (unsigned)offset[e]);
        CM__UNROLL
        for (int q = 0; q < quads; q++)
            slot[q] += lanes[q * CM__QUAD + e];
    }
    s->flags |= (cm__quad_long){1, 1, 1, 1}
                << __builtin_convertvector((column >> GROUP_SHIFT) & (GROUPS - 1), cm__quad_long);
}

CM__INLINE void add_events(sweep *s, const walk *w, int order)
{
    for (int at = 0; at * CM__QUAD < w->batch_count; at++) {
        add_four(s, w, order, at, 1);
        add_four(s, w, order, at, -1);
    }
}

/* Goes through the places in reach of some columns of the row, a batch at a time. */
typedef struct visit {
    const cm__places *places;
    cm__span blocks, buckets, rest;
} visit;

static visit visit_row(const walk *w, double first, double last)
{
    const cm__places *const places = w->job->places;
    const double reach = w->job->reach, row = (double)w->row;

    return (visit){.places = places,
                   .blocks = cm__places_find_blocks(places, first - reach, last + reach),
                   .buckets = cm__places_find_buckets(places, row - reach, row + reach)};
}

static bool next_batch(visit *v, cm__span *batch)
{
    while (v->rest.begin == v->rest.end) {
        if (v->blocks.begin >= v->blocks.end)
            return false;
        v->rest = cm__places_get_span(v->places, v->blocks.begin++, v->buckets);
    }
    *batch = v->rest;
    if (batch->end - batch->begin > BATCH)
        batch->end = batch->begin + BATCH;
    v->rest.begin = batch->end;
    return true;
}

CM__INLINE void collect_events(sweep *s, walk *w, int order)
{
    const double first = (double)w->tile->column_begin, last = (double)w->tile->column_end - 1;
    visit v = visit_row(w, first, last);
    cm__span batch;

    while (next_batch(&v, &batch)) {
        load_batch(s, w, order, batch);
        add_events(s, w, order);
    }
    memset(s->slots + w->width * quads_of(order), 0, (size_t)quads_of(order) * sizeof *s->slots);
    w->flags = s->flags[0] | s->flags[1] | s->flags[2] | s->flags[3];
    s->flags = (cm__quad_long){0};
}

typedef struct total {
    double sum, lost;
} total;

/* Adds the places of a batch that are open at a column: their values there to the total, and their
 * polynomials to the running sum. */
CM__INLINE void add_open(total *t, sweep *s, walk *w, int order, int column)
{
    const double *const p = (double *)s->p, *const a = (double *)s->a;
    const double *const weight = (double *)s->weight;
    const int *const first = (int *)s->first, *const last = (int *)s->last;

    for (int k = 0; k < w->batch_count; k++) {
        if (column < first[k] || column >= last[k])
            continue;
        const double dx = column - p[k], u = a[k] - dx * dx;
        const double value = cm__polynomial_power(u > 0 || order == 0 ? u : 0, order);
        cm__sum_add(&t->sum, &t->lost, weight[k] * value);
        add_place(w->sum, order, p[k] - get_origin(column, w->rules.block), a[k], weight[k]);
    }
}

/* The value at one column, every term positive, and with it a fresh sum of what is open there. */
CM__INLINE double start_afresh(sweep *s, walk *w, int order, int column)
{
    const double x = (double)w->tile->column_begin + column;
    visit v = visit_row(w, x, x);
    total t = {0};
    cm__span batch;

    memset(w->sum, 0, sizeof w->sum);
    while (next_batch(&v, &batch)) {
        load_batch(s, w, order, batch);
        add_open(&t, s, w, order, column);
    }
    cm__bound_restart(&w->bound, &w->rules, w->sum[0][WEIGHT], w->sum[0][COUNT]);
    return t.sum + t.lost;
}

/* The sum at each column of a block, from one to its end. */
CM__INLINE void run_up(sweep *s, walk *w, int order, int start, int from)
{
    const int quads = quads_of(order), block = w->rules.block;
    const cm__quad *const slots = s->slots + start * quads;
    cm__quad sum[QUADS_MAX] = {w->sum[0], w->sum[1], w->sum[2]};

    w->part = (cm__bound_part){.weight_before = fabs(coefficients_of(sum)[2 * order])};
    sum[0] *= (cm__quad){1, 0, 0, 1};
    for (int j = from; j < block; j++) {
        CM__UNROLL
        for (int q = 0; q < quads; q++)
            sum[q] += slots[j * quads + q];
        if (sum[0][OPEN] == 0) {
            sum[0] *= (cm__quad){0, 1, 1, 0};
            sum[1] = (cm__quad){0};
            sum[2] = (cm__quad){0};
            w->part.is_cleared = true;
        }
        CM__UNROLL
        for (int q = 0; q < quads; q++)
            s->running[j * quads + q] = sum[q];
    }
    w->part.weight_events = sum[0][WEIGHT];
    w->part.event_count = sum[0][COUNT];
    for (int q = 0; q < quads; q++)
        w->sum[q] = sum[q];
}

/* The values of those sums; a column where nothing is open gets CLOSED. */
CM__INLINE void evaluate(sweep *s, const walk *w, int order, int from)
{
    const int quads = quads_of(order), block = w->rules.block;
    double *const values = (double *)s->values;
    cm__quad x = (cm__quad){0, 1, 2, 3} + (double)((from & -CM__QUAD) - block / 2);

    for (int j = from & -CM__QUAD; j < block; j += CM__QUAD) {
        cm__quad lanes[QUADS_MAX * CM__QUAD], value;
        CM__UNROLL
        for (int q = 0; q < quads; q++) {
            CM__UNROLL
            for (int e = 0; e < CM__QUAD; e++)
                lanes[q * CM__QUAD + e] = s->running[(j + e) * quads + q];
            cm__quad_transpose(lanes + q * CM__QUAD);
        }
        cm__quad_value(&value, lanes + COEFFICIENTS, order, &x);
        x += CM__QUAD;
        CM__UNROLL
        for (int e = 0; e < CM__QUAD; e++)
            if (j + e >= from)
                values[j + e] = lanes[OPEN][e] == 0 ? CLOSED : value[e];
    }
}

/* The same where nothing opens or closes. */
CM__INLINE void evaluate_quiet(sweep *s, walk *w, int order)
{
    const double *const c = coefficients_of(w->sum);
    const int block = w->rules.block;
    double *const values = (double *)s->values;

    w->part = (cm__bound_part){.weight_before = fabs(c[2 * order])};
    CM__VECTOR_LOOP
    for (int j = 0; j < block; j++)
        values[j] = cm__polynomial_value(c, order, j - block / 2);
}

/* The first column of a block whose value could be spoilt, or the block's end. */
CM__INLINE int find_doubt(const sweep *s, const walk *w, int from, double least)
{
    const double *const values = (const double *)s->values;
    const int block = w->rules.block;
    double lowest = CLOSED;

    for (int j = 0; from == 0 && j < block; j += CM__QUAD)
        for (int e = 0; e < CM__QUAD; e++)
            lowest = values[j + e] < lowest ? values[j + e] : lowest;
    if (from == 0 && lowest >= least)
        return block;
    while (from < block && values[from] >= least)
        from++;
    return from;
}

/* Accepts values from one column of a block on, up to the first that is in doubt: that one is
 * summed directly. Returns the column to go on from. */
CM__INLINE int accept_part(sweep *s, walk *w, int order, int start, int from)
{
    const double bound = cm__bound_get(&w->bound, &w->rules, &w->part);
    const double open = w->part.weight_before + w->part.weight_events;
    const double moved = w->rules.coordinate * open;
    const int doubt = find_doubt(s, w, from, bound / RELATIVE_MAX);

    if (doubt > from && !(bound + moved <= w->worst))
        w->worst = bound + moved;
    if (doubt == w->rules.block) {
        cm__bound_pass(&w->bound, &w->rules, &w->part);
        return doubt;
    }
    const double value = start_afresh(s, w, order, start + doubt);
    ((double *)s->values)[doubt] = value;
    w->worst = fmax(w->worst, DIRECT_ERROR * value + moved);
    return doubt + 1;
}

CM__INLINE void walk_block(sweep *s, walk *w, int order, int start)
{
    const int quads = quads_of(order), block = w->rules.block;
    const bool is_quiet = !has_events(w, start);

    for (int from = 0; from < block;) {
        if (from == 0 && is_quiet) {
            evaluate_quiet(s, w, order);
        } else {
            run_up(s, w, order, start, from);
            evaluate(s, w, order, from);
        }
        from = accept_part(s, w, order, start, from);
    }
    if (!is_quiet)
        memset(s->slots + start * quads, 0, (size_t)(block * quads) * sizeof *s->slots);
    cm__polynomial_shift(coefficients_of(w->sum), order, block);
    cm__bound_shift(&w->bound, &w->rules, fabs(coefficients_of(w->sum)[2 * order]));
}

/* Sums in 4 parts, each in its order: a vector of any width gives the same. */
CM__INLINE void store_block(sweep *s, const walk *w, cm__tile_result *result, int start)
{
    const cm__density_job *const job = w->job;
    const int block = w->rules.block;
    const int count = w->width - start < block ? w->width - start : block;
    const double factor = w->factor;
    double *const values = (double *)s->values, *const sums = (double *)&s->sums;
    float stored[CM__BLOCK_MAX], max = 0;

    for (int j = count; j < block; j++)
        values[j] = CLOSED;
    CM__VECTOR_LOOP
    for (int j = 0; j < block; j++)
        stored[j] = (float)(values[j] < CLOSED ? values[j] * factor : 0);
    for (int j = 0; j < block; j += CM__QUAD)
        for (int e = 0; e < CM__QUAD; e++)
            sums[e] += stored[j + e];
    for (int j = 0; j < block; j++)
        max = stored[j] > max ? stored[j] : max;
    result->max = max > result->max ? max : result->max;
    memcpy(job->values + w->row * job->columns + w->tile->column_begin + start, stored,
           (size_t)count * sizeof *stored);
}

/* One block: most of a sparse grid is empty, and costs no more than to say so. */
CM__INLINE void sweep_block(sweep *s, walk *w, int order, cm__tile_result *result, int start)
{
    const cm__density_job *const job = w->job;
    const int block = w->rules.block;
    const int count = w->width - start < block ? w->width - start : block;

    if (w->sum[0][OPEN] == 0 && !has_events(w, start)) {
        w->bound = (cm__bound){0};
        memset(job->values + w->row * job->columns + w->tile->column_begin + start, 0,
               (size_t)count * sizeof *job->values);
        return;
    }
    walk_block(s, w, order, start);
    store_block(s, w, result, start);
}

CM__INLINE void sweep_tile(cm__tile_result *out, const cm__density_job *job, const cm__tile *tile,
                           sweep *s, int order)
{
    const double extent = (double)(job->columns > job->rows ? job->columns : job->rows);
    walk w = {.job = job,
              .tile = tile,
              .width = (int)(tile->column_end - tile->column_begin),
              .radius2 = job->reach * job->reach};

    w.factor = job->factor / cm__polynomial_power(w.radius2, order);
    cm__bound_rules_init(&w.rules, order, job->reach, extent, job->places->is_whole);
    memset(&s->sums, 0, sizeof s->sums);
    for (w.row = tile->row_begin; w.row < tile->row_end; w.row++) {
        memset(w.sum, 0, sizeof w.sum);
        w.bound = (cm__bound){0};
        collect_events(s, &w, order);
        for (int start = 0; start < w.width; start += w.rules.block)
            sweep_block(s, &w, order, out, start);
    }
    for (int i = 0; i < CM__QUAD; i++)
        out->sum += s->sums[i];
    out->error = w.worst * w.factor;
}

#define SWEEP_OF(order)                                                                            \
    CM__EVERY_MACHINE static void sweep_##order(cm__tile_result *out, const cm__density_job *job,  \
                                                const cm__tile *tile, sweep *s)                    \
    {                                                                                              \
        sweep_tile(out, job, tile, s, order);                                                      \
    }
SWEEP_OF(0)
SWEEP_OF(1)
SWEEP_OF(2)
SWEEP_OF(3)

static void run(cm__tile_result *out, const cm__density_job *job, const cm__tile *tile,
                void *scratch)
{
    switch (cm__kernel_order(job->kernel)) {
    case 0: sweep_0(out, job, tile, scratch); break;
    case 1: sweep_1(out, job, tile, scratch); break;
    case 2: sweep_2(out, job, tile, scratch); break;
    default: sweep_3(out, job, tile, scratch); break;
    }
}

const cm__engine cm__sweep_engine = {
    .tile_columns = TILE_COLUMNS,
    .tile_cells = TILE_CELLS,
    .scratch_bytes = sizeof(sweep),
    .run = run,
};
