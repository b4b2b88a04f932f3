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
#include "layers/density_polynomial.h"
#include <math.h>
#include <string.h>

enum { TILE_COLUMNS = 4096, TILE_CELLS = 4 * TILE_COLUMNS, BATCH = 128, PARTS_MAX = 2 };
#define RELATIVE_MAX 0.9e-6         /* of a value; rounding it to float takes its part of 1e-6 */
#define CLOSED HUGE_VAL             /* where no place is open; passes every test */
#define DIRECT_ERROR (16 * 0x1p-53) /* of a value summed directly */

/* A slot holds the events of one column, in 64 bytes or twice that: how many places open less how
 * many close, the sum of their weights, their number, and the polynomial's coefficients. */
enum { OPEN, WEIGHT, COUNT, COEFFICIENTS, LANES = 8 };
typedef double lanes __attribute__((vector_size(8 * LANES), may_alias));

typedef struct sweep {
    lanes slots[TILE_COLUMNS * PARTS_MAX];    /* zero between rows */
    lanes sums;                               /* of the tile's values, in 8 parts */
    double values[CM__BLOCK_MAX];             /* of a block */
    double p[BATCH], a[BATCH], weight[BATCH]; /* places on the row: see above */
    int first[BATCH], last[BATCH];            /* columns of the tile; last is the one after */
    bool has_events[TILE_COLUMNS / CM__BLOCK_MIN];
} sweep;

/* Where the sweep is, and what it needs to go on. */
typedef struct walk {
    lanes sum[PARTS_MAX];
    cm__bound bound;
    cm__bound_part part;
    const cm__density_job *job;
    const cm__tile *tile;
    cm__bound_rules rules;
    size_t row;
    int width; /* columns of the tile */
    int batch_count;
    double radius2, factor; /* factor: from the polynomial to the value */
    double worst;           /* bound of the values accepted */
} walk;

CM__INLINE int parts_of(int order)
{
    return order > 2 ? 2 : 1;
}

CM__INLINE double *coefficients_of(lanes *slot)
{
    return (double *)slot + COEFFICIENTS;
}

/* The columns that each place covers on the row. Truncation goes towards 0: it is put right. */
CM__INLINE void find_ends(sweep *s, const walk *w, cm__span span)
{
    const cm__places *const places = w->job->places;
    const double *const x = places->x + span.begin, *const y = places->y + span.begin;
    const double *const weight = places->weight + span.begin;
    const double row = (double)w->row, left = (double)w->tile->column_begin, right = w->width;
    const double radius2 = w->radius2;
    const int count = w->batch_count;

    CM__VECTOR_LOOP
    for (int k = 0; k < count; k++) {
        const double dy = y[k] - row, a = radius2 - dy * dy, p = x[k] - left;
        const double root = cm__root(a >= 0 ? a : 0), half = a >= 0 ? root : -2;
        const double low = p - half > 0 ? p - half : 0, high = p + half > -1 ? p + half : -1;
        const double from = low < right ? low : right, to = high < right - 1 ? high : right - 1;
        const int first = (int)from, last = (int)to;
        s->p[k] = p;
        s->a[k] = a;
        s->weight[k] = weight[k];
        s->first[k] = first + (first < from);
        s->last[k] = last - (last > to) + 1;
    }
}

/* A kernel that ends in a step needs its rim to be right to the last bit: d2 <= R2. */
CM__INLINE void settle_rims(sweep *s, const walk *w)
{
    for (int k = 0; k < w->batch_count; k++) {
        const double before = s->first[k] - 1 - s->p[k], first = s->first[k] - s->p[k];
        const double after = s->last[k] - s->p[k], last = s->last[k] - 1 - s->p[k];
        if (s->first[k] > 0 && before * before <= s->a[k])
            s->first[k]--;
        else if (first * first > s->a[k])
            s->first[k]++;
        if (s->last[k] < w->width && after * after <= s->a[k])
            s->last[k]++;
        else if (last * last > s->a[k])
            s->last[k]--;
    }
}

CM__INLINE void load_batch(sweep *s, walk *w, int order, cm__span span)
{
    w->batch_count = (int)(span.end - span.begin);
    find_ends(s, w, span);
    if (order == 0)
        settle_rims(s, w);
}

/* sign is 1 where the place opens, -1 where it closes; p is seen from the block's origin. */
CM__INLINE void add_event(lanes *slot, int order, double p, double a, double weight, double sign)
{
    double c[CM__TERMS_MAX] = {0};

    cm__polynomial_expand(c, order, sign * weight, (cm__trinomial){a - p * p, 2 * p, -1});
    slot[0] += (lanes){sign, weight, 1, c[0], c[1], c[2], c[3], c[4]};
    if (order > 2)
        slot[1] += (lanes){c[5], c[6]};
}

/* The middle of a column's block. */
CM__INLINE double get_origin(int column, int block)
{
    return (column & -block) + block / 2;
}

