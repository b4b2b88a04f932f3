/* source_abr_names.c - the prefectures, municipalities and towns of the Address Base Registry. */
#include "geo/source_abr.h"
#include "geo/source_formats.h"
#include "geo/source_names.h"
#include <math.h>
#include <string.h>

enum {
    LG_CODE,
    PREF,
    PREF_KANA,
    PREF_ROMA,
    ABOLISHED,
    PREF_COLUMNS,
    CITY = PREF_COLUMNS,
    COUNTY,
    WARD,
    CITY_REQUIRED,
    MACHIAZA_ID = CITY_REQUIRED,
    OAZA,
    CHOME,
    KOAZA,
    TOWN_REQUIRED,
    CITY_KANA = TOWN_REQUIRED,
    COUNTY_KANA,
    WARD_KANA,
    CITY_ROMA,
    COUNTY_ROMA,
    WARD_ROMA,
    CITY_COLUMNS,
    OAZA_KANA = CITY_COLUMNS,
    CHOME_KANA,
    OAZA_ROMA,
    CHOME_NUMBER,
    POST_CODE,
    TOWN_COLUMNS
};

#define PREFECTURE "lg_code", "pref", "pref_kana", "pref_roma", "ablt_date"
#define READINGS "city_kana", "county_kana", "ward_kana", "city_roma", "county_roma", "ward_roma"
static const char *const pref_columns[] = {PREFECTURE};
static const char *const city_columns[] = {PREFECTURE, "city", "county", "ward",  NULL,
                                           NULL,       NULL,   NULL,     READINGS};
static const char *const town_columns[] = {
    PREFECTURE,   "city",          "county",       "ward",     "machiaza_id",
    "oaza_cho",   "chome",         "koaza",        READINGS,   "oaza_cho_kana",
    "chome_kana", "oaza_cho_roma", "chome_number", "post_code"};

_Static_assert(sizeof pref_columns / sizeof *pref_columns == PREF_COLUMNS, "by number");
_Static_assert(sizeof city_columns / sizeof *city_columns == CITY_COLUMNS, "by number");
_Static_assert(sizeof town_columns / sizeof *town_columns == TOWN_COLUMNS, "by number");
_Static_assert((int)TOWN_COLUMNS <= (int)CM__SOURCE_FIELDS, "they fit");

/* The names of a row, put together from their columns. */
typedef struct joined {
    char city[CM__ABR_NAME_SIZE], city_kana[CM__ABR_NAME_SIZE], city_roma[CM__ABR_NAME_SIZE];
    char town[CM__ABR_NAME_SIZE], town_kana[CM__ABR_NAME_SIZE], town_roma[CM__ABR_NAME_SIZE];
    uint32_t code;
} joined;

static const char *or_null(const char *text)
{
    return *text ? text : NULL;
}

static bool join_city(joined *out, const char *const *f)
{
    const char *const names[] = {f[COUNTY], f[CITY], f[WARD]};
    const char *const kana[] = {f[COUNTY_KANA], f[CITY_KANA], f[WARD_KANA]};
    const char *const roma[] = {f[COUNTY_ROMA], f[CITY_ROMA], f[WARD_ROMA]};

    return cm__abr_join(out->city, "", names, 3) && cm__abr_join(out->city_kana, "", kana, 3) &&
           cm__abr_join(out->city_roma, " ", roma, 3);
}

/* The roman name of a chome is told by no column, but by its number. */
static bool join_town(joined *out, const char *const *f)
{
    const char *const kana[] = {f[OAZA_KANA], f[CHOME_KANA]};
    const char *const roma[] = {f[OAZA_ROMA], *f[OAZA_ROMA] ? f[CHOME_NUMBER] : ""};

    return cm__abr_town(out->town, f[OAZA], f[CHOME]) &&
           cm__abr_join(out->town_kana, "", kana, 2) && cm__abr_join(out->town_roma, " ", roma, 2);
}

/* Reads what a row says of prefecture and municipality, which is none in the prefectures' file.
 * Returns what is wrong, or NULL. */
static const char *read_names(joined *out, const cm__source_rows *rows, bool has_city)
{
    const char *const *const f = rows->fields;

    out->code = cm__abr_city_code(f[LG_CODE]);
    if (out->code == 0)
        return "the lg_code is that of no municipality";
    if (*f[PREF] == '\0')
        return "no prefecture";
    if (has_city && *f[CITY] == '\0')
        return "no city";
    if (cm__source_is_long(f[PREF]) || cm__source_is_long(f[PREF_KANA]) ||
        cm__source_is_long(f[PREF_ROMA]) || (has_city && !join_city(out, f)))
        return "a name is over 300 bytes";
    return NULL;
}

static cm__source_place place_of(const cm__source_rows *rows, const joined *names, cm_level level)
{
    const char *const *const f = rows->fields;

    return (cm__source_place){.level = level,
                              .prefecture = f[PREF],
                              .city = level == CM_LEVEL_PREFECTURE ? "" : names->city,
                              .town = "",
                              .koaza = "",
                              .lot = "",
                              .place = {NAN, NAN},
                              .city_code = level == CM_LEVEL_PREFECTURE ? 0 : names->code};
}

/* Tells a prefecture or a municipality, of which the row is about nothing else; so it is told even
 * if another file has told it, for the number that positions ask for. */
