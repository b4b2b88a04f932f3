/* cli_density.c - clustermap density POINTS -o OUT.tif, or --at POINTS3 -o OUT.csv. */
#include <clustermap/density.h>

#include "cli/cli_density.h"
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define NO_RANGE 0, 0, NULL

static const char *const kernels[] = {
    "uniform", "triangular", "epanechnikov", "quartic", "triweight", "gaussian", NULL};
static const char *const bandwidth_kinds[] = {"radius", "sd", NULL};
static const char *const areas[] = {"km2", "unit", NULL};
static const char *const compressions[] = {"zstd", "deflate", NULL};
static const char *const engines[] = {"auto", "exact", "fast", NULL};
static const char *const edges[] = {"none", "uniform", "diggle", NULL};
static const char *const kinds[] = {"log", "share", NULL};

const cli_option cli_density_options[] = {
    {"kernel", 0, CLI_CHOICE, offsetof(density_request, kernel), "K",
     "uniform triangular epanechnikov quartic triweight gaussian", 0, 0, kernels,
     .preset = "quartic"},
    {"bandwidth", 0, CLI_TEXT, offsetof(density_request, bandwidth), "B",
     "a length, or scott, silverman, lscv, likelihood", 0, 0, cli_bandwidth_rules,
     .preset = "scott"},
    {"bandwidth-is", 0, CLI_CHOICE, offsetof(density_request, bandwidth_is), "WHAT",
     "radius or sd; default radius, sd for gaussian", 0, 0, bandwidth_kinds},
    {"cell", 0, CLI_LENGTH, offsetof(density_request, cell_m), "LENGTH", "side of a cell", 1e-6,
     1e7, NULL, .preset = "50m"},
    {"extent", 0, CLI_TUPLE, offsetof(density_request, extent), "XMIN,YMIN,XMAX,YMAX",
     "of the grid, in the plane", 4, 4, NULL},
    {"like", 0, CLI_TEXT, offsetof(density_request, like), "GRID.tif",
     "the grid's shape and CRS are those of this file", NO_RANGE, .kind = CLI_KIND_GRID},
    {"per", 0, CLI_CHOICE, offsetof(density_request, per), "AREA",
     "km2, or unit for square plane units", 0, 0, areas, .preset = "km2"},
    {"engine", 0, CLI_CHOICE, offsetof(density_request, engine), "NAME", "auto, exact, or fast", 0,
     0, engines, .preset = "auto"},
    {"at", 0, CLI_TEXT, offsetof(density_request, at), "POINTS",
     "density at these points instead; their rows with a column density", NO_RANGE,
     .kind = CLI_KIND_POINTS, .turns = CLI_KIND_TABLE},
    {"window", 0, CLI_TEXT, offsetof(density_request, window), "POLYGONS",
     "where members can be: points outside are left out, cells outside are nodata", NO_RANGE,
     .kind = CLI_KIND_POLYGONS},
    {"edge", 0, CLI_CHOICE, offsetof(density_request, edge), "RULE",
     "for what the window's border cuts off a kernel: none, uniform (density / the kernel's mass "
     "in the window) or diggle (each member counts whole)",
     0, 0, edges, .preset = "none"},
    {"relative-to", 0, CLI_TEXT, offsetof(density_request, relative_to), "POINTS2",
     "density relative to that of these points, with one bandwidth; a rule takes it from both",
     NO_RANGE, .kind = CLI_KIND_POINTS},
    {"relative", 0, CLI_CHOICE, offsetof(density_request, relative), "HOW",
     "log: ln((f1 / n1) / (f2 / n2)), or share: f1 / (f1 + f2)", 0, 0, kinds, .preset = "log"},
    {"floor", 0, CLI_NUMBER, offsetof(density_request, floor), "VALUE",
     "nodata where the density of POINTS2 is below; default 1/100 of one point's at its own place",
     0, 1e30, NULL},
    {"radius", 0, CLI_TEXT, offsetof(density_request, radius), "COL",
     "each point's own bandwidth, a length, instead of --bandwidth", NO_RANGE,
     .kind = CLI_KIND_COLUMN},
    {"adaptive", 0, CLI_FLAG, offsetof(density_request, adaptive), "",
     "wider where members are few: bandwidth * min(density^-1/2 / geometric mean, 5) (Abramson); "
     "of all members together, also with --by",
     NO_RANGE},
    {"by", 0, CLI_TEXT, offsetof(density_request, by), "COL",
     "a file OUT-VALUE.tif for each value, on one grid, with one bandwidth and one scale "
     "(tags scale_min, scale_max)",
     NO_RANGE, .kind = CLI_KIND_COLUMN, .turns = CLI_KIND_SERIES},
    {"at-year", 0, CLI_NUMBERS, offsetof(density_request, years), "1976,1999",
     "a file OUT-YEAR.tif for each year, of the members founded by then; likewise", -9999, 9999,
     NULL, .turns = CLI_KIND_SERIES},
    {"compress", 0, CLI_CHOICE, offsetof(density_request, compress), "HOW",
     "zstd, or deflate for older programs", 0, 0, compressions, .preset = "zstd"},
    {"cog", 0, CLI_FLAG, offsetof(density_request, cog), "",
     "a cloud-optimized GeoTIFF: the same grid with overviews, to be read over the web in parts",
     NO_RANGE},
    {"qml", 0, CLI_FLAG, offsetof(density_request, qml), "",
     "also OUT.qml, by which QGIS shows it in classes of round numbers", NO_RANGE},
    {0},
};

