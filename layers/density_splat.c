/* density_splat.c - merges places, and spreads them over cells by cubic B-splines.
 *
 * Threads take rows of bins, every other one and then the rest: a spline reaches one row of bins
 * further, so that no two threads ever add to one cell. */
#include "layers/density_vector.h"

#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "layers/density_merge.h"
#include "layers/density_quad.h"
#include "layers/density_splat.h"
#include <omp.h>

enum { TAPS = 4 };
#define HEAVY 0x1p50 /* units; a heavier place is spread in parts */
#define SUM_MAX 0x1p61

typedef int64_t signed_quad __attribute__((vector_size(8 * CM__QUAD), may_alias));
/* Wherever it begins. */
typedef int64_t loose_quad __attribute__((vector_size(8 * CM__QUAD), aligned(8), may_alias));

typedef struct splat {
    const cm__fft_grid *grid;
    cm__bins *bins;
    const cm__frame *frame;
    double whole;        /* the weight of all points */
    double weight_unit;  /* of merged weights */
    double unit;         /* of cells */
    double per_heavy;    /* 1 / the most that is spread in one part */
    size_t room;         /* of a merger's table: a power of 2 */
    cm__merger *mergers; /* one a thread */
    size_t distinct;
    int64_t weight;    /* in units: no more than all the sums in mergers together */
    cm__tally squares; /* of weights as shares of the whole */
    cm__watch watch;
} splat;

/* What one thread has found; put together at the end. */
typedef struct share {
    size_t distinct;
    int64_t weight;
    cm__tally squares;
} share;

static size_t merge_bin(const splat *s, const cm__merger *m, size_t bin)
{
    const size_t first = s->bins->points.first[bin];
    const double *const weight = s->bins->points.weight;
    size_t *const kept = &s->bins->kept[bin];

    *kept = cm__merge_places(m, s->bins->points.at + first, weight ? weight + first : NULL, *kept);
    return *kept;
}

/* The weights of the cells from the one before the place to two after: cubics in what the place is
 * past its cell. */
CM__INLINE void find_taps(cm__quad *weights, double at)
{
    const double past = at - floor(at);
    const cm__quad t = {past, past, past, past};

    *weights =
        (((cm__quad){-1, 3, -3, 1} * t + (cm__quad){3, -6, 3, 0}) * t + (cm__quad){-3, 0, 3, 0}) *
            t +
        (cm__quad){1, 4, 1, 0};
}

/* Adding 1.5 * 2^52 units rounds to a whole number of them, and leaves it in the low bits. */
CM__INLINE void add_taps(const splat *s, size_t column, size_t row, const cm__quad *across,
                         const double *down)
{
    const cm__fft_grid *const grid = s->grid;
    const double high = 0x1.8p52 * s->unit;
    const cm__quad shift = {high, high, high, high};

    CM__UNROLL
    for (size_t k = 0; k < TAPS; k++) {
        const size_t line = row + k < grid->rows ? row + k : row + k - grid->rows;
        int64_t *const cells = (int64_t *)(void *)(grid->values + line * grid->stride);
        const cm__quad shifted = *across * down[k] + shift;
        const signed_quad added = (signed_quad)shifted - (signed_quad)shift;
        if (column + TAPS <= grid->columns) {
            *(loose_quad *)(cells + column) += added;
            continue;
        }
        for (size_t j = 0; j < TAPS; j++)
            cells[column + j < grid->columns ? column + j : column + j - grid->columns] += added[j];
    }
}

CM__INLINE void add_place(const splat *s, cm_point place, double weight)
{
    const double x = cm__frame_x(s->frame, place.x), y = cm__frame_y(s->frame, place.y);
    const size_t column = cm__bins_begin(x, s->grid->columns);
    const size_t row = cm__bins_begin(y, s->grid->rows);
    const double parts = ceil(weight * s->per_heavy);
    cm__quad across, down;

    find_taps(&across, x);
    find_taps(&down, y);
    down *= (parts > 1 ? weight / parts : weight) / 36;
    for (double part = 0; part < parts; part++)
        add_taps(s, column, row, &across, (const double *)&down);
}

CM__EVERY_MACHINE static void add_bin(const splat *s, share *own, const cm__merger *m, size_t bin)
{
    const size_t first = s->bins->points.first[bin], count = s->bins->kept[bin];
    const double per_whole = 1 / s->whole;

    for (size_t i = 0; i < count; i++) {
        const double weight = (double)m->sums[i] * s->weight_unit, part = weight * per_whole;
        own->weight += m->sums[i];
        cm__tally_add(&own->squares, part * part);
        if (s->bins->points.weight)
            s->bins->points.weight[first + i] = weight;
        add_place(s, s->bins->points.at[first + i], weight);
    }
}

