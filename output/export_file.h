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
 * name beside the target, all checked before the first is renamed. {0} is none. */
typedef struct cm__export_folder {
    char *target; /* the target's own path, links resolved; owned */
    char *folder; /* the temporary folder; owned */
    char *file;   /* the path in it for the target's name; owned */
    bool no_clobber;
    /* Names, ended by NULL, of files that describe the target's old bytes and would be wrong beside
     * new ones; the commit takes them away. "-wal": added to the target's name; "*.qix": in place
     * of its extension. NULL: none. Borrowed; set between create and commit */
    const char *const *stale;
} cm__export_folder;

/* Makes the folder. Stale ones of ended processes for the same target are removed.
 * Errors as above; out is empty on failure. */
CM_MUST_CHECK cm_status cm__export_folder_create(cm__export_folder *out, const char *path,
                                                 bool no_clobber);

/* The path in the folder for the target's name with another extension, such as ".prj".
 * out   PATH_MAX bytes.  Returns CM_OK, or CM_ERR_IO if it is too long. */
CM_MUST_CHECK cm_status cm__export_folder_sibling(const cm__export_folder *folder, char *out,
                                                  const char *extension);

/* Writes a new file in the folder. path is only for the message. Returns CM_OK or CM_ERR_IO. */
CM_MUST_CHECK cm_status cm__export_folder_add(const char *file, const char *bytes, size_t length,
                                              const char *path);

/* Syncs every file in the folder and renames each to its place, the target's own name last, then
 * removes the folder. On failure what was already renamed is put back, and the target and its
 * neighbours are the old ones. A file that is replaced keeps its mode and, where allowed, owner. */
CM_MUST_CHECK cm_status cm__export_folder_commit(cm__export_folder *folder);

/* Removes the folder with what is in it, if it is still there, and releases the paths. */
void cm__export_folder_clear(cm__export_folder *folder);

/* Writes all bytes to a descriptor, whatever pieces the system takes them in.
 * path   only for the message.  Returns CM_OK or CM_ERR_IO. */
CM_MUST_CHECK cm_status cm__export_write_all(int fd, const char *bytes, size_t length,
                                             const char *path);

#endif
