/* base_arena.c - texts in chunks that never move. */
#include "geo/base_arena.h"
#include "geo/base_memory.h"
#include <string.h>

enum { CHUNK_MIN = 4096, CHUNK_MAX = 1 << 20 };

/* The bytes lie behind the chunk, or were adopted and are an array of their own. */
typedef struct chunk {
    struct chunk *older;
    size_t used, size;
    char *adopted;
    char bytes[];
} chunk;

struct cm__arena {
    chunk *newest; /* the only one with room to give */
};

static cm_status add_chunk(cm__arena *arena, size_t least)
{
    const size_t doubled = arena->newest ? 2 * arena->newest->size : CHUNK_MIN;
    size_t size = doubled < CHUNK_MAX ? doubled : CHUNK_MAX;
    chunk *fresh = NULL;
    cm_status status;

    size = size > least ? size : least;
    status = cm__array_grow(&fresh, sizeof *fresh + size, 1);
    if (status)
        return status;
    *fresh = (chunk){.older = arena->newest, .size = size};
    arena->newest = fresh;
    return CM_OK;
}

static cm_status make_arena(cm__arena **arena)
{
    cm_status status;

    if (*arena)
        return CM_OK;
    status = cm__array_grow(arena, 1, sizeof **arena);
    if (!status)
        (*arena)->newest = NULL;
    return status;
}

static cm_status make_room(cm__arena **arena, size_t least)
{
    const cm_status status = make_arena(arena);

    if (status)
        return status;
    if ((*arena)->newest && (*arena)->newest->size - (*arena)->newest->used >= least)
        return CM_OK;
    return add_chunk(*arena, least);
}

cm_status cm__arena_copy(cm__arena **arena, const char **out, const char *text, size_t length)
{
    const cm_status status = make_room(arena, length + 1);

    if (status)
        return status;
    chunk *const room = (*arena)->newest;
    char *const copy = room->bytes + room->used;
    if (length > 0)
        memcpy(copy, text, length);
    copy[length] = '\0';
    room->used += length + 1;
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

/* Put behind the newest chunk, whose room would else be lost. */
cm_status cm__arena_adopt(cm__arena **arena, char **bytes)
{
    chunk *fresh = NULL;
    cm_status status = make_room(arena, 0);

    if (!status)
        status = cm__array_grow(&fresh, 1, sizeof *fresh);
    if (status)
        return status;
    *fresh = (chunk){.older = (*arena)->newest->older, .adopted = *bytes};
    (*arena)->newest->older = fresh;
    *bytes = NULL;
    return CM_OK;
}

void cm__arena_destroy(cm__arena **arena)
{
    if (!*arena)
        return;
    for (chunk *old = (*arena)->newest; old;) {
        chunk *const older = old->older;
        cm__array_free(&old->adopted);
        cm__array_free(&old);
        old = older;
    }
    cm__array_free(arena);
}
