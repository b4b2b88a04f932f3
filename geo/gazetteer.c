/* gazetteer.c - opens a gazetteer file, which may come from anyone. */
#include <clustermap/gazetteer.h>

#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/gazetteer_file.h"
#include "geo/gazetteer_schema.h"
#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Steps of SQLite's machine that one question may take: the largest city needs 10^5. */
enum { STEPS_MAX = 100 * 1000 * 1000 };

cm_status cm__gazetteer_fail(const cm_gazetteer *gazetteer)
{
    const int code = sqlite3_errcode(gazetteer->db) & 0xFF;
    const char *const text = sqlite3_errmsg(gazetteer->db);

    if (code == SQLITE_NOMEM)
        return cm__fail(CM_ERR_NOMEM, "%s: %s", gazetteer->path, text);
    if (code == SQLITE_IOERR || code == SQLITE_CANTOPEN || code == SQLITE_PERM)
        return cm__fail(CM_ERR_IO, "%s: %s", gazetteer->path, text);
    return cm__fail(CM_ERR_FORMAT, "%s: is damaged or no gazetteer (%s)", gazetteer->path, text);
}

static cm_status not_ours(const cm_gazetteer *gazetteer, const char *why)
{
    return cm__fail(CM_ERR_FORMAT, "%s: is no gazetteer of this version (%s)", gazetteer->path,
                    why);
}

/* The file as a URI, so that SQLite takes it as unchanging: no lock, no journal beside it. */
static cm_status make_uri(cm__text *out, const char *path)
{
    cm__text_add(out, path[0] == '/' ? "file://" : "file:");
    for (const char *c = path; *c; c++) {
        const bool plain = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') ||
                           (*c >= '0' && *c <= '9') || strchr("/._-", *c);
        if (plain)
            cm__text_add_bytes(out, c, 1);
        else
            cm__text_addf(out, "%%%02X", (unsigned)(unsigned char)*c);
    }
    cm__text_add(out, "?immutable=1");
    return out->failed;
}

static void set_limits(sqlite3 *db)
{
    static const struct {
        int what, most;
    } limits[] = {
        {SQLITE_LIMIT_LENGTH, 1000000},  {SQLITE_LIMIT_SQL_LENGTH, 100000},
        {SQLITE_LIMIT_COLUMN, 100},      {SQLITE_LIMIT_EXPR_DEPTH, 20},
        {SQLITE_LIMIT_ATTACHED, 0},      {SQLITE_LIMIT_VARIABLE_NUMBER, 10},
        {SQLITE_LIMIT_TRIGGER_DEPTH, 1}, {SQLITE_LIMIT_COMPOUND_SELECT, 3},
    };

    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        sqlite3_limit(db, limits[i].what, limits[i].most);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
}

/* Stops a question that a damaged file would make endless. */
static int count_steps(void *context)
{
    unsigned *const calls = context;

    return ++*calls > STEPS_MAX / 1000;
}

static cm_status run(cm_gazetteer *gazetteer, const char *sql)
{
    return sqlite3_exec(gazetteer->db, sql, NULL, NULL, NULL) == SQLITE_OK
               ? CM_OK
               : cm__gazetteer_fail(gazetteer);
}

static cm_status read_number(int64_t *out, cm_gazetteer *gazetteer, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    cm_status status = CM_OK;

    if (sqlite3_prepare_v2(gazetteer->db, sql, -1, &statement, NULL) != SQLITE_OK ||
        sqlite3_step(statement) != SQLITE_ROW)
        status = cm__gazetteer_fail(gazetteer);
    else
        *out = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return status;
}

static cm_status expect_number(cm_gazetteer *gazetteer, const char *sql, int64_t want,
                               const char *why)
{
    int64_t got = 0;
    const cm_status status = read_number(&got, gazetteer, sql);

    if (status)
        return status;
    return got == want ? CM_OK : not_ours(gazetteer, why);
}

