/* map_ids.h - ids for the page's groups and items, none twice. */
#ifndef CM_MAP_IDS_H
#define CM_MAP_IDS_H

#include <clustermap/status.h>
#include <stdbool.h>
#include <stddef.h>

/* The ids that are taken. {0} is none. */
typedef struct cm__ids {
    const char **slots; /* open addressing; NULL: free */
    size_t slot_count, count;
    struct cm__arena *text;
} cm__ids;

/* Whether an id consists of ASCII letters, digits, - and _ only, and is not empty. */
bool cm__id_is_allowed(const char *id);

/* Takes an id as it is. *out_new is whether it was free. CM_OK or CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__ids_take(cm__ids *ids, const char *id, bool *out_new);

/* Makes an id of a row: "prefix-wish", or "prefix-NUMBER" if wish is empty or not allowed (number
 * is the row's, from 1), with "-r" and the number after it if that is taken.
 * out   borrowed from ids.  Returns CM_OK or CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__ids_make(cm__ids *ids, const char **out, const char *prefix,
                                     const char *wish, size_t number);

void cm__ids_clear(cm__ids *ids);

#endif
