/* test_export_gpkg_db.c - tests output/export_gpkg_db.c in a folder of its own. */
#include "output/export_gpkg_db.h"
#include "tests/export_fixture.h"
#include <clustermap/status.h>

static char folder[] = P_tmpdir "/test_export_gpkg_db.XXXXXX";

static cm_status make(const char *file)
{
    cm__gpkg_db db;

    put(file, "");
    cm__gpkg_db_open(&db, file, file, true);
    cm__gpkg_db_run(&db, "CREATE TABLE t (a TEXT, b INTEGER)", NULL, 0);
    for (int i = 0; i < HOSTILE_COUNT; i++)
        cm__gpkg_db_run(&db, "INSERT INTO t VALUES (?1, 7)", &hostile_texts[i], 1);
    return cm__gpkg_db_close(&db);
}

TEST(gives_back_what_it_was_given)
{
    cm__gpkg_db db;
    cm_table rows = {0};

    CHECK(make("a.db") == CM_OK && count_names(".") == 1);
    cm__gpkg_db_open(&db, "a.db", "a.db", false);
    cm__gpkg_db_ask(&db, &rows, "SELECT a, b, NULL FROM t ORDER BY rowid", NULL);
    CHECK(!db.failed && rows.row_count == HOSTILE_COUNT && rows.column_count == 3);
    for (size_t i = 0; i < HOSTILE_COUNT && i < rows.row_count; i++) {
        CHECK(strcmp(cm_table_get_text(&rows, i, 0), hostile_texts[i]) == 0);
        CHECK(strcmp(cm_table_get_text(&rows, i, 1), "7") == 0);
        CHECK(strcmp(cm_table_get_text(&rows, i, 2), "") == 0);
    }
    CHECK(cm__gpkg_db_has_table(&db, "T") && !cm__gpkg_db_has_table(&db, "u"));
    CHECK(cm__gpkg_db_holds(&db, "SELECT count(*) FROM t WHERE a = ?1", JAPANESE));
    CHECK(!cm__gpkg_db_holds(&db, "SELECT count(*) FROM t WHERE a = ?1", "none"));
    CHECK(cm__gpkg_db_close(&db) == CM_OK);
    cm_table_clear(&rows);
    CHECK(unlink("a.db") == 0 && cm__memory_live() == 0);
}

TEST(keeps_the_first_failure)
{
    cm__gpkg_db db;
    cm_table rows = {0};

    CHECK(make("a.db") == CM_OK);
    cm__gpkg_db_open(&db, "a.db", "shown", true);
    cm__gpkg_db_run(&db, "INSERT INTO none VALUES (1)", NULL, 0);
    cm__gpkg_db_run(&db, "DELETE FROM t", NULL, 0);
    cm__gpkg_db_ask(&db, &rows, "SELECT * FROM t", NULL);
    CHECK(!cm__gpkg_db_has_table(&db, "t") && rows.row_count == 0);
    CHECK(cm__gpkg_db_close(&db) == CM_ERR_IO);
    CHECK(strcmp(cm_error_text(), "shown: no such table: none") == 0);
    cm__gpkg_db_open(&db, "a.db", "a.db", false);
    CHECK(cm__gpkg_db_holds(&db, "SELECT count(*) = 12 FROM t", NULL)); /* none was deleted */
    cm__gpkg_db_run(&db, "DELETE FROM t", NULL, 0);
    CHECK(cm__gpkg_db_close(&db) == CM_ERR_IO); /* was opened to read */
    cm__gpkg_db_open(&db, "none.db", "none.db", false);
    CHECK(cm__gpkg_db_close(&db) == CM_ERR_IO && count_names(".") == 1);
    CHECK(unlink("a.db") == 0);
    cm_table_clear(&rows);
}

TEST(copies_what_a_log_holds_into_one_file)
{
    cm__gpkg_db db, writer, copy;

    CHECK(make("a.db") == CM_OK);
    cm__gpkg_db_open(&writer, "a.db", "a.db", true);
    cm__gpkg_db_run(&writer, "PRAGMA journal_mode = WAL", NULL, 0);
    cm__gpkg_db_run(&writer, "DELETE FROM t WHERE rowid > 1", NULL, 0); /* is in the log only */
    cm__gpkg_db_open(&db, "a.db", "a.db", false);
    cm__gpkg_db_copy(&db, "b.db");
    CHECK(cm__gpkg_db_close(&db) == CM_OK && cm__gpkg_db_close(&writer) == CM_OK);
    cm__gpkg_db_open(&copy, "b.db", "b.db", false);
    CHECK(cm__gpkg_db_holds(&copy, "SELECT count(*) = 1 FROM t", NULL));
    CHECK(cm__gpkg_db_close(&copy) == CM_OK && count_names(".") == 2);
    CHECK(unlink("a.db") == 0 && unlink("b.db") == 0);
}

TEST(copies_nothing_while_another_writes)
{
    cm__gpkg_db db, writer;

    CHECK(make("a.db") == CM_OK);
    cm__gpkg_db_open(&writer, "a.db", "a.db", true);
    cm__gpkg_db_run(&writer, "BEGIN EXCLUSIVE", NULL, 0);
    cm__gpkg_db_open(&db, "a.db", "a.db", false);
    cm__gpkg_db_copy(&db, "b.db");
    CHECK(cm__gpkg_db_close(&db) == CM_ERR_IO);
    CHECK(strstr(cm_error_text(), "another program is writing it") != NULL);
    CHECK(cm__gpkg_db_close(&writer) == CM_OK);
    unlink("b.db");
    CHECK(unlink("a.db") == 0);
}

TEST(fails_whole_when_memory_runs_out)
{
    const size_t live = cm__memory_live();

    CHECK(make("a.db") == CM_OK);
    for (size_t n = 1; n < 20; n++) {
        cm__gpkg_db db;
        cm_table rows = {0};
        cm__memory_fail_at(n, false);
        cm__gpkg_db_open(&db, "a.db", "a.db", false);
        cm__gpkg_db_ask(&db, &rows, "SELECT a FROM t", NULL);
        cm__memory_fail_at(0, false);
        const cm_status status = cm__gpkg_db_close(&db);
        CHECK(status == CM_OK || status == CM_ERR_NOMEM);
        cm_table_clear(&rows);
        CHECK(cm__memory_live() == live);
    }
    CHECK(unlink("a.db") == 0);
}

TEST_MAIN(CHECK(mkdtemp(folder) && chdir(folder) == 0), RUN(gives_back_what_it_was_given),
          RUN(keeps_the_first_failure), RUN(copies_what_a_log_holds_into_one_file),
          RUN(copies_nothing_while_another_writes), RUN(fails_whole_when_memory_runs_out),
          CHECK(rmdir(folder) == 0))