CM__INLINE void add_events(sweep *s, const walk *w, int order)
{
    const int parts = parts_of(order), block = w->rules.block, shift = w->rules.block_shift;
    const int width = w->width, count = w->batch_count;

    for (int k = 0; k < count; k++) {
        const int first = s->first[k], last = s->last[k];
        const double p = s->p[k], a = s->a[k], weight = s->weight[k];
        if (first >= last)
            continue;
        s->has_events[first >> shift] = true;
        add_event(s->slots + first * parts, order, p - get_origin(first, block), a, weight, 1);
        if (last >= width)
            continue;
        s->has_events[last >> shift] = true;
        add_event(s->slots + last * parts, order, p - get_origin(last, block), a, weight, -1);
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
}

typedef struct total {
    double sum, lost;
} total;

/* Adds the places of a batch that are open at a column: their values there to the total, and their
 * polynomials to the running sum. */
CM__INLINE void add_open(total *t, sweep *s, walk *w, int order, int column)
{
    for (int k = 0; k < w->batch_count; k++) {
        if (column < s->first[k] || column >= s->last[k])
            continue;
        const double dx = column - s->p[k], u = s->a[k] - dx * dx;
        const double value = cm__polynomial_power(u > 0 || order == 0 ? u : 0, order);
        cm__sum_add(&t->sum, &t->lost, s->weight[k] * value);
        add_event(w->sum, order, s->p[k] - get_origin(column, w->rules.block), s->a[k],
                  s->weight[k], 1);
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

/* Values from one column of a block to its end; a column where nothing is open gets CLOSED. */
CM__INLINE void run_up(sweep *s, walk *w, int order, int start, int from)
{
    const int parts = parts_of(order), block = w->rules.block;
    lanes sum[PARTS_MAX] = {w->sum[0], w->sum[1]};

    w->part = (cm__bound_part){.weight_before = fabs(coefficients_of(sum)[2 * order])};
    sum[0][WEIGHT] = 0;
    sum[0][COUNT] = 0;
    for (int j = from; j < block; j++) {
        const lanes *const slot = s->slots + (start + j) * parts;
        for (int part = 0; part < parts; part++)
            sum[part] += slot[part];
        s->values[j] = cm__polynomial_value(coefficients_of(sum), order, j - block / 2);
        if (sum[0][OPEN] == 0) {
            sum[0] = (lanes){0, sum[0][WEIGHT], sum[0][COUNT]};
            sum[1] = (lanes){0};
            w->part.is_cleared = true;
            s->values[j] = CLOSED;
        }
    }
    w->part.weight_events = sum[0][WEIGHT];
    w->part.event_count = sum[0][COUNT];
    w->sum[0] = sum[0];
    w->sum[1] = sum[1];
}

/* The first column of a block whose value could be spoilt, or the block's end. */
CM__INLINE int find_doubt(const sweep *s, const walk *w, int from, double least)
{
    while (from < w->rules.block && s->values[from] >= least)
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
    s->values[doubt] = start_afresh(s, w, order, start + doubt);
    w->worst = fmax(w->worst, DIRECT_ERROR * s->values[doubt] + moved);
    return doubt + 1;
}

CM__INLINE void walk_block(sweep *s, walk *w, int order, int start)
{
    const int parts = parts_of(order), block = w->rules.block;

    if (w->sum[0][OPEN] == 0 && !s->has_events[start >> w->rules.block_shift]) {
        for (int j = 0; j < block; j++)
            s->values[j] = CLOSED;
        w->bound = (cm__bound){0};
        return;
    }
    for (int from = 0; from < block;) {
        run_up(s, w, order, start, from);
        from = accept_part(s, w, order, start, from);
    }
    if (s->has_events[start >> w->rules.block_shift])
        memset(s->slots + start * parts, 0, (size_t)(block * parts) * sizeof *s->slots);
    s->has_events[start >> w->rules.block_shift] = false;
    cm__polynomial_shift(coefficients_of(w->sum), order, block);
    cm__bound_shift(&w->bound, &w->rules, fabs(coefficients_of(w->sum)[2 * order]));
}

/* Sums in 8 parts, each in its order: a vector of any width gives the same. */
static void store_block(sweep *s, const walk *w, cm__tile_result *result, int start)
{
    const cm__density_job *const job = w->job;
    const int count = w->width - start < w->rules.block ? w->width - start : w->rules.block;
    float *const out = job->values + w->row * job->columns + w->tile->column_begin + (size_t)start;

    for (int j = 0; j < count; j++) {
        const float value = s->values[j] < CLOSED ? (float)(s->values[j] * w->factor) : 0;
        out[j] = value;
        s->sums[j % LANES] += value;
        result->max = value > result->max ? value : result->max;
    }
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
        for (int start = 0; start < w.width; start += w.rules.block) {
            walk_block(s, &w, order, start);
            store_block(s, &w, out, start);
        }
    }
    for (int i = 0; i < LANES; i++)
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
