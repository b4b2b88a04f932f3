/* export_tif.c - grids as GeoTIFF: whole, or row by row while they are computed.
 *
 * The tiles are ours (export_tif_tiles.c) and come first, so that nothing need be known of the
 * values before they are written; the directory behind them is GDAL's. */
#include "output/export_tif.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/grid_statistics.h"
#include "output/export_file.h"
#include "output/export_tif_cog.h"
#include "output/export_tif_head.h"
#include "output/export_tif_join.h"
#include <assert.h>
#include <clustermap/export.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#define CLASSIC_MAX 4000000000u /* offsets of a classic TIFF have 32 bits */

struct cm_grid_writer {
    cm__export_folder folder;
    cm__tif_tiles tiles;
    cm__grid_tally tally;
    char *path, *file; /* file: what is being written; the target's, but for a COG */
    bool is_cog;
    int fd;
};

static cm_status check_tile(cm__tif *from, const cm__tif_tiles *tiles, size_t i,
                            unsigned char *scratch)
{
    const cm__tif_window where = cm__tif_tiles_window(tiles, i);
    const int width = (int)where.width, height = (int)where.height;
    float *const values = (float *)(void *)(scratch + CM__TIF_TILE_BYTES);

    if (GDALRasterIO(from->band, GF_Read, (int)where.column, (int)where.row, width, height, values,
                     width, height, GDT_Float32, 0, 0) != CE_None)
        return cm__gdal_fail(from->block, CM_ERR_FORMAT, from->path, "a tile does not read back");
    if (cm__tif_value_sum(scratch, &where, values, where.width) != tiles->tiles[i].value_sum)
        return cm__fail(CM_ERR_FORMAT, "%s: the tile at row %zu, column %zu reads back otherwise",
                        from->path, where.row, where.column);
    return CM_OK;
}

static cm_status check_tiles(cm__tif *from, const cm__tif_tiles *tiles, bool every)
{
    unsigned char *scratch = NULL;
    size_t longest = 0;
    cm_status status = cm__array_grow(&scratch, 2, (size_t)CM__TIF_TILE_BYTES);

    for (size_t i = 0; i < tiles->count; i++)
        if (tiles->tiles[i].length > tiles->tiles[longest].length)
            longest = i;
    for (size_t i = 0; i < tiles->count && !status; i++)
        if (every || i == 0 || i == longest || i + 1 == tiles->count)
            status = check_tile(from, tiles, i, scratch);
    cm__array_free(&scratch);
    return status;
}

cm_status cm__tif_check(const cm_grid *grid, const cm__tif_tiles *tiles, const char *file,
                        bool every)
{
    static const char *const drivers[] = {"GTiff", NULL};
    const cm__gdal_source source = {.path = file, .drivers = drivers, .flags = GDAL_OF_RASTER};
    cm__gdal block;
    cm__tif from = {.grid = grid, .path = tiles->path, .block = &block};
    cm_status status;

    cm__gdal_begin(&block);
    status = cm__gdal_open(&block, &from.file, &source);
    if (status && status != CM_ERR_NOMEM) /* it names the folder's file */
        status = cm__gdal_fail(&block, CM_ERR_FORMAT, from.path, "does not open again");
    if (!status) {
        from.band = GDALGetRasterBand(from.file, 1);
        status = cm__tif_head_check(&from);
    }
    if (!status)
        status = check_tiles(&from, tiles, every);
    if (from.file)
        GDALClose(from.file);
    cm__text_clear(&from.text);
    return cm__gdal_end(&block, status, CM_ERR_FORMAT, tiles->path);
}

static cm_status check_description(const cm_grid *grid, const char *path)
{
    for (size_t i = 0; i < grid->tag_count; i++)
        if (strpbrk(grid->tags[i].key, "=:\n") || *grid->tags[i].key == '\0')
            return cm__fail(CM_ERR_DOMAIN, "%s: metadata cannot be named '%s'", path,
                            grid->tags[i].key);
    return CM_OK;
}

static cm_status system_failure(const cm_grid_writer *writer)
{
    return cm__fail(CM_ERR_IO, "%s: %s", writer->path, strerror(errno));
}

static cm_status copy_path(char **out, const char *path)
{
    const cm_status status = cm__array_grow(out, PATH_MAX, 1);

    if (!status)
        memcpy(*out, path, strlen(path) + 1);
    return status;
}

