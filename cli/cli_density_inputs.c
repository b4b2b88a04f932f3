/* cli_density_inputs.c - what density reads beside the points: window, others, bandwidths. */
#include "cli/cli_density.h"
#include <math.h>
#include <string.h>

static cli_exit read_window(density_work *work, const density_request *request)
{
    cli_common plain = request->common; /* --where is for the points that are counted */
    cm_features *const polygons = &work->window_input.features;
    cli_exit result;

    plain.where = NULL;
    result = cli_input_read(&work->window_input, &plain, request->window);
    if (result)
        return result;
    if (work->plane && cm_features_transform(polygons, work->plane))
        return cli_fail();
    if (cm_window_create(&work->window, polygons))
        return cli_say(CLI_FAILED, "%s: %s", request->window, cm_error_text());
    return CLI_DONE;
}

cli_exit density_read_others(density_work *work, const density_request *request)
{
    cli_common plain = request->common;
    cli_exit result = CLI_DONE;

    plain.where = NULL;
    if (request->window)
        result = read_window(work, request);
    if (!result && request->relative_to)
        result = cli_input_read(&work->others_input, &plain, request->relative_to);
    if (!result && request->relative_to)
        result =
            cli_points_read(&work->others, &plain, &work->others_input.features, work->plane, true);
    return result;
}

static cli_exit keep_inside(cm_points *points, size_t *outside, const cm_window *window,
                            const char *path)
{
    cm_points inside = {.x = NULL};

    if (!window)
        return CLI_DONE;
    if (cm_window_select(&inside, window, points))
        return cli_fail();
    *outside = points->count - inside.count;
    cm_points_clear(points);
    *points = inside;
    if (inside.count == 0)
        return cli_say(CLI_FAILED, "%s: none of its %zu points lies in the window", path, *outside);
    return CLI_DONE;
}

static bool is_within(const double *values, size_t count, double low, double high)
{
    for (size_t i = 0; i < count; i++)
        if (!(values[i] >= low && values[i] <= high))
            return false;
    return true;
}

/* Whether plane coordinates are Japan's longitudes and latitudes, and lengths of more than a degree
 * are asked for. */
static bool are_degrees(const density_work *work, const density_request *request)
{
    const cm_points *const points = &work->points;
    const char *const crs = work->input.features.crs;
    double length_m = 0;
    cm_crs *from = NULL;

    if (!is_within(points->x, points->count, 122, 154) ||
        !is_within(points->y, points->count, 20, 46))
        return false;
    if (crs && cm_crs_create(&from, crs) == CM_OK && cm_crs_is_geographic(from)) {
        cm_crs_destroy(from);
        return false;
    }
    cm_crs_destroy(from);
    if (request->bandwidth && cli_length_read(&length_m, request->bandwidth))
        return length_m > 1;
    return !request->like && !request->at && request->cell_m > 1;
}

cli_exit density_take_points(density_work *work, const density_request *request, const char *path)
{
    cli_exit result = CLI_DONE;

    if (work->points.count == 0)
        return cli_say(CLI_FAILED, "%s: no point has a place", path);
    if (are_degrees(work, request))
        return cli_say(CLI_FAILED,
                       "%s: %g,%g looks like degrees, and metres are needed; name the columns with "
                       "--lon and --lat",
                       path, work->points.x[0], work->points.y[0]);
    result = keep_inside(&work->points, &work->outside, work->window, path);
    if (!result && request->relative_to && work->others.count == 0)
        result = cli_say(CLI_FAILED, "%s: no point has a place", request->relative_to);
    if (!result && request->relative_to)
        result =
            keep_inside(&work->others, &work->others_outside, work->window, request->relative_to);
    return result;
}

