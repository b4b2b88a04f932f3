/* test_gazetteer_row.c - tests geo/gazetteer_row.c: cells of a file that anyone may have made. */
#include "tests/gazetteer_inside.h"
#include <sqlite3.h>

static cm_status find_in_altered(const char *sql, const char *address)
{
    sqlite3 *db = NULL;
    cm_gazetteer *gazetteer = NULL;
    cm_geocode_answer answer;
    cm_status status;

    cm_gazetteer_destroy(open_small());
    CHECK(sqlite3_open("small.gaz", &db) == SQLITE_OK);
    CHECK(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK);
    CHECK(sqlite3_close(db) == SQLITE_OK);
    CHECK(cm_gazetteer_open(&gazetteer, "small.gaz") == CM_OK);
    status = cm_geocode_address(&answer, gazetteer, address, NULL);
    cm_gazetteer_destroy(gazetteer);
    return status;
}

TEST(says_when_a_city_is_damaged)
{
    static const struct {
        const char *why, *sql, *address;
        cm_status want;
    } rows[] = {
        {"sound", "SELECT 1", "奥州市水沢佐倉河", CM_OK},
        {"a koaza without a town", "UPDATE koaza SET town = 7", "奥州市水沢佐倉河", CM_ERR_FORMAT},
        {"a town that is no UTF-8", "UPDATE town SET name = CAST(x'FF' AS TEXT) WHERE number = 1",
         "奥州市水沢佐倉河", CM_ERR_FORMAT},
        {"a town out of range", "UPDATE town SET lon = 10000000000 WHERE number = 1",
         "奥州市水沢佐倉河", CM_ERR_FORMAT},
        {"a key to no city", "UPDATE town_key SET city = 99 WHERE key = '山本町'", "山本町1",
         CM_ERR_FORMAT},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        CHECK(find_in_altered(rows[i].sql, rows[i].address) == rows[i].want);
    }
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(enter_folder(), RUN(says_when_a_city_is_damaged),
          leave_folder((const char *const[]){"small.csv", "small.gaz", NULL}))
