/* test_gazetteer_city.c - tests geo/gazetteer_city.c. */
#include "geo/base_memory.h"
#include "geo/gazetteer_file.h"
#include "tests/gazetteer_fixture.h"
#include <sqlite3.h>

static size_t find_city(const cm_gazetteer *gazetteer, const char *name)
{
    for (size_t i = 0; i < gazetteer->city_count; i++)
        if (strcmp(gazetteer->cities[i].name, name) == 0)
            return i;
    return CM_ABSENT;
}

/* How many cities answer to a name. */
static size_t count_named(cm_gazetteer *gazetteer, uint32_t scope, const char *name)
{
    cm__name_match match;

    cm__address_read(gazetteer->own.address, gazetteer->fold, name, strlen(name));
    cm__lexicon_find(&match, &gazetteer->names, scope, gazetteer->own.address, 0, SIZE_MAX - 1);
    return match.count > 0 && match.end == gazetteer->own.address->count ? match.count : 0;
}

TEST(knows_a_city_by_each_of_its_names)
{
    static const struct {
        const char *why, *name;
        uint32_t scope;
        size_t want;
    } rows[] = {
        {"a ward in full", "札幌市中央区", CM__SCOPE_CITY, 1},
        {"a ward alone", "中央区", CM__SCOPE_CITY, 1},
        {"the city of wards", "札幌市", CM__SCOPE_CITY, 1},
        {"two of one name", "府中市", CM__SCOPE_CITY, 2},
        {"one of them in its prefecture", "府中市", CM__SCOPE_CITY_IN + 1, 1},
        {"with its county", "上伊那郡南箕輪村", CM__SCOPE_CITY, 1},
        {"without its county", "南箕輪村", CM__SCOPE_CITY, 1},
        {"in the other spelling", "龍ケ崎市", CM__SCOPE_CITY, 1},
        {"no city", "南箕輪", CM__SCOPE_CITY, 0},
        {"a prefecture", "北海道", CM__SCOPE_PREFECTURE, 1},
        {"a prefecture for short", "京都", CM__SCOPE_PREFECTURE_SHORT, 1},
    };
    cm_gazetteer *const gazetteer = open_small();

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        CHECK(count_named(gazetteer, rows[i].scope, rows[i].name) == rows[i].want);
    }
    cm_gazetteer_destroy(gazetteer);
}

TEST(puts_a_city_of_wards_amid_its_wards)
{
    cm_gazetteer *const gazetteer = open_small();
    const size_t city = find_city(gazetteer, "札幌市"), kita = find_city(gazetteer, "札幌市北区");

    CHECK(city != CM_ABSENT && kita != CM_ABSENT && gazetteer->cities[city].id == 0);
    CHECK(gazetteer->cities[kita].parent == city);
    CHECK(gazetteer->cities[find_city(gazetteer, "札幌市中央区")].parent == city);
    CHECK(find_city(gazetteer, "京都市") != CM_ABSENT);
    CHECK_NEAR(gazetteer->cities[city].place.lat_deg, (43.06245 + 43.0705) / 2, 1e-9);
    cm_gazetteer_destroy(gazetteer);
}

TEST(reads_the_towns_of_a_city_once)
{
    cm_gazetteer *const gazetteer = open_small();
    const cm__gazetteer_towns *towns, *again;
    const size_t city = find_city(gazetteer, "奥州市");

    CHECK(cm__gazetteer_get_towns(&towns, gazetteer, city) == CM_OK);
    CHECK(cm__gazetteer_get_towns(&again, gazetteer, city) == CM_OK && again == towns);
    CHECK(towns->town_count == 1 && towns->koaza_count == 2 && towns->nameless == CM_ABSENT);
    CHECK(towns->koaza[1].town == 0);
    CHECK(cm__gazetteer_get_towns(&towns, gazetteer, find_city(gazetteer, "上伊那郡南箕輪村")) ==
          CM_OK);
    CHECK(towns->nameless == 0);
    cm_gazetteer_destroy(gazetteer);
}

TEST(finds_towns_of_any_city_by_their_key)
{
    cm_gazetteer *const gazetteer = open_small();
    cm__gazetteer_hit hits[4];
    size_t count;

    CHECK(cm__gazetteer_find_key(hits, 4, &count, gazetteer, "山本町") == CM_OK && count == 1);
    CHECK(strcmp(gazetteer->cities[hits[0].city].name, "京都市中京区") == 0);
    CHECK(cm__gazetteer_find_key(hits, 4, &count, gazetteer, "本町#1") == CM_OK && count == 1);
    CHECK(cm__gazetteer_find_key(hits, 4, &count, gazetteer, "none") == CM_OK && count == 0);
    cm_gazetteer_destroy(gazetteer);
}

TEST(reads_one_town_alone)
{
    cm_gazetteer *const gazetteer = open_small();
    cm__gazetteer_place town = {0};

    CHECK(cm__gazetteer_get_town(&town, &gazetteer->own, find_city(gazetteer, "越谷市"), 1) ==
          CM_OK);
    CHECK(strcmp(town.name, "大字蒲生") == 0 && town.place.lat_deg == 35.87);
    CHECK(cm__gazetteer_get_town(&town, &gazetteer->own, find_city(gazetteer, "越谷市"), 99) ==
          CM_ERR_FORMAT);
    CHECK(!gazetteer->cities[find_city(gazetteer, "越谷市")].towns);
    cm_gazetteer_destroy(gazetteer);
}

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
        {"a town out of range", "UPDATE town SET lon = 10000000000 WHERE number = 1", "奥州市水沢佐倉河",
         CM_ERR_FORMAT},
        {"a key to no city", "UPDATE town_key SET city = 99 WHERE key = '山本町'", "山本町1",
         CM_ERR_FORMAT},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        CHECK(find_in_altered(rows[i].sql, rows[i].address) == rows[i].want);
    }
    CHECK(cm__memory_live() == 0);
}

TEST(survives_every_failed_allocation)
{
    cm_gazetteer *gazetteer = open_small();
    const size_t city = find_city(gazetteer, "奥州市");
    const cm__gazetteer_towns *towns;
    size_t count;

    cm__memory_fail_at(0, false);
    CHECK(cm__gazetteer_get_towns(&towns, gazetteer, city) == CM_OK);
    count = cm__memory_fail_at(0, false);
    for (size_t nth = 1; nth <= count; nth++) {
        cm_gazetteer_destroy(gazetteer);
        CHECK(cm_gazetteer_open(&gazetteer, "small.gaz") == CM_OK);
        cm__memory_fail_at(nth, false);
        CHECK(cm__gazetteer_get_towns(&towns, gazetteer, city) == CM_ERR_NOMEM && !towns);
        cm__memory_fail_at(0, false);
        CHECK(cm__gazetteer_get_towns(&towns, gazetteer, city) == CM_OK);
    }
    cm_gazetteer_destroy(gazetteer);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(enter_folder(), RUN(knows_a_city_by_each_of_its_names),
          RUN(puts_a_city_of_wards_amid_its_wards), RUN(reads_the_towns_of_a_city_once),
          RUN(finds_towns_of_any_city_by_their_key), RUN(reads_one_town_alone),
          RUN(says_when_a_city_is_damaged), RUN(survives_every_failed_allocation),
          leave_folder((const char *const[]){"small.csv", "small.gaz", NULL}))
