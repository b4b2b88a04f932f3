/* gazetteer_near.c - the nearest of all that a gazetteer knows. */
#include "geo/base_memory.h"
#include "geo/gazetteer_lot.h"
#include "geo/gazetteer_row.h"
#include "geo/gazetteer_schema.h"
#include "geo/geocode_near.h"
#include <clustermap/crs.h>
#include <math.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

/* A search that widens its window until the nearest is inside. */
typedef struct near_search {
    cm__geocode_session *session;
    cm_gazetteer *gazetteer; /* the session's */
    cm_lonlat from;
    cm__near_place best;
    int64_t *ids; /* of the towns in the window */
    size_t count, capacity;
} near_search;

static size_t find_town(const cm__gazetteer_towns *towns, int64_t number)
{
    size_t low = 0, high = towns->town_count;

    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (towns->towns[middle].number < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low < towns->town_count && towns->towns[low].number == number ? low : CM_ABSENT;
}

static size_t first_koaza(const cm__gazetteer_towns *towns, size_t town)
{
    size_t low = 0, high = towns->koaza_count;

    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (towns->koaza[middle].town < town)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Takes a place if it is nearer than what is known. Returns whether it is. */
static bool offer(near_search *s, const cm__near_place *found, cm_lonlat place)
{
    if (isnan(place.lon_deg))
        return false;
    const double distance_m = cm_geodesic_distance_m(s->from, place, NULL);
    if (!(distance_m < s->best.distance_m))
        return false;
    s->best = *found;
    s->best.distance_m = distance_m;
    s->best.place = place;
    return true;
}

/* Writes koaza/12-3 of a lot's row. */
static cm_status name_lot(near_search *s, sqlite3_stmt *row)
{
    const char *const koaza = (const char *)sqlite3_column_text(row, 0);
    const char *const key = (const char *)sqlite3_column_text(row, 1);
    cm__text text = {0};
    cm_status status;

    if (!koaza || !key || strlen(koaza) > 1000 || strlen(key) > 1000)
        return cm__gazetteer_damaged(s->gazetteer, "a lot has no name");
    if (*koaza)
        cm__text_addf(&text, "%s/", koaza);
    cm__gazetteer_show_lot(&text, key);
    status = text.failed;
    if (!status)
        status = cm__arena_copy(&s->session->passing, &s->best.block, text.bytes, text.length);
    cm__text_clear(&text);
    return status;
}

/* Looks at every block and building of a town. */
static cm_status search_lots(near_search *s, cm__near_place found, int64_t number)
{
    cm_gazetteer *const gazetteer = s->gazetteer;
    sqlite3_stmt *const row = gazetteer->lot_list;
    cm_status status = CM_OK;

    cm__gazetteer_lock(gazetteer);
    gazetteer->steps = 0;
    sqlite3_bind_int64(row, 1, gazetteer->cities[found.city].id);
    sqlite3_bind_int64(row, 2, number);
    while (cm__gazetteer_step(&status, gazetteer, row)) {
        const int64_t level = sqlite3_column_int64(row, 2);
        cm_lonlat place;
        status = cm__gazetteer_read_place(&place, gazetteer, row, 3);
        if (!status && level != CM_LEVEL_BLOCK && level != CM_LEVEL_BUILDING)
            status = cm__gazetteer_damaged(gazetteer, "a lot's level is unknown");
        found.level = (cm_level)level;
        if (!status && offer(s, &found, place))
            status = name_lot(s, row);
    }
    cm__gazetteer_unlock(gazetteer);
    return status;
}

/* Looks at all that is known of one town. */
static cm_status search_town(near_search *s, int64_t id)
{
    const int64_t number = id & ((1 << CM__GAZETTEER_TOWN_BITS) - 1);
    cm__near_place found = {.level = CM_LEVEL_TOWN, .block = ""};
    const cm__gazetteer_towns *towns;
    cm_status status;

    found.city = cm__gazetteer_city_of_id(s->gazetteer, id >> CM__GAZETTEER_TOWN_BITS);
    if (found.city == CM_ABSENT)
        return cm__gazetteer_damaged(s->gazetteer, "its tree leads to no city");
    status = cm__gazetteer_get_towns(&towns, s->gazetteer, found.city);
    if (status)
        return status;
    found.town = find_town(towns, number);
    if (found.town == CM_ABSENT)
        return cm__gazetteer_damaged(s->gazetteer, "its tree leads to no town");
    offer(s, &found, towns->towns[found.town].place);
    for (size_t i = first_koaza(towns, found.town);
         i < towns->koaza_count && towns->koaza[i].town == found.town; i++)
        if (offer(s, &found, towns->koaza[i].place))
            s->best.block = towns->koaza[i].name;
    if (s->gazetteer->info.blocks + s->gazetteer->info.buildings == 0)
        return CM_OK;
    return search_lots(s, found, number);
}

static int bind_degrees(sqlite3_stmt *row, int index, double degrees)
{
    return sqlite3_bind_int64(row, index, llround(degrees * CM__GAZETTEER_DEGREE));
}

/* Finds the towns whose rectangle lies in the window of a radius. A degree of latitude has at
 * least 110.5 km, one of longitude 111.3 km times the cosine: the window is never too small. */
static cm_status list_towns(near_search *s, double radius_m)
{
    cm_gazetteer *const gazetteer = s->gazetteer;
    sqlite3_stmt *const row = gazetteer->tree_list;
    const double lat = radius_m / 110000, far = fmin(fabs(s->from.lat_deg) + lat, 89);
    const double lon = radius_m / (110000 * cos(far * 0.017453292519943295));
    cm_status status = CM_OK;

    s->count = 0;
    cm__gazetteer_lock(gazetteer);
    gazetteer->steps = 0;
    bind_degrees(row, 1, s->from.lon_deg - lon);
    bind_degrees(row, 2, s->from.lon_deg + lon);
    bind_degrees(row, 3, s->from.lat_deg - lat);
    bind_degrees(row, 4, s->from.lat_deg + lat);
    while (cm__gazetteer_step(&status, gazetteer, row)) {
        status = cm__array_reserve(&s->ids, s->count, &s->capacity, sizeof *s->ids);
        if (!status)
            s->ids[s->count++] = sqlite3_column_int64(row, 0);
    }
    cm__gazetteer_unlock(gazetteer);
    return status;
}

static int compare_ids(const void *left, const void *right)
{
    const int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;

    return (a > b) - (a < b);
}

cm_status cm__near_find(cm__near_place *out, cm__geocode_session *session, cm_lonlat from)
{
    near_search s = {.session = session,
                     .gazetteer = session->gazetteer,
                     .from = from,
                     .best = {.level = CM_LEVEL_NONE, .block = "", .distance_m = INFINITY}};
    cm_status status = CM_OK;

    for (double radius_m = 250; radius_m < 2 * CM_NEAR_MAX_M && !status; radius_m *= 2) {
        const double radius = fmin(radius_m, CM_NEAR_MAX_M);
        status = list_towns(&s, radius);
        if (s.count > 0)
            qsort(s.ids, s.count, sizeof *s.ids, compare_ids);
        for (size_t i = 0; i < s.count && !status; i++)
            status = search_town(&s, s.ids[i]);
        if (s.best.distance_m <= radius)
            break; /* whatever lies outside the window is farther */
    }
    cm__array_free(&s.ids);
    if (!status)
        *out = s.best;
    return status;
}