static const char *column_text(sqlite3_stmt *row, int column)
{
    const char *const text = (const char *)sqlite3_column_text(row, column);

    return text ? text : "";
}

/* Which of our tables a row of the schema is, to the letter, or of the tables that SQLite adds for
 * the tree, by name; CM__GAZETTEER_TABLE_COUNT + CM__GAZETTEER_PART_COUNT if none. */
static unsigned find_table(sqlite3_stmt *row)
{
    const char *const type = column_text(row, 0), *const name = column_text(row, 1);
    const char *const sql = column_text(row, 2);

    for (unsigned i = 0; i < CM__GAZETTEER_TABLE_COUNT && strcmp(type, "table") == 0; i++)
        if (strcmp(name, cm__gazetteer_tables[i].name) == 0 &&
            strcmp(sql, cm__gazetteer_tables[i].sql) == 0)
            return i;
    for (unsigned i = 0; i < CM__GAZETTEER_PART_COUNT && strcmp(type, "table") == 0; i++)
        if (strcmp(name, cm__gazetteer_tree_parts[i]) == 0 &&
            strncmp(sql, "CREATE TABLE \"", 14) == 0)
            return CM__GAZETTEER_TABLE_COUNT + i;
    return CM__GAZETTEER_TABLE_COUNT + CM__GAZETTEER_PART_COUNT;
}

/* Every table must be there once, and nothing else. */
static cm_status check_tables(cm_gazetteer *gazetteer)
{
    const unsigned all = CM__GAZETTEER_TABLE_COUNT + CM__GAZETTEER_PART_COUNT;
    sqlite3_stmt *statement = NULL;
    unsigned seen = 0, count = 0;

    if (sqlite3_prepare_v2(gazetteer->db, "SELECT type, name, sql FROM sqlite_schema", -1,
                           &statement, NULL) != SQLITE_OK)
        return cm__gazetteer_fail(gazetteer);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        const unsigned table = find_table(statement);
        count++;
        if (table == all)
            break;
        seen |= 1U << table;
    }
    const int code = sqlite3_reset(statement);
    sqlite3_finalize(statement);
    if (code != SQLITE_OK)
        return cm__gazetteer_fail(gazetteer);
    return count == all && seen == (1U << all) - 1 ? CM_OK
                                                   : not_ours(gazetteer, "its tables are others");
}

static cm_status check_length(cm_gazetteer *gazetteer)
{
    struct stat found;
    int64_t bytes = 0;
    cm_status status;

    if (stat(gazetteer->path, &found) != 0)
        return cm__fail(CM_ERR_IO, "%s: %s", gazetteer->path, strerror(errno));
    status = read_number(&bytes, gazetteer,
                         "SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'bytes'");
    if (status)
        return status;
    if (bytes != (int64_t)found.st_size)
        return cm__fail(CM_ERR_FORMAT, "%s: is cut or damaged: it should have %lld bytes, not %lld",
                        gazetteer->path, (long long)bytes, (long long)found.st_size);
    return CM_OK;
}

static cm_status check_file(cm_gazetteer *gazetteer)
{
    cm_status status = run(gazetteer, "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;"
                                      "PRAGMA query_only = ON; PRAGMA cache_size = -4096");

    if (!status)
        status = expect_number(gazetteer, "PRAGMA application_id", CM__GAZETTEER_MARK,
                               "its mark is another");
    if (!status)
        status = expect_number(gazetteer, "PRAGMA user_version", CM__GAZETTEER_VERSION,
                               "its version is another");
    if (!status)
        status = check_tables(gazetteer);
    return status ? status : check_length(gazetteer);
}

