/* points.c - weighted points in a plane, taken out of a layer. */
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include <clustermap/points.h>
#include <math.h>
#include <string.h>

#define COORDINATE_MAX 1e9

void cm_points_clear(cm_points *points)
{
    if (!points)
        return;
    cm__array_free(&points->row);
    cm__array_free(&points->weight);
    cm__array_free(&points->y);
    cm__array_free(&points->x);
    *points = (cm_points){0};
}

static cm_status allocate(cm_points *points, size_t count, bool weighted)
{
    cm_status status;

    if (count == 0)
        return CM_OK;
    status = cm__array_grow(&points->x, count, sizeof *points->x);
    if (!status)
        status = cm__array_grow(&points->y, count, sizeof *points->y);
    if (!status && weighted)
        status = cm__array_grow(&points->weight, count, sizeof *points->weight);
    if (!status)
        status = cm__array_grow(&points->row, count, sizeof *points->row);
    return status;
}

static cm_status take_places(cm_points *points, const cm_features *features, bool weighted)
{
    size_t count = 0;
    cm_status status;

    for (size_t row = 0; row < features->table.row_count; row++)
        count += cm_features_has_place(features, row);
    status = allocate(points, count, weighted);
    if (status)
        return status;
    for (size_t row = 0; row < features->table.row_count; row++) {
        if (!cm_features_has_place(features, row))
            continue;
        points->x[points->count] = features->x[row];
        points->y[points->count] = features->y[row];
        points->row[points->count++] = row;
    }
    return CM_OK;
}

/* The line in the file is what a person can find; a layer that was not a text has none. */
static cm_status fail_row(cm_status status, const cm_table *table, size_t row, const char *what)
{
    const int64_t line = table->lines ? table->lines[row] : 0;

    if (line > 0)
        return cm__fail(status, "line %lld: %s", (long long)line, what);
    return cm__fail(status, "row %zu: %s", row + 1, what);
}

static cm_status take_weights(cm_points *points, const cm_table *table, size_t column)
{
    for (size_t i = 0; i < points->count; i++) {
        const double weight = cm_table_get_number(table, points->row[i], column);
        if (!(weight >= 0 && isfinite(weight)))
            return fail_row(CM_ERR_FORMAT, table, points->row[i],
                            "the weight is not a number of 0 or more");
        points->weight[i] = weight;
    }
    return CM_OK;
}

static cm_status transform(cm_points *points, const cm_features *features, const cm_crs *plane)
{
    cm_crs *from = NULL;
    cm_status status;

    if (!plane || points->count == 0)
        return CM_OK;
    if (!features->crs)
        return cm__fail(CM_ERR_DOMAIN, "the layer has no CRS, so it cannot be put into a plane");
    if (strcmp(features->crs, cm_crs_get_definition(plane)) == 0)
        return CM_OK; /* there already */
    status = cm_crs_create(&from, features->crs);
    if (!status)
        status = cm_crs_transform(from, plane, points->x, points->y, points->count, NULL);
    cm_crs_destroy(from);
    return status;
}

static cm_status check_places(const cm_points *points, const cm_table *table)
{
    for (size_t i = 0; i < points->count; i++)
        if (!(fabs(points->x[i]) <= COORDINATE_MAX && fabs(points->y[i]) <= COORDINATE_MAX))
            return fail_row(CM_ERR_DOMAIN, table, points->row[i],
                            "the place lies outside the plane's reach");
    return CM_OK;
}

cm_status cm_points_read(cm_points *out, const cm_features *features, const cm_crs *plane,
                         const char *weight)
{
    const size_t column = weight ? cm_table_find_column(&features->table, weight) : CM_ABSENT;
    cm_points points = {0};
    cm_status status;

    if (features->geometry != CM_GEOMETRY_POINT)
        return cm__fail(CM_ERR_FORMAT, "points are needed, and the layer has none");
    if (weight && column == CM_ABSENT)
        return cm__fail(CM_ERR_FORMAT, "there is no column \"%s\" for the weights", weight);
    status = take_places(&points, features, weight != NULL);
    if (!status && weight)
        status = take_weights(&points, &features->table, column);
    if (!status)
        status = transform(&points, features, plane);
    if (!status)
        status = check_places(&points, &features->table);
    if (status)
        cm_points_clear(&points);
    else
        *out = points;
    return status;
}
