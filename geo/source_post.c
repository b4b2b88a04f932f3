/* source_post.c - the postal codes of Japan Post, which tell no places: KEN_ALL.CSV,
 * utf_ken_all.csv and, for the roman names of municipalities, KEN_ALL_ROME.CSV. */
#include "geo/base_memory.h"
#include "geo/source_formats.h"
#include "geo/source_names.h"
#include "geo/source_post_town.h"
#include "geo/text_width.h"
#include <string.h>

enum { CODE, POSTAL_CODE, PREFECTURE_KANA, CITY_KANA, TOWN_KANA, PREFECTURE, CITY, TOWN, COLUMNS };
static const signed char places[COLUMNS] = {0, 2, 3, 4, 5, 6, 7, 8};

enum { R_POSTAL_CODE, R_PREFECTURE, R_CITY, R_PREFECTURE_ROMAN, R_CITY_ROMAN, R_COLUMNS };
static const signed char roman_places[R_COLUMNS] = {0, 1, 2, 4, 5};

enum { TOWN_MAX = 16384 }; /* bytes of a record's town, over all its rows */

static const char attribution[] = "日本郵便 郵便番号データ";

static bool is_field_of_digits(const cm__csv *csv, size_t field, size_t length)
{
    const char *const text = csv->record + csv->fields[field].begin;

    return csv->fields[field].length == length && strspn(text, "0123456789") == length;
}

static bool is_postal_row(const cm__csv *csv)
{
    return csv->field_count == 15 && is_field_of_digits(csv, 0, 5) && is_field_of_digits(csv, 2, 7);
}

static bool is_roman_row(const cm__csv *csv)
{
    const unsigned char *text;

    if (csv->field_count != 7 || !is_field_of_digits(csv, 0, 7) || csv->fields[4].length == 0)
        return false;
    text = (const unsigned char *)csv->record + csv->fields[4].begin;
    for (size_t i = 0; i < csv->fields[4].length; i++)
        if (text[i] >= 0x80)
            return false;
    return true;
}

/* A record, whose rows are put together. Texts but the town's live as long as the file. */
typedef struct record {
    const char *prefecture, *prefecture_kana, *city, *city_kana, *town_kana;
    uint32_t code, postal_code;
    cm__text town;
    bool is_there;
    cm__text scratch;
} record;

/* A reading in full width; none if it is too long, for then nothing whole is written. */
static void widen(char out[static CM__FOLDED_MAX], const char *kana)
{
    if (!cm__text_fold(out, kana))
        out[0] = '\0';
}

/* Full width; only as far as the bracket, and only of one name. */
static const char *town_kana(char *buffer, const record *whole, const cm__post_town *town)
{
    if (town->name_count > 1 || *town->names == '\0')
        return NULL;
    widen(buffer, whole->town_kana);
    buffer[strcspn(buffer, "(")] = '\0';
    return *buffer ? buffer : NULL;
}

static cm_status tell_town(cm__source_rows *rows, const record *whole, const cm__post_town *town)
{
    const cm__source_listener *const listener = rows->run->listener;
    char kana[CM__FOLDED_MAX];
    cm__source_postal row = {.source = rows->source,
                             .postal_code = whole->postal_code,
                             .city_code = whole->code,
                             .prefecture = whole->prefecture,
                             .city = whole->city,
                             .town = town->names,
                             .kana = town_kana(kana, whole, town)};
    cm_status status = CM_OK;

    for (size_t i = 0; i < town->name_count; i++) {
        for (size_t r = 0; !status && r < town->range_count; r++) {
            row.chome_from = town->ranges[r].from;
            row.chome_to = town->ranges[r].to;
            status = listener->postal(listener->context, &row);
            rows->run->told++;
        }
        if (status)
            break;
        row.town += strlen(row.town) + 1;
    }
    return status;
}

static cm_status tell_record(cm__source_rows *rows, record *whole)
{
    char prefecture_kana[CM__FOLDED_MAX], city_kana[CM__FOLDED_MAX];
    const cm__source_city city = {.prefecture = whole->prefecture,
                                  .prefecture_kana = prefecture_kana,
                                  .city = whole->city,
                                  .city_kana = city_kana,
                                  .code = whole->code};
    cm__post_town town;
    cm_status status;

    if (!whole->is_there)
        return CM_OK;
    whole->is_there = false;
    widen(prefecture_kana, whole->prefecture_kana);
    widen(city_kana, whole->city_kana);
    status = cm__source_tell_city(rows, &city);
    if (!status)
        status = cm__post_town_read(&town, &whole->scratch, whole->town.bytes);
    if (status)
        return status;
    if (town.is_building) {
        rows->run->report.skipped++;
        return CM_OK;
    }
    return tell_town(rows, whole, &town);
}