static void add_row(splat *s, share *own, size_t row)
{
    const cm__merger *const m = &s->mergers[omp_get_thread_num()];

    for (size_t i = 0; i < s->bins->across && cm__watch_go_on(&s->watch); i++) {
        const size_t bin = row * s->bins->across + i;
        own->distinct += merge_bin(s, m, bin);
        add_bin(s, own, m, bin);
    }
}

static void add_all(splat *s, const share *none)
{
    const size_t down = s->bins->down;
    share own = *none;

    for (size_t half = 0; half < 2; half++)
#pragma omp for schedule(dynamic, 1)
        for (size_t row = half; row < down; row += 2)
            add_row(s, &own, row);
#pragma omp master /* who can be told to stop */
    own.distinct += merge_bin(s, &s->mergers[omp_get_thread_num()], down * s->bins->across);
#pragma omp critical(cm_splat)
    {
        s->distinct += own.distinct;
        cm__tally_merge(&s->squares, &own.squares);
        s->weight += own.weight;
    }
}

/* From whole numbers to the weights of the cells. */
CM__EVERY_MACHINE static void scale_row(double *cells, size_t count, double unit)
{
    CM__VECTOR_LOOP
    for (size_t j = 0; j < count; j++) {
        int64_t sum;
        memcpy(&sum, cells + j, sizeof sum);
        cells[j] = (double)sum * unit;
    }
}

static size_t find_longest(const cm__bins *bins)
{
    size_t longest = 1;

    for (size_t i = 0; i <= bins->across * bins->down; i++)
        longest = bins->kept[i] > longest ? bins->kept[i] : longest;
    return longest;
}

static void run(splat *s, int threads, size_t longest)
{
    const share none = {
        .squares = cm__tally_start(1, s->bins->points.first[s->bins->across * s->bins->down])};
    const cm__fft_grid *const grid = s->grid;
    uint32_t *const tables = s->mergers[0].table;
    int64_t *const sums = s->mergers[0].sums;

    for (size_t i = 0; i < (size_t)threads; i++)
        s->mergers[i] =
            (cm__merger){tables + i * s->room, sums + i * longest, s->weight_unit, &s->watch};
    s->squares = none.squares;
#pragma omp parallel num_threads(threads)
    add_all(s, &none);
#pragma omp parallel for num_threads(threads) schedule(static)
    for (size_t row = 0; row < grid->rows; row++)
        scale_row(grid->values + row * grid->stride, grid->columns, s->unit);
}

cm_status cm__splat(cm__spread *out, const cm__fft_grid *grid, cm__bins *bins,
                    const cm__survey *survey, const cm__frame *frame,
                    const cm_density_options *options)
{
    const size_t longest = find_longest(bins),
                 count = bins->points.first[bins->across * bins->down + 1];
    const int wanted = options->threads > 0 ? options->threads : omp_get_max_threads();
    /* No more tables than there are bins as long as the longest could be. */
    const size_t most = count / longest > 0 ? count / longest : 1;
    const int threads = (size_t)wanted < most ? wanted : (int)most;
    splat s = {.grid = grid, .bins = bins, .frame = frame};
    uint32_t *tables = NULL;
    int64_t *sums = NULL;
    cm_status status;

    s.watch.progress = &options->progress;
    s.room = cm__merge_room(longest);
    s.whole = survey->weight_sum > 0 ? survey->weight_sum : 1;
    s.weight_unit = cm__tally_start(survey->heaviest, count).unit;
    s.unit = ldexp(1, ilogb(fmax(s.whole / SUM_MAX, survey->heaviest / HEAVY)) + 1);
    s.per_heavy = 1 / (HEAVY * s.unit);
    status = cm__array_grow(&s.mergers, (size_t)threads, sizeof *s.mergers);
    if (!status)
        status = cm__array_grow(&tables, (size_t)threads * s.room, sizeof *tables);
    if (!status)
        status = cm__array_grow(&sums, (size_t)threads * longest, sizeof *sums);
    if (status)
        goto done;
    s.mergers[0] = (cm__merger){.table = tables, .sums = sums};
    run(&s, threads, longest);
    if (s.watch.stopped) {
        status = cm__fail(CM_ERR_STOPPED, "the density was stopped");
        goto done;
    }
    *out = (cm__spread){.distinct = s.distinct,
                        .weight = (double)s.weight * s.weight_unit,
                        .norm = s.whole * sqrt(cm__tally_get(&s.squares)),
                        .rounding = 0.5 * TAPS * TAPS * s.unit *
                                    ((double)s.distinct + s.whole / (HEAVY * s.unit))};
done:
    cm__array_free(&sums);
    cm__array_free(&tables);
    cm__array_free(&s.mergers);
    return status;
}
