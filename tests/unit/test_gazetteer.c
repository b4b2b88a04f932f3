/* test_gazetteer.c - tests geo/gazetteer.c: files of our own, and files that mean harm. */
#include "geo/base_memory.h"
#include "geo/gazetteer_file.h"
#include "tests/gazetteer_fixture.h"
#include <sqlite3.h>

static cm_status open_and_close(const char *path)
{
    cm_gazetteer *gazetteer = NULL;
    const cm_status status = cm_gazetteer_open(&gazetteer, path);

    CHECK((status == CM_OK) == (gazetteer != NULL));
    cm_gazetteer_destroy(gazetteer);
    CHECK(cm__memory_live() == 0);
    return status;
}

/* Copies the first so many bytes of small.gaz to bad.gaz, with one of them changed. */
static void copy_part(size_t length, size_t changed)
{
    static char bytes[1 << 20];
    FILE *from = fopen("small.gaz", "r"), *to = fopen("bad.gaz", "w");
    const size_t all = fread(bytes, 1, sizeof bytes, from);

    if (changed < all)
        bytes[changed] = (char)~bytes[changed];
    CHECK(fwrite(bytes, 1, length < all ? length : all, to) > 0 || length == 0);
    CHECK(fclose(from) == 0 && fclose(to) == 0);
}

/* Makes bad.gaz: small.gaz after these statements, with its length made right. */
static void alter(const char *sql)
{
    sqlite3 *db = NULL;
    struct stat found;
    char fit[128];

    copy_part(SIZE_MAX, SIZE_MAX);
    CHECK(sqlite3_open("bad.gaz", &db) == SQLITE_OK);
    CHECK(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK);
    CHECK(stat("bad.gaz", &found) == 0);
    snprintf(fit, sizeof fit, "UPDATE meta SET value = '%015lld' WHERE name = 'bytes'",
             (long long)found.st_size);
    sqlite3_exec(db, fit, NULL, NULL, NULL);
    CHECK(sqlite3_close(db) == SQLITE_OK);
}

TEST(says_what_it_holds)
{
    cm_gazetteer_build_options options = CM_GAZETTEER_BUILD_OPTIONS_INIT;
    const char *const sources[] = {"small.csv"};
    cm_gazetteer *gazetteer = NULL;

    write_text("small.csv", small_table);
    options.created = "2024-01-31";
    CHECK(cm_gazetteer_build("small.gaz", sources, 1, &options, NULL, NULL) == CM_OK);
    CHECK(cm_gazetteer_open(&gazetteer, "small.gaz") == CM_OK);
    const cm_gazetteer_info info = cm_gazetteer_get_info(gazetteer);
    CHECK(info.prefectures == 8 && info.cities == 10 && info.towns == 14 && info.koaza == 2);
    CHECK(info.without_place == 1 && strcmp(info.created, "2024-01-31") == 0);
    CHECK(strncmp(info.sources, "small.csv (Geolonia 住所データ, 2", 35) == 0);
    CHECK(strstr(info.attribution, "CC BY 4.0, Geolonia Inc.") != NULL);
    cm_gazetteer_destroy(gazetteer);
    cm_gazetteer_destroy(NULL);
}

TEST(refuses_a_file_that_is_cut)
{
    static const size_t lengths[] = {0, 1, 15, 16, 99, 100, 512, 4096, 8191, 8192, 16384, 30000};
    struct stat found;

    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        copy_part(lengths[i], SIZE_MAX);
        CHECK(open_and_close("bad.gaz") == CM_ERR_FORMAT);
    }
    CHECK(stat("small.gaz", &found) == 0);
    copy_part((size_t)found.st_size - 1, SIZE_MAX);
    CHECK(open_and_close("bad.gaz") == CM_ERR_FORMAT);
    copy_part((size_t)found.st_size, SIZE_MAX);
    CHECK(open_and_close("bad.gaz") == CM_OK);
}

