/* export_ogr_layer.c - rows of a layer as features of OGR, there and back. */
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/base_number.h"
#include "geo/text_utf8.h"
#include "output/export_ogr.h"
#include "output/export_shape.h"
#include <cpl_string.h>
#include <math.h>
#include <ogr_api.h>
#include <string.h>

/* What goes from row to row. */
typedef struct writer {
    const cm__gdal *block;
    const cm__ogr_layer *layer;
    const cm_features *features;
    OGRLayerH out;
    OGRwkbGeometryType type;
    bool is_multi;
    cm__text text;
    unsigned long long sum;
} writer;

/* One kind of geometry for the whole layer: several parts in any row make all rows several. */
static bool has_multi(const cm_features *layer)
{
    for (size_t row = 0; row < layer->table.row_count; row++) {
        const cm__parts parts = cm__parts_of(layer, row);
        if (parts.end - parts.first > 1 &&
            (layer->geometry == CM_GEOMETRY_LINE || cm__outer_ring_count(layer, row) > 1))
            return true;
    }
    return false;
}

static OGRwkbGeometryType single_type(cm_geometry geometry)
{
    switch (geometry) {
    case CM_GEOMETRY_POINT: return wkbPoint;
    case CM_GEOMETRY_LINE: return wkbLineString;
    case CM_GEOMETRY_POLYGON: return wkbPolygon;
    case CM_GEOMETRY_NONE: break;
    }
    return wkbNone;
}

static OGRwkbGeometryType layer_type(const cm_features *layer)
{
    const OGRwkbGeometryType type = single_type(layer->geometry);

    if (type != wkbLineString && type != wkbPolygon)
        return type;
    return has_multi(layer) ? OGR_GT_GetCollection(type) : type;
}

/* OGR takes a part's vertices as they lie in memory. */
static OGRGeometryH make_part(const cm_features *layer, size_t part, OGRwkbGeometryType type)
{
    const size_t first = layer->first_vertex[part], count = layer->first_vertex[part + 1] - first;
    const OGRGeometryH out = OGR_G_CreateGeometry(type);

    if (out)
        OGR_G_SetPoints(out, (int)count, &layer->x[first], sizeof *layer->x, &layer->y[first],
                        sizeof *layer->y, NULL, 0);
    return out;
}

static OGRGeometryH make_parts(const writer *to, size_t row)
{
    const cm_features *const layer = to->features;
    const bool is_polygon = layer->geometry == CM_GEOMETRY_POLYGON;
    const cm__parts parts = cm__parts_of(layer, row);
    const OGRGeometryH whole = OGR_G_CreateGeometry(to->type);
    OGRGeometryH polygon = whole;

    for (size_t part = parts.first; part < parts.end && whole; part++) {
        const OGRGeometryH one = make_part(layer, part, is_polygon ? wkbLinearRing : wkbLineString);
        if (!is_polygon && !to->is_multi) {
            OGR_G_DestroyGeometry(whole);
            return one;
        }
        if (is_polygon && to->is_multi && (part == parts.first || !layer->is_hole[part])) {
            OGR_G_AddGeometryDirectly(whole, OGR_G_CreateGeometry(wkbPolygon));
            polygon = OGR_G_GetGeometryRef(whole, OGR_G_GetGeometryCount(whole) - 1);
        }
        OGR_G_AddGeometryDirectly(polygon, one);
    }
    return whole;
}

static OGRGeometryH make_geometry(const writer *to, size_t row)
{
    OGRGeometryH point;

    if (to->type != wkbPoint)
        return make_parts(to, row);
    point = OGR_G_CreateGeometry(wkbPoint);
    OGR_G_SetPoint_2D(point, 0, to->features->x[row], to->features->y[row]);
    return point;
}

/* As GDAL prints it where it hands numbers on as text, so that it reads back equal. */
static double round_to_15_digits(double value)
{
    char digits[CM_CELL_MAX];

    CPLsnprintf(digits, sizeof digits, "%.15g", value);
    cm__number_read(&value, digits); /* leaves what is not finite as it is */
    return value;
}

