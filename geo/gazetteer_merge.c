/* gazetteer_merge.c - what all sources say of places, each city, town, koaza and lot once. */
#include "geo/gazetteer_merge.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include <math.h>
#include <string.h>

enum { NAME_MAX_BYTES = 300, KEY_ROOM = NAME_MAX_BYTES * CM__ADDRESS_CODE_MAX + 1 };
enum { PREFIX = sizeof(uint32_t) }; /* of a map's key: the parent */

#define SEVERAL (UINT32_MAX - 1) /* names of one source that fold alike */

/* What a listener's number is of, in its lowest bits. */
enum { OF_NOTHING, OF_CITY, OF_TOWN, OF_KOAZA, OF_LOT, OF_BITS = 3, OF_MASK = 7 };

static size_t entity(uint32_t index, int kind)
{
    return (size_t)index << OF_BITS | (size_t)kind;
}

/* Makes room for one more; an index must fit 32 bits, with one to spare. */
static cm_status grow(void *array, size_t count, size_t *capacity, size_t size)
{
    if (count >= UINT32_MAX / 2)
        return cm__fail(CM_ERR_LIMIT, "the sources name over 2e9 places");
    return cm__array_reserve(array, count, capacity, size);
}

size_t cm__merge_spell(cm__merge *merge, const char *name)
{
    size_t length = strlen(name);

    length = length < NAME_MAX_BYTES ? length : NAME_MAX_BYTES;
    cm__address_read(merge->address, merge->fold, name, length);
    return cm__address_spell(merge->key, merge->address, 0, merge->address->count);
}

/* Puts a name under its parent into one of the maps. A new entry gets the value next. */
static cm_status put(cm__map_entry **out, cm__map *map, const cm__merge_name *one, const char *name,
                     uint32_t next)
{
    char key[PREFIX + KEY_ROOM];
    const size_t length = strlen(name);
    cm_status status;

    if (length >= KEY_ROOM) /* the readers of sources refuse what is over NAME_MAX_BYTES */
        return cm__fail(CM_ERR_LIMIT, "a name is over %d bytes: %.60s", NAME_MAX_BYTES, name);
    memcpy(key, &one->parent, PREFIX);
    memcpy(key + PREFIX, name, length);
    status = cm__map_put(map, out, key, PREFIX + length);
    if (!status && (*out)->value == CM__MAP_NEW)
        (*out)->value = next;
    return status;
}

/* The number under which an earlier source knows what folds like a new name, or SEVERAL where there
 * is none to choose. Names that fold alike within one source are several places.
 * merge->kept_key receives the key */
static cm_status find_alike(uint32_t *out, cm__merge *merge, cm__merge_names *names,
                            const cm__merge_name *one, size_t source)
{
    const uint32_t next = (uint32_t)names->count;
    cm__map_entry *folded = NULL;
    cm_status status;

    *out = SEVERAL;
    merge->kept_key = "";
    if (cm__merge_spell(merge, one->name) == 0)
        return CM_OK;
    status = put(&folded, &names->folded, one, merge->key, next);
    if (status)
        return status;
    merge->kept_key = folded->key + PREFIX;
    if (folded->value == next || folded->value == SEVERAL)
        return CM_OK;
    if (names->sources[folded->value] < source)
        *out = folded->value;
    else
        folded->value = SEVERAL;
    return CM_OK;
}

/* Finds a name under its parent, or makes it known under the next number, names->count. A name that
 * is new to the letter but folds like one of an earlier source is that one.
 * one   its name is made the map's own, its key is left in merge->kept_key, if it is new */
static cm_status intern(uint32_t *out, cm__merge *merge, cm__merge_names *names,
                        cm__merge_name *one, size_t source)
{
    const uint32_t next = (uint32_t)names->count;
    cm__map_entry *exact = NULL;
    uint32_t alike = SEVERAL;
    cm_status status = grow(&names->sources, next, &names->capacity, sizeof *names->sources);

    if (!status)
        status = put(&exact, &names->exact, one, one->name, next);
    if (status)
        return status;
    *out = exact->value;
    if (*out != next)
        return CM_OK;
    status = find_alike(&alike, merge, names, one, source);
    if (status)
        return status;
    if (alike != SEVERAL) {
        *out = exact->value = alike;
        return CM_OK;
    }
    one->name = exact->key + PREFIX;
    names->sources[names->count++] = (uint32_t)source;
    return CM_OK;
}

static bool is_last(const cm__merge_name *last, uint32_t parent, const char *name)
{
    return last->parent == parent && strcmp(last->name, name) == 0;
}

static cm_status find_prefecture(uint32_t *out, cm__merge *merge, const char *name, size_t source)
{
    cm__merge_name one = {.name = name, .place = {{NAN, NAN}, 0}};
    cm_status status = intern(out, merge, &merge->prefecture_names, &one, source);

    if (status || *out < merge->prefecture_count)
        return status;
    status =
        grow(&merge->prefectures, *out, &merge->prefecture_capacity, sizeof *merge->prefectures);
    if (!status)
        merge->prefectures[merge->prefecture_count++] = one;
    return status;
}