static cm_status tell_city_row(cm__source_rows *rows, const joined *names, bool has_city)
{
    const char *const *const f = rows->fields;
    cm__source_place place = place_of(rows, names, has_city ? CM_LEVEL_CITY : CM_LEVEL_PREFECTURE);
    const cm__source_city city = {.prefecture = f[PREF],
                                  .prefecture_kana = f[PREF_KANA],
                                  .prefecture_roman = f[PREF_ROMA],
                                  .city = has_city ? names->city : NULL,
                                  .code = names->code,
                                  .is_told = true};
    size_t entity = 0;
    cm_status status;

    place.kana = or_null(has_city ? names->city_kana : f[PREF_KANA]);
    place.roman = or_null(has_city ? names->city_roma : f[PREF_ROMA]);
    status = has_city ? cm__source_tell_city(rows, &city) : CM_OK;
    if (!status)
        status = cm__source_tell(rows, &entity, &place);
    return status ? status : cm__source_keep_id(rows->run, CM__IDS_CITY, &f[LG_CODE], entity);
}

static bool is_abolished(cm__source_rows *rows)
{
    const bool is = *rows->fields[ABOLISHED] != '\0';

    rows->run->report.skipped += is;
    return is;
}

static cm_status read_cities_or_prefectures(cm__source_rows *rows, bool has_city)
{
    for (;;) {
        joined names = {.code = 0};
        bool found;
        cm_status status = cm__source_rows_next(rows, &found);
        if (status || !found)
            return status;
        if (is_abolished(rows))
            continue;
        const char *const wrong = read_names(&names, rows, has_city);
        status =
            wrong ? cm__source_rows_reject(rows, wrong) : tell_city_row(rows, &names, has_city);
        if (status)
            return status;
    }
}

static cm_status read_prefectures(cm__source_rows *rows)
{
    return read_cities_or_prefectures(rows, false);
}

static cm_status read_cities(cm__source_rows *rows)
{
    return read_cities_or_prefectures(rows, true);
}

static const char *read_town(joined *out, const cm__source_rows *rows)
{
    const char *const *const f = rows->fields;
    const char *const wrong = read_names(out, rows, true);

    if (wrong)
        return wrong;
    if (*f[MACHIAZA_ID] == '\0')
        return "no machiaza_id";
    if (!join_town(out, f) || cm__source_is_long(f[KOAZA]))
        return "a name is over 300 bytes";
    return NULL;
}

static cm_status tell_postal(cm__source_rows *rows, const joined *names, uint32_t postal_code)
{
    const cm__source_listener *const listener = rows->run->listener;
    const cm__source_postal row = {.source = rows->source,
                                   .postal_code = postal_code,
                                   .city_code = names->code,
                                   .prefecture = rows->fields[PREF],
                                   .city = names->city,
                                   .town = names->town,
                                   .kana = or_null(names->town_kana)};

    return postal_code ? listener->postal(listener->context, &row) : CM_OK;
}

static cm_status tell_town(cm__source_rows *rows, const joined *names)
{
    const char *const *const f = rows->fields;
    const char *const ids[] = {f[LG_CODE], f[MACHIAZA_ID]};
    const cm__source_city city = {f[PREF],          f[PREF_KANA],     f[PREF_ROMA], names->city,
                                  names->city_kana, names->city_roma, names->code,  false};
    cm__source_place place = place_of(rows, names, CM_LEVEL_TOWN);
    size_t entity = 0;
    cm_status status = cm__source_tell_city(rows, &city);

    if (status)
        return status;
    place.town = names->town;
    place.koaza = f[KOAZA];
    place.kana = or_null(names->town_kana);
    place.roman = or_null(names->town_roma);
    place.postal_code = cm__source_digits(f[POST_CODE], 7, 7);
    status = cm__source_tell(rows, &entity, &place);
    if (!status)
        status = tell_postal(rows, names, place.postal_code);
    return status ? status : cm__source_keep_id(rows->run, CM__IDS_TOWN, ids, entity);
}

static cm_status read_towns(cm__source_rows *rows)
{
    for (;;) {
        joined names = {.code = 0};
        bool found;
        cm_status status = cm__source_rows_next(rows, &found);
        if (status || !found)
            return status;
        if (is_abolished(rows))
            continue;
        const char *const wrong = read_town(&names, rows);
        status = wrong ? cm__source_rows_reject(rows, wrong) : tell_town(rows, &names);
        if (status)
            return status;
    }
}

cm__source_formats cm__source_abr_names(void)
{
    static const cm__source_format formats[] = {
        {.kind = {"アドレス・ベース・レジストリ 町字", cm__abr_attribution},
         .columns = town_columns,
         .column_count = TOWN_COLUMNS,
         .required = TOWN_REQUIRED,
         .read = read_towns},
        {.kind = {"アドレス・ベース・レジストリ 市区町村", cm__abr_attribution},
         .columns = city_columns,
         .column_count = CITY_COLUMNS,
         .required = CITY_REQUIRED,
         .strangers = "machiaza_id",
         .read = read_cities},
        {.kind = {"アドレス・ベース・レジストリ 都道府県", cm__abr_attribution},
         .columns = pref_columns,
         .column_count = PREF_COLUMNS,
         .required = PREF_COLUMNS,
         .strangers = "city|machiaza_id",
         .read = read_prefectures},
    };

    return (cm__source_formats){formats, sizeof formats / sizeof *formats};
}
