/* cli_contour.c - clustermap contour GRID.tif -o OUT. */
#include <clustermap/contour.h>

#include "cli/cli.h"
#include <clustermap/classify.h>
#include <clustermap/contour_members.h>
#include <clustermap/crs.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct contour_request {
    cli_common common;
    long classes;
    const char *method, *points;
    cli_list levels;
    bool qml;
} contour_request;

static const char *const methods[] = {"quantile", "equal", "jenks", "headtail", "pretty", NULL};

const cli_option cli_contour_options[] = {
    {"classes", 0, CLI_INTEGER, offsetof(contour_request, classes), "N", "how many classes", 2,
     CM_CLASSES_MAX, NULL, .preset = "5"},
    {"method", 0, CLI_CHOICE, offsetof(contour_request, method), "NAME",
     "quantile, equal, jenks, headtail or pretty, of the cells above 0 (of all where some are "
     "below)",
     0, 0, methods, .preset = "quantile"},
    {"levels", 0, CLI_NUMBERS, offsetof(contour_request, levels), "1,2,5",
     "the levels themselves instead", -1e300, 1e300, NULL},
    {"points", 0, CLI_TEXT, offsetof(contour_request, points), "MEMBERS",
     "count these in each band and above each level: columns members, members_above", 0, 0, NULL,
     .kind = CLI_KIND_POINTS},
    {"weight", 0, CLI_TEXT, offsetof(contour_request, common.weight), "COL",
     "column of the weights of MEMBERS: columns weight, weight_above", 0, 0, NULL,
     .kind = CLI_KIND_COLUMN, .of = "--points"},
    {"qml", 0, CLI_FLAG, offsetof(contour_request, qml), "",
     "also OUT.qml, by which QGIS shows the bands in the colours of a map", 0, 0, NULL},
    {0},
};

/* Whether a cell is to be classified. 0 is "no member in reach", and would fill every class of a
 * map that is empty for the most part; but not in a grid of differences. */
static bool counts(const cm_grid *grid, size_t cell, bool is_signed)
{
    const float value = grid->values[cell];

    return (is_signed ? isfinite(value) != 0 : value > 0) &&
           !(grid->has_nodata && value == grid->nodata);
}

static cm_status gather(cm_table *values, const cm_grid *grid)
{
    const size_t count = grid->shape.columns * grid->shape.rows;
    const bool is_signed = cm_grid_get_statistics(grid).min < 0;
    size_t kept = 0;
    cm_status status = cm_table_add_column(values, NULL, "value", CM_COLUMN_REAL);

    for (size_t i = 0; i < count; i++)
        kept += counts(grid, i, is_signed);
    if (!status)
        status = cm_table_add_rows(values, kept);
    if (status)
        return status;
    kept = 0;
    for (size_t i = 0; i < count; i++)
        if (counts(grid, i, is_signed))
            values->columns[0].reals[kept++] = (double)grid->values[i];
    return CM_OK;
}

static cli_exit find_levels(cli_list *levels, const contour_request *request, const cm_grid *grid)
{
    const char *const method = request->method ? request->method : "quantile";
    cm_class_limits limits;
    cm_table values = {0};
    cm_status status;

    if (request->levels.count) {
        *levels = request->levels;
        return CLI_DONE;
    }
    status = gather(&values, grid);
    if (!status && values.row_count == 0) {
        cm_table_clear(&values);
        return cli_say(CLI_FAILED, "no cell of the grid has a value above 0 to classify");
    }
    if (!status)
        status = cm_classify(&limits, values.columns[0].reals, values.row_count,
                             cm_classify_method_find(method), (size_t)request->classes);
    cm_table_clear(&values);
    if (status)
        return cli_fail();
    levels->count =
        limits.class_count; /* the last limit is the maximum: the last band ends there */
    for (size_t i = 0; i < limits.class_count; i++)
        levels->values[i] = limits.limits[i];
    return CLI_DONE;
}

