/* source_fixture.h - a listener that writes down what sources tell it, one line for each call.
 *
 * A place: its level (P prefecture, C city, T town, B block, L lot of land, R residence), file,
 * names, kana and roman, lon and lat, city code, postal code, what is not there left out:
 *   T0 東京都|港区|芝||;シバ|Shiba;139.7,35.6;13103;1050014
 * A position: @ file, number of the place; a postal code: Y file. */
#ifndef SOURCE_FIXTURE_H
#define SOURCE_FIXTURE_H

#include "geo/base_memory.h"
#include "geo/base_text.h"
#include "geo/source.h"
#include "tests/gazetteer_fixture.h"

typedef struct diary {
    cm__text text;
    size_t places, positions, postal, stop_at, calls_of_goes_on;
    size_t by_level[CM_LEVEL_COUNT], lots, without_place;
    double share;
    cm_status fail_with, fail_later; /* what place returns, and the two others */
    bool is_silent;                  /* only counts */
} diary;

static inline void write_place(cm__text *out, cm_lonlat place)
{
    if (!isnan(place.lon_deg)) {
        cm__text_add_rounded(out, place.lon_deg, 7);
        cm__text_add(out, ",");
        cm__text_add_rounded(out, place.lat_deg, 7);
    }
}

static inline const char *or_blank(const char *text)
{
    return text ? text : "";
}

static inline cm_status note_place(void *context, size_t *entity, const cm__source_place *row)
{
    diary *const out = context;
    const char letter = row->is_parcel ? 'L' : "-PCTBR"[row->level];

    if (out->fail_with)
        return out->fail_with;
    *entity = out->places++;
    out->by_level[row->level]++;
    out->lots += row->is_parcel;
    out->without_place += isnan(row->place.lon_deg) != 0;
    if (out->is_silent)
        return CM_OK;
    cm__text_addf(&out->text, "%c%zu %s|%s|%s|%s|%s;%s|%s;", letter, row->source, row->prefecture,
                  row->city, row->town, row->koaza, row->lot, or_blank(row->kana),
                  or_blank(row->roman));
    write_place(&out->text, row->place);
    if (row->city_code || row->postal_code)
        cm__text_addf(&out->text, ";%05u", row->city_code);
    if (row->postal_code)
        cm__text_addf(&out->text, ";%07u", row->postal_code);
    cm__text_add(&out->text, "\n");
    return CM_OK;
}

static inline cm_status note_position(void *context, size_t entity, size_t source, cm_lonlat place)
{
    diary *const out = context;

    out->positions++;
    if (out->is_silent || out->fail_later)
        return out->fail_later;
    cm__text_addf(&out->text, "@%zu %zu;", source, entity);
    write_place(&out->text, place);
    cm__text_add(&out->text, "\n");
    return CM_OK;
}

static inline cm_status note_postal(void *context, const cm__source_postal *row)
{
    diary *const out = context;

    out->postal++;
    if (out->is_silent || out->fail_later)
        return out->fail_later;
    cm__text_addf(&out->text, "Y%zu %07u;%05u;%s|%s|%s;%s;%u-%u\n", row->source, row->postal_code,
                  row->city_code, row->prefecture, row->city, row->town, or_blank(row->kana),
                  row->chome_from, row->chome_to);
    return CM_OK;
}

static inline bool note_share(void *context, double share)
{
    diary *const out = context;

    out->calls_of_goes_on++;
    out->share = share;
    return out->stop_at == 0 || out->calls_of_goes_on < out->stop_at;
}

/* Reads files and writes down what they tell. */
static inline cm_status read_sources(diary *out, cm__source_report *report, cm_table *rejects,
                                     const char *const *paths, size_t count)
{
    const cm__source_listener listener = {out, note_place, note_position, note_postal, note_share};
    cm__source_kind kinds[16];

    return cm__sources_read(kinds, report, paths, count, &listener, rejects);
}

/* Reads up to four files of these texts, called 0.csv, 1.csv, ... in the folder, and checks what
 * they tell. */
static inline cm__source_report check_told(const char *const *texts, size_t count, const char *want)
{
    static const char *const names[] = {"0.csv", "1.csv", "2.csv", "3.csv"};
    cm__source_report report = {0};
    diary got = {.places = 0};

    for (size_t i = 0; i < count; i++)
        write_text(names[i], texts[i]);
    const cm_status status = read_sources(&got, &report, NULL, names, count);
    const char *const text = got.text.bytes ? got.text.bytes : "";
    CHECK(status == CM_OK);
    CHECK(strcmp(text, want) == 0);
    if (status || strcmp(text, want) != 0)
        printf("%s: %s\ngot\n%swant\n%s", test_now, status ? cm_error_text() : "", text, want);
    cm__text_clear(&got.text);
    CHECK(cm__memory_live() == 0);
    return report;
}

static inline void leave_source_folder(void)
{
    leave_folder((const char *const[]){"0.csv", "1.csv", "2.csv", "3.csv", NULL});
}

#endif
