/* grid_statistics.c - minimum, maximum, mean, deviation and sum of a grid's values. */
#include "geo/grid_statistics.h"
#include "geo/base_vector.h"
#include <math.h>
#include <stdint.h>
#include <string.h>

/* Cells are taken in chunks that stay in the cache: one pass over memory, two over a chunk. Within
 * a chunk LANES sums run side by side, since each addition waits for the one before. */
enum { CHUNK = CM__TALLY_CHUNK, LANES = 4, GROUP = 64 };

typedef float floats __attribute__((vector_size(LANES * sizeof(float))));
typedef double quad __attribute__((vector_size(LANES * sizeof(double))));
typedef int64_t quad_mask __attribute__((vector_size(LANES * sizeof(int64_t))));

typedef union lanes {
    quad all;
    double each[LANES];
} lanes;

/* The rounding error of an addition is itself a double (Knuth 1969, TwoSum). */
static void add_exactly(double *sum, double *lost, double value)
{
    const double next = *sum + value, taken = next - *sum;

    *lost += (*sum - (next - taken)) + (value - taken);
    *sum = next;
}

/* Reads four values; the mask is of those that count. A nodata of NaN equals no value. */
CM__INLINE void load(quad *value, quad_mask *mask, const float *values, float nodata)
{
    floats four;

    memcpy(&four, values, sizeof four);
    *value = __builtin_convertvector(four, quad);
    *mask = (*value == *value) & (*value != (double)nodata);
}

/* Where the mask is set, value, else otherwise. */
CM__INLINE void choose(quad *out, const quad_mask *mask, const quad *value, const quad *otherwise)
{
    *out = (quad)(((quad_mask)*value & *mask) | ((quad_mask)*otherwise & ~*mask));
}

typedef struct sums {
    lanes count, sum, lost, min, max;
} sums;

/* The first pass over a chunk, a multiple of LANES long. */
CM__EVERY_MACHINE static void take_values(sums *out, const float *values, size_t count,
                                          float nodata)
{
    const quad none = {0}, highest = none + INFINITY, lowest = none - INFINITY;
    quad counted = none, sum = none, lost = none, min = highest, max = lowest;

    for (size_t i = 0; i < count; i += LANES) {
        quad value, known, low, high;
        quad_mask mask, is_beyond;
        load(&value, &mask, values + i, nodata);
        choose(&known, &mask, &value, &none);
        choose(&low, &mask, &value, &highest);
        choose(&high, &mask, &value, &lowest);
        const quad next = sum + known, taken = next - sum;
        lost += (sum - (next - taken)) + (known - taken);
        sum = next;
        counted -= __builtin_convertvector(mask, quad); /* a set mask is -1 */
        is_beyond = low < min;
        choose(&min, &is_beyond, &low, &min);
        is_beyond = high > max;
        choose(&max, &is_beyond, &high, &max);
    }
    *out = (sums){{counted}, {sum}, {lost}, {min}, {max}};
}

/* The second: the squares of what the values are off their mean. */
CM__EVERY_MACHINE static double take_squares(const float *values, size_t count, float nodata,
                                             double mean)
{
    const quad none = {0};
    lanes squares = {none};

    for (size_t i = 0; i < count; i += LANES) {
        quad value, off;
        quad_mask mask;
        load(&value, &mask, values + i, nodata);
        off = value - mean;
        choose(&off, &mask, &off, &none);
        squares.all += off * off;
    }
    return (squares.each[0] + squares.each[1]) + (squares.each[2] + squares.each[3]);
}

static cm__grid_moments take_chunk(const float *values, float nodata)
{
    cm__grid_moments chunk = {.min = INFINITY, .max = -INFINITY};
    sums found;

    take_values(&found, values, CHUNK, nodata);
    for (int l = 0; l < LANES; l++) {
        add_exactly(&chunk.sum, &chunk.lost, found.sum.each[l]);
        chunk.lost += found.lost.each[l];
        chunk.count += found.count.each[l];
        chunk.min = fmin(chunk.min, found.min.each[l]);
        chunk.max = fmax(chunk.max, found.max.each[l]);
    }
    chunk.mean = chunk.count > 0 ? (chunk.sum + chunk.lost) / chunk.count : 0;
    chunk.squares = take_squares(values, CHUNK, nodata, chunk.mean);
    return chunk;
}

