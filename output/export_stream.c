/* export_stream.c - a text file written in pieces, whole or not there. */
#include "output/export_stream.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIECE_LENGTH = 1 << 20 };

static bool is_stdout(const cm__export_stream *stream)
{
    return stream->fd == STDOUT_FILENO && !stream->folder.file;
}

cm_status cm__export_stream_open(cm__export_stream *out, const char *path, bool no_clobber)
{
    cm__export_stream fresh = {.path = path, .fd = STDOUT_FILENO};
    cm_status status;

    if (strcmp(path, "-") == 0) {
        *out = fresh;
        return CM_OK;
    }
    status = cm__export_folder_create(&fresh.folder, path, no_clobber);
    if (status)
        return status;
    fresh.fd = open(fresh.folder.file, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fresh.fd < 0) {
        status = cm__fail(CM_ERR_IO, "%s: %s", path, strerror(errno));
        cm__export_folder_clear(&fresh.folder);
        return status;
    }
    *out = fresh;
    return CM_OK;
}

/* Reads the piece back that was just written. A disk that lies would be met here at the latest. */
static cm_status check_piece(cm__export_stream *stream)
{
    const size_t length = stream->text.length;
    size_t done = 0;

    stream->back.length = 0;
    cm__text_add_bytes(&stream->back, stream->text.bytes, length); /* makes room */
    if (stream->back.failed)
        return stream->back.failed;
    memset(stream->back.bytes, 0, length);
    while (done < length) {
        const ssize_t count = pread(stream->fd, stream->back.bytes + done, length - done,
                                    (off_t)stream->written + (off_t)done);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return cm__fail(CM_ERR_IO, "%s: %s", stream->path, strerror(errno));
        if (count == 0)
            break;
        done += (size_t)count;
    }
    if (done == length && memcmp(stream->back.bytes, stream->text.bytes, length) == 0)
        return CM_OK;
    return cm__fail(CM_ERR_FORMAT, "%s: reads back otherwise than written", stream->path);
}

static cm_status pass_on(cm__export_stream *stream)
{
    cm_status status = stream->text.failed;

    if (status || stream->text.length == 0)
        return status;
    status = cm__export_write_all(stream->fd, stream->text.bytes, stream->text.length,
                                  is_stdout(stream) ? "standard output" : stream->path);
    if (!status && !is_stdout(stream))
        status = check_piece(stream);
    stream->written += (long long)stream->text.length;
    stream->text.length = 0;
    return status;
}

cm_status cm__export_stream_step(cm__export_stream *stream)
{
    if (!stream->text.failed && stream->text.length < PIECE_LENGTH)
        return CM_OK;
    return pass_on(stream);
}

static cm_status check_size(const cm__export_stream *stream)
{
    struct stat found;

    if (fstat(stream->fd, &found) != 0)
        return cm__fail(CM_ERR_IO, "%s: %s", stream->path, strerror(errno));
    if (found.st_size != stream->written)
        return cm__fail(CM_ERR_FORMAT, "%s: %lld bytes were written, %lld are there", stream->path,
                        stream->written, (long long)found.st_size);
    return CM_OK;
}

cm_status cm__export_stream_close(cm__export_stream *stream)
{
    cm_status status = pass_on(stream);

    if (is_stdout(stream)) {
        stream->path = NULL;
        return status;
    }
    if (!status)
        status = check_size(stream);
    if (close(stream->fd) != 0 && !status)
        status = cm__fail(CM_ERR_IO, "%s: %s", stream->path, strerror(errno));
    stream->path = NULL;
    if (!status)
        status = cm__export_folder_commit(&stream->folder);
    return status;
}

void cm__export_stream_clear(cm__export_stream *stream)
{
    if (stream->path && !is_stdout(stream))
        close(stream->fd);
    cm__export_folder_clear(&stream->folder);
    cm__text_clear(&stream->text);
    cm__text_clear(&stream->back);
    *stream = (cm__export_stream){0};
}
