/* gazetteer_city.c - the cities of a gazetteer, and what is below them, as names to be found. */
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/gazetteer_file.h"
#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

enum {
    COUNTY = 0x90E1,
    CITY = 0x5E02,
    WARD = 0x533A,
    TOWN = 0x753A,
    VILLAGE = 0x6751,
    NUMBERED = 0x756A, /* the ban of bancho */
    QUARTER = 0x4E01   /* cho as in Sakai and Wakayama */
};
enum { BELOW_CITY_MAX = 1000000, CITIES_MAX = 100000 };

static cm_status damaged(const cm_gazetteer *gazetteer, const char *what)
{
    return cm__fail(CM_ERR_FORMAT, "%s: is damaged: %s", gazetteer->path, what);
}

/* Makes room for one more of an array. */
static cm_status grow(void *array, size_t count, size_t *capacity, size_t size)
{
    const size_t larger = *capacity ? 2 * *capacity : 16;
    cm_status status;

    if (count < *capacity)
        return CM_OK;
    status = cm__array_grow(array, larger, size);
    if (!status)
        *capacity = larger;
    return status;
}

/* Copies a text cell, and reads it as tokens into the session's name. One that is no text, empty,
 * or not UTF-8 is damage. */
static cm_status read_passing_name(const char **out, cm__geocode_session *session,
                                   sqlite3_stmt *row, int column)
{
    const cm_gazetteer *const gazetteer = session->gazetteer;
    const char *const text = sqlite3_column_type(row, column) == SQLITE_TEXT
                                 ? (const char *)sqlite3_column_text(row, column)
                                 : NULL;
    const int length = text ? sqlite3_column_bytes(row, column) : 0;

    if (length <= 0 || length > 1000 || strlen(text) != (size_t)length)
        return damaged(gazetteer, "a name is missing or too long");
    cm__address_read(session->name, gazetteer->fold, text, (size_t)length);
    for (size_t i = 0; i < session->name->count; i++)
        if (session->name->tokens[i].code == 0xFFFD)
            return damaged(gazetteer, "a name is not UTF-8");
    return cm__arena_copy(&session->passing, out, text, (size_t)length);
}

/* The same into the gazetteer itself, for good. */
static cm_status read_name(const char **out, cm_gazetteer *gazetteer, sqlite3_stmt *row, int column)
{
    cm__geocode_session lasting = {
        .gazetteer = gazetteer, .name = gazetteer->name, .passing = gazetteer->text};
    const cm_status status = read_passing_name(out, &lasting, row, column);

    gazetteer->text = lasting.passing;
    return status;
}

static cm_status read_place(cm_lonlat *out, const cm_gazetteer *gazetteer, sqlite3_stmt *row,
                            int column)
{
    *out = (cm_lonlat){NAN, NAN};
    if (sqlite3_column_type(row, column) == SQLITE_NULL)
        return CM_OK;
    out->lon_deg = sqlite3_column_double(row, column);
    out->lat_deg = sqlite3_column_double(row, column + 1);
    if (!(out->lon_deg >= -180 && out->lon_deg <= 180 && out->lat_deg >= -90 && out->lat_deg <= 90))
        return damaged(gazetteer, "a coordinate is out of range");
    return CM_OK;
}

/* Steps through the rows of a question; ends it where it fails or is done.
 * Returns whether there is a row. */
static bool step(cm_status *status, cm_gazetteer *gazetteer, sqlite3_stmt *statement)
{
    int code;

    if (*status) {
        sqlite3_reset(statement);
        return false;
    }
    code = sqlite3_step(statement);
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE)
        *status = cm__gazetteer_fail(gazetteer);
    sqlite3_reset(statement);
    return false;
}

static cm_status find_prefecture(size_t *out, cm_gazetteer *gazetteer, const char *name)
{
    const cm__address_text *const text = gazetteer->name;
    size_t i = gazetteer->prefecture_count;
    cm_status status;

    while (i-- > 0)
        if (strcmp(gazetteer->prefectures[i].name, name) == 0) {
            *out = i;
            return CM_OK;
        }
    *out = gazetteer->prefecture_count;
    status = grow(&gazetteer->prefectures, *out, &gazetteer->prefecture_capacity,
                  sizeof *gazetteer->prefectures);
    if (!status)
        status = cm__lexicon_add(&gazetteer->names, CM__SCOPE_PREFECTURE, (uint32_t)*out, text, 0,
                                 text->count);
    if (!status && text->count > 2)
        status = cm__lexicon_add(&gazetteer->names, CM__SCOPE_PREFECTURE_SHORT, (uint32_t)*out,
                                 text, 0, text->count - 1);
    if (!status)
        gazetteer->prefectures[gazetteer->prefecture_count++] =
            (cm__gazetteer_prefecture){.name = name, .place = {NAN, NAN}};
    return status;
}