/* Chan, Golub and LeVeque 1979. */
static void add_chunk(cm__grid_moments *all, const cm__grid_moments *chunk)
{
    const double count = all->count + chunk->count, delta = chunk->mean - all->mean;

    if (chunk->count == 0)
        return;
    add_exactly(&all->sum, &all->lost, chunk->sum);
    all->lost += chunk->lost;
    all->squares += chunk->squares + delta * delta * (all->count * chunk->count / count);
    all->mean += delta * (chunk->count / count);
    all->count = count;
    all->min = chunk->min < all->min ? chunk->min : all->min;
    all->max = chunk->max > all->max ? chunk->max : all->max;
}

void cm__grid_tally_begin(cm__grid_tally *out, const cm_grid *grid)
{
    *out = (cm__grid_tally){.all = {.min = INFINITY, .max = -INFINITY},
                            .nodata = grid->has_nodata ? grid->nodata : NAN};
}

/* Whole chunks, a group at a time: their moments by all threads, put together in their order. */
static void add_chunks(cm__grid_tally *tally, const float *values, size_t chunks)
{
    for (size_t first = 0; first < chunks; first += GROUP * GROUP) {
        const size_t left = chunks - first;
        const size_t count = left < GROUP * GROUP ? left : GROUP * GROUP;
        cm__grid_moments found[GROUP * GROUP];
#pragma omp parallel for schedule(static) if (count > GROUP)
        for (size_t i = 0; i < count; i++)
            found[i] = take_chunk(values + (first + i) * CHUNK, tally->nodata);
        for (size_t i = 0; i < count; i++)
            add_chunk(&tally->all, &found[i]);
    }
}

void cm__grid_tally_add(cm__grid_tally *tally, const float *values, size_t count)
{
    if (tally->rest_count > 0) {
        const size_t room = CHUNK - tally->rest_count, taken = count < room ? count : room;
        memcpy(tally->rest + tally->rest_count, values, taken * sizeof *values);
        tally->rest_count += taken;
        values += taken;
        count -= taken;
        if (tally->rest_count < CHUNK)
            return;
        add_chunks(tally, tally->rest, 1);
        tally->rest_count = 0;
    }
    add_chunks(tally, values, count / CHUNK);
    values += count / CHUNK * CHUNK;
    tally->rest_count = count % CHUNK;
    memcpy(tally->rest, values, tally->rest_count * sizeof *values);
}

cm_grid_statistics cm__grid_tally_get(const cm__grid_tally *tally)
{
    cm__grid_moments all = tally->all, last;
    float rest[CHUNK];

    memcpy(rest, tally->rest, tally->rest_count * sizeof *rest);
    for (size_t i = tally->rest_count; i < CHUNK; i++)
        rest[i] = NAN; /* which does not count */
    last = take_chunk(rest, tally->nodata);
    add_chunk(&all, &last);
    if (all.count == 0)
        return (cm_grid_statistics){0};
    const double sum = isfinite(all.lost) ? all.sum + all.lost : all.sum;
    return (cm_grid_statistics){.min = all.min,
                                .max = all.max,
                                .mean = sum / all.count,
                                .sd = sqrt(all.squares / all.count),
                                .sum = sum,
                                .count = (size_t)all.count};
}

cm_grid_statistics cm_grid_get_statistics(const cm_grid *grid)
{
    cm__grid_tally tally;

    cm__grid_tally_begin(&tally, grid);
    cm__grid_tally_add(&tally, grid->values, grid->shape.columns * grid->shape.rows);
    return cm__grid_tally_get(&tally);
}
