/* base_arena.h - texts that live as long as their owner and never move. */
#ifndef CM_BASE_ARENA_H
#define CM_BASE_ARENA_H

#include <clustermap/status.h>
#include <stddef.h>

typedef struct cm__arena cm__arena;

/* Takes length bytes (at most 16 GiB) of the arena for the caller to fill; not set.
 * arena   made if *arena is NULL
 * out     receives their address, good until cm__arena_destroy; untouched on failure
 * Returns CM_OK, CM_ERR_NOMEM or CM_ERR_LIMIT. */
CM_MUST_CHECK cm_status cm__arena_reserve(cm__arena **arena, char **out, size_t length);

/* Copies length bytes of text and a NUL into the arena, which is made if *arena is NULL.
 * out   receives the copy, borrowed until cm__arena_destroy; untouched on failure
 * Returns CM_OK, CM_ERR_NOMEM or CM_ERR_LIMIT. Cost: O(length). */
CM_MUST_CHECK cm_status cm__arena_copy(cm__arena **arena, const char **out, const char *text,
                                       size_t length);

/* The same for a NUL-terminated text; NULL gives NULL. */
CM_MUST_CHECK cm_status cm__arena_add(cm__arena **arena, const char **out, const char *text);

/* Releases all texts and sets *arena to NULL. */
void cm__arena_destroy(cm__arena **arena);

#endif
