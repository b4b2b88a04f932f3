/* qgis_zip.c - a ZIP archive of one file, as a .qgz is. */
#include "output/qgis_zip.h"
#include "geo/base_error.h"
#include "geo/gdal_deflate.h"
#include <assert.h>
#include <string.h>
#include <zlib.h>

enum {
    NAME_MAX_BYTES = 1000,
    NEEDS_VERSION = 20,     /* 2.0: deflate */
    MADE_BY = 3 << 8 | 20,  /* Unix, whose modes QGIS and unzip keep */
    NAME_IS_UTF8 = 1 << 11, /* of the flags */
    DEFLATED = 8,
    EPOCH_DATE = 0x21, /* 1980-01-01, the format's first day */
    ZLIB_HEAD = 2,     /* round the bytes that zlib's format holds */
    ZLIB_TAIL = 4,
};
#define BYTES_MAX ((size_t)1 << 30)
#define MODE_OF_A_FILE (0100644u << 16)

static void add_number(cm__text *out, uint32_t value, int bytes)
{
    unsigned char little[4];

    for (int i = 0; i < bytes; i++)
        little[i] = (unsigned char)(value >> (8 * i));
    cm__text_add_bytes(out, (const char *)little, (size_t)bytes);
}

/* What the local head and the directory say alike, from the version that is needed on. */
static void add_entry(cm__text *out, uint32_t crc, size_t packed, size_t length, size_t name)
{
    add_number(out, NEEDS_VERSION, 2);
    add_number(out, NAME_IS_UTF8, 2);
    add_number(out, DEFLATED, 2);
    add_number(out, 0, 2);
    add_number(out, EPOCH_DATE, 2);
    add_number(out, crc, 4);
    add_number(out, (uint32_t)packed, 4);
    add_number(out, (uint32_t)length, 4);
    add_number(out, (uint32_t)name, 2);
    add_number(out, 0, 2);
}

static void add_directory(cm__text *out, const char *name, const char *entry, size_t entry_length,
                          size_t start)
{
    const size_t at = out->length;

    cm__text_add_bytes(out, "PK\1\2", 4);
    add_number(out, MADE_BY, 2);
    cm__text_add_bytes(out, entry, entry_length);
    add_number(out, 0, 2); /* no comment, on the first disk, not a text */
    add_number(out, 0, 2);
    add_number(out, 0, 2);
    add_number(out, MODE_OF_A_FILE, 4);
    add_number(out, 0, 4);
    cm__text_add(out, name);
    const size_t length = out->length - at;
    cm__text_add_bytes(out, "PK\5\6", 4);
    add_number(out, 0, 4);
    add_number(out, 1, 2);
    add_number(out, 1, 2);
    add_number(out, (uint32_t)length, 4);
    add_number(out, (uint32_t)(at - start), 4);
    add_number(out, 0, 2);
}

cm_status cm__qgis_zip(cm__text *out, const char *name, const char *bytes, size_t length)
{
    const size_t start = out->length;
    cm__text packed = {0}, entry = {0};
    cm_status status;

    assert(strlen(name) <= NAME_MAX_BYTES);
    if (length > BYTES_MAX)
        return cm__fail(CM_ERR_LIMIT, "%.300s: %zu bytes are too many for a project", name, length);
    status = cm__gdal_deflate(&packed, bytes, length);
    if (!status) {
        const size_t packed_length = packed.length - ZLIB_HEAD - ZLIB_TAIL;
        add_entry(&entry, (uint32_t)crc32_z(0, (const unsigned char *)bytes, length), packed_length,
                  length, strlen(name));
        cm__text_add_bytes(out, "PK\3\4", 4);
        cm__text_add_bytes(out, entry.bytes, entry.length);
        cm__text_add(out, name);
        cm__text_add_bytes(out, packed.bytes + ZLIB_HEAD, packed_length);
        status = entry.failed;
    }
    if (!status)
        add_directory(out, name, entry.bytes, entry.length, start);
    cm__text_clear(&entry);
    cm__text_clear(&packed);
    return status ? status : out->failed;
}
