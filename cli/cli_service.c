/* cli_service.c - clustermap service CENTRES --network LINES -o OUT --bands 5min,10min,15min. */
#include <clustermap/service.h>

#include "cli/cli_network.h"
#include <stdio.h>
#include <string.h>

#define NO_RANGE 0, 0, NULL

typedef struct service_request {
    cli_common common;
    cli_network_ask ask;
    const char *bands, *lines;
    double width_m;
    bool merge, overlap;
} service_request;

const cli_option cli_service_options[] = {
    CLI_NETWORK_OPTION(service_request, ask, true),
    {"bands", 0, CLI_TEXT, offsetof(service_request, bands), "5min,10min,15min",
     "limits of travel, minutes or lengths: 500m,1km", NO_RANGE, .is_needed = true},
    CLI_NETWORK_OPTIONS(service_request, ask),
    CLI_NETWORK_SHAPE_OPTIONS(service_request, ask),
    {"width", 0, CLI_LENGTH, offsetof(service_request, width_m), "LENGTH",
     "how far areas leave their lines", 1, 1e5, NULL, .preset = "100m"},
    {"lines", 0, CLI_TEXT, offsetof(service_request, lines), "FILE",
     "write the lines that are reached, too", NO_RANGE, .kind = CLI_KIND_FEATURES,
     .is_written = true},
    {"merge", 0, CLI_FLAG, offsetof(service_request, merge), "", "all centres together", NO_RANGE},
    {"overlap", 0, CLI_FLAG, offsetof(service_request, overlap), "",
     "each centre has all it reaches, also what is nearer to another", NO_RANGE},
    {0},
};

typedef struct service_work {
    cli_input input, lines;
    cm_crs *plane;
    cm_network *network;
    cm_points points;
    cli_travellers centres;
    cm_table ids;
    double limits[CM_SERVICE_BANDS_MAX];
    size_t limit_count;
    cm_features areas, reached;
} service_work;

/* One limit up to a comma or the end; returns where that is, or NULL. */
static const char *read_limit(double *out, cm_network_unit *unit, const char *text)
{
    static const struct {
        const char *name;
        cm_network_unit unit;
        double factor;
    } units[] = {{"min", CM_NETWORK_MINUTES, 1},
                 {"h", CM_NETWORK_MINUTES, 60},
                 {"km", CM_NETWORK_METRES, 1000},
                 {"m", CM_NETWORK_METRES, 1},
                 {"", CM_NETWORK_MINUTES, 1}};
    char number[40];
    const size_t length = strspn(text, "+-.0123456789eE"), end = strcspn(text, ",");

    snprintf(number, sizeof number, "%.*s", (int)(length < 39 ? length : 39), text);
    if (!cli_number_read(out, number))
        return NULL;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strlen(units[i].name) == end - length &&
            strncmp(units[i].name, text + length, end - length) == 0) {
            *out *= units[i].factor;
            *unit = units[i].unit;
            return text + end;
        }
    return NULL;
}

static cli_exit read_bands(service_work *work, service_request *request)
{
    const char *at = request->bands;
    double before = 0;

    for (;;) {
        cm_network_unit unit;
        double limit;
        at = work->limit_count < CM_SERVICE_BANDS_MAX ? read_limit(&limit, &unit, at) : NULL;
        if (!at || !(limit > before && limit <= 1e9) ||
            (work->limit_count > 0 && unit != request->ask.unit))
            return cli_say(CLI_USAGE,
                           "--bands: '%.200s' is not a list of ascending times or lengths, such as "
                           "5min,10min or 500m,1km",
                           request->bands);
        request->ask.unit = unit;
        work->limits[work->limit_count++] = before = limit;
        if (*at++ == '\0')
            return CLI_DONE;
    }
}

static cli_exit check_lines_file(const service_request *request)
{
    cm_format format;

    if (!request->lines)
        return CLI_DONE;
    format = cm_format_of_path(request->lines);
    if (format != CM_FORMAT_GEOJSON && format != CM_FORMAT_GPKG && format != CM_FORMAT_SHP &&
        format != CM_FORMAT_FGB && format != CM_FORMAT_CSV && format != CM_FORMAT_TSV)
        return cli_say(CLI_USAGE,
                       "--lines: %.300s: unknown extension; there are csv tsv geojson gpkg shp fgb",
                       request->lines);
    if (cli_is_same_file(request->lines, request->common.output))
        return cli_say(CLI_USAGE, "%.300s: is named for two layers", request->lines);
    return cli_check_target(&request->common, request->lines);
}

static cli_exit check_speeds(const cli_network_ask *ask)
{
    if (ask->speed && ask->minutes)
        return cli_say(CLI_USAGE, "service: either --speed or --cost");
    if (ask->unit == CM_NETWORK_METRES && (ask->speed || ask->minutes))
        return cli_say(CLI_USAGE, "--%s: is for bands of minutes, not of lengths",
                       ask->speed ? "speed" : "cost");
    return CLI_DONE;
}

