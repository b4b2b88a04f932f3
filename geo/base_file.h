/* base_file.h - a whole file, read into memory. */
#ifndef CM_BASE_FILE_H
#define CM_BASE_FILE_H

#include <clustermap/status.h>
#include <stddef.h>

/* Reads a file, a pipe or, where path is "-", standard input to its end.
 *
 * out     an empty array (NULL); receives the bytes, with room for one more; the caller releases it
 *         with cm__array_free
 * length  receives how many they are
 * limit   in bytes, at most 16 GiB
 * Returns CM_OK; CM_ERR_IO "path: why"; CM_ERR_LIMIT if there are more bytes; CM_ERR_NOMEM. Both
 * are untouched on failure. */
CM_MUST_CHECK cm_status cm__file_read(char **out, size_t *length, const char *path, size_t limit);

/* A file that is read in pieces. */
typedef struct cm__file_pieces {
    const char *path; /* borrowed */
    int descriptor;
    long long length; /* -1 unknown: a pipe */
} cm__file_pieces;

/* Opens a file, a pipe or, where path is "-", standard input. Returns CM_OK or CM_ERR_IO. */
CM_MUST_CHECK cm_status cm__file_pieces_open(cm__file_pieces *out, const char *path);

/* Reads at most so many bytes; *count is 0 only at the end. Returns CM_OK or CM_ERR_IO. */
CM_MUST_CHECK cm_status cm__file_pieces_read(const cm__file_pieces *file, char *out, size_t most,
                                             size_t *count);
void cm__file_pieces_close(cm__file_pieces *file);

#endif
