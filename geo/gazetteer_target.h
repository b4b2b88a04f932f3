/* gazetteer_target.h - a new file beside the one that it will replace. */
#ifndef CM_GAZETTEER_TARGET_H
#define CM_GAZETTEER_TARGET_H

#include <clustermap/status.h>

/* {0} is none. */
typedef struct cm__gazetteer_target {
    char *path;      /* the target, symbolic links resolved; owned */
    char *temporary; /* the new file, empty at first; owned */
} cm__gazetteer_target;

/* Makes the temporary. A target that is there and is no regular file is refused.
 * Returns CM_OK, CM_ERR_IO or CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__gazetteer_target_create(cm__gazetteer_target *out, const char *path);

/* Renames the temporary, which must be synced, over the target, and syncs the folder.
 * Returns CM_OK or CM_ERR_IO. */
CM_MUST_CHECK cm_status cm__gazetteer_target_commit(cm__gazetteer_target *target);

/* Removes the temporary if it is still there and releases the paths. */
void cm__gazetteer_target_clear(cm__gazetteer_target *target);

#endif
