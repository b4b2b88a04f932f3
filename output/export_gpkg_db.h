/* export_gpkg_db.h - the tables of a GeoPackage, asked and changed through SQLite. */
#ifndef CM_EXPORT_GPKG_DB_H
#define CM_EXPORT_GPKG_DB_H

#include <clustermap/status.h>
#include <clustermap/table.h>
#include <stdbool.h>
#include <stddef.h>

struct sqlite3;

/* A database while it is open. The first failure sticks; what is asked after it does nothing, so
 * that a writer of many rows checks once, at the end. */
typedef struct cm__gpkg_db {
    struct sqlite3 *db;
    const char *path; /* the file as its user knows it, for messages; borrowed */
    cm_status failed;
} cm__gpkg_db;

/* Opens a file that is there. What its tables trigger or compute is not trusted.
 * file     the file itself
 * writable a file of our own, that nobody else has open: it is not synced, and has no journal
 *          beside it */
void cm__gpkg_db_open(cm__gpkg_db *out, const char *file, const char *path, bool writable);

/* Takes SQLite's last failure for the database's, if it has none yet: for those who use db->db. */
void cm__gpkg_db_fail(cm__gpkg_db *db);

/* Runs SQL that gives no rows; values are bound to its ?1, ?2, ... A NULL is NULL. */
void cm__gpkg_db_run(cm__gpkg_db *db, const char *sql, const char *const *values, size_t count);

/* The rows of a question as a table of texts; out must be empty, and is cleared by the caller.
 * value   bound to ?1; NULL: nothing is */
void cm__gpkg_db_ask(cm__gpkg_db *db, cm_table *out, const char *sql, const char *value);

/* Whether a question gives a row whose first cell is not 0. */
bool cm__gpkg_db_holds(cm__gpkg_db *db, const char *sql, const char *value);

/* Whether the database has that table. */
bool cm__gpkg_db_has_table(cm__gpkg_db *db, const char *table);

/* Makes `file` a copy of an open database, with what its journals hold. file must not be there, or
 * be empty. Fails if another program is writing. */
void cm__gpkg_db_copy(cm__gpkg_db *from, const char *file);

/* Closes it, whatever state it is in. Returns CM_OK, or what failed first: CM_ERR_NOMEM, or
 * CM_ERR_IO with SQLite's reason. */
CM_MUST_CHECK cm_status cm__gpkg_db_close(cm__gpkg_db *db);

#endif
