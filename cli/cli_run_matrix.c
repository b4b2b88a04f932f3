/* cli_run_matrix.c - distances between members, and from stations to them, in the margin's list. */
#include "cli/cli_run.h"
#include <clustermap/style.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROW_BYTES = 1000, PLACES_MAX = 20 };

/* Places in degrees, with what they are called and how well they are known. */
typedef struct places {
    cm_features features;
    size_t name, precision;          /* columns; the second may be absent */
    size_t order[PLACES_MAX], count; /* rows */
} places;

static cm_lonlat place_of(const places *from, size_t i)
{
    return (cm_lonlat){from->features.x[from->order[i]], from->features.y[from->order[i]]};
}

/* A name may be a number, of type integer in a layer. */
static const char *name_of(char text[CM_CELL_MAX], const places *from, size_t i)
{
    return cm_table_format(&from->features.table, from->order[i], from->name, text);
}

static double precision_of(const places *from, size_t i)
{
    if (from->precision == CM_ABSENT)
        return 0;
    return cm_table_get_number(&from->features.table, from->order[i], from->precision);
}

/* The step of 1, 2.5 or 5 x 10^n metres that a distance between two places is rounded to: not finer
 * than the worse known of them. */
static double choose_step(double precision_m)
{
    static const double digits[] = {1, 2.5, 5, 10};
    const double power = precision_m > 1 ? pow(10, floor(log10(precision_m) + 1e-9)) : 1;

    for (size_t i = 0; i < sizeof digits / sizeof *digits; i++)
        if (digits[i] * power >= precision_m * (1 - 1e-9))
            return digits[i] * power;
    return 10 * power;
}

/* Adds a tab and the distance to the line; "<250" where it is lost in the precision. */
static void add_distance(char *line, double distance_m, double precision_m)
{
    const size_t length = strlen(line);
    const double step_m = choose_step(precision_m);
    const double rounded_m = step_m * round(distance_m / step_m);

    if (rounded_m > 0)
        snprintf(line + length, ROW_BYTES - length, "\t%.0f", rounded_m);
    else
        snprintf(line + length, ROW_BYTES - length, "\t<%g", step_m);
}

/* Adds the distances from one place to the first `count` of others. */
static void add_distances(char *line, const places *from, size_t i, const places *to, size_t count)
{
    for (size_t k = 0; k < count; k++)
        add_distance(line, cm_geodesic_distance_m(place_of(from, i), place_of(to, k), NULL),
                     fmax(precision_of(from, i), precision_of(to, k)));
}

/* The numbers of the members over their columns. */
static cm_status list_numbers(cm_table *lines, const places *members)
{
    char line[ROW_BYTES] = "\t";

    for (size_t i = 0; i < members->count; i++) {
        const size_t length = strlen(line);
        char name[CM_CELL_MAX];
        snprintf(line + length, ROW_BYTES - length, "\t%.20s", name_of(name, members, i));
    }
    return run_add_line(lines, "%s", line);
}

static cm_status list_stations(cm_table *lines, const places *stations, const places *members)
{
    cm_status status = CM_OK;

    for (size_t i = 0; i < stations->count && !status; i++) {
        char line[ROW_BYTES], name[CM_CELL_MAX];
        snprintf(line, sizeof line, "\t%.200s", name_of(name, stations, i));
        add_distances(line, stations, i, members, members->count);
        status = run_add_line(lines, "%s", line);
    }
    return status;
}

/* Each pair once: below the diagonal. */
static cm_status list_members(cm_table *lines, const places *members)
{
    cm_status status = CM_OK;

    for (size_t i = 1; i < members->count && !status; i++) {
        char line[ROW_BYTES], name[CM_CELL_MAX];
        snprintf(line, sizeof line, "%.20s\t", name_of(name, members, i));
        add_distances(line, members, i, members, i);
        status = run_add_line(lines, "%s", line);
    }
    return status;
}

/* ---- what the matrix is of ---- */

static cm_status to_degrees(cm_features *features)
{
    cm_crs *lonlat = NULL;
    cm_status status = cm_crs_create(&lonlat, CM_CRS_LONLAT);

    if (!status)
        status = cm_features_transform(features, lonlat);
    cm_crs_destroy(lonlat);
    return status;
}