static cm_status read_info(cm_gazetteer *gazetteer)
{
    const struct {
        const char *name;
        const char **text;
        size_t *count;
    } fields[] = {
        {"created", &gazetteer->info.created, NULL},
        {"sources", &gazetteer->info.sources, NULL},
        {"attribution", &gazetteer->info.attribution, NULL},
        {"prefectures", NULL, &gazetteer->info.prefectures},
        {"cities", NULL, &gazetteer->info.cities},
        {"towns", NULL, &gazetteer->info.towns},
        {"koaza", NULL, &gazetteer->info.koaza},
        {"blocks", NULL, &gazetteer->info.blocks},
        {"buildings", NULL, &gazetteer->info.buildings},
        {"postal_codes", NULL, &gazetteer->info.postal_codes},
        {"without_place", NULL, &gazetteer->info.without_place},
    };
    sqlite3_stmt *statement = NULL;
    cm_status status = CM_OK;

    if (sqlite3_prepare_v2(gazetteer->db, "SELECT value FROM meta WHERE name = ?1", -1, &statement,
                           NULL) != SQLITE_OK)
        return cm__gazetteer_fail(gazetteer);
    for (size_t i = 0; i < sizeof fields / sizeof *fields && !status; i++) {
        sqlite3_bind_text(statement, 1, fields[i].name, -1, SQLITE_STATIC);
        if (sqlite3_step(statement) != SQLITE_ROW)
            status = not_ours(gazetteer, "it does not say what it holds");
        else if (fields[i].text)
            status = cm__arena_add(&gazetteer->text, fields[i].text,
                                   (const char *)sqlite3_column_text(statement, 0));
        else
            *fields[i].count = (size_t)sqlite3_column_int64(statement, 0);
        if (!status && fields[i].text && !*fields[i].text)
            status = not_ours(gazetteer, "it does not say what it holds");
        sqlite3_reset(statement);
    }
    sqlite3_finalize(statement);
    return status;
}

