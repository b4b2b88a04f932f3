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

#include "layers/density_events.h"

enum { TILE_CELLS = 4 * SWEEP_COLUMNS };
#define RELATIVE_MAX 0.9e-6         /* of a value; rounding it to float takes its part of 1e-6 */
#define CLOSED HUGE_VAL             /* where no place is open; passes every test */
#define DIRECT_ERROR (16 * 0x1p-53) /* of a value summed directly */

/* Where the sweep is, and what it needs to go on. */
typedef struct walk {
    cm__quad sum[QUADS_MAX];
    cm__bound bound;
    cm__bound_part part;
    const cm__density_job *job;
    const cm__tile *tile;
    cm__bound_rules rules;
    size_t row;
    int width;              /* columns of the tile */
    uint32_t flags;         /* of the row: see GROUP_SHIFT */
    double radius2, factor; /* factor: from the polynomial to the value */
    double worst;           /* bound of the values accepted */
} walk;

CM__INLINE bool has_events(const walk *w, int column)
{
    return w->flags >> (column >> GROUP_SHIFT) & 1;
}

/* Goes through the places in reach of some columns of the row, a batch at a time. */
typedef struct visit {
    const cm__places *places;
    cm__span blocks, buckets, rest;
    batch batch;
} visit;

static visit visit_row(const walk *w, double first, double last)
{
    const cm__places *const places = w->job->places;
    const double reach = w->job->reach, row = (double)w->row;

    return (visit){.places = places,
                   .batch = {.is_unit = places->is_unit,
                             .row = row,
                             .left = (double)w->tile->column_begin,
                             .radius2 = w->radius2,
                             .width = w->width,
                             .block = w->rules.block},
                   .blocks = cm__places_find_blocks(places, first - reach, last + reach),
                   .buckets = cm__places_find_buckets(places, row - reach, row + reach)};
}

static bool next_batch(visit *v)
{
    const cm__places *const places = v->places;

    while (v->rest.begin == v->rest.end) {
        if (v->blocks.begin >= v->blocks.end)
            return false;
        v->rest = cm__places_get_span(v->places, v->blocks.begin++, v->buckets);
    }
    const size_t begin = v->rest.begin, count = v->rest.end - begin;
    v->batch.x = places->x + begin;
    v->batch.y = places->y + begin;
    v->batch.weight = places->weight + begin;
    v->batch.count = count < BATCH ? (int)count : BATCH;
    v->rest.begin += (size_t)v->batch.count;
    return true;
}

CM__INLINE void collect_events(sweep *s, walk *w, int order)
{
    const double first = (double)w->tile->column_begin, last = (double)w->tile->column_end - 1;
    visit v = visit_row(w, first, last);

    while (next_batch(&v)) {
        load_batch(s, order, &v.batch);
        add_events(s, order, &v.batch);
    }
    memset(s->slots + w->width * quads_of(order), 0, (size_t)slot_bytes(order));
    w->flags = s->flags;
    s->flags = 0;
}

/* Of the places that are open at a column, in four parts: their values, with what rounding lost,
 * the coefficients of their polynomials, their weights and their number. */
typedef struct total {
    cm__quad sum, lost, c[CM__TERMS_MAX], weight, count;
} total;

CM__INLINE double add_up(const cm__quad *parts)
{
    return ((*parts)[0] + (*parts)[1]) + ((*parts)[2] + (*parts)[3]);
}

/* (a - dx^2)^m where it is not negative. */
CM__INLINE void find_values(cm__quad *out, int order, const cm__quad *a, const cm__quad *dx)
{
    const cm__quad u = *a - *dx * *dx;
    const cm__quad inside = (cm__quad)((cm__quad_long)u & (cm__quad_long)(u > 0));

    *out = (cm__quad){1, 1, 1, 1};
    for (int i = 0; i < order; i++)
        *out *= inside;
}

/* Adds the places of a batch that are open at a column. */
CM__INLINE void add_open(total *to, const sweep *s, const batch *b, int order, int column)
{
    const int at = column * slot_bytes(order), block = b->block;
    double x[BATCH + CM__QUAD] = {0};

    memcpy(x, b->x, (size_t)b->count * sizeof *x);
    for (int k = 0; k < b->count; k += CM__QUAD) {
        const cm__quad_int first = *(const cm__quad_int *)(s->first + k);
        const cm__quad_int last = *(const cm__quad_int *)(s->last + k);
        const cm__quad_int is_open = (first <= at) & (last > at);
        const cm__quad one = __builtin_convertvector(-is_open, cm__quad);
        const cm__quad weight = one * *(const cm__quad *)(s->weight + k);
        const cm__quad a = s->a[k / CM__QUAD], p = *(const cm__quad *)(x + k) - b->left;
        const cm__quad dx = column - p, q = p - ((column & -block) + block / 2);
        const cm__quad t = a - q * q, u = q + q;
        cm__quad value, c[CM__TERMS_MAX];
        find_values(&value, order, &a, &dx);
        value *= weight;
        cm__quad_sum_add(&to->sum, &to->lost, &value);
        cm__quad_expand(c, order, &weight, &t, &u);
        CM__UNROLL
        for (int i = 0; i <= 2 * order; i++)
            to->c[i] += c[i];
        to->weight += weight;
        to->count += one;
    }
}