/* By their numbers; few, so that insertion will do. */
static void sort_members(places *members)
{
    const cm_table *const table = &members->features.table;

    for (size_t i = 1; i < members->count; i++) {
        const size_t row = members->order[i];
        const double number = strtod(cm_table_get_text(table, row, members->name), NULL);
        size_t at = i;
        for (; at > 0; at--) {
            const size_t before = members->order[at - 1];
            if (strtod(cm_table_get_text(table, before, members->name), NULL) < number)
                break;
            members->order[at] = before;
        }
        members->order[at] = row;
    }
}

/* Those that have a place; more than would fit a page are refused. */
static cli_exit order_places(places *out, const run_work *work)
{
    const project_matrix *const ask = &work->project.matrix;

    for (size_t row = 0; row < out->features.table.row_count; row++) {
        if (!cm_features_has_place(&out->features, row))
            continue;
        if (out->count == PLACES_MAX)
            return cli_say(CLI_FAILED, "%s:%ld: matrix: over %d places are no table for a margin",
                           work->project.path, ask->line, PLACES_MAX);
        out->order[out->count++] = row;
    }
    if (out->count == 0)
        return cli_say(CLI_FAILED, "%s:%ld: matrix: nothing there has a place", work->project.path,
                       ask->line);
    return CLI_DONE;
}

static cli_exit choose_members(places *out, const run_work *work)
{
    const project_matrix *const ask = &work->project.matrix;

    if (cm_features_copy(&out->features, &work->drawn) ||
        (ask->where && cm_features_filter(&out->features, ask->where)) ||
        to_degrees(&out->features))
        return cli_fail();
    out->name = cm_table_find_column(&out->features.table, RUN_LABEL_COLUMN);
    out->precision =
        ask->precision ? cm_table_find_column(&out->features.table, ask->precision) : CM_ABSENT;
    if (ask->precision && out->precision == CM_ABSENT)
        return cli_say(CLI_FAILED, "%s:%ld: precision: the list has no column '%.100s'",
                       work->project.path, ask->line, ask->precision);
    const cli_exit result = order_places(out, work);
    sort_members(out);
    return result;
}

/* The points of a layer by their names; the layer's own, where the matrix names no column. */
static cli_exit take_stations(places *out, const run_work *work, const run_layer *layer)
{
    const project_matrix *const ask = &work->project.matrix;
    const char *const label = project_pick(&work->project, ask->label, ask->label_en);
    const char *const name = label ? label : layer->style.label.column;

    if (layer->features.geometry != CM_GEOMETRY_POINT || !name)
        return cli_say(CLI_FAILED, "%s:%ld: from: '%s' is not of points with names",
                       work->project.path, ask->line, ask->from);
    if (cm_features_copy(&out->features, &layer->features) || to_degrees(&out->features))
        return cli_fail();
    out->name = cm_table_find_column(&out->features.table, name);
    out->precision =
        ask->precision ? cm_table_find_column(&out->features.table, ask->precision) : CM_ABSENT;
    if (out->name == CM_ABSENT)
        return cli_say(CLI_FAILED, "%s:%ld: label: '%s' has no column '%.100s'", work->project.path,
                       ask->line, ask->from, name);
    return order_places(out, work);
}

static cli_exit choose_stations(places *out, const run_work *work)
{
    const char *const from = work->project.matrix.from;

    for (size_t i = 0; i < work->project.layer_count && from; i++)
        if (strcmp(work->layers[i].ask->id, from) == 0)
            return take_stations(out, work, &work->layers[i]);
    return CLI_DONE;
}

cli_exit run_list_matrix(run_work *work)
{
    const project_matrix *const ask = &work->project.matrix;
    const char *const title = project_text(&work->project, ask->title, ask->title_en);
    places members = {.features = {.geometry = CM_GEOMETRY_NONE}};
    places stations = {.features = {.geometry = CM_GEOMETRY_NONE}};
    cm_table *const lines = &work->index;
    cli_exit result = CLI_DONE;

    if (!ask->line)
        return CLI_DONE;
    result = choose_members(&members, work);
    if (!result)
        result = choose_stations(&stations, work);
    if (!result &&
        (run_add_line(lines, "%.300s",
                      title ? title
                            : project_text(&work->project, "距離（m）", "Distances in m")) ||
         list_numbers(lines, &members) || list_stations(lines, &stations, &members) ||
         list_members(lines, &members)))
        result = cli_fail();
    cm_features_clear(&stations.features);
    cm_features_clear(&members.features);
    return result;
}
