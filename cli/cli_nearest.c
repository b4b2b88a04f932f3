/* cli_nearest.c - clustermap nearest FROM TO -o OUT [-k 1] [--max 5km] [--by COL]
 * [--network LINES]. */
#include <clustermap/network_nearest.h>

#include "cli/cli_network.h"
#include <string.h>

#define NO_RANGE 0, 0, NULL

typedef struct nearest_request {
    cli_common common;
    long k;
    double max_m;
    const char *by;
    const char *to_where;
    cli_network_ask ask;
} nearest_request;

const cli_option cli_nearest_options[] = {
    {"neighbours", 'k', CLI_INTEGER, offsetof(nearest_request, k), "K", "how many neighbours", 1,
     1000, NULL, .preset = "1"},
    {"max", 0, CLI_LENGTH, offsetof(nearest_request, max_m), "LENGTH", "none farther than this", 0,
     1e9, NULL},
    {"by", 0, CLI_TEXT, offsetof(nearest_request, by), "COL",
     "so many of each of its values, a column of TO", NO_RANGE, .kind = CLI_KIND_COLUMN,
     .of = "TO"},
    CLI_TO_WHERE_OPTION(nearest_request),
    CLI_NETWORK_OPTION(nearest_request, ask, false),
    CLI_NETWORK_SHAPE_OPTIONS(nearest_request, ask),
    {0},
};

typedef struct nearest_work {
    cli_input from, to, road_lines;
    cm_crs *plane;
    cm_network *network; /* NULL: straight lines */
    cli_travellers from_places, to_places;
    cm_points from_points, to_points;
    cm_table from_ids, to_ids, classes;
    cm_nearest_pairs pairs;
    cm_features lines;
    size_t from_unplaced, to_unplaced;
} nearest_work;

static cli_exit read_all(nearest_work *work, const nearest_request *request, char **paths)
{
    const cm_features *const layers[] = {&work->from.features, &work->to.features,
                                         &work->road_lines.features};
    const cli_common *const common = &request->common;
    const cli_common of_to = cli_common_of_to(common, paths, request->to_where);
    cli_exit result = cli_input_read(&work->from, common, paths[0]);

    if (!result)
        result = cli_input_read(&work->to, &of_to, paths[1]);
    if (!result && request->ask.path)
        result = cli_network_read(&work->road_lines, common, &request->ask);
    if (!result)
        result = cli_plane_open(&work->plane, common, layers, request->ask.path ? 3 : 2);
    if (!result)
        result =
            cli_points_read(&work->from_points, common, &work->from.features, work->plane, false);
    if (!result)
        result = cli_points_read(&work->to_points, common, &work->to.features, work->plane, false);
    return result;
}

static cli_exit reach_network(nearest_work *work, const nearest_request *request)
{
    const cli_common *const common = &request->common;
    const cli_network_ask *const ask = &request->ask;
    cli_exit result;

    if (!ask->path)
        return CLI_DONE;
    work->from_places = (cli_travellers){.what = "places of FROM", .points = &work->from_points};
    work->to_places = (cli_travellers){.what = "places of TO", .points = &work->to_points};
    result = cli_network_join(&work->network, &work->road_lines, common, work->plane, ask);
    if (!result)
        result = cli_network_place(&work->from_places, common, work->network, ask);
    if (!result)
        result = cli_network_place(&work->to_places, common, work->network, ask);
    return result;
}

/* A list whose neighbours are sought in itself is spoken of once. */
static void say_unplaced(nearest_work *work, const nearest_request *request, char **paths)
{
    static const char what[] = "they are left out";
    const cli_common of_to = cli_common_of_to(&request->common, paths, request->to_where);

    work->from_unplaced = cli_say_unplaced(&request->common, paths[0], &work->from.features, what);
    work->to_unplaced = cli_say_unplaced(&of_to, paths[1], &work->to.features, what);
}

