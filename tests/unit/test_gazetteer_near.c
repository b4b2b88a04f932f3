/* test_gazetteer_near.c - tests geo/gazetteer_near.c. */
#include "geo/geocode_near.h"
#include "tests/lots_fixture.h"
#include <clustermap/crs.h>
#include <sqlite3.h>

/* All Japan: as a scan of every town and koaza. */
static const char *data;

static double scan(cm_gazetteer *gazetteer, cm_lonlat from)
{
    double best_m = INFINITY;

    for (size_t c = 0; c < gazetteer->city_count; c++) {
        const cm__gazetteer_towns *towns;
        if (gazetteer->cities[c].id == 0)
            continue;
        CHECK(cm__gazetteer_get_towns(&towns, gazetteer, c) == CM_OK);
        for (size_t i = 0; i < towns->town_count; i++)
            if (!isnan(towns->towns[i].place.lon_deg))
                best_m = fmin(best_m, cm_geodesic_distance_m(from, towns->towns[i].place, NULL));
        for (size_t i = 0; i < towns->koaza_count; i++)
            if (!isnan(towns->koaza[i].place.lon_deg))
                best_m = fmin(best_m, cm_geodesic_distance_m(from, towns->koaza[i].place, NULL));
    }
    return best_m;
}

TEST(agrees_with_a_scan_of_all_japan)
{
    cm_gazetteer *gazetteer;

    if (!data)
        return;
    gazetteer = open_japan(data);
    srand(2003);
    for (int i = 0; i < 40; i++) {
        const cm_lonlat from = {128 + rand() % 1800 / 100.0, 30 + rand() % 1500 / 100.0};
        const double want_m = scan(gazetteer, from);
        cm_geocode_answer answer;
        double got_m;
        CHECK(cm_geocode_near(&answer, &got_m, gazetteer, from) == CM_OK);
        CHECK(isnan(got_m) ? want_m > CM_NEAR_MAX_M : got_m == want_m);
    }
    cm_gazetteer_destroy(gazetteer);
}

static cm_status near_in_altered(const char *sql)
{
    cm_gazetteer *gazetteer = open_lots();
    cm__near_place near;
    sqlite3 *db = NULL;
    cm_status status;

    cm_gazetteer_destroy(gazetteer);
    gazetteer = NULL;
    CHECK(sqlite3_open("lots.gaz", &db) == SQLITE_OK);
    CHECK(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK);
    CHECK(sqlite3_close(db) == SQLITE_OK);
    CHECK(cm_gazetteer_open(&gazetteer, "lots.gaz") == CM_OK);
    status = cm__near_find(&near, &gazetteer->own, (cm_lonlat){139.7523, 35.7152});
    cm_gazetteer_destroy(gazetteer);
    return status;
}

TEST(says_when_the_tree_leads_nowhere)
{
    static const struct {
        const char *why, *sql;
        cm_status want;
    } rows[] = {
        {"sound", "SELECT 1", CM_OK},
        {"no such city", "UPDATE place_tree SET id = id + (77 << 20)", CM_ERR_FORMAT},
        {"no such town", "UPDATE place_tree SET id = id + 500", CM_ERR_FORMAT},
        {"a lot of no known level", "UPDATE lot SET level = 1", CM_ERR_FORMAT},
        {"a lot off the earth", "UPDATE lot SET lat = 1e10", CM_ERR_FORMAT},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        CHECK(near_in_altered(rows[i].sql) == rows[i].want);
    }
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(data = find_data("the nearest address of all Japan"), enter_folder(),
          RUN(agrees_with_a_scan_of_all_japan), RUN(says_when_the_tree_leads_nowhere),
          leave_folder((const char *const[]){"lots.gaz", "japan.csv", "japan.gaz", NULL}))
