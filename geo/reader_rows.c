/* reader_rows.c - the columns and rows of an OGR layer. */
#include "geo/reader_rows.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/base_text.h"
#include "geo/reader_geometry.h"
#include "geo/text_utf8.h"
#include <cpl_string.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* The kind of geometry that the layer says it holds, else that of its first row that has one. A
 * layer that says neither, such as an empty GeoJSON, or that has none, a table, is one of points
 * that have no place yet. */
static cm_geometry find_geometry(OGRLayerH layer)
{
    const OGRwkbGeometryType type = OGR_L_GetGeomType(layer);
    cm_geometry geometry = cm__geometry_of(type);
    OGRFeatureH feature;

    if (geometry != CM_GEOMETRY_NONE)
        return geometry;
    geometry = CM_GEOMETRY_POINT;
    if (type == wkbNone)
        return geometry;
    OGR_L_ResetReading(layer);
    while ((feature = OGR_L_GetNextFeature(layer))) {
        OGRGeometryH place = OGR_F_GetGeometryRef(feature);
        const bool found = place && !OGR_G_IsEmpty(place);
        if (found)
            geometry = cm__geometry_of(OGR_G_GetGeometryType(place));
        OGR_F_Destroy(feature);
        if (found)
            break;
    }
    return geometry;
}

static cm_column_type column_type(OGRFieldDefnH field)
{
    switch (OGR_Fld_GetType(field)) {
    case OFTInteger:
    case OFTInteger64: return CM_COLUMN_INTEGER;
    case OFTReal: return CM_COLUMN_REAL;
    default: return CM_COLUMN_TEXT;
    }
}

/* A layer while its rows are read. */
typedef struct rows_reading {
    cm_features *features;
    OGRLayerH layer;
    const char *path;
    bool raw;
    const char *const *needed;
    int *fields; /* of each column, its place among GDAL's, or KEY */
} rows_reading;

enum { KEY = -1 };

static bool is_needed(const rows_reading *of, const char *name)
{
    const char *const *at = of->needed;

    while (at && *at && !cm__text_is_same(*at, name))
        at++;
    return !at || *at;
}

static cm_status add_column(rows_reading *of, OGRFieldDefnH field, int i)
{
    cm_table *const table = &of->features->table;
    cm_status status = cm__array_grow(&of->fields, table->column_count + 1, sizeof *of->fields);

    if (status)
        return status;
    of->fields[table->column_count] = i;
    return cm_table_add_column(table, NULL, OGR_Fld_GetNameRef(field), column_type(field));
}

/* The column by which a database tells rows apart, often the members' id, is no field of GDAL's;
 * one with the name that GDAL itself gives numbers nothing but rows. */
static cm_status add_key(rows_reading *of)
{
    const char *const name = OGR_L_GetFIDColumn(of->layer);
    cm_status status;

    if (!*name || cm__text_is_same(name, "fid") || cm__text_is_same(name, "ogc_fid") ||
        !is_needed(of, name) || OGR_L_FindFieldIndex(of->layer, name, 1) >= 0)
        return CM_OK;
    if (cm__utf8_span(name, strlen(name)) < strlen(name))
        return cm__fail(CM_ERR_FORMAT, "%s: the name of its key is not valid UTF-8", of->path);
    status = cm__array_grow(&of->fields, 1, sizeof *of->fields);
    if (status)
        return status;
    of->fields[0] = KEY;
    return cm_table_add_column(&of->features->table, NULL, name, CM_COLUMN_INTEGER);
}

static cm_status add_columns(rows_reading *of)
{
    const OGRFeatureDefnH rows = OGR_L_GetLayerDefn(of->layer);
    const char *const path = of->path;
    char **ignored = NULL;
    cm_status status = CM_OK;

    for (int i = 0; i < OGR_FD_GetFieldCount(rows) && !status; i++) {
        OGRFieldDefnH field = OGR_FD_GetFieldDefn(rows, i);
        const char *const name = OGR_Fld_GetNameRef(field);
        const size_t length = strlen(name);
        if (!is_needed(of, name)) {
            ignored = CSLAddString(ignored, name);
            continue;
        }
        if (length == 0 || length > 65535)
            status = cm__fail(CM_ERR_FORMAT, "%s: column %d has no usable name", path, i + 1);
        else if (!of->raw && cm__utf8_span(name, length) < length)
            status = cm__fail(CM_ERR_FORMAT, "%s: the name of column %d is not valid UTF-8", path,
                              i + 1);
        else
            status = add_column(of, field, i);
    }
    if (!status && ignored && OGR_L_TestCapability(of->layer, OLCIgnoreFields))
        (void)OGR_L_SetIgnoredFields(of->layer, (const char **)(void *)ignored);
    CSLDestroy(ignored);
    return status;
}

