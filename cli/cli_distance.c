/* cli_distance.c - clustermap distance FEATURES -o OUT.tif --cell 50m [--allocate OUT2.tif]. */
#include <clustermap/distance.h>

#include "cli/cli_distance.h"
#include <clustermap/crs.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define NO_RANGE 0, 0, NULL

static const char *const compressions[] = {"zstd", "deflate", NULL};

const cli_option cli_distance_options[] = {
    {"cell", 0, CLI_LENGTH, offsetof(distance_request, cell_m), "LENGTH",
     "side of a cell; needed without --like", 1e-6, 1e7, NULL},
    {"extent", 0, CLI_TUPLE, offsetof(distance_request, extent), "XMIN,YMIN,XMAX,YMAX",
     "of the grid, in the plane; default the features' box and a tenth of its longer side round it",
     4, 4, NULL},
    {"like", 0, CLI_TEXT, offsetof(distance_request, like), "GRID.tif",
     "the grid's shape and CRS are those of this file", NO_RANGE, .kind = CLI_KIND_GRID},
    {"max", 0, CLI_LENGTH, offsetof(distance_request, max_m), "LENGTH",
     "cells farther than this from all features are nodata", 1e-6, 1e9, NULL},
    {"allocate", 0, CLI_TEXT, offsetof(distance_request, allocate), "OUT2.tif",
     "which feature is nearest: column id where all of it is whole numbers, else the row from 1; "
     "of "
     "equally near ones the first",
     NO_RANGE, .kind = CLI_KIND_GRID, .is_written = true},
    {"compress", 0, CLI_CHOICE, offsetof(distance_request, compress), "HOW",
     "zstd, or deflate for older programs", 0, 0, compressions, .preset = "zstd"},
    {"qml", 0, CLI_FLAG, offsetof(distance_request, qml), "",
     "also OUT.qml, by which QGIS shows it in classes of round numbers", NO_RANGE},
    {0},
};

static cli_exit check_shape(const distance_request *request)
{
    const double *const e = request->extent.values;

    if (!request->cell_m && !request->like)
        return cli_say(CLI_USAGE, "distance: no cell; name its side with --cell 50m");
    if (request->like && (request->extent.count || request->cell_m))
        return cli_say(CLI_USAGE, "--like and --%s exclude each other",
                       request->cell_m ? "cell" : "extent");
    if (request->extent.count && !(e[0] < e[2] && e[1] < e[3]))
        return cli_say(CLI_USAGE, "--extent: the minimum is not below the maximum");
    return CLI_DONE;
}

static cli_exit check_request(const distance_request *request)
{
    const char *const output = request->common.output, *const second = request->allocate;
    char path[4096];

    if (second && cm_format_of_path(second) != CM_FORMAT_TIF)
        return cli_say(CLI_USAGE, "--allocate: %.300s: a grid is written as .tif", second);
    if (second && cli_is_same_file(second, output))
        return cli_say(CLI_USAGE, "%.300s: is named for two grids", output);
    const cli_exit result = check_shape(request);
    return result || !request->qml ? result : cli_qml_check(path, sizeof path, &request->common);
}

static cli_exit read_all(distance_work *work, distance_request *request, const char *path)
{
    const cm_features *const layers[] = {&work->input.features};
    cli_exit result = cli_template_read(&work->like, &request->common, request->like);

    if (!result)
        result = cli_input_read(&work->input, &request->common, path);
    if (result)
        return result;
    if (!(cm_features_get_bounds(&work->input.features).x_min < INFINITY))
        return cli_say(CLI_FAILED, "%s: no feature has a place", path);
    cli_say_unplaced(&request->common, path, &work->input.features, "they are left out");
    result = cli_plane_open(&work->plane, &request->common, layers, 1);
    if (!result && work->plane && cm_features_transform(&work->input.features, work->plane))
        result = cli_fail();
    return result;
}

/* Whether plane coordinates are Japan's longitudes and latitudes, and cells are over a degree. */
static bool are_degrees(const distance_work *work, const distance_request *request)
{
    const cm_box box = cm_features_get_bounds(&work->input.features);

    return !work->plane && !request->like && request->cell_m > 1 && box.x_min >= 122 &&
           box.x_max <= 154 && box.y_min >= 20 && box.y_max <= 46;
}

