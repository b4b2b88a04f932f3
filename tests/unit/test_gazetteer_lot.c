/* test_gazetteer_lot.c - tests geo/gazetteer_lot.c. */
#include "geo/gazetteer_lot.h"
#include "tests/lots_fixture.h"
#include <sqlite3.h>

TEST(finds_a_lot_by_its_key)
{
    static const struct {
        const char *why;
        cm__gazetteer_lot_key key;
        bool found;
        cm_level level;
    } rows[] = {
        {"a block", {1, 2, "", "#1"}, true, CM_LEVEL_BLOCK},
        {"a building", {1, 2, "", "#1#2"}, true, CM_LEVEL_BUILDING},
        {"no building", {1, 2, "", "#1#9"}, false, 0},
        {"in a koaza", {2, 1, "字南平", "#12#3"}, true, CM_LEVEL_BLOCK},
        {"not in that koaza", {2, 1, "", "#12#3"}, false, 0},
        {"another town", {1, 3, "", "#1#2"}, false, 0},
        {"no such city", {9, 1, "", "#1"}, false, 0},
    };
    cm_gazetteer *const gazetteer = open_lots();

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__gazetteer_lot lot = {0};
        bool found;
        test_now = rows[i].why;
        CHECK(cm__gazetteer_find_lot(&lot, &found, gazetteer, &rows[i].key) == CM_OK);
        CHECK(found == rows[i].found && (!found || lot.level == rows[i].level));
    }
    cm_gazetteer_destroy(gazetteer);
}

TEST(shows_a_key_as_people_write_it)
{
    static const struct {
        const char *key, *want;
    } rows[] = {{"#12", "12"},   {"#12#3", "12-3"}, {"#1#2#3", "1-2-3"}, {"甲#208#11", "甲208-11"},
                {"イ#5", "イ5"}, {"", ""}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__text text = {0};
        test_now = rows[i].key;
        cm__gazetteer_show_lot(&text, rows[i].key);
        CHECK(strcmp(text.bytes ? text.bytes : "", rows[i].want) == 0);
        cm__text_clear(&text);
    }
}

TEST(finds_the_towns_of_a_postal_code)
{
    static const struct {
        uint32_t code;
        size_t want;
    } rows[] = {{1120001, 2}, {1130033, 1}, {7230000, 1}, {9999999, 0}, {0, 0}};
    cm_gazetteer *const gazetteer = open_lots();
    cm__gazetteer_hit hits[CM__POSTAL_TOWNS_MAX];
    size_t count;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        CHECK(cm__gazetteer_find_postal(hits, &count, gazetteer, rows[i].code) == CM_OK);
        CHECK(count == rows[i].want);
    }
    CHECK(cm__gazetteer_find_postal(hits, &count, gazetteer, 7230000) == CM_OK);
    CHECK(strcmp(gazetteer->cities[hits[0].city].name, "三原市") == 0 && hits[0].number == 0);
    cm_gazetteer_destroy(gazetteer);
}

TEST(says_when_the_file_is_damaged)
{
    static const char *const damages[] = {"UPDATE lot SET level = 9", "UPDATE lot SET lon = 9e12",
                                          "UPDATE postal SET city = 77"};
    const cm__gazetteer_lot_key key = {1, 2, "", "#1"};

    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
        cm_gazetteer *gazetteer = open_lots();
        cm__gazetteer_hit hits[CM__POSTAL_TOWNS_MAX];
        cm__gazetteer_lot lot;
        sqlite3 *db = NULL;
        bool found;
        size_t count;
        cm_gazetteer_destroy(gazetteer);
        test_now = damages[i];
        CHECK(sqlite3_open("lots.gaz", &db) == SQLITE_OK);
        CHECK(sqlite3_exec(db, damages[i], NULL, NULL, NULL) == SQLITE_OK);
        CHECK(sqlite3_close(db) == SQLITE_OK);
        CHECK(cm_gazetteer_open(&gazetteer, "lots.gaz") == CM_OK);
        cm_status status = cm__gazetteer_find_lot(&lot, &found, gazetteer, &key);
        if (!status)
            status = cm__gazetteer_find_postal(hits, &count, gazetteer, 1120001);
        CHECK(status == CM_ERR_FORMAT);
        cm_gazetteer_destroy(gazetteer);
    }
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(enter_folder(), RUN(finds_a_lot_by_its_key), RUN(shows_a_key_as_people_write_it),
          RUN(finds_the_towns_of_a_postal_code), RUN(says_when_the_file_is_damaged),
          leave_folder((const char *const[]){"lots.gaz", NULL}))
