/* source_names.c - what several files say about one thing: names of municipalities, and ids.
 *
 * The map of names holds, by the first letter of the key: N prefecture, municipality: seen; T what
 * was told of one of them; F the full name of a municipality; K a code and S prefecture and name
 * without county, whose values are the numbers of the F entries. */
#include "geo/source_names.h"
#include "geo/base_error.h"
#include <math.h>
#include <string.h>

#define AMBIGUOUS (CM__MAP_NEW - 1)

bool cm__source_is_long(const char *name)
{
    return strnlen(name, CM__SOURCE_NAME_MAX + 1) > CM__SOURCE_NAME_MAX;
}

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

static const char *or_null(const char *text)
{
    return text && *text ? text : NULL;
}

static void begin_key(cm__text *key, char letter)
{
    key->length = 0;
    cm__text_add_bytes(key, &letter, 1);
}

static void add_part(cm__text *key, const char *part)
{
    cm__text_add_bytes(key, part, strlen(part) + 1);
}

static void add_code(cm__text *key, uint32_t code)
{
    cm__text_add_bytes(key, (const char *)&code, sizeof code);
}

static cm_status put(cm__map *map, cm__map_entry **out, const cm__text *key)
{
    return key->failed ? key->failed : cm__map_put(map, out, key->bytes, key->length);
}

/* Where the name without county begins: behind the 郡 of what ends in 町 or 村, since that of
 * 郡山市 or 蒲郡市 is no county. */
static const char *without_county(const char *city)
{
    static const char county[] = "郡";
    const size_t size = sizeof county - 1, length = strlen(city);
    const char *const found = strstr(city, county);

    if (length <= size || !found || found == city)
        return city;
    if (strcmp(city + length - size, "町") != 0 && strcmp(city + length - size, "村") != 0)
        return city;
    return found + size;
}

static cm_status keep_full_name(cm__source_run *run, const cm__source_city *city)
{
    const char *const name = without_county(city->city);
    cm__map_entry *entry = NULL;
    cm_status status;

    begin_key(&run->scratch, 'F');
    add_part(&run->scratch, city->city);
    status = put(&run->names, &entry, &run->scratch);
    if (status)
        return status;
    const uint32_t full = (uint32_t)(entry - run->names.entries);
    if (city->code) {
        begin_key(&run->scratch, 'K');
        add_code(&run->scratch, city->code);
        status = put(&run->names, &entry, &run->scratch);
        if (status)
            return status;
        entry->value = full;
    }
    if (name == city->city)
        return CM_OK;
    begin_key(&run->scratch, 'S');
    add_part(&run->scratch, city->prefecture);
    add_part(&run->scratch, name);
    status = put(&run->names, &entry, &run->scratch);
    if (!status)
        entry->value = entry->value == CM__MAP_NEW || entry->value == full ? full : AMBIGUOUS;
    return status;
}

const char *cm__source_full_city(const cm__source_run *run, uint32_t code, const char *prefecture,
                                 const char *city)
{
    char key[2 * CM__SOURCE_NAME_MAX + 3] = "K";
    const cm__map_entry *entry;
    size_t length = 1 + sizeof code;

    memcpy(key + 1, &code, sizeof code);
    entry = code ? cm__map_find(&run->names, key, length) : NULL;
    /* A code may have passed on to another municipality. */
    if (entry && strcmp(without_county(run->names.entries[entry->value].key + 1), city) == 0)
        return run->names.entries[entry->value].key + 1;
    if (cm__source_is_long(prefecture) || cm__source_is_long(city))
        return city;
    key[0] = 'S';
    memcpy(key + 1, prefecture, strlen(prefecture) + 1);
    length = strlen(prefecture) + 2;
    memcpy(key + length, city, strlen(city) + 1);
    length += strlen(city) + 1;
    entry = cm__map_find(&run->names, key, length);
    return entry && entry->value != AMBIGUOUS ? run->names.entries[entry->value].key + 1 : city;
}