/* The value at one column, every term positive, and with it a fresh sum of what is open there. */
CM__INLINE double start_afresh(sweep *s, walk *w, int order, int column)
{
    const double x = (double)w->tile->column_begin + column;
    visit v = visit_row(w, x, x);
    total all = {0};
    double sum = 0, lost = 0;

    while (next_batch(&v)) {
        load_batch(s, order, &v.batch);
        add_open(&all, s, &v.batch, order, column);
    }
    const double weight = add_up(&all.weight), count = add_up(&all.count);
    memset(w->sum, 0, sizeof w->sum);
    for (int i = 0; i <= 2 * order; i++)
        coefficients_of(w->sum, order)[i] = add_up(&all.c[i]);
    ((double *)counts_of(w->sum, order))[OPEN] = count;
    cm__bound_restart(&w->bound, &w->rules, weight, count);
    for (int i = 0; i < CM__QUAD; i++) {
        cm__sum_add(&sum, &lost, all.sum[i]);
        lost += all.lost[i];
    }
    return sum + lost;
}

/* The sum at each column of a block, from one to its end. */
CM__INLINE void run_up(sweep *s, walk *w, int order, int start, int from)
{
    const int quads = quads_of(order), last = quads - 1, block = w->rules.block;
    const cm__quad *const slots = s->slots + start * quads;
    cm__quad sum[QUADS_MAX] = {w->sum[0], w->sum[1], w->sum[2]};

    w->part = (cm__bound_part){.weight_before = fabs(sum[last][HIGHEST])};
    sum[last] *= (cm__quad){1, 1, 0, 0};
    for (int j = from; j < block; j++) {
        CM__UNROLL
        for (int q = 0; q < quads; q++)
            sum[q] += slots[j * quads + q];
        if (sum[last][OPEN] == 0) {
            CM__UNROLL
            for (int q = 0; q < last; q++)
                sum[q] = (cm__quad){0};
            sum[last] *= (cm__quad){0, 0, 1, 1};
            w->part.is_cleared = true;
        }
        CM__UNROLL
        for (int q = 0; q < quads; q++)
            s->running[j * quads + q] = sum[q];
    }
    w->part.weight_events = sum[last][WEIGHT];
    w->part.event_count = sum[last][COUNT];
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
        cm__quad_value(&value, lanes + zeros_of(order), order, &x);
        x += CM__QUAD;
        CM__UNROLL
        for (int e = 0; e < CM__QUAD; e++)
            if (j + e >= from)
                values[j + e] = lanes[(quads - 1) * CM__QUAD + OPEN][e] == 0 ? CLOSED : value[e];
    }
}

/* The same where nothing opens or closes. */
CM__INLINE void evaluate_quiet(sweep *s, walk *w, int order)
{
    const double *const c = coefficients_of(w->sum, order);
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
    cm__polynomial_shift(coefficients_of(w->sum, order), order, block);
    cm__bound_shift(&w->bound, &w->rules, fabs((*counts_of(w->sum, order))[HIGHEST]));
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
    memcpy(cm__job_row(job, w->row) + w->tile->column_begin + start, stored,
           (size_t)count * sizeof *stored);
}

/* One block: most of a sparse grid is empty, and costs no more than to say so. */
CM__INLINE void sweep_block(sweep *s, walk *w, int order, cm__tile_result *result, int start)
{
    const cm__density_job *const job = w->job;
    const int block = w->rules.block;
    const int count = w->width - start < block ? w->width - start : block;

    if ((*counts_of(w->sum, order))[OPEN] == 0 && !has_events(w, start)) {
        w->bound = (cm__bound){0};
        memset(cm__job_row(job, w->row) + w->tile->column_begin + start, 0,
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
    for (w.row = tile->row_begin; w.row < tile->row_end && cm__watch_go_on(s->watch); w.row++) {
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
                void *scratch, cm__watch *watch)
{
    sweep *const s = scratch;

    s->watch = watch;
    switch (cm__kernel_order(job->kernel)) {
    case 0: sweep_0(out, job, tile, s); break;
    case 1: sweep_1(out, job, tile, s); break;
    case 2: sweep_2(out, job, tile, s); break;
    default: sweep_3(out, job, tile, s); break;
    }
}

const cm__engine cm__sweep_engine = {
    .tile_columns = SWEEP_COLUMNS,
    .tile_cells = TILE_CELLS,
    .scratch_bytes = sizeof(sweep),
    .run = run,
};
