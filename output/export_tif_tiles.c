/* export_tif_tiles.c - a grid's rows packed into the tiles of a GeoTIFF, by all threads.
 *
 * GDAL and libtiff take 0.55 s to write 67 MB and 0.25 s to read them back, most of it in the
 * predictor's loops; here both take a third of it, and all threads share it. */
#include "output/export_tif_tiles.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/base_vector.h"
#include <cpl_compressor.h>
#include <cpl_conv.h>
#include <cpl_error.h>
#include <errno.h>
#include <omp.h>
#include <string.h>
#include <unistd.h>

enum {
    SIDE = CM__TIF_TILE,
    ROW_BYTES = 4 * SIDE,
    PACKED_MAX = CM__TIF_TILE_BYTES + CM__TIF_TILE_BYTES / 32, /* over every packer's bound */
    BATCH = 64,
    THREADS_MAX = 64,
    DEFLATE_LEVEL = 6
};

/* What one thread packs or reads, and the first that went wrong. */
typedef struct batch {
    cm__tif_tiles *all;
    const CPLCompressor *zstd;
    const float *values;
    size_t first_row; /* of the values */
    size_t first, count;
    int fd, error;
    cm_status status;
    size_t wrong;           /* a tile that is otherwise than written */
    unsigned char *scratch; /* CM__TIF_TILE_BYTES for each thread */
} batch;

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Four sums side by side, each mixed by a multiplication modulo 2^64 (as FNV does with bytes). */
static uint64_t sum_bytes(const unsigned char *bytes, size_t length)
{
    static const uint64_t prime = 0x9E3779B97F4A7C15u;
    uint64_t lanes[4] = {1, 2, 3, length}, words[4] = {0};

    for (; length >= sizeof words; bytes += sizeof words, length -= sizeof words) {
        memcpy(words, bytes, sizeof words);
        for (int i = 0; i < 4; i++)
            lanes[i] = ((lanes[i] ^ words[i]) * prime) ^ (lanes[i] >> 29);
    }
    memset(words, 0, sizeof words);
    memcpy(words, bytes, length);
    for (int i = 0; i < 4; i++) {
        lanes[i] = ((lanes[i] ^ words[i]) * prime) ^ (lanes[i] >> 29);
        lanes[0] = (lanes[0] ^ (lanes[i] >> 7)) * prime + lanes[i];
    }
    return lanes[0];
}

/* One row as predictor 3 wants it (Adobe's TIFF technical note 3): the highest bytes of all values,
 * then the next; of each byte the difference to the one before. */
CM__EVERY_MACHINE static void split_row(unsigned char *restrict out, const float *restrict row)
{
    unsigned char planes[1 + ROW_BYTES]; /* a byte of 0 stands before the first */
    uint32_t bits[SIDE];

    memcpy(bits, row, sizeof bits);
    planes[0] = 0;
    for (int k = 0; k < 4; k++) {
        unsigned char *const plane = planes + 1 + k * SIDE;
        const int shift = 24 - 8 * k;
        CM__VECTOR_LOOP
        for (int i = 0; i < SIDE; i++)
            plane[i] = (unsigned char)(bits[i] >> shift);
    }
    CM__VECTOR_LOOP
    for (int i = 0; i < ROW_BYTES; i++)
        out[i] = (unsigned char)(planes[i + 1] - planes[i]);
}

/* A whole tile: beyond the grid's edge the last value and row go on. */
static void split_tile(unsigned char *out, const cm__tif_window *where, const float *values,
                       size_t line)
{
    for (size_t row = 0; row < where->height; row++, values += line) {
        float whole[SIDE];
        const float *from = values;
        if (where->width < SIDE) {
            memcpy(whole, values, where->width * sizeof *whole);
            for (size_t i = where->width; i < SIDE; i++)
                whole[i] = values[where->width - 1];
            from = whole;
        }
        split_row(out + row * ROW_BYTES, from);
    }
    for (size_t row = where->height; row < SIDE; row++)
        memcpy(out + row * ROW_BYTES, out + (row - 1) * ROW_BYTES, ROW_BYTES);
}

