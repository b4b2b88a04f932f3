/* cli_distance_strips.c - a grid of distances that is larger than memory goes out in strips. */
#include "cli/cli_distance.h"
#include <math.h>

/* More cells than this, 512 MB of them, go in strips of about a quarter: the features are indexed
 * anew for each, which is little beside so many cells. */
static const double cells_at_once = 134217728, cells_of_strip = 33554432;

bool distance_in_strips(const distance_request *request, const cm_grid_shape *shape)
{
    return !request->allocate && (double)shape->columns * (double)shape->rows > cells_at_once;
}

/* The strip's shape: rows from `first` on, in whole numbers of the writer's. */
static cm_grid_shape strip_of(const cm_grid_shape *whole, size_t first)
{
    const size_t steps = (size_t)(cells_of_strip / (double)whole->columns / CM_GRID_WRITER_ROWS);
    const size_t rows = (steps > 0 ? steps : 1) * CM_GRID_WRITER_ROWS;
    cm_grid_shape strip = *whole;

    strip.y_max = whole->y_max - (double)first * whole->cell_m;
    strip.rows = whole->rows - first < rows ? whole->rows - first : rows;
    return strip;
}

/* Adds a strip's statistics to those of the strips before it. */
static void gather(cm_grid_statistics *all, const cm_grid_statistics *strip)
{
    const double before = (double)all->count, more = (double)strip->count;

    if (strip->count == 0)
        return;
    all->min = all->count ? fmin(all->min, strip->min) : strip->min;
    all->max = all->count ? fmax(all->max, strip->max) : strip->max;
    all->mean = (before * all->mean + more * strip->mean) / (before + more);
    all->count += strip->count;
}

/* The whole grid is described as its first strip is. */
static cm_status describe(cm_grid *grid, const cm_grid *strip, const cm_features *features)
{
    cm_status status = cm_grid_set_title(grid, strip->title);

    if (!status)
        status = cm_grid_set_unit(grid, strip->unit);
    for (size_t i = 0; i < strip->tag_count && !status; i++)
        status = cm_grid_set_tag(grid, strip->tags[i].key, strip->tags[i].value);
    grid->nodata = strip->nodata;
    grid->has_nodata = strip->has_nodata;
    return status ? status : cm_grid_set_source(grid, features->source);
}

static cm_status write_strip(cm_grid_writer **writer, distance_work *work,
                             const distance_request *request, const cm_grid *strip,
                             const cm_export_options *writing)
{
    const cm_grid_statistics found = cm_grid_get_statistics(strip);
    cm_status status = CM_OK;

    if (!*writer) {
        status = describe(&work->grid, strip, &work->input.features);
        if (!status)
            status = cm_grid_writer_open(writer, &work->grid, request->common.output, writing);
    }
    gather(&work->found, &found);
    return status ? status : cm_grid_writer_add(*writer, strip->values, strip->shape.rows);
}

cli_exit distance_write_strips(distance_work *work, const distance_request *request,
                               const cm_distance_options *options, const cm_export_options *writing)
{
    cm_grid_writer *writer = NULL;
    cm_status status = CM_OK;

    for (size_t row = 0; row < work->grid.shape.rows && !status;) {
        const cm_grid_shape shape = strip_of(&work->grid.shape, row);
        cm_grid strip = {0};
        status = cm_grid_init(&strip, &shape, work->grid.crs);
        if (!status)
            status = cm_distance_grid(&strip, NULL, &work->input.features, options, &work->report);
        if (!status)
            status = write_strip(&writer, work, request, &strip, writing);
        cm_grid_clear(&strip);
        row += shape.rows;
    }
    if (!status)
        status = cm_grid_writer_close(writer, &work->grid);
    cm_grid_writer_destroy(writer);
    return status ? cli_fail() : CLI_DONE;
}
