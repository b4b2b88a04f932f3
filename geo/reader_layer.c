/* reader_layer.c - reads a layer from a file of layers, or from a member table. */
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/base_number.h"
#include "geo/database_name.h"
#include "geo/reader_crs.h"
#include "geo/reader_geojson.h"
#include "geo/reader_points.h"
#include "geo/reader_rejects.h"
#include "geo/reader_rows.h"
#include "geo/reader_shp.h"
#include "geo/reader_source.h"
#include "geo/text_encoding.h"
#include <clustermap/crs.h>
#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <math.h>
#include <string.h>

/* One layer while it is read. */
typedef struct layer_reading {
    cm__source source;
    const cm_read_options *options;
    OGRLayerH layer;
    cm_features *features;
} layer_reading;

static bool is_table(const char *path)
{
    static const char *const endings[] = {".csv", ".tsv", ".txt", ".xlsx", ".ods"};

    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (cm__path_ends_with(path, endings[i]))
            return !cm__path_is_database(path);
    return strcmp(path, "-") == 0;
}

/* The row in which a vertex lies. */
static size_t find_row(const cm_features *features, size_t vertex)
{
    size_t row = 0;

    if (features->geometry == CM_GEOMETRY_POINT)
        return vertex;
    while (features->first_vertex[features->first_part[row + 1]] <= vertex)
        row++;
    return row;
}

static cm_status refuse_place(const cm_features *features, size_t vertex, const char *path)
{
    char x[CM_CELL_MAX], y[CM_CELL_MAX];

    cm__number_print(x, features->x[vertex]);
    cm__number_print(y, features->y[vertex]);
    return cm__fail(CM_ERR_FORMAT, "%s: row %zu: %s, %s is no longitude and latitude", path,
                    find_row(features, vertex) + 1, x, y);
}

/* Sets the CRS. Degrees off the earth are metres that pass for degrees, or damage. */
static cm_status set_crs(cm_features *features, const cm_crs *crs, const char *path)
{
    cm_status status = cm_features_set_crs(features, cm_crs_get_definition(crs));

    for (size_t i = 0; i < features->vertex_count && cm_crs_is_geographic(crs) && !status; i++)
        if (fabs(features->x[i]) > 360 || fabs(features->y[i]) > 90)
            status = refuse_place(features, i, path);
    return status;
}

/* The CRS that the layer states, else that of the options; GeoJSON and TopoJSON that state none are
 * WGS 84. */
static cm_status read_crs(const layer_reading *reading)
{
    const bool is_json =
        cm__source_is(&reading->source, "GeoJSON") || cm__source_is(&reading->source, "TopoJSON");
    const char *given = reading->options->crs;
    cm_crs *crs = NULL;
    cm_status status;

    if (reading->options->ignore_crs)
        return CM_OK;
    if (!given && OGR_L_GetGeomType(reading->layer) == wkbNone)
        given = CM_CRS_LONLAT;
    if (!given && is_json)
        given = CM_CRS_WGS84;
    status = cm__crs_read(&crs, OGR_L_GetSpatialRef(reading->layer), given, reading->source.path);
    if (!status && crs)
        status = set_crs(reading->features, crs, reading->source.path);
    cm_crs_destroy(crs);
    return status;
}

static cm_status describe(const layer_reading *reading)
{
    const char *const name = OGR_L_GetName(reading->layer);
    const char *const title = GDALGetMetadataItem(reading->layer, "IDENTIFIER", NULL);
    const char *const origin = GDALGetMetadataItem(reading->layer, "DESCRIPTION", NULL);
    cm_status status = cm_features_set_name(reading->features, name);

    if (!status && title && *title && strcmp(title, name) != 0)
        status = cm_features_set_title(reading->features, title);
    if (!status && origin && *origin)
        status = cm_features_set_source(reading->features, origin);
    if (!status)
        status = read_crs(reading);
    return status;
}

/* The file of a dataset that ends so, or NULL. */
static const char *find_file(char **files, const char *ending)
{
    for (; files && *files; files++)
        if (cm__path_ends_with(*files, ending))
            return *files;
    return NULL;
}

