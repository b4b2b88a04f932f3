/* cli_buffer.c - clustermap buffer FEATURES -o OUT --radius 400m [--dissolve]. */
#include <clustermap/buffer.h>

#include "cli/cli.h"
#include <clustermap/crs.h>

typedef struct buffer_request {
    cli_common common;
    double radius, tolerance;
    bool dissolve;
} buffer_request;

const cli_option cli_buffer_options[] = {
    {"radius", 0, CLI_LENGTH, offsetof(buffer_request, radius), "400m", "how far", 1e-3, 1e7, NULL,
     .is_needed = true},
    {"dissolve", 0, CLI_FLAG, offsetof(buffer_request, dissolve), "",
     "all in one, without what lies between them", 0, 0, NULL},
    {"tolerance", 0, CLI_LENGTH, offsetof(buffer_request, tolerance), "LENGTH",
     "how far a chord may lie inside its arc; default 0.1m (0.1 mm at 1:1,000), at most a "
     "thousandth of the radius",
     1e-10, 2.5e6, NULL},
    {0},
};

typedef struct buffer_work {
    cli_input input;
    cm_crs *plane;
    cm_features made;
} buffer_work;

static cli_exit check_request(const buffer_request *request)
{
    const double radius = request->radius, tolerance = request->tolerance;

    if (isnan(radius))
        return cli_say(CLI_USAGE, "buffer: no radius; name it with --radius 400m");
    if (!isnan(tolerance) && !(tolerance >= radius * 1e-7 && tolerance <= radius / 4))
        return cli_say(CLI_USAGE, "--tolerance: %g is not within %g..%g, for a radius of %g",
                       tolerance, radius * 1e-7, radius / 4, radius);
    return CLI_DONE;
}

static cli_exit read_input(buffer_work *work, const buffer_request *request, const char *path)
{
    const cm_features *const layers[] = {&work->input.features};
    cli_exit result = cli_input_read(&work->input, &request->common, path);

    if (!result)
        result = cli_plane_open(&work->plane, &request->common, layers, 1);
    if (!result && work->plane && cm_features_transform(&work->input.features, work->plane))
        result = cli_fail();
    return result;
}

static cli_exit draw(buffer_work *work, const buffer_request *request)
{
    cm_buffer_options options = CM_BUFFER_OPTIONS_INIT;
    cm_status status;

    options.radius_m = request->radius;
    options.tolerance_m = request->tolerance;
    options.dissolve = request->dissolve;
    options.threads = (int)request->common.threads;
    options.progress = cli_progress(&request->common);
    status = cm_buffer_draw(&work->made, &work->input.features, &options);
    cli_progress_end();
    if (status || cm_features_set_name(&work->made, "buffer"))
        return cli_fail();
    return CLI_DONE;
}

/* Of all rows; where they lie over each other, that counts for each. */
static double whole_area(const cm_features *made)
{
    const size_t area = cm_table_find_column(&made->table, "area_km2");
    const bool is_real = made->table.columns[area].type == CM_COLUMN_REAL;
    const size_t column = is_real ? area : cm_table_find_column(&made->table, "buffer_km2");
    double sum = 0;

    for (size_t row = 0; row < made->table.row_count; row++)
        if (cm_features_has_place(made, row))
            sum += cm_table_get_number(&made->table, row, column);
    return sum;
}

static void report(const buffer_work *work, const buffer_request *request)
{
    const double area_km2 = whole_area(&work->made);

    if (request->common.json) {
        cli_json_begin();
        cli_json_count("features", work->input.features.table.row_count);
        cli_json_number("radius_m", request->radius);
        cli_json_count("rows", work->made.table.row_count);
        cli_json_number("area_km2", area_km2);
        cli_json_text("crs", cli_crs_text(work->plane));
        cli_json_end();
    }
    if (!request->common.quiet)
        cli_say(CLI_DONE, "%s: within %g m of %zu features, %zu rows, %g km2%s",
                request->common.output, request->radius, work->input.features.table.row_count,
                work->made.table.row_count, area_km2,
                request->dissolve ? "" : " in all, overlaps counted for each");
}

cli_exit cli_buffer(const cli_verb *verb, int argc, char **argv)
{
    buffer_request request = {.radius = NAN, .tolerance = NAN};
    buffer_work work = {.plane = NULL};
    cli_exit result = cli_options_read(&request, &argc, argv, verb);

    if (!result)
        result = check_request(&request);
    if (!result)
        result = read_input(&work, &request, argv[0]);
    if (!result)
        result = draw(&work, &request);
    if (!result)
        result = cli_features_write(&request.common, &work.made);
    if (!result)
        report(&work, &request);
    if (!result)
        result = cli_rejected(&request.common, &work.input.rejects);
    cm_features_clear(&work.made);
    cm_crs_destroy(work.plane);
    cli_input_clear(&work.input);
    return result;
}