double density_now_s(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static cli_exit search_bandwidth(density_work *work, const cm_points *points,
                                 const cli_bandwidth *ask)
{
    cli_bandwidth_found found;
    const cli_exit result = cli_bandwidth_find(&found, points, ask);

    if (result)
        return result;
    work->options.bandwidth_m = found.bandwidth_m;
    work->rule = found.rule;
    work->search = found.search;
    return CLI_DONE;
}

/* Of the points and those they are compared with, together: the bandwidth is to serve both. */
static cli_exit find_bandwidth(density_work *work, const cli_bandwidth *ask)
{
    const cm_points *const sets[] = {&work->points, &work->others};
    cm_table numbers = {.columns = NULL};
    cm_points all = {.x = NULL};
    cm_status status = CM_OK;
    cli_exit result;

    if (work->others.count == 0)
        return search_bandwidth(work, &work->points, ask);
    for (int i = 0; i < 3 && !status; i++)
        status = cm_table_add_column(&numbers, NULL, "number", CM_COLUMN_REAL);
    if (!status)
        status = cm_table_add_rows(&numbers, work->points.count + work->others.count);
    if (status) {
        cm_table_clear(&numbers);
        return cli_fail();
    }
    all.x = numbers.columns[0].reals;
    all.y = numbers.columns[1].reals;
    all.weight = numbers.columns[2].reals;
    for (int k = 0; k < 2; k++)
        for (size_t i = 0; i < sets[k]->count; i++) {
            all.x[all.count] = sets[k]->x[i];
            all.y[all.count] = sets[k]->y[i];
            all.weight[all.count++] = sets[k]->weight ? sets[k]->weight[i] : 1;
        }
    result = search_bandwidth(work, &all, ask);
    cm_table_clear(&numbers);
    return result;
}

static cli_exit set_options(density_work *work, const density_request *request)
{
    cli_bandwidth ask = {request->bandwidth, request->bandwidth_is, CM_KERNEL_QUARTIC,
                         CM_BANDWIDTH_OPTIONS_INIT};

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
    ask.options.threads = work->options.threads;
    ask.options.progress = work->options.progress;
    if (request->radius) { /* what the columns give comes later */
        work->rule = "column";
        work->options.bandwidth_m = 1;
        return CLI_DONE;
    }
    return find_bandwidth(work, &ask);
}

static cli_exit set_grid(density_work *work, const density_request *request)
{
    const double *const e = request->extent.values;
    const cm_box extent = {e[0], e[1], e[2], e[3]}, reached = density_box(work);
    cm_grid_shape shape = work->like.shape;
    cm_status status = CM_OK;

    if (request->extent.count && !(e[0] < e[2] && e[1] < e[3]))
        return cli_say(CLI_USAGE, "--extent: the minimum is not below the maximum");
    if (request->extent.count)
        status = cm_grid_shape_exact(&shape, &extent, request->cell_m);
    else if (!request->like)
        status = cm_grid_shape_cover(&shape, &reached, request->cell_m);
    if (!status)
        status = (density_is_plain(work, request) ? cm_grid_init_bare : cm_grid_init)(
            &work->grid, &shape, work->plane ? cm_crs_get_definition(work->plane) : NULL);
    return status ? cli_fail() : CLI_DONE;
}

/* Whether columns are looked at beside places and weights. */
static bool needs_columns(const density_request *request)
{
    return request->by || request->years.count || request->radius;
}

static cli_exit read_layer(density_work *work, const density_request *request, const char *path)
{
    const char *const needed[] = {request->common.weight, NULL};

    return cli_input_read_numbers(&work->input, &request->common, path,
                                  needs_columns(request) ? NULL : needed);
}

static cli_exit read_points(density_work *work, const density_request *request)
{
    if (needs_columns(request))
        return cli_points_read(&work->points, &request->common, &work->input.features, work->plane,
                               true);
    return cli_points_take(&work->points, &request->common, &work->input.features, work->plane);
}

static cli_exit read_all(density_work *work, density_request *request, const char *path)
{
    const cm_features *const layers[] = {&work->input.features, &work->at.features};
    cli_common at_common;
    cli_exit result = cli_template_read(&work->like, &request->common, request->like);

    if (result)
        return result;
    result = read_layer(work, request, path);
    at_common = request->common;
    at_common.where = NULL; /* it filters the points that are counted */
    if (!result && request->at)
        result = cli_input_read(&work->at, &at_common, request->at);
    if (!result)
        result = cli_plane_open(&work->plane, &request->common, layers, request->at ? 2 : 1);
    if (!result)
        result = read_points(work, request);
    if (!result)
        result = density_read_others(work, request);
    return result ? result : density_take_points(work, request, path);
}

static cli_exit compute_grid(density_work *work, const density_request *request)
{
    const bool has_own = work->bandwidths.column_count > 0;
    const density_set all = {&work->points, has_own ? work->bandwidths.columns[0].reals : NULL};
    cli_exit result = set_grid(work, request);
    const double start_s = density_now_s();

    if (!result && density_is_plain(work, request))
        return density_write_strips(work, request);
    if (!result && (request->by || request->years.count))
        return density_series(work, request);
    if (!result && density_sum_grid(&work->grid, work, request, &all))
        result = cli_fail();
    work->seconds = density_now_s() - start_s;
    if (!result)
        result = density_write_grid(&work->grid, work, request, request->common.output);
    return result;
}

/* Writes the density of each of the places into a new column of their rows. */
static cm_status add_densities(density_work *work, const density_request *request,
                               const cm_points *places)
{
    cm_table *const table = &work->at.features.table;
    cm_table values = {0};
    size_t column;
    cm_status status = cm_table_add_column(&values, NULL, "density", CM_COLUMN_REAL);

    if (!status)
        status = cm_table_add_rows(&values, places->count ? places->count : 1);
    if (!status)
        status = density_sum_at(values.columns[0].reals, places, work, request);
    if (!status)
        status = cm_table_add_column(table, &column, density_column(request), CM_COLUMN_REAL);
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
    const double start_s = density_now_s();

    if (!result && add_densities(work, request, &places))
        result = cli_fail();
    work->seconds = density_now_s() - start_s;
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

/* What the window left out, and what is compared. */
static void print_others(const density_work *work, const density_request *request)
{
    if (work->window) {
        cli_json_text("edge", request->edge ? request->edge : "none");
        cli_json_count("points_outside", work->outside);
    }
    if (work->bandwidths.column_count) {
        cli_json_bool("adaptive", request->adaptive);
        cli_json_number("bandwidth_min_m", work->narrowest_m);
        cli_json_number("bandwidth_max_m", work->widest_m);
    }
    if (!request->relative_to)
        return;
    cli_json_text("relative", request->relative ? request->relative : "log");
    cli_json_count("points_to", work->others.count);
    if (request->at)
        return;
    cli_json_number("weight_to", work->relative.b.weight);
    cli_json_number("floor", work->relative.floor);
    cli_json_count("cells_below_floor", work->relative.cells_below);
    cli_json_number("min", work->relative.min);
}

void density_print_report(const density_work *work, const density_request *request)
{
    const cm_density_report *const report = &work->report;
    const cm_kernel kernel = work->options.kernel;
    const double bandwidth_m = work->options.bandwidth_m;

    cli_json_text("kernel", cm_kernel_name(kernel));
    cli_json_number("bandwidth_m", bandwidth_m);
    cli_json_text("bandwidth_rule", work->rule);
    cli_json_number("sd_m", bandwidth_m / cm_kernel_radius_per_sd(kernel));
    cli_json_number("radius_m", kernel == CM_KERNEL_GAUSSIAN ? INFINITY : bandwidth_m);
    if (work->search.evaluations) {
        cli_json_number("search_from_sd_m", work->search.low_m);
        cli_json_number("search_to_sd_m", work->search.high_m);
        cli_json_number("search_tolerance", 1e-4);
    }
    cli_json_count("points", report->points);
    if (!request->at) {
        cli_json_count("places", report->places);
        cli_json_number("weight", report->weight);
    }
    cli_json_text("engine", report->engine);
    cli_json_text("engine_reason", report->reason);
    print_others(work, request);
    if (!request->at) {
        cli_json_number("error_bound", report->error_bound);
        cli_json_number("max", report->max);
        if (!request->relative_to)
            cli_json_number("integral", report->integral);
        cli_json_number("cell_m", work->grid.shape.cell_m);
        cli_json_count("columns", work->grid.shape.columns);
        cli_json_count("rows", work->grid.shape.rows);
    }
    cli_json_text("crs", cli_crs_text(work->plane));
    cli_json_number("seconds", work->seconds);
}

static void print_report(const density_work *work, const density_request *request)
{
    cli_json_begin();
    density_print_report(work, request);
    cli_json_end();
}

static void say_outside(const density_work *work, const density_request *request)
{
    if (work->outside)
        cli_say(CLI_DONE, "%zu points outside %s are left out", work->outside, request->window);
    if (work->others_outside)
        cli_say(CLI_DONE, "%zu points of %s outside %s are left out", work->others_outside,
                request->relative_to, request->window);
}

/* The unit of the values, as a reader of the line needs it. */
static const char *unit_of(const density_work *work, const density_request *request)
{
    if (request->relative_to)
        return request->relative && strcmp(request->relative, "share") == 0 ? "(share)"
                                                                            : "(log ratio)";
    return work->options.per_area_m2 > 1 ? "per km2" : "per square unit";
}

static void say_report(const density_work *work, const density_request *request)
{
    const cm_density_report *const report = &work->report;
    const cm_bandwidth_rule rule = cm_bandwidth_rule_find(work->rule);

    if (request->common.quiet)
        return;
    say_outside(work, request);
    if (request->at)
        return;
    if ((rule == CM_BANDWIDTH_LSCV || rule == CM_BANDWIDTH_LIKELIHOOD) &&
        report->places < report->points)
        cli_say(CLI_DONE, "%zu points share %zu places: %s left out each place as a whole",
                report->points, report->places, work->rule);
    if (request->by || request->years.count)
        return;
    cli_say(CLI_DONE, "%s: %zu points at %zu places, %s, bandwidth %.6g m (%s), max %.6g %s",
            request->common.output, report->points, report->places,
            cm_kernel_name(work->options.kernel), work->options.bandwidth_m, work->rule,
            report->max, unit_of(work, request));
}

static void tell(const density_work *work, const density_request *request)
{
    if (request->common.json && !request->by && !request->years.count) /* a series prints its own */
        print_report(work, request);
    say_report(work, request);
}

static bool is_edged(const density_request *request)
{
    return request->edge && strcmp(request->edge, "none") != 0;
}

/* Bandwidths that vary go with nothing that wants a common one. */
static cli_exit check_varying(const density_request *request)
{
    const char *const name = request->radius ? "radius" : "adaptive";

    if (!request->radius && !request->adaptive)
        return CLI_DONE;
    if (request->edge && strcmp(request->edge, "uniform") == 0)
        return cli_say(CLI_USAGE,
                       "--edge uniform divides by one kernel's mass, and --%s gives each "
                       "point its own kernel; --edge diggle goes with it",
                       name);
    if (request->relative_to)
        return cli_say(CLI_USAGE, "--relative-to has one bandwidth, and no --%s", name);
    if (request->radius && (request->adaptive || request->bandwidth))
        return cli_say(CLI_USAGE, "--radius gives the bandwidths; it has no --%s",
                       request->adaptive ? "adaptive" : "bandwidth");
    return CLI_DONE;
}

/* What is divided, or has many bandwidths, is summed exactly. */
static cli_exit check_engine(const density_request *request)
{
    const char *const other = request->window        ? "window"
                              : request->relative_to ? "relative-to"
                              : request->radius      ? "radius"
                              : request->adaptive    ? "adaptive"
                                                     : NULL;

    if (other && request->engine && strcmp(request->engine, "fast") == 0)
        return cli_say(CLI_USAGE, "--engine fast does not go with --%s, which is always exact",
                       other);
    return CLI_DONE;
}

/* Options that say how the density is summed, and do not go together. */
static cli_exit check_method(const density_request *request)
{
    const cli_exit engine = check_engine(request);

    if (engine)
        return engine;
    if (is_edged(request) && !request->window)
        return cli_say(CLI_USAGE, "--edge %s needs a --window", request->edge);
    if ((request->relative || request->floor >= 0) && !request->relative_to)
        return cli_say(CLI_USAGE, "--%s needs --relative-to",
                       request->relative ? "relative" : "floor");
    return check_varying(request);
}

static cli_exit check_series(const density_request *request)
{
    const char *const series = request->by ? "by" : request->years.count ? "at-year" : NULL;

    if (request->by && request->years.count)
        return cli_say(CLI_USAGE, "--by and --at-year exclude each other");
    if (series && request->at)
        return cli_say(CLI_USAGE, "--%s writes grids, and --at a table", series);
    return CLI_DONE;
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
    if (request->at && request->cog)
        return cli_say(CLI_USAGE, "--at writes a table, and no --cog");
    if (request->like && request->extent.count)
        return cli_say(CLI_USAGE, "--like and --extent exclude each other");
    if (!cli_bandwidth_is_good(request->bandwidth))
        return cli_say(CLI_USAGE, "--bandwidth: '%.100s' is neither " CLI_BANDWIDTH_WORDS,
                       request->bandwidth);
    const cli_exit result = check_method(request);
    return result ? result : check_series(request);
}

/* The classes are those of one density from 0 on. */
static cli_exit check_qml(const density_request *request)
{
    char path[4096];

    if (!request->qml)
        return CLI_DONE;
    if (request->at || request->relative_to || request->by || request->years.count)
        return cli_say(CLI_USAGE, "--qml is of one grid of densities, and not of --%s",
                       request->at            ? "at"
                       : request->relative_to ? "relative-to"
                       : request->by          ? "by"
                                              : "at-year");
    return cli_qml_check(path, sizeof path, &request->common);
}

static void clear(density_work *work)
{
    cm_grid_clear(&work->grid);
    cm_grid_clear(&work->like);
    cm_table_clear(&work->bandwidths);
    cm_points_clear(&work->others);
    cm_points_clear(&work->points);
    cm_window_destroy(work->window);
    cm_crs_destroy(work->plane);
    cli_input_clear(&work->others_input);
    cli_input_clear(&work->window_input);
    cli_input_clear(&work->at);
    cli_input_clear(&work->input);
}

cli_exit density_compute(density_work *work, const density_request *request, const char *path)
{
    cli_exit result = set_options(work, request);

    if (!result)
        result = density_find_bandwidths(work, request, path);
    if (!result)
        result = request->at ? compute_at(work, request) : compute_grid(work, request);
    return result;
}

cli_exit cli_density(const cli_verb *verb, int argc, char **argv)
{
    density_request request = {.cell_m = 50, .floor = -1};
    density_work work = {.plane = NULL};
    cli_exit result = cli_options_read(&request, &argc, argv, verb);

    if (!result)
        result = check_request(&request);
    if (!result)
        result = check_qml(&request);
    if (result)
        return result;
    cli_may_leave(true);
    result = read_all(&work, &request, argv[0]);
    cli_may_leave(false);
    if (!result)
        result = density_compute(&work, &request, argv[0]);
    if (!result && request.qml)
        result = cli_qml_grid(&request.common, &work.grid, work.report.max, false);
    if (!result)
        tell(&work, &request);
    if (!result)
        result = cli_rejected(&request.common, &work.input.rejects);
    clear(&work);
    return result;
}
