/* export_tif_head.c - what a GeoTIFF says of its grid: made by GDAL, joined to tiles of ours. */
#include "output/export_tif_head.h"
#include "geo/base_error.h"
#include "geo/text_utf8.h"
#include "output/export_ogr.h"
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <stdio.h>
#include <string.h>

#define SOFTWARE "clustermap " CM_VERSION

static cm_status refused(const cm__tif *out, const char *what)
{
    return cm__gdal_fail(out->block, CM_ERR_IO, out->path, what);
}

/* A text as the file's metadata can hold it, which are XML: UTF-8 without control characters.
 * Borrowed until the next one. */
static const char *clean(cm__tif *out, const char *text)
{
    out->text.length = 0;
    cm__text_add_utf8(&out->text, text, strlen(text));
    if (out->text.failed)
        return "";
    for (char *at = out->text.bytes; *at; at++)
        if ((unsigned char)*at < ' ' && *at != '\n' && *at != '\t')
            *at = ' ';
    return out->text.bytes;
}

static bool set_item(cm__tif *out, GDALMajorObjectH object, const char *key, const char *value)
{
    return !value || GDALSetMetadataItem(object, key, clean(out, value), NULL) == CE_None;
}

/* What gdalinfo and QGIS would otherwise read the whole grid for. */
static bool set_statistics(cm__tif *out, const cm_grid_statistics *found)
{
    const double cells = (double)out->grid->shape.columns * (double)out->grid->shape.rows;
    const struct {
        const char *key;
        double value;
    } items[] = {{"STATISTICS_MINIMUM", found->min},
                 {"STATISTICS_MAXIMUM", found->max},
                 {"STATISTICS_MEAN", found->mean},
                 {"STATISTICS_STDDEV", found->sd},
                 {"STATISTICS_VALID_PERCENT", 100 * (double)found->count / cells}};
    char number[CM_CELL_MAX];
    bool good = true;

    for (size_t i = 0; i < sizeof items / sizeof *items && found->count > 0; i++) {
        cm__number_print(number, items[i].value);
        good = set_item(out, out->band, items[i].key, number) && good;
    }
    return good;
}

static bool set_tags(cm__tif *out)
{
    const cm_grid *const grid = out->grid;
    bool good = set_item(out, out->file, "AREA_OR_POINT", "Area");

    for (size_t i = 0; i < grid->tag_count; i++)
        good = set_item(out, out->file, grid->tags[i].key, grid->tags[i].value) && good;
    good = set_item(out, out->file, "TIFFTAG_SOFTWARE", SOFTWARE) && good;
    good = set_item(out, out->file, "TIFFTAG_IMAGEDESCRIPTION", grid->title) && good;
    return set_item(out, out->file, "TIFFTAG_COPYRIGHT", grid->source) && good;
}

static bool set_band(cm__tif *out, const cm_grid_statistics *statistics)
{
    const cm_grid *const grid = out->grid;
    bool good = true;

    if (grid->title)
        GDALSetDescription(out->band, clean(out, grid->title));
    if (grid->unit)
        good = GDALSetRasterUnitType(out->band, clean(out, grid->unit)) == CE_None;
    if (grid->has_nodata)
        good = GDALSetRasterNoDataValue(out->band, (double)grid->nodata) == CE_None && good;
    return (!statistics || set_statistics(out, statistics)) && good;
}

static cm_status set_descriptions(cm__tif *out, const cm_grid_statistics *statistics)
{
    const bool good = set_tags(out) && set_band(out, statistics);

    if (out->text.failed)
        return out->text.failed;
    return good ? CM_OK : refused(out, "its description is refused");
}

static void get_transform(double out[static 6], const cm_grid_shape *shape)
{
    const double transform[6] = {shape->x_min, shape->cell_m, 0, shape->y_max, 0, -shape->cell_m};

    memcpy(out, transform, sizeof transform);
}

static cm_status set_place(const cm__tif *out)
{
    double transform[6];
    OGRSpatialReferenceH srs = NULL;
    cm_status status = CM_OK;

    get_transform(transform, &out->grid->shape);
    if (GDALSetGeoTransform(out->file, transform) != CE_None)
        return refused(out, "its place is refused");
    if (!out->grid->crs)
        return CM_OK;
    status = cm__ogr_crs_create(out->block, &srs, out->grid->crs, out->path);
    if (!status && GDALSetSpatialRef(out->file, srs) != CE_None)
        status = refused(out, "its CRS is refused");
    OSRDestroySpatialReference(srs);
    return status;
}

