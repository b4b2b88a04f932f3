/* source_geolonia.c - the towns of Geolonia's address data: its latest.csv, and the plain table. */
#include "geo/source_formats.h"
#include "geo/source_names.h"
#include <stddef.h>

enum {
    PREFECTURE,
    CITY,
    TOWN,
    KOAZA,
    LAT,
    LON,
    REQUIRED,
    PREFECTURE_KANA = REQUIRED,
    PREFECTURE_ROMAN,
    CITY_CODE,
    CITY_KANA,
    CITY_ROMAN,
    TOWN_KANA,
    TOWN_ROMAN,
    COLUMNS
};

static const char *const plain[REQUIRED] = {"pref", "city", "town", "koaza", "lat", "lng"};

static const char *const latest[COLUMNS] = {"都道府県名",
                                            "市区町村名",
                                            "大字町丁目名",
                                            "小字・通称名",
                                            "緯度",
                                            "経度",
                                            "都道府県名カナ",
                                            "都道府県名ローマ字",
                                            "市区町村コード",
                                            "市区町村名カナ",
                                            "市区町村名ローマ字",
                                            "大字町丁目名カナ",
                                            "大字町丁目名ローマ字"};

static const char attribution[] = "Geolonia 住所データ (CC BY 4.0, Geolonia Inc.)、国土交通省 "
                                  "位置参照情報・日本郵便のデータを加工";

/* What is wrong with a row, or NULL. */
static const char *check(cm_lonlat *place, const char *const *fields)
{
    if (*fields[PREFECTURE] == '\0')
        return "no prefecture";
    if (*fields[CITY] == '\0')
        return "no city";
    if (*fields[TOWN] == '\0')
        return "no town";
    for (int i = 0; i < LAT; i++)
        if (cm__source_is_long(fields[i]))
            return "a name is over 300 bytes";
    return cm__source_read_place(place, fields[LON], fields[LAT]);
}

static const char *or_null(const char *text)
{
    return *text ? text : NULL;
}

static cm_status tell(cm__source_rows *rows, cm_lonlat place)
{
    const char *const *const fields = rows->fields;
    const uint32_t code = cm__source_digits(fields[CITY_CODE], 4, 5);
    const cm__source_city city = {fields[PREFECTURE],
                                  fields[PREFECTURE_KANA],
                                  fields[PREFECTURE_ROMAN],
                                  fields[CITY],
                                  fields[CITY_KANA],
                                  fields[CITY_ROMAN],
                                  code,
                                  false};
    cm__source_place row = {.level = CM_LEVEL_TOWN,
                            .prefecture = fields[PREFECTURE],
                            .city = fields[CITY],
                            .town = fields[TOWN],
                            .koaza = fields[KOAZA],
                            .lot = "",
                            .kana = or_null(fields[TOWN_KANA]),
                            .roman = or_null(fields[TOWN_ROMAN]),
                            .place = place,
                            .city_code = code};
    const cm_status status = cm__source_tell_city(rows, &city);

    return status ? status : cm__source_tell(rows, NULL, &row);
}

static cm_status read(cm__source_rows *rows)
{
    for (size_t i = rows->format->column_count; i < COLUMNS; i++)
        rows->fields[i] = "";
    for (;;) {
        cm_lonlat place = {0};
        bool found;
        cm_status status = cm__source_rows_next(rows, &found);
        if (status || !found)
            return status;
        const char *const wrong = check(&place, rows->fields);
        status = wrong ? cm__source_rows_reject(rows, wrong) : tell(rows, place);
        if (status)
            return status;
    }
}

cm__source_formats cm__source_geolonia(void)
{
    static const cm__source_format formats[] = {
        {.kind = {"Geolonia 住所データ（町の表）", attribution},
         .columns = plain,
         .column_count = REQUIRED,
         .required = REQUIRED,
         .read = read},
        {.kind = {"Geolonia 住所データ", attribution},
         .columns = latest,
         .column_count = COLUMNS,
         .required = REQUIRED,
         .read = read},
    };

    return (cm__source_formats){formats, sizeof formats / sizeof *formats};
}
