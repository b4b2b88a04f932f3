/* source_abr_parts.c - the blocks, residences and parcels of the Address Base Registry. */
#include "geo/source_abr.h"
#include "geo/source_formats.h"
#include "geo/source_names.h"
#include "geo/text_width.h"
#include <math.h>
#include <string.h>

/* The columns up to KOAZA are of all three kinds. */
enum {
    LG_CODE,
    MACHIAZA_ID,
    CITY,
    OAZA,
    CHOME,
    KOAZA,
    WARD,
    PART_ID,
    NUMBER,
    NUMBER_2,
    NUMBER_3,
    ABOLISHED,
    LOT_COLUMNS,
    RESIDENCE_ID = LOT_COLUMNS,
    RESIDENCE_ID_2,
    RESIDENCE_COLUMNS
};

#define COMMON "lg_code", "machiaza_id", "city", "oaza_cho", "chome", "koaza", "ward"
static const char *const block_columns[] = {COMMON, "blk_id", "blk_num", NULL, NULL, "ablt_date"};
static const char *const lot_columns[] = {COMMON,     "prc_id",   "prc_num1",
                                          "prc_num2", "prc_num3", "ablt_date"};
static const char *const residence_columns[] = {COMMON,      "blk_id",    "blk_num", "rsdt_num",
                                                "rsdt_num2", "ablt_date", "rsdt_id", "rsdt2_id"};

_Static_assert(sizeof lot_columns / sizeof *lot_columns == LOT_COLUMNS, "by number");
_Static_assert(sizeof residence_columns / sizeof *residence_columns == RESIDENCE_COLUMNS,
               "by number");

/* What a row names. */
typedef struct part {
    char short_city[CM__ABR_NAME_SIZE], town[CM__ABR_NAME_SIZE];
    char block[CM__ABR_NAME_SIZE], lot[CM__ABR_NAME_SIZE]; /* "1" and "1-2-3" */
    cm__source_place place;
} part;

/* The block that was told last; its rows follow one another. */
typedef struct last_block {
    char town[CM__ABR_NAME_SIZE], koaza[CM__ABR_NAME_SIZE], block[CM__ABR_NAME_SIZE];
    uint32_t city_code;
} last_block;

static const char *read_names(part *out, const cm__source_rows *rows)
{
    const char *const *const f = rows->fields;
    const char *const city[] = {f[CITY], f[WARD]};
    const uint32_t code = cm__abr_city_code(f[LG_CODE]);

    if (code == 0)
        return "the lg_code is that of no municipality";
    if (*f[CITY] == '\0')
        return "no city";
    if (*f[PART_ID] == '\0')
        return "no id";
    if (!cm__abr_join(out->short_city, "", city, 2) ||
        !cm__abr_town(out->town, f[OAZA], f[CHOME]) || cm__source_is_long(f[KOAZA]))
        return "a name is over 300 bytes";
    out->place = (cm__source_place){.prefecture = cm__abr_prefecture(code),
                                    .town = out->town,
                                    .koaza = f[KOAZA],
                                    .place = {NAN, NAN},
                                    .city_code = code};
    out->place.city = cm__source_full_city(rows->run, code, out->place.prefecture, out->short_city);
    return NULL;
}

static const char *read_part(part *out, const cm__source_rows *rows)
{
    const char *const *const f = rows->fields;
    const char *const wrong = read_names(out, rows);

    if (wrong)
        return wrong;
    if (*f[NUMBER] == '\0' && *f[NUMBER_2] == '\0')
        return "no number";
    if (!cm__abr_join(out->block, "", &f[NUMBER], 1) || !cm__abr_join(out->lot, "-", &f[NUMBER], 3))
        return "a number is over 300 bytes";
    cm__text_narrow(out->block);
    cm__text_narrow(out->lot);
    return NULL;
}

