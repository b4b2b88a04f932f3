/* export_shp_lib.c - shapelib made silent, and its failures told. */
#include "output/export_shp_lib.h"
#include "geo/base_error.h"
#include "output/export_shp_file.h"
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static void say_nothing(const char *message)
{
    (void)message;
}

SAHooks cm__shapelib_hooks(void)
{
    SAHooks hooks;

    SASetupDefaultHooks(&hooks);
    hooks.Error = say_nothing;
    cm__shp_file_set_hooks(&hooks);
    return hooks;
}

cm_status cm__shapelib_failure(const char *path)
{
    return cm__fail(errno == ENOMEM ? CM_ERR_NOMEM : CM_ERR_IO, "%s: cannot be written: %s", path,
                    errno ? strerror(errno) : "shapelib refuses");
}

cm_status cm__shapelib_mismatch(const char *path)
{
    return cm__fail(CM_ERR_FORMAT, "%s: reads back otherwise than written", path);
}

cm_status cm__shapelib_check_size(const char *file, const char *path, size_t want)
{
    struct stat found;

    if (stat(file, &found) != 0)
        return cm__fail(CM_ERR_IO, "%s: %s", path, strerror(errno));
    if ((size_t)found.st_size == want)
        return CM_OK;
    return cm__fail(CM_ERR_IO, "%s: %zu bytes were written, %lld are there: is the disk full?",
                    path, want, (long long)found.st_size);
}

enum { HEADER_LENGTH = 100, FILE_CODE = 9994, VERSION = 1000 };

static void put_big(unsigned char *out, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        out[i] = (unsigned char)(value >> (24 - 8 * i));
}

static void put_little(unsigned char *out, uint64_t value, int size)
{
    for (int i = 0; i < size; i++)
        out[i] = (unsigned char)(value >> 8 * i);
}

/* ESRI 1998, table 1: lengths are counted in words of 16 bits. */
static void make_header(unsigned char out[static HEADER_LENGTH], const cm__shp_header *want)
{
    const cm_box box = want->extent;
    const double bounds[4] = {box.x_min, box.y_min, box.x_max, box.y_max};
    uint64_t bits;

    memset(out, 0, HEADER_LENGTH);
    put_big(out, FILE_CODE);
    put_big(out + 24, (uint32_t)(want->length / 2));
    put_little(out + 28, VERSION, 4);
    put_little(out + 32, (uint32_t)want->type, 4);
    for (int i = 0; i < 4 && box.x_min <= box.x_max; i++) {
        memcpy(&bits, &bounds[i], sizeof bits);
        put_little(out + 36 + 8 * i, bits, 8);
    }
}

cm_status cm__shapelib_check_header(const char *file, const char *path, const cm__shp_header *want)
{
    unsigned char header[HEADER_LENGTH], found[HEADER_LENGTH] = {0};
    cm_status status = cm__shapelib_check_size(file, path, want->length);
    FILE *stream;

    if (status)
        return status;
    make_header(header, want);
    stream = fopen(file, "rb");
    if (!stream)
        return cm__fail(CM_ERR_IO, "%s: %s", path, strerror(errno));
    if (fread(found, 1, sizeof found, stream) != sizeof found ||
        memcmp(found, header, sizeof header) != 0)
        status = cm__shapelib_mismatch(path);
    fclose(stream);
    return status;
}
