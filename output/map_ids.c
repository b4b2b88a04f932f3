/* map_ids.c - a set of texts by open addressing. */
#include "output/map_ids.h"
#include "geo/base_arena.h"
#include "geo/base_memory.h"
#include "geo/base_text.h"
#include <stdint.h>
#include <string.h>

bool cm__id_is_allowed(const char *id)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "0123456789-_";

    return *id != '\0' && id[strspn(id, allowed)] == '\0';
}

/* FNV-1a (Fowler, Noll, Vo). */
static size_t hash(const char *text)
{
    uint64_t h = 14695981039346656037u;

    for (; *text; text++)
        h = (h ^ (unsigned char)*text) * 1099511628211u;
    return (size_t)h;
}

/* Where the id is, or the free slot where it belongs. slot_count is a power of two. */
static const char **find_slot(const char **slots, size_t slot_count, const char *id)
{
    size_t i = hash(id) & (slot_count - 1);

    while (slots[i] && strcmp(slots[i], id) != 0)
        i = (i + 1) & (slot_count - 1);
    return &slots[i];
}

static cm_status grow(cm__ids *ids)
{
    const size_t slot_count = ids->slot_count ? 2 * ids->slot_count : 256;
    const char **slots = NULL;
    const cm_status status = cm__array_grow(&slots, slot_count, sizeof *slots);

    if (status)
        return status;
    for (size_t i = 0; i < slot_count; i++)
        slots[i] = NULL;
    for (size_t i = 0; i < ids->slot_count; i++)
        if (ids->slots[i])
            *find_slot(slots, slot_count, ids->slots[i]) = ids->slots[i];
    cm__array_free(&ids->slots);
    ids->slots = slots;
    ids->slot_count = slot_count;
    return CM_OK;
}

/* Takes the id and gives the set's own copy; *out is NULL if it was taken already. */
static cm_status take(cm__ids *ids, const char **out, const char *id)
{
    cm_status status = CM_OK;

    *out = NULL;
    if (2 * ids->count >= ids->slot_count)
        status = grow(ids);
    if (status)
        return status;
    const char **const slot = find_slot(ids->slots, ids->slot_count, id);
    if (*slot)
        return CM_OK;
    status = cm__arena_add(&ids->text, out, id);
    if (status)
        return status;
    *slot = *out;
    ids->count++;
    return CM_OK;
}

cm_status cm__ids_take(cm__ids *ids, const char *id, bool *out_new)
{
    const char *copy;
    const cm_status status = take(ids, &copy, id);

    *out_new = copy != NULL;
    return status;
}

cm_status cm__ids_make(cm__ids *ids, const char **out, const char *prefix, const char *wish,
                       size_t number)
{
    cm__text id = {0};
    cm_status status;

    *out = NULL;
    if (cm__id_is_allowed(wish))
        cm__text_addf(&id, "%s-%s", prefix, wish);
    else
        cm__text_addf(&id, "%s-%zu", prefix, number);
    status = id.failed ? id.failed : take(ids, out, id.bytes);
    while (!status && !*out) {
        cm__text_addf(&id, "-r%zu", number);
        status = id.failed ? id.failed : take(ids, out, id.bytes);
    }
    cm__text_clear(&id);
    return status;
}

void cm__ids_clear(cm__ids *ids)
{
    cm__array_free(&ids->slots);
    cm__arena_destroy(&ids->text);
    *ids = (cm__ids){0};
}
