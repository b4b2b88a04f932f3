/* gazetteer_build.c - makes a gazetteer out of tables of towns. */
#include <clustermap/gazetteer.h>

#include "geo/address_tokens.h"
#include "geo/base_arena.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/base_text.h"
#include "geo/gazetteer_source.h"
#include "geo/gazetteer_target.h"
#include "geo/gazetteer_write.h"
#include "geo/reader_rejects.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct city_span {
    size_t first, end; /* rows, sorted */
    size_t order;
} city_span;

typedef struct town_key {
    const char *text;
    int64_t city, town;
} town_key;

typedef struct builder {
    cm__source_rows source;
    city_span *cities;
    size_t city_count, city_capacity;
    town_key *keys;
    size_t key_count, key_capacity;
    cm__arena *arena;
    cm__address_fold *fold;
    cm__address_text *address;
    cm__gazetteer_writer *writer;
    cm_gazetteer_report report;
    const cm_gazetteer_build_options *options;
} builder;

/* A mean that does not depend on how many points stand in one place. */
typedef struct mean {
    double lon_sum, lat_sum;
    size_t count;
} mean;

static void mean_add(mean *m, cm_lonlat place)
{
    if (isnan(place.lon_deg))
        return;
    m->lon_sum += place.lon_deg;
    m->lat_sum += place.lat_deg;
    m->count++;
}

/* To 1e-7 degrees, a centimetre: more would only show how the sum was rounded. */
static cm_lonlat mean_get(const mean *m)
{
    const double n = (double)m->count;

    if (m->count == 0)
        return (cm_lonlat){NAN, NAN};
    return (cm_lonlat){round(m->lon_sum / n * 1e7) / 1e7, round(m->lat_sum / n * 1e7) / 1e7};
}

static int compare_rows(const void *left, const void *right)
{
    const cm__source_row *const a = left, *const b = right;
    int order = strcmp(a->prefecture, b->prefecture);

    if (order == 0)
        order = strcmp(a->city, b->city);
    if (order == 0)
        order = strcmp(a->town, b->town);
    if (order == 0)
        order = strcmp(a->koaza, b->koaza);
    return order != 0 ? order : (a->order > b->order) - (a->order < b->order);
}

static int compare_cities(const void *left, const void *right)
{
    const city_span *const a = left, *const b = right;

    return (a->order > b->order) - (a->order < b->order);
}

static int compare_keys(const void *left, const void *right)
{
    const town_key *const a = left, *const b = right;
    const int order = strcmp(a->text, b->text);

    if (order != 0)
        return order;
    return a->city != b->city ? (a->city > b->city) - (a->city < b->city)
                              : (a->town > b->town) - (a->town < b->town);
}

static bool goes_on(const builder *b, double share)
{
    const cm_progress *const progress = &b->options->progress;

    return !progress->step || progress->step(progress->context, share);
}

static cm_status stopped(void)
{
    return cm__fail(CM_ERR_STOPPED, "the build was stopped");
}

static cm_status read_sources(builder *b, const char *const *sources, size_t count,
                              cm_table *rejects)
{
    cm_status status = CM_OK;

    for (size_t i = 0; i < count && !status; i++) {
        status = cm__source_read(&b->source, sources[i], rejects);
        if (!status && !goes_on(b, 0.4 * (double)(i + 1) / (double)count))
            status = stopped();
    }
    b->report.rows = b->source.seen;
    b->report.rejected = b->source.rejected;
    return status;
}

static cm_status add_city(builder *b, city_span city)
{
    if (b->city_count == b->city_capacity) {
        const size_t capacity = b->city_capacity ? 2 * b->city_capacity : 64;
        const cm_status status = cm__array_grow(&b->cities, capacity, sizeof *b->cities);
        if (status)
            return status;
        b->city_capacity = capacity;
    }
    b->cities[b->city_count++] = city;
    return CM_OK;
}