static cm_status check_shapefile(const cm__source *source)
{
    char **const files = GDALGetFileList(source->dataset);
    const cm__shp_paths paths = {find_file(files, ".shp"), find_file(files, ".shx"),
                                 find_file(files, ".dbf"), source->allow_remote};
    cm_status status;

    if (!paths.shp || !cm__path_ends_with(source->file.bytes, ".shp"))
        status =
            cm__fail(CM_ERR_FORMAT, "%s: is a part of a Shapefile; name its .shp", source->path);
    else if (!paths.shx || !paths.dbf)
        status = cm__fail(CM_ERR_FORMAT, "%s: the %s file beside it is missing", source->path,
                          paths.shx ? ".dbf" : ".shx");
    else
        status = cm__shp_check(&paths);
    CSLDestroy(files);
    return status;
}

/* A .prj of which nothing is left is damage too, not a layer without a CRS. GDAL does not list it
 * then. */
static cm_status check_prj(const layer_reading *reading)
{
    static const char *const endings[] = {".prj", ".PRJ"};
    const cm__text *const file = &reading->source.file;
    bool is_there = false;
    VSIStatBufL found;

    if (OGR_L_GetSpatialRef(reading->layer) || reading->options->ignore_crs)
        return CM_OK;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        cm__text prj = {0};
        cm__text_add_bytes(&prj, file->bytes, file->length - strlen(endings[i]));
        cm__text_add(&prj, endings[i]);
        if (prj.failed)
            return prj.failed;
        is_there = is_there || VSIStatL(prj.bytes, &found) == 0;
        cm__text_clear(&prj);
    }
    if (is_there)
        return cm__fail(CM_ERR_FORMAT, "%s: the .prj file beside it states no CRS",
                        reading->source.path);
    return CM_OK;
}

/* What the user, the .cpg file or the .dbf says that the texts are in, in this order; or NULL. */
static const char *find_encoding(const layer_reading *reading)
{
    const char *const cpg = GDALGetMetadataItem(reading->layer, "CPG_VALUE", "SHAPEFILE");
    const char *const page = GDALGetMetadataItem(reading->layer, "LDID_VALUE", "SHAPEFILE");

    if (reading->options->encoding)
        return reading->options->encoding;
    if (cpg)
        return cpg;
    return page && (strcmp(page, "19") == 0 || strcmp(page, "123") == 0) ? "CP932" : NULL;
}

static size_t find_width(OGRFeatureDefnH rows, const char *column)
{
    return (size_t)OGR_Fld_GetWidth(OGR_FD_GetFieldDefn(rows, OGR_FD_GetFieldIndex(rows, column)));
}

static cm_status decode_shapefile(const layer_reading *reading)
{
    OGRFeatureDefnH rows = OGR_L_GetLayerDefn(reading->layer);
    const size_t columns = reading->features->table.column_count;
    size_t *widths = NULL;
    cm_status status = cm__array_grow(&widths, columns + 1, sizeof *widths);

    if (status)
        return status;
    for (size_t i = 0; i < columns; i++)
        widths[i] = find_width(rows, reading->features->table.columns[i].name);
    status =
        cm__shp_decode(reading->features, widths, find_encoding(reading), reading->source.path);
    cm__array_free(&widths);
    return status;
}

/* The header of a FlatGeobuf states how many rows there are, and a box. */
static cm_status check_flatgeobuf(const layer_reading *reading)
{
    const long long stated = (long long)OGR_L_GetFeatureCount(reading->layer, FALSE);
    const size_t held = reading->features->table.row_count;
    const cm_box box = cm_features_get_bounds(reading->features);
    OGREnvelope whole;

    if (stated > 0 && (size_t)stated != held)
        return cm__fail(CM_ERR_FORMAT, "%s: states %lld rows and holds %zu; the file is damaged",
                        reading->source.path, stated, held);
    if (box.x_min <= box.x_max && OGR_L_GetExtent(reading->layer, &whole, FALSE) == OGRERR_NONE &&
        !(box.x_min >= whole.MinX && box.x_max <= whole.MaxX && box.y_min >= whole.MinY &&
          box.y_max <= whole.MaxY))
        return cm__fail(CM_ERR_FORMAT,
                        "%s: a vertex lies outside the stated extent; the file is "
                        "damaged",
                        reading->source.path);
    return CM_OK;
}

/* What GDAL cannot tell of these formats. */
static cm_status finish_format(const layer_reading *reading)
{
    cm_status status = CM_OK;

    if (cm__source_is(&reading->source, "FlatGeobuf"))
        return check_flatgeobuf(reading);
    if (cm__source_is(&reading->source, "ESRI Shapefile")) {
        status = check_prj(reading);
        if (!status)
            status = decode_shapefile(reading);
    }
    return status;
}

