/* reader_grid.c - reads a grid from a GeoTIFF. */
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/gdal_driver.h"
#include "geo/reader_crs.h"
#include "geo/reader_grid_check.h"
#include "geo/text_utf8.h"
#include <clustermap/reader.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { TAG_KEY_MAX = 256 };

/* A grid while it is read. */
typedef struct reading {
    const char *path;
    GDALDatasetH file;
    GDALRasterBandH band;
    cm_grid *grid;
    double scale, offset; /* the value is what is stored, times scale, plus offset */
    double nodata;        /* as stored */
    bool has_nodata;
} reading;

static cm_status refuse(const reading *of, const char *reason)
{
    return cm__fail(CM_ERR_FORMAT, "%s: %s", of->path, reason);
}

/* Says which file it was that a function without knowledge of files has refused. */
static cm_status blame(const reading *of, cm_status status)
{
    char reason[400];

    if (status != CM_ERR_DOMAIN && status != CM_ERR_LIMIT)
        return status;
    snprintf(reason, sizeof reason, "%s", cm_error_text());
    return cm__fail(status == CM_ERR_DOMAIN ? CM_ERR_FORMAT : status, "%s: %s", of->path, reason);
}

static cm_status read_shape(const reading *of, cm_grid_shape *out)
{
    double to_plane[6];

    if (GDALGetGeoTransform(of->file, to_plane) != CE_None)
        return refuse(of, "the file does not say where the grid lies");
    if (to_plane[2] != 0 || to_plane[4] != 0)
        return refuse(of, "the grid is turned");
    if (!(to_plane[1] > 0 && to_plane[5] < 0))
        return refuse(of, "the grid is not north up");
    if (fabs(to_plane[1] + to_plane[5]) > 1e-9 * to_plane[1])
        return refuse(of, "the cells are not square");
    *out = (cm_grid_shape){.x_min = to_plane[0],
                           .y_max = to_plane[3],
                           .cell_m = to_plane[1],
                           .columns = (size_t)GDALGetRasterXSize(of->file),
                           .rows = (size_t)GDALGetRasterYSize(of->file)};
    return CM_OK;
}

static cm_status check_band(const reading *of)
{
    if (!of->band)
        return refuse(of, "the file has no band");
    if (GDALDataTypeIsComplex(GDALGetRasterDataType(of->band)))
        return refuse(of, "the values are complex numbers");
    if (GDALGetMaskFlags(of->band) & GMF_PER_DATASET)
        return refuse(of, "the grid has a mask; only a nodata value is understood");
    return CM_OK;
}

static cm_status init_grid(const reading *of, const cm_read_options *options)
{
    const bool ignore = options && options->ignore_crs;
    cm_grid_shape shape;
    cm_crs *crs = NULL;
    cm_status status = read_shape(of, &shape);

    if (!status && !ignore)
        status = cm__crs_read(&crs, GDALGetSpatialRef(of->file), options ? options->crs : NULL,
                              of->path);
    if (!status)
        status = blame(of, cm_grid_init(of->grid, &shape, crs ? cm_crs_get_definition(crs) : NULL));
    cm_crs_destroy(crs);
    return status;
}

/* Numbers beyond a float's are kept apart from those within: they are as far as it goes. */
static float to_float(double value)
{
    if (value > FLT_MAX)
        return isinf(value) ? INFINITY : FLT_MAX;
    if (value < -FLT_MAX)
        return isinf(value) ? -INFINITY : -FLT_MAX;
    return (float)value;
}

static void find_values(reading *of)
{
    int found = 0;

    of->nodata = GDALGetRasterNoDataValue(of->band, &found);
    of->has_nodata = found != 0;
    of->scale = GDALGetRasterScale(of->band, NULL);
    of->offset = GDALGetRasterOffset(of->band, NULL);
    of->grid->has_nodata = of->has_nodata;
    of->grid->nodata = of->has_nodata ? to_float(of->nodata) : 0;
}

