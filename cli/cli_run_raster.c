/* cli_run_raster.c - grids as areas of a map: bands between levels, or the cells of each code. */
#include "cli/cli_run.h"
#include <clustermap/cells.h>
#include <clustermap/classify.h>
#include <clustermap/contour.h>
#include <clustermap/reader.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* Codes lie below this, and as many classes as a map can tell apart are made of a grid, if it is
 * not said how many. */
enum { CODE_END = 65536, CLASSES_TOLD = 5 };

static size_t cell_count(const cm_grid *grid)
{
    return grid->shape.columns * grid->shape.rows;
}

static bool has_value(const cm_grid *grid, size_t cell)
{
    const float value = grid->values[cell];

    return isfinite(value) && !(grid->has_nodata && value == grid->nodata);
}

/* The values that are classed: those above 0, since a map's 0 is "nothing here" and would fill
 * every class; of a grid of differences all. */
static cm_status list_values(cm_table *out, const cm_grid *grid)
{
    const bool is_signed = cm_grid_get_statistics(grid).min < 0;
    size_t count = 0;
    cm_status status = cm_table_add_column(out, NULL, "value", CM_COLUMN_REAL);

    for (size_t i = 0; i < cell_count(grid); i++)
        count += has_value(grid, i) && (is_signed || grid->values[i] > 0);
    if (!status)
        status = cm_table_add_rows(out, count);
    if (status)
        return status;
    count = 0;
    for (size_t i = 0; i < cell_count(grid); i++)
        if (has_value(grid, i) && (is_signed || grid->values[i] > 0))
            out->columns[0].reals[count++] = (double)grid->values[i];
    return CM_OK;
}

/* 0 itself is no level: the lowest band would be all that is in reach. */
static void take_levels(cli_list *levels, const cm_class_limits *limits, bool is_signed)
{
    levels->count = 0;
    for (size_t i = 0; i < limits->class_count; i++)
        if (is_signed || limits->limits[i] > 0)
            levels->values[levels->count++] = limits->limits[i];
}

cm_status run_classify_grid(cli_list *levels, const project_layer *ask, const cm_grid *grid)
{
    const cm_classify_method method = cm_classify_method_find(ask->method ? ask->method : "pretty");
    const bool is_signed = cm_grid_get_statistics(grid).min < 0;
    size_t classes = ask->classes > 0 ? (size_t)ask->classes : CLASSES_TOLD;
    cm_table values = {0};
    cm_status status = list_values(&values, grid);
    bool again = !status && values.row_count > 0;

    levels->count = 0;
    while (again && !status) {
        cm_class_limits limits;
        status = cm_classify(&limits, values.columns[0].reals, values.row_count, method, classes);
        if (!status)
            take_levels(levels, &limits, is_signed);
        if (ask->classes == 0 && levels->count == CLASSES_TOLD + 1)
            levels->count--; /* the last class then holds what lies above, too */
        again = ask->classes == 0 && levels->count > CLASSES_TOLD && --classes >= 2;
    }
    cm_table_clear(&values);
    return status;
}

static bool are_codes(const cm_grid *grid)
{
    unsigned char seen[CODE_END / 8] = {0};
    size_t count = 0;

    for (size_t i = 0; i < cell_count(grid); i++) {
        const float value = grid->values[i];
        if (!has_value(grid, i))
            continue;
        if (!(value >= 0 && value < CODE_END && value == floorf(value)))
            return false;
        const size_t code = (size_t)value;
        const unsigned bit = 1u << code % 8;
        count += (seen[code / 8] & bit) == 0;
        seen[code / 8] = (unsigned char)(seen[code / 8] | bit);
    }
    return count > 0 && count <= CM_CELLS_VALUES_MAX;
}

bool run_holds_codes(const cm_grid *grid)
{
    return !grid->unit && are_codes(grid); /* a measure has a unit */
}

static bool is_coded(const void *context, const cm_features *areas, size_t row)
{
    const project_layer *const ask = context;
    bool wants_zero = false;

    for (size_t i = 0; i < ask->category_count; i++)
        wants_zero = wants_zero || strcmp(ask->categories[i].value, "0") == 0;
    return wants_zero || areas->table.columns[0].reals[row] != 0;
}

/* ---- values that are no surface ---- */

/* Of so many cells in more than this share of which a neighbour is of another class nobody could
 * read the bands, and tracing them takes minutes: counts in a mesh, noise. */
enum { ROUGH_FROM = 2500 };
static const double rough_share = 0.35;

