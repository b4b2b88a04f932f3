/* contour.c - the areas of a grid between two levels, traced by GDAL's marching squares. */
#include <clustermap/contour.h>

#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/base_text.h"
#include "geo/gdal_driver.h"
#include "geo/ring.h"
#include "layers/polygon_area.h"
#include <cpl_conv.h>
#include <cpl_string.h>
#include <gdal_alg.h>
#include <limits.h>
#include <math.h>
#include <ogr_api.h>
#include <stdio.h>

enum { LEVELS_MAX = 64, FIELD_MAX = 1 };

static const double M2_PER_KM2 = 1e6;

/* One tracing: what it reads, and where GDAL puts the bands. */
typedef struct tracing {
    const cm_grid *grid;
    const double *levels;
    size_t count;
    double min, max; /* of the grid */
    double scale;    /* of what GDAL is given; see choose_scale */
    float *scaled;   /* the grid times scale, owned; NULL if scale is 1 */
    GDALDatasetH raster, bands;
    OGRLayerH layer;
} tracing;

static cm_status check_levels(const double *levels, size_t count)
{
    if (!(count >= 1 && count <= LEVELS_MAX))
        return cm__fail(CM_ERR_DOMAIN, "%zu levels are not within 1..64", count);
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(levels[i]))
            return cm__fail(CM_ERR_DOMAIN, "level %zu is not a number", i + 1);
        if (i > 0 && !(levels[i] > levels[i - 1]))
            return cm__fail(CM_ERR_DOMAIN, "level %g does not lie above level %g", levels[i],
                            levels[i - 1]);
    }
    return CM_OK;
}

/* GDAL takes a level that is within about 1e-7 of the grid's minimum for the minimum itself, and
 * the lowest band then holds every empty cell. Small levels are traced on an enlarged copy. */
static cm_status choose_scale(tracing *work)
{
    const size_t cells = work->grid->shape.columns * work->grid->shape.rows;
    const double lowest = fabs(work->levels[0]);
    cm_status status;

    work->scale = 1;
    if (!(lowest > 0 && lowest < 1e-3 && work->max / lowest < 1e30))
        return CM_OK;
    status = cm__array_grow(&work->scaled, cells, sizeof *work->scaled);
    if (status)
        return status;
    work->scale = 1 / lowest;
    for (size_t i = 0; i < cells; i++)
        work->scaled[i] = (float)((double)work->grid->values[i] * work->scale);
    return CM_OK;
}

/* The grid as a raster of GDAL's, on memory of ours. */
static cm_status open_raster(tracing *work, const cm__gdal *block)
{
    const cm_grid_shape *const shape = &work->grid->shape;
    double transform[6] = {shape->x_min, shape->cell_m, 0, shape->y_max, 0, -shape->cell_m};
    char pointer[40], option[64];
    char *options[] = {option, NULL};
    GDALDriverH driver = GDALGetDriverByName("MEM");

    if (shape->columns > INT_MAX || shape->rows > INT_MAX)
        return cm__fail(CM_ERR_LIMIT, "a grid of %zu x %zu cells is too wide to contour",
                        shape->columns, shape->rows);
    work->raster =
        driver ? GDALCreate(driver, "", (int)shape->columns, (int)shape->rows, 0, GDT_Float32, NULL)
               : NULL;
    if (!work->raster)
        return cm__gdal_fail(block, CM_ERR_NOMEM, "contour", "GDAL has no raster in memory");
    float *const values = work->scaled ? work->scaled : work->grid->values;
    pointer[CPLPrintPointer(pointer, values, sizeof pointer - 1)] = '\0';
    snprintf(option, sizeof option, "DATAPOINTER=%s", pointer);
    if (GDALAddBand(work->raster, GDT_Float32, options) != CE_None ||
        GDALSetGeoTransform(work->raster, transform) != CE_None)
        return cm__gdal_fail(block, CM_ERR_NOMEM, "contour", "GDAL refuses the grid");
    return CM_OK;
}

