/* export_gpkg_keep.h - a GeoPackage that is there already: what in it is somebody else's. */
#ifndef CM_EXPORT_GPKG_KEEP_H
#define CM_EXPORT_GPKG_KEEP_H

#include <clustermap/status.h>
#include <clustermap/table.h>
#include <stdbool.h>

/* What says in a GeoPackage that this library wrote a layer, a style or a project: the history in a
 * layer's description, the owner of a style, the maker of a project. */
#define CM__GPKG_MARK "clustermap"

/* What is to stay of an old file. {0} is nothing: then the new file takes its place. */
typedef struct cm__gpkg_kept {
    cm_table others;   /* one text column: the tables that this library did not write */
    cm_table ours;     /* the same of those that it did, or that are to be replaced: they go */
    cm_table titles;   /* identifier and name of each layer of the file */
    bool has_projects; /* of others */
} cm__gpkg_kept;

/* Looks at the target of a writing, all of whose layers that this library wrote are to go.
 *
 * out     must be empty; cleared by cm__gpkg_kept_clear, also after a failure
 * target  its path, links resolved; path: as the user knows it, for messages
 * Returns CM_OK, also if nothing is there, or what is there is no database; CM_ERR_IO (another
 * program has it open; it cannot be read); CM_ERR_FORMAT (a database but no GeoPackage, or
 * damaged); CM_ERR_NOMEM. Cost: O(bytes) where layers of others are found, else O(layers). */
CM_MUST_CHECK cm_status cm__gpkg_kept_find(cm__gpkg_kept *out, const char *target,
                                           const char *path);

/* A layer of that name is written anew, whoever wrote the old one: it is kept no longer. */
CM_MUST_CHECK cm_status cm__gpkg_kept_replace(cm__gpkg_kept *kept, const char *name);

/* Whether anything is to be kept. */
bool cm__gpkg_kept_any(const cm__gpkg_kept *kept);

/* Whether a layer that is kept has that title, which no other may then have. */
bool cm__gpkg_kept_has_title(const cm__gpkg_kept *kept, const char *title);

/* Makes `file`, which is not there, a copy of the target without the layers that go, and their
 * styles and descriptions. Returns CM_OK, CM_ERR_IO, CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__gpkg_kept_copy(const cm__gpkg_kept *kept, const char *target,
                                           const char *file, const char *path);

void cm__gpkg_kept_clear(cm__gpkg_kept *kept);

/* Fails with CM_ERR_IO if another program holds a lock on the file, as QGIS does on a GeoPackage
 * whose layers it edits: what it writes later would be lost with the old file. */
CM_MUST_CHECK cm_status cm__gpkg_check_unlocked(const char *target, const char *path);

#endif
