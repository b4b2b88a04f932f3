/* gazetteer_row.c - the cells of a gazetteer's rows, none of which is trusted. */
#include "geo/gazetteer_row.h"
#include "geo/base_error.h"
#include "geo/gazetteer_schema.h"
#include <math.h>
#include <sqlite3.h>
#include <string.h>

cm_status cm__gazetteer_damaged(const cm_gazetteer *gazetteer, const char *what)
{
    return cm__fail(CM_ERR_FORMAT, "%s: is damaged: %s", gazetteer->path, what);
}

cm_status cm__gazetteer_read_passing(const char **out, cm__geocode_session *session,
                                     sqlite3_stmt *row, int column)
{
    const cm_gazetteer *const gazetteer = session->gazetteer;
    const char *const text = sqlite3_column_type(row, column) == SQLITE_TEXT
                                 ? (const char *)sqlite3_column_text(row, column)
                                 : NULL;
    const int length = text ? sqlite3_column_bytes(row, column) : 0;

    if (length <= 0 || length > 1000 || strlen(text) != (size_t)length)
        return cm__gazetteer_damaged(gazetteer, "a name is missing or too long");
    cm__address_read(session->name, gazetteer->fold, text, (size_t)length);
    for (size_t i = 0; i < session->name->count; i++)
        if (session->name->tokens[i].code == 0xFFFD)
            return cm__gazetteer_damaged(gazetteer, "a name is not UTF-8");
    return cm__arena_copy(&session->passing, out, text, (size_t)length);
}

cm_status cm__gazetteer_read_name(const char **out, cm_gazetteer *gazetteer, sqlite3_stmt *row,
                                  int column)
{
    cm__geocode_session lasting = {
        .gazetteer = gazetteer, .name = gazetteer->name, .passing = gazetteer->text};
    const cm_status status = cm__gazetteer_read_passing(out, &lasting, row, column);

    gazetteer->text = lasting.passing;
    return status;
}

cm_status cm__gazetteer_read_place(cm_lonlat *out, const cm_gazetteer *gazetteer, sqlite3_stmt *row,
                                   int column)
{
    const double unit = CM__GAZETTEER_DEGREE;
    cm_lonlat place;

    *out = (cm_lonlat){NAN, NAN};
    if (sqlite3_column_type(row, column) == SQLITE_NULL)
        return CM_OK;
    place.lon_deg = (double)sqlite3_column_int64(row, column) / unit;
    place.lat_deg = (double)sqlite3_column_int64(row, column + 1) / unit;
    if (!(place.lon_deg >= -180 && place.lon_deg <= 180 && place.lat_deg >= -90 &&
          place.lat_deg <= 90))
        return cm__gazetteer_damaged(gazetteer, "a coordinate is out of range");
    *out = place;
    return CM_OK;
}

bool cm__gazetteer_step(cm_status *status, cm_gazetteer *gazetteer, sqlite3_stmt *statement)
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
