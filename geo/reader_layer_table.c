/* reader_layer_table.c - reads a member table from a layer, as if it were a CSV. */
#include "geo/reader_layer_table.h"
#include "geo/base_error.h"
#include "geo/base_number.h"
#include "geo/database_name.h"
#include "geo/reader_source.h"
#include <clustermap/crs.h>
#include <math.h>
#include <string.h>
#include <strings.h>

bool cm__path_is_layer(const char *path)
{
    static const char *const endings[] = {".gpkg", ".geojson", ".shp", ".fgb"};

    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (cm__path_ends_with(path, endings[i]))
            return true;
    return cm__path_is_database(path) || strcasestr(path, ".gpkg:");
}

/* A column of texts for each of the layer's. */
static cm_status copy_columns(cm_table *out, const cm_table *from)
{
    char cell[CM_CELL_MAX];
    cm_status status = cm_table_add_rows(out, from->row_count);

    for (size_t i = 0; i < from->column_count && !status; i++) {
        status = cm_table_add_column(out, NULL, from->columns[i].name, CM_COLUMN_TEXT);
        for (size_t row = 0; row < from->row_count && !status; row++)
            status = cm_table_set_text(out, row, i, cm_table_format(from, row, i, cell));
    }
    return status;
}

static cm_status add_coordinates(cm_table *out, const char *name, const double *values)
{
    size_t column = 0;
    char cell[CM_CELL_MAX];
    cm_status status = cm_table_add_column(out, &column, name, CM_COLUMN_TEXT);

    for (size_t row = 0; row < out->row_count && !status; row++) {
        if (!isfinite(values[row]))
            continue;
        cm__number_print(cell, values[row]);
        status = cm_table_set_text(out, row, column, cell);
    }
    return status;
}

/* Places as a list would give them. */
static cm_status add_places(cm_table *out, cm_features *layer)
{
    cm_crs *from = NULL, *to = NULL;
    cm_status status = cm_crs_create(&from, layer->crs);

    if (!status)
        status = cm_crs_create(&to, CM_CRS_LONLAT);
    if (!status)
        status = cm_crs_transform(from, to, layer->x, layer->y, layer->table.row_count, NULL);
    if (!status)
        status = add_coordinates(out, "lon", layer->x);
    if (!status)
        status = add_coordinates(out, "lat", layer->y);
    cm_crs_destroy(to);
    cm_crs_destroy(from);
    return status;
}

static bool has_coordinates(const cm_table *table)
{
    return cm_table_find_column(table, "lon") != CM_ABSENT ||
           cm_table_find_column(table, "lat") != CM_ABSENT;
}

cm_status cm__table_read_layer(cm_table *out, const char *path, const cm_read_options *options)
{
    cm_read_options all = CM_READ_OPTIONS_INIT;
    cm_features layer = {0};
    cm_table table = {0};
    cm_status status;

    all.allow_remote = options && options->allow_remote;
    status = cm_features_read(&layer, path, &all, NULL);
    if (!status && (layer.geometry == CM_GEOMETRY_LINE || layer.geometry == CM_GEOMETRY_POLYGON))
        status = cm__fail(CM_ERR_FORMAT, "%s: members are points, not lines or polygons",
                          cm__path_is_database(path) ? CM__DATABASE : path);
    if (!status)
        status = copy_columns(&table, &layer.table);
    if (!status && layer.geometry == CM_GEOMETRY_POINT && layer.crs && !has_coordinates(&table))
        status = add_places(&table, &layer);
    cm_features_clear(&layer);
    if (status) {
        cm_table_clear(&table);
        return status;
    }
    *out = table;
    return CM_OK;
}