/* What lies round the features is of interest too, and a lone point has no box. */
static cm_box box_of(const distance_work *work, const distance_request *request)
{
    cm_box box = cm_features_get_bounds(&work->input.features);
    const double longer = fmax(box.x_max - box.x_min, box.y_max - box.y_min);
    const double margin = longer > 0 ? 0.1 * longer : 10 * request->cell_m;

    box.x_min -= margin;
    box.y_min -= margin;
    box.x_max += margin;
    box.y_max += margin;
    return box;
}

static cli_exit set_grid(distance_work *work, const distance_request *request, const char *path)
{
    const double *const e = request->extent.values;
    const cm_box extent = {e[0], e[1], e[2], e[3]}, around = box_of(work, request);
    cm_grid_shape shape = work->like.shape;
    cm_status status = CM_OK;

    if (are_degrees(work, request))
        return cli_say(CLI_FAILED,
                       "%s: %g,%g looks like degrees, and metres are needed; name the columns with "
                       "--lon and --lat, or leave out --crs none",
                       path, work->input.features.x[0], work->input.features.y[0]);
    if (request->extent.count)
        status = cm_grid_shape_exact(&shape, &extent, request->cell_m);
    else if (!request->like)
        status = cm_grid_shape_cover(&shape, &around, request->cell_m);
    if (!status)
        status = (distance_in_strips(request, &shape) ? cm_grid_init_bare : cm_grid_init)(
            &work->grid, &shape, work->plane ? cm_crs_get_definition(work->plane) : NULL);
    return status ? cli_fail() : CLI_DONE;
}

