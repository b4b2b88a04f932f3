/* base_map.c - from a text to a number: a hash map whose entries keep the order of their coming. */
#include "geo/base_map.h"
#include "geo/base_arena.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include <stdbool.h>
#include <string.h>

enum { FIRST_SLOTS = 64, KEYS_MAX = 1 << 30 };

/* Any odd number with its bits well mixed does. */
static const uint64_t factor = UINT64_C(0x9E3779B97F4A7C15);

/* Eight bytes at a time, each step a multiplication whose high half is folded back, since only the
 * high bits of a product depend on all bits of its factors. */
static uint32_t hash_of(const char *key, size_t length)
{
    uint64_t hash = factor ^ length, word;

    for (; length > 0; key += sizeof word) {
        const size_t size = length < sizeof word ? length : sizeof word;
        word = 0;
        memcpy(&word, key, size);
        hash = (hash ^ word) * factor;
        hash ^= hash >> 32;
        length -= size;
    }
    hash *= factor;
    return (uint32_t)(hash >> 32);
}

static bool is_key_of(const cm__map_entry *entry, uint32_t hash, const char *key, size_t length)
{
    return entry->hash == hash && entry->length == length &&
           (length == 0 || memcmp(entry->key, key, length) == 0);
}

/* The slot where the key is, or would be. There is always an empty one. */
static size_t find_slot(const cm__map *map, uint32_t hash, const char *key, size_t length)
{
    const size_t mask = map->slot_count - 1;
    size_t slot = hash & mask;

    while (map->slots[slot] != 0 &&
           !is_key_of(&map->entries[map->slots[slot] - 1], hash, key, length))
        slot = (slot + 1) & mask;
    return slot;
}

cm__map_entry *cm__map_find(const cm__map *map, const char *key, size_t length)
{
    if (map->slot_count == 0)
        return NULL;
    const uint32_t found = map->slots[find_slot(map, hash_of(key, length), key, length)];
    return found ? &map->entries[found - 1] : NULL;
}

/* The slots are made anew from the entries, at most half of them taken. */
static cm_status grow_slots(cm__map *map)
{
    const size_t count = map->slot_count ? 2 * map->slot_count : FIRST_SLOTS;
    uint32_t *slots = NULL;
    const cm_status status = cm__array_grow(&slots, count, sizeof *slots);

    if (status)
        return status;
    memset(slots, 0, count * sizeof *slots);
    for (size_t i = 0; i < map->count; i++) {
        size_t slot = map->entries[i].hash & (count - 1);
        while (slots[slot] != 0)
            slot = (slot + 1) & (count - 1);
        slots[slot] = (uint32_t)i + 1;
    }
    cm__array_free(&map->slots);
    map->slots = slots;
    map->slot_count = count;
    return CM_OK;
}

static cm_status make_room(cm__map *map)
{
    cm_status status = CM_OK;

    if (map->count >= KEYS_MAX)
        return cm__fail(CM_ERR_LIMIT, "over %d different keys", KEYS_MAX);
    if (map->count == map->capacity) {
        const size_t capacity = map->capacity ? 2 * map->capacity : FIRST_SLOTS / 2;
        status = cm__array_grow(&map->entries, capacity, sizeof *map->entries);
        if (status)
            return status;
        map->capacity = capacity;
    }
    if (2 * (map->count + 1) > map->slot_count)
        status = grow_slots(map);
    return status;
}

cm_status cm__map_put(cm__map *map, cm__map_entry **out, const char *key, size_t length)
{
    cm__map_entry entry = {.length = (uint32_t)length, .value = CM__MAP_NEW};
    cm_status status;
    size_t slot;

    if (length > UINT32_MAX)
        return cm__fail(CM_ERR_LIMIT, "a key of %zu bytes", length);
    entry.hash = hash_of(key, length);
    if (map->slot_count > 0) {
        slot = find_slot(map, entry.hash, key, length);
        if (map->slots[slot] != 0) {
            *out = &map->entries[map->slots[slot] - 1];
            return CM_OK;
        }
    }
    status = make_room(map);
    if (!status)
        status = cm__arena_copy(&map->keys, &entry.key, key, length);
    if (status)
        return status;
    slot = find_slot(map, entry.hash, key, length);
    map->entries[map->count] = entry;
    *out = &map->entries[map->count++];
    map->slots[slot] = (uint32_t)map->count;
    return CM_OK;
}

void cm__map_clear(cm__map *map)
{
    cm__arena_destroy(&map->keys);
    cm__array_free(&map->entries);
    cm__array_free(&map->slots);
    *map = (cm__map){0};
}
