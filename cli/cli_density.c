/* cli_density.c - clustermap density POINTS -o OUT.tif, or --at POINTS3 -o OUT.csv. */
#include <clustermap/density.h>

#include "cli/cli.h"
#include <clustermap/crs.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define NO_RANGE 0, 0, NULL

typedef struct density_request {
    cli_common common;
    const char *kernel, *bandwidth, *bandwidth_is, *per, *engine, *like, *at;
    double cell_m;
    cli_list extent;
} density_request;

static const char *const kernels[] = {
    "uniform", "triangular", "epanechnikov", "quartic", "triweight", "gaussian", NULL};
static const char *const bandwidth_kinds[] = {"radius", "sd", NULL};
static const char *const areas[] = {"km2", "unit", NULL};
static const char *const engines[] = {"auto", "exact", "fast", NULL};

const cli_option cli_density_options[] = {
    {"kernel", 0, CLI_CHOICE, offsetof(density_request, kernel), "K",
     "uniform triangular epanechnikov quartic triweight gaussian; default quartic", 0, 0, kernels},
    {"bandwidth", 0, CLI_TEXT, offsetof(density_request, bandwidth), "B",
     "a length, or scott, silverman, lscv, likelihood; default scott", NO_RANGE},
    {"bandwidth-is", 0, CLI_CHOICE, offsetof(density_request, bandwidth_is), "WHAT",
     "radius or sd; default radius, sd for gaussian", 0, 0, bandwidth_kinds},
    {"cell", 0, CLI_LENGTH, offsetof(density_request, cell_m), "LENGTH",
     "side of a cell; default 50m", 1e-6, 1e7, NULL},
    {"extent", 0, CLI_TUPLE, offsetof(density_request, extent), "XMIN,YMIN,XMAX,YMAX",
     "of the grid, in the plane", 4, 4, NULL},
    {"like", 0, CLI_TEXT, offsetof(density_request, like), "GRID.tif",
     "the grid's shape and CRS are those of this file", NO_RANGE},
    {"per", 0, CLI_CHOICE, offsetof(density_request, per), "AREA",
     "km2, or unit for square plane units; default km2", 0, 0, areas},
    {"engine", 0, CLI_CHOICE, offsetof(density_request, engine), "NAME", "auto, exact, or fast", 0,
     0, engines},
    {"at", 0, CLI_TEXT, offsetof(density_request, at), "POINTS",
     "density at these points instead; their rows with a column density", NO_RANGE},
    {0},
};

typedef struct density_work {
    cli_input input, at;
    cm_crs *plane;
    cm_points points;
    cm_grid grid, like;
    cm_density_options options;
    cm_density_report report;
    const char *rule; /* "given" or the rule's name */
    double seconds;
} density_work;

