/* density_strips.c - a density that is handed on strip by strip, so that memory for a strip will
 * do. */
#include "layers/density_strips.h"
#include "geo/base_memory.h"

/* Strips are whole numbers of these rows, for the writer of tiles, and about so many cells: enough
 * work for many threads, and still in the last cache when they are packed. */
enum { ROWS = 256, CELLS = 1 << 22 };

/* The caller's progress, of which a strip is a part. */
typedef struct part {
    const cm_progress *whole;
    double begin, share;
} part;

static bool step_part(void *context, double share)
{
    const part *const of = context;

    return of->whole->step(of->whole->context, of->begin + share * of->share);
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t common_divisor(size_t a, size_t b)
{
    return b == 0 ? a : common_divisor(b, a % b);
}

/* A multiple of both ROWS and the rows of a tile. */
static size_t count_rows(const cm__density_job *job, size_t tile_rows)
{
    const size_t step = ROWS / common_divisor(ROWS, tile_rows) * tile_rows;
    const size_t steps = CELLS / job->columns / step;

    return least((steps > 0 ? steps : 1) * step, job->rows);
}

cm_status cm__strips_run(cm__tile_result *out, const cm__density_job *job, const cm__engine *engine,
                         const cm_density_options *options)
{
    const size_t rows = count_rows(job, cm__tiles_rows(job, engine));
    part now = {.whole = &options->progress};
    cm_density_options own = *options;
    cm__density_job strip = *job;
    float *values = NULL;
    cm_status status = cm__array_grow(&values, rows * job->columns, sizeof *values);

    strip.values = values;
    if (options->progress.step)
        own.progress = (cm_progress){step_part, &now};
    for (size_t row = 0; row < job->rows && !status; row += rows) {
        strip.row_begin = row;
        strip.row_end = least(row + rows, job->rows);
        now.begin = (double)row / (double)job->rows;
        now.share = (double)(strip.row_end - row) / (double)job->rows;
        status = cm__tiles_run(out, &strip, engine, &own);
        if (!status)
            status = job->sink->take(job->sink->context, values, strip.row_end - row);
    }
    cm__array_free(&values);
    return status;
}

cm_status cm__strips_give(const cm__density_job *job)
{
    const size_t rows = count_rows(job, 1);
    cm_status status = CM_OK;

    for (size_t row = 0; row < job->rows && !status; row += rows)
        status = job->sink->take(job->sink->context, cm__job_row(job, row),
                                 least(rows, job->rows - row));
    return status;
}
