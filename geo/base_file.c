/* base_file.c - a whole file, read into memory. */
#include "geo/base_file.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FIRST_BYTES = 65536, MOST_AT_ONCE = 1 << 30 };

typedef struct input {
    const char *path;
    int descriptor;
    size_t limit;
    char *bytes;
    size_t length, capacity;
} input;

static cm_status fail_limit(const input *in)
{
    return cm__fail(CM_ERR_LIMIT, "%s: over %zu bytes", in->path, in->limit);
}

/* Fills the room there is, or less at the end of a pipe's piece; at the end of all, is_end. */
static cm_status read_once(input *in, bool *is_end)
{
    const size_t room = in->capacity - in->length;
    ssize_t count;

    do
        count =
            read(in->descriptor, in->bytes + in->length, room < MOST_AT_ONCE ? room : MOST_AT_ONCE);
    while (count < 0 && errno == EINTR);
    if (count < 0)
        return cm__fail(CM_ERR_IO, "%s: %s", in->path, strerror(errno));
    in->length += (size_t)count;
    *is_end = count == 0;
    return in->length > in->limit ? fail_limit(in) : CM_OK;
}

/* The size a file claims is where the room starts; it may grow, and a pipe claims none. */
static cm_status read_all(input *in)
{
    struct stat found;
    bool is_end = false;
    cm_status status = CM_OK;
    size_t wanted = FIRST_BYTES;

    if (fstat(in->descriptor, &found) == 0 && S_ISREG(found.st_mode) && found.st_size > 0) {
        if ((size_t)found.st_size > in->limit)
            return fail_limit(in);
        wanted = (size_t)found.st_size + 1;
    }
    while (!status && !is_end) {
        if (in->length == in->capacity) {
            wanted = in->capacity ? 2 * in->capacity : wanted;
            status = cm__array_grow(&in->bytes, wanted, 1);
            if (status)
                break;
            in->capacity = wanted;
        }
        status = read_once(in, &is_end);
    }
    return status;
}

cm_status cm__file_read(char **out, size_t *length, const char *path, size_t limit)
{
    const bool is_stdin = strcmp(path, "-") == 0;
    input in = {.path = is_stdin ? "standard input" : path, .limit = limit};
    cm_status status;

    in.descriptor = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (in.descriptor < 0)
        return cm__fail(CM_ERR_IO, "%s: %s", path, strerror(errno));
    status = read_all(&in);
    if (!is_stdin)
        close(in.descriptor);
    if (status) {
        cm__array_free(&in.bytes);
        return status;
    }
    *out = in.bytes;
    *length = in.length;
    return CM_OK;
}

cm_status cm__file_pieces_open(cm__file_pieces *out, const char *path)
{
    const bool is_stdin = strcmp(path, "-") == 0;
    struct stat found;
    const int descriptor = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);

    if (descriptor < 0)
        return cm__fail(CM_ERR_IO, "%s: %s", path, strerror(errno));
    *out = (cm__file_pieces){
        .path = is_stdin ? "standard input" : path, .descriptor = descriptor, .length = -1};
    if (fstat(descriptor, &found) == 0 && S_ISREG(found.st_mode))
        out->length = (long long)found.st_size;
    return CM_OK;
}

cm_status cm__file_pieces_read(const cm__file_pieces *file, char *out, size_t most, size_t *count)
{
    ssize_t got;

    do
        got = read(file->descriptor, out, most < MOST_AT_ONCE ? most : MOST_AT_ONCE);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        return cm__fail(CM_ERR_IO, "%s: %s", file->path, strerror(errno));
    *count = (size_t)got;
    return CM_OK;
}

void cm__file_pieces_close(cm__file_pieces *file)
{
    if (file->path && file->descriptor != STDIN_FILENO)
        close(file->descriptor);
    *file = (cm__file_pieces){0};
}