static double now_s(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static cli_exit set_options(density_work *work, const density_request *request)
{
    cli_bandwidth ask = {request->bandwidth, request->bandwidth_is, CM_KERNEL_QUARTIC};

    work->options = (cm_density_options)CM_DENSITY_OPTIONS_INIT;
    if (request->kernel)
        work->options.kernel = cm_kernel_find(request->kernel);
    ask.kernel = work->options.kernel;
    if (request->per && strcmp(request->per, "unit") == 0)
        work->options.per_area_m2 = 1;
    if (request->engine)
        work->options.engine = cm_density_engine_find(request->engine);
    work->options.threads = (int)request->common.threads;
    work->options.progress = cli_progress(&request->common);
    return cli_bandwidth_find(&work->options.bandwidth_m, &work->rule, &work->points, &ask);
}

static cli_exit set_grid(density_work *work, const density_request *request)
{
    const double *const e = request->extent.values;
    const cm_box extent = {e[0], e[1], e[2], e[3]},
                 reached = cli_reached_box(&work->points, work->options.kernel,
                                           work->options.bandwidth_m);
    cm_grid_shape shape = work->like.shape;
    cm_status status = CM_OK;

    if (request->extent.count && !(e[0] < e[2] && e[1] < e[3]))
        return cli_say(CLI_USAGE, "--extent: the minimum is not below the maximum");
    if (request->extent.count)
        status = cm_grid_shape_exact(&shape, &extent, request->cell_m);
    else if (!request->like)
        status = cm_grid_shape_cover(&shape, &reached, request->cell_m);
    if (!status)
        status = cm_grid_init(&work->grid, &shape,
                              work->plane ? cm_crs_get_definition(work->plane) : NULL);
    return status ? cli_fail() : CLI_DONE;
}

static cli_exit read_template(density_work *work, density_request *request)
{
    const cm_read_options options = cli_read_options(&request->common);

    if (!request->like)
        return CLI_DONE;
    if (cm_grid_read(&work->like, request->like, &options))
        return cli_fail();
    if (!request->common.crs)
        request->common.crs = work->like.crs ? work->like.crs : "none";
    return CLI_DONE;
}

static cli_exit read_all(density_work *work, density_request *request, const char *path)
{
    const cm_features *const layers[] = {&work->input.features, &work->at.features};
    cli_common at_common;
    cli_exit result = read_template(work, request);

    if (result)
        return result;
    result = cli_input_read(&work->input, &request->common, path);
    at_common = request->common;
    at_common.where = NULL; /* it filters the points that are counted */
    if (!result && request->at)
        result = cli_input_read(&work->at, &at_common, request->at);
    if (!result)
        result = cli_plane_open(&work->plane, &request->common, layers, request->at ? 2 : 1);
    if (!result)
        result = cli_points_read(&work->points, &request->common, &work->input.features,
                                 work->plane, true);
    return result;
}

static cli_exit write_grid(density_work *work, const density_request *request)
{
    const cm_export_options options = cli_export_options(&request->common);

    if (cm_grid_set_source(&work->grid, work->input.features.source) ||
        cm_grid_set_tag(&work->grid, "bandwidth_rule", work->rule) ||
        cm_grid_write(&work->grid, request->common.output, &options))
        return cli_fail();
    return CLI_DONE;
}

static cli_exit compute_grid(density_work *work, const density_request *request)
{
    cli_exit result = set_grid(work, request);
    const double start_s = now_s();

    if (!result && cm_density_grid(&work->grid, &work->points, &work->options, &work->report))
        result = cli_fail();
    work->seconds = now_s() - start_s;
    if (!result)
        result = write_grid(work, request);
    return result;
}

/* Writes the density of each of the places into a new column of their rows. */
static cm_status add_densities(density_work *work, const cm_points *places)
{
    cm_table *const table = &work->at.features.table;
    cm_table values = {0};
    size_t column;
    cm_status status = cm_table_add_column(&values, NULL, "density", CM_COLUMN_REAL);

    if (!status)
        status = cm_table_add_rows(&values, places->count ? places->count : 1);
    if (!status)
        status = cm_density_at(values.columns[0].reals, places, &work->points, &work->options);
    if (!status)
        status = cm_table_add_column(table, &column, "density", CM_COLUMN_REAL);
    for (size_t i = 0; i < places->count && !status; i++)
        cm_table_set_real(table, places->row[i], column, values.columns[0].reals[i]);
    cm_table_clear(&values);
    return status;
}

static cli_exit compute_at(density_work *work, const density_request *request)
{
    cm_points places = {0};
    const cm_export_options options = cli_export_options(&request->common);
    cli_exit result =
        cli_points_read(&places, &request->common, &work->at.features, work->plane, false);
    const double start_s = now_s();

    if (!result && add_densities(work, &places))
        result = cli_fail();
    work->seconds = now_s() - start_s;
    work->report.points = work->points.count;
    work->report.engine = "exact";
    work->report.reason = "places are always summed";
    if (!result &&
        cm_table_write(&work->at.features.table, request->common.output,
                       cli_output_format(&request->common, request->common.output), &options))
        result = cli_fail();
    cm_points_clear(&places);
    return result;
}

static void print_report(const density_work *work, const density_request *request)
{
    const cm_density_report *const report = &work->report;

    cli_json_begin();
    cli_json_text("kernel", cm_kernel_name(work->options.kernel));
    cli_json_number("bandwidth_m", work->options.bandwidth_m);
    cli_json_text("bandwidth_rule", work->rule);
    cli_json_count("points", report->points);
    if (!request->at) {
        cli_json_count("places", report->places);
        cli_json_number("weight", report->weight);
    }
    cli_json_text("engine", report->engine);
    cli_json_text("engine_reason", report->reason);
    if (!request->at) {
        cli_json_number("error_bound", report->error_bound);
        cli_json_number("max", report->max);
        cli_json_number("integral", report->integral);
        cli_json_number("cell_m", work->grid.shape.cell_m);
        cli_json_count("columns", work->grid.shape.columns);
        cli_json_count("rows", work->grid.shape.rows);
    }
    cli_json_text("crs", cli_crs_text(work->plane));
    cli_json_number("seconds", work->seconds);
    cli_json_end();
}

static void say_report(const density_work *work, const density_request *request)
{
    if (request->common.quiet || request->at)
        return;
    cli_say(CLI_DONE, "%s: %zu points at %zu places, %s, bandwidth %.6g m (%s), max %.6g per %s",
            request->common.output, work->report.points, work->report.places,
            cm_kernel_name(work->options.kernel), work->options.bandwidth_m, work->rule,
            work->report.max, work->options.per_area_m2 > 1 ? "km2" : "square unit");
}

/* --at gives a table, a grid gives a raster. */
static cli_exit check_request(const density_request *request)
{
    const bool is_tif =
        cli_output_format(&request->common, request->common.output) == CM_FORMAT_TIF;

    if (request->at && is_tif)
        return cli_say(CLI_USAGE, "%.300s: --at writes csv or tsv", request->common.output);
    if (!request->at && !is_tif)
        return cli_say(CLI_USAGE, "%.300s: a grid is written as .tif; csv is for --at",
                       request->common.output);
    if (request->like && request->extent.count)
        return cli_say(CLI_USAGE, "--like and --extent exclude each other");
    if (!cli_bandwidth_is_good(request->bandwidth))
        return cli_say(CLI_USAGE, "--bandwidth: '%.100s' is neither " CLI_BANDWIDTH_WORDS,
                       request->bandwidth);
    return CLI_DONE;
}

static void clear(density_work *work)
{
    cm_grid_clear(&work->grid);
    cm_grid_clear(&work->like);
    cm_points_clear(&work->points);
    cm_crs_destroy(work->plane);
    cli_input_clear(&work->at);
    cli_input_clear(&work->input);
}

cli_exit cli_density(const cli_verb *verb, int argc, char **argv)
{
    density_request request = {.cell_m = 50};
    density_work work = {.plane = NULL};
    cli_exit result = cli_options_read(&request, &argc, argv, verb);

    if (!result)
        result = check_request(&request);
    if (result)
        return result;
    result = read_all(&work, &request, argv[0]);
    if (!result && work.points.count == 0)
        result = cli_say(CLI_FAILED, "%s: no point has a place", argv[0]);
    if (!result)
        result = set_options(&work, &request);
    if (!result)
        result = request.at ? compute_at(&work, &request) : compute_grid(&work, &request);
    if (!result && request.common.json)
        print_report(&work, &request);
    if (!result)
        say_report(&work, &request);
    if (!result)
        result = cli_rejected(&request.common, &work.input.rejects);
    clear(&work);
    return result;
}