static cm_status open_bands(tracing *work, const cm__gdal *block)
{
    GDALDriverH driver = GDALGetDriverByName("Memory");
    OGRFieldDefnH from = OGR_Fld_Create("level_from", OFTReal);
    OGRFieldDefnH to = OGR_Fld_Create("level_to", OFTReal);
    bool made = false;

    work->bands = driver ? GDALCreate(driver, "", 0, 0, 0, GDT_Unknown, NULL) : NULL;
    if (work->bands)
        work->layer = GDALDatasetCreateLayer(work->bands, "bands", NULL, wkbMultiPolygon, NULL);
    if (work->layer)
        made = OGR_L_CreateField(work->layer, from, TRUE) == OGRERR_NONE &&
               OGR_L_CreateField(work->layer, to, TRUE) == OGRERR_NONE;
    OGR_Fld_Destroy(to);
    OGR_Fld_Destroy(from);
    return made ? CM_OK
                : cm__gdal_fail(block, CM_ERR_NOMEM, "contour", "GDAL has no layer in memory");
}

/* Where a band ends whose upper level nothing reaches. */
static double top_of(const tracing *work)
{
    return (work->max + fabs(work->max) + 1) * work->scale;
}

/* Levels that are not between the grid's minimum and maximum part nothing, and GDAL, which takes
 * them for the minimum, does not say afterwards which they were: they are not handed on. The last
 * level is one that nothing reaches, so that GDAL closes the highest band. */
static void name_levels(cm__text *text, const tracing *work)
{
    cm__text_add(text, "FIXED_LEVELS=");
    for (size_t i = 0; i < work->count; i++) {
        if (!(work->levels[i] > work->min && work->levels[i] < work->max))
            continue;
        cm__text_add_number(text, work->levels[i] * work->scale);
        cm__text_add(text, ",");
    }
    cm__text_add_number(text, top_of(work));
}

static cm_status trace(tracing *work, const cm__gdal *block)
{
    char polygonize[] = "POLYGONIZE=YES", from[] = "ELEV_FIELD_MIN=0", to[] = "ELEV_FIELD_MAX=1";
    char nodata[64];
    cm__text levels = {0};
    CPLErr error = CE_Failure;

    name_levels(&levels, work);
    snprintf(nodata, sizeof nodata, "NODATA=%.9g",
             (double)(float)((double)work->grid->nodata * work->scale));
    char *options[] = {polygonize, from, to, levels.bytes, work->grid->has_nodata ? nodata : NULL,
                       NULL};
    if (!levels.failed)
        error = GDALContourGenerateEx(GDALGetRasterBand(work->raster, 1), work->layer, options,
                                      NULL, NULL);
    const cm_status failed = levels.failed;
    cm__text_clear(&levels);
    if (failed)
        return failed;
    return error == CE_None ? CM_OK : cm__gdal_fail(block, CM_ERR_NOMEM, "contour", "GDAL gave up");
}

/* The vertices of one ring, reused from ring to ring. */
typedef struct ring {
    double *x, *y;
} ring;

static cm_status add_ring(cm_features *out, ring *buffer, OGRGeometryH geometry, bool is_hole)
{
    const int count = OGR_G_GetPointCount(geometry);
    cm_status status;

    if (count < 4)
        return CM_OK; /* a ring without area */
    status = cm__array_grow(&buffer->x, (size_t)count, sizeof *buffer->x);
    if (!status)
        status = cm__array_grow(&buffer->y, (size_t)count, sizeof *buffer->y);
    if (status)
        return status;
    OGR_G_GetPoints(geometry, buffer->x, sizeof(double), buffer->y, sizeof(double), NULL, 0);
    return cm__ring_add(out, buffer->x, buffer->y, (size_t)count, is_hole);
}

static cm_status add_polygons(cm_features *out, ring *buffer, OGRGeometryH geometry)
{
    const bool is_many = wkbFlatten(OGR_G_GetGeometryType(geometry)) == wkbMultiPolygon;
    const int count = is_many ? OGR_G_GetGeometryCount(geometry) : 1;
    cm_status status = CM_OK;

    for (int i = 0; i < count && !status; i++) {
        OGRGeometryH polygon = is_many ? OGR_G_GetGeometryRef(geometry, i) : geometry;
        for (int j = 0; j < OGR_G_GetGeometryCount(polygon) && !status; j++)
            status = add_ring(out, buffer, OGR_G_GetGeometryRef(polygon, j), j > 0);
    }
    return status;
}

