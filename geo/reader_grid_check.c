/* reader_grid_check.c - proves that the compressed blocks of a GeoTIFF are whole. */
#include "geo/reader_grid_check.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include <cpl_conv.h>
#include <cpl_vsi.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* The blocks of a file while they are looked at. */
typedef struct checking {
    const char *path;
    GDALRasterBandH band;
    VSILFILE *bytes;
    unsigned char *packed, *unpacked;
    size_t packed_capacity, unpacked_size;
} checking;

/* What GDAL knows of where a block lies: 0 if nothing, as of one that was never written. */
static unsigned long long block_number(const checking *of, const char *what, int column, int row)
{
    char key[64];
    const char *value;

    snprintf(key, sizeof key, "%s_%d_%d", what, column, row);
    value = GDALGetMetadataItem(of->band, key, "TIFF");
    return value ? strtoull(value, NULL, 10) : 0;
}

static cm_status refuse(const checking *of, int column, int row)
{
    return cm__fail(CM_ERR_FORMAT, "%s: block %d, %d of the grid is damaged", of->path, column,
                    row);
}

static cm_status check_block(checking *of, int column, int row)
{
    const unsigned long long offset = block_number(of, "BLOCK_OFFSET", column, row);
    const unsigned long long size = block_number(of, "BLOCK_SIZE", column, row);
    size_t unpacked = 0;
    cm_status status;

    if (offset == 0 || size == 0)
        return CM_OK;
    if (size > 2 * of->unpacked_size + 1024) /* more than deflate can make of it */
        return refuse(of, column, row);
    if (size > of->packed_capacity) {
        status = cm__array_grow(&of->packed, (size_t)size, 1);
        if (status)
            return status;
        of->packed_capacity = (size_t)size;
    }
    if (VSIFSeekL(of->bytes, offset, SEEK_SET) != 0 ||
        VSIFReadL(of->packed, 1, (size_t)size, of->bytes) != size ||
        !CPLZLibInflate(of->packed, (size_t)size, of->unpacked, of->unpacked_size, &unpacked))
        return refuse(of, column, row);
    return CM_OK;
}

static cm_status check_all(checking *of, int block_columns, int block_rows)
{
    const int columns = GDALGetRasterBandXSize(of->band), rows = GDALGetRasterBandYSize(of->band);
    cm_status status = CM_OK;

    for (int row = 0; row * (long long)block_rows < rows && !status; row++)
        for (int column = 0; column * (long long)block_columns < columns && !status; column++)
            status = check_block(of, column, row);
    return status;
}

static bool is_deflated(GDALDatasetH file)
{
    const char *const name = GDALGetMetadataItem(file, "COMPRESSION", "IMAGE_STRUCTURE");

    return name && strcasecmp(name, "DEFLATE") == 0;
}

cm_status cm__grid_check_blocks(GDALDatasetH file, const char *path)
{
    checking of = {.path = path, .band = GDALGetRasterBand(file, 1)};
    int block_columns = 0, block_rows = 0;
    cm_status status;

    if (!is_deflated(file))
        return CM_OK;
    GDALGetBlockSize(of.band, &block_columns, &block_rows);
    /* where the bands lie side by side, a block holds all of them */
    of.unpacked_size = (size_t)block_columns * (size_t)block_rows *
                       (size_t)GDALGetDataTypeSizeBytes(GDALGetRasterDataType(of.band)) *
                       (size_t)GDALGetRasterCount(file);
    status = cm__array_grow(&of.unpacked, of.unpacked_size, 1);
    if (status)
        return status;
    of.bytes = VSIFOpenL(GDALGetDescription(file), "rb");
    if (of.bytes) {
        status = check_all(&of, block_columns, block_rows);
        VSIFCloseL(of.bytes);
    } else {
        status = cm__fail(CM_ERR_IO, "%s: cannot be opened again", path);
    }
    cm__array_free(&of.packed);
    cm__array_free(&of.unpacked);
    return status;
}