/* Finds the rows of each city; cities keep the order in which the sources name them. */
static cm_status group_cities(builder *b)
{
    const cm__source_row *const rows = b->source.rows;
    const size_t count = b->source.count;
    cm_status status = CM_OK;

    qsort(b->source.rows, count, sizeof *b->source.rows, compare_rows);
    for (size_t first = 0, end; first < count && !status; first = end) {
        size_t order = rows[first].order;
        for (end = first + 1; end < count && strcmp(rows[end].city, rows[first].city) == 0 &&
                              strcmp(rows[end].prefecture, rows[first].prefecture) == 0;
             end++)
            order = rows[end].order < order ? rows[end].order : order;
        status = add_city(b, (city_span){first, end, order});
    }
    if (!status)
        qsort(b->cities, b->city_count, sizeof *b->cities, compare_cities);
    return status;
}

static cm_status add_key(builder *b, const char *name, int64_t city, int64_t town)
{
    char text[300 * CM__ADDRESS_CODE_MAX + 1];
    size_t length;
    cm_status status = CM_OK;

    cm__address_read(b->address, b->fold, name, strlen(name));
    length = cm__address_spell(text, b->address, 0, b->address->count);
    if (length == 0)
        return CM_OK;
    if (b->key_count == b->key_capacity) {
        const size_t capacity = b->key_capacity ? 2 * b->key_capacity : 1024;
        status = cm__array_grow(&b->keys, capacity, sizeof *b->keys);
        if (status)
            return status;
        b->key_capacity = capacity;
    }
    b->keys[b->key_count] = (town_key){.city = city, .town = town};
    status = cm__arena_copy(&b->arena, &b->keys[b->key_count].text, text, length);
    if (!status)
        b->key_count++;
    return status;
}

/* Where one koaza, or a town without koaza, is: what the last source that knows says. */
static size_t end_of_koaza(cm_lonlat *place, const cm__source_row *rows, size_t first, size_t end)
{
    size_t i = first;

    *place = (cm_lonlat){NAN, NAN};
    for (; i < end && strcmp(rows[i].koaza, rows[first].koaza) == 0; i++)
        if (!isnan(rows[i].place.lon_deg))
            *place = rows[i].place;
    return i;
}

/* Writes the koaza of a town and gives the town's own place: its row's, else the mean of theirs. */
static cm_lonlat write_koaza(builder *b, const city_span *town, int64_t city, int64_t number)
{
    const cm__source_row *const rows = b->source.rows;
    cm_lonlat place, own = {NAN, NAN};
    mean all = {0};

    for (size_t i = town->first, next; i < town->end; i = next) {
        next = end_of_koaza(&place, rows, i, town->end);
        if (*rows[i].koaza == '\0') {
            own = place;
            continue;
        }
        const cm__gazetteer_koaza koaza = {city, number, rows[i].koaza, place};
        cm__gazetteer_write_koaza(b->writer, &koaza);
        mean_add(&all, place);
        b->report.koaza++;
    }
    return isnan(own.lon_deg) ? mean_get(&all) : own;
}

static cm_status write_city(builder *b, const city_span *city, int64_t id)
{
    const cm__source_row *const rows = b->source.rows;
    mean all = {0};
    int64_t number = 0;
    cm_status status = CM_OK;

    for (size_t i = city->first, end; i < city->end && !status; i = end) {
        for (end = i + 1; end < city->end && strcmp(rows[end].town, rows[i].town) == 0; end++)
            ;
        const cm_lonlat place = write_koaza(b, &(city_span){i, end, 0}, id, ++number);
        cm__gazetteer_write_town(b->writer, id, number, rows[i].town, place);
        mean_add(&all, place);
        b->report.without_place += isnan(place.lon_deg) ? 1 : 0;
        status = add_key(b, rows[i].town, id, number);
    }
    b->report.towns += (size_t)number;
    b->report.cities++;
    cm__gazetteer_write_city(b->writer, id, rows[city->first].prefecture, rows[city->first].city,
                             mean_get(&all));
    return status;
}

static cm_status write_cities(builder *b)
{
    cm_status status = CM_OK;

    for (size_t i = 0; i < b->city_count && !status; i++) {
        status = write_city(b, &b->cities[i], (int64_t)i + 1);
        if (!status && i % 64 == 0 && !goes_on(b, 0.4 + 0.4 * (double)i / (double)b->city_count))
            status = stopped();
    }
    return status;
}

static void write_keys(builder *b)
{
    if (b->key_count == 0)
        return;
    qsort(b->keys, b->key_count, sizeof *b->keys, compare_keys);
    for (size_t i = 0; i < b->key_count; i++)
        cm__gazetteer_write_key(b->writer, b->keys[i].text, b->keys[i].city, b->keys[i].town);
}

