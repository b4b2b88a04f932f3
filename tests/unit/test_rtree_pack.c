/* test_rtree_pack.c - tests geo/rtree_pack.c with SQLite's own R*Tree as the judge. */
#include "geo/rtree_pack.h"
#include "tests/test.h"
#include <float.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdlib.h>

enum { MOST = 20000 };

static cm__rtree_box boxes[MOST], before[MOST];

static cm_status put(sqlite3 *db, const char *sql, int64_t a, int64_t b, const void *blob)
{
    sqlite3_stmt *row = NULL;

    CHECK(sqlite3_prepare_v2(db, sql, -1, &row, NULL) == SQLITE_OK);
    sqlite3_bind_int64(row, 1, a);
    if (blob)
        sqlite3_bind_blob(row, 2, blob, CM__RTREE_NODE_BYTES, SQLITE_STATIC);
    else
        sqlite3_bind_int64(row, 2, b);
    CHECK(sqlite3_step(row) == SQLITE_DONE);
    sqlite3_finalize(row);
    return CM_OK;
}

static cm_status put_node(void *db, int64_t number, const unsigned char *bytes)
{
    return put(db, "INSERT OR REPLACE INTO t_node VALUES(?1, ?2)", number, 0, bytes);
}

static cm_status put_parent(void *db, int64_t number, int64_t parent)
{
    return put(db, "INSERT INTO t_parent VALUES(?1, ?2)", number, parent, NULL);
}

static cm_status put_leaf(void *db, int64_t id, int64_t number)
{
    return put(db, "INSERT INTO t_rowid VALUES(?1, ?2)", id, number, NULL);
}

static int64_t ask(sqlite3 *db, const char *sql, const int32_t window[4])
{
    sqlite3_stmt *row = NULL;
    int64_t sum = 0;

    CHECK(sqlite3_prepare_v2(db, sql, -1, &row, NULL) == SQLITE_OK);
    for (int i = 0; i < 4; i++)
        sqlite3_bind_int(row, i + 1, window[i]);
    while (sqlite3_step(row) == SQLITE_ROW)
        sum += sqlite3_column_int64(row, 0);
    CHECK(sqlite3_finalize(row) == SQLITE_OK);
    return sum;
}

static int32_t somewhere(void)
{
    return (int32_t)((double)rand() / RAND_MAX * 2000000) - 1000000;
}

static void make_boxes(size_t count, bool all_one)
{
    for (size_t i = 0; i < count; i++) {
        boxes[i].id = (int64_t)(i + 1) << 21;
        for (int axis = 0; axis < 2; axis++) {
            boxes[i].from[axis] = all_one ? 7 : somewhere();
            boxes[i].to[axis] = boxes[i].from[axis] + (all_one ? 0 : rand() % 5000);
        }
        before[i] = boxes[i];
    }
}

static void check_windows(sqlite3 *db, size_t count)
{
    for (int round = 0; round < 50; round++) {
        const int32_t x = somewhere(), y = somewhere(), size = rand() % 300000;
        const int32_t window[4] = {x, x + size, y, y + size};
        int64_t want = 0;
        for (size_t i = 0; i < count; i++)
            if (before[i].to[0] >= window[0] && before[i].from[0] <= window[1] &&
                before[i].to[1] >= window[2] && before[i].from[1] <= window[3])
                want += before[i].id;
        CHECK(ask(db, "SELECT id FROM t WHERE b >= ?1 AND a <= ?2 AND d >= ?3 AND c <= ?4",
                  window) == want);
    }
}

static void check_whole(sqlite3 *db)
{
    sqlite3_stmt *row = NULL;

    CHECK(sqlite3_prepare_v2(db, "SELECT rtreecheck('t')", -1, &row, NULL) == SQLITE_OK);
    CHECK(sqlite3_step(row) == SQLITE_ROW);
    CHECK(strcmp((const char *)sqlite3_column_text(row, 0), "ok") == 0);
    sqlite3_finalize(row);
}

