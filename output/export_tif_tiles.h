/* export_tif_tiles.h - a grid's rows packed into the tiles of a GeoTIFF, by all threads. */
#ifndef CM_EXPORT_TIF_TILES_H
#define CM_EXPORT_TIF_TILES_H

#include <clustermap/grid.h>
#include <clustermap/progress.h>
#include <clustermap/status.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CM__TIF_TILE = 256, CM__TIF_TILE_BYTES = CM__TIF_TILE * CM__TIF_TILE * 4 };

/* What the file must hold of one tile. */
typedef struct cm__tif_tile {
    uint64_t offset, packed_sum, value_sum; /* sums by which bytes are known again */
    uint32_t length;                        /* packed */
} cm__tif_tile;

/* Tiles from west to east and north to south, written one behind the other. */
typedef struct cm__tif_tiles {
    const char *path; /* for messages; borrowed */
    size_t columns, rows, across, count, done;
    bool deflate;
    int threads; /* 0: all */
    cm_progress progress;
    uint64_t end; /* where the next one goes */
    cm__tif_tile *tiles;
    unsigned char *packed; /* one buffer for each tile of a batch */
} cm__tif_tiles;

/* Makes room for the tiles of a shape, the first of which goes to the offset `end`.
 * out must be empty; untouched on failure. Returns CM_OK, CM_ERR_NOMEM or CM_ERR_LIMIT. */
CM_MUST_CHECK cm_status cm__tif_tiles_init(cm__tif_tiles *out, const cm_grid_shape *shape,
                                           const char *path, uint64_t end);
void cm__tif_tiles_clear(cm__tif_tiles *tiles);

/* Packs the next rows, in ZSTD or DEFLATE behind predictor 3, and writes them. The same bytes for
 * any number of threads.
 * count   a multiple of CM__TIF_TILE, or all rows that are left
 * Returns CM_OK, CM_ERR_IO, CM_ERR_NOMEM, CM_ERR_STOPPED. */
CM_MUST_CHECK cm_status cm__tif_tiles_add(cm__tif_tiles *tiles, int fd, const float *rows,
                                          size_t count);

/* Whether the file holds what was written. Returns CM_OK, CM_ERR_FORMAT if not, CM_ERR_IO,
 * CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__tif_tiles_check(const cm__tif_tiles *tiles, int fd);

/* Where a tile lies in the grid: the last of a row or column may be smaller. */
typedef struct cm__tif_window {
    size_t column, row, width, height;
} cm__tif_window;
cm__tif_window cm__tif_tiles_window(const cm__tif_tiles *tiles, size_t tile);

/* The value_sum of values that were read, line floats from row to row. scratch: CM__TIF_TILE_BYTES
 * bytes. */
uint64_t cm__tif_value_sum(unsigned char *scratch, const cm__tif_window *where, const float *values,
                           size_t line);

#endif