static cm_status add_city_name(cm_gazetteer *gazetteer, size_t city, size_t start, size_t end)
{
    const uint32_t scope = (uint32_t)(CM__SCOPE_CITY_IN + gazetteer->cities[city].prefecture);
    cm_status status = cm__lexicon_add(&gazetteer->names, CM__SCOPE_CITY, (uint32_t)city,
                                       gazetteer->name, start, end);

    if (!status)
        status =
            cm__lexicon_add(&gazetteer->names, scope, (uint32_t)city, gazetteer->name, start, end);
    return status;
}

static cm_status add_city(size_t *out, cm_gazetteer *gazetteer, const cm__gazetteer_city *city)
{
    const cm_status status = grow(&gazetteer->cities, gazetteer->city_count,
                                  &gazetteer->city_capacity, sizeof *gazetteer->cities);

    if (status)
        return status;
    *out = gazetteer->city_count;
    gazetteer->cities[gazetteer->city_count++] = *city;
    return CM_OK;
}

/* The position of a character in the name that is read, but not at its first place. */
static size_t find_inside(const cm__address_text *name, uint32_t code)
{
    for (size_t i = 1; i + 1 < name->count; i++)
        if (name->tokens[i].code == code)
            return i;
    return CM_ABSENT;
}

/* Finds or makes the city of a ward, whose name is the first `end` tokens of the ward's. */
static cm_status find_parent(size_t ward, cm_gazetteer *gazetteer, size_t end)
{
    cm__gazetteer_city *const own = &gazetteer->cities[ward];
    const size_t length = gazetteer->name->tokens[end - 1].end;
    cm__gazetteer_city city = {
        .prefecture = own->prefecture, .place = {NAN, NAN}, .parent = CM_ABSENT};
    size_t parent;
    cm_status status;

    for (size_t i = gazetteer->city_count; i-- > 0;) {
        const cm__gazetteer_city *const other = &gazetteer->cities[i];
        if (other->id == 0 && other->prefecture == own->prefecture &&
            strlen(other->name) == length && strncmp(other->name, own->name, length) == 0) {
            own->parent = i;
            return CM_OK;
        }
        if (ward - i > 64 && i < ward)
            break; /* the wards of a city stand together */
    }
    status = cm__arena_copy(&gazetteer->text, &city.name, own->name, length);
    if (!status)
        status = add_city(&parent, gazetteer, &city);
    if (!status)
        status = add_city_name(gazetteer, parent, 0, end);
    if (!status)
        gazetteer->cities[ward].parent = parent;
    return status;
}

/* Adds the names by which a city may be called: whole, without its county, a ward alone. */
static cm_status add_names(cm_gazetteer *gazetteer, size_t city)
{
    const cm__address_text *const name = gazetteer->name;
    const size_t count = name->count;
    const uint32_t last = count ? name->tokens[count - 1].code : 0;
    const size_t county = find_inside(name, COUNTY), parent = find_inside(name, CITY);
    cm_status status = add_city_name(gazetteer, city, 0, count);

    if (!status && county != CM_ABSENT && (last == TOWN || last == VILLAGE))
        status = add_city_name(gazetteer, city, county + 1, count);
    if (!status && parent != CM_ABSENT && last == WARD) {
        status = add_city_name(gazetteer, city, parent + 1, count);
        if (!status)
            status = find_parent(city, gazetteer, parent + 1);
    }
    return status;
}