static const char *check(const char *const *fields)
{
    if (cm__source_digits(fields[CODE], 5, 5) == 0)
        return "the first field is no code of a municipality";
    if (cm__source_digits(fields[POSTAL_CODE], 7, 7) == 0)
        return "the third field is no postal code";
    if (*fields[PREFECTURE] == '\0' || *fields[CITY] == '\0')
        return "no prefecture or no city";
    if (*fields[TOWN] == '\0')
        return "no town";
    if (cm__source_is_long(fields[PREFECTURE]) || cm__source_is_long(fields[CITY]))
        return "a name is over 300 bytes";
    if (strlen(fields[TOWN]) > TOWN_MAX)
        return "the town is over 16 KiB";
    return NULL;
}

static bool goes_on(const record *whole, const char *const *fields)
{
    return whole->is_there && cm__post_town_is_open(whole->town.bytes) &&
           whole->code == cm__source_digits(fields[CODE], 5, 5) &&
           whole->postal_code == cm__source_digits(fields[POSTAL_CODE], 7, 7) &&
           whole->town.length + strlen(fields[TOWN]) <= TOWN_MAX;
}

static cm_status begin_record(record *out, const char *const *fields)
{
    out->prefecture = fields[PREFECTURE];
    out->prefecture_kana = fields[PREFECTURE_KANA];
    out->city = fields[CITY];
    out->city_kana = fields[CITY_KANA];
    out->town_kana = fields[TOWN_KANA];
    out->code = cm__source_digits(fields[CODE], 5, 5);
    out->postal_code = cm__source_digits(fields[POSTAL_CODE], 7, 7);
    out->town.length = 0;
    cm__text_add(&out->town, fields[TOWN]);
    out->is_there = true;
    return out->town.failed;
}

static cm_status read_row(record *whole, cm__source_rows *rows)
{
    const char *const wrong = check(rows->fields);
    cm_status status;

    if (wrong)
        return cm__source_rows_reject(rows, wrong);
    if (goes_on(whole, rows->fields)) {
        cm__text_add(&whole->town, rows->fields[TOWN]);
        return whole->town.failed;
    }
    status = tell_record(rows, whole);
    return status ? status : begin_record(whole, rows->fields);
}

static cm_status read_codes(cm__source_rows *rows)
{
    record whole = {0};
    bool found = true;
    cm_status status = CM_OK;

    while (!status && found) {
        status = cm__source_rows_next(rows, &found);
        if (!status && found)
            status = read_row(&whole, rows);
    }
    if (!status)
        status = tell_record(rows, &whole);
    cm__text_clear(&whole.scratch);
    cm__text_clear(&whole.town);
    return status;
}

/* Writes a name without the blanks, full-width ones too, between its parts. */
static bool join_parts(char *out, const char *name)
{
    static const char blank[] = "\xE3\x80\x80"; /* U+3000 */
    size_t length = 0;

    if (cm__source_is_long(name))
        return false;
    while (*name != '\0') {
        if (*name == ' ' || strncmp(name, blank, 3) == 0)
            name += *name == ' ' ? 1 : 3;
        else
            out[length++] = *name++;
    }
    out[length] = '\0';
    return true;
}

static const char *check_roman(char *prefecture, char *city, const char *const *fields)
{
    if (!join_parts(prefecture, fields[R_PREFECTURE]) || !join_parts(city, fields[R_CITY]) ||
        cm__source_is_long(fields[R_PREFECTURE_ROMAN]) || cm__source_is_long(fields[R_CITY_ROMAN]))
        return "a name is over 300 bytes";
    if (*prefecture == '\0' || *city == '\0')
        return "no prefecture or no city";
    return NULL;
}

static cm_status read_romans(cm__source_rows *rows)
{
    for (;;) {
        char prefecture[CM__SOURCE_NAME_MAX + 1], name[CM__SOURCE_NAME_MAX + 1];
        bool found;
        cm_status status = cm__source_rows_next(rows, &found);
        if (status || !found)
            return status;
        const char *const wrong = check_roman(prefecture, name, rows->fields);
        const cm__source_city city = {.prefecture = prefecture,
                                      .prefecture_roman = rows->fields[R_PREFECTURE_ROMAN],
                                      .city = name,
                                      .city_roman = rows->fields[R_CITY_ROMAN]};
        status = wrong ? cm__source_rows_reject(rows, wrong) : cm__source_tell_city(rows, &city);
        if (status)
            return status;
    }
}

cm__source_formats cm__source_post(void)
{
    static const cm__source_format formats[] = {
        {.kind = {"日本郵便 郵便番号", attribution},
         .column_count = COLUMNS,
         .is_row = is_postal_row,
         .places = places,
         .read = read_codes},
        {.kind = {"日本郵便 郵便番号（ローマ字）", attribution},
         .column_count = R_COLUMNS,
         .is_row = is_roman_row,
         .places = roman_places,
         .read = read_romans},
    };

    return (cm__source_formats){formats, sizeof formats / sizeof *formats};
}
