/* base_map.h - from a text to a number: a hash map whose entries keep the order of their coming. */
#ifndef CM_BASE_MAP_H
#define CM_BASE_MAP_H

#include <clustermap/status.h>
#include <stddef.h>
#include <stdint.h>

#define CM__MAP_NEW UINT32_MAX /* the value of an entry that was just made */

typedef struct cm__map_entry {
    const char *key; /* in the map's arena, NUL-terminated; may hold NULs too */
    uint32_t length, hash;
    uint32_t value; /* the caller's */
} cm__map_entry;

/* {0} is empty. Read the entries freely, in the order in which they were put; of an entry change
 * only the value. */
typedef struct cm__map {
    cm__map_entry *entries;
    size_t count, capacity;
    uint32_t *slots; /* 1 + the number of an entry, or 0; slot_count is a power of two */
    size_t slot_count;
    struct cm__arena *keys;
} cm__map;

/* Finds the entry of a key, or makes it with the value CM__MAP_NEW.
 *
 * out   receives the entry, borrowed until the next put; untouched on failure
 * key   of length bytes, which may be any; copied if new
 * Returns CM_OK, CM_ERR_NOMEM or CM_ERR_LIMIT (2^30 keys, a key of 4 GiB); the map is as before on
 * failure. Cost: O(length) on average. */
CM_MUST_CHECK cm_status cm__map_put(cm__map *map, cm__map_entry **out, const char *key,
                                    size_t length);

/* The entry of a key, or NULL. Borrowed until the next put. */
cm__map_entry *cm__map_find(const cm__map *map, const char *key, size_t length);

/* Releases everything and leaves the map zeroed. */
void cm__map_clear(cm__map *map);

#endif