static cm_status read_city(cm_gazetteer *gazetteer, sqlite3_stmt *row)
{
    cm__gazetteer_city city = {.id = sqlite3_column_int64(row, 0), .parent = CM_ABSENT};
    const char *prefecture;
    size_t index;
    cm_status status = read_name(&prefecture, gazetteer, row, 1);

    if (!status)
        status = find_prefecture(&city.prefecture, gazetteer, prefecture);
    if (!status)
        status = read_name(&city.name, gazetteer, row, 2);
    if (!status)
        status = read_place(&city.place, gazetteer, row, 3);
    if (!status && (city.id <= 0 || gazetteer->city_count >= CITIES_MAX))
        status = damaged(gazetteer, "a city's number is out of range");
    if (!status)
        status = grow(&gazetteer->listed, gazetteer->listed_count, &gazetteer->listed_capacity,
                      sizeof *gazetteer->listed);
    if (!status)
        status = add_city(&index, gazetteer, &city);
    if (status)
        return status;
    gazetteer->listed[gazetteer->listed_count++] = index;
    return add_names(gazetteer, index);
}

static void add_to_mean(cm_lonlat *mean, size_t *count, cm_lonlat place)
{
    if (isnan(place.lon_deg))
        return;
    if ((*count)++ == 0)
        *mean = place;
    mean->lon_deg += (place.lon_deg - mean->lon_deg) / (double)*count;
    mean->lat_deg += (place.lat_deg - mean->lat_deg) / (double)*count;
}

/* A prefecture, and a city of wards, lies in the middle of what it is made of. */
static cm_status place_parents(cm_gazetteer *gazetteer)
{
    size_t *counts = NULL;
    cm_status status = cm__array_grow(&counts, gazetteer->city_count + 1, sizeof *counts);

    if (status)
        return status;
    memset(counts, 0, (gazetteer->city_count + 1) * sizeof *counts);
    for (size_t i = 0; i < gazetteer->city_count; i++) {
        const cm__gazetteer_city *const city = &gazetteer->cities[i];
        cm__gazetteer_prefecture *const prefecture = &gazetteer->prefectures[city->prefecture];
        if (city->id == 0)
            continue;
        add_to_mean(&prefecture->place, &prefecture->place_count, city->place);
        if (city->parent != CM_ABSENT)
            add_to_mean(&gazetteer->cities[city->parent].place, &counts[city->parent], city->place);
    }
    cm__array_free(&counts);
    return CM_OK;
}

cm_status cm__gazetteer_read_cities(cm_gazetteer *gazetteer)
{
    sqlite3_stmt *statement = NULL;
    cm_status status = CM_OK;

    if (sqlite3_prepare_v2(gazetteer->db,
                           "SELECT id, prefecture, name, lon, lat FROM city ORDER BY id", -1,
                           &statement, NULL) != SQLITE_OK)
        status = cm__gazetteer_fail(gazetteer);
    while (!status && step(&status, gazetteer, statement))
        status = read_city(gazetteer, statement);
    sqlite3_finalize(statement);
    if (!status)
        status = place_parents(gazetteer);
    return status ? status : cm__lexicon_seal(&gazetteer->names);
}

static cm_status add_place(cm__gazetteer_place **places, size_t *count, size_t *capacity,
                           const cm__gazetteer_place *place)
{
    const cm_status status = grow(places, *count, capacity, sizeof **places);

    if (status)
        return status;
    (*places)[(*count)++] = *place;
    return CM_OK;
}

/* The words for "no oaza" with which tables name what lies directly below a city. */
static bool is_nameless(const char *name)
{
    return strcmp(name, "（大字なし）") == 0;
}

/* Adds the name of the next town; one that ends with a number and bancho also without that word. */
static cm_status add_town_names(cm__gazetteer_towns *towns, cm__address_text *name)
{
    const uint32_t value = (uint32_t)towns->town_count;
    const size_t count = name->count;
    cm_status status = cm__lexicon_add(&towns->names, CM__SCOPE_TOWN, value, name, 0, count);

    if (status || count < 4 || name->tokens[count - 2].code != NUMBERED ||
        !cm__address_is_number(name->tokens[count - 3].code) ||
        (name->tokens[count - 1].code != TOWN && name->tokens[count - 1].code != QUARTER))
        return status;
    name->tokens[count - 3].mark = CM__MARK_CHOME;
    return cm__lexicon_add(&towns->names, CM__SCOPE_TOWN, value | CM__TOWN_SHORTENED, name, 0,
                           count - 2);
}

/* Where in a name the kanji numerals before its last chome begin; length if they are a usual
 * number (at most three, with a ten among them) or if there is one only. */
