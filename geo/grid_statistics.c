/* grid_statistics.c - minimum, maximum, mean, deviation and sum of a grid's values. */
#include <clustermap/grid.h>
#include <math.h>

/* Cells are taken in chunks that stay in the cache: one pass over memory, two over a chunk. */
enum { CHUNK = 1024 };

typedef struct moments {
    double count, mean, squares; /* squares of deviations from the mean */
    double sum, lost, min, max;  /* lost: what rounding took from the sum */
} moments;

static bool counts(const cm_grid *grid, float value)
{
    return !isnan(value) && !(grid->has_nodata && value == grid->nodata);
}

/* The rounding error of an addition is itself a double (Knuth 1969, TwoSum). */
static void add_sum(moments *all, double sum)
{
    const double next = all->sum + sum, taken = next - all->sum;

    all->lost += (all->sum - (next - taken)) + (sum - taken);
    all->sum = next;
}

static moments take_chunk(const cm_grid *grid, const float *values, size_t count)
{
    moments chunk = {.min = INFINITY, .max = -INFINITY};

    for (size_t i = 0; i < count; i++) {
        if (!counts(grid, values[i]))
            continue;
        const double value = values[i];
        chunk.count++;
        add_sum(&chunk, value);
        chunk.min = value < chunk.min ? value : chunk.min;
        chunk.max = value > chunk.max ? value : chunk.max;
    }
    chunk.mean = chunk.count > 0 ? (chunk.sum + chunk.lost) / chunk.count : 0;
    for (size_t i = 0; i < count; i++) {
        const double deviation = counts(grid, values[i]) ? values[i] - chunk.mean : 0;
        chunk.squares += deviation * deviation;
    }
    return chunk;
}

/* Chan, Golub and LeVeque 1979. */
static void add_chunk(moments *all, const moments *chunk)
{
    const double count = all->count + chunk->count, delta = chunk->mean - all->mean;

    if (chunk->count == 0)
        return;
    add_sum(all, chunk->sum);
    all->lost += chunk->lost;
    all->squares += chunk->squares + delta * delta * (all->count * chunk->count / count);
    all->mean += delta * (chunk->count / count);
    all->count = count;
    all->min = chunk->min < all->min ? chunk->min : all->min;
    all->max = chunk->max > all->max ? chunk->max : all->max;
}

cm_grid_statistics cm_grid_get_statistics(const cm_grid *grid)
{
    const size_t count = grid->shape.columns * grid->shape.rows;
    moments all = {.min = INFINITY, .max = -INFINITY};

    for (size_t at = 0; at < count; at += CHUNK) {
        const size_t length = count - at < CHUNK ? count - at : CHUNK;
        const moments chunk = take_chunk(grid, grid->values + at, length);
        add_chunk(&all, &chunk);
    }
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
