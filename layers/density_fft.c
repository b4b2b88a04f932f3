/* density_fft.c - the only file that knows FFTW; without it, says that it is not there.
 *
 * Every row and every column is transformed by itself with one plan each, which FFTW makes without
 * measuring: so the threads that share them out change nothing. */
#include "layers/density_fft.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include <stdint.h>
#include <string.h>

enum { ALIGNMENT = 64, CHUNK = 8 };

size_t cm__fft_size(size_t n)
{
    static const size_t primes[] = {2, 3, 5, 7};
    size_t size = n < 2 ? 2 : n + n % 2;

    for (;; size += 2) {
        size_t rest = size;
        for (size_t i = 0; i < sizeof primes / sizeof *primes; i++)
            while (rest % primes[i] == 0)
                rest /= primes[i];
        if (rest == 1)
            return size;
    }
}

size_t cm__fft_stride(size_t columns)
{
    return (columns + 2 + 7) / 8 * 8;
}

#ifdef CM_WITH_FFTW
#include <fftw3.h>
#include <omp.h>

typedef struct plans {
    fftw_plan row, row_back, column, column_back;
} plans;

typedef struct work {
    const cm__fft_grid *grid;
    const cm__fft_filter *filter;
    const cm_progress *progress;
    plans plans;
    size_t done, all; /* for progress */
    bool stopped;
} work;

bool cm__fft_exists(void)
{
    return true;
}

/* FFTW's planner has a state of its own, shared by all threads of the program. */
static bool make_plans(plans *out, const cm__fft_grid *grid, double *scratch)
{
    const int columns = (int)grid->columns, rows = (int)grid->rows;
    fftw_complex *const row = (fftw_complex *)grid->values, *const column = (fftw_complex *)scratch;
    const unsigned flags = FFTW_ESTIMATE;

#pragma omp critical(cm_fftw)
    {
        out->row = fftw_plan_dft_r2c_1d(columns, grid->values, row, flags);
        out->row_back = fftw_plan_dft_c2r_1d(columns, row, grid->values, flags);
        out->column = fftw_plan_dft_1d(rows, column, column, FFTW_FORWARD, flags);
        out->column_back = fftw_plan_dft_1d(rows, column, column, FFTW_BACKWARD, flags);
    }
    return out->row && out->row_back && out->column && out->column_back;
}

static void clear_plans(plans *of)
{
    const fftw_plan all[] = {of->row, of->row_back, of->column, of->column_back};

#pragma omp critical(cm_fftw)
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i])
            fftw_destroy_plan(all[i]);
}

/* Counts what is done; only the caller's own thread talks to the caller. */
static bool go_on(work *w)
{
    size_t done;
    bool stopped;

#pragma omp atomic capture
    done = ++w->done;
    if (omp_get_thread_num() == 0 && w->progress->step && done % 64 == 0 &&
        !w->progress->step(w->progress->context, (double)done / (double)w->all)) {
#pragma omp atomic write
        w->stopped = true;
    }
#pragma omp atomic read
    stopped = w->stopped;
    return !stopped;
}

static void transform_rows(work *w, bool back)
{
    const cm__fft_grid *const grid = w->grid;

#pragma omp for schedule(static)
    for (size_t i = 0; i < grid->rows; i++) {
        double *const row = grid->values + i * grid->stride;
        if (!go_on(w))
            continue;
        if (back)
            fftw_execute_dft_c2r(w->plans.row_back, (fftw_complex *)row, row);
        else
            fftw_execute_dft_r2c(w->plans.row, row, (fftw_complex *)row);
    }
}

/* A few columns next to each other, so that whole cache lines are used. */
static void filter_columns(work *w, double *scratch, size_t first, size_t count)
{
    const cm__fft_grid *const grid = w->grid;
    const size_t rows = grid->rows;
    double *const factors = scratch + 2 * CHUNK * rows;

    for (size_t i = 0; i < rows; i++)
        for (size_t c = 0; c < count; c++)
            memcpy(scratch + 2 * (c * rows + i), grid->values + i * grid->stride + 2 * (first + c),
                   2 * sizeof *scratch);
    for (size_t c = 0; c < count; c++) {
        double *const column = scratch + 2 * c * rows;
        fftw_execute_dft(w->plans.column, (fftw_complex *)column, (fftw_complex *)column);
        w->filter->fill(factors, first + c, w->filter->context);
        for (size_t i = 0; i < rows; i++) {
            column[2 * i] *= factors[i];
            column[2 * i + 1] *= factors[i];
        }
        fftw_execute_dft(w->plans.column_back, (fftw_complex *)column, (fftw_complex *)column);
    }
    for (size_t i = 0; i < rows; i++)
        for (size_t c = 0; c < count; c++)
            memcpy(grid->values + i * grid->stride + 2 * (first + c), scratch + 2 * (c * rows + i),
                   2 * sizeof *scratch);
}

static void convolve(work *w, double *memory, size_t room)
{
    double *const scratch = memory + (size_t)omp_get_thread_num() * room;
    const size_t columns = w->grid->columns / 2 + 1;

    transform_rows(w, false);
#pragma omp for schedule(static)
    for (size_t chunk = 0; chunk < (columns + CHUNK - 1) / CHUNK; chunk++) {
        const size_t first = chunk * CHUNK, rest = columns - first;
        if (go_on(w))
            filter_columns(w, scratch, first, rest < CHUNK ? rest : CHUNK);
    }
    transform_rows(w, true);
}

cm_status cm__fft_convolve(const cm__fft_grid *grid, const cm__fft_filter *filter,
                           const cm_density_options *options)
{
    const int threads = options->threads > 0 ? options->threads : omp_get_max_threads();
    /* Rows are even, and 4 of 16 bytes fill a cache line: columns keep one alignment. */
    const size_t room = ((2 * CHUNK + 1) * grid->rows + 7) / 8 * 8;
    work w = {.grid = grid, .filter = filter, .progress = &options->progress};
    unsigned char *memory = NULL;
    cm_status status = cm__array_grow(&memory, (size_t)threads * room + ALIGNMENT, sizeof(double));

    if (status)
        return status;
    double *const scratch =
        (double *)(void *)(memory + (ALIGNMENT - (uintptr_t)memory % ALIGNMENT));
    w.all = 2 * grid->rows + (grid->columns / 2 + CHUNK) / CHUNK;
    if (!make_plans(&w.plans, grid, scratch)) {
        status = cm__fail(CM_ERR_NOMEM, "no memory to plan a Fourier transform");
        goto done;
    }
#pragma omp parallel num_threads(threads)
    convolve(&w, scratch, room);
    if (w.stopped)
        status = cm__fail(CM_ERR_STOPPED, "the density was stopped");
done:
    clear_plans(&w.plans);
    cm__array_free(&memory);
    return status;
}

#else

bool cm__fft_exists(void)
{
    return false;
}

cm_status cm__fft_convolve(const cm__fft_grid *grid, const cm__fft_filter *filter,
                           const cm_density_options *options)
{
    (void)grid;
    (void)filter;
    (void)options;
    return cm__fail(CM_ERR_DOMAIN, "this build has no fast engine: it was made without FFTW");
}

#endif
