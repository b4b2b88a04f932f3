/* cli_density_write.c - the grid of clustermap density goes into its file, whole or in strips. */
#include "cli/cli_density.h"
#include <stdio.h>
#include <string.h>

/* A file that takes strips, and the time it takes for them. */
typedef struct strips {
    cm_grid_writer *writer;
    double seconds;
} strips;

static cm_status set_number(cm_grid *grid, const char *key, double value)
{
    char text[40];

    snprintf(text, sizeof text, "%.17g", value);
    return cm_grid_set_tag(grid, key, text);
}

/* What only the program knows of the grid. */
static cm_status describe(cm_grid *grid, const density_work *work, const density_request *request)
{
    cm_status status = cm_grid_set_source(grid, work->input.features.source);

    if (!status)
        status = cm_grid_set_tag(grid, "bandwidth_rule", work->rule);
    if (!status && request->adaptive)
        status = cm_grid_set_tag(grid, "adaptive", "abramson");
    if (!status && work->window)
        status = set_number(grid, "points_outside", (double)work->outside);
    return status;
}

/* The bar is the computing's; writing is only stopped. */
static cm_export_options get_options(const density_request *request)
{
    cm_export_options options = cli_export_options(&request->common);

    options.tif_deflate = request->compress && strcmp(request->compress, "deflate") == 0;
    options.tif_cog = request->cog;
    options.threads = (int)request->common.threads;
    options.progress = cli_progress_silent();
    return options;
}

cli_exit density_write_grid(cm_grid *grid, const density_work *work, const density_request *request,
                            const char *path)
{
    const cm_export_options options = get_options(request);
    cm_status status = describe(grid, work, request);

    if (!status)
        status = cm_grid_write(grid, path, &options);
    return status ? cli_fail() : CLI_DONE;
}

bool density_is_plain(const density_work *work, const density_request *request)
{
    return !request->relative_to && !request->by && !request->years.count && !work->window &&
           work->bandwidths.column_count == 0;
}

static cm_status take_strip(void *context, const float *rows, size_t count)
{
    strips *const all = context;
    const double start_s = density_now_s();
    const cm_status status = cm_grid_writer_add(all->writer, rows, count);

    all->seconds += density_now_s() - start_s;
    return status;
}

cli_exit density_write_strips(density_work *work, const density_request *request)
{
    const cm_export_options options = get_options(request);
    strips all = {.writer = NULL};
    const cm_density_sink sink = {take_strip, &all};
    double start_s = 0;
    cm_status status =
        cm_grid_writer_open(&all.writer, &work->grid, request->common.output, &options);

    if (!status) {
        start_s = density_now_s();
        status =
            cm_density_strips(&work->grid, &work->points, &work->options, &sink, &work->report);
        work->seconds = density_now_s() - start_s - all.seconds;
    }
    if (!status)
        status = describe(&work->grid, work, request);
    if (!status)
        status = cm_grid_writer_close(all.writer, &work->grid);
    cm_grid_writer_destroy(all.writer);
    return status ? cli_fail() : CLI_DONE;
}
