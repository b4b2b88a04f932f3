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
#include "layers/density_peak.h"
#include "layers/density_reach.h"
#include "layers/density_splat.h"
#include "layers/density_transform.h"
#include "layers/density_watch.h"
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
enum { ALIGNMENT = 64, MARGIN = 8 };

typedef struct fast {
    const cm__density_job *job;
    cm__fft_grid grid;
    cm__bins bins;
    cm__spread spread;
    cm__reach reach;
    cm__transform transform;
    cm__alias alias;
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
    const double n = (double)job->survey->count, reach2 = 2 * job->reach;
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
static size_t get_side(double low, double high, size_t cells, double reach)
{
    const double over = fmax(fmax(-low, high - ((double)cells - 1)), 0);

    return cm__fft_size(cells + (size_t)ceil(reach + over) + MARGIN);
}

/* Of merged places, or of points: which are never fewer, and their norm is no greater. */
static double get_error(const fast *f, double weight, double norm)
{
    const double chance = fmin(weight * f->alias.worst, DEVIATIONS * norm * f->alias.typical);

    /* Of the transforms, by the norm of what goes in; and of the table. */
    return chance + weight * (f->volume * 8 * ROUNDING * 64 + TABLE_ERROR);
}

static cm_status prepare(fast *f, const cm_density_options *options)
{
    const cm__density_job *const job = f->job;
    const cm_box *const box = &job->survey->box;
    const size_t columns = get_side(box->x_min, box->x_max, job->columns, job->reach);
    const size_t rows = get_side(box->y_min, box->y_max, job->rows, job->reach);
    const size_t stride = cm__fft_stride(columns), bytes = rows * stride * sizeof(double);
    const size_t size[2] = {columns, rows};
    const int threads = options->threads > 0 ? options->threads : omp_get_max_threads();
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
    if (!status)
        status = cm__bins_fill(&f->bins, size, job->points, job->frame, threads);
    if (status)
        return status;
    memory += ALIGNMENT - (uintptr_t)memory % ALIGNMENT;
    f->grid = (cm__fft_grid){(double *)(void *)memory, columns, rows, stride};
#pragma omp parallel for num_threads(threads) schedule(static)
    for (size_t i = 0; i < rows; i++) {
        memset(f->grid.values + i * stride, 0, stride * sizeof(double));
        f->spline[i] = 1 / cm__spline_transform(((double)i - (i > rows / 2 ? (double)rows : 0)) /
                                                (double)rows);
    }
    return CM_OK;
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

/* Where the transform is not sure, only a place within reach makes more than 0. */
static void store_row(fast *f, size_t row)
{
    const cm__density_job *const job = f->job;
    const double *const sums = f->grid.values + row * f->grid.stride;
    float *const values = cm__job_row(job, row);
    double sum = 0;
    float highest = 0;

    for (size_t j = 0; j < job->columns; j++) {
        const bool is_sure = sums[j] > f->error;
        const bool is_zero =
            !(sums[j] > 0) || (!is_sure && !cm__reach_finds(&f->reach, (double)j, (double)row));
        values[j] = is_zero ? 0 : (float)(sums[j] * job->factor);
        sum += values[j];
        highest = values[j] > highest ? values[j] : highest;
    }
    f->sums[row] = sum;
    f->highest[row] = highest;
}

static cm_status store(cm__tile_result *out, fast *f, const cm_density_options *options)
{
    const cm__density_job *const job = f->job;
    const int threads = options->threads > 0 ? options->threads : omp_get_max_threads();
    cm__watch watch = {.progress = &options->progress, .done = 1, .all = 1};
    const cm_status status = cm__reach_init(&f->reach, &f->bins, job->frame, job->reach);

    if (status)
        return status;
#pragma omp parallel for num_threads(threads) schedule(dynamic, 16)
    for (size_t row = 0; row < job->rows; row++)
        if (cm__watch_go_on(&watch))
            store_row(f, row);
    if (watch.stopped)
        return cm__fail(CM_ERR_STOPPED, "the density was stopped");
    *out = (cm__tile_result){0};
    for (size_t row = 0; row < job->rows; row++) {
        out->sum += f->sums[row];
        out->max = fmax(out->max, f->highest[row]);
    }
    out->error = f->error * job->factor + f->alias.coherent * out->max;
    return CM_OK;
}

/* Whether the bound will be good enough, by a value that is sure to be reached. */
static cm_status judge(cm__fast_result *out, const fast *f, double bound_max)
{
    double least = 0;
    cm_status status = CM_OK;

    if (bound_max < INFINITY)
        status = cm__peak_find(&least, &f->grid, f->job);
    out->is_refused =
        !(f->error + f->alias.coherent * least <= bound_max * least) && bound_max < INFINITY;
    return status;
}

static cm_status transform(cm__fast_result *out, fast *f, double bound_max,
                           const cm_density_options *options)
{
    const cm__density_job *const job = f->job;
    const cm__fft_filter filter = {fill_factors, f};
    cm_status status = prepare(f, options);

    if (!status)
        status = cm__splat(&f->spread, &f->grid, &f->bins, job->survey, job->frame, options);
    if (status)
        return status;
    /* What the cells are off is spread by the kernel, and sharpened a little by the spline. */
    f->error = get_error(f, f->spread.weight, f->spread.norm) + 2 * f->spread.rounding;
    status = judge(out, f, bound_max);
    if (status || out->is_refused)
        return status;
    status = cm__fft_convolve(&f->grid, &filter, options);
    if (!status)
        status = store(&out->cells, f, options);
    out->places = f->spread.distinct;
    return status;
}

cm_status cm__fast_run(cm__fast_result *out, const cm__density_job *job, double bound_max,
                       const cm_density_options *options)
{
    const double weight = job->survey->weight_sum;
    fast f = {.job = job, .volume = job->bandwidth * job->bandwidth / cm__kernel_peak(job->kernel)};
    cm__fast_result result = {.is_refused = true};
    cm_status status = CM_OK;

    f.alias = cm__transform_alias(job->kernel, job->bandwidth);
    /* No value can be over the sum of all weights, and no norm under that of equal ones. */
    const double norm = weight / sqrt((double)job->points->count + 1);
    if (!(bound_max < INFINITY) || get_error(&f, weight, norm) <= bound_max * weight)
        status = transform(&result, &f, bound_max, options);
    if (!status)
        *out = result;
    cm__reach_clear(&f.reach);
    cm__bins_clear(&f.bins);
    cm__transform_clear(&f.transform);
    cm__array_free(&f.highest);
    cm__array_free(&f.sums);
    cm__array_free(&f.spline);
    cm__array_free(&f.memory);
    return status;
}
