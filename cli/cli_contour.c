/* cli_contour.c - clustermap contour GRID.tif -o OUT. */
#include <clustermap/contour.h>

#include "cli/cli.h"
#include <clustermap/classify.h>
#include <math.h>
#include <stdio.h>

typedef struct contour_request {
    cli_common common;
    long classes;
    const char *method;
    cli_list levels;
} contour_request;

static const char *const methods[] = {"quantile", "equal", "jenks", "headtail", "pretty", NULL};

const cli_option cli_contour_options[] = {
    {"classes", 0, CLI_INTEGER, offsetof(contour_request, classes), "N",
     "how many classes; default 5", 2, CM_CLASSES_MAX, NULL},
    {"method", 0, CLI_CHOICE, offsetof(contour_request, method), "NAME",
     "quantile, equal, jenks, headtail or pretty, of the cells above 0; default quantile", 0, 0,
     methods},
    {"levels", 0, CLI_NUMBERS, offsetof(contour_request, levels), "1,2,5",
     "the levels themselves instead", -1e300, 1e300, NULL},
    {0},
};

/* The cells that hold anything: 0 is "no member in reach", and would fill every class of a map that
 * is empty for the most part. */
static cm_status gather(cm_table *values, const cm_grid *grid)
{
    const size_t count = grid->shape.columns * grid->shape.rows;
    size_t kept = 0;
    cm_status status = cm_table_add_column(values, NULL, "value", CM_COLUMN_REAL);

    for (size_t i = 0; i < count; i++)
        kept += grid->values[i] > 0 && !(grid->has_nodata && grid->values[i] == grid->nodata);
    if (!status)
        status = cm_table_add_rows(values, kept ? kept : 1);
    if (status)
        return status;
    kept = 0;
    for (size_t i = 0; i < count; i++)
        if (grid->values[i] > 0 && !(grid->has_nodata && grid->values[i] == grid->nodata))
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

static void report(const contour_request *request, const cm_features *bands, const cli_list *levels)
{
    if (request->common.json) {
        cli_json_begin();
        cli_json_count("bands", bands->table.row_count);
        cli_json_open("levels", '[');
        for (size_t i = 0; i < levels->count; i++)
            cli_json_number(NULL, levels->values[i]);
        cli_json_close(']');
        cli_json_end();
    }
    if (!request->common.quiet)
        cli_say(CLI_DONE, "%s: %zu bands", request->common.output, bands->table.row_count);
}

cli_exit cli_contour(const cli_verb *verb, int argc, char **argv)
{
    contour_request request = {.classes = 5};
    cm_grid grid = {.values = NULL};
    cm_features bands = {.geometry = CM_GEOMETRY_NONE};
    cli_list levels = {.count = 0};
    cli_exit result = cli_options_read(&request, &argc, argv, verb);
    const cm_read_options options = cli_read_options(&request.common);

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
        result = cli_features_write(&request.common, &bands);
    if (!result)
        report(&request, &bands, &levels);
    cm_features_clear(&bands);
    cm_grid_clear(&grid);
    return result;
}
