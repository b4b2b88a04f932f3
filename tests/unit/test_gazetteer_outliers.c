/* test_gazetteer_outliers.c - tests geo/gazetteer_outliers.c. */
#include "tests/merge_fixture.h"
#include <stdlib.h>

static cm__merge merge;

/* A place so many metres east and north of one in Tokyo. */
static cm_lonlat at_m(double x, double y)
{
    return (cm_lonlat){139.75 + x / (111195 * cos(35.7 * 0.017453292519943295)), 35.7 + y / 111195};
}

static size_t drop(void)
{
    size_t dropped = 99;

    number_towns(&merge);
    CHECK(cm__merge_lots(&merge) == CM_OK);
    CHECK(cm__merge_drop_outliers(&merge, &dropped) == CM_OK);
    return dropped;
}

TEST(drops_what_lies_far_outside_its_town)
{
    static const struct {
        const char *why;
        double x[5]; /* of lots, metres; 0 ends them */
        double town; /* of the town itself; NaN: unknown */
        size_t want;
    } rows[] = {
        {"one alone", {1}, NAN, 0},
        {"one alone, far from its town", {90000}, 1, 1},
        {"one alone, near its town", {400}, 1, 0},
        {"three together", {1, 100, 200}, NAN, 0},
        {"a chain of steps below 500 m", {1, 450, 900, 1350}, NAN, 0},
        {"one 90 km off", {1, 100, 90000}, NAN, 1},
        {"two 144 km off together", {1, 100, 200, 144000, 144010}, NAN, 2},
        {"just outside", {1, 100, 1700}, NAN, 1},
        {"within 500 m of the town's extent", {1, 100, 1700}, 1400, 0},
        {"two groups of a size: the town's own decides", {1, 100, 50000, 50100}, 50050, 2},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        CHECK(cm__merge_init(&merge, NULL) == CM_OK);
        if (!isnan(rows[i].town))
            tell_town(&merge, 0, "白山一丁目", at_m(rows[i].town, 0));
        for (int n = 0; n < 5 && rows[i].x[n] != 0; n++) {
            char lot[8];
            snprintf(lot, sizeof lot, "%d", n + 1);
            tell_lot(&merge, 0, lot, at_m(rows[i].x[n], 0));
        }
        CHECK(drop() == rows[i].want);
        for (size_t n = 0; n < merge.lot_count; n++) {
            const bool has_place = !isnan(merge.lots[n].place.at.lon_deg);
            CHECK(has_place || rows[i].want > 0);
        }
        cm__merge_clear(&merge);
    }
}

TEST(lets_a_koaza_vouch_for_its_lots)
{
    const char *const names[5] = {"東京都", "文京区", "白山一丁目", "甲", "7"};
    const cm__source_place koaza =
        told(0, CM_LEVEL_TOWN, (const char *const[]){names[0], names[1], names[2], names[3], ""},
             at_m(3000, 0));
    const cm__source_place lot = told(0, CM_LEVEL_BLOCK, names, at_m(3100, 0));

    for (int known = 0; known <= 1; known++) {
        CHECK(cm__merge_init(&merge, NULL) == CM_OK);
        tell_lot(&merge, 0, "1", at_m(0, 0));
        tell_lot(&merge, 0, "2", at_m(50, 0));
        tell(&merge, &lot);
        if (known)
            tell(&merge, &koaza);
        CHECK(drop() == (known ? 0U : 1U));
        cm__merge_clear(&merge);
    }
}

/* Single linkage by brute force: nothing within 500 m of a kept lot's group may be dropped. */
TEST(never_parts_lots_within_500_m)
{
    srand(1976);
    for (int round = 0; round < 200; round++) {
        cm_lonlat places[40];
        const int count = 2 + rand() % 38;
        CHECK(cm__merge_init(&merge, NULL) == CM_OK);
        for (int i = 0; i < count; i++) {
            char lot[8];
            places[i] = at_m(rand() % 4000, rand() % 4000);
            snprintf(lot, sizeof lot, "%d", i + 1);
            tell_lot(&merge, 0, lot, places[i]);
        }
        const size_t dropped = drop();
        CHECK(dropped < (size_t)count);
        for (size_t a = 0; a < merge.lot_count; a++)
            for (size_t b = 0; b < merge.lot_count; b++) {
                const cm_lonlat p = places[atoi(merge.lots[a].key + 1) - 1];
                const cm_lonlat q = places[atoi(merge.lots[b].key + 1) - 1];
                const double d =
                    hypot((p.lon_deg - q.lon_deg) * 111195 * cos(35.7 * 0.017453292519943295),
                          (p.lat_deg - q.lat_deg) * 111195);
                if (d < 499 && !isnan(merge.lots[a].place.at.lon_deg))
                    CHECK(!isnan(merge.lots[b].place.at.lon_deg));
            }
        cm__merge_clear(&merge);
    }
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(drops_what_lies_far_outside_its_town), RUN(lets_a_koaza_vouch_for_its_lots),
          RUN(never_parts_lots_within_500_m))