/* The class of a cell from 1 on; 0: it is below the first level, or has no value. */
static size_t class_of(const cm_grid *grid, size_t cell, const cli_list *levels)
{
    size_t class = 0;

    while (has_value(grid, cell) && class < levels->count &&
           (double)grid->values[cell] >= levels->values[class])
        class ++;
    return class;
}

static cm_status class_cells(cm_grid *out, const cm_grid *grid, const cli_list *levels)
{
    const cm_status status = cm_grid_init(out, &grid->shape, grid->crs);

    for (size_t i = 0; i < cell_count(grid) && !status; i++)
        out->values[i] = (float)class_of(grid, i, levels);
    out->has_nodata = true;
    out->nodata = 0;
    return status ? status : cm_grid_set_source(out, grid->source);
}

static bool is_rough(const cm_grid *classes)
{
    const size_t columns = classes->shape.columns;
    size_t differ = 0;

    if (cell_count(classes) < ROUGH_FROM)
        return false;
    for (size_t i = 1; i < cell_count(classes); i++)
        differ += (i % columns > 0 && classes->values[i] != classes->values[i - 1]) ||
                  (i >= columns && classes->values[i] != classes->values[i - columns]);
    return (double)differ > rough_share * (double)cell_count(classes);
}

/* The cells of each class, with the columns of bands. */
static cm_status join_cells(cm_features *out, const cm_grid *classes, const cli_list *levels,
                            double max)
{
    size_t from = 0, to = 0;
    cm_status status = cm_cells_areas(out, classes);

    if (!status)
        status = cm_table_add_column(&out->table, &from, "level_from", CM_COLUMN_REAL);
    if (!status)
        status = cm_table_add_column(&out->table, &to, "level_to", CM_COLUMN_REAL);
    for (size_t row = 0; row < out->table.row_count && !status; row++) {
        const size_t class = (size_t)out->table.columns[0].reals[row];
        cm_table_set_real(&out->table, row, from, levels->values[class - 1]);
        cm_table_set_real(&out->table, row, to,
                          class < levels->count ? fmin(levels->values[class], max) : max);
    }
    return status;
}

static cm_status make_areas(run_layer *layer, const cli_list *levels)
{
    const double max = cm_grid_get_statistics(&layer->grid).max;
    cm_grid classes = {.values = NULL};
    cm_status status = class_cells(&classes, &layer->grid, levels);

    if (!status)
        status = is_rough(&classes) ? join_cells(&layer->features, &classes, levels, max)
                                    : cm_contour_bands(&layer->features, &layer->grid,
                                                       levels->values, levels->count);
    cm_grid_clear(&classes);
    return status;
}

static cli_exit make_bands(run_layer *layer, const char *path)
{
    cli_list levels = layer->ask->levels;

    if (!levels.count && run_classify_grid(&levels, layer->ask, &layer->grid))
        return cli_fail();
    if (!levels.count)
        return cli_say(CLI_FAILED, "%s: no cell has a value above 0 to class", path);
    if (make_areas(layer, &levels))
        return cli_fail();
    if (layer->features.table.row_count == 0)
        return cli_say(CLI_FAILED, "%s: no cell reaches the lowest level, %g", path,
                       levels.values[0]);
    return CLI_DONE;
}

cli_exit run_shape_grid(run_layer *layer, const char *path)
{
    const project_layer *const ask = layer->ask;
    cli_exit result = CLI_DONE;

    if (!ask->category && ask->category_count == 0)
        return make_bands(layer, path);
    if (!are_codes(&layer->grid))
        return cli_say(CLI_FAILED, "%s: its values are no codes: up to %d whole numbers below %d",
                       path, CM_CELLS_VALUES_MAX, CODE_END);
    if (cm_cells_areas(&layer->features, &layer->grid))
        return cli_say(CLI_FAILED, "%s: %s", path, cm_error_text());
    if (run_keep_rows(&layer->features, is_coded, ask))
        return cli_fail();
    if (layer->features.table.row_count == 0)
        result = cli_say(CLI_FAILED, "%s: no cell has a code", path);
    return result;
}

cli_exit run_compute_raster(run_work *work, run_layer *layer)
{
    const cm_read_options options = CM_READ_OPTIONS_INIT;
    char path[PROJECT_PATH_MAX];
    const cli_exit result = project_path(path, &work->project, layer->ask->file);

    if (result)
        return result;
    if (cm_grid_read(&layer->grid, path, &options))
        return cli_fail();
    return run_shape_grid(layer, path);
}
