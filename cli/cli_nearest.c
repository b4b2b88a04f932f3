/* cli_nearest.c - clustermap nearest FROM TO -o OUT [-k 1] [--max 5km] [--by COL]. */
#include <clustermap/nearest.h>

#include "cli/cli.h"
#include <clustermap/crs.h>

#define NO_RANGE 0, 0, NULL

typedef struct nearest_request {
    cli_common common;
    long k;
    double max_m;
    const char *by;
} nearest_request;

const cli_option cli_nearest_options[] = {
    {"neighbours", 'k', CLI_INTEGER, offsetof(nearest_request, k), "K",
     "how many neighbours; default 1", 1, 1000, NULL},
    {"max", 0, CLI_LENGTH, offsetof(nearest_request, max_m), "LENGTH", "none farther than this", 0,
     1e9, NULL},
    {"by", 0, CLI_TEXT, offsetof(nearest_request, by), "COL",
     "so many of each of its values, a column of TO", NO_RANGE},
    {0},
};

typedef struct nearest_work {
    cli_input from, to;
    cm_crs *plane;
    cm_points from_points, to_points;
    cm_table from_ids, to_ids, classes;
    cm_features lines;
} nearest_work;

static cli_exit read_all(nearest_work *work, const nearest_request *request, char **paths)
{
    const cm_features *const layers[] = {&work->from.features, &work->to.features};
    const cli_common *const common = &request->common;
    cli_exit result = cli_input_read(&work->from, common, paths[0]);

    if (!result)
        result = cli_input_read(&work->to, common, paths[1]);
    if (!result)
        result = cli_plane_open(&work->plane, common, layers, 2);
    if (!result)
        result =
            cli_points_read(&work->from_points, common, &work->from.features, work->plane, false);
    if (!result)
        result = cli_points_read(&work->to_points, common, &work->to.features, work->plane, false);
    return result;
}

static cli_exit find(nearest_work *work, const nearest_request *request)
{
    cm_nearest_options options = CM_NEAREST_OPTIONS_INIT;
    cli_exit result =
        cli_point_texts(&work->from_ids, &work->from.features, &work->from_points, NULL);

    if (!result)
        result = cli_point_texts(&work->to_ids, &work->to.features, &work->to_points, NULL);
    if (!result && request->by)
        result = cli_point_texts(&work->classes, &work->to.features, &work->to_points, request->by);
    if (result)
        return result;
    options.k = (size_t)request->k;
    options.max_m = request->max_m;
    options.from_ids = work->from_ids.columns[0].texts;
    options.to_ids = work->to_ids.columns[0].texts;
    options.to_classes = request->by ? work->classes.columns[0].texts : NULL;
    options.crs = work->plane ? cm_crs_get_definition(work->plane) : NULL;
    if (cm_nearest_find(&work->lines, &work->from_points, &work->to_points, &options) ||
        cm_features_set_name(&work->lines, "nearest"))
        return cli_fail();
    return CLI_DONE;
}

static void report(const nearest_work *work, const nearest_request *request)
{
    if (!request->common.json)
        return;
    cli_json_begin();
    cli_json_count("from", work->from_points.count);
    cli_json_count("to", work->to_points.count);
    cli_json_count("rows", work->lines.table.row_count);
    cli_json_text("crs", cli_crs_text(work->plane));
    cli_json_end();
}

static void clear(nearest_work *work)
{
    cm_features_clear(&work->lines);
    cm_table_clear(&work->classes);
    cm_table_clear(&work->to_ids);
    cm_table_clear(&work->from_ids);
    cm_points_clear(&work->to_points);
    cm_points_clear(&work->from_points);
    cm_crs_destroy(work->plane);
    cli_input_clear(&work->to);
    cli_input_clear(&work->from);
}

cli_exit cli_nearest(const cli_verb *verb, int argc, char **argv)
{
    nearest_request request = {.k = 1, .max_m = INFINITY};
    nearest_work work = {.plane = NULL};
    cli_exit result = cli_options_read(&request, &argc, argv, verb);

    if (!result)
        result = read_all(&work, &request, argv);
    if (!result)
        result = find(&work, &request);
    if (!result)
        result = cli_features_write(&request.common, &work.lines);
    if (!result)
        report(&work, &request);
    if (!result)
        result = cli_rejected(&request.common, &work.from.rejects);
    clear(&work);
    return result;
}
