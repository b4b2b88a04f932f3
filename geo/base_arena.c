/* base_arena.c - texts in chunks that never move. */
#include "geo/base_arena.h"
#include "geo/base_memory.h"
#include <stdint.h>
#include <string.h>

enum { CHUNK_MIN = 4096, CHUNK_MAX = 1 << 20 };

typedef struct chunk {
    struct chunk *older;
    size_t used, size;
    char bytes[];
} chunk;

struct cm__arena {
    chunk *newest;
};

static cm_status add_chunk(cm__arena *arena, size_t least)
{
    const size_t doubled = arena->newest ? 2 * arena->newest->size : CHUNK_MIN;
    size_t size = doubled < CHUNK_MAX ? doubled : CHUNK_MAX;
    chunk *fresh = NULL;
    cm_status status;

    size = size > least ? size : least;
    status =
        cm__array_grow(&fresh, size < SIZE_MAX - sizeof *fresh ? sizeof *fresh + size : size, 1);
    if (status)
        return status;
    *fresh = (chunk){.older = arena->newest, .size = size};
    arena->newest = fresh;
    return CM_OK;
}

cm_status cm__arena_reserve(cm__arena **arena, char **out, size_t length)
{
    cm_status status = CM_OK;

    if (!*arena) {
        status = cm__array_grow(arena, 1, sizeof **arena);
        if (status)
            return status;
        (*arena)->newest = NULL;
    }
    if (!(*arena)->newest || (*arena)->newest->size - (*arena)->newest->used < length)
        status = add_chunk(*arena, length);
    if (status)
        return status;
    *out = (*arena)->newest->bytes + (*arena)->newest->used;
    (*arena)->newest->used += length;
    return CM_OK;
}

cm_status cm__arena_copy(cm__arena **arena, const char **out, const char *text, size_t length)
{
    char *copy = NULL;
    const cm_status status = cm__arena_reserve(arena, &copy, length + 1);

    if (status)
        return status;
    if (length > 0)
        memcpy(copy, text, length);
    copy[length] = '\0';
    *out = copy;
    return CM_OK;
}

cm_status cm__arena_add(cm__arena **arena, const char **out, const char *text)
{
    if (!text) {
        *out = NULL;
        return CM_OK;
    }
    return cm__arena_copy(arena, out, text, strlen(text));
}

void cm__arena_destroy(cm__arena **arena)
{
    if (!*arena)
        return;
    for (chunk *old = (*arena)->newest; old;) {
        chunk *const older = old->older;
        cm__array_free(&old);
        old = older;
    }
    cm__array_free(arena);
}
