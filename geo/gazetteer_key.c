/* gazetteer_key.c - single towns of the whole file, without the others of their cities. */
#include "geo/gazetteer_row.h"
#include <sqlite3.h>

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
    if (!cm__gazetteer_step(&status, gazetteer, row))
        return status ? status : cm__gazetteer_damaged(gazetteer, "a town's key leads nowhere");
    status = cm__gazetteer_read_passing(&town.name, session, row, 0);
    if (!status)
        status = cm__gazetteer_read_place(&town.place, gazetteer, row, 1);
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

size_t cm__gazetteer_city_of_id(const cm_gazetteer *gazetteer, int64_t id)
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
    while (*count <= capacity && cm__gazetteer_step(&status, gazetteer, row)) {
        const cm__gazetteer_hit hit = {
            cm__gazetteer_city_of_id(gazetteer, sqlite3_column_int64(row, 0)),
            sqlite3_column_int64(row, 1)};
        if (hit.city == CM_ABSENT)
            status = cm__gazetteer_damaged(gazetteer, "a town has no city");
        else if (*count < capacity)
            out[*count] = hit;
        ++*count;
    }
    sqlite3_reset(row);
    cm__gazetteer_unlock(gazetteer);
    return status;
}
