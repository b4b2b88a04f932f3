/* export_file.h - files that are whole or not there. */
#ifndef CM_EXPORT_FILE_H
#define CM_EXPORT_FILE_H

#include <clustermap/status.h>
#include <stdbool.h>
#include <stddef.h>

/* Replaces the file at path by these bytes: written beside it, synced, then renamed over it, and
 * the folder synced.
 *
 * path         "-" is standard output; a symbolic link is followed
 * no_clobber   refuse, without a race, if there is a file already
 * Returns CM_OK, or CM_ERR_IO if path is there and is not a regular file, or if the system refuses:
 * then the old file is untouched and the temporary is removed. */
CM_MUST_CHECK cm_status cm__export_file_write(const char *path, const char *bytes, size_t length,
                                              bool no_clobber);

/* A folder beside a target, in which a library writes files that then replace those of the same
 * name beside the target, all checked before the first is renamed. */
typedef struct cm__export_folder {
    char *target; /* the target's own path, links resolved; owned */
    char *folder; /* the temporary folder; owned */
    char *file;   /* the path in it for the target's name; owned */
    bool no_clobber;
} cm__export_folder;

/* Makes the folder. Stale ones of ended processes for the same target are removed.
 * Errors as above; out is empty on failure. */
CM_MUST_CHECK cm_status cm__export_folder_create(cm__export_folder *out, const char *path,
                                                 bool no_clobber);

/* Syncs every file in the folder and renames each to its place, the target's own name last, then
 * removes the folder. On failure what was not yet renamed is removed and the target is the old one.
 */
CM_MUST_CHECK cm_status cm__export_folder_commit(cm__export_folder *folder);

/* Removes the folder with what is in it, if it is still there, and releases the paths. */
void cm__export_folder_clear(cm__export_folder *folder);

#endif
