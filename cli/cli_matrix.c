/* cli_matrix.c - clustermap matrix FROM TO -o OUT.csv [--geodesic] [--long]
 * [--network LINES]. */
#include <clustermap/matrix.h>

#include "cli/cli_network.h"
#include <string.h>

#define NO_RANGE 0, 0, NULL

typedef struct matrix_request {
    cli_common common;
    bool is_geodesic, is_long;
    const char *to_where;
    cli_network_ask ask;
} matrix_request;

const cli_option cli_matrix_options[] = {
    {"geodesic", 0, CLI_FLAG, offsetof(matrix_request, is_geodesic), "",
     "along the ellipsoid GRS 80, not in the plane", NO_RANGE},
    {"long", 0, CLI_FLAG, offsetof(matrix_request, is_long), "",
     "a row for each pair: from_id, to_id, distance_m", NO_RANGE},
    CLI_TO_WHERE_OPTION(matrix_request),
    CLI_NETWORK_OPTION(matrix_request, ask, false),
    CLI_NETWORK_SHAPE_OPTIONS(matrix_request, ask),
    {0},
};

typedef struct matrix_work {
    cli_input from, to, road_lines;
    cm_network *network; /* NULL: straight lines */
    cm_crs *crs;         /* the plane, or the degrees of a geodesic; NULL: none */
    cm_table from_ids, to_ids;
    size_t from_unplaced, to_unplaced;
} matrix_work;

static cli_exit check_request(const matrix_request *request)
{
    if (request->is_geodesic && cli_read_options(&request->common).ignore_crs)
        return cli_say(CLI_USAGE, "matrix: --geodesic needs longitudes and latitudes, which --crs "
                                  "none does not know");
    if (request->is_geodesic && request->ask.path)
        return cli_say(CLI_USAGE, "matrix: either --geodesic or --network");
    return cli_network_check(&request->ask);
}

static cli_exit read_layer(cli_input *out, const cli_common *common, const char *path)
{
    const cli_exit result = cli_input_read(out, common, path);

    if (!result && out->features.geometry != CM_GEOMETRY_POINT)
        return cli_say(CLI_FAILED, "%s: points are needed, and the layer has none", path);
    return result;
}

static cli_exit open_crs(matrix_work *work, const matrix_request *request)
{
    const cm_features *const layers[] = {&work->from.features, &work->to.features,
                                         &work->road_lines.features};

    if (!request->is_geodesic)
        return cli_plane_open(&work->crs, &request->common, layers, request->ask.path ? 3 : 2);
    return cm_crs_create(&work->crs, CM_CRS_LONLAT) ? cli_fail() : CLI_DONE;
}

static cli_exit go_into_plane(matrix_work *work, const matrix_request *request)
{
    if (work->crs && (cm_features_transform(&work->from.features, work->crs) ||
                      cm_features_transform(&work->to.features, work->crs)))
        return cli_fail();
    if (!request->ask.path)
        return CLI_DONE;
    return cli_network_join(&work->network, &work->road_lines, &request->common, work->crs,
                            &request->ask);
}

static cli_exit read_all(matrix_work *work, const matrix_request *request, char **paths)
{
    const cli_common *const common = &request->common;
    const cli_common of_to = cli_common_of_to(common, paths, request->to_where);
    cli_exit result = read_layer(&work->from, common, paths[0]);

    if (!result)
        result = read_layer(&work->to, &of_to, paths[1]);
    if (!result && request->ask.path)
        result = cli_network_read(&work->road_lines, common, &request->ask);
    if (!result)
        result = open_crs(work, request);
    if (!result)
        result = go_into_plane(work, request);
    if (!result)
        result = cli_point_texts(&work->from_ids, &work->from.features, NULL, NULL);
    if (!result)
        result = cli_point_texts(&work->to_ids, &work->to.features, NULL, NULL);
    return result;
}

/* A list that is measured against itself is spoken of once. */
static void say_unplaced(matrix_work *work, const matrix_request *request, char **paths)
{
    static const char what[] = "their distances are empty";
    const cli_common of_to = cli_common_of_to(&request->common, paths, request->to_where);

    work->from_unplaced = cli_say_unplaced(&request->common, paths[0], &work->from.features, what);
    work->to_unplaced = cli_say_unplaced(&of_to, paths[1], &work->to.features, what);
}

static cli_exit write(const matrix_work *work, const matrix_request *request)
{
    const cli_common *const common = &request->common;
    cm_matrix_options options = CM_MATRIX_OPTIONS_INIT;
    cm_status status;

    options.format = cli_output_format(common, common->output);
    options.is_geodesic = request->is_geodesic;
    options.is_long = request->is_long;
    options.no_clobber = common->no_clobber;
    options.from_ids = work->from_ids.columns[0].texts;
    options.to_ids = work->to_ids.columns[0].texts;
    options.threads = (int)common->threads;
    options.progress = cli_progress(common);
    options.network = work->network;
    options.max_gap_m = request->ask.max_snap_m;
    status = cm_matrix_write(common->output, &work->from.features, &work->to.features, &options);
    cli_progress_end();
    return status ? cli_fail() : CLI_DONE;
}

static void report(const matrix_work *work, const matrix_request *request)
{
    if (!request->common.json)
        return;
    cli_json_begin();
    cli_json_count("from", work->from.features.table.row_count);
    cli_json_count("to", work->to.features.table.row_count);
    cli_json_count("from_unplaced", work->from_unplaced);
    cli_json_count("to_unplaced", work->to_unplaced);
    cli_json_text("distance", request->is_geodesic ? "geodesic"
                              : work->network      ? "network"
                                                   : "planar");
    cli_network_report(work->network);
    cli_json_text("crs", cli_crs_text(work->crs));
    cli_json_end();
}

static void clear(matrix_work *work)
{
    cm_table_clear(&work->to_ids);
    cm_table_clear(&work->from_ids);
    cm_network_destroy(work->network);
    cm_crs_destroy(work->crs);
    cli_input_clear(&work->road_lines);
    cli_input_clear(&work->to);
    cli_input_clear(&work->from);
}

cli_exit cli_matrix(const cli_verb *verb, int argc, char **argv)
{
    matrix_request request = {.ask = CLI_NETWORK_ASK_INIT};
    matrix_work work = {.crs = NULL};
    cli_exit result = cli_options_read(&request, &argc, argv, verb);

    if (!result)
        result = check_request(&request);
    if (!result)
        result = read_all(&work, &request, argv);
    if (!result)
        say_unplaced(&work, &request, argv);
    if (!result)
        result = write(&work, &request);
    if (!result)
        report(&work, &request);
    if (!result)
        result = cli_rejected(&request.common, &work.from.rejects);
    if (!result)
        result = cli_rejected(&request.common, &work.to.rejects);
    if (!result)
        result = cli_network_rejected(&request.common, &work.road_lines, work.network);
    clear(&work);
    return result;
}
