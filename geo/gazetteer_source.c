/* gazetteer_source.c - tables of towns as they are published, read as rows of one kind. */
#include "geo/gazetteer_source.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/base_number.h"
#include "geo/reader_rejects.h"
#include <clustermap/reader.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { PREFECTURE, CITY, TOWN, KOAZA, LAT, LON, FIELD_COUNT };

typedef struct kind {
    const char *headers[FIELD_COUNT];
    const char *attribution;
} kind;

static const char geolonia[] = "Geolonia 住所データ (CC BY 4.0, Geolonia Inc.)、国土交通省 "
                               "位置参照情報・日本郵便のデータを加工";

static const kind kinds[] = {
    {{"pref", "city", "town", "koaza", "lat", "lng"}, geolonia},
    {{"都道府県名", "市区町村名", "大字町丁目名", "小字・通称名", "緯度", "経度"}, geolonia},
};

static cm_status refuse_packed(const char *path)
{
    static const struct {
        const char *ending, *command;
    } packers[] = {{".xz", "xz -dk"}, {".gz", "gzip -dk"}, {".zip", "unzip"}, {".zst", "zstd -d"}};
    const size_t length = strlen(path);

    for (size_t i = 0; i < sizeof packers / sizeof *packers; i++) {
        const size_t size = strlen(packers[i].ending);
        if (length > size && strcmp(path + length - size, packers[i].ending) == 0)
            return cm__fail(CM_ERR_FORMAT, "%s: is packed; unpack it with: %s %s", path,
                            packers[i].command, path);
    }
    return CM_OK;
}

static bool has_headers(size_t columns[static FIELD_COUNT], const cm_table *table,
                        const kind *candidate)
{
    for (int i = 0; i < FIELD_COUNT; i++) {
        columns[i] = cm_table_find_column(table, candidate->headers[i]);
        if (columns[i] == CM_ABSENT)
            return false;
    }
    return true;
}

static cm_status find_kind(const kind **out, size_t columns[static FIELD_COUNT],
                           const cm_table *table, const char *path)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (has_headers(columns, table, &kinds[i])) {
            *out = &kinds[i];
            return CM_OK;
        }
    return cm__fail(CM_ERR_FORMAT,
                    "%s: is no known table of towns; known headers are pref,city,town,koaza,lat,lng"
                    " and those of Geolonia's latest.csv",
                    path);
}

/* Reads one coordinate: blank is unknown, what is not a number or not in Japan is an error. */
static bool read_degrees(double *out, const char *text, double low, double high)
{
    *out = NAN;
    if (text[strspn(text, " \t")] == '\0')
        return true;
    return cm__number_is(out, text) && *out >= low && *out <= high;
}

/* What is wrong with a row, or NULL. */
static const char *read_row(cm__source_row *out, const char *const fields[static FIELD_COUNT])
{
    out->prefecture = fields[PREFECTURE];
    out->city = fields[CITY];
    out->town = fields[TOWN];
    out->koaza = fields[KOAZA];
    if (*out->prefecture == '\0')
        return "no prefecture";
    if (*out->city == '\0')
        return "no city";
    if (*out->town == '\0')
        return "no town";
    for (int i = 0; i < LAT; i++)
        if (strlen(fields[i]) > 300)
            return "a name is over 300 bytes";
    if (!read_degrees(&out->place.lat_deg, fields[LAT], 20, 46))
        return "the latitude is not a number within 20..46";
    if (!read_degrees(&out->place.lon_deg, fields[LON], 122, 154))
        return "the longitude is not a number within 122..154";
    if (isnan(out->place.lat_deg) != isnan(out->place.lon_deg))
        return "only one of latitude and longitude is given";
    return NULL;
}

static cm_status add_row(cm__source_rows *rows, const cm__source_row *row)
{
    if (rows->count == rows->capacity) {
        const size_t capacity = rows->capacity ? 2 * rows->capacity : 1024;
        const cm_status status = cm__array_grow(&rows->rows, capacity, sizeof *rows->rows);
        if (status)
            return status;
        rows->capacity = capacity;
    }
    rows->rows[rows->count++] = *row;
    return CM_OK;
}

static cm_status reject_row(cm_table *rejects, const char *path, int64_t line, const char *wrong,
                            const char *const fields[static FIELD_COUNT])
{
    char reason[512], text[1024];

    snprintf(reason, sizeof reason, "%.300s:%lld: %s", path, (long long)line, wrong);
    snprintf(text, sizeof text, "%.150s,%.150s,%.150s,%.150s,%.50s,%.50s", fields[PREFECTURE],
             fields[CITY], fields[TOWN], fields[KOAZA], fields[LAT], fields[LON]);
    return rejects ? cm__rejects_add(rejects, line, reason, text) : CM_OK;
}

static cm_status read_rows(cm__source_rows *rows, const cm_table *table,
                           const size_t columns[static FIELD_COUNT], const char *path,
                           cm_table *rejects)
{
    cm_status status = CM_OK;

    for (size_t i = 0; i < table->row_count && !status; i++) {
        const char *fields[FIELD_COUNT];
        cm__source_row row = {.order = rows->seen++};
        for (int f = 0; f < FIELD_COUNT; f++)
            fields[f] = cm_table_get_text(table, i, columns[f]);
        const char *const wrong = read_row(&row, fields);
        if (wrong) {
            rows->rejected++;
            status = reject_row(rejects, path, table->lines[i], wrong, fields);
        } else {
            status = add_row(rows, &row);
        }
    }
    return status;
}

static void add_attribution(cm__source_rows *rows, const char *line)
{
    for (size_t i = 0; i < rows->attribution_count; i++)
        if (strcmp(rows->attribution[i], line) == 0)
            return;
    rows->attribution[rows->attribution_count++] = line;
}

cm_status cm__source_read(cm__source_rows *rows, const char *path, cm_table *rejects)
{
    const size_t before = rows->count;
    size_t columns[FIELD_COUNT];
    const kind *found = NULL;
    cm_table *table;
    cm_status status = refuse_packed(path);

    if (!status)
        status = cm__array_grow(&rows->tables, rows->table_count + 1, sizeof *rows->tables);
    if (status)
        return status;
    table = &rows->tables[rows->table_count++];
    *table = (cm_table){0};
    status = cm_table_read(table, path, NULL, rejects);
    if (!status)
        status = find_kind(&found, columns, table, path);
    if (!status)
        status = read_rows(rows, table, columns, path, rejects);
    if (status)
        return status;
    if (rows->count == before)
        return cm__fail(CM_ERR_FORMAT, "%s: holds no usable row", path);
    add_attribution(rows, found->attribution);
    return CM_OK;
}

void cm__source_clear(cm__source_rows *rows)
{
    for (size_t i = 0; i < rows->table_count; i++)
        cm_table_clear(&rows->tables[i]);
    cm__array_free(&rows->tables);
    cm__array_free(&rows->rows);
    *rows = (cm__source_rows){0};
}
