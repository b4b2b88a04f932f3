/* reader_file.h - the bytes of an input: a file, a pipe, or something remote where that is allowed.
 */
#ifndef CM_READER_FILE_H
#define CM_READER_FILE_H

#include <clustermap/status.h>
#include <stdbool.h>
#include <stddef.h>

/* Whether GDAL would look elsewhere than in the local file of that name: it begins with /vsi or
 * holds
 * "://". */
bool cm__path_is_remote(const char *path);

/* Reads a whole input of at most 2 GiB.
 *
 * out, length    as cm__file_read
 * path           "-" is standard input
 * allow_remote   else a remote path is refused; with it it is read through GDAL, a URL by /vsicurl/
 * Returns CM_OK; CM_ERR_IO; CM_ERR_LIMIT over 2 GiB; CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__reader_read(char **out, size_t *length, const char *path,
                                        bool allow_remote);

#endif
