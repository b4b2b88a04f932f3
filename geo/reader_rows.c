/* reader_rows.c - the columns and rows of an OGR layer. */
#include "geo/reader_rows.h"
#include "geo/base_error.h"
#include "geo/reader_geometry.h"
#include "geo/text_decode.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

/* The kind of geometry that the layer says it holds, else that of its first row that has one. A
 * layer that says neither, such as an empty GeoJSON, is one of points. */
static cm_geometry find_geometry(OGRLayerH layer)
{
    const OGRwkbGeometryType type = OGR_L_GetGeomType(layer);
    cm_geometry geometry = cm__geometry_of(type);
    OGRFeatureH feature;

    if (geometry != CM_GEOMETRY_NONE || type == wkbNone)
        return geometry;
    geometry = CM_GEOMETRY_POINT;
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

static cm_status add_columns(cm_features *features, OGRFeatureDefnH rows, const char *path,
                             bool raw)
{
    cm_status status = CM_OK;

    for (int i = 0; i < OGR_FD_GetFieldCount(rows) && !status; i++) {
        OGRFieldDefnH field = OGR_FD_GetFieldDefn(rows, i);
        const char *const name = OGR_Fld_GetNameRef(field);
        const size_t length = strlen(name);
        if (length == 0 || length > 65535)
            return cm__fail(CM_ERR_FORMAT, "%s: column %d has no usable name", path, i + 1);
        if (!raw && cm__utf8_span(name, length) < length)
            return cm__fail(CM_ERR_FORMAT, "%s: the name of column %d is not valid UTF-8", path,
                            i + 1);
        status = cm_table_add_column(&features->table, NULL, name, column_type(field));
    }
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

static cm_status set_text(cm_features *features, OGRFeatureH feature, int field, const char *path,
                          bool raw)
{
    const OGRFieldType type = OGR_Fld_GetType(OGR_F_GetFieldDefnRef(feature, field));
    const size_t row = features->table.row_count - 1;
    char date[64];
    const char *text = date;

    if (type == OFTDate || type == OFTTime || type == OFTDateTime)
        print_date(date, sizeof date, feature, field, type);
    else
        text = OGR_F_GetFieldAsString(feature, field);
    const size_t length = strlen(text);
    if (!raw && cm__utf8_span(text, length) < length)
        return cm__fail(CM_ERR_FORMAT, "%s: row %zu, column %s: the text is not valid UTF-8", path,
                        row + 1, features->table.columns[field].name);
    return cm_table_set_text(&features->table, row, (size_t)field, text);
}

static cm_status set_cells(cm_features *features, OGRFeatureH feature, const char *path, bool raw)
{
    const size_t row = features->table.row_count - 1;
    cm_status status = CM_OK;

    for (size_t i = 0; i < features->table.column_count && !status; i++) {
        if (!OGR_F_IsFieldSetAndNotNull(feature, (int)i))
            continue;
        switch (features->table.columns[i].type) {
        case CM_COLUMN_INTEGER:
            cm_table_set_integer(&features->table, row, i,
                                 OGR_F_GetFieldAsInteger64(feature, (int)i));
            break;
        case CM_COLUMN_REAL:
            cm_table_set_real(&features->table, row, i, OGR_F_GetFieldAsDouble(feature, (int)i));
            break;
        case CM_COLUMN_TEXT: status = set_text(features, feature, (int)i, path, raw); break;
        }
    }
    return status;
}

static cm_status add_rows(cm_features *features, OGRLayerH layer, const char *path, bool raw)
{
    cm__vertices vertices = {0};
    OGRFeatureH feature;
    cm_status status = CM_OK;

    OGR_L_ResetReading(layer);
    while (!status && (feature = OGR_L_GetNextFeature(layer))) {
        status = cm_features_add_row(features);
        if (!status)
            status = set_cells(features, feature, path, raw);
        if (!status)
            status = cm__geometry_add(features, OGR_F_GetGeometryRef(feature), &vertices, path);
        OGR_F_Destroy(feature);
    }
    cm__vertices_clear(&vertices);
    return status;
}

cm_status cm__rows_read(cm_features *out, OGRLayerH layer, const char *path, bool raw)
{
    const cm_geometry geometry = find_geometry(layer);
    cm_features features = {0};
    cm_status status;

    if (geometry == CM_GEOMETRY_NONE)
        return cm__fail(CM_ERR_FORMAT, "%s: has no points, lines or polygons", path);
    status = cm_features_init(&features, geometry, NULL);
    if (!status)
        status = add_columns(&features, OGR_L_GetLayerDefn(layer), path, raw);
    if (!status)
        status = add_rows(&features, layer, path, raw);
    if (status)
        cm_features_clear(&features);
    else
        *out = features;
    return status;
}
