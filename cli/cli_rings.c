/* cli_rings.c - clustermap rings POINTS -o OUT --radii ... (--centre X,Y | --centres FEATURES). */
#include <clustermap/rings.h>

#include "cli/cli.h"
#include <clustermap/crs.h>
#include <stdio.h>

#define NO_RANGE 0, 0, NULL

typedef struct rings_request {
    cli_common common;
    cli_list radii, centre;
    const char *centres, *centres_where, *by, *window;
} rings_request;

const cli_option cli_rings_options[] = {
    {"radii", 0, CLI_LENGTHS, offsetof(rings_request, radii), "500m,1km,2km",
     "the rings' outer radii", 1e-3, 1e7, NULL, .is_needed = true},
    {"centre", 0, CLI_TUPLE, offsetof(rings_request, centre), "LON,LAT",
     "the centre; plane units with --crs none", 2, 2, NULL},
    {"centres", 0, CLI_TEXT, offsetof(rings_request, centres), "FEATURES",
     "rings round each of these points", NO_RANGE, .kind = CLI_KIND_POINTS},
    {"centres-where", 0, CLI_TEXT, offsetof(rings_request, centres_where), "SQL",
     "only those of --centres that meet it: \"type = 'university'\"", NO_RANGE,
     .kind = CLI_KIND_SQL, .of = "--centres"},
    {"by", 0, CLI_TEXT, offsetof(rings_request, by), "COL", "count each of its values apart",
     NO_RANGE, .kind = CLI_KIND_COLUMN},
    {"window", 0, CLI_TEXT, offsetof(rings_request, window), "POLYGONS",
     "areas are clipped to these", NO_RANGE, .kind = CLI_KIND_POLYGONS},
    {0},
};

typedef struct rings_work {
    cli_input input, centres, window;
    cm_crs *plane;
    cm_points points, middle;
    cm_table ids, classes;
    cm_features rings;
} rings_work;

static cli_exit check_request(const rings_request *request)
{
    if (!request->radii.count)
        return cli_say(CLI_USAGE, "rings: no radii; name them with --radii 500m,1km");
    if (!request->centre.count == !request->centres)
        return cli_say(CLI_USAGE, "rings: name either --centre or --centres");
    if (request->centres_where && !request->centres)
        return cli_say(CLI_USAGE, "rings: --centres-where is for --centres");
    return CLI_DONE;
}

/* The centre of the command line as a layer of one point. */
static cli_exit make_centre(cm_features *out, const rings_request *request, const char *crs)
{
    const cm_point place = {request->centre.values[0], request->centre.values[1]};

    if (crs && !(place.x >= -180 && place.x <= 180 && place.y >= -90 && place.y <= 90))
        return cli_say(CLI_USAGE, "--centre: %g,%g is not longitude,latitude", place.x, place.y);
    if (cm_features_init(out, CM_GEOMETRY_POINT, crs) || cm_features_add_row(out))
        return cli_fail();
    cm_features_set_point(out, 0, place);
    return CLI_DONE;
}

static cli_exit read_all(rings_work *work, const rings_request *request, const char *path)
{
    const cm_features *const layers[] = {&work->input.features, &work->centres.features};
    const cli_common *const common = &request->common;
    const bool in_plane = cli_read_options(common).ignore_crs;
    cli_common plain = *common; /* --where is for the points that are counted */
    cli_exit result = cli_input_read(&work->input, common, path);

    plain.where = request->centres_where;
    if (!result && request->centres)
        result = cli_input_read(&work->centres, &plain, request->centres);
    else if (!result)
        result = make_centre(&work->centres.features, request, in_plane ? NULL : CM_CRS_LONLAT);
    plain.where = NULL;
    if (!result && request->window)
        result = cli_input_read(&work->window, &plain, request->window);
    if (!result)
        result = cli_plane_open(&work->plane, common, layers, 2);
    if (!result && request->window && work->plane &&
        cm_features_transform(&work->window.features, work->plane))
        result = cli_fail();
    return result;
}

static cli_exit gather(rings_work *work, const rings_request *request, const char *path)
{
    const cli_common *const common = &request->common;
    cli_exit result =
        cli_points_read(&work->points, common, &work->input.features, work->plane, true);

    if (!result)
        result =
            cli_points_read(&work->middle, common, &work->centres.features, work->plane, false);
    if (!result)
        result = cli_point_texts(&work->ids, &work->centres.features, &work->middle, NULL);
    if (!result && work->middle.count == 0)
        result = cli_say(CLI_FAILED, "%s: no place to draw rings round", request->centres);
    if (!result && request->by)
        result = cli_point_texts(&work->classes, &work->input.features, &work->points, request->by);
    if (!result)
        cli_say_unplaced(common, path, &work->input.features, "they are not counted");
    if (!result && request->centres)
        cli_say_unplaced(common, request->centres, &work->centres.features, "they have no rings");
    return result;
}

static cli_exit count_rings(rings_work *work, const rings_request *request)
{
    cm_rings_options options = CM_RINGS_OPTIONS_INIT;
    cm_status status;

    options.radii_m = request->radii.values;
    options.radius_count = request->radii.count;
    options.centre_ids = work->ids.columns[0].texts;
    options.classes = request->by ? work->classes.columns[0].texts : NULL;
    options.window = request->window ? &work->window.features : NULL;
    options.crs = work->plane ? cm_crs_get_definition(work->plane) : NULL;
    options.progress = cli_progress(&request->common);
    status = cm_rings_count(&work->rings, &work->points, &work->middle, &options);
    cli_progress_end();
    if (status || cm_features_set_name(&work->rings, "rings") ||
        cm_features_set_source(&work->rings, work->input.features.source))
        return cli_fail();
    return CLI_DONE;
}

static void report(const rings_work *work, const rings_request *request)
{
    if (!request->common.json)
        return;
    cli_json_begin();
    cli_json_count("points", work->points.count);
    cli_json_count("centres", work->middle.count);
    cli_json_count("rows", work->rings.table.row_count);
    cli_json_text("crs", cli_crs_text(work->plane));
    cli_json_end();
}

static void clear(rings_work *work)
{
    cm_features_clear(&work->rings);
    cm_table_clear(&work->classes);
    cm_table_clear(&work->ids);
    cm_points_clear(&work->middle);
    cm_points_clear(&work->points);
    cm_crs_destroy(work->plane);
    cli_input_clear(&work->window);
    cli_input_clear(&work->centres);
    cli_input_clear(&work->input);
}

cli_exit cli_rings(const cli_verb *verb, int argc, char **argv)
{
    rings_request request = {.by = NULL};
    rings_work work = {.plane = NULL};
    cli_exit result = cli_options_read(&request, &argc, argv, verb);

    if (!result)
        result = check_request(&request);
    if (!result)
        result = read_all(&work, &request, argv[0]);
    if (!result)
        result = gather(&work, &request, argv[0]);
    if (!result)
        result = count_rings(&work, &request);
    if (!result)
        result = cli_features_write(&request.common, &work.rings);
    if (!result)
        report(&work, &request);
    if (!result)
        result = cli_rejected(&request.common, &work.input.rejects);
    clear(&work);
    return result;
}
