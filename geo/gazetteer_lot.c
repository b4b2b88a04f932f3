/* gazetteer_lot.c - blocks, buildings and lots below a town, and towns by their postal code. */
#include "geo/gazetteer_lot.h"
#include "geo/gazetteer_row.h"
#include <sqlite3.h>
#include <string.h>

static cm_status find_lot(cm__gazetteer_lot *out, bool *found, cm_gazetteer *gazetteer,
                          const cm__gazetteer_lot_key *key)
{
    sqlite3_stmt *const row = gazetteer->lot_get;
    cm_status status = CM_OK;

    gazetteer->steps = 0;
    sqlite3_bind_int64(row, 1, key->city);
    sqlite3_bind_int64(row, 2, key->town);
    sqlite3_bind_text(row, 3, key->koaza, -1, SQLITE_STATIC);
    sqlite3_bind_text(row, 4, key->key, -1, SQLITE_STATIC);
    *found = cm__gazetteer_step(&status, gazetteer, row);
    if (!*found)
        return status;
    const int64_t level = sqlite3_column_int64(row, 0);
    if (level != CM_LEVEL_BLOCK && level != CM_LEVEL_BUILDING)
        status = cm__gazetteer_damaged(gazetteer, "a lot's level is unknown");
    out->level = (cm_level)level;
    if (!status)
        status = cm__gazetteer_read_place(&out->place, gazetteer, row, 1);
    sqlite3_reset(row);
    return status;
}

cm_status cm__gazetteer_find_lot(cm__gazetteer_lot *out, bool *found, cm_gazetteer *gazetteer,
                                 const cm__gazetteer_lot_key *key)
{
    cm_status status;

    cm__gazetteer_lock(gazetteer);
    status = find_lot(out, found, gazetteer, key);
    cm__gazetteer_unlock(gazetteer);
    return status;
}

void cm__gazetteer_show_lot(cm__text *out, const char *key)
{
    bool in_number = false;

    for (const char *c = key; *c; c++) {
        if (*c == '#' && in_number)
            cm__text_add(out, "-");
        else if (*c != '#')
            cm__text_add_bytes(out, c, 1);
        in_number = *c == '#' || (in_number && *c >= '0' && *c <= '9');
    }
}

cm_status cm__gazetteer_find_postal(cm__gazetteer_hit *out, size_t *count, cm_gazetteer *gazetteer,
                                    uint32_t code)
{
    sqlite3_stmt *const row = gazetteer->postal_list;
    cm_status status = CM_OK;

    *count = 0;
    if (gazetteer->info.postal_codes == 0)
        return CM_OK;
    cm__gazetteer_lock(gazetteer);
    gazetteer->steps = 0;
    sqlite3_bind_int64(row, 1, code);
    while (cm__gazetteer_step(&status, gazetteer, row)) {
        const cm__gazetteer_hit hit = {
            cm__gazetteer_city_of_id(gazetteer, sqlite3_column_int64(row, 0)),
            sqlite3_column_int64(row, 1)};
        if (hit.city == CM_ABSENT)
            status = cm__gazetteer_damaged(gazetteer, "a postal code has no city");
        else if (*count < CM__POSTAL_TOWNS_MAX)
            out[(*count)++] = hit;
    }
    cm__gazetteer_unlock(gazetteer);
    return status;
}
