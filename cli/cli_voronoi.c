/* cli_voronoi.c - clustermap voronoi POINTS -o OUT [--window POLYGONS] [--by COL]. */
#include <clustermap/voronoi.h>

#include "cli/cli.h"
#include <clustermap/crs.h>
#include <stdio.h>

typedef struct voronoi_request {
    cli_common common;
    const char *window, *by;
    double margin;
} voronoi_request;

const cli_option cli_voronoi_options[] = {
    {"window", 0, CLI_TEXT, offsetof(voronoi_request, window), "POLYGONS",
     "cells are clipped to these; default the points' box and a margin", 0, 0, NULL,
     .kind = CLI_KIND_POLYGONS},
    {"margin", 0, CLI_LENGTH, offsetof(voronoi_request, margin), "LENGTH",
     "of that box, on each side; default a tenth of its longer side", 1e-3, 1e9, NULL},
    {"by", 0, CLI_TEXT, offsetof(voronoi_request, by), "COL",
     "join the cells of each of its values: of towns by city, the cities' approximate outlines", 0,
     0, NULL, .kind = CLI_KIND_COLUMN},
    {0},
};

typedef struct voronoi_work {
    cli_input input, window;
    cm_crs *plane;
    cm_points points;
    cm_table ids, classes;
    cm_features cells;
    cm_voronoi_report report;
} voronoi_work;

static cli_exit check_request(const voronoi_request *request)
{
    if (request->window && !isnan(request->margin))
        return cli_say(CLI_USAGE, "voronoi: --margin is of the points' box, not of a --window");
    return CLI_DONE;
}

static cli_exit read_all(voronoi_work *work, const voronoi_request *request, const char *path)
{
    const cm_features *const layers[] = {&work->input.features};
    const cli_common *const common = &request->common;
    cli_common plain = *common; /* --where is for the points */
    cli_exit result = cli_input_read(&work->input, common, path);

    plain.where = NULL;
    if (!result && request->window)
        result = cli_input_read(&work->window, &plain, request->window);
    if (!result)
        result = cli_plane_open(&work->plane, common, layers, 1);
    if (!result && request->window && work->plane &&
        cm_features_transform(&work->window.features, work->plane))
        result = cli_fail();
    if (!result)
        result = cli_points_read(&work->points, common, &work->input.features, work->plane, false);
    if (!result)
        result = cli_point_texts(&work->ids, &work->input.features, &work->points, NULL);
    if (!result && request->by)
        result = cli_point_texts(&work->classes, &work->input.features, &work->points, request->by);
    return result;
}

/* Whoever opens the file is told that joined cells are no surveyed borders. */
static cm_status describe(cm_features *cells, const voronoi_request *request)
{
    char title[256];

    if (!request->by)
        return cm_features_set_title(cells, "Areas nearest to each place");
    snprintf(title, sizeof title, "Approximate outlines by %.100s: the areas nearest to its places",
             request->by);
    return cm_features_set_title(cells, title);
}

static cli_exit draw(voronoi_work *work, const voronoi_request *request)
{
    cm_voronoi_options options = CM_VORONOI_OPTIONS_INIT;
    cm_status status;

    options.window = request->window ? &work->window.features : NULL;
    options.margin_m = request->margin;
    options.ids = work->ids.columns[0].texts;
    options.classes = request->by ? work->classes.columns[0].texts : NULL;
    options.crs = work->plane ? cm_crs_get_definition(work->plane) : NULL;
    options.threads = (int)request->common.threads;
    options.progress = cli_progress(&request->common);
    status = cm_voronoi_cells(&work->cells, &work->points, &options, &work->report);
    cli_progress_end();
    if (status || cm_features_set_name(&work->cells, "voronoi") ||
        cm_features_set_source(&work->cells, work->input.features.source) ||
        describe(&work->cells, request))
        return cli_fail();
    return CLI_DONE;
}

static void report(const voronoi_work *work, const voronoi_request *request)
{
    const cm_voronoi_report *const made = &work->report;
    const char *const what = request->by ? "classes" : "cells";

    if (request->common.json) {
        cli_json_begin();
        cli_json_count("points", work->points.count);
        cli_json_count("places", made->places);
        cli_json_count("rows", made->rows);
        cli_json_count("left_out", made->left_out);
        cli_json_number("area_km2", made->area_km2);
        if (!request->window)
            cli_json_number("margin_m", made->margin_m);
        cli_json_bool("approximate", request->by != NULL);
        cli_json_text("crs", cli_crs_text(work->plane));
        cli_json_end();
    }
    if (request->common.quiet)
        return;
    cli_say(CLI_DONE, "%s: %zu points at %zu places, %zu %s, %g km2%s", request->common.output,
            work->points.count, made->places, made->rows, what, made->area_km2,
            request->by ? "; outlines are approximate" : "");
    if (!request->window)
        cli_say(CLI_DONE, "no --window: the points' box and %g m on each side", made->margin_m);
    if (made->left_out > 0)
        cli_say(CLI_DONE, "left out, since nothing of them lies in the window: %zu of %zu %s",
                made->left_out, made->left_out + made->rows, what);
}

static void clear(voronoi_work *work)
{
    cm_features_clear(&work->cells);
    cm_table_clear(&work->classes);
    cm_table_clear(&work->ids);
    cm_points_clear(&work->points);
    cm_crs_destroy(work->plane);
    cli_input_clear(&work->window);
    cli_input_clear(&work->input);
}

cli_exit cli_voronoi(const cli_verb *verb, int argc, char **argv)
{
    voronoi_request request = {.margin = NAN};
    voronoi_work work = {.plane = NULL};
    cli_exit result = cli_options_read(&request, &argc, argv, verb);

    if (!result)
        result = check_request(&request);
    if (!result)
        result = read_all(&work, &request, argv[0]);
    if (!result)
        result = draw(&work, &request);
    if (!result)
        result = cli_features_write(&request.common, &work.cells);
    if (!result)
        report(&work, &request);
    if (!result)
        result = cli_rejected(&request.common, &work.input.rejects);
    clear(&work);
    return result;
}
