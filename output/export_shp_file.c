/* export_shp_file.c - files for shapelib, which says before every record where it is. */
#include "output/export_shp_file.h"
#include "geo/base_memory.h"
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>

enum { BUFFER_BYTES = 1 << 16 };

/* What was done last: a stream must be positioned between reading and writing. */
typedef enum shp_use { UNUSED, IS_READ, IS_WRITTEN } shp_use;

typedef struct shp_file {
    FILE *stream;
    long at;     /* of the stream */
    long wanted; /* by the next read or write */
    shp_use use;
} shp_file;

static shp_file *get(SAFile file)
{
    return (shp_file *)(void *)file;
}

/* Where memory has run out, errno says so even after shapelib has looked for the file under other
 * names. */
static SAFile open_file(const char *name, const char *access)
{
    const int before = errno;
    shp_file *file = NULL;

    if (cm__array_grow(&file, 1, sizeof *file)) {
        errno = ENOMEM;
        return NULL;
    }
    *file = (shp_file){.stream = fopen(name, access)};
    if (!file->stream) {
        cm__array_free(&file);
        errno = before == ENOMEM ? before : errno;
        return NULL;
    }
    setvbuf(file->stream, NULL, _IOFBF, BUFFER_BYTES);
    return (SAFile)(void *)file;
}

/* Goes where the next bytes are wanted. */
static bool settle(shp_file *file, shp_use use)
{
    if (file->at != file->wanted || (file->use != use && file->use != UNUSED)) {
        if (fseek(file->stream, file->wanted, SEEK_SET) != 0)
            return false;
        file->at = file->wanted;
    }
    file->use = use;
    return true;
}

static SAOffset read_file(void *bytes, SAOffset size, SAOffset count, SAFile of)
{
    shp_file *const file = get(of);
    SAOffset done = 0;

    if (!settle(file, IS_READ))
        return 0;
    done = fread(bytes, size, count, file->stream);
    if (done == count)
        file->at += (long)(size * count);
    else
        file->at = ftell(file->stream);
    file->wanted = file->at;
    return done;
}

static SAOffset write_file(void *bytes, SAOffset size, SAOffset count, SAFile of)
{
    shp_file *const file = get(of);
    SAOffset done = 0;

    if (!settle(file, IS_WRITTEN))
        return 0;
    done = fwrite(bytes, size, count, file->stream);
    file->at += (long)(size * done);
    file->wanted = file->at;
    return done;
}

static SAOffset seek_file(SAFile of, SAOffset offset, int whence)
{
    shp_file *const file = get(of);

    if (whence == SEEK_SET) {
        file->wanted = (long)offset;
        return 0;
    }
    if (!settle(file, UNUSED) || fseek(file->stream, (long)offset, whence) != 0)
        return (SAOffset)-1;
    file->at = ftell(file->stream);
    file->wanted = file->at;
    return 0;
}

static SAOffset tell_file(SAFile of)
{
    return (SAOffset)get(of)->wanted;
}

static int flush_file(SAFile of)
{
    return fflush(get(of)->stream);
}

static int close_file(SAFile of)
{
    shp_file *file = get(of);
    const int result = fclose(file->stream);

    cm__array_free(&file);
    return result;
}

void cm__shp_file_set_hooks(SAHooks *hooks)
{
    hooks->FOpen = open_file;
    hooks->FRead = read_file;
    hooks->FWrite = write_file;
    hooks->FSeek = seek_file;
    hooks->FTell = tell_file;
    hooks->FFlush = flush_file;
    hooks->FClose = close_file;
}
