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

#endif