static void count_prefectures(builder *b)
{
    const cm__source_row *const rows = b->source.rows;

    for (size_t i = 0; i < b->source.count; i++)
        b->report.prefectures +=
            i == 0 || strcmp(rows[i].prefecture, rows[i - 1].prefecture) != 0 ? 1 : 0;
}

static void write_count(builder *b, const char *name, size_t count)
{
    char text[CM_CELL_MAX];

    snprintf(text, sizeof text, "%zu", count);
    cm__gazetteer_write_meta(b->writer, name, text);
}

static cm_status write_meta(builder *b, const char *const *sources, size_t count)
{
    cm__text names = {0}, lines = {0};
    cm_status status;

    for (size_t i = 0; i < count; i++) {
        const char *const slash = strrchr(sources[i], '/');
        cm__text_addf(&names, "%s%s", i ? "\n" : "", slash ? slash + 1 : sources[i]);
    }
    for (size_t i = 0; i < b->source.attribution_count; i++)
        cm__text_addf(&lines, "%s%s", i ? "\n" : "", b->source.attribution[i]);
    status = names.failed ? names.failed : lines.failed;
    if (!status) {
        cm__gazetteer_write_meta(b->writer, "sources", names.bytes);
        cm__gazetteer_write_meta(b->writer, "attribution", lines.bytes);
        cm__gazetteer_write_meta(b->writer, "created",
                                 b->options->created ? b->options->created : "");
        write_count(b, "prefectures", b->report.prefectures);
        write_count(b, "cities", b->report.cities);
        write_count(b, "towns", b->report.towns);
        write_count(b, "koaza", b->report.koaza);
        write_count(b, "without_place", b->report.without_place);
    }
    cm__text_clear(&names);
    cm__text_clear(&lines);
    return status;
}

static cm_status write_file(builder *b, const char *path, const char *const *sources, size_t count)
{
    cm_status status = cm__gazetteer_writer_open(&b->writer, path), closed;

    if (status)
        return status;
    status = write_cities(b);
    if (!status) {
        write_keys(b);
        count_prefectures(b);
        status = write_meta(b, sources, count);
    }
    closed = cm__gazetteer_writer_close(b->writer);
    return status ? status : closed;
}

static cm_status prepare(builder *b)
{
    cm_status status = cm__address_fold_create(&b->fold);

    if (!status)
        status = cm__array_grow(&b->address, 1, sizeof *b->address);
    return status ? status : group_cities(b);
}

static void clear(builder *b)
{
    cm__arena_destroy(&b->arena);
    cm__array_free(&b->keys);
    cm__array_free(&b->cities);
    cm__array_free(&b->address);
    cm__address_fold_destroy(b->fold);
    cm__source_clear(&b->source);
}

/* Writes what was read beside the file at path, and puts it there when it is whole. */
static cm_status replace_file(builder *b, const char *path, const char *const *sources,
                              size_t count)
{
    cm__gazetteer_target target = {0};
    cm_status status = cm__gazetteer_target_create(&target, path);

    if (!status)
        status = write_file(b, target.temporary, sources, count);
    if (!status && !goes_on(b, 1))
        status = stopped();
    if (!status)
        status = cm__gazetteer_target_commit(&target);
    cm__gazetteer_target_clear(&target);
    return status;
}

cm_status cm_gazetteer_build(const char *path, const char *const *sources, size_t count,
                             const cm_gazetteer_build_options *options, cm_table *rejects,
                             cm_gazetteer_report *report)
{
    static const cm_gazetteer_build_options defaults = CM_GAZETTEER_BUILD_OPTIONS_INIT;
    builder b = {.options = options ? options : &defaults};
    const size_t rejects_before = rejects ? rejects->row_count : 0;
    cm_status status = read_sources(&b, sources, count, rejects);

    if (!status && b.source.count == 0)
        status = cm__fail(CM_ERR_FORMAT, "%s: there is no source to build it from", path);
    if (!status)
        status = prepare(&b);
    if (!status)
        status = replace_file(&b, path, sources, count);
    if (status && rejects)
        cm__rejects_restore(rejects, rejects_before);
    if (!status && report)
        *report = b.report;
    clear(&b);
    return status;
}
