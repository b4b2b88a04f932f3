/* density_fast.c - density by cubic splines and Fourier transforms: its cost knows no radius.
 *
 * Each place is spread over 4 x 4 cells with the weights of a cubic B-spline; the grid is
 * transformed, multiplied by the kernel's transform over the spline's, and transformed back. What
 * is wrong is what frequencies over half a cell would have added (density_transform.h). */
#include "layers/density_vector.h"

#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "layers/density_fast.h"
#include "layers/density_fft.h"
#include "layers/density_kernel.h"
#include "layers/density_transform.h"
#include <math.h>
#include <omp.h>
#include <string.h>

#define TWO_PI 6.28318530717958647693
#define ROUNDING 0x1p-53
#define DEVIATIONS 6.0
#define TABLE_ERROR 1e-9 /* of the kernel's peak */
#define SIZE_MAX_CELLS 1e6
#define CELLS_MAX 1e9
#define REACH_MIN 20.0 /* cells: less, and the exact engines are as fast and better */
enum { TAPS = 4, ALIGNMENT = 64 };

typedef struct fast {
    const cm__density_job *job;
    cm__fft_grid grid;
    cm__transform transform;
    double *spline; /* 1 / transform of the spline at each row's frequency */
    double *sums;   /* of the values of each row */
    float *highest; /* likewise */
    double volume;  /* of the kernel in cells, its peak being 1 */
    double error;   /* of a sum of weight * shape */
    void *memory;
} fast;

const char *cm__fast_obstacle(const cm__density_job *job)
{
    if (!cm__fft_exists())
        return "this build has no FFTW";
    if (!cm__transform_exists(job->kernel))
        return "the kernel has no transform to use";
    if (!((double)job->columns + 3 * job->reach < SIZE_MAX_CELLS &&
          ((double)job->columns + 3 * job->reach) * ((double)job->rows + 3 * job->reach) <
              CELLS_MAX))
        return "the grid with its margins is too large to transform";
    return NULL;
}

/* What the exact engine would have to do, in steps of the sweep. */
static double get_work(const cm__density_job *job)
{
    const double n = (double)job->places->count, reach2 = 2 * job->reach;
    const double rows = fmin(reach2, (double)job->rows);

    if (cm__kernel_order(job->kernel) >= 0)
        return n * rows;
    return n * rows * fmin(reach2, (double)job->columns) / 16; /* the direct sum: 16 cells a step */
}

/* Measured at 1024^2 and 4096^2; between and beyond in proportion to the transform's cost. */
static double get_worth(const cm__density_job *job)
{
    const double cells = (double)job->columns * (double)job->rows, cost = cells * log2(cells + 2);
    const double low = 0x1p20 * 20, high = 0x1p24 * 24;

    return fmax(3e7 + (cost - low) / (high - low) * 1.7e8, 1e7);
}

const char *cm__fast_refusal(const cm__density_job *job)
{
    const char *const obstacle = cm__fast_obstacle(job);

    if (obstacle)
        return obstacle;
    if (job->reach < REACH_MIN)
        return "the radius is under 20 cells";
    if (get_work(job) <= get_worth(job))
        return "there is little to do";
    return NULL;
}

/* Room for the reach beyond the grid, so that what goes round the edge meets no cell: on one side
 * the kernel of a place on the grid, on the other a place off the grid and its kernel. */
static size_t get_side(const double *at, size_t count, size_t cells, double reach)
{
    double low = 0, high = (double)cells - 1;

    for (size_t i = 0; i < count; i++) {
        low = fmin(low, at[i]);
        high = fmax(high, at[i]);
    }
    const double over = fmax(-low, high - ((double)cells - 1));
    return cm__fft_size(cells + (size_t)ceil(reach + over) + 2 * TAPS);
}

static void bound_error(fast *f)
{
    const cm__places *const places = f->job->places;
    const cm__alias alias = cm__transform_alias(f->job->kernel, f->job->bandwidth);
    double weight = 0, squares = 0;

    for (size_t i = 0; i < places->count; i++) {
        weight += places->weight[i];
        squares += places->weight[i] * places->weight[i];
    }
    f->error = fmin(weight * alias.worst, DEVIATIONS * sqrt(squares) * alias.typical);
    /* Of the transforms, by the norm of what goes in; and of the table. */
    f->error += weight * (f->volume * 8 * ROUNDING * 64 + TABLE_ERROR);
}

static cm_status prepare(fast *f)
{
    const cm__density_job *const job = f->job;
    const cm__places *const places = job->places;
    const size_t columns = get_side(places->x, places->count, job->columns, job->reach);
    const size_t rows = get_side(places->y, places->count, job->rows, job->reach);
    const size_t stride = cm__fft_stride(columns), bytes = rows * stride * sizeof(double);
    unsigned char *memory = NULL;
    cm_status status = cm__array_grow(&memory, bytes + ALIGNMENT, 1);

    f->memory = memory;
    if (!status)
        status = cm__array_grow(&f->spline, rows, sizeof *f->spline);
    if (!status)
        status = cm__array_grow(&f->sums, job->rows, sizeof *f->sums);
    if (!status)
        status = cm__array_grow(&f->highest, job->rows, sizeof *f->highest);
    if (!status)
        status = cm__transform_init(&f->transform, job->kernel, 0.71 * TWO_PI * job->bandwidth);
    if (status)
        return status;
    memory += ALIGNMENT - (uintptr_t)memory % ALIGNMENT;
    f->grid = (cm__fft_grid){(double *)(void *)memory, columns, rows, stride};
    memset(f->grid.values, 0, bytes);
    for (size_t i = 0; i < rows; i++)
        f->spline[i] = 1 / cm__spline_transform(((double)i - (i > rows / 2 ? (double)rows : 0)) /
                                                (double)rows);
    f->volume = job->bandwidth * job->bandwidth / cm__kernel_peak(job->kernel);
    bound_error(f);
    return CM_OK;
}