cm_status cm__tif_head_describe(cm__tif *out, const cm_grid_statistics *statistics)
{
    const cm_status status = set_place(out);

    return status ? status : set_descriptions(out, statistics);
}

static bool is_same_text(cm__tif *from, const char *found, const char *want)
{
    return strcmp(found ? found : "", want ? clean(from, want) : "") == 0;
}

static bool is_same_description(cm__tif *from)
{
    const cm_grid *const grid = from->grid;
    int has_nodata = 0;
    const double nodata = GDALGetRasterNoDataValue(from->band, &has_nodata);
    const float found = (float)nodata;

    for (size_t i = 0; i < grid->tag_count; i++)
        if (!is_same_text(from, GDALGetMetadataItem(from->file, grid->tags[i].key, NULL),
                          grid->tags[i].value))
            return false;
    if ((has_nodata != 0) != grid->has_nodata ||
        (grid->has_nodata && found != grid->nodata && found == found))
        return false;
    return is_same_text(from, GDALGetDescription(from->band), grid->title) &&
           is_same_text(from, GDALGetRasterUnitType(from->band), grid->unit);
}

static bool is_same_place(const cm__tif *from)
{
    double want[6], found[6];

    get_transform(want, &from->grid->shape);
    return GDALGetGeoTransform(from->file, found) == CE_None &&
           memcmp(found, want, sizeof want) == 0 &&
           GDALGetRasterXSize(from->file) == (int)from->grid->shape.columns &&
           GDALGetRasterYSize(from->file) == (int)from->grid->shape.rows;
}

cm_status cm__tif_head_check(cm__tif *from)
{
    const bool is_same = is_same_place(from) && is_same_description(from);

    if (from->text.failed)
        return from->text.failed;
    if (is_same)
        return CM_OK;
    return cm__fail(CM_ERR_FORMAT, "%s: place or description read back otherwise", from->path);
}

static cm_status take_bytes(cm__text *out, const char *name)
{
    vsi_l_offset length = 0;
    const GByte *const bytes = VSIGetMemFileBuffer(name, &length, FALSE);

    if (bytes)
        cm__text_add_bytes(out, (const char *)bytes, (size_t)length);
    VSIUnlink(name);
    return out->failed;
}

static GDALDatasetH create(const char *name, const cm__tif_tiles *tiles, bool is_big)
{
    const char *const options[] = {"TILED=YES",
                                   "BLOCKXSIZE=256",
                                   "BLOCKYSIZE=256",
                                   "PREDICTOR=3",
                                   "SPARSE_OK=TRUE",
                                   "ENDIANNESS=LITTLE",
                                   tiles->deflate ? "COMPRESS=DEFLATE" : "COMPRESS=ZSTD",
                                   is_big ? "BIGTIFF=YES" : "BIGTIFF=NO",
                                   NULL};

    return GDALCreate(GDALGetDriverByName("GTiff"), name, (int)tiles->columns, (int)tiles->rows, 1,
                      GDT_Float32, (CSLConstList)(uintptr_t)options);
}

cm_status cm__tif_head_make(cm__text *out, const cm_grid *grid,
                            const cm_grid_statistics *statistics, const cm__tif_tiles *tiles,
                            bool is_big)
{
    char name[64]; /* in memory, and no other thread's */
    cm__gdal block;
    cm__tif head = {.grid = grid, .path = tiles->path, .block = &block};
    cm_status status;

    snprintf(name, sizeof name, "/vsimem/clustermap-%p.tif", (void *)&head);
    cm__gdal_begin(&block);
    head.file = create(name, tiles, is_big);
    head.band = head.file ? GDALGetRasterBand(head.file, 1) : NULL;
    status = head.band ? CM_OK : refused(&head, "GDAL cannot create it");
    if (!status)
        status = cm__tif_head_describe(&head, statistics);
    if (head.file)
        GDALClose(head.file);
    cm__text_clear(&head.text);
    status = cm__gdal_end(&block, status, CM_ERR_IO, tiles->path);
    const cm_status taken = take_bytes(out, name);
    return status ? status : taken;
}