static cli_exit check_request(service_work *work, service_request *request)
{
    cli_exit result;

    if (!request->ask.path)
        return cli_say(CLI_USAGE, "service: no network; name its lines with --network");
    if (!request->bands)
        return cli_say(CLI_USAGE, "service: no bands; name them with --bands 5min,10min");
    if (request->merge && request->overlap)
        return cli_say(CLI_USAGE, "service: either --merge or --overlap");
    result = read_bands(work, request);
    if (!result)
        result = check_speeds(&request->ask);
    return result ? result : check_lines_file(request);
}

static cli_exit read_all(service_work *work, const service_request *request, const char *path)
{
    const cm_features *const layers[] = {&work->input.features, &work->lines.features};
    const cli_common *const common = &request->common;
    cli_exit result = cli_input_read(&work->input, common, path);

    if (!result)
        result = cli_network_read(&work->lines, common, &request->ask);
    if (!result)
        result = cli_plane_open(&work->plane, common, layers, 2);
    if (!result)
        result = cli_network_join(&work->network, &work->lines, common, work->plane, &request->ask);
    work->centres = (cli_travellers){.what = "centres", .points = &work->points};
    if (!result)
        result = cli_points_read(&work->points, common, &work->input.features, work->plane, false);
    if (!result && work->points.count == 0)
        result = cli_say(CLI_FAILED, "%s: has no place", path);
    if (!result)
        cli_say_unplaced(common, path, &work->input.features, "they have no area");
    if (!result)
        result = cli_network_place(&work->centres, common, work->network, &request->ask);
    if (!result)
        result = cli_point_texts(&work->ids, &work->input.features, &work->points, NULL);
    return result;
}

static cli_exit find(service_work *work, const service_request *request)
{
    cm_service_options options = CM_SERVICE_OPTIONS_INIT;

    options.limits = work->limits;
    options.limit_count = work->limit_count;
    options.owner = request->merge     ? CM_SERVICE_MERGED
                    : request->overlap ? CM_SERVICE_EACH
                                       : CM_SERVICE_NEAREST;
    options.width_m = request->width_m;
    options.centre_ids = work->ids.columns[0].texts;
    options.crs = work->plane ? cm_crs_get_definition(work->plane) : NULL;
    options.progress = cli_progress(&request->common);
    if (cm_service_find(&work->areas, request->lines ? &work->reached : NULL, work->network,
                        work->centres.places, &options) ||
        cm_features_set_name(&work->areas, "service") ||
        (request->lines && cm_features_set_name(&work->reached, "service_lines")))
        return cli_fail();
    if (work->areas.table.row_count == 0 && !request->common.quiet)
        cli_say(CLI_DONE, "no line is reached within %g %s", work->limits[work->limit_count - 1],
                request->ask.unit == CM_NETWORK_METRES ? "m" : "minutes");
    return CLI_DONE;
}

static cli_exit write_all(const service_work *work, const service_request *request)
{
    const cm_export_options options = cli_export_options(&request->common);
    cli_exit result = cli_features_write(&request->common, &work->areas);

    if (!result && request->lines)
        result = cli_layer_write(&request->common, &work->reached, request->lines,
                                 cm_format_of_path(request->lines), &options);
    return result;
}

static void report(const service_work *work, const service_request *request)
{
    if (!request->common.json)
        return;
    cli_json_begin();
    cli_json_count("centres", work->points.count);
    cli_json_count("off_network", work->centres.off_network);
    cli_json_count("off_longest_part", work->centres.off_main);
    cli_network_report(work->network);
    cli_json_count("rows", work->areas.table.row_count);
    cli_json_text("crs", cli_crs_text(work->plane));
    cli_json_end();
}

static void clear(service_work *work)
{
    cm_features_clear(&work->reached);
    cm_features_clear(&work->areas);
    cm_table_clear(&work->ids);
    cm_network_places_clear(&work->centres.places);
    cm_points_clear(&work->points);
    cm_network_destroy(work->network);
    cm_crs_destroy(work->plane);
    cli_input_clear(&work->lines);
    cli_input_clear(&work->input);
}

cli_exit cli_service(const cli_verb *verb, int argc, char **argv)
{
    service_request request = {.ask = CLI_NETWORK_ASK_INIT, .width_m = 100};
    service_work work = {.plane = NULL};
    cli_exit result = cli_options_read(&request, &argc, argv, verb);

    if (!result)
        result = check_request(&work, &request);
    if (!result)
        result = read_all(&work, &request, argv[0]);
    if (!result)
        result = find(&work, &request);
    if (!result)
        result = write_all(&work, &request);
    if (!result)
        report(&work, &request);
    if (!result)
        result = cli_rejected(&request.common, &work.input.rejects);
    if (!result)
        result = cli_network_rejected(&request.common, &work.lines, work.network);
    clear(&work);
    return result;
}
