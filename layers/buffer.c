/* buffer.c - what lies within a distance of features. */
#include <clustermap/buffer.h>

#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "layers/geos_buffer.h"
#include "layers/geos_polygons.h"
#include "layers/polygon_area.h"

static const double M2_PER_KM2 = 1e6;
#define COORDINATE_MAX 1e9
enum { ROWS_A_STEP = 1024 };

static cm_status check_numbers(const cm_buffer_options *options, double *tolerance)
{
    const double radius = options->radius_m;

    if (!(radius >= 1e-3 && radius <= 1e7))
        return cm__fail(CM_ERR_DOMAIN, "a radius of %g m is not within 0.001..1e7", radius);
    *tolerance = isnan(options->tolerance_m) ? fmin(0.1, radius / 1000) : options->tolerance_m;
    if (!(*tolerance >= radius * 1e-7 && *tolerance <= radius / 4))
        return cm__fail(CM_ERR_DOMAIN, "a tolerance of %g m is not within %g..%g", *tolerance,
                        radius * 1e-7, radius / 4);
    return CM_OK;
}

static cm_status check_features(const cm_features *features)
{
    if (features->geometry == CM_GEOMETRY_NONE)
        return cm__fail(CM_ERR_DOMAIN, "a table without places has nothing to be near to");
    for (size_t i = 0; i < features->vertex_count; i++)
        if (fabs(features->x[i]) > COORDINATE_MAX || fabs(features->y[i]) > COORDINATE_MAX)
            return cm__fail(CM_ERR_DOMAIN, "a place at %g,%g is not within -1e9..1e9",
                            features->x[i], features->y[i]);
    if (features->geometry != CM_GEOMETRY_POLYGON)
        return CM_OK;
    return cm__geos_check_polygons(features, features->name ? features->name : "the layer");
}

/* Circles need no union where each is a row. */
static cm_status add_circles(cm_features *out, const cm__buffer_job *job)
{
    const cm_features *const from = job->features;
    const size_t corners = job->arc->corners + 1;
    double *xy = NULL;
    cm_status status = cm__array_grow(&xy, 2 * corners, sizeof *xy);

    for (size_t row = 0; row < from->table.row_count && !status; row++) {
        const cm_progress *const progress = job->progress;
        const double share = (double)row / (double)from->table.row_count;
        if (row % ROWS_A_STEP == 0 && progress->step && !progress->step(progress->context, share))
            status = cm__fail(CM_ERR_STOPPED, "the buffer was stopped");
        if (!status)
            status = cm_features_add_row(out);
        if (status || !cm_features_has_place(from, row))
            continue;
        cm__circle_outline(xy, xy + corners, (cm_point){from->x[row], from->y[row]}, job->arc);
        status = cm_features_add_part(out, xy, xy + corners, corners, false);
    }
    cm__array_free(&xy);
    return status;
}

static void set_areas(cm_features *out, size_t column)
{
    for (size_t row = 0; row < out->table.row_count; row++)
        cm_table_set_real(&out->table, row, column,
                          cm_features_has_place(out, row) ? cm__row_area(out, row) / M2_PER_KM2
                                                          : NAN);
}

/* The rows' own cells, and the column of areas: theirs, if they have such a one. */
static cm_status copy_cells(cm_table *out, size_t *area, const cm_features *from)
{
    cm_status status = cm_table_copy(out, &from->table);

    *area = cm_table_find_column(out, "area_km2");
    if (status || (*area != CM_ABSENT && out->columns[*area].type == CM_COLUMN_REAL))
        return status;
    return cm_table_add_column(out, area, *area == CM_ABSENT ? "area_km2" : "buffer_km2",
                               CM_COLUMN_REAL);
}

/* One row: how many features have a place, and the area. */
static cm_status count_cells(cm_table *out, size_t *area, const cm_features *from)
{
    size_t column;
    int64_t placed = 0;
    cm_status status = cm_table_add_column(out, &column, "features", CM_COLUMN_INTEGER);

    if (!status)
        status = cm_table_add_column(out, area, "area_km2", CM_COLUMN_REAL);
    if (!status)
        status = cm_table_add_rows(out, 1);
    if (status)
        return status;
    for (size_t row = 0; row < from->table.row_count; row++)
        placed += cm_features_has_place(from, row);
    cm_table_set_integer(out, 0, column, placed);
    return CM_OK;
}

/* Puts a table in place of the empty one that grew with the shapes. */
static cm_status finish(cm_features *shapes, const cm_features *from, bool dissolve)
{
    cm_table table = {.columns = NULL};
    size_t area = 0;
    cm_status status =
        dissolve ? count_cells(&table, &area, from) : copy_cells(&table, &area, from);

    if (status) {
        cm_table_clear(&table);
        return status;
    }
    cm_table_clear(&shapes->table);
    shapes->table = table;
    set_areas(shapes, area);
    status = cm_features_set_crs(shapes, from->crs);
    if (!status)
        status = cm_features_set_name(shapes, from->name);
    if (!status)
        status = cm_features_set_title(shapes, from->title);
    if (!status)
        status = cm_features_set_source(shapes, from->source);
    return status;
}

static cm_status draw(cm_features *out, const cm_features *features,
                      const cm_buffer_options *options, double tolerance)
{
    const size_t corners = cm__arc_corners(options->radius_m, tolerance);
    cm_point *unit = NULL;
    cm_status status = cm__array_grow(&unit, corners, sizeof *unit);

    if (status)
        return status;
    cm__arc_fill(unit, corners);
    const cm__arc arc = {options->radius_m, corners, unit};
    const cm__buffer_job job = {features, &arc, options->dissolve, options->threads,
                                &options->progress};
    status = cm_features_init(out, CM_GEOMETRY_POLYGON, NULL);
    if (!status && features->geometry == CM_GEOMETRY_POINT && !options->dissolve)
        status = add_circles(out, &job);
    else if (!status)
        status = cm__geos_buffer(out, &job);
    cm__array_free(&unit);
    return status;
}

cm_status cm_buffer_draw(cm_features *out, const cm_features *features,
                         const cm_buffer_options *options)
{
    cm_features made = {.geometry = CM_GEOMETRY_NONE};
    double tolerance = 0;
    cm_status status = check_numbers(options, &tolerance);

    if (!status)
        status = check_features(features);
    if (!status)
        status = draw(&made, features, options, tolerance);
    if (!status)
        status = finish(&made, features, options->dissolve);
    if (status)
        cm_features_clear(&made);
    else
        *out = made;
    return status;
}