static cm_status tell_part(cm__source_rows *rows, part *row, cm__source_ids ids, cm_level level)
{
    const char *const *const f = rows->fields;
    const char *const parts[] = {f[LG_CODE], f[MACHIAZA_ID], f[PART_ID],
                                 ids == CM__IDS_BUILDING ? f[RESIDENCE_ID] : "",
                                 ids == CM__IDS_BUILDING ? f[RESIDENCE_ID_2] : ""};
    size_t entity = 0;
    cm_status status;

    row->place.level = level;
    row->place.is_parcel = ids == CM__IDS_LOT;
    row->place.lot = ids == CM__IDS_BLOCK ? row->block : row->lot;
    status = cm__source_tell(rows, &entity, &row->place);
    return status ? status : cm__source_keep_id(rows->run, ids, parts, entity);
}

static bool is_same_block(const last_block *last, const part *row)
{
    return last->city_code == row->place.city_code && strcmp(last->block, row->block) == 0 &&
           strcmp(last->town, row->town) == 0 && strcmp(last->koaza, row->place.koaza) == 0;
}

/* A residence names its block too, which may have no file of its own; but where there is no block
 * number, the residence stands for itself. */
static cm_status tell_residence(cm__source_rows *rows, part *row, last_block *last)
{
    const char *const *const f = rows->fields;
    cm_status status = CM_OK;

    if (*row->block && !is_same_block(last, row)) {
        status = tell_part(rows, row, CM__IDS_BLOCK, CM_LEVEL_BLOCK);
        memcpy(last->town, row->town, sizeof last->town);
        memcpy(last->block, row->block, sizeof last->block);
        memcpy(last->koaza, row->place.koaza, strlen(row->place.koaza) + 1);
        last->city_code = row->place.city_code;
    }
    if (status || (*f[NUMBER_2] == '\0' && *f[NUMBER_3] == '\0'))
        return status;
    return tell_part(rows, row, CM__IDS_BUILDING, CM_LEVEL_BUILDING);
}

static cm_status read_parts(cm__source_rows *rows, cm__source_ids ids)
{
    last_block last = {.city_code = 0};

    for (;;) {
        part row;
        bool found;
        cm_status status = cm__source_rows_next(rows, &found);
        if (status || !found)
            return status;
        if (*rows->fields[ABOLISHED]) {
            rows->run->report.skipped++;
            continue;
        }
        const char *const wrong = read_part(&row, rows);
        if (wrong)
            status = cm__source_rows_reject(rows, wrong);
        else if (ids == CM__IDS_BUILDING)
            status = tell_residence(rows, &row, &last);
        else
            status = tell_part(rows, &row, ids, CM_LEVEL_BLOCK);
        if (status)
            return status;
    }
}

static cm_status read_blocks(cm__source_rows *rows)
{
    return read_parts(rows, CM__IDS_BLOCK);
}

static cm_status read_lots(cm__source_rows *rows)
{
    return read_parts(rows, CM__IDS_LOT);
}

static cm_status read_residences(cm__source_rows *rows)
{
    return read_parts(rows, CM__IDS_BUILDING);
}

cm__source_formats cm__source_abr_parts(void)
{
    static const cm__source_format formats[] = {
        {.kind = {"アドレス・ベース・レジストリ 住居表示 住居", cm__abr_attribution},
         .phase = CM__SOURCE_PARTS,
         .columns = residence_columns,
         .column_count = RESIDENCE_COLUMNS,
         .required = RESIDENCE_COLUMNS,
         .read = read_residences},
        {.kind = {"アドレス・ベース・レジストリ 住居表示 街区", cm__abr_attribution},
         .phase = CM__SOURCE_PARTS,
         .columns = block_columns,
         .column_count = LOT_COLUMNS,
         .required = LOT_COLUMNS,
         .strangers = "rsdt_id|rsdt2_id",
         .read = read_blocks},
        {.kind = {"アドレス・ベース・レジストリ 地番", cm__abr_attribution},
         .phase = CM__SOURCE_PARTS,
         .columns = lot_columns,
         .column_count = LOT_COLUMNS,
         .required = LOT_COLUMNS,
         .read = read_lots},
    };

    return (cm__source_formats){formats, sizeof formats / sizeof *formats};
}
