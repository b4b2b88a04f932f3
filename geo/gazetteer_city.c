/* gazetteer_city.c - the prefectures and cities of a gazetteer, as names to be found. */
#include "geo/base_memory.h"
#include "geo/gazetteer_roman.h"
#include "geo/gazetteer_row.h"
#include <math.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

enum { COUNTY = 0x90E1, CITY = 0x5E02, WARD = 0x533A, TOWN = 0x753A, VILLAGE = 0x6751 };
enum { CITIES_MAX = 100000 };

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
    status = cm__array_reserve(&gazetteer->prefectures, *out, &gazetteer->prefecture_capacity,
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
    const cm_status status =
        cm__array_reserve(&gazetteer->cities, gazetteer->city_count, &gazetteer->city_capacity,
                          sizeof *gazetteer->cities);

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

/* A name that may be unknown. */
static cm_status read_other_name(const char **out, cm_gazetteer *gazetteer, sqlite3_stmt *row,
                                 int column)
{
    *out = NULL;
    return sqlite3_column_type(row, column) == SQLITE_NULL
               ? CM_OK
               : cm__gazetteer_read_name(out, gazetteer, row, column);
}

static cm_status read_city(cm_gazetteer *gazetteer, sqlite3_stmt *row)
{
    cm__gazetteer_city city = {.id = sqlite3_column_int64(row, 0), .parent = CM_ABSENT};
    const char *prefecture;
    size_t index;
    cm_status status = cm__gazetteer_read_name(&prefecture, gazetteer, row, 1);

    if (!status)
        status = find_prefecture(&city.prefecture, gazetteer, prefecture);
    if (!status)
        status = read_other_name(&city.kana, gazetteer, row, 3);
    if (!status)
        status = read_other_name(&city.roman, gazetteer, row, 4);
    if (!status) /* the last, since its tokens are wanted below */
        status = cm__gazetteer_read_name(&city.name, gazetteer, row, 2);
    if (!status)
        status = cm__gazetteer_read_place(&city.place, gazetteer, row, 5);
    if (!status && (city.id <= 0 || gazetteer->city_count >= CITIES_MAX))
        status = cm__gazetteer_damaged(gazetteer, "a city's number is out of range");
    if (!status)
        status = cm__array_reserve(&gazetteer->listed, gazetteer->listed_count,
                                   &gazetteer->listed_capacity, sizeof *gazetteer->listed);
    if (!status)
        status = add_city(&index, gazetteer, &city);
    if (status)
        return status;
    gazetteer->listed[gazetteer->listed_count++] = index;
    return add_names(gazetteer, index);
}

static int compare_numbers(const void *left, const void *right)
{
    const double a = *(const double *)left, b = *(const double *)right;

    return (a > b) - (a < b);
}

static double median(double *values, size_t count)
{
    qsort(values, count, sizeof *values, compare_numbers);
    return (values[(count - 1) / 2] + values[count / 2]) / 2;
}

/* The middle of the cities of a prefecture, or of the wards of a city, by the median of each
 * coordinate: islands a thousand kilometres off do not move it. NaN if none is placed. */
static cm_lonlat find_middle(const cm_gazetteer *gazetteer, size_t prefecture, size_t parent,
                             double *room)
{
    double *const lon = room, *const lat = room + gazetteer->city_count;
    size_t count = 0;

    for (size_t i = 0; i < gazetteer->city_count; i++) {
        const cm__gazetteer_city *const city = &gazetteer->cities[i];
        if (city->id == 0 || isnan(city->place.lon_deg) || city->prefecture != prefecture ||
            (parent != CM_ABSENT && city->parent != parent))
            continue;
        lon[count] = city->place.lon_deg;
        lat[count++] = city->place.lat_deg;
    }
    return count > 0 ? (cm_lonlat){median(lon, count), median(lat, count)} : (cm_lonlat){NAN, NAN};
}

/* A prefecture, and a city of wards, lies in the middle of what it is made of. */
static cm_status place_parents(cm_gazetteer *gazetteer)
{
    double *room = NULL;
    const cm_status status = cm__array_grow(&room, 2 * gazetteer->city_count + 1, sizeof *room);

    if (status)
        return status;
    for (size_t i = 0; i < gazetteer->city_count; i++) {
        cm__gazetteer_city *const city = &gazetteer->cities[i];
        if (city->id == 0)
            city->place = find_middle(gazetteer, city->prefecture, i, room);
    }
    for (size_t i = 0; i < gazetteer->prefecture_count; i++)
        gazetteer->prefectures[i].place = find_middle(gazetteer, i, CM_ABSENT, room);
    cm__array_free(&room);
    return CM_OK;
}

/* Finds the start of a name in the room for names, from character `first` on. */
static cm__name_start find_start(const cm__address_char *chars, size_t count, size_t first)
{
    cm__name_start start = {{0, 0}};

    for (size_t i = 0; i < 2 && first + i < count; i++)
        if (chars[first + i].kind == CM__ADDRESS_PLAIN)
            start.codes[i] = chars[first + i].code;
    return start;
}

static void set_starts(cm_gazetteer *gazetteer)
{
    cm__address_char *const chars = gazetteer->name->chars;

    for (size_t i = 0; i < gazetteer->city_count; i++) {
        cm__gazetteer_city *const city = &gazetteer->cities[i];
        const size_t count =
            cm__address_fold_text(chars, gazetteer->fold, city->name, strlen(city->name));
        size_t county = 0;
        for (size_t at = 1; at + 2 < count && county == 0; at++)
            county = chars[at].code == COUNTY ? at + 1 : 0;
        city->start = find_start(chars, count, 0);
        city->behind_county = find_start(chars, count, county);
    }
}

cm_status cm__gazetteer_read_cities(cm_gazetteer *gazetteer)
{
    sqlite3_stmt *statement = NULL;
    cm_status status = CM_OK;

    if (sqlite3_prepare_v2(
            gazetteer->db,
            "SELECT id, prefecture, name, kana, roman, lon, lat FROM city ORDER BY id", -1,
            &statement, NULL) != SQLITE_OK)
        status = cm__gazetteer_fail(gazetteer);
    while (!status && cm__gazetteer_step(&status, gazetteer, statement))
        status = read_city(gazetteer, statement);
    sqlite3_finalize(statement);
    if (!status)
        status = place_parents(gazetteer);
    if (!status)
        set_starts(gazetteer);
    if (!status)
        status = cm__gazetteer_add_readings(gazetteer);
    return status ? status : cm__lexicon_seal(&gazetteer->names);
}
