/* merge_fixture.h - places told to a merge in the tests of what it makes of them. */
#ifndef MERGE_FIXTURE_H
#define MERGE_FIXTURE_H

#include "geo/base_memory.h"
#include "geo/gazetteer_merge.h"
#include "tests/test.h"

#define NOWHERE ((cm_lonlat){NAN, NAN})

/* A row in short: "source prefecture city town koaza lot" with - for none. */
static inline cm__source_place told(size_t source, cm_level level, const char *const names[5],
                                    cm_lonlat place)
{
    return (cm__source_place){.source = source,
                              .level = level,
                              .prefecture = names[0],
                              .city = names[1],
                              .town = names[2],
                              .koaza = names[3],
                              .lot = names[4],
                              .place = place};
}

static inline size_t tell(cm__merge *merge, const cm__source_place *row)
{
    const cm__source_listener listener = cm__merge_listen(merge);
    size_t entity = SIZE_MAX;

    CHECK(listener.place(listener.context, &entity, row) == CM_OK);
    return entity;
}

static inline size_t tell_town(cm__merge *merge, size_t source, const char *town, cm_lonlat place)
{
    const cm__source_place row =
        told(source, CM_LEVEL_TOWN, (const char *const[]){"東京都", "文京区", town, "", ""}, place);

    return tell(merge, &row);
}

static inline size_t tell_lot(cm__merge *merge, size_t source, const char *lot, cm_lonlat place)
{
    const bool is_building = strchr(lot, '-') != NULL;
    const cm__source_place row =
        told(source, is_building ? CM_LEVEL_BUILDING : CM_LEVEL_BLOCK,
             (const char *const[]){"東京都", "文京区", "白山一丁目", "", lot}, place);

    return tell(merge, &row);
}

/* The order in which a builder puts towns, where that does not matter. */
static inline void number_towns(cm__merge *merge)
{
    for (size_t i = 0; i < merge->town_count; i++) {
        merge->towns[i].order = (uint32_t)i;
        merge->towns[i].number = (uint32_t)i + 1;
    }
}

#endif