/* A COG is made out of a plain file, which lies beside it meanwhile. */
static cm_status open_files(cm_grid_writer *writer, const char *path,
                            const cm_export_options *options)
{
    cm_status status =
        cm__export_folder_create(&writer->folder, path, options && options->no_clobber);

    if (!status)
        status = copy_path(&writer->path, path);
    if (!status)
        status = copy_path(&writer->file, writer->folder.file);
    if (!status && writer->is_cog)
        status = cm__export_folder_sibling(&writer->folder, writer->file, ".plain");
    if (status)
        return status;
    writer->fd = open(writer->file, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    return writer->fd < 0 ? system_failure(writer) : CM_OK;
}

cm_status cm_grid_writer_open(cm_grid_writer **out, const cm_grid *grid, const char *path,
                              const cm_export_options *options)
{
    static const char *const stale[] = {".aux.xml", ".ovr", ".msk", NULL};
    cm_grid_writer *writer = NULL;
    cm_status status = CM_OK;

    if (strcmp(path, "-") == 0)
        status = cm__fail(CM_ERR_DOMAIN, "tif goes into a file, not to standard output");
    if (!status)
        status = cm__array_grow(&writer, 1, sizeof *writer);
    if (status)
        return status;
    *writer = (cm_grid_writer){.fd = -1};
    writer->is_cog = options && options->version >= 3 && options->tif_cog;
    status = open_files(writer, path, options);
    writer->folder.stale = stale;
    if (!status)
        status =
            cm__tif_tiles_init(&writer->tiles, &grid->shape, writer->path, CM__TIF_HEADER_BYTES);
    if (status) {
        cm_grid_writer_destroy(writer);
        return status;
    }
    writer->tiles.deflate = options && options->version >= 2 && options->tif_deflate;
    if (options && options->version >= 3) {
        writer->tiles.threads = options->threads;
        writer->tiles.progress = options->progress;
    }
    cm__grid_tally_begin(&writer->tally, grid);
    *out = writer;
    return CM_OK;
}

cm_status cm_grid_writer_add(cm_grid_writer *writer, const float *rows, size_t count)
{
    cm__grid_tally_add(&writer->tally, rows, count * writer->tiles.columns);
    return cm__tif_tiles_add(&writer->tiles, writer->fd, rows, count);
}

static cm_status write_at(const cm_grid_writer *writer, const void *bytes, size_t length,
                          uint64_t at)
{
    if (lseek(writer->fd, (off_t)at, SEEK_SET) < 0)
        return system_failure(writer);
    return cm__export_write_all(writer->fd, bytes, length, writer->path);
}

/* The directory, behind the tiles, and the header that points at it. */
static cm_status write_head(cm_grid_writer *writer, const cm_grid *grid)
{
    const cm_grid_statistics statistics = cm__grid_tally_get(&writer->tally);
    const uint64_t at = (writer->tiles.end + 7) / 8 * 8;
    const bool is_big = at + 64 * writer->tiles.count > CLASSIC_MAX;
    unsigned char header[CM__TIF_HEADER_BYTES];
    cm__text head = {0};
    cm_status status = cm__tif_head_make(&head, grid, &statistics, &writer->tiles, is_big);

    if (!status)
        status = cm__tif_join(&head, header, &writer->tiles, at, grid->crs != NULL);
    if (!status)
        status = write_at(writer, head.bytes, head.length, at);
    if (!status)
        status = write_at(writer, header, sizeof header, 0);
    cm__text_clear(&head);
    return status;
}

static cm_status make_cog(cm_grid_writer *writer, const cm_grid *grid)
{
    cm_status status = cm__tif_cog_make(writer->folder.file, writer->file, &writer->tiles);

    if (!status && unlink(writer->file) != 0)
        status = system_failure(writer);
    if (!status)
        status = cm__tif_check(grid, &writer->tiles, writer->folder.file, true);
    return status;
}

cm_status cm_grid_writer_close(cm_grid_writer *writer, const cm_grid *grid)
{
    cm_status status = check_description(grid, writer->path);

    assert(writer->tiles.done == writer->tiles.count);
    if (!status)
        status = write_head(writer, grid);
    if (!status)
        status = cm__tif_tiles_check(&writer->tiles, writer->fd);
    if (!status)
        status = cm__tif_check(grid, &writer->tiles, writer->file, false);
    if (!status && writer->is_cog)
        status = make_cog(writer, grid);
    if (!status)
        status = cm__export_folder_commit(&writer->folder);
    return status;
}

void cm_grid_writer_destroy(cm_grid_writer *writer)
{
    if (!writer)
        return;
    if (writer->fd >= 0)
        close(writer->fd);
    cm__tif_tiles_clear(&writer->tiles);
    cm__export_folder_clear(&writer->folder);
    cm__array_free(&writer->file);
    cm__array_free(&writer->path);
    cm__array_free(&writer);
}

cm_status cm_grid_write(const cm_grid *grid, const char *path, const cm_export_options *options)
{
    cm_grid_writer *writer = NULL;
    cm_status status = CM_OK;

    if (!grid->values)
        return cm__fail(CM_ERR_DOMAIN, "%s: a grid without values", path);
    status = check_description(grid, path);
    if (!status)
        status = cm_grid_writer_open(&writer, grid, path, options);
    if (!status)
        status = cm_grid_writer_add(writer, grid->values, grid->shape.rows);
    if (!status)
        status = cm_grid_writer_close(writer, grid);
    cm_grid_writer_destroy(writer);
    return status;
}
