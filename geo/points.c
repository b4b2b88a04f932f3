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

/* The column of the weights, CM_ABSENT for none, if points can be had. */
static cm_status find_weight(size_t *out, const cm_features *features, const char *weight)
{
    *out = weight ? cm_table_find_column(&features->table, weight) : CM_ABSENT;
    if (features->geometry != CM_GEOMETRY_POINT)
        return cm__fail(CM_ERR_FORMAT, "points are needed, and the layer has none");
    if (weight && *out == CM_ABSENT)
        return cm__fail(CM_ERR_FORMAT, "there is no column \"%s\" for the weights", weight);
    return CM_OK;
}

/* What is left to do when the places are there. */
static cm_status finish(cm_points *points, const cm_features *features, const cm_crs *plane,
                        size_t weight)
{
    cm_status status = CM_OK;

    if (weight != CM_ABSENT)
        status = take_weights(points, &features->table, weight);
    if (!status)
        status = transform(points, features, plane);
    if (!status)
        status = check_places(points, &features->table);
    return status;
}

cm_status cm_points_read(cm_points *out, const cm_features *features, const cm_crs *plane,
                         const char *weight)
{
    size_t column;
    cm_points points = {0};
    cm_status status = find_weight(&column, features, weight);

    if (!status)
        status = take_places(&points, features, weight != NULL);
    if (!status)
        status = finish(&points, features, plane, column);
    if (status)
        cm_points_clear(&points);
    else
        *out = points;
    return status;
}

/* Hands the coordinates over, without those of rows that have no place. */
static cm_status move_places(cm_points *points, cm_features *features)
{
    const size_t rows = features->table.row_count;
    cm_status status;

    if (rows == 0)
        return CM_OK;
    status = cm__array_grow(&points->row, rows, sizeof *points->row);
    if (status)
        return status;
    points->x = features->x;
    points->y = features->y;
    features->x = features->y = NULL;
    for (size_t row = 0; row < rows; row++) {
        const double x = points->x[row], y = points->y[row];
        points->x[points->count] = x;
        points->y[points->count] = y;
        points->row[points->count] = row;
        points->count += isfinite(x) && isfinite(y);
    }
    return CM_OK;
}

/* Makes room for the weights, or takes that of a column of reals, which are then read in place:
 * none lies before its own point. */
static cm_status move_weights(cm_points *points, cm_features *features, size_t column,
                              double **lent)
{
    cm_column *const from = column == CM_ABSENT ? NULL : &features->table.columns[column];

    if (!from || points->count == 0)
        return CM_OK;
    if (from->type != CM_COLUMN_REAL)
        return cm__array_grow(&points->weight, points->count, sizeof *points->weight);
    points->weight = *lent = from->reals;
    return CM_OK;
}

static void drop_rows(cm_features *features)
{
    cm_table *const table = &features->table;

    cm__array_free(&features->x);
    cm__array_free(&features->y);
    features->vertex_count = features->vertex_capacity = 0;
    for (size_t c = 0; c < table->column_count; c++) {
        cm__array_free(&table->columns[c].texts);
        cm__array_free(&table->columns[c].integers);
        cm__array_free(&table->columns[c].reals);
    }
    cm__array_free(&table->lines);
    table->row_count = table->row_capacity = 0;
}

cm_status cm_points_take(cm_points *out, cm_features *features, const cm_crs *plane,
                         const char *weight)
{
    size_t column;
    double *lent = NULL; /* which has two owners until the rows are dropped */
    cm_points points = {0};
    cm_status status = find_weight(&column, features, weight);

    if (status)
        return status;
    status = move_places(&points, features);
    if (!status)
        status = move_weights(&points, features, column, &lent);
    if (!status)
        status = finish(&points, features, plane, column);
    if (lent)
        features->table.columns[column].reals = NULL;
    drop_rows(features);
    cm__array_free(&points.row);
    if (status)
        cm_points_clear(&points);
    else
        *out = points;
    return status;
}