/* The length in a point's row, as the kernel defines its bandwidth. */
static cli_exit read_radius(double *out_m, const density_work *work, const density_request *request,
                            size_t row, const char *path)
{
    const cm_table *const table = &work->input.features.table;
    const size_t column = cm_table_find_column(table, request->radius);
    cli_bandwidth ask = {NULL, request->bandwidth_is, work->options.kernel,
                         CM_BANDWIDTH_OPTIONS_INIT};
    cli_bandwidth_found found;
    char buffer[CM_CELL_MAX];

    ask.text = cm_table_format(table, row, column, buffer);
    if (!cli_bandwidth_is_good(ask.text) ||
        cm_bandwidth_rule_find(ask.text) != CM_BANDWIDTH_RULE_COUNT)
        return cli_say(CLI_FAILED,
                       "%s: row %zu: the radius '%.100s' is no length within "
                       "0.001..1e8 m",
                       path, row + 1, ask.text);
    const cli_exit result = cli_bandwidth_find(&found, &work->points, &ask);
    *out_m = found.bandwidth_m;
    return result;
}

static cli_exit read_radii(double *out_m, density_work *work, const density_request *request,
                           const char *path)
{
    cli_exit result = CLI_DONE;

    if (cm_table_find_column(&work->input.features.table, request->radius) == CM_ABSENT)
        return cli_say(CLI_FAILED, "%s: there is no column \"%s\" for the radius", path,
                       request->radius);
    for (size_t i = 0; i < work->points.count && !result; i++)
        result = read_radius(&out_m[i], work, request, work->points.row[i], path);
    return result;
}

cli_exit density_find_bandwidths(density_work *work, const density_request *request,
                                 const char *path)
{
    double *of_points;
    cli_exit result = CLI_DONE;

    work->narrowest_m = work->widest_m = work->options.bandwidth_m;
    if (!request->radius && !request->adaptive)
        return CLI_DONE;
    if (cm_table_add_column(&work->bandwidths, NULL, "bandwidth_m", CM_COLUMN_REAL) ||
        cm_table_add_rows(&work->bandwidths, work->points.count))
        return cli_fail();
    of_points = work->bandwidths.columns[0].reals;
    if (request->radius)
        result = read_radii(of_points, work, request, path);
    else if (cm_bandwidth_adapt(of_points, &work->points, &work->options))
        result = cli_fail();
    if (result)
        return result;
    work->narrowest_m = INFINITY;
    work->widest_m = 0;
    for (size_t i = 0; i < work->points.count; i++) {
        work->narrowest_m = fmin(work->narrowest_m, of_points[i]);
        work->widest_m = fmax(work->widest_m, of_points[i]);
    }
    if (request->radius)
        work->options.bandwidth_m = work->widest_m;
    return CLI_DONE;
}

static void add_to_box(cm_box *box, const cm_box *other)
{
    box->x_min = fmin(box->x_min, other->x_min);
    box->y_min = fmin(box->y_min, other->y_min);
    box->x_max = fmax(box->x_max, other->x_max);
    box->y_max = fmax(box->y_max, other->y_max);
}

cm_box density_box(const density_work *work)
{
    const cm_kernel kernel = work->options.kernel;
    cm_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};

    for (size_t i = 0; i < work->points.count && work->bandwidths.column_count; i++) {
        const cm_points one = {.x = work->points.x + i, .y = work->points.y + i, .count = 1};
        const cm_box reached = cli_reached_box(&one, kernel, work->bandwidths.columns[0].reals[i]);
        add_to_box(&box, &reached);
    }
    if (!work->bandwidths.column_count)
        box = cli_reached_box(&work->points, kernel, work->options.bandwidth_m);
    if (work->others.count) {
        const cm_box reached = cli_reached_box(&work->others, kernel, work->options.bandwidth_m);
        add_to_box(&box, &reached);
    }
    if (work->window) {
        const cm_box bounds = cm_window_get_bounds(work->window);
        box.x_min = fmax(box.x_min, bounds.x_min);
        box.y_min = fmax(box.y_min, bounds.y_min);
        box.x_max = fmin(box.x_max, bounds.x_max);
        box.y_max = fmin(box.y_max, bounds.y_max);
    }
    return box;
}