TEST(sqlite_finds_every_box_in_what_is_packed)
{
    static const size_t counts[] = {0, 1, 50, 51, 52, 102, 2601, 2602, MOST};

    for (size_t c = 0; c < sizeof counts / sizeof *counts; c++)
        for (int all_one = 0; all_one <= 1; all_one++) {
            sqlite3 *db = NULL;
            CHECK(sqlite3_open(":memory:", &db) == SQLITE_OK);
            CHECK(sqlite3_exec(db,
                               "PRAGMA page_size = 8192; BEGIN;"
                               "CREATE VIRTUAL TABLE t USING rtree_i32(id, a, b, c, d)",
                               NULL, NULL, NULL) == SQLITE_OK);
            const cm__rtree_sink sink = {db, false, put_node, put_parent, put_leaf};
            make_boxes(counts[c], all_one);
            CHECK(cm__rtree_pack(boxes, counts[c], &sink) == CM_OK);
            check_whole(db);
            check_windows(db, counts[c]);
            sqlite3_close(db);
        }
}

/* What SQLite itself makes of a rectangle, whose numbers are no floats. */
static void check_as_sqlite_rounds(const double box[4])
{
    sqlite3 *db = NULL;
    sqlite3_stmt *row = NULL;
    cm__rtree_box one = {1,
                         {cm__rtree_key(box[0], false), cm__rtree_key(box[2], false)},
                         {cm__rtree_key(box[1], true), cm__rtree_key(box[3], true)}};
    static const char *const sql =
        "SELECT count(*) FROM t JOIN u USING (a, b, c, d) WHERE a <= ?1 AND b >= ?2 AND c <= ?3 "
        "AND d >= ?4 AND u.b - u.a <= ?2 - ?1 + max(abs(?1), abs(?2)) * 3e-7 + 1e-44";

    CHECK(sqlite3_open(":memory:", &db) == SQLITE_OK);
    CHECK(sqlite3_exec(db,
                       "CREATE VIRTUAL TABLE t USING rtree(id, a, b, c, d);"
                       "CREATE VIRTUAL TABLE u USING rtree(id, a, b, c, d)",
                       NULL, NULL, NULL) == SQLITE_OK);
    const cm__rtree_sink sink = {db, true, put_node, put_parent, put_leaf};
    CHECK(cm__rtree_pack(&one, 1, &sink) == CM_OK);
    check_whole(db);
    CHECK(sqlite3_prepare_v2(db, "INSERT INTO u SELECT 1, a, b, c, d FROM t", -1, &row, NULL) ==
          SQLITE_OK);
    CHECK(sqlite3_step(row) == SQLITE_DONE && sqlite3_finalize(row) == SQLITE_OK);
    CHECK(sqlite3_prepare_v2(db, sql, -1, &row, NULL) == SQLITE_OK);
    for (int i = 0; i < 4; i++)
        sqlite3_bind_double(row, i + 1, box[i]);
    CHECK(sqlite3_step(row) == SQLITE_ROW && sqlite3_column_int(row, 0) == 1);
    CHECK(sqlite3_finalize(row) == SQLITE_OK && sqlite3_close(db) == SQLITE_OK);
}

TEST(rounds_places_outwards_to_floats)
{
    static const double rows[][4] = {
        {141.35, 141.36, 43.06, 43.07},   {-0.1, 0.1, -0.3, -0.2},
        {-7000000.3, -7000000.1, 0, 0},   {0.5, 0.5, -0.5, -0.5},
        {-1e-40, 1e-40, -1e-300, 1e-300}, {-3.3e38, 3.3e38, 1e30, 1e31},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check_as_sqlite_rounds(rows[i]);
    CHECK(cm__rtree_key(-0.0, false) == 0 && cm__rtree_key(-0.0, true) == 0);
    CHECK(cm__rtree_key(-2, false) < cm__rtree_key(-1, false));
    CHECK(cm__rtree_key(-1, false) < cm__rtree_key(0, false));
    CHECK(cm__rtree_key(1e300, false) == cm__rtree_key(FLT_MAX, false));
}

static cm_status refuse_node(void *context, int64_t number, const unsigned char *bytes)
{
    (void)context, (void)number, (void)bytes;
    return CM_ERR_IO;
}

static cm_status take_pair(void *context, int64_t a, int64_t b)
{
    (void)context, (void)a, (void)b;
    return CM_OK;
}

TEST(passes_on_what_the_sink_says)
{
    const cm__rtree_sink sink = {NULL, false, refuse_node, take_pair, take_pair};

    make_boxes(200, false);
    CHECK(cm__rtree_pack(boxes, 200, &sink) == CM_ERR_IO);
    CHECK(cm__rtree_pack(boxes, 0, &sink) == CM_ERR_IO);
}

TEST_MAIN(srand(20030929), RUN(sqlite_finds_every_box_in_what_is_packed),
          RUN(rounds_places_outwards_to_floats), RUN(passes_on_what_the_sink_says))
