/* export_stream.h - a text file written in pieces, whole or not there. */
#ifndef CM_EXPORT_STREAM_H
#define CM_EXPORT_STREAM_H

#include "geo/base_text.h"
#include "output/export_file.h"

/* {0} is closed. Add to text, then call step; so a text of any length needs little memory. */
typedef struct cm__export_stream {
    cm__text text;
    cm__text back; /* room to read a piece back */
    cm__export_folder folder;
    const char *path; /* the caller's; NULL once closed */
    long long written;
    int fd;
} cm__export_stream;

/* Opens the file beside path, or standard output for "-". out must be empty.
 * path   borrowed until clear
 * Errors as cm__export_folder_create. */
CM_MUST_CHECK cm_status cm__export_stream_open(cm__export_stream *out, const char *path,
                                               bool no_clobber);

/* Passes on what has gathered, once it is much. Returns CM_OK, CM_ERR_IO, or what the text's
 * additions met (CM_ERR_NOMEM, CM_ERR_LIMIT). */
CM_MUST_CHECK cm_status cm__export_stream_step(cm__export_stream *stream);

/* Passes on the rest and puts the file in its place. Errors as cm__export_stream_step, and
 * CM_ERR_FORMAT if a piece reads back otherwise than it was written. */
CM_MUST_CHECK cm_status cm__export_stream_close(cm__export_stream *stream);

/* Releases everything; a file that was not closed is removed. */
void cm__export_stream_clear(cm__export_stream *stream);

#endif
