/* gazetteer_town.c - the towns and koaza of a city, read from the file once they are asked for. */
#include "geo/base_memory.h"
#include "geo/gazetteer_row.h"
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

enum {
    TOWN = 0x753A,
    NUMBERED = 0x756A, /* the ban of bancho */
    QUARTER = 0x4E01   /* cho as in Sakai and Wakayama */
};
enum { BELOW_CITY_MAX = 1000000 };

static cm_status add_place(cm__gazetteer_place **places, size_t *count, size_t *capacity,
                           const cm__gazetteer_place *place)
{
    const cm_status status = cm__array_reserve(places, *count, capacity, sizeof **places);

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
    while (cm__gazetteer_step(&status, gazetteer, row)) {
        cm__gazetteer_place town = {.number = sqlite3_column_int64(row, 0)};
        status = cm__gazetteer_read_name(&town.name, gazetteer, row, 1);
        if (!status)
            status = cm__gazetteer_read_place(&town.place, gazetteer, row, 2);
        if (!status && towns->town_count >= BELOW_CITY_MAX)
            status = cm__gazetteer_damaged(gazetteer, "a city has too many towns");
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
    while (cm__gazetteer_step(&status, gazetteer, row)) {
        cm__gazetteer_place koaza = {.number = sqlite3_column_int64(row, 0)};
        while (town < towns->town_count && towns->towns[town].number < koaza.number)
            town++; /* both come by number */
        if (town == towns->town_count || towns->towns[town].number != koaza.number) {
            status = cm__gazetteer_damaged(gazetteer, "a koaza has no town");
            continue;
        }
        status = cm__gazetteer_read_name(&koaza.name, gazetteer, row, 1);
        if (!status)
            status = cm__gazetteer_read_place(&koaza.place, gazetteer, row, 2);
        if (!status && towns->koaza_count >= BELOW_CITY_MAX)
            status = cm__gazetteer_damaged(gazetteer, "a city has too many koaza");
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