static size_t find_numerals(const char *name, size_t length)
{
    static const char ending[] = "丁目", digits[] = "一二三四五六七八九", units[] = "十百千万";
    enum { SIZE = 3 }; /* bytes of each */
    size_t end = length - (sizeof ending - 1), first = end, tens = 0;

    if (length < sizeof ending - 1 || strcmp(name + end, ending) != 0)
        return length;
    while (first >= SIZE) {
        char sign[SIZE + 1] = {0};
        memcpy(sign, name + first - SIZE, SIZE);
        if (!strstr(digits, sign) && !strstr(units, sign))
            break;
        tens += strcmp(sign, "十") == 0;
        first -= SIZE;
    }
    if (end - first < 2 * SIZE || (tens == 1 && end - first <= 3 * SIZE))
        return length;
    return first;
}

/* A name that ends with a numeral and a chome, such as Sukeshichi 1-chome, reads as one number;
 * adds the readings in which they are two. */
static cm_status add_split_names(cm__gazetteer_towns *towns, cm_gazetteer *gazetteer,
                                 const char *name)
{
    const size_t length = strlen(name), first = find_numerals(name, length);
    cm_status status = CM_OK;

    for (size_t at = first + 3; at + 6 < length && !status; at += 3) {
        char split[1024];
        snprintf(split, sizeof split, "%.*s %s", (int)at, name, name + at);
        cm__address_read(gazetteer->name, gazetteer->fold, split, strlen(split));
        status = cm__lexicon_add(&towns->names, CM__SCOPE_TOWN,
                                 (uint32_t)towns->town_count | CM__TOWN_SHORTENED, gazetteer->name,
                                 0, gazetteer->name->count);
    }
    return status;
}

static cm_status read_towns(cm__gazetteer_towns *towns, cm_gazetteer *gazetteer, int64_t city)
{
    sqlite3_stmt *const row = gazetteer->town_list;
    size_t capacity = 0;
    cm_status status = CM_OK;

    gazetteer->steps = 0;
    sqlite3_bind_int64(row, 1, city);
    while (step(&status, gazetteer, row)) {
        cm__gazetteer_place town = {.number = sqlite3_column_int64(row, 0)};
        status = read_name(&town.name, gazetteer, row, 1);
        if (!status)
            status = read_place(&town.place, gazetteer, row, 2);
        if (!status && towns->town_count >= BELOW_CITY_MAX)
            status = damaged(gazetteer, "a city has too many towns");
        if (!status && is_nameless(town.name))
            towns->nameless = towns->town_count;
        else if (!status)
            status = add_town_names(towns, gazetteer->name);
        if (!status)
            status = add_split_names(towns, gazetteer, town.name);
        if (!status)
            status = add_place(&towns->towns, &towns->town_count, &capacity, &town);
    }
    return status;
}

static cm_status read_koaza(cm__gazetteer_towns *towns, cm_gazetteer *gazetteer, int64_t city)
{
    sqlite3_stmt *const row = gazetteer->koaza_list;
    size_t capacity = 0, town = 0;
    cm_status status = CM_OK;

    gazetteer->steps = 0;
    sqlite3_bind_int64(row, 1, city);
    while (step(&status, gazetteer, row)) {
        cm__gazetteer_place koaza = {.number = sqlite3_column_int64(row, 0)};
        while (town < towns->town_count && towns->towns[town].number < koaza.number)
            town++; /* both come by number */
        if (town == towns->town_count || towns->towns[town].number != koaza.number) {
            status = damaged(gazetteer, "a koaza has no town");
            continue;
        }
        status = read_name(&koaza.name, gazetteer, row, 1);
        if (!status)
            status = read_place(&koaza.place, gazetteer, row, 2);
        if (!status && towns->koaza_count >= BELOW_CITY_MAX)
            status = damaged(gazetteer, "a city has too many koaza");
        koaza.town = town;
        if (!status)
            status = cm__lexicon_add(&towns->names, CM__SCOPE_KOAZA_OF(town),
                                     (uint32_t)towns->koaza_count, gazetteer->name, 0,
                                     gazetteer->name->count);
        if (!status)
            status = add_place(&towns->koaza, &towns->koaza_count, &capacity, &koaza);
    }
    return status;
}

