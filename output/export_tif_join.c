/* export_tif_join.c - puts the description of a GeoTIFF behind the tiles that are written.
 *
 * A TIFF is a header that points at a directory, whose entries (tag, type, count, value) point at
 * what is longer than the entry itself (TIFF 6.0, section 2; BigTIFF has 64-bit counts). */
#include "output/export_tif_join.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include <string.h>

enum {
    CLASSIC = 42,
    BIG = 43,
    LONG = 4,
    LONG8 = 16,
    TAG_OFFSETS = 324,
    TAG_LENGTHS = 325,
    TAG_KEYS = 34735, /* of the CRS */
    TYPES = 19
};

/* The head while it is moved. */
typedef struct joining {
    cm__text *head;
    const cm__tif_tiles *tiles;
    uint64_t at;
    bool is_big;
    size_t inside;               /* how many bytes an entry's value holds itself */
    uint64_t directory, entries; /* offset in the head, count */
    bool has_tiles[2], has_crs;
} joining;

static uint64_t get(const unsigned char *bytes, size_t length)
{
    uint64_t value = 0;

    while (length-- > 0)
        value = value << 8 | bytes[length];
    return value;
}

static void put(unsigned char *bytes, size_t length, uint64_t value)
{
    for (size_t i = 0; i < length; i++, value >>= 8)
        bytes[i] = (unsigned char)value;
}

static unsigned char *bytes_at(const joining *of, uint64_t offset)
{
    return (unsigned char *)of->head->bytes + offset;
}

static cm_status refuse(const joining *of)
{
    return cm__fail(CM_ERR_FORMAT, "%s: GDAL made no TIFF of one directory", of->tiles->path);
}

/* Bytes of an entry: tag 2, type 2, count, value. */
static size_t entry_size(const joining *of)
{
    return of->is_big ? 20 : 12;
}

/* Whether the directory lies within the head, and no other follows it. */
static bool is_one_directory(joining *of)
{
    const size_t lead = of->is_big ? 8 : 2; /* the count of entries */
    const uint64_t length = of->head->length;

    if (of->directory > length || length - of->directory < lead)
        return false;
    of->entries = get(bytes_at(of, of->directory), lead);
    const uint64_t rest = length - of->directory - lead;
    if (of->entries > rest / entry_size(of) || rest - of->entries * entry_size(of) < of->inside)
        return false;
    return get(bytes_at(of, of->directory + lead + of->entries * entry_size(of)), of->inside) == 0;
}

static cm_status open_head(joining *of)
{
    const uint64_t kind = of->head->length >= CM__TIF_HEADER_BYTES ? get(bytes_at(of, 2), 2) : 0;

    if ((kind != CLASSIC && kind != BIG) || memcmp(of->head->bytes, "II", 2) != 0)
        return refuse(of);
    of->is_big = kind == BIG;
    of->inside = of->is_big ? 8 : 4;
    of->directory = of->is_big ? get(bytes_at(of, 8), 8) : get(bytes_at(of, 4), 4);
    return is_one_directory(of) ? CM_OK : refuse(of);
}

/* Enters one number of each tile, in the entry where it is the only one, else behind the head. */
static void enter_tiles(joining *of, uint64_t entry, bool is_length)
{
    const size_t size = of->is_big && !is_length ? 8 : 4;
    const size_t bytes = size * of->tiles->count;
    uint64_t place = entry + 4 + of->inside;

    put(bytes_at(of, entry + 2), 2, size == 8 ? LONG8 : LONG);
    put(bytes_at(of, entry + 4), of->inside, of->tiles->count);
    put(bytes_at(of, place), of->inside, 0);
    if (bytes > of->inside) {
        while (of->head->length % 8 != 0 && !of->head->failed)
            cm__text_add_bytes(of->head, "", 1);
        put(bytes_at(of, place), of->inside, of->at + of->head->length);
        place = of->head->length;
    }
    for (size_t i = 0; i < of->tiles->count && !of->head->failed; i++) {
        const cm__tif_tile *const tile = &of->tiles->tiles[i];
        unsigned char number[8];
        put(number, size, is_length ? tile->length : tile->offset);
        if (bytes > of->inside)
            cm__text_add_bytes(of->head, (const char *)number, size);
        else
            memcpy(bytes_at(of, place + i * size), number, size);
    }
    of->has_tiles[is_length] = true;
}

static cm_status move_entry(joining *of, uint64_t entry)
{
    static const unsigned char sizes[TYPES] = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4,
                                               8, 4, 8, 4, 0, 0, 8, 8, 8};
    const uint64_t tag = get(bytes_at(of, entry), 2), type = get(bytes_at(of, entry + 2), 2);
    const uint64_t count = get(bytes_at(of, entry + 4), of->inside);
    unsigned char *const value = bytes_at(of, entry + 4 + of->inside);

    of->has_crs = of->has_crs || tag == TAG_KEYS;
    if (tag == TAG_OFFSETS || tag == TAG_LENGTHS) {
        enter_tiles(of, entry, tag == TAG_LENGTHS);
        return of->head->failed;
    }
    if (type >= TYPES || sizes[type] == 0)
        return refuse(of);
    if (count > of->inside / sizes[type])
        put(value, of->inside, get(value, of->inside) + of->at);
    return CM_OK;
}

static void make_header(const joining *of, unsigned char *header)
{
    memset(header, 0, CM__TIF_HEADER_BYTES);
    memcpy(header, of->head->bytes, of->is_big ? 8 : 4);
    if (of->is_big)
        put(header + 8, 8, of->at + of->directory);
    else
        put(header + 4, 4, of->at + of->directory);
}

cm_status cm__tif_join(cm__text *head, unsigned char header[static CM__TIF_HEADER_BYTES],
                       const cm__tif_tiles *tiles, uint64_t at, bool has_crs)
{
    joining of = {.head = head, .tiles = tiles, .at = at};
    cm_status status = open_head(&of);

    for (uint64_t i = 0; i < of.entries && !status; i++)
        status = move_entry(&of, of.directory + (of.is_big ? 8 : 2) + i * entry_size(&of));
    if (!status && !(of.has_tiles[0] && of.has_tiles[1] && of.has_crs == has_crs))
        status = refuse(&of);
    if (!status)
        make_header(&of, header);
    return status;
}
