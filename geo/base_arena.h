/* base_arena.h - texts that live as long as their owner and never move. */
#ifndef CM_BASE_ARENA_H
#define CM_BASE_ARENA_H

#include <clustermap/status.h>
#include <stddef.h>

typedef struct cm__arena cm__arena;

/* Copies length bytes of text and a NUL into the arena, which is made if *arena is NULL.
 * out   receives the copy, borrowed until cm__arena_destroy; untouched on failure
 * Returns CM_OK, CM_ERR_NOMEM or CM_ERR_LIMIT. Cost: O(length). */
CM_MUST_CHECK cm_status cm__arena_copy(cm__arena **arena, const char **out, const char *text,
                                       size_t length);

/* The same for a NUL-terminated text; NULL gives NULL. */
CM_MUST_CHECK cm_status cm__arena_add(cm__arena **arena, const char **out, const char *text);

/* Makes an array of cm__array_grow part of the arena, with whatever texts lie in it.
 * bytes   the array; left NULL. Untouched on failure.  Returns CM_OK or CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__arena_adopt(cm__arena **arena, char **bytes);

/* Releases all texts and sets *arena to NULL. */
void cm__arena_destroy(cm__arena **arena);

#endif