static void convert_row(const reading *of, float *out, const double *stored)
{
    for (size_t i = 0; i < of->grid->shape.columns; i++) {
        const bool is_nodata =
            of->has_nodata && (stored[i] == of->nodata || (isnan(stored[i]) && isnan(of->nodata)));
        out[i] = is_nodata ? of->grid->nodata : to_float(stored[i] * of->scale + of->offset);
    }
}

static cm_status read_values(const reading *of, const cm__gdal *block)
{
    const size_t columns = of->grid->shape.columns;
    double *row_values = NULL;
    cm_status status = cm__array_grow(&row_values, columns, sizeof *row_values);

    for (size_t row = 0; row < of->grid->shape.rows && !status; row++) {
        if (GDALRasterIO(of->band, GF_Read, 0, (int)row, (int)columns, 1, row_values, (int)columns,
                         1, GDT_Float64, 0, 0) != CE_None)
            status = cm__gdal_fail(block, CM_ERR_FORMAT, of->path, "the grid is cut");
        else
            convert_row(of, of->grid->values + row * columns, row_values);
    }
    cm__array_free(&row_values);
    return status;
}

static bool is_text(const char *text)
{
    return text && *text != '\0' && cm__utf8_span(text, strlen(text)) == strlen(text);
}

/* A line of metadata, "KEY=VALUE"; those of the format itself are no tags of ours. */
static cm_status add_tag(cm_grid *grid, const char *line)
{
    const char *const equals = strchr(line, '=');
    char key[TAG_KEY_MAX];

    if (!equals || equals == line || equals - line >= TAG_KEY_MAX || !is_text(line) ||
        strncmp(line, "TIFFTAG_", 8) == 0 || strncmp(line, "AREA_OR_POINT=", 14) == 0)
        return CM_OK;
    snprintf(key, sizeof key, "%.*s", (int)(equals - line), line);
    return cm_grid_set_tag(grid, key, equals + 1);
}

static cm_status read_descriptions(const reading *of)
{
    const char *title = GDALGetDescription(of->band);
    const char *const unit = GDALGetRasterUnitType(of->band);
    const char *const source = GDALGetMetadataItem(of->file, "TIFFTAG_COPYRIGHT", NULL);
    char *const *tags = GDALGetMetadata(of->file, NULL);
    cm_status status = CM_OK;

    if (!is_text(title))
        title = GDALGetMetadataItem(of->file, "TIFFTAG_IMAGEDESCRIPTION", NULL);
    if (is_text(title))
        status = cm_grid_set_title(of->grid, title);
    if (!status && is_text(unit))
        status = cm_grid_set_unit(of->grid, unit);
    if (!status && is_text(source))
        status = cm_grid_set_source(of->grid, source);
    for (; tags && *tags && !status; tags++)
        status = add_tag(of->grid, *tags);
    return status;
}

static cm_status read_grid(reading *of, const cm__gdal *block, const cm_read_options *options)
{
    cm_status status;

    of->band = GDALGetRasterCount(of->file) > 0 ? GDALGetRasterBand(of->file, 1) : NULL;
    status = check_band(of);
    if (!status)
        status = init_grid(of, options);
    if (status)
        return status;
    find_values(of);
    status = cm__grid_check_blocks(of->file, of->path);
    if (!status)
        status = read_values(of, block);
    if (!status)
        status = read_descriptions(of);
    return status;
}

cm_status cm_grid_read(cm_grid *out, const char *path, const cm_read_options *options)
{
    static const char *const drivers[] = {"GTiff", NULL};
    const cm__gdal_source source = {.path = path,
                                    .drivers = drivers,
                                    .flags = GDAL_OF_RASTER,
                                    .allow_remote = options && options->allow_remote};
    cm_grid grid = {0};
    reading of = {.path = path, .grid = &grid};
    cm__gdal block;
    cm_status status;

    cm__gdal_begin(&block);
    block.strict = true; /* GDAL warns of what it leaves away */
    status = cm__gdal_open(&block, &of.file, &source);
    if (!status) {
        status = read_grid(&of, &block, options);
        GDALClose(of.file);
    }
    status = cm__gdal_end(&block, status, CM_ERR_FORMAT, path);
    if (status)
        cm_grid_clear(&grid);
    else
        *out = grid;
    return status;
}