static double now_s(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static cm_export_options get_writing(const distance_request *request)
{
    cm_export_options options = cli_export_options(&request->common);

    options.tif_deflate = request->compress && strcmp(request->compress, "deflate") == 0;
    return options;
}

/* Measures the grid, and writes it where it goes out in strips. */
static cli_exit measure(distance_work *work, const distance_request *request)
{
    cm_distance_options options = CM_DISTANCE_OPTIONS_INIT;
    const cm_export_options writing = get_writing(request);
    const double start_s = now_s();
    cli_exit result = CLI_DONE;

    options.max_m = request->max_m;
    options.threads = (int)request->common.threads;
    options.progress = cli_progress(&request->common);
    if (!work->grid.values)
        result = distance_write_strips(work, request, &options, &writing);
    else if (cm_distance_grid(&work->grid, request->allocate ? &work->allocation : NULL,
                              &work->input.features, &options, &work->report) ||
             cm_grid_set_source(&work->grid, work->input.features.source))
        result = cli_fail();
    else
        work->found = cm_grid_get_statistics(&work->grid);
    work->seconds = now_s() - start_s;
    return result;
}

/* A row's id, if it is a whole number that a cell can hold. */
static bool read_id(int64_t *out, const cm_table *table, size_t row, size_t column)
{
    char buffer[CM_CELL_MAX];
    const char *const text = cm_table_format(table, row, column, buffer);
    char *end;

    errno = 0;
    const long long id = strtoll(text, &end, 10);
    if (errno || end == text || *end != '\0' || id <= INT32_MIN || id > INT32_MAX)
        return false;
    *out = id;
    return true;
}

/* The ids of all rows in one column; *found is false if there are none, or not of whole numbers. */
static cm_status read_ids(cm_table *ids, bool *found, const cm_table *table)
{
    const size_t column = cm_table_find_column(table, "id");
    cm_status status;

    *found = column != CM_ABSENT;
    if (!*found)
        return CM_OK;
    status = cm_table_add_column(ids, NULL, "id", CM_COLUMN_INTEGER);
    if (!status)
        status = cm_table_add_rows(ids, table->row_count);
    for (size_t row = 0; row < table->row_count && !status && *found; row++)
        *found = read_id(&ids->columns[0].integers[row], table, row, column);
    return status;
}

/* Puts ids in place of rows where there are such. Cells without a feature are 0, or the lowest
 * number where 0 is an id. */
static cm_status name_features(distance_work *work)
{
    int32_t *const rows = work->allocation.rows;
    cm_table ids = {.columns = NULL};
    int32_t none = 0;
    const cm_status status = read_ids(&ids, &work->by_id, &work->input.features.table);

    if (!status && work->by_id) {
        const int64_t *const id = ids.columns[0].integers;
        for (size_t row = 0; row < ids.row_count; row++)
            none = id[row] == 0 ? INT32_MIN : none;
        for (size_t i = 0; i < work->allocation.count; i++)
            rows[i] = rows[i] > 0 ? (int32_t)id[rows[i] - 1] : none;
    }
    work->grid.nodata = (float)none;
    cm_table_clear(&ids);
    return status;
}

static cli_exit write_allocation(distance_work *work, const distance_request *request,
                                 const cm_export_options *options)
{
    const float nodata = work->grid.nodata;

    if (!request->allocate)
        return CLI_DONE;
    if (name_features(work) ||
        cm_grid_set_title(&work->grid, work->by_id ? "id of the nearest feature"
                                                   : "row of the nearest feature") ||
        cm_grid_set_unit(&work->grid, NULL) ||
        cm_grid_write_integers(&work->grid, work->allocation.rows, request->allocate, options))
        return cli_fail();
    work->grid.nodata = nodata;
    return CLI_DONE;
}

static cli_exit write_all(distance_work *work, const distance_request *request)
{
    const cm_export_options options = get_writing(request);

    if (work->grid.values && cm_grid_write(&work->grid, request->common.output, &options))
        return cli_fail();
    const cli_exit result = request->qml
                                ? cli_qml_grid(&request->common, &work->grid, work->found.max, true)
                                : CLI_DONE;
    return result ? result : write_allocation(work, request, &options);
}

static void report(const distance_work *work, const distance_request *request)
{
    const cm_grid_statistics *const found = &work->found;
    const cm_grid_shape *const shape = &work->grid.shape;

    cli_json_begin();
    cli_json_count("features", work->report.features);
    cli_json_count("parts", work->report.parts);
    cli_json_number("min", found->min);
    cli_json_number("max", found->max);
    cli_json_number("mean", found->mean);
    cli_json_count("cells_beyond", shape->columns * shape->rows - found->count);
    if (request->allocate)
        cli_json_text("allocated", work->by_id ? "id" : "row");
    cli_json_number("cell_m", shape->cell_m);
    cli_json_count("columns", shape->columns);
    cli_json_count("rows", shape->rows);
    cli_json_text("crs", cli_crs_text(work->plane));
    cli_json_number("seconds", work->seconds);
    cli_json_end();
}

static void tell(const distance_work *work, const distance_request *request)
{
    if (request->common.json)
        report(work, request);
    if (!request->common.quiet)
        cli_say(CLI_DONE, "%s: %zu feature%s, up to %.6g %s away", request->common.output,
                work->report.features, work->report.features == 1 ? "" : "s", work->found.max,
                work->plane ? "m" : "units");
}

static void clear(distance_work *work)
{
    cm_allocation_clear(&work->allocation);
    cm_grid_clear(&work->like);
    cm_grid_clear(&work->grid);
    cm_crs_destroy(work->plane);
    cli_input_clear(&work->input);
}

cli_exit cli_distance(const cli_verb *verb, int argc, char **argv)
{
    distance_request request = {.max_m = INFINITY};
    distance_work work = {.plane = NULL};
    cli_exit result = cli_options_read(&request, &argc, argv, verb);

    if (!result)
        result = check_request(&request);
    if (!result)
        result = request.allocate ? cli_check_target(&request.common, request.allocate) : CLI_DONE;
    if (!result)
        result = read_all(&work, &request, argv[0]);
    if (!result)
        result = set_grid(&work, &request, argv[0]);
    if (!result)
        result = measure(&work, &request);
    if (!result)
        result = write_all(&work, &request);
    if (!result)
        tell(&work, &request);
    if (!result)
        result = cli_rejected(&request.common, &work.input.rejects);
    clear(&work);
    return result;
}