static cm_status find_city(uint32_t *out, cm__merge *merge, const char *prefecture,
                           const char *name, size_t source)
{
    cm__merge_city city = {.base = {.name = name, .place = {{NAN, NAN}, 0}}};
    const uint32_t last = merge->last_city;
    cm_status status;

    if (last > 0 &&
        strcmp(merge->prefectures[merge->cities[last - 1].base.parent].name, prefecture) == 0 &&
        strcmp(merge->cities[last - 1].base.name, name) == 0) {
        *out = last - 1;
        return CM_OK;
    }
    status = find_prefecture(&city.base.parent, merge, prefecture, source);
    if (!status)
        status = intern(out, merge, &merge->city_names, &city.base, source);
    if (!status && *out == merge->city_count) {
        status = grow(&merge->cities, *out, &merge->city_capacity, sizeof *merge->cities);
        if (!status)
            merge->cities[merge->city_count++] = city;
    }
    if (!status)
        merge->last_city = *out + 1;
    return status;
}

static cm_status find_town(uint32_t *out, cm__merge *merge, uint32_t city, const char *name,
                           size_t source)
{
    cm__merge_town town = {.base = {.name = name, .parent = city, .place = {{NAN, NAN}, 0}}};
    const uint32_t last = merge->last_town;
    cm_status status;

    if (last > 0 && is_last(&merge->towns[last - 1].base, city, name)) {
        *out = last - 1;
        return CM_OK;
    }
    status = intern(out, merge, &merge->town_names, &town.base, source);
    if (!status && *out == merge->town_count) {
        status = grow(&merge->towns, *out, &merge->town_capacity, sizeof *merge->towns);
        town.key = merge->kept_key;
        if (!status)
            merge->towns[merge->town_count++] = town;
        if (!status)
            merge->cities[city].town_count++;
    }
    if (!status)
        merge->last_town = *out + 1;
    return status;
}

static cm_status find_koaza(uint32_t *out, cm__merge *merge, uint32_t town, const char *name,
                            size_t source)
{
    cm__merge_name koaza = {.name = name, .parent = town, .place = {{NAN, NAN}, 0}};
    cm_status status = intern(out, merge, &merge->koaza_names, &koaza, source);

    if (status || *out < merge->koaza_count)
        return status;
    status = grow(&merge->koaza, *out, &merge->koaza_capacity, sizeof *merge->koaza);
    if (!status)
        merge->koaza[merge->koaza_count++] = koaza;
    return status;
}

static cm_status add_lot(uint32_t *out, cm__merge *merge, cm__merge_lot lot, const char *text)
{
    const size_t length = cm__merge_spell(merge, text);
    cm_status status =
        grow(&merge->lots, merge->lot_count, &merge->lot_capacity, sizeof *merge->lots);

    if (!status)
        status = cm__arena_copy(&merge->text, &lot.key, merge->key, length);
    if (status)
        return status;
    *out = (uint32_t)merge->lot_count;
    merge->lots[merge->lot_count++] = lot;
    return CM_OK;
}

static cm_status add_postal(cm__merge *merge, cm__merge_postal postal)
{
    const cm_status status =
        grow(&merge->postals, merge->postal_count, &merge->postal_capacity, sizeof *merge->postals);

    if (!status)
        merge->postals[merge->postal_count++] = postal;
    return status;
}

static cm__merge_place *place_of(cm__merge *merge, size_t entity_number)
{
    const size_t index = entity_number >> OF_BITS;

    switch (entity_number & OF_MASK) {
    case OF_CITY: return &merge->cities[index].base.place;
    case OF_TOWN: return &merge->towns[index].base.place;
    case OF_KOAZA: return &merge->koaza[index].place;
    case OF_LOT: return &merge->lots[index].place;
    default: return NULL;
    }
}

/* A later source refines an earlier one, and of one source a later row. */
static cm_status hear_position(void *context, size_t entity_number, size_t source, cm_lonlat at)
{
    cm__merge_place *const place = place_of(context, entity_number);

    if (place && !isnan(at.lon_deg) && (isnan(place->at.lon_deg) || source >= place->source))
        *place = (cm__merge_place){at, source};
    return CM_OK;
}

/* Sets a text that is not known yet. */
static cm_status set_once(const char **text, cm__merge *merge, const char *value)
{
    return *text || !value || *value == '\0' ? CM_OK : cm__arena_add(&merge->text, text, value);
}

static cm_status hear_city(size_t *out, cm__merge *merge, uint32_t city,
                           const cm__source_place *row)
{
    cm__merge_city *const known = &merge->cities[city];
    cm_status status = set_once(&known->kana, merge, row->kana);

    if (row->city_code)
        known->code = row->city_code;
    *out = entity(city, OF_CITY);
    return status ? status : set_once(&known->roman, merge, row->roman);
}

