/* density_tiles.c - cuts a grid into tiles and lets threads work them out. */
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "layers/density_engine.h"
#include <math.h>
#include <omp.h>
#include <stdint.h>
#include <string.h>

enum { ALIGNMENT = 64, THREADS_MAX = 256 };

typedef struct crew {
    const cm__density_job *job;
    const cm__engine *engine;
    size_t tile_columns, tile_rows, across, count; /* across: tiles side by side */
    size_t row_end;
    size_t threads, next;
    cm__watch watch;
    unsigned char *scratch;
    cm__tile_result *results; /* one a tile, so that their sum has one order */
} crew;

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

size_t cm__tiles_rows(const cm__density_job *job, const cm__engine *engine)
{
    return least(engine->tile_cells / least(engine->tile_columns, job->columns), job->rows);
}

static void lay_out(crew *all)
{
    const cm__density_job *const job = all->job;

    all->tile_columns = least(all->engine->tile_columns, job->columns);
    all->tile_rows = cm__tiles_rows(job, all->engine);
    all->row_end = job->row_end > 0 ? job->row_end : job->rows;
    all->across = (job->columns + all->tile_columns - 1) / all->tile_columns;
    all->count =
        all->across * ((all->row_end - job->row_begin + all->tile_rows - 1) / all->tile_rows);
}

static cm__tile get_tile(const crew *all, size_t i)
{
    const size_t row = all->job->row_begin + i / all->across * all->tile_rows;
    const size_t column = i % all->across * all->tile_columns;

    return (cm__tile){.column_begin = column,
                      .column_end = least(column + all->tile_columns, all->job->columns),
                      .row_begin = row,
                      .row_end = least(row + all->tile_rows, all->row_end)};
}

static bool take_tile(crew *all, size_t *tile)
{
#pragma omp atomic capture
    *tile = all->next++;
    return cm__watch_go_on(&all->watch) && *tile < all->count;
}

static void work(crew *all)
{
    const size_t bytes = all->engine->scratch_bytes;
    unsigned char *const scratch = all->scratch + (size_t)omp_get_thread_num() * bytes;
    size_t tile;

    memset(scratch, 0, bytes);
    while (take_tile(all, &tile)) {
        const cm__tile cells = get_tile(all, tile);
        all->results[tile] = (cm__tile_result){0};
        all->engine->run(&all->results[tile], all->job, &cells, scratch, &all->watch);
        cm__watch_count(&all->watch, 1);
    }
}

static void gather(cm__tile_result *out, const crew *all)
{
    cm__tile_result whole = all->job->row_begin > 0 ? *out : (cm__tile_result){0};

    for (size_t i = 0; i < all->count; i++) {
        whole.sum += all->results[i].sum;
        whole.max = fmax(whole.max, all->results[i].max);
        whole.error = fmax(whole.error, all->results[i].error);
    }
    *out = whole;
}

cm_status cm__tiles_run(cm__tile_result *out, const cm__density_job *job, const cm__engine *engine,
                        const cm_density_options *options)
{
    const int wanted = options->threads > 0 ? options->threads : omp_get_max_threads();
    crew all = {.job = job, .engine = engine};
    unsigned char *memory = NULL;
    cm_status status;

    lay_out(&all);
    all.watch = (cm__watch){.progress = &options->progress, .all = all.count};
    all.threads = least(least((size_t)wanted, THREADS_MAX), all.count);
    status = cm__array_grow(&all.results, all.count, sizeof *all.results);
    if (!status)
        status = cm__array_grow(&memory, all.threads * engine->scratch_bytes + ALIGNMENT, 1);
    if (status)
        goto done;
    all.scratch = memory + (ALIGNMENT - (uintptr_t)memory % ALIGNMENT);
#pragma omp parallel num_threads((int)all.threads)
    work(&all);
    if (all.watch.stopped)
        status = cm__fail(CM_ERR_STOPPED, "the density was stopped");
    else
        gather(out, &all);
done:
    cm__array_free(&memory);
    cm__array_free(&all.results);
    return status;
}