/* Tells a prefecture or municipality, unless just this was told before. */
static cm_status tell_once(cm__source_rows *rows, cm__source_place *place)
{
    cm__source_run *const run = rows->run;
    cm__map_entry *entry = NULL;
    cm_status status;

    if (!place->kana && !place->roman && !place->city_code)
        return CM_OK;
    begin_key(&run->scratch, 'T');
    add_part(&run->scratch, place->prefecture);
    add_part(&run->scratch, place->city);
    add_part(&run->scratch, or_empty(place->kana));
    add_part(&run->scratch, or_empty(place->roman));
    add_code(&run->scratch, place->city_code);
    status = put(&run->names, &entry, &run->scratch);
    if (status || entry->value != CM__MAP_NEW)
        return status;
    entry->value = 0;
    return cm__source_tell(rows, NULL, place);
}

static cm_status tell_both(cm__source_rows *rows, const cm__source_city *city)
{
    cm__source_place place = {.level = CM_LEVEL_PREFECTURE,
                              .prefecture = city->prefecture,
                              .city = "",
                              .town = "",
                              .koaza = "",
                              .lot = "",
                              .kana = or_null(city->prefecture_kana),
                              .roman = or_null(city->prefecture_roman),
                              .place = {NAN, NAN}};
    cm_status status = tell_once(rows, &place);

    if (status || !city->city)
        return status;
    place.level = CM_LEVEL_CITY;
    place.city = city->city;
    place.kana = or_null(city->city_kana);
    place.roman = or_null(city->city_roman);
    place.city_code = city->code;
    status = keep_full_name(rows->run, city);
    return status || city->is_told ? status : tell_once(rows, &place);
}

cm_status cm__source_tell_city(cm__source_rows *rows, const cm__source_city *city)
{
    cm__source_run *const run = rows->run;
    cm__map_entry *entry = NULL;
    cm_status status;

    if (run->last_city && city->code == run->last_code &&
        strcmp(or_empty(city->city), run->last_city) == 0 &&
        strcmp(city->prefecture, run->last_prefecture) == 0)
        return CM_OK;
    status = tell_both(rows, city);
    begin_key(&run->scratch, 'N');
    add_part(&run->scratch, city->prefecture);
    add_part(&run->scratch, or_empty(city->city));
    if (!status)
        status = put(&run->names, &entry, &run->scratch);
    if (status)
        return status;
    run->last_prefecture = entry->key + 1;
    run->last_city = run->last_prefecture + strlen(run->last_prefecture) + 1;
    run->last_code = city->code;
    return CM_OK;
}

cm_status cm__source_tell(cm__source_rows *rows, size_t *entity, cm__source_place *place)
{
    const cm__source_listener *const listener = rows->run->listener;
    size_t number = 0;
    cm_status status;

    place->source = rows->source;
    status = listener->place(listener->context, &number, place);
    if (status)
        return status;
    rows->run->told++;
    if (entity)
        *entity = number;
    return CM_OK;
}

static void make_id(cm__text *key, cm__source_ids ids, const char *const *parts)
{
    static const unsigned char counts[CM__IDS_COUNT] = {0, 1, 2, 3, 3, 5};

    begin_key(key, (char)('0' + (int)ids));
    for (size_t i = 0; i < counts[ids]; i++)
        add_part(key, parts[i]);
}

cm_status cm__source_keep_id(cm__source_run *run, cm__source_ids ids, const char *const *parts,
                             size_t entity)
{
    cm__map_entry *entry = NULL;
    cm_status status;

    if (!run->is_wanted[ids])
        return CM_OK;
    if (entity >= CM__MAP_NEW)
        return cm__fail(CM_ERR_LIMIT, "over %u places", CM__MAP_NEW);
    make_id(&run->scratch, ids, parts);
    status = put(&run->ids, &entry, &run->scratch);
    if (!status)
        entry->value = (uint32_t)entity;
    return status;
}

cm_status cm__source_find_id(size_t *entity, cm__source_run *run, cm__source_ids ids,
                             const char *const *parts)
{
    const cm__map_entry *entry;

    make_id(&run->scratch, ids, parts);
    if (run->scratch.failed)
        return run->scratch.failed;
    entry = cm__map_find(&run->ids, run->scratch.bytes, run->scratch.length);
    *entity = entry ? entry->value : SIZE_MAX;
    return CM_OK;
}
