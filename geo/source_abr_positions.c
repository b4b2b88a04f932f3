/* source_abr_positions.c - where the things of the Address Base Registry are, in files of their
 * own. */
#include "geo/base_memory.h"
#include "geo/source_abr.h"
#include "geo/source_formats.h"
#include "geo/source_names.h"
#include <clustermap/crs.h>
#include <math.h>
#include <string.h>

enum { LON, LAT, SRID, IDS };

#define COMMON "rep_lon", "rep_lat", "rep_srid", "lg_code"
static const char *const city_columns[] = {COMMON};
static const char *const town_columns[] = {COMMON, "machiaza_id"};
static const char *const block_columns[] = {COMMON, "machiaza_id", "blk_id"};
static const char *const lot_columns[] = {COMMON, "machiaza_id", "prc_id"};
static const char *const residence_columns[] = {COMMON, "machiaza_id", "blk_id", "rsdt_id",
                                                "rsdt2_id"};

/* Positions that wait, those on JGD2000 to be transformed together. */
typedef struct batch {
    size_t *entities;
    double *lon, *lat;
    size_t *old; /* which of them are on JGD2000 */
    size_t count, old_count;
    cm_crs *jgd2000, *jgd2011; /* made when first needed */
} batch;

enum { BATCH = 4096 };

static cm_status create_batch(batch *out)
{
    cm_status status = cm__array_grow(&out->entities, BATCH, sizeof *out->entities);

    if (!status)
        status = cm__array_grow(&out->lon, 2 * BATCH, sizeof *out->lon);
    if (!status)
        status = cm__array_grow(&out->lat, 2 * BATCH, sizeof *out->lat);
    if (!status)
        status = cm__array_grow(&out->old, BATCH, sizeof *out->old);
    return status;
}

static void clear_batch(batch *all)
{
    cm_crs_destroy(all->jgd2011);
    cm_crs_destroy(all->jgd2000);
    cm__array_free(&all->old);
    cm__array_free(&all->lat);
    cm__array_free(&all->lon);
    cm__array_free(&all->entities);
}

static cm_status create_systems(batch *all)
{
    cm_status status = CM_OK;

    if (!all->jgd2000)
        status = cm_crs_create(&all->jgd2000, "EPSG:4612");
    if (!status && !all->jgd2011)
        status = cm_crs_create(&all->jgd2011, CM_CRS_LONLAT);
    return status;
}

/* The second half of lon and lat is where the old ones are gathered. */
static cm_status transform_old(batch *all)
{
    double *const x = all->lon + BATCH, *const y = all->lat + BATCH;
    cm_status status = all->old_count > 0 ? create_systems(all) : CM_OK;

    if (status || all->old_count == 0)
        return status;
    for (size_t i = 0; i < all->old_count; i++) {
        x[i] = all->lon[all->old[i]];
        y[i] = all->lat[all->old[i]];
    }
    status = cm_crs_transform(all->jgd2000, all->jgd2011, x, y, all->old_count, NULL);
    for (size_t i = 0; !status && i < all->old_count; i++) {
        all->lon[all->old[i]] = x[i];
        all->lat[all->old[i]] = y[i];
    }
    return status;
}

static cm_status tell_batch(batch *all, cm__source_rows *rows)
{
    const cm__source_listener *const listener = rows->run->listener;
    cm_status status = transform_old(all);

    for (size_t i = 0; !status && i < all->count; i++) {
        const cm_lonlat place = {all->lon[i], all->lat[i]};
        status = listener->position(listener->context, all->entities[i], rows->source, place);
        rows->run->told++;
    }
    all->count = all->old_count = 0;
    return status;
}

static bool is_srid(const char *text, const char *code)
{
    const char *const number = strncmp(text, "EPSG:", 5) == 0 ? text + 5 : text;

    return strcmp(number, code) == 0;
}

/* What is wrong with a row, or NULL. */
static const char *read_position(cm_lonlat *place, bool *is_old, const char *const *f)
{
    const char *const wrong = cm__source_read_place(place, f[LON], f[LAT]);

    if (wrong || isnan(place->lon_deg))
        return wrong;
    *is_old = is_srid(f[SRID], "4612");
    if (!*is_old && !is_srid(f[SRID], "6668"))
        return "the srid is neither EPSG:6668 nor EPSG:4612";
    return NULL;
}

static cm_status read_row(batch *all, cm__source_rows *rows)
{
    cm_lonlat place = {0};
    bool is_old = false;
    size_t entity = SIZE_MAX;
    const char *const wrong = read_position(&place, &is_old, rows->fields);
    cm_status status;

    if (wrong)
        return cm__source_rows_reject(rows, wrong);
    status = cm__source_find_id(&entity, rows->run, rows->format->ids, rows->fields + IDS);
    if (status)
        return status;
    if (entity == SIZE_MAX || isnan(place.lon_deg)) {
        rows->run->report.skipped++;
        return CM_OK;
    }
    if (is_old)
        all->old[all->old_count++] = all->count;
    all->entities[all->count] = entity;
    all->lon[all->count] = place.lon_deg;
    all->lat[all->count++] = place.lat_deg;
    return all->count == BATCH ? tell_batch(all, rows) : CM_OK;
}

static cm_status read(cm__source_rows *rows)
{
    batch all = {0};
    bool found = true;
    cm_status status = create_batch(&all);

    while (!status && found) {
        status = cm__source_rows_next(rows, &found);
        if (!status && found)
            status = read_row(&all, rows);
    }
    if (!status)
        status = tell_batch(&all, rows);
    clear_batch(&all);
    return status;
}

cm__source_formats cm__source_abr_positions(void)
{
#define POSITIONS(title, key, names, others)                                                       \
    {                                                                                              \
        .kind = {"アドレス・ベース・レジストリ " title, cm__abr_attribution},                      \
        .phase = CM__SOURCE_POSITIONS, .ids = key, .columns = names,                               \
        .column_count = sizeof names / sizeof *names, .required = sizeof names / sizeof *names,    \
        .strangers = others, .read = read                                                          \
    }
    static const cm__source_format formats[] = {
        POSITIONS("住居表示 住居の位置", CM__IDS_BUILDING, residence_columns, NULL),
        POSITIONS("住居表示 街区の位置", CM__IDS_BLOCK, block_columns, "rsdt_id|rsdt2_id"),
        POSITIONS("地番の位置", CM__IDS_LOT, lot_columns, NULL),
        POSITIONS("町字の位置", CM__IDS_TOWN, town_columns, "blk_id|rsdt_id|rsdt2_id|prc_id"),
        POSITIONS("都道府県・市区町村の位置", CM__IDS_CITY, city_columns,
                  "machiaza_id|blk_id|rsdt_id|prc_id"),
    };

    return (cm__source_formats){formats, sizeof formats / sizeof *formats};
}