/* The band that begins at level i. */
static cm_status add_band(cm_features *out, ring *buffer, OGRFeatureH feature, const tracing *work,
                          size_t i)
{
    const double to = i + 1 < work->count ? work->levels[i + 1] : work->max;
    OGRGeometryH geometry = OGR_F_GetGeometryRef(feature);
    cm_status status;

    if (!geometry || OGR_G_IsEmpty(geometry))
        return CM_OK;
    status = cm_features_add_row(out);
    if (!status)
        status = add_polygons(out, buffer, geometry);
    if (status)
        return status;
    const size_t row = out->table.row_count - 1;
    cm_table_set_real(&out->table, row, 0, work->levels[i]);
    cm_table_set_real(&out->table, row, 1, to < work->max ? to : work->max);
    cm_table_set_real(&out->table, row, 2, cm__row_area(out, row) / M2_PER_KM2);
    return CM_OK;
}

/* Whether something lies above level i: of a flat grid, at it. */
static bool is_reached(const tracing *work, size_t i)
{
    const double level = work->levels[i];

    return level < work->max || (level == work->max && work->min == work->max);
}

/* GDAL hands the bands over in no promised order: each level's is looked for in turn, by its upper
 * end, since GDAL does not know the lower one of the lowest. */
static cm_status collect(cm_features *out, const tracing *work)
{
    ring buffer = {NULL, NULL};
    cm_status status = CM_OK;

    for (size_t i = 0; i < work->count && is_reached(work, i) && !status; i++) {
        const bool is_last = i + 1 == work->count || !is_reached(work, i + 1);
        const double to = is_last ? top_of(work) : work->levels[i + 1] * work->scale;
        OGRFeatureH feature;
        OGR_L_ResetReading(work->layer);
        while (!status && (feature = OGR_L_GetNextFeature(work->layer)) != NULL) {
            if (OGR_F_GetFieldAsDouble(feature, FIELD_MAX) == to)
                status = add_band(out, &buffer, feature, work, i);
            OGR_F_Destroy(feature);
        }
    }
    cm__array_free(&buffer.y);
    cm__array_free(&buffer.x);
    return status;
}

static cm_status run(cm_features *out, tracing *work)
{
    cm__gdal block;
    cm_status status;

    cm__gdal_begin(&block);
    status = choose_scale(work);
    if (!status)
        status = open_raster(work, &block);
    if (!status)
        status = open_bands(work, &block);
    if (!status)
        status = trace(work, &block);
    if (!status)
        status = collect(out, work);
    if (work->bands)
        GDALClose(work->bands);
    if (work->raster)
        GDALClose(work->raster);
    cm__array_free(&work->scaled);
    return cm__gdal_end(&block, status, CM_ERR_FORMAT, "contour");
}

static cm_status make_layer(cm_features *out, const cm_grid *grid)
{
    cm_status status = cm_features_init(out, CM_GEOMETRY_POLYGON, grid->crs);

    if (!status)
        status = cm_table_add_column(&out->table, NULL, "level_from", CM_COLUMN_REAL);
    if (!status)
        status = cm_table_add_column(&out->table, NULL, "level_to", CM_COLUMN_REAL);
    if (!status)
        status = cm_table_add_column(&out->table, NULL, "area_km2", CM_COLUMN_REAL);
    if (!status)
        status = cm_features_set_source(out, grid->source);
    return status;
}

cm_status cm_contour_bands(cm_features *out, const cm_grid *grid, const double *levels,
                           size_t count)
{
    tracing work = {.grid = grid, .levels = levels, .count = count};
    cm_features bands = {.geometry = CM_GEOMETRY_NONE};
    cm_status status = check_levels(levels, count);

    if (!status)
        status = make_layer(&bands, grid);
    if (status)
        goto done;
    work.min = cm_grid_get_statistics(grid).min;
    work.max = cm_grid_get_statistics(grid).max;
    if (levels[0] <= work.max)
        status = run(&bands, &work);
    if (status)
        goto done;
    *out = bands;
    bands = (cm_features){.geometry = CM_GEOMETRY_NONE};
done:
    cm_features_clear(&bands);
    return status;
}