/* The names of a Shapefile's columns are not decoded yet: others than ASCII name none of them. */
static const char *const *find_needed(const cm_read_options *options)
{
    const char *const *const needed =
        options->version >= 2 && !options->where ? options->needed : NULL;

    for (const char *const *name = needed; name && *name; name++)
        for (const char *letter = *name; *letter; letter++)
            if ((unsigned char)*letter >= 0x80)
                return NULL;
    return needed;
}

static cm_status read_layer(layer_reading *reading)
{
    const bool is_shapefile = cm__source_is(&reading->source, "ESRI Shapefile");
    cm_status status = is_shapefile ? check_shapefile(&reading->source) : CM_OK;

    if (!status)
        status = cm__source_choose(&reading->source, &reading->layer);
    if (!status)
        status = cm__rows_read(reading->features, reading->layer, reading->source.path,
                               is_shapefile, find_needed(reading->options));
    if (!status)
        status = finish_format(reading);
    if (!status)
        status = describe(reading);
    return status;
}

static cm_status read_source(cm_features *features, const char *path,
                             const cm_read_options *options)
{
    layer_reading reading = {.source = {.path = path, .allow_remote = options->allow_remote},
                             .options = options,
                             .features = features};
    cm__gdal *const block = &reading.source.block;
    cm__encoding known;
    cm_status status = options->encoding ? cm__encoding_find(&known, options->encoding) : CM_OK;

    if (status)
        return status;
    cm__gdal_begin(block);
    block->strict = true; /* GDAL warns where it takes one value for another */
    status = cm__source_open(&reading.source);
    if (!status)
        status = read_layer(&reading);
    if (status == CM_ERR_FORMAT && block->failed) /* what GDAL stumbled over is the cause */
        status = cm__gdal_fail(block, CM_ERR_FORMAT, reading.source.path, "");
    cm__source_close(&reading.source);
    return cm__gdal_end(block, status, CM_ERR_FORMAT, reading.source.path);
}

static cm_status read_table(cm_features *features, const char *path, const cm_read_options *options,
                            cm_table *rejects)
{
    cm_crs *crs = NULL;
    cm_status status = cm__points_of_table(features, path, options, rejects);

    if (!status)
        status = cm__crs_read(&crs, NULL, features->crs, path);
    if (!status && crs)
        status = set_crs(features, crs, path);
    cm_crs_destroy(crs);
    return status;
}

/* What needs no driver. */
static cm_status read_plain(cm_features *features, bool *out_is_plain, const char *path,
                            const cm_read_options *options)
{
    cm_crs *crs = NULL;
    cm_status status;

    *out_is_plain = false;
    if (options->crs || options->encoding || find_needed(options) ||
        !(cm__path_ends_with(path, ".geojson") || cm__path_ends_with(path, ".json")))
        return CM_OK;
    status = cm__geojson_read(features, out_is_plain, path);
    if (status || !*out_is_plain)
        return status;
    if (options->ignore_crs)
        return cm_features_set_crs(features, NULL);
    status = cm__crs_read(&crs, NULL, CM_CRS_WGS84, path);
    if (!status && crs)
        status = set_crs(features, crs, path);
    cm_crs_destroy(crs);
    return status;
}

static cm_status read_file(cm_features *features, const char *path, const cm_read_options *options)
{
    bool is_plain;
    cm_status status = read_plain(features, &is_plain, path, options);

    if (!status && !is_plain)
        status = read_source(features, path, options);
    if (!status && options->where)
        status = cm_features_filter(features, options->where);
    return status;
}

cm_status cm_features_read(cm_features *out, const char *path, const cm_read_options *options,
                           cm_table *rejects)
{
    static const cm_read_options defaults = CM_READ_OPTIONS_INIT;
    const size_t rejects_before = rejects ? rejects->row_count : 0;
    cm_features features = {0};
    cm_status status;

    if (!options)
        options = &defaults;
    status = is_table(path) ? read_table(&features, path, options, rejects)
                            : read_file(&features, path, options);
    if (status) {
        if (rejects)
            cm__rejects_restore(rejects, rejects_before);
        cm_features_clear(&features);
        return status;
    }
    *out = features;
    return CM_OK;
}