uint64_t cm__tif_value_sum(unsigned char *scratch, const cm__tif_window *where, const float *values,
                           size_t line)
{
    split_tile(scratch, where, values, line);
    return sum_bytes(scratch, CM__TIF_TILE_BYTES);
}

cm__tif_window cm__tif_tiles_window(const cm__tif_tiles *tiles, size_t tile)
{
    const size_t row = tile / tiles->across * SIDE, column = tile % tiles->across * SIDE;

    return (cm__tif_window){column, row, least(SIDE, tiles->columns - column),
                            least(SIDE, tiles->rows - row)};
}

cm_status cm__tif_tiles_init(cm__tif_tiles *out, const cm_grid_shape *shape, const char *path,
                             uint64_t end)
{
    cm__tif_tiles fresh = {
        .path = path, .columns = shape->columns, .rows = shape->rows, .end = end};
    cm_status status;

    fresh.across = (shape->columns + SIDE - 1) / SIDE;
    fresh.count = fresh.across * ((shape->rows + SIDE - 1) / SIDE);
    status = cm__array_grow(&fresh.tiles, fresh.count, sizeof *fresh.tiles);
    if (!status)
        status = cm__array_grow(&fresh.packed, least(BATCH, fresh.count), PACKED_MAX);
    if (status)
        cm__tif_tiles_clear(&fresh);
    else
        *out = fresh;
    return status;
}

void cm__tif_tiles_clear(cm__tif_tiles *tiles)
{
    cm__array_free(&tiles->packed);
    cm__array_free(&tiles->tiles);
    *tiles = (cm__tif_tiles){0};
}

/* The packed length; 0 if it cannot be packed. */
static size_t pack(const batch *work, void *out, const unsigned char *bytes)
{
    static const char *const options[] = {"LEVEL=1", NULL};
    size_t length = PACKED_MAX;

    if (work->all->deflate)
        return CPLZLibDeflate(bytes, CM__TIF_TILE_BYTES, DEFLATE_LEVEL, out, length, &length)
                   ? length
                   : 0;
    return work->zstd->pfnFunc(bytes, CM__TIF_TILE_BYTES, &out, &length,
                               (CSLConstList)(uintptr_t)options, work->zstd->user_data)
               ? length
               : 0;
}

static void note(batch *work, cm_status status, int error, size_t tile)
{
#pragma omp critical(cm__tif_note)
    if (!work->status || tile < work->wrong) {
        work->status = status;
        work->error = error;
        work->wrong = tile;
    }
}

static void pack_tile(batch *work, size_t i, unsigned char *scratch)
{
    cm__tif_tiles *const all = work->all;
    cm__tif_tile *const tile = &all->tiles[work->first + i];
    unsigned char *const packed = all->packed + i * PACKED_MAX;
    const cm__tif_window where = cm__tif_tiles_window(all, work->first + i);

    tile->value_sum = cm__tif_value_sum(
        scratch, &where, work->values + (where.row - work->first_row) * all->columns + where.column,
        all->columns);
    tile->length = (uint32_t)pack(work, packed, scratch);
    tile->packed_sum = sum_bytes(packed, tile->length);
    if (tile->length == 0)
        note(work, CM_ERR_NOMEM, ENOMEM, work->first + i);
}

/* Writes a tile behind those before it, whose lengths are known by now: so the file's bytes do not
 * depend on who was first. */
static void write_tile(batch *work, size_t i)
{
    cm__tif_tile *const tile = &work->all->tiles[work->first + i];
    const unsigned char *const packed = work->all->packed + i * PACKED_MAX;
    size_t at = 0;

    tile->offset = work->all->end;
    for (size_t before = 1; before <= i; before++)
        tile->offset += tile[-(ptrdiff_t)before].length;
    while (at < tile->length) {
        const ssize_t written =
            pwrite(work->fd, packed + at, tile->length - at, (off_t)(tile->offset + at));
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0) {
            note(work, CM_ERR_IO, written < 0 ? errno : ENOSPC, work->first + i);
            return;
        }
        at += (size_t)written;
    }
}