static cm_status prepare(cm_gazetteer *gazetteer)
{
    const struct {
        sqlite3_stmt **statement;
        const char *sql;
    } rows[] = {
        {&gazetteer->town_list,
         "SELECT number, name, lon, lat FROM town WHERE city = ?1 ORDER BY number"},
        {&gazetteer->koaza_list,
         "SELECT town, name, lon, lat FROM koaza WHERE city = ?1 ORDER BY town, name"},
        {&gazetteer->town_get, "SELECT name, lon, lat FROM town WHERE city = ?1 AND number = ?2"},
        {&gazetteer->key_list,
         "SELECT city, town FROM town_key WHERE key = ?1 ORDER BY city, town"},
        {&gazetteer->lot_get, "SELECT level, lon, lat FROM lot WHERE city = ?1 AND town = ?2 AND "
                              "koaza = ?3 AND key = ?4"},
        {&gazetteer->lot_list, "SELECT koaza, key, level, lon, lat FROM lot WHERE city = ?1 AND "
                               "town = ?2 AND lon NOT NULL"},
        {&gazetteer->postal_list,
         "SELECT city, town FROM postal WHERE code = ?1 ORDER BY city, town"},
        {&gazetteer->tree_list,
         "SELECT id FROM place_tree WHERE lon_to >= ?1 AND lon_from <= ?2 AND lat_to >= ?3 AND "
         "lat_from <= ?4"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (sqlite3_prepare_v3(gazetteer->db, rows[i].sql, -1, SQLITE_PREPARE_PERSISTENT,
                               rows[i].statement, NULL) != SQLITE_OK)
            return cm__gazetteer_fail(gazetteer);
    return CM_OK;
}

static cm_status allocate(cm_gazetteer **out, const char *path)
{
    cm_gazetteer *gazetteer = NULL;
    cm_status status = cm__array_grow(&gazetteer, 1, sizeof *gazetteer);

    if (status)
        return status;
    *gazetteer = (cm_gazetteer){0};
    *out = gazetteer;
    status = cm__arena_add(&gazetteer->text, &gazetteer->path, path);
    if (!status)
        status = cm__address_fold_create(&gazetteer->fold);
    if (!status)
        status = cm__array_grow(&gazetteer->name, 1, sizeof *gazetteer->name);
    if (!status)
        status = cm__geocode_session_init(&gazetteer->own, gazetteer);
    if (status)
        return status;
    gazetteer->name->count = 0;
    gazetteer->has_lock = pthread_mutex_init(&gazetteer->lock, NULL) == 0;
    return gazetteer->has_lock ? CM_OK : cm__fail(CM_ERR_NOMEM, "%s: no lock can be had", path);
}

static cm_status open_file(cm_gazetteer *gazetteer)
{
    cm__text uri = {0};
    struct stat found;
    cm_status status;
    int code;

    if (stat(gazetteer->path, &found) != 0)
        return cm__fail(CM_ERR_IO, "%s: %s", gazetteer->path, strerror(errno));
    if (!S_ISREG(found.st_mode))
        return cm__fail(CM_ERR_FORMAT, "%s: is not a regular file", gazetteer->path);
    status = make_uri(&uri, gazetteer->path);
    if (status)
        goto done;
    code = sqlite3_open_v2(uri.bytes, &gazetteer->db,
                           SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
    if (!gazetteer->db)
        status = cm__fail(CM_ERR_NOMEM, "%s: %s", gazetteer->path, sqlite3_errstr(code));
    else if (code != SQLITE_OK)
        status = cm__gazetteer_fail(gazetteer);
    if (status)
        goto done;
    set_limits(gazetteer->db);
    gazetteer->steps = 0;
    sqlite3_progress_handler(gazetteer->db, 1000, count_steps, &gazetteer->steps);
done:
    cm__text_clear(&uri);
    return status;
}

cm_status cm_gazetteer_open(cm_gazetteer **out, const char *path)
{
    cm_gazetteer *gazetteer = NULL;
    cm_status status = allocate(&gazetteer, path);

    if (!status)
        status = open_file(gazetteer);
    if (!status)
        status = check_file(gazetteer);
    if (!status)
        status = read_info(gazetteer);
    if (!status)
        status = prepare(gazetteer);
    if (!status)
        status = cm__gazetteer_read_cities(gazetteer);
    if (status)
        cm_gazetteer_destroy(gazetteer);
    else
        *out = gazetteer;
    return status;
}

void cm_gazetteer_destroy(cm_gazetteer *gazetteer)
{
    if (!gazetteer)
        return;
    for (size_t i = 0; i < gazetteer->city_count; i++)
        cm__gazetteer_towns_destroy(atomic_load(&gazetteer->cities[i].towns));
    sqlite3_finalize(gazetteer->tree_list);
    sqlite3_finalize(gazetteer->postal_list);
    sqlite3_finalize(gazetteer->lot_list);
    sqlite3_finalize(gazetteer->lot_get);
    sqlite3_finalize(gazetteer->key_list);
    sqlite3_finalize(gazetteer->town_get);
    sqlite3_finalize(gazetteer->koaza_list);
    sqlite3_finalize(gazetteer->town_list);
    sqlite3_close(gazetteer->db);
    cm__lexicon_clear(&gazetteer->readings);
    cm__lexicon_clear(&gazetteer->names);
    cm__array_free(&gazetteer->listed);
    cm__array_free(&gazetteer->cities);
    cm__array_free(&gazetteer->prefectures);
    if (gazetteer->has_lock)
        pthread_mutex_destroy(&gazetteer->lock);
    cm__geocode_session_clear(&gazetteer->own);
    cm__array_free(&gazetteer->name);
    cm__address_fold_destroy(gazetteer->fold);
    cm__arena_destroy(&gazetteer->text);
    cm__array_free(&gazetteer);
}

void cm__gazetteer_lock(cm_gazetteer *gazetteer)
{
    pthread_mutex_lock(&gazetteer->lock);
}

void cm__gazetteer_unlock(cm_gazetteer *gazetteer)
{
    pthread_mutex_unlock(&gazetteer->lock);
}

cm_gazetteer_info cm_gazetteer_get_info(const cm_gazetteer *gazetteer)
{
    return gazetteer->info;
}
