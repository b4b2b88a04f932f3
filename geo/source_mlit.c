/* source_mlit.c - the location reference information of the Ministry of Land, Infrastructure,
 * Transport and Tourism: towns, and blocks of streets. */
#include "geo/source_formats.h"
#include "geo/source_names.h"
#include "geo/source_plane.h"
#include <math.h>
#include <string.h>

enum { PREFECTURE, CITY, TOWN, LAT, LON, BLOCK, TOWN_ID = BLOCK, CITY_CODE, TOWN_COLUMNS };
enum {
    KOAZA = BLOCK + 1,
    ZONE,
    NORTH,
    EAST,
    HAS_STREET_ADDRESS,
    IS_REPRESENTATIVE,
    BEFORE,
    AFTER,
    BLOCK_COLUMNS
};

enum { ZONE_REACH_M = 1000000 }; /* no zone reaches as far */

static const char *const town_columns[TOWN_COLUMNS] = {
    "都道府県名", "市区町村名",       "大字町丁目名",  "緯度",
    "経度",       "大字町丁目コード", "市区町村コード"};
static const signed char town_places[TOWN_COLUMNS] = {1, 3, 5, 6, 7, 4, 2};

static const char *const block_columns[BLOCK_COLUMNS] = {"都道府県名",
                                                         "市区町村名",
                                                         "大字・丁目名|大字・町丁目名|大字町丁目名",
                                                         "緯度",
                                                         "経度",
                                                         "街区符号・地番",
                                                         "小字・通称名",
                                                         "座標系番号",
                                                         "X座標",
                                                         "Y座標",
                                                         "住居表示フラグ",
                                                         "代表フラグ",
                                                         "更新前履歴フラグ",
                                                         "更新後履歴フラグ"};
static const signed char block_places[BLOCK_COLUMNS] = {0, 1, 2, 8,  9,  4,  3,
                                                        5, 6, 7, 10, 11, 12, 13};
static const signed char old_block_places[BLOCK_COLUMNS] = {0, 1, 2, 7, 8,  3,  -1,
                                                            4, 5, 6, 9, 10, 11, 12};

static bool is_field_of_digits(const cm__csv *csv, size_t field, size_t least, size_t most)
{
    const char *const text = csv->record + csv->fields[field].begin;
    const size_t length = csv->fields[field].length;

    return length >= least && length <= most && strspn(text, "0123456789") == length;
}

/* Whether the field is a prefecture's name: 2 or 3 kanji and 都, 道, 府 or 県. */
static bool is_prefecture(const cm__csv *csv, size_t field)
{
    static const char *const endings[] = {"都", "道", "府", "県"};
    const char *const text = csv->record + csv->fields[field].begin;
    const size_t length = csv->fields[field].length;

    if (length < 9 || length > 12)
        return false;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (memcmp(text + length - 3, endings[i], 3) == 0)
            return true;
    return false;
}

static bool is_town_row(const cm__csv *csv)
{
    return csv->field_count == 10 && is_field_of_digits(csv, 0, 1, 2) && is_prefecture(csv, 1) &&
           is_field_of_digits(csv, 2, 4, 5) && is_field_of_digits(csv, 4, 11, 12);
}

static bool is_block_row(const cm__csv *csv)
{
    return csv->field_count == 14 && is_prefecture(csv, 0) && is_field_of_digits(csv, 5, 1, 2);
}

static bool is_old_block_row(const cm__csv *csv)
{
    return csv->field_count == 13 && is_prefecture(csv, 0) && is_field_of_digits(csv, 4, 1, 2);
}

/* What is wrong with the names that both levels have, or NULL. */
static const char *check_names(const char *const *fields)
{
    if (*fields[PREFECTURE] == '\0')
        return "no prefecture";
    if (*fields[CITY] == '\0')
        return "no city";
    if (*fields[TOWN] == '\0')
        return "no town";
    for (int i = 0; i <= TOWN; i++)
        if (cm__source_is_long(fields[i]))
            return "a name is over 300 bytes";
    return NULL;
}

static cm_status tell_town(cm__source_rows *rows, cm_lonlat place)
{
    const char *const *const fields = rows->fields;
    const uint32_t code = cm__source_digits(fields[CITY_CODE], 4, 5);
    const cm__source_city city = {
        .prefecture = fields[PREFECTURE], .city = fields[CITY], .code = code};
    cm__source_place row = {.level = CM_LEVEL_TOWN,
                            .prefecture = fields[PREFECTURE],
                            .city = fields[CITY],
                            .town = fields[TOWN],
                            .koaza = "",
                            .lot = "",
                            .place = place,
                            .city_code = code};
    const cm_status status = cm__source_tell_city(rows, &city);

    return status ? status : cm__source_tell(rows, NULL, &row);
}

static cm_status read_towns(cm__source_rows *rows)
{
    for (;;) {
        cm_lonlat place = {0};
        bool found;
        cm_status status = cm__source_rows_next(rows, &found);
        if (status || !found)
            return status;
        const char *wrong = check_names(rows->fields);
        if (!wrong)
            wrong = cm__source_read_place(&place, rows->fields[LON], rows->fields[LAT]);
        status = wrong ? cm__source_rows_reject(rows, wrong) : tell_town(rows, place);
        if (status)
            return status;
    }
}