/* The weights of the cells from the one below the place to two above; returns the first, round the
 * edge where it must be. */
static size_t get_taps(double *weights, double at, size_t size)
{
    const double cell = floor(at), t = at - cell, s = 1 - t;
    const double first = cell - 1 < 0 ? cell - 1 + (double)size : cell - 1;

    weights[0] = s * s * s / 6;
    weights[1] = (4 - 6 * t * t + 3 * t * t * t) / 6;
    weights[2] = (4 - 6 * s * s + 3 * s * s * s) / 6;
    weights[3] = t * t * t / 6;
    return (size_t)first;
}

/* In the places' order, which is not that of the points. */
static void splat(const fast *f)
{
    const cm__places *const places = f->job->places;
    const cm__fft_grid *const grid = &f->grid;

    for (size_t i = 0; i < places->count; i++) {
        double across[TAPS], down[TAPS];
        const size_t column = get_taps(across, places->x[i], grid->columns);
        const size_t row = get_taps(down, places->y[i], grid->rows);
        for (size_t k = 0; k < TAPS; k++) {
            double *const line = grid->values + (row + k) % grid->rows * grid->stride;
            const double weight = places->weight[i] * down[k];
            if (column + TAPS <= grid->columns)
                for (size_t j = 0; j < TAPS; j++)
                    line[column + j] += weight * across[j];
            else
                for (size_t j = 0; j < TAPS; j++)
                    line[(column + j) % grid->columns] += weight * across[j];
        }
    }
}

static void fill_factors(double *factors, size_t column, const void *context)
{
    const fast *const f = context;
    const size_t rows = f->grid.rows;
    const double across = (double)column / (double)f->grid.columns;
    const double scale =
        f->volume / cm__spline_transform(across) / ((double)f->grid.columns * (double)rows);
    const double z = TWO_PI * f->job->bandwidth;

    for (size_t i = 0; i < rows; i++) {
        const double down = ((double)i - (i > rows / 2 ? (double)rows : 0)) / (double)rows;
        const double frequency = sqrt(across * across + down * down);
        factors[i] = scale * f->spline[i] * cm__transform_get(&f->transform, z * frequency);
    }
}

/* Whether a place is within reach of a cell, of which the transform is not sure. */
static bool is_reached(const cm__density_job *job, double x, double y)
{
    const cm__places *const places = job->places;
    const double reach = job->reach;
    const cm__span blocks = cm__places_find_blocks(places, x - reach, x + reach);
    const cm__span buckets = cm__places_find_buckets(places, y - reach, y + reach);

    for (size_t block = blocks.begin; block < blocks.end; block++) {
        const cm__span span = cm__places_get_span(places, block, buckets);
        for (size_t i = span.begin; i < span.end; i++) {
            const double dx = places->x[i] - x, dy = places->y[i] - y;
            if (dx * dx + dy * dy < reach * reach && places->weight[i] > 0)
                return true;
        }
    }
    return false;
}

static void store_row(fast *f, size_t row)
{
    const cm__density_job *const job = f->job;
    const double *const sums = f->grid.values + row * f->grid.stride;
    float *const values = job->values + row * job->columns;
    double sum = 0;
    float highest = 0;

    for (size_t j = 0; j < job->columns; j++) {
        const bool is_sure = sums[j] > f->error;
        const bool is_zero =
            !(sums[j] > 0) || (!is_sure && !is_reached(job, (double)j, (double)row));
        values[j] = is_zero ? 0 : (float)(sums[j] * job->factor);
        sum += values[j];
        highest = values[j] > highest ? values[j] : highest;
    }
    f->sums[row] = sum;
    f->highest[row] = highest;
}

static void store(cm__tile_result *out, fast *f, const cm_density_options *options)
{
    const cm__density_job *const job = f->job;
    const cm__alias alias = cm__transform_alias(job->kernel, job->bandwidth);
    const int threads = options->threads > 0 ? options->threads : omp_get_max_threads();

#pragma omp parallel for num_threads(threads) schedule(dynamic, 16)
    for (size_t row = 0; row < job->rows; row++)
        store_row(f, row);
    *out = (cm__tile_result){0};
    for (size_t row = 0; row < job->rows; row++) {
        out->sum += f->sums[row];
        out->max = fmax(out->max, f->highest[row]);
    }
    out->error = f->error * job->factor + alias.coherent * out->max;
}

cm_status cm__fast_run(cm__tile_result *out, const cm__density_job *job,
                       const cm_density_options *options)
{
    fast f = {.job = job};
    const cm__fft_filter filter = {fill_factors, &f};
    cm_status status = prepare(&f);

    if (!status) {
        splat(&f);
        status = cm__fft_convolve(&f.grid, &filter, options);
    }
    if (!status)
        store(out, &f, options);
    cm__transform_clear(&f.transform);
    cm__array_free(&f.highest);
    cm__array_free(&f.sums);
    cm__array_free(&f.spline);
    cm__array_free(&f.memory);
    return status;
}