static cli_exit read_texts(nearest_work *work, const nearest_request *request)
{
    cli_exit result =
        cli_point_texts(&work->from_ids, &work->from.features, &work->from_points, NULL);

    if (!result)
        result = cli_point_texts(&work->to_ids, &work->to.features, &work->to_points, NULL);
    if (!result && request->by)
        result = cli_point_texts(&work->classes, &work->to.features, &work->to_points, request->by);
    return result;
}

static cli_exit find(nearest_work *work, const nearest_request *request)
{
    const cli_common *const common = &request->common;
    const cm_points *const from = &work->from_points, *const to = &work->to_points;
    cm_nearest_options options = CM_NEAREST_OPTIONS_INIT;
    cm_status status;

    options.k = (size_t)request->k;
    options.max_m = request->max_m;
    options.from_ids = work->from_ids.columns[0].texts;
    options.to_ids = work->to_ids.columns[0].texts;
    options.to_classes = request->by ? work->classes.columns[0].texts : NULL;
    options.crs = work->plane ? cm_crs_get_definition(work->plane) : NULL;
    options.threads = (int)common->threads;
    options.progress = cli_progress(common);
    if (work->network) {
        const cm_network_trip trip = {work->network, from, to, work->from_places.places,
                                      work->to_places.places};
        status = cm_network_nearest(&work->pairs, &work->lines, &trip, &options);
    } else {
        status = cm_nearest_search(&work->pairs, from, to, &options);
        if (!status)
            status = cm_nearest_lines(&work->lines, &work->pairs, from, to, &options);
    }
    cli_progress_end();
    if (!status)
        status = cm_features_set_name(&work->lines, "nearest");
    return status ? cli_fail() : CLI_DONE;
}

/* Those that have none near enough give no row, so they are told here. */
static size_t say_alone(const nearest_work *work, const nearest_request *request)
{
    const cm_nearest_pairs *const pairs = &work->pairs;
    size_t count = 0;

    for (size_t i = 0; i < pairs->from_count; i++)
        count += pairs->first[i] == pairs->first[i + 1];
    if (count > 0 && !request->common.quiet)
        cli_say(CLI_DONE, "%zu of %zu have none near enough", count, pairs->from_count);
    return count;
}

static void report(const nearest_work *work, const nearest_request *request)
{
    const size_t alone = say_alone(work, request);

    if (!request->common.json)
        return;
    cli_json_begin();
    cli_json_count("from", work->from_points.count);
    cli_json_count("to", work->to_points.count);
    cli_json_count("from_unplaced", work->from_unplaced);
    cli_json_count("to_unplaced", work->to_unplaced);
    cli_json_count("from_alone", alone);
    cli_json_count("rows", work->lines.table.row_count);
    cli_network_report(work->network);
    cli_json_text("crs", cli_crs_text(work->plane));
    cli_json_end();
}

static void clear(nearest_work *work)
{
    cm_features_clear(&work->lines);
    cm_nearest_pairs_clear(&work->pairs);
    cm_table_clear(&work->classes);
    cm_table_clear(&work->to_ids);
    cm_table_clear(&work->from_ids);
    cm_network_places_clear(&work->to_places.places);
    cm_network_places_clear(&work->from_places.places);
    cm_network_destroy(work->network);
    cm_points_clear(&work->to_points);
    cm_points_clear(&work->from_points);
    cm_crs_destroy(work->plane);
    cli_input_clear(&work->road_lines);
    cli_input_clear(&work->to);
    cli_input_clear(&work->from);
}

cli_exit cli_nearest(const cli_verb *verb, int argc, char **argv)
{
    nearest_request request = {.k = 1, .max_m = INFINITY, .ask = CLI_NETWORK_ASK_INIT};
    nearest_work work = {.plane = NULL};
    cli_exit result = cli_options_read(&request, &argc, argv, verb);

    if (!result)
        result = cli_network_check(&request.ask);
    if (!result)
        result = read_all(&work, &request, argv);
    if (!result)
        result = reach_network(&work, &request);
    if (!result)
        say_unplaced(&work, &request, argv);
    if (!result)
        result = read_texts(&work, &request);
    if (!result)
        result = find(&work, &request);
    if (!result)
        result = cli_features_write(&request.common, &work.lines);
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