/* The members in the grid's own plane. */
static cli_exit read_members(cm_points *out, contour_request *request, const cm_grid *grid)
{
    cli_input input;
    cm_crs *plane = NULL;
    cli_exit result;

    request->common.crs = grid->crs ? grid->crs : "none";
    if (grid->crs && cm_crs_create(&plane, grid->crs))
        return cli_fail();
    result = cli_input_read(&input, &request->common, request->points);
    if (!result)
        result = cli_points_read(out, &request->common, &input.features, plane, true);
    cli_input_clear(&input);
    cm_crs_destroy(plane);
    return result;
}

/* Area, and members if there are any, above each level. */
static cli_exit count(cm_features *bands, contour_request *request, const cm_grid *grid)
{
    cm_points members = {.x = NULL};
    cli_exit result = CLI_DONE;

    if (request->points)
        result = read_members(&members, request, grid);
    if (!result && cm_contour_count(bands, request->points ? &members : NULL))
        result = cli_fail();
    cm_points_clear(&members);
    return result;
}

static cli_exit write_bands(const contour_request *request, const cm_features *bands,
                            const cli_list *levels, const cm_grid *grid)
{
    const cli_exit result = cli_features_write(&request->common, bands);

    if (result || !request->qml)
        return result;
    return cli_qml_bands(&request->common, bands, levels, cm_grid_get_statistics(grid).max);
}

static void print_bands(const cm_features *bands)
{
    const cm_table *const table = &bands->table;

    cli_json_open("rows", '[');
    for (size_t row = 0; row < table->row_count; row++) {
        cli_json_open(NULL, '{');
        for (size_t i = 0; i < table->column_count; i++)
            cli_json_number(table->columns[i].name, cm_table_get_number(table, row, i));
        cli_json_close('}');
    }
    cli_json_close(']');
}

static void report(const contour_request *request, const cm_features *bands, const cli_list *levels)
{
    if (request->common.json) {
        cli_json_begin();
        cli_json_count("bands", bands->table.row_count);
        cli_json_open("levels", '[');
        for (size_t i = 0; i < levels->count; i++)
            cli_json_number(NULL, levels->values[i]);
        cli_json_close(']');
        print_bands(bands);
        cli_json_end();
    }
    if (!request->common.quiet)
        cli_say(CLI_DONE, "%s: %zu bands", request->common.output, bands->table.row_count);
}

static cli_exit check_qml(const contour_request *request)
{
    const cm_format format = cli_output_format(&request->common, request->common.output);
    char path[4096];

    if (strcmp(request->common.output, "-") == 0 ||
        (format != CM_FORMAT_SHP && format != CM_FORMAT_GEOJSON && format != CM_FORMAT_FGB))
        return cli_say(CLI_USAGE, "--qml writes a style beside .shp, .geojson or .fgb");
    if (request->levels.count > CM_CLASSES_MAX)
        return cli_say(CLI_USAGE, "--qml: at most %d levels have colours", CM_CLASSES_MAX);
    return cli_qml_check(path, sizeof path, &request->common);
}

static cli_exit check_request(const contour_request *request)
{
    if (request->common.weight && !request->points)
        return cli_say(CLI_USAGE, "--weight is of the members of --points");
    return request->qml ? check_qml(request) : CLI_DONE;
}

cli_exit cli_contour(const cli_verb *verb, int argc, char **argv)
{
    contour_request request = {.classes = 5};
    cm_grid grid = {.values = NULL};
    cm_features bands = {.geometry = CM_GEOMETRY_NONE};
    cli_list levels = {.count = 0};
    cli_exit result = cli_options_read(&request, &argc, argv, verb);
    const cm_read_options options = cli_read_options(&request.common);

    if (!result)
        result = check_request(&request);
    if (result)
        return result;
    if (cm_grid_read(&grid, argv[0], &options))
        result = cli_fail();
    if (!result)
        result = find_levels(&levels, &request, &grid);
    if (!result && (cm_contour_bands(&bands, &grid, levels.values, levels.count) ||
                    cm_features_set_name(&bands, "bands")))
        result = cli_fail();
    if (!result)
        result = count(&bands, &request, &grid);
    if (!result)
        result = write_bands(&request, &bands, &levels, &grid);
    if (!result)
        report(&request, &bands, &levels);
    cm_features_clear(&bands);
    cm_grid_clear(&grid);
    return result;
}