static void read_tile(batch *work, size_t i, unsigned char *scratch)
{
    const cm__tif_tile *const tile = &work->all->tiles[work->first + i];
    size_t at = 0;

    while (at < tile->length) {
        const ssize_t found =
            pread(work->fd, scratch + at, tile->length - at, (off_t)(tile->offset + at));
        if (found < 0 && errno == EINTR)
            continue;
        if (found < 0)
            note(work, CM_ERR_IO, errno, work->first + i);
        if (found <= 0)
            break;
        at += (size_t)found;
    }
    if (at < tile->length || sum_bytes(scratch, tile->length) != tile->packed_sum)
        note(work, CM_ERR_FORMAT, 0, work->first + i);
}

static int count_threads(const cm__tif_tiles *all)
{
    const int wanted = all->threads > 0 ? all->threads : omp_get_max_threads();

    return (int)least(least((size_t)wanted, THREADS_MAX), least(BATCH, all->count));
}

static cm_status finish(const batch *work)
{
    const cm__tif_window where = cm__tif_tiles_window(work->all, work->wrong);
    const char *const path = work->all->path;

    if (work->status == CM_ERR_NOMEM)
        return cm__fail(CM_ERR_NOMEM, "%s: no memory to compress a tile", path);
    if (work->status == CM_ERR_IO)
        return cm__fail(CM_ERR_IO, "%s: %s", path, strerror(work->error));
    if (work->status)
        return cm__fail(work->status, "%s: the tile at row %zu, column %zu reads back otherwise",
                        path, where.row, where.column);
    return CM_OK;
}

static void run_batch(batch *work)
{
    const int threads = count_threads(work->all);

#pragma omp parallel num_threads(threads)
    {
        unsigned char *const scratch =
            work->scratch + (size_t)omp_get_thread_num() * CM__TIF_TILE_BYTES;
        CPLPushErrorHandler(CPLQuietErrorHandler);
#pragma omp for schedule(dynamic, 1)
        for (size_t i = 0; i < work->count; i++)
            pack_tile(work, i, scratch);
        CPLPopErrorHandler();
#pragma omp for schedule(dynamic, 1) nowait
        for (size_t i = 0; i < work->count; i++)
            write_tile(work, i);
    }
    for (size_t i = 0; i < work->count; i++)
        work->all->end += work->all->tiles[work->first + i].length;
}

static cm_status tell(const cm__tif_tiles *tiles)
{
    const cm_progress *const progress = &tiles->progress;

    if (!progress->step ||
        progress->step(progress->context, (double)tiles->done / (double)tiles->count))
        return CM_OK;
    return cm__fail(CM_ERR_STOPPED, "%s: the writing was stopped", tiles->path);
}

cm_status cm__tif_tiles_add(cm__tif_tiles *tiles, int fd, const float *rows, size_t count)
{
    const size_t last = tiles->done + (count + SIDE - 1) / SIDE * tiles->across;
    batch work = {.all = tiles,
                  .zstd = CPLGetCompressor("zstd"),
                  .values = rows,
                  .first_row = tiles->done / tiles->across * SIDE,
                  .fd = fd};
    cm_status status;

    if (!tiles->deflate && !work.zstd)
        return cm__fail(CM_ERR_DOMAIN, "%s: this GDAL has no ZSTD", tiles->path);
    status =
        cm__array_grow(&work.scratch, (size_t)count_threads(tiles), (size_t)CM__TIF_TILE_BYTES);
    while (!status && tiles->done < last) {
        work.first = tiles->done;
        work.count = least(BATCH, last - tiles->done);
        run_batch(&work);
        tiles->done += work.count;
        status = finish(&work);
        if (!status)
            status = tell(tiles);
    }
    cm__array_free(&work.scratch);
    return status;
}

cm_status cm__tif_tiles_check(const cm__tif_tiles *tiles, int fd)
{
    const int threads = count_threads(tiles);
    cm__tif_tiles all = *tiles; /* only read */
    batch work = {.all = &all, .count = tiles->done, .fd = fd};
    cm_status status = cm__array_grow(&work.scratch, (size_t)threads, (size_t)PACKED_MAX);

    if (status)
        return status;
#pragma omp parallel for schedule(dynamic, 4) num_threads(threads)
    for (size_t i = 0; i < work.count; i++)
        read_tile(&work, i, work.scratch + (size_t)omp_get_thread_num() * PACKED_MAX);
    cm__array_free(&work.scratch);
    return finish(&work);
}
