/* export_gpkg_db.c - the tables of a GeoPackage, asked and changed through SQLite. */
#include "output/export_gpkg_db.h"
#include "geo/base_error.h"
#include <assert.h>
#include <sqlite3.h>
#include <stdio.h>

/* SQLite's reason; a full disk and a lock are not the database's fault, and said in plain words. */
void cm__gpkg_db_fail(cm__gpkg_db *db)
{
    const int code = db->db ? sqlite3_errcode(db->db) : SQLITE_NOMEM;

    if (db->failed)
        return;
    if ((code & 0xff) == SQLITE_NOMEM)
        db->failed = cm__fail(CM_ERR_NOMEM, "%s: no memory for its tables", db->path);
    else if ((code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_LOCKED)
        db->failed = cm__fail(
            CM_ERR_IO, "%s: another program is writing it, so it is left as it is", db->path);
    else
        db->failed = cm__fail(CM_ERR_IO, "%s: %s", db->path, sqlite3_errmsg(db->db));
}

void cm__gpkg_db_open(cm__gpkg_db *out, const char *file, const char *path, bool writable)
{
    const int mode = writable ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;

    *out = (cm__gpkg_db){.path = path};
    if (sqlite3_open_v2(file, &out->db, mode | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
        cm__gpkg_db_fail(out);
    cm__gpkg_db_run(out, "PRAGMA trusted_schema = OFF", NULL, 0);
    if (!writable)
        return;
    cm__gpkg_db_run(out, "PRAGMA synchronous = OFF", NULL, 0); /* synced when it is whole */
    cm__gpkg_db_run(out, "PRAGMA journal_mode = MEMORY", NULL, 0);
}

static sqlite3_stmt *prepare(cm__gpkg_db *db, const char *sql, const char *const *values,
                             size_t count)
{
    sqlite3_stmt *statement = NULL;

    if (db->failed)
        return NULL;
    if (sqlite3_prepare_v2(db->db, sql, -1, &statement, NULL) != SQLITE_OK) {
        cm__gpkg_db_fail(db);
        return NULL;
    }
    for (size_t i = 0; i < count && !db->failed; i++)
        if (sqlite3_bind_text(statement, (int)i + 1, values[i], -1, SQLITE_STATIC) != SQLITE_OK)
            cm__gpkg_db_fail(db);
    return statement;
}

/* Whether there is another row. */
static bool step(cm__gpkg_db *db, sqlite3_stmt *statement)
{
    const int code = db->failed ? SQLITE_DONE : sqlite3_step(statement);

    if (code != SQLITE_ROW && code != SQLITE_DONE)
        cm__gpkg_db_fail(db);
    return code == SQLITE_ROW;
}

void cm__gpkg_db_run(cm__gpkg_db *db, const char *sql, const char *const *values, size_t count)
{
    sqlite3_stmt *const statement = prepare(db, sql, values, count);

    while (statement && step(db, statement)) /* a PRAGMA answers */
        continue;
    sqlite3_finalize(statement);
}

static cm_status add_row(cm_table *out, sqlite3_stmt *row)
{
    cm_status status = cm_table_add_rows(out, 1);

    for (int i = 0; i < sqlite3_column_count(row) && !status; i++)
        status = cm_table_set_text(out, out->row_count - 1, (size_t)i,
                                   (const char *)sqlite3_column_text(row, i));
    return status;
}

void cm__gpkg_db_ask(cm__gpkg_db *db, cm_table *out, const char *sql, const char *value)
{
    sqlite3_stmt *const statement = prepare(db, sql, &value, value ? 1 : 0);

    for (int i = 0; statement && i < sqlite3_column_count(statement) && !db->failed; i++)
        db->failed =
            cm_table_add_column(out, NULL, sqlite3_column_name(statement, i), CM_COLUMN_TEXT);
    while (statement && step(db, statement)) {
        const cm_status status = add_row(out, statement);
        if (status)
            db->failed = status;
    }
    sqlite3_finalize(statement);
}

bool cm__gpkg_db_holds(cm__gpkg_db *db, const char *sql, const char *value)
{
    sqlite3_stmt *const statement = prepare(db, sql, &value, value ? 1 : 0);
    const bool holds = statement && step(db, statement) && sqlite3_column_int64(statement, 0) != 0;

    sqlite3_finalize(statement);
    return holds;
}

bool cm__gpkg_db_has_table(cm__gpkg_db *db, const char *table)
{
    return cm__gpkg_db_holds(
        db, "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND lower(name) = lower(?1)",
        table);
}

void cm__gpkg_db_copy(cm__gpkg_db *from, const char *file)
{
    cm__gpkg_db to = {.path = from->path};
    sqlite3_backup *backup = NULL;

    if (from->failed)
        return;
    if (sqlite3_open_v2(file, &to.db,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                        NULL) != SQLITE_OK)
        cm__gpkg_db_fail(&to);
    cm__gpkg_db_run(&to, "PRAGMA synchronous = OFF", NULL, 0);
    if (!to.failed && !(backup = sqlite3_backup_init(to.db, "main", from->db, "main")))
        cm__gpkg_db_fail(&to);
    if (backup) {
        const int stepped = sqlite3_backup_step(backup, -1), ended = sqlite3_backup_finish(backup);
        /* a busy source is told by the step alone, and leaves no error in the copy */
        if (stepped == SQLITE_BUSY || stepped == SQLITE_LOCKED)
            to.failed = cm__fail(
                CM_ERR_IO, "%s: another program is writing it, so it is left as it is", from->path);
        else if (stepped != SQLITE_DONE || ended != SQLITE_OK)
            cm__gpkg_db_fail(&to);
    }
    /* a copy of a database with a write-ahead log would have one as well */
    cm__gpkg_db_run(&to, "PRAGMA journal_mode = DELETE", NULL, 0);
    from->failed = cm__gpkg_db_close(&to);
}

cm_status cm__gpkg_db_close(cm__gpkg_db *db)
{
    const cm_status status = db->failed;

    if (db->db && sqlite3_close(db->db) != SQLITE_OK)
        assert(!"a statement was left open");
    db->db = NULL;
    return status;
}