static cm_status hear_town(size_t *out, cm__merge *merge, uint32_t town,
                           const cm__source_place *row)
{
    uint32_t koaza = 0, lot = 0;
    cm_status status = CM_OK;

    *out = entity(town, OF_TOWN);
    if (*row->koaza == '\0' && row->level == CM_LEVEL_TOWN)
        status = set_once(&merge->towns[town].kana, merge, row->kana);
    if (!status && row->postal_code)
        status = add_postal(merge, (cm__merge_postal){.code = row->postal_code,
                                                      .city_index = merge->towns[town].base.parent,
                                                      .town = town + 1});
    if (!status && *row->koaza) {
        status = find_koaza(&koaza, merge, town, row->koaza, row->source);
        *out = entity(koaza++, OF_KOAZA);
    }
    if (status || row->level == CM_LEVEL_TOWN || *row->lot == '\0')
        return status;
    status = add_lot(&lot, merge,
                     (cm__merge_lot){.town = town,
                                     .koaza = koaza,
                                     .level = (uint8_t)row->level,
                                     .is_parcel = row->is_parcel,
                                     .place = {{NAN, NAN}, row->source}},
                     row->lot);
    *out = entity(lot, OF_LOT);
    return status;
}

static cm_status hear_place(void *context, size_t *out, const cm__source_place *row)
{
    cm__merge *const merge = context;
    uint32_t city, town;
    cm_status status;

    *out = OF_NOTHING;
    if (row->level < CM_LEVEL_CITY)
        return CM_OK; /* the names of the prefectures are known */
    status = find_city(&city, merge, row->prefecture, row->city, row->source);
    if (!status && row->level == CM_LEVEL_CITY)
        status = hear_city(out, merge, city, row);
    else if (!status) {
        if (row->city_code)
            merge->cities[city].code = row->city_code;
        status = find_town(&town, merge, city, row->town, row->source);
        if (!status)
            status = hear_town(out, merge, town, row);
    }
    return status ? status : hear_position(merge, *out, row->source, row->place);
}

/* Texts that repeat from row to row are kept once. */
static cm_status keep(const char **out, cm__merge *merge, const char *last, const char *text)
{
    if (last && strcmp(last, text) == 0) {
        *out = last;
        return CM_OK;
    }
    return cm__arena_add(&merge->text, out, text);
}

static cm_status hear_postal(void *context, const cm__source_postal *row)
{
    cm__merge *const merge = context;
    const cm__merge_postal none = {0};
    const cm__merge_postal *const last =
        merge->postal_count > 0 ? &merge->postals[merge->postal_count - 1] : &none;
    cm__merge_postal postal = {.code = row->postal_code,
                               .city_code = row->city_code,
                               .chome_from = row->chome_from,
                               .chome_to = row->chome_to};
    cm_status status = keep(&postal.prefecture, merge, last->prefecture, row->prefecture);

    if (!status)
        status = keep(&postal.city, merge, last->city, row->city);
    if (!status)
        status = keep(&postal.name, merge, last->name, row->town);
    if (!status)
        status = set_once(&postal.kana, merge, row->kana);
    return status ? status : add_postal(merge, postal);
}

static bool hear_progress(void *context, double share)
{
    const cm_progress *const progress = ((cm__merge *)context)->progress;

    return !progress || !progress->step || progress->step(progress->context, share);
}

cm__source_listener cm__merge_listen(cm__merge *merge)
{
    return (cm__source_listener){merge, hear_place, hear_position, hear_postal, hear_progress};
}

cm_status cm__merge_init(cm__merge *out, const cm_progress *progress)
{
    cm_status status;

    *out = (cm__merge){.progress = progress};
    status = cm__address_fold_create(&out->fold);
    if (!status)
        status = cm__array_grow(&out->address, 1, sizeof *out->address);
    return status ? status : cm__array_grow(&out->key, KEY_ROOM, 1);
}

static void clear_names(cm__merge_names *names)
{
    cm__map_clear(&names->exact);
    cm__map_clear(&names->folded);
    cm__array_free(&names->sources);
}

void cm__merge_clear(cm__merge *merge)
{
    clear_names(&merge->prefecture_names);
    clear_names(&merge->city_names);
    clear_names(&merge->town_names);
    clear_names(&merge->koaza_names);
    cm__array_free(&merge->prefectures);
    cm__array_free(&merge->cities);
    cm__array_free(&merge->towns);
    cm__array_free(&merge->koaza);
    cm__array_free(&merge->lots);
    cm__array_free(&merge->postals);
    cm__array_free(&merge->key);
    cm__array_free(&merge->address);
    cm__address_fold_destroy(merge->fold);
    cm__arena_destroy(&merge->text);
    *merge = (cm__merge){0};
}