/* GDAL's zone: 0 unknown, 1 local, 100 UTC, else quarters of an hour from it. */
static int print_zone(char *out, size_t size, int zone)
{
    const int quarters = zone - 100;

    if (zone <= 1)
        return 0;
    if (quarters == 0)
        return snprintf(out, size, "Z");
    return snprintf(out, size, "%c%02d:%02d", quarters < 0 ? '-' : '+',
                    (quarters < 0 ? -quarters : quarters) / 4,
                    (quarters < 0 ? -quarters : quarters) % 4 * 15);
}

/* A date as ISO 8601: GDAL's own words are of the form 2003/09/29 00:00:00+09. */
static void print_date(char *out, size_t size, OGRFeatureH feature, int field, OGRFieldType type)
{
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, zone = 0;
    float second = 0;
    size_t length = 0;

    out[0] = '\0';
    if (!OGR_F_GetFieldAsDateTimeEx(feature, field, &year, &month, &day, &hour, &minute, &second,
                                    &zone))
        return;
    if (type != OFTTime)
        length += (size_t)snprintf(out, size, "%04d-%02d-%02d", year, month, day);
    if (type == OFTDate)
        return;
    const long thousandths = lroundf(second * 1000);
    length += (size_t)snprintf(out + length, size - length, "%s%02d:%02d:%02ld",
                               type == OFTTime ? "" : "T", hour, minute, thousandths / 1000);
    if (thousandths % 1000 != 0)
        length += (size_t)snprintf(out + length, size - length, ".%03ld", thousandths % 1000);
    print_zone(out + length, size - length, zone);
}

static cm_status set_text(const rows_reading *of, OGRFeatureH feature, size_t column)
{
    cm_features *const features = of->features;
    const int field = of->fields[column];
    const OGRFieldType type = OGR_Fld_GetType(OGR_F_GetFieldDefnRef(feature, field));
    const size_t row = features->table.row_count - 1;
    char date[64];
    const char *text = date;

    if (type == OFTDate || type == OFTTime || type == OFTDateTime)
        print_date(date, sizeof date, feature, field, type);
    else
        text = OGR_F_GetFieldAsString(feature, field);
    const size_t length = strlen(text);
    if (!of->raw && cm__utf8_span(text, length) < length)
        return cm__fail(CM_ERR_FORMAT, "%s: row %zu, column %s: the text is not valid UTF-8",
                        of->path, row + 1, features->table.columns[column].name);
    return cm_table_set_text(&features->table, row, column, text);
}

static cm_status set_cells(const rows_reading *of, OGRFeatureH feature)
{
    cm_features *const features = of->features;
    const size_t row = features->table.row_count - 1;
    cm_status status = CM_OK;

    for (size_t i = 0; i < features->table.column_count && !status; i++) {
        const int field = of->fields[i];
        if (field == KEY) {
            cm_table_set_integer(&features->table, row, i, OGR_F_GetFID(feature));
            continue;
        }
        if (!OGR_F_IsFieldSetAndNotNull(feature, field))
            continue;
        switch (features->table.columns[i].type) {
        case CM_COLUMN_INTEGER:
            cm_table_set_integer(&features->table, row, i,
                                 OGR_F_GetFieldAsInteger64(feature, field));
            break;
        case CM_COLUMN_REAL:
            cm_table_set_real(&features->table, row, i, OGR_F_GetFieldAsDouble(feature, field));
            break;
        case CM_COLUMN_TEXT: status = set_text(of, feature, i); break;
        }
    }
    return status;
}

static cm_status add_rows(const rows_reading *of)
{
    cm__vertices vertices = {0};
    OGRFeatureH feature;
    cm_status status = CM_OK;

    OGR_L_ResetReading(of->layer);
    while (!status && (feature = OGR_L_GetNextFeature(of->layer))) {
        status = cm_features_add_row(of->features);
        if (!status)
            status = set_cells(of, feature);
        if (!status)
            status =
                cm__geometry_add(of->features, OGR_F_GetGeometryRef(feature), &vertices, of->path);
        OGR_F_Destroy(feature);
    }
    cm__vertices_clear(&vertices);
    return status;
}

cm_status cm__rows_read(cm_features *out, OGRLayerH layer, const char *path, bool raw,
                        const char *const *needed)
{
    const cm_geometry geometry = find_geometry(layer);
    cm_features features = {0};
    rows_reading of = {&features, layer, path, raw, needed, NULL};
    cm_status status;

    if (geometry == CM_GEOMETRY_NONE)
        return cm__fail(CM_ERR_FORMAT, "%s: has no points, lines or polygons", path);
    status = cm_features_init(&features, geometry, NULL);
    if (!status)
        status = add_key(&of);
    if (!status)
        status = add_columns(&of);
    if (!status)
        status = add_rows(&of);
    cm__array_free(&of.fields);
    if (status)
        cm_features_clear(&features);
    else
        *out = features;
    return status;
}