/* Reads the place in degrees or, where there are none, in the plane of its zone, whose X is north
 * and Y east (zone 0: neither). Returns what is wrong, or NULL. */
static const char *read_block_place(cm__source_plane_row *out, const char *const *fields)
{
    const char *const wrong = cm__source_read_place(&out->row.place, fields[LON], fields[LAT]);

    out->zone = 0;
    if (wrong || !isnan(out->row.place.lat_deg) || (!*fields[NORTH] && !*fields[EAST]))
        return wrong;
    out->zone = cm__source_digits(fields[ZONE], 1, 2);
    if (!(out->zone >= 1 && out->zone <= 19))
        return "the zone of the coordinates is not within 1..19";
    if (!cm__number_is(&out->north_m, fields[NORTH]) || !cm__number_is(&out->east_m, fields[EAST]))
        return "the plane coordinates are not numbers";
    if (!(fabs(out->north_m) <= ZONE_REACH_M && fabs(out->east_m) <= ZONE_REACH_M))
        return "the plane coordinates are over 1000 km from their zone's origin";
    return NULL;
}

static const char *check_block(cm__source_plane_row *out, const char *const *fields)
{
    const char *const wrong = check_names(fields);

    if (wrong)
        return wrong;
    if (*fields[BLOCK] == '\0')
        return "no block";
    if (cm__source_is_long(fields[BLOCK]) || cm__source_is_long(fields[KOAZA]))
        return "a name is over 300 bytes";
    return read_block_place(out, fields);
}

/* Blocks have several points, of which one is to be taken; those of history 3 are no more. */
static bool is_skipped(const char *const *fields)
{
    return strcmp(fields[IS_REPRESENTATIVE], "0") == 0 || strcmp(fields[BEFORE], "3") == 0 ||
           strcmp(fields[AFTER], "3") == 0;
}

static cm_status tell_block(cm__source_rows *rows, cm__source_plane_rows *waiting,
                            cm__source_plane_row *block)
{
    const char *const *const fields = rows->fields;
    const cm__source_city city = {.prefecture = fields[PREFECTURE], .city = fields[CITY]};
    const cm_lonlat place = block->row.place;
    const cm_status status = cm__source_tell_city(rows, &city);

    if (status)
        return status;
    block->row = (cm__source_place){.source = rows->source,
                                    .level = CM_LEVEL_BLOCK,
                                    .is_parcel = strcmp(fields[HAS_STREET_ADDRESS], "0") == 0,
                                    .prefecture = fields[PREFECTURE],
                                    .city = fields[CITY],
                                    .town = fields[TOWN],
                                    .koaza = fields[KOAZA],
                                    .lot = fields[BLOCK],
                                    .place = place};
    return block->zone ? cm__source_plane_add(waiting, block)
                       : cm__source_tell(rows, NULL, &block->row);
}

static cm_status read_block(cm__source_rows *rows, cm__source_plane_rows *waiting)
{
    cm__source_plane_row block = {0};
    const char *const wrong = check_block(&block, rows->fields);

    if (wrong)
        return cm__source_rows_reject(rows, wrong);
    if (is_skipped(rows->fields)) {
        rows->run->report.skipped++;
        return CM_OK;
    }
    return tell_block(rows, waiting, &block);
}

static cm_status read_blocks(cm__source_rows *rows)
{
    enum { WAITING_MAX = 65536 };
    cm__source_plane_rows waiting = {0};
    cm_status status;
    bool found;

    for (;;) {
        status = cm__source_rows_next(rows, &found);
        if (status || !found)
            break;
        status = read_block(rows, &waiting);
        if (!status && waiting.count >= WAITING_MAX)
            status = cm__source_plane_tell(&waiting, rows);
        if (status)
            break;
    }
    if (!status)
        status = cm__source_plane_tell(&waiting, rows);
    cm__source_plane_clear(&waiting);
    return status;
}

cm__source_formats cm__source_mlit(void)
{
#define ATTRIBUTION "「位置参照情報」（国土交通省）を加工して作成"
#define TOWNS                                                                                      \
    .kind = {"位置参照情報 大字・町丁目レベル", ATTRIBUTION}, .columns = town_columns,             \
    .column_count = TOWN_COLUMNS, .read = read_towns
#define BLOCKS                                                                                     \
    .kind = {"位置参照情報 街区レベル", ATTRIBUTION}, .columns = block_columns,                    \
    .column_count = BLOCK_COLUMNS, .read = read_blocks
    static const cm__source_format formats[] = {
        {TOWNS, .required = TOWN_ID + 1},
        {BLOCKS, .required = BLOCK + 1},
        {TOWNS, .is_row = is_town_row, .places = town_places},
        {BLOCKS, .is_row = is_block_row, .places = block_places},
        {BLOCKS, .is_row = is_old_block_row, .places = old_block_places},
    };

    return (cm__source_formats){formats, sizeof formats / sizeof *formats};
}
