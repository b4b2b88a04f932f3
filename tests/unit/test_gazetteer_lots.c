/* test_gazetteer_lots.c - tests geo/gazetteer_lots.c. */
#include "tests/merge_fixture.h"

static cm__merge merge;

static void begin(void)
{
    CHECK(cm__merge_init(&merge, NULL) == CM_OK);
}

static void finish(void)
{
    number_towns(&merge);
    CHECK(cm__merge_lots(&merge) == CM_OK);
}

TEST(sorts_lots_and_keeps_one_of_each)
{
    static const char *const lots[] = {"10", "2", "1-2", "1", "1", "１", "甲20", "2-1"};
    static const char *const want[] = {"#1", "#1#2", "#10", "#2", "#2#1", "甲#20"};

    begin();
    for (size_t i = 0; i < sizeof lots / sizeof *lots; i++)
        tell_lot(&merge, 0, lots[i], (cm_lonlat){139, 35});
    finish();
    CHECK(merge.lot_count == sizeof want / sizeof *want);
    for (size_t i = 0; i < merge.lot_count && i < sizeof want / sizeof *want; i++)
        CHECK(strcmp(merge.lots[i].key, want[i]) == 0);
    cm__merge_clear(&merge);
}

TEST(prefers_addresses_to_parcels_and_later_to_earlier)
{
    const struct {
        const char *why;
        bool parcel[2];
        cm_level level[2];
        double lon[2]; /* told by source 0 and source 1 */
        double want;
        cm_level want_level;
    } rows[] = {
        {"the later", {0, 0}, {CM_LEVEL_BLOCK, CM_LEVEL_BLOCK}, {139, 140}, 140, CM_LEVEL_BLOCK},
        {"a parcel does not replace",
         {0, 1},
         {CM_LEVEL_BLOCK, CM_LEVEL_BLOCK},
         {139, 140},
         139,
         CM_LEVEL_BLOCK},
        {"the later knows no place",
         {0, 0},
         {CM_LEVEL_BLOCK, CM_LEVEL_BLOCK},
         {139, NAN},
         139,
         CM_LEVEL_BLOCK},
        {"a building before a parcel of its number",
         {0, 1},
         {CM_LEVEL_BUILDING, CM_LEVEL_BLOCK},
         {139, 140},
         139,
         CM_LEVEL_BUILDING},
        {"the building is not placed, the parcel is",
         {0, 1},
         {CM_LEVEL_BUILDING, CM_LEVEL_BLOCK},
         {NAN, 140},
         140,
         CM_LEVEL_BUILDING},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        begin();
        for (size_t source = 0; source < 2; source++) {
            cm__source_place row =
                told(source, rows[i].level[source],
                     (const char *const[]){"東京都", "文京区", "白山", "", "5-3"},
                     (cm_lonlat){rows[i].lon[source], isnan(rows[i].lon[source]) ? NAN : 35});
            row.is_parcel = rows[i].parcel[source];
            tell(&merge, &row);
        }
        finish();
        CHECK(merge.lot_count == 1 && merge.lots[0].place.at.lon_deg == rows[i].want);
        CHECK(merge.lots[0].level == rows[i].want_level);
        cm__merge_clear(&merge);
    }
}

TEST(puts_a_block_amid_its_buildings)
{
    begin();
    tell_lot(&merge, 0, "1", NOWHERE);
    tell_lot(&merge, 0, "1-1", (cm_lonlat){139, 35});
    tell_lot(&merge, 0, "1-2", (cm_lonlat){140, 36});
    tell_lot(&merge, 0, "1-3", NOWHERE);
    tell_lot(&merge, 0, "10-1", (cm_lonlat){150, 40});
    tell_lot(&merge, 0, "2", (cm_lonlat){141, 35});
    tell_lot(&merge, 0, "2-1", (cm_lonlat){142, 35});
    tell_lot(&merge, 0, "3", NOWHERE);
    finish();
    CHECK(merge.lots[0].place.at.lon_deg == 139.5 && merge.lots[0].place.at.lat_deg == 35.5);
    for (size_t i = 0; i < merge.lot_count; i++) {
        if (strcmp(merge.lots[i].key, "#2") == 0)
            CHECK(merge.lots[i].place.at.lon_deg == 141);
        if (strcmp(merge.lots[i].key, "#3") == 0)
            CHECK(isnan(merge.lots[i].place.at.lon_deg));
    }
    cm__merge_clear(&merge);
}

TEST(leaves_nothing_where_there_is_nothing)
{
    begin();
    finish();
    CHECK(merge.lot_count == 0);
    cm__merge_clear(&merge);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(sorts_lots_and_keeps_one_of_each),
          RUN(prefers_addresses_to_parcels_and_later_to_earlier),
          RUN(puts_a_block_amid_its_buildings), RUN(leaves_nothing_where_there_is_nothing))
