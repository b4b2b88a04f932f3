/* gazetteer_postal.c - finds the towns that a postal code is of. */
#include "geo/base_memory.h"
#include "geo/gazetteer_merge.h"
#include <stdlib.h>
#include <string.h>

/* A town's key in its city, sorted by both. */
typedef struct town_key {
    const char *key;
    uint32_t city, town;
} town_key;

typedef struct resolver {
    cm__merge *merge;
    town_key *keys;
    size_t key_count;
    cm__merge_postal *found;
    size_t count, capacity;
} resolver;

static int compare_keys(const void *left, const void *right)
{
    const town_key *const a = left, *const b = right;

    if (a->city != b->city)
        return (a->city > b->city) - (a->city < b->city);
    return strcmp(a->key, b->key);
}

/* By code, city and town. */
static int compare_postals(const void *left, const void *right)
{
    const cm__merge_postal *const a = left, *const b = right;

    if (a->code != b->code)
        return (a->code > b->code) - (a->code < b->code);
    if (a->city_index != b->city_index)
        return (a->city_index > b->city_index) - (a->city_index < b->city_index);
    return (a->town > b->town) - (a->town < b->town);
}

static bool is_city(const cm__merge *merge, uint32_t city, const cm__merge_postal *postal)
{
    const cm__merge_city *const known = &merge->cities[city];

    if (known->code && known->code == postal->city_code)
        return true;
    return strcmp(known->base.name, postal->city) == 0 &&
           strcmp(merge->prefectures[known->base.parent].name, postal->prefecture) == 0;
}

/* Most rows are of the city of the row before. */
static bool find_city(uint32_t *city, const cm__merge *merge, const cm__merge_postal *postal)
{
    if (*city < merge->city_count && is_city(merge, *city, postal))
        return true;
    for (*city = 0; *city < merge->city_count; ++*city)
        if (is_city(merge, *city, postal))
            return true;
    return false;
}

static cm_status keep(resolver *r, const cm__merge_postal *postal, uint32_t city, uint32_t town)
{
    cm__merge_postal row = *postal;
    const cm_status status = cm__array_reserve(&r->found, r->count, &r->capacity, sizeof *r->found);

    if (status)
        return status;
    row.city_index = city;
    row.town = town;
    r->found[r->count++] = row;
    return CM_OK;
}

/* Whether a key is that of the name, or the name's with a chome of the range. */
static bool is_of_name(const char *key, size_t length, const cm__merge_postal *postal)
{
    char *end;
    unsigned long chome;

    if (key[length] == '\0')
        return true;
    if (key[length] != '#')
        return false;
    chome = strtoul(key + length + 1, &end, 10);
    if (*end != '\0')
        return false;
    return postal->chome_to == 0 || (chome >= postal->chome_from && chome <= postal->chome_to);
}

static size_t first_key(const resolver *r, uint32_t city, const char *key)
{
    const town_key wanted = {.key = key, .city = city};
    size_t low = 0, high = r->key_count;

    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (compare_keys(&r->keys[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Keeps a row for each town of the name. */
static cm_status keep_towns(resolver *r, const cm__merge_postal *postal, uint32_t city)
{
    const size_t length = cm__merge_spell(r->merge, postal->name);
    const char *const key = r->merge->key;
    cm_status status = CM_OK;

    if (*postal->name == '\0')
        return keep(r, postal, city, 0);
    for (size_t i = first_key(r, city, key); i < r->key_count && !status; i++) {
        const town_key *const at = &r->keys[i];
        if (at->city != city || strncmp(at->key, key, length) != 0)
            break;
        if (!is_of_name(at->key, length, postal))
            continue;
        status = keep(r, postal, city, at->town + 1);
        if (at->key[length] == '\0' && !r->merge->towns[at->town].kana)
            r->merge->towns[at->town].kana = postal->kana;
    }
    return status;
}

static cm_status sort_keys(resolver *r)
{
    const cm__merge *const merge = r->merge;
    const cm_status status = cm__array_grow(&r->keys, merge->town_count + 1, sizeof *r->keys);

    if (status)
        return status;
    for (size_t i = 0; i < merge->town_count; i++)
        if (*merge->towns[i].key)
            r->keys[r->key_count++] =
                (town_key){merge->towns[i].key, merge->towns[i].base.parent, (uint32_t)i};
    qsort(r->keys, r->key_count, sizeof *r->keys, compare_keys);
    return CM_OK;
}

cm_status cm__merge_postals(cm__merge *merge)
{
    resolver r = {.merge = merge};
    uint32_t city = 0;
    size_t kept = 0;
    cm_status status = CM_OK;

    if (merge->postal_count > 0)
        status = sort_keys(&r);
    for (size_t i = 0; i < merge->postal_count && !status; i++) {
        const cm__merge_postal *const postal = &merge->postals[i];
        if (!postal->city)
            status = keep(&r, postal, postal->city_index, postal->town);
        else if (find_city(&city, merge, postal))
            status = keep_towns(&r, postal, city);
    }
    cm__array_free(&r.keys);
    if (status) {
        cm__array_free(&r.found);
        return status;
    }
    if (r.count > 0)
        qsort(r.found, r.count, sizeof *r.found, compare_postals);
    for (size_t i = 0; i < r.count; i++)
        if (i == 0 || compare_postals(&r.found[i - 1], &r.found[i]) != 0)
            r.found[kept++] = r.found[i];
    cm__array_free(&merge->postals);
    merge->postals = r.found;
    merge->postal_count = kept;
    merge->postal_capacity = r.capacity;
    return CM_OK;
}