static void set_field(writer *to, OGRFeatureH feature, size_t column, size_t row)
{
    const cm_column *const cells = &to->features->table.columns[column];
    const int field = (int)column;

    if (cells->type == CM_COLUMN_TEXT && *cells->texts[row]) {
        to->text.length = 0;
        cm__text_add_utf8(&to->text, cells->texts[row], strlen(cells->texts[row]));
        OGR_F_SetFieldString(feature, field, to->text.failed ? "" : to->text.bytes);
    } else if (cells->type == CM_COLUMN_INTEGER && cells->integers[row] != CM_INTEGER_MISSING) {
        OGR_F_SetFieldInteger64(feature, field, cells->integers[row]);
    } else if (cells->type == CM_COLUMN_REAL && !isnan(cells->reals[row])) {
        const double value = cells->reals[row] + 0.0; /* SQLite keeps no sign of a zero */
        OGR_F_SetFieldDouble(feature, field, to->layer->rounds ? round_to_15_digits(value) : value);
    } else {
        OGR_F_SetFieldNull(feature, field);
    }
}

/* splitmix64's finish: every bit of the sum depends on every bit before. */
static void mix(unsigned long long *sum, unsigned long long value)
{
    unsigned long long z = (*sum ^ value) + 0x9e3779b97f4a7c15u;

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    *sum = z ^ (z >> 31);
}

static void mix_bytes(unsigned long long *sum, const void *bytes, size_t length)
{
    const unsigned char *at = bytes;
    unsigned long long word;

    mix(sum, length);
    for (; length >= sizeof word; at += sizeof word, length -= sizeof word) {
        memcpy(&word, at, sizeof word);
        mix(sum, word);
    }
    word = 0;
    memcpy(&word, at, length);
    mix(sum, word);
}

static void mix_double(unsigned long long *sum, double value)
{
    mix_bytes(sum, &value, sizeof value);
}

static void mix_field(unsigned long long *sum, OGRFeatureH feature, int field)
{
    const OGRFieldDefnH kind = OGR_F_GetFieldDefnRef(feature, field);

    if (!OGR_F_IsFieldSetAndNotNull(feature, field)) {
        mix(sum, 0);
    } else if (OGR_Fld_GetType(kind) == OFTString) {
        const char *const text = OGR_F_GetFieldAsString(feature, field);
        mix_bytes(sum, text, strlen(text));
    } else if (OGR_Fld_GetType(kind) == OFTInteger64) {
        const long long value = OGR_F_GetFieldAsInteger64(feature, field);
        mix_bytes(sum, &value, sizeof value);
    } else {
        mix_double(sum, OGR_F_GetFieldAsDouble(feature, field));
    }
}

static void mix_geometry(unsigned long long *sum, OGRGeometryH geometry)
{
    const int part_count = geometry ? OGR_G_GetGeometryCount(geometry) : 0;
    const int vertex_count = geometry && part_count == 0 ? OGR_G_GetPointCount(geometry) : 0;

    mix(sum, geometry ? (unsigned long long)OGR_G_GetGeometryType(geometry) : 0);
    mix(sum, (unsigned long long)part_count);
    for (int i = 0; i < part_count; i++)
        mix_geometry(sum, OGR_G_GetGeometryRef(geometry, i));
    for (int i = 0; i < vertex_count; i++) {
        mix_double(sum, OGR_G_GetX(geometry, i));
        mix_double(sum, OGR_G_GetY(geometry, i));
    }
}

/* A sum over the rows that does not depend on their order unless place does. */
static unsigned long long sum_of(OGRFeatureH feature, unsigned long long place)
{
    unsigned long long sum = place;

    for (int i = 0; i < OGR_F_GetFieldCount(feature); i++)
        mix_field(&sum, feature, i);
    mix_geometry(&sum, OGR_F_GetGeometryRef(feature));
    return sum;
}

static cm_status write_row(writer *to, OGRFeatureDefnH kind, size_t row)
{
    const OGRFeatureH feature = OGR_F_Create(kind);
    cm_status status = CM_OK;

    if (!feature)
        return cm__fail(CM_ERR_NOMEM, "no memory for a feature");
    for (size_t i = 0; i < to->features->table.column_count; i++)
        set_field(to, feature, i, row);
    status = to->text.failed;
    if (to->type != wkbNone && cm_features_has_place(to->features, row))
        OGR_F_SetGeometryDirectly(feature, make_geometry(to, row));
    to->sum += sum_of(feature, to->layer->keeps_order ? row : 0);
    if (!status && OGR_L_CreateFeature(to->out, feature) != OGRERR_NONE)
        status = cm__gdal_fail(to->block, CM_ERR_IO, to->layer->job->path, "a row is refused");
    OGR_F_Destroy(feature);
    return status;
}