TEST(refuses_a_file_of_another_make)
{
    static const struct {
        const char *why, *sql;
    } rows[] = {
        {"another mark", "PRAGMA application_id = 1"},
        {"another version", "PRAGMA user_version = 1"},
        {"one table more", "CREATE TABLE more(a)"},
        {"one table less", "DROP TABLE koaza"},
        {"a table made otherwise", "DROP TABLE koaza; CREATE TABLE koaza(a)"},
        {"a trigger", "CREATE TRIGGER t AFTER INSERT ON city BEGIN DELETE FROM town; END"},
        {"a view", "CREATE VIEW v AS SELECT * FROM city"},
        {"a view in a table's place",
         "DROP TABLE town; CREATE VIEW town AS SELECT 1 AS city, 1 AS number, 'x' AS name, 1 AS "
         "kana, 1 AS lon, 1 AS lat"},
        {"an index", "CREATE INDEX i ON city(name)"},
        {"it does not say what it holds", "DELETE FROM meta WHERE name = 'towns'"},
        {"a text that is none", "UPDATE meta SET value = x'00' WHERE name = 'nothing'; DELETE FROM "
                                "meta WHERE name = 'sources'"},
        {"a city without a name", "UPDATE city SET name = '' WHERE id = 1"},
        {"a city's name is a number", "UPDATE city SET name = x'41' WHERE id = 1"},
        {"a city's name is not UTF-8", "UPDATE city SET name = CAST(x'FF41' AS TEXT) WHERE id = 1"},
        {"a name without end",
         "UPDATE city SET name = CAST(zeroblob(5000) AS TEXT) || 'x' WHERE id = 1"},
        {"a coordinate beyond the earth", "UPDATE city SET lat = 950000000 WHERE id = 1"},
        {"an infinite coordinate", "UPDATE city SET lon = 9e999 WHERE id = 1"},
        {"a city's number below 1", "UPDATE city SET id = -1 WHERE id = 1"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        alter(rows[i].sql);
        CHECK(open_and_close("bad.gaz") == CM_ERR_FORMAT);
        CHECK(strstr(cm_error_text(), "bad.gaz") != NULL);
    }
}

TEST(refuses_what_is_no_gazetteer_at_all)
{
    write_text("bad.gaz", "pref,city,town\n");
    CHECK(open_and_close("bad.gaz") == CM_ERR_FORMAT);
    CHECK(open_and_close("none.gaz") == CM_ERR_IO);
    CHECK(open_and_close(".") == CM_ERR_FORMAT);
    CHECK(open_and_close("") == CM_ERR_IO);
}

TEST(opens_a_file_whatever_its_name)
{
    static const char *const names[] = {"a?b#c%20 d.gaz", "地名.gaz", "file:x.gaz", "-x.gaz"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        test_now = names[i];
        copy_part(SIZE_MAX, SIZE_MAX);
        CHECK(rename("bad.gaz", names[i]) == 0);
        CHECK(open_and_close(names[i]) == CM_OK);
        CHECK(unlink(names[i]) == 0);
    }
}

TEST(leaves_the_file_and_its_folder_alone)
{
    write_text("small.gaz-journal", "not ours"); /* another program's, which must not be played */
    CHECK(open_and_close("small.gaz") == CM_OK);
    CHECK(unlink("small.gaz-journal") == 0);
    CHECK(chmod("small.gaz", 0400) == 0 && open_and_close("small.gaz") == CM_OK);
    CHECK(chmod("small.gaz", 0600) == 0);
}

/* Whatever one byte does, a call ends with a status, and memory is whole. */
TEST(survives_a_damaged_byte_anywhere)
{
    struct stat found;

    CHECK(stat("small.gaz", &found) == 0);
    for (size_t at = 0; at < (size_t)found.st_size; at += at < 1000 ? 1 : 97) {
        cm_gazetteer *gazetteer = NULL;
        cm_geocode_answer answer;
        copy_part(SIZE_MAX, at);
        if (cm_gazetteer_open(&gazetteer, "bad.gaz"))
            continue;
        const cm_status status =
            cm_geocode_address(&answer, gazetteer, "岩手県奥州市水沢佐倉河字道下1", NULL);
        CHECK(status == CM_OK || status == CM_ERR_FORMAT || status == CM_ERR_IO);
        cm_gazetteer_destroy(gazetteer);
    }
    CHECK(cm__memory_live() == 0);
}

/* Asks for a koaza, for a town without its city, and back from a place. */
static cm_status ask_all(cm_gazetteer *gazetteer)
{
    cm_geocode_answer answer;
    double distance_m;
    cm_status status =
        cm_geocode_address(&answer, gazetteer, "岩手県奥州市水沢佐倉河字道下1", NULL);

    if (!status)
        status = cm_geocode_address(&answer, gazetteer, "川原代町1", NULL);
    if (!status)
        status = cm_geocode_near(&answer, &distance_m, gazetteer, (cm_lonlat){141.35, 43.06});
    return status;
}

/* A page that is lost is found when it is needed, not before. */
TEST(says_when_a_page_is_lost)
{
    enum { PAGE = 8192 };
    static char bytes[PAGE];
    struct stat found;
    size_t said = 0, not_needed = 0;

    memset(bytes, 0xFF, sizeof bytes);
    CHECK(stat("small.gaz", &found) == 0);
    for (long at = PAGE; at < (long)found.st_size; at += PAGE) {
        cm_gazetteer *gazetteer = NULL;
        copy_part(SIZE_MAX, SIZE_MAX);
        FILE *const file = fopen("bad.gaz", "r+");
        CHECK(file && fseek(file, at, SEEK_SET) == 0);
        CHECK(fwrite(bytes, 1, PAGE, file) == PAGE && fclose(file) == 0);
        if (cm_gazetteer_open(&gazetteer, "bad.gaz"))
            continue;
        const cm_status status = ask_all(gazetteer);
        CHECK(status == CM_OK || status == CM_ERR_FORMAT);
        CHECK(status == CM_OK || strstr(cm_error_text(), "bad.gaz") != NULL);
        said += status != CM_OK;
        not_needed += status == CM_OK;
        cm_gazetteer_destroy(gazetteer);
    }
    CHECK(said == 3);       /* town, koaza, town_key: each one page here */
    CHECK(not_needed == 4); /* lot and postal, which are empty, and the tree's ways upwards */
}

TEST(survives_every_failed_allocation)
{
    size_t count;

    cm__memory_fail_at(0, false);
    CHECK(open_and_close("small.gaz") == CM_OK);
    count = cm__memory_fail_at(0, false);
    for (size_t nth = 1; nth <= count; nth++) {
        cm__memory_fail_at(nth, false);
        CHECK(open_and_close("small.gaz") == CM_ERR_NOMEM);
        cm__memory_fail_at(0, false);
    }
}

TEST_MAIN(enter_folder(), RUN(says_what_it_holds), RUN(refuses_a_file_that_is_cut),
          RUN(refuses_a_file_of_another_make), RUN(refuses_what_is_no_gazetteer_at_all),
          RUN(opens_a_file_whatever_its_name), RUN(leaves_the_file_and_its_folder_alone),
          RUN(survives_a_damaged_byte_anywhere), RUN(says_when_a_page_is_lost),
          RUN(survives_every_failed_allocation),
          leave_folder((const char *const[]){"small.csv", "small.gaz", "bad.gaz", NULL}))