/* Reads all that is below a city. */
static cm_status load_towns(cm__gazetteer_towns **out, cm_gazetteer *gazetteer, int64_t city)
{
    cm__gazetteer_towns *towns = NULL;
    cm_status status = cm__array_grow(&towns, 1, sizeof *towns);

    if (status)
        return status;
    *towns = (cm__gazetteer_towns){.nameless = CM_ABSENT};
    status = read_towns(towns, gazetteer, city);
    if (!status)
        status = read_koaza(towns, gazetteer, city);
    if (!status)
        status = cm__lexicon_seal(&towns->names);
    if (status)
        cm__gazetteer_towns_destroy(towns);
    else
        *out = towns;
    return status;
}

cm_status cm__gazetteer_get_towns(const cm__gazetteer_towns **out, cm_gazetteer *gazetteer,
                                  size_t city)
{
    cm__gazetteer_city *const owner = &gazetteer->cities[city];
    cm__gazetteer_towns *towns = atomic_load_explicit(&owner->towns, memory_order_acquire);
    cm_status status = CM_OK;

    *out = towns;
    if (towns)
        return CM_OK;
    cm__gazetteer_lock(gazetteer);
    towns = atomic_load_explicit(&owner->towns, memory_order_relaxed);
    if (!towns) /* nobody else has read them meanwhile */
        status = load_towns(&towns, gazetteer, owner->id);
    if (!status)
        atomic_store_explicit(&owner->towns, towns, memory_order_release);
    cm__gazetteer_unlock(gazetteer);
    if (!status)
        *out = towns;
    return status;
}

void cm__gazetteer_towns_destroy(cm__gazetteer_towns *towns)
{
    if (!towns)
        return;
    cm__lexicon_clear(&towns->names);
    cm__array_free(&towns->koaza);
    cm__array_free(&towns->towns);
    cm__array_free(&towns);
}

static cm_status read_town(cm__gazetteer_place *out, cm__geocode_session *session, size_t city,
                           int64_t number)
{
    cm_gazetteer *const gazetteer = session->gazetteer;
    sqlite3_stmt *const row = gazetteer->town_get;
    cm__gazetteer_place town = {.number = number};
    cm_status status = CM_OK;

    gazetteer->steps = 0;
    sqlite3_bind_int64(row, 1, gazetteer->cities[city].id);
    sqlite3_bind_int64(row, 2, number);
    if (!step(&status, gazetteer, row))
        return status ? status : damaged(gazetteer, "a town's key leads nowhere");
    status = read_passing_name(&town.name, session, row, 0);
    if (!status)
        status = read_place(&town.place, gazetteer, row, 1);
    sqlite3_reset(row);
    if (!status)
        *out = town;
    return status;
}

cm_status cm__gazetteer_get_town(cm__gazetteer_place *out, cm__geocode_session *session,
                                 size_t city, int64_t number)
{
    cm_status status;

    cm__gazetteer_lock(session->gazetteer);
    status = read_town(out, session, city, number);
    cm__gazetteer_unlock(session->gazetteer);
    return status;
}

static size_t city_of_id(const cm_gazetteer *gazetteer, int64_t id)
{
    size_t low = 0, high = gazetteer->listed_count;

    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (gazetteer->cities[gazetteer->listed[middle]].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == gazetteer->listed_count || gazetteer->cities[gazetteer->listed[low]].id != id)
        return CM_ABSENT;
    return gazetteer->listed[low];
}

cm_status cm__gazetteer_find_key(cm__gazetteer_hit *out, size_t capacity, size_t *count,
                                 cm_gazetteer *gazetteer, const char *key)
{
    sqlite3_stmt *const row = gazetteer->key_list;
    cm_status status = CM_OK;

    *count = 0;
    cm__gazetteer_lock(gazetteer);
    gazetteer->steps = 0;
    sqlite3_bind_text(row, 1, key, -1, SQLITE_STATIC);
    while (*count <= capacity && step(&status, gazetteer, row)) {
        const cm__gazetteer_hit hit = {city_of_id(gazetteer, sqlite3_column_int64(row, 0)),
                                       sqlite3_column_int64(row, 1)};
        if (hit.city == CM_ABSENT)
            status = damaged(gazetteer, "a town has no city");
        else if (*count < capacity)
            out[*count] = hit;
        ++*count;
    }
    sqlite3_reset(row);
    cm__gazetteer_unlock(gazetteer);
    return status;
}