static cm_status add_fields(writer *to)
{
    static const OGRFieldType types[] = {[CM_COLUMN_TEXT] = OFTString,
                                         [CM_COLUMN_INTEGER] = OFTInteger64,
                                         [CM_COLUMN_REAL] = OFTReal};
    const cm_table *const table = &to->features->table;
    cm__column_names names = {0};
    cm_status status = cm__column_names_make(&names, table, &to->layer->naming);

    for (size_t i = 0; i < table->column_count && !status; i++) {
        const OGRFieldDefnH field = OGR_Fld_Create(names.names[i], types[table->columns[i].type]);
        if (!field || OGR_L_CreateField(to->out, field, 0) != OGRERR_NONE)
            status =
                cm__gdal_fail(to->block, CM_ERR_IO, to->layer->job->path, "a column is refused");
        OGR_Fld_Destroy(field);
    }
    to->layer->job->report->renamed_columns += names.renamed;
    cm__column_names_clear(&names);
    return status;
}

static cm_status add_layer(writer *to, GDALDatasetH file)
{
    const cm__ogr_layer *const layer = to->layer;
    const char *const path = layer->job->path;
    const char *const crs = to->features->crs ? to->features->crs : layer->no_crs;
    OGRSpatialReferenceH srs = NULL;
    cm_status status = CM_OK;

    if (crs && to->type != wkbNone)
        status = cm__ogr_crs_create(to->block, &srs, crs, path);
    if (status)
        return status;
    to->out = GDALDatasetCreateLayer(file, layer->name, srs, to->type,
                                     (char **)(uintptr_t)layer->options); /* GDAL only reads them */
    if (!to->out)
        status = cm__gdal_fail(to->block, CM_ERR_IO, path, "the layer is refused");
    OSRDestroySpatialReference(srs);
    return status;
}

cm_status cm__ogr_layer_write(const cm__gdal *block, GDALDatasetH file, cm__ogr_layer *layer)
{
    writer to = {.block = block, .layer = layer, .features = layer->job->layer};
    const cm_progress progress = cm__export_progress(layer->job->options);
    const size_t count = to.features->table.row_count;
    OGRFeatureDefnH kind;
    cm_status status;

    to.type = layer_type(to.features);
    to.is_multi = to.type != single_type(to.features->geometry);
    status = add_layer(&to, file);
    if (!status)
        status = add_fields(&to);
    if (!status && layer->prepare)
        status = layer->prepare(layer->context, block, file);
    if (status)
        return status;
    kind = OGR_L_GetLayerDefn(to.out);
    for (size_t row = 0; row < count && !status; row++) {
        status = cm__export_step(&progress, layer->job->path, row, count);
        if (!status)
            status = write_row(&to, kind, row);
    }
    layer->sum = to.sum;
    cm__text_clear(&to.text);
    return status;
}

/* Formats keep the extent besides, rounded to 15 digits. */
static bool is_near(double found, double want)
{
    return fabs(found - want) <= 1e-12 * fabs(want);
}

static bool is_same_extent(OGRLayerH layer, const cm_features *features)
{
    const cm_box want = cm_features_get_bounds(features);
    OGREnvelope found;

    if (features->geometry == CM_GEOMETRY_NONE || !(want.x_min <= want.x_max))
        return true;
    return OGR_L_GetExtent(layer, &found, 1) == OGRERR_NONE && is_near(found.MinX, want.x_min) &&
           is_near(found.MinY, want.y_min) && is_near(found.MaxX, want.x_max) &&
           is_near(found.MaxY, want.y_max);
}

cm_status cm__ogr_layer_check(const cm__gdal *block, GDALDatasetH file, const cm__ogr_layer *layer)
{
    const cm_features *const features = layer->job->layer;
    const OGRLayerH from = GDALDatasetGetLayerByName(file, layer->name);
    const char *const path = layer->job->path;
    const cm_progress progress = cm__export_progress(layer->job->options);
    const size_t want = features->table.row_count;
    unsigned long long sum = 0;
    size_t count = 0;
    cm_status status = CM_OK;

    if (!from)
        return cm__gdal_fail(block, CM_ERR_FORMAT, path, "a layer is not there when read back");
    OGR_L_ResetReading(from);
    for (OGRFeatureH feature = OGR_L_GetNextFeature(from); feature && !status;
         feature = status ? NULL : OGR_L_GetNextFeature(from)) {
        sum += sum_of(feature, layer->keeps_order ? count : 0);
        status = cm__export_step(&progress, path, count++, want);
        OGR_F_Destroy(feature);
    }
    if (status)
        return status;
    if (count != want)
        return cm__fail(CM_ERR_FORMAT, "%s: %zu rows of %zu read back", path, count, want);
    if (sum != layer->sum || !is_same_extent(from, features))
        return cm__fail(CM_ERR_FORMAT, "%s: reads back otherwise than written", path);
    return CM_OK;
}
