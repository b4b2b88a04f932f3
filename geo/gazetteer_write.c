/* gazetteer_write.c - writes the parts of a gazetteer into a new file. */
#include "geo/gazetteer_write.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/gazetteer_schema.h"
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { META, CITY, TOWN, KOAZA, LOT, KEY, POSTAL, NODE, PARENT, LEAF_OF, STATEMENT_COUNT };

struct cm__gazetteer_writer {
    sqlite3 *db;
    sqlite3_stmt *statements[STATEMENT_COUNT];
    const char *path; /* borrowed */
    cm_status failed;
};

static void fail(cm__gazetteer_writer *writer)
{
    const int code = writer->db ? sqlite3_errcode(writer->db) : SQLITE_NOMEM;

    if (writer->failed)
        return;
    writer->failed =
        cm__fail(code == SQLITE_NOMEM ? CM_ERR_NOMEM : CM_ERR_IO, "%s: %s", writer->path,
                 writer->db ? sqlite3_errmsg(writer->db) : sqlite3_errstr(code));
}

static void run(cm__gazetteer_writer *writer, const char *sql)
{
    if (!writer->failed && sqlite3_exec(writer->db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail(writer);
}

static void prepare_all(cm__gazetteer_writer *writer)
{
    static const char *const sql[STATEMENT_COUNT] = {
        [META] = "INSERT INTO meta VALUES(?1, ?2)",
        [CITY] = "INSERT INTO city VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        [TOWN] = "INSERT INTO town VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
        [KOAZA] = "INSERT INTO koaza VALUES(?1, ?2, ?3, ?4, ?5)",
        [LOT] = "INSERT INTO lot VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        [KEY] = "INSERT INTO town_key VALUES(?1, ?2, ?3)",
        [POSTAL] = "INSERT INTO postal VALUES(?1, ?2, ?3)",
        [NODE] = "INSERT OR REPLACE INTO place_tree_node VALUES(?1, ?2)",
        [PARENT] = "INSERT INTO place_tree_parent VALUES(?1, ?2)",
        [LEAF_OF] = "INSERT INTO place_tree_rowid VALUES(?1, ?2)",
    };

    for (int i = 0; i < STATEMENT_COUNT && !writer->failed; i++)
        if (sqlite3_prepare_v3(writer->db, sql[i], -1, SQLITE_PREPARE_PERSISTENT,
                               &writer->statements[i], NULL) != SQLITE_OK)
            fail(writer);
}

/* No journal and no sync on the way: the file is a temporary that nobody knows of yet. */
static void start(cm__gazetteer_writer *writer)
{
    char pragma[96];

    run(writer, "PRAGMA page_size = 8192; PRAGMA encoding = 'UTF-8'; PRAGMA auto_vacuum = NONE;"
                "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
                "PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -65536");
    snprintf(pragma, sizeof pragma, "PRAGMA application_id = %d; PRAGMA user_version = %d; BEGIN",
             CM__GAZETTEER_MARK, CM__GAZETTEER_VERSION);
    run(writer, pragma);
    for (int i = 0; i < CM__GAZETTEER_TABLE_COUNT; i++)
        run(writer, cm__gazetteer_tables[i].sql);
    prepare_all(writer);
}

cm_status cm__gazetteer_writer_open(cm__gazetteer_writer **out, const char *path)
{
    cm__gazetteer_writer *writer = NULL;
    cm_status status = cm__array_grow(&writer, 1, sizeof *writer);

    if (status)
        return status;
    *writer = (cm__gazetteer_writer){.path = path};
    if (sqlite3_open_v2(path, &writer->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) !=
        SQLITE_OK)
        fail(writer);
    start(writer);
    if (writer->failed)
        return cm__gazetteer_writer_close(writer);
    *out = writer;
    return CM_OK;
}

static void bind_text(cm__gazetteer_writer *writer, sqlite3_stmt *statement, int index,
                      const char *text)
{
    if (sqlite3_bind_text(statement, index, text, -1, SQLITE_STATIC) != SQLITE_OK)
        fail(writer);
}

static void bind_integer(cm__gazetteer_writer *writer, sqlite3_stmt *statement, int index,
                         int64_t value)
{
    if (sqlite3_bind_int64(statement, index, value) != SQLITE_OK)
        fail(writer);
}

static int bind_degrees(sqlite3_stmt *statement, int index, double degrees)
{
    return isnan(degrees)
               ? sqlite3_bind_null(statement, index)
               : sqlite3_bind_int64(statement, index, llround(degrees * CM__GAZETTEER_DEGREE));
}

static void bind_place(cm__gazetteer_writer *writer, sqlite3_stmt *statement, int index,
                       cm_lonlat place)
{
    if (isnan(place.lon_deg) || isnan(place.lat_deg))
        place = (cm_lonlat){NAN, NAN};
    if (bind_degrees(statement, index, place.lon_deg) != SQLITE_OK ||
        bind_degrees(statement, index + 1, place.lat_deg) != SQLITE_OK)
        fail(writer);
}

static void step(cm__gazetteer_writer *writer, sqlite3_stmt *statement)
{
    if (!writer->failed && sqlite3_step(statement) != SQLITE_DONE)
        fail(writer);
    sqlite3_reset(statement);
}

void cm__gazetteer_write_city(cm__gazetteer_writer *writer, const cm__city_row *city)
{
    sqlite3_stmt *const statement = writer->statements[CITY];

    bind_integer(writer, statement, 1, city->id);
    bind_text(writer, statement, 2, city->prefecture);
    bind_text(writer, statement, 3, city->name);
    bind_text(writer, statement, 4, city->kana);
    bind_text(writer, statement, 5, city->roman);
    bind_place(writer, statement, 6, city->place);
    step(writer, statement);
}

void cm__gazetteer_write_town(cm__gazetteer_writer *writer, const cm__town_row *town)
{
    sqlite3_stmt *const statement = writer->statements[TOWN];

    bind_integer(writer, statement, 1, town->city);
    bind_integer(writer, statement, 2, town->number);
    bind_text(writer, statement, 3, town->name);
    bind_text(writer, statement, 4, town->kana);
    bind_place(writer, statement, 5, town->place);
    step(writer, statement);
}

void cm__gazetteer_write_koaza(cm__gazetteer_writer *writer, const cm__koaza_row *koaza)
{
    sqlite3_stmt *const statement = writer->statements[KOAZA];

    bind_integer(writer, statement, 1, koaza->city);
    bind_integer(writer, statement, 2, koaza->town);
    bind_text(writer, statement, 3, koaza->name);
    bind_place(writer, statement, 4, koaza->place);
    step(writer, statement);
}

void cm__gazetteer_write_lot(cm__gazetteer_writer *writer, const cm__lot_row *lot)
{
    sqlite3_stmt *const statement = writer->statements[LOT];

    bind_integer(writer, statement, 1, lot->city);
    bind_integer(writer, statement, 2, lot->town);
    bind_text(writer, statement, 3, lot->koaza);
    bind_text(writer, statement, 4, lot->key);
    bind_integer(writer, statement, 5, lot->level);
    bind_place(writer, statement, 6, lot->place);
    step(writer, statement);
}

static void write_numbers(cm__gazetteer_writer *writer, int which, const int64_t *values, int count)
{
    sqlite3_stmt *const statement = writer->statements[which];

    for (int i = 0; i < count; i++)
        bind_integer(writer, statement, i + 1, values[i]);
    step(writer, statement);
}

void cm__gazetteer_write_postal(cm__gazetteer_writer *writer, uint32_t code, int64_t city,
                                int64_t town)
{
    write_numbers(writer, POSTAL, (const int64_t[]){code, city, town}, 3);
}

static cm_status write_node(void *context, int64_t number, const unsigned char *bytes)
{
    cm__gazetteer_writer *const writer = context;
    sqlite3_stmt *const statement = writer->statements[NODE];

    bind_integer(writer, statement, 1, number);
    if (sqlite3_bind_blob(statement, 2, bytes, CM__RTREE_NODE_BYTES, SQLITE_STATIC) != SQLITE_OK)
        fail(writer);
    step(writer, statement);
    return CM_OK; /* a failure is the writer's own */
}

static cm_status write_parent(void *context, int64_t number, int64_t parent)
{
    write_numbers(context, PARENT, (const int64_t[]){number, parent}, 2);
    return CM_OK;
}

static cm_status write_leaf_of(void *context, int64_t id, int64_t number)
{
    write_numbers(context, LEAF_OF, (const int64_t[]){id, number}, 2);
    return CM_OK;
}

void cm__gazetteer_write_tree(cm__gazetteer_writer *writer, cm__rtree_box *boxes, size_t count)
{
    const cm__rtree_sink sink = {writer, false, write_node, write_parent, write_leaf_of};
    const cm_status status = cm__rtree_pack(boxes, count, &sink);

    if (!writer->failed)
        writer->failed = status;
}

void cm__gazetteer_write_key(cm__gazetteer_writer *writer, const char *key, int64_t city,
                             int64_t town)
{
    sqlite3_stmt *const statement = writer->statements[KEY];

    bind_text(writer, statement, 1, key);
    bind_integer(writer, statement, 2, city);
    bind_integer(writer, statement, 3, town);
    step(writer, statement);
}

void cm__gazetteer_write_meta(cm__gazetteer_writer *writer, const char *name, const char *value)
{
    sqlite3_stmt *const statement = writer->statements[META];

    bind_text(writer, statement, 1, name);
    bind_text(writer, statement, 2, value);
    step(writer, statement);
}

static int64_t get_number(cm__gazetteer_writer *writer, const char *pragma)
{
    sqlite3_stmt *statement = NULL;
    int64_t value = 0;

    if (sqlite3_prepare_v2(writer->db, pragma, -1, &statement, NULL) != SQLITE_OK ||
        sqlite3_step(statement) != SQLITE_ROW)
        fail(writer);
    else
        value = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return value;
}

/* The length goes into a row that is there already and keeps its size. */
static void write_length(cm__gazetteer_writer *writer)
{
    char text[64], sql[96];

    snprintf(text, sizeof text, "%015d", 0);
    cm__gazetteer_write_meta(writer, "bytes", text);
    if (writer->failed)
        return;
    const int64_t bytes =
        get_number(writer, "PRAGMA page_count") * get_number(writer, "PRAGMA page_size");
    snprintf(sql, sizeof sql, "UPDATE meta SET value = '%015lld' WHERE name = 'bytes'",
             (long long)bytes);
    run(writer, sql);
}

static void sync_file(cm__gazetteer_writer *writer)
{
    const int fd = open(writer->path, O_RDWR | O_CLOEXEC);
    const bool good = fd >= 0 && fsync(fd) == 0;

    if (!good)
        writer->failed = cm__fail(CM_ERR_IO, "%s: %s", writer->path, strerror(errno));
    if (fd >= 0 && close(fd) != 0 && good)
        writer->failed = cm__fail(CM_ERR_IO, "%s: %s", writer->path, strerror(errno));
}

cm_status cm__gazetteer_writer_close(cm__gazetteer_writer *writer)
{
    cm_status status;

    if (!writer->failed)
        write_length(writer);
    run(writer, "COMMIT");
    for (int i = 0; i < STATEMENT_COUNT; i++)
        sqlite3_finalize(writer->statements[i]);
    if (sqlite3_close(writer->db) != SQLITE_OK)
        fail(writer);
    if (!writer->failed)
        sync_file(writer);
    status = writer->failed;
    cm__array_free(&writer);
    return status;
}
