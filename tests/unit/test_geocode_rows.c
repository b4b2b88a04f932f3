/* test_geocode_rows.c - tests geo/geocode_rows.c: the same answers whatever the threads. */
#include "geo/base_memory.h"
#include "geo/geocode_rows.h"
#include "tests/gazetteer_fixture.h"
#include <sqlite3.h>

enum { ROWS = 1000 };

static const char *const addresses[] = {
    "北海道江別市文京台11", "奥州市水沢佐倉河字道下12-3", "府中市", "山本町1",      "",
    "札幌市中央区北3西4-7", "越谷市蒲生赤町9-3",          "江別市", "どこでもない",
};

static void make_members(cm_table *out)
{
    CHECK(cm_table_add_column(out, NULL, "address", CM_COLUMN_TEXT) == CM_OK);
    CHECK(cm_table_add_rows(out, ROWS) == CM_OK);
    for (size_t row = 0; row < ROWS; row++) {
        out->lines[row] = (int64_t)row + 2;
        CHECK(cm_table_set_text(out, row, 0,
                                addresses[row % (sizeof addresses / sizeof *addresses)]) == CM_OK);
    }
}

static cm_status place(cm_features *members, cm_table *rejects, cm_table *candidates,
                       cm_gazetteer *gazetteer, int threads)
{
    cm_geocode_options options = CM_GEOCODE_OPTIONS_INIT;
    cm_geocode_report report;
    const cm_geocode_outputs outputs = {members, rejects, candidates, &report};
    cm_member_columns columns;
    cm_table table = {0};
    cm_status status;

    make_members(&table);
    CHECK(cm_members_find_columns(&columns, &table, NULL, "list") == CM_OK);
    options.threads = threads;
    status = cm_geocode_members(&outputs, &table, &columns, gazetteer, &options);
    cm_table_clear(&table);
    CHECK(status || report.rows == ROWS);
    return status;
}

static bool are_same(const cm_table *a, const cm_table *b)
{
    char left[CM_CELL_MAX], right[CM_CELL_MAX];

    if (a->row_count != b->row_count || a->column_count != b->column_count)
        return false;
    for (size_t row = 0; row < a->row_count; row++)
        for (size_t c = 0; c < a->column_count; c++)
            if (strcmp(cm_table_format(a, row, c, left), cm_table_format(b, row, c, right)) != 0 ||
                a->lines[row] != b->lines[row])
                return false;
    return true;
}

TEST(answers_alike_whatever_the_number_of_threads)
{
    static const int threads[] = {1, 2, 3, 8, 100, 0};
    cm_features members[2] = {{.crs = NULL}, {.crs = NULL}};
    cm_table rejects[2] = {{0}, {0}}, candidates[2] = {{0}, {0}};

    for (size_t i = 0; i < sizeof threads / sizeof *threads; i++) {
        cm_gazetteer *const gazetteer = open_small();
        const size_t which = i > 0;
        CHECK(place(&members[which], &rejects[which], &candidates[which], gazetteer, threads[i]) ==
              CM_OK);
        cm_gazetteer_destroy(gazetteer);
        if (i == 0)
            continue;
        CHECK(are_same(&members[0].table, &members[1].table));
        CHECK(are_same(&rejects[0], &rejects[1]) && rejects[0].row_count > 100);
        CHECK(are_same(&candidates[0], &candidates[1]) && candidates[0].row_count > 100);
        cm_features_clear(&members[1]);
        cm_table_clear(&rejects[1]);
        cm_table_clear(&candidates[1]);
    }
    cm_features_clear(&members[0]);
    cm_table_clear(&rejects[0]);
    cm_table_clear(&candidates[0]);
}

static void damage(const char *sql)
{
    sqlite3 *db = NULL;

    cm_gazetteer_destroy(open_small());
    CHECK(sqlite3_open("small.gaz", &db) == SQLITE_OK);
    CHECK(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK);
    CHECK(sqlite3_close(db) == SQLITE_OK);
}

/* The worker's sentence reaches the thread that asked, and nothing else does. */
TEST(tells_the_failure_of_the_first_row_that_fails)
{
    cm_features members = {.crs = NULL};
    cm_table rejects = {0};

    damage("UPDATE koaza SET town = 7");
    for (int threads = 1; threads <= 4; threads++) {
        cm_gazetteer *gazetteer = NULL;
        CHECK(cm_gazetteer_open(&gazetteer, "small.gaz") == CM_OK);
        CHECK(place(&members, &rejects, NULL, gazetteer, threads) == CM_ERR_FORMAT);
        CHECK(strcmp(cm_error_text(), "small.gaz: is damaged: a koaza has no town") == 0);
        CHECK(members.table.column_count == 0 && rejects.column_count == 0);
        cm_gazetteer_destroy(gazetteer);
    }
    for (int threads = 1; threads <= 4; threads++) { /* of two failures in one batch, the first */
        CHECK(place(&members, &rejects, NULL, NULL, threads) == CM_ERR_FORMAT);
        CHECK(strcmp(cm_error_text(), "row 1 (line 2) has an address only, and there is no "
                                      "gazetteer") == 0);
    }
}

TEST(makes_no_more_workers_than_there_are_blocks)
{
    cm__row_workers workers = {0};

    CHECK(cm__row_workers_init(&workers, NULL, 8, 1) == CM_OK && workers.count == 1);
    cm__row_workers_clear(&workers);
    CHECK(cm__row_workers_init(&workers, NULL, 8, 0) == CM_OK && workers.count == 1);
    cm__row_workers_clear(&workers);
    CHECK(cm__row_workers_init(&workers, NULL, 8, 3 * CM__ROWS_IN_BLOCK + 1) == CM_OK &&
          workers.count == 4);
    cm__row_workers_clear(&workers);
    for (size_t nth = 1; nth <= 5; nth++) {
        const size_t live = cm__memory_live();
        cm__memory_fail_at(nth, false);
        CHECK(cm__row_workers_init(&workers, NULL, 2, 1000) == CM_ERR_NOMEM);
        cm__memory_fail_at(0, false);
        cm__row_workers_clear(&workers);
        CHECK(cm__memory_live() == live);
    }
}

TEST_MAIN(enter_folder(), RUN(makes_no_more_workers_than_there_are_blocks),
          RUN(answers_alike_whatever_the_number_of_threads),
          RUN(tells_the_failure_of_the_first_row_that_fails),
          leave_folder((const char *const[]){"small.csv", "small.gaz", NULL}))
