/* export_tif_integers.c - whole numbers on a grid's cells as GeoTIFF, through GDAL. */
#include "geo/base_error.h"
#include "output/export_file.h"
#include "output/export_tif_head.h"
#include <clustermap/export.h>
#include <cpl_string.h>
#include <string.h>

enum { TILE = 256 };

/* Where a tile lies: the last of a row or column may be smaller. */
typedef struct tile {
    size_t column, row, width, height;
} tile;

typedef cm_status (*tile_action)(const cm__tif *file, const int32_t *values, const tile *where);

/* Goes tile by tile, each at once: so every tile is packed once, and their order in the file does
 * not depend on how much memory GDAL takes for its cache. */
static cm_status visit_tiles(const cm__tif *file, const int32_t *values, tile_action act)
{
    const cm_grid_shape *const shape = &file->grid->shape;
    cm_status status = CM_OK;

    for (size_t row = 0; row < shape->rows && !status; row += TILE) {
        for (size_t column = 0; column < shape->columns && !status; column += TILE) {
            const size_t right = shape->columns - column, below = shape->rows - row;
            const tile where = {column, row, right < TILE ? right : TILE,
                                below < TILE ? below : TILE};
            status = act(file, values, &where);
        }
    }
    return status;
}

static bool pass(const cm__tif *file, const tile *where, GDALRWFlag way, void *values, size_t line)
{
    const int width = (int)where->width, height = (int)where->height;

    return GDALRasterIO(file->band, way, (int)where->column, (int)where->row, width, height, values,
                        width, height, GDT_Int32, 0, (int)(line * sizeof(int32_t))) == CE_None;
}

static cm_status write_tile(const cm__tif *out, const int32_t *values, const tile *where)
{
    const size_t line = out->grid->shape.columns;
    const int32_t *const from = values + where->row * line + where->column;

    return pass(out, where, GF_Write, (void *)(uintptr_t)from, line) /* GDAL only reads them */
               ? CM_OK
               : cm__gdal_fail(out->block, CM_ERR_IO, out->path, "its values are refused");
}

static cm_status check_tile(const cm__tif *from, const int32_t *values, const tile *where)
{
    const size_t line = from->grid->shape.columns;
    const int32_t *const want = values + where->row * line + where->column;
    int32_t found[TILE * TILE];

    if (!pass(from, where, GF_Read, found, where->width))
        return cm__gdal_fail(from->block, CM_ERR_FORMAT, from->path, "a tile does not read back");
    for (size_t row = 0; row < where->height; row++)
        if (memcmp(found + row * where->width, want + row * line, where->width * sizeof *found) !=
            0)
            return cm__fail(CM_ERR_FORMAT, "%s: row %zu of the grid reads back otherwise",
                            from->path, where->row + row);
    return CM_OK;
}

static cm_status create_file(cm__tif *out, const char *file, bool deflate)
{
    const char *const options[] = {"TILED=YES",
                                   "BLOCKXSIZE=256",
                                   "BLOCKYSIZE=256",
                                   "BIGTIFF=IF_SAFER",
                                   "PREDICTOR=2",
                                   deflate ? "COMPRESS=DEFLATE" : "COMPRESS=ZSTD",
                                   deflate ? "ZLEVEL=6" : "ZSTD_LEVEL=1",
                                   NULL};
    const cm_grid_shape *const shape = &out->grid->shape;

    out->file = GDALCreate(GDALGetDriverByName("GTiff"), file, (int)shape->columns,
                           (int)shape->rows, 1, GDT_Int32, (CSLConstList)(uintptr_t)options);
    out->band = out->file ? GDALGetRasterBand(out->file, 1) : NULL;
    return out->band ? CM_OK
                     : cm__gdal_fail(out->block, CM_ERR_IO, out->path, "GDAL cannot create it");
}

static cm_status write_file(cm__tif *out, const int32_t *values, const char *file, bool deflate)
{
    cm__gdal block;
    cm_status status;

    out->block = &block;
    cm__gdal_begin(&block);
    status = create_file(out, file, deflate);
    if (!status)
        status = cm__tif_head_describe(out, NULL);
    if (!status)
        status = visit_tiles(out, values, write_tile);
    if (out->file)
        GDALClose(out->file);
    cm__text_clear(&out->text);
    return cm__gdal_end(&block, status, CM_ERR_IO, out->path);
}

static cm_status check_file(cm__tif *from, const int32_t *values, const char *file)
{
    static const char *const drivers[] = {"GTiff", NULL};
    const cm__gdal_source source = {.path = file, .drivers = drivers, .flags = GDAL_OF_RASTER};
    cm__gdal block;
    cm_status status;

    from->block = &block;
    cm__gdal_begin(&block);
    status = cm__gdal_open(&block, &from->file, &source);
    if (status && status != CM_ERR_NOMEM) /* it names the folder's file */
        status = cm__gdal_fail(&block, CM_ERR_FORMAT, from->path, "does not open again");
    if (!status) {
        from->band = GDALGetRasterBand(from->file, 1);
        status = cm__tif_head_check(from);
    }
    if (!status)
        status = visit_tiles(from, values, check_tile);
    if (from->file)
        GDALClose(from->file);
    cm__text_clear(&from->text);
    return cm__gdal_end(&block, status, CM_ERR_FORMAT, from->path);
}

cm_status cm_grid_write_integers(const cm_grid *grid, const int32_t *values, const char *path,
                                 const cm_export_options *options)
{
    static const char *const stale[] = {".aux.xml", ".ovr", ".msk", NULL};
    const bool deflate = options && options->version >= 2 && options->tif_deflate;
    cm__tif out = {.grid = grid, .path = path}, back = out;
    cm__export_folder folder = {0};
    cm_status status = CM_OK;

    if (strcmp(path, "-") == 0)
        return cm__fail(CM_ERR_DOMAIN, "tif goes into a file, not to standard output");
    status = cm__export_folder_create(&folder, path, options && options->no_clobber);
    folder.stale = stale;
    if (!status)
        status = write_file(&out, values, folder.file, deflate);
    if (!status)
        status = check_file(&back, values, folder.file);
    if (!status)
        status = cm__export_folder_commit(&folder);
    cm__export_folder_clear(&folder);
    return status;
}
