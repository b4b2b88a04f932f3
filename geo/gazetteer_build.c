/* gazetteer_build.c - makes a gazetteer out of what published sources say. */
#include <clustermap/gazetteer.h>

#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/gazetteer_about.h"
#include "geo/gazetteer_merge.h"
#include "geo/gazetteer_schema.h"
#include "geo/gazetteer_target.h"
#include "geo/gazetteer_write.h"
#include "geo/reader_rejects.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct builder {
    cm__merge merge;
    uint32_t *towns;      /* as they are written: by city and name */
    uint32_t *koaza;      /* likewise: by town and name */
    int64_t *city_ids;    /* 0: not written */
    cm__rtree_box *boxes; /* one for each town that is placed */
    size_t box_count;
    size_t next_koaza, next_lot; /* while towns are written */
    cm__source_kind *kinds;
    const char *const *paths;
    size_t path_count;
    cm__gazetteer_writer *writer;
    cm_gazetteer_report report;
    const cm_gazetteer_build_options *options;
} builder;

static bool goes_on(const builder *b, double share)
{
    const cm_progress *const progress = &b->options->progress;

    return !progress->step || progress->step(progress->context, share);
}

static cm_status stopped(void)
{
    return cm__fail(CM_ERR_STOPPED, "the build was stopped");
}

static int compare_towns(const void *left, const void *right, void *context)
{
    const cm__merge_town *const towns = context;
    const cm__merge_town *const a = &towns[*(const uint32_t *)left];
    const cm__merge_town *const b = &towns[*(const uint32_t *)right];

    if (a->base.parent != b->base.parent)
        return (a->base.parent > b->base.parent) - (a->base.parent < b->base.parent);
    return strcmp(a->base.name, b->base.name);
}

static int compare_koaza(const void *left, const void *right, void *context)
{
    const cm__merge *const merge = context;
    const cm__merge_name *const a = &merge->koaza[*(const uint32_t *)left];
    const cm__merge_name *const b = &merge->koaza[*(const uint32_t *)right];
    const uint32_t x = merge->towns[a->parent].order, y = merge->towns[b->parent].order;

    return x != y ? (x > y) - (x < y) : strcmp(a->name, b->name);
}

static cm_status count_up(uint32_t **out, size_t count)
{
    const cm_status status = cm__array_grow(out, count + 1, sizeof **out);

    for (size_t i = 0; i < count && !status; i++)
        (*out)[i] = (uint32_t)i;
    return status;
}

/* Puts towns and koaza in the order of the file, and numbers the towns of each city. */
static cm_status put_in_order(builder *b)
{
    cm__merge *const merge = &b->merge;
    cm_status status = count_up(&b->towns, merge->town_count);

    if (!status)
        status = count_up(&b->koaza, merge->koaza_count);
    if (status)
        return status;
    qsort_r(b->towns, merge->town_count, sizeof *b->towns, compare_towns, merge->towns);
    for (size_t i = 0; i < merge->town_count; i++) {
        cm__merge_town *const town = &merge->towns[b->towns[i]];
        const cm__merge_town *const last = i > 0 ? &merge->towns[b->towns[i - 1]] : NULL;
        town->order = (uint32_t)i;
        town->number = last && last->base.parent == town->base.parent ? last->number + 1 : 1;
    }
    qsort_r(b->koaza, merge->koaza_count, sizeof *b->koaza, compare_koaza, merge);
    return CM_OK;
}

/* A mean of places; {0} is empty. */
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

static cm_lonlat mean_get(const mean *m)
{
    const double n = (double)m->count;

    return m->count == 0 ? (cm_lonlat){NAN, NAN} : (cm_lonlat){m->lon_sum / n, m->lat_sum / n};
}

/* Makes the box hold a place too. {0} with an id of 0 is empty. */
static void widen(cm__rtree_box *box, int64_t id, cm_lonlat place)
{
    if (isnan(place.lon_deg))
        return;
    const int32_t at[2] = {(int32_t)lround(place.lon_deg * CM__GAZETTEER_DEGREE),
                           (int32_t)lround(place.lat_deg * CM__GAZETTEER_DEGREE)};
    for (int axis = 0; axis < 2; axis++) {
        if (box->id == 0 || at[axis] < box->from[axis])
            box->from[axis] = at[axis];
        if (box->id == 0 || at[axis] > box->to[axis])
            box->to[axis] = at[axis];
    }
    box->id = id;
}

/* Writes the koaza of the next town, and gives the middle of their places. */
static cm_lonlat write_koaza(builder *b, const cm__town_row *town, uint32_t index,
                             cm__rtree_box *box)
{
    const int64_t id = town->city << CM__GAZETTEER_TOWN_BITS | town->number;
    mean all = {0};

    for (; b->next_koaza < b->merge.koaza_count; b->next_koaza++) {
        const cm__merge_name *const koaza = &b->merge.koaza[b->koaza[b->next_koaza]];
        if (koaza->parent != index)
            break;
        const cm__koaza_row row = {town->city, town->number, koaza->name, koaza->place.at};
        cm__gazetteer_write_koaza(b->writer, &row);
        mean_add(&all, koaza->place.at);
        widen(box, id, koaza->place.at);
        b->report.koaza++;
    }
    return mean_get(&all);
}

static cm_lonlat write_lots(builder *b, const cm__town_row *town, uint32_t index,
                            cm__rtree_box *box)
{
    const int64_t id = town->city << CM__GAZETTEER_TOWN_BITS | town->number;
    mean all = {0};

    for (; b->next_lot < b->merge.lot_count; b->next_lot++) {
        const cm__merge_lot *const lot = &b->merge.lots[b->next_lot];
        if (lot->town != index)
            break;
        const cm__lot_row row = {
            town->city, town->number,         lot->koaza ? b->merge.koaza[lot->koaza - 1].name : "",
            lot->key,   (cm_level)lot->level, lot->place.at};
        cm__gazetteer_write_lot(b->writer, &row);
        mean_add(&all, lot->place.at);
        widen(box, id, lot->place.at);
        if (lot->level == CM_LEVEL_BUILDING)
            b->report.buildings++;
        else
            b->report.blocks++;
    }
    return mean_get(&all);
}

/* Writes a town with what is below it. It lies where a source says, else in the middle of its
 * koaza, else of its lots. */
static cm_lonlat write_town(builder *b, uint32_t index, int64_t city)
{
    const cm__merge_town *const town = &b->merge.towns[index];
    cm__town_row row = {city, town->number, town->base.name, town->kana, town->base.place.at};
    cm__rtree_box box = {0};
    const cm_lonlat koaza = write_koaza(b, &row, index, &box);
    const cm_lonlat lots = write_lots(b, &row, index, &box);

    if (isnan(row.place.lon_deg))
        row.place = isnan(koaza.lon_deg) ? lots : koaza;
    widen(&box, city << CM__GAZETTEER_TOWN_BITS | town->number, row.place);
    if (box.id != 0)
        b->boxes[b->box_count++] = box;
    cm__gazetteer_write_town(b->writer, &row);
    b->report.towns++;
    b->report.without_place += isnan(row.place.lon_deg) ? 1 : 0;
    return row.place;
}

static void write_city(builder *b, uint32_t index, const mean *towns)
{
    const cm__merge_city *const city = &b->merge.cities[index];
    const cm__city_row row = {
        b->city_ids[index],
        b->merge.prefectures[city->base.parent].name,
        city->base.name,
        city->kana,
        city->roman,
        isnan(city->base.place.at.lon_deg) ? mean_get(towns) : city->base.place.at};

    cm__gazetteer_write_city(b->writer, &row);
    b->report.cities++;
}

/* Whether a city is one of wards, which stand in the file by themselves, or a ward of one whose
 * other wards have the towns: then its name alone would hide theirs. */
static bool is_made_of_wards(const cm__merge *merge, uint32_t index)
{
    static const char city_end[] = "市";
    const cm__merge_name *const own = &merge->cities[index].base;
    const char *const parent_end = /* not the first character: Ichikawa and others begin with it */
        strlen(own->name) > sizeof city_end ? strstr(own->name + sizeof city_end - 1, city_end)
                                            : NULL;
    const size_t length =
        parent_end ? (size_t)(parent_end - own->name) + sizeof city_end - 1 : strlen(own->name);

    if (merge->cities[index].town_count > 0)
        return false;
    for (size_t i = 0; i < merge->city_count; i++) {
        const cm__merge_city *const other = &merge->cities[i];
        if (other->town_count > 0 && other->base.parent == own->parent &&
            strncmp(other->base.name, own->name, length) == 0 && other->base.name[length] != '\0')
            return true;
    }
    return false;
}

static cm_status number_cities(builder *b)
{
    const cm__merge *const merge = &b->merge;
    int64_t next = 1;
    const cm_status status =
        cm__array_grow(&b->city_ids, merge->city_count + 1, sizeof *b->city_ids);

    for (uint32_t i = 0; i < merge->city_count && !status; i++)
        b->city_ids[i] = is_made_of_wards(merge, i) ? 0 : next++;
    return status;
}

static cm_status write_cities(builder *b)
{
    const cm__merge *const merge = &b->merge;
    size_t at = 0;

    for (uint32_t i = 0; i < merge->city_count; i++) {
        mean towns = {0};
        if (b->city_ids[i] == 0)
            continue;
        for (; at < merge->town_count && merge->towns[b->towns[at]].base.parent == i; at++)
            mean_add(&towns, write_town(b, b->towns[at], b->city_ids[i]));
        write_city(b, i, &towns);
        if (i % 64 == 0 && !goes_on(b, 0.4 + 0.4 * (double)i / (double)merge->city_count))
            return stopped();
    }
    return CM_OK;
}

static int compare_keys(const void *left, const void *right, void *context)
{
    const cm__merge_town *const towns = context;
    const cm__merge_town *const a = &towns[*(const uint32_t *)left];
    const cm__merge_town *const b = &towns[*(const uint32_t *)right];
    const int order = strcmp(a->key, b->key);

    return order != 0 ? order : (a->order > b->order) - (a->order < b->order);
}

/* The towns' own order is no longer needed then. */
static void write_keys(builder *b)
{
    const cm__merge *const merge = &b->merge;

    qsort_r(b->towns, merge->town_count, sizeof *b->towns, compare_keys, merge->towns);
    for (size_t i = 0; i < merge->town_count; i++) {
        const cm__merge_town *const town = &merge->towns[b->towns[i]];
        if (*town->key)
            cm__gazetteer_write_key(b->writer, town->key, b->city_ids[town->base.parent],
                                    town->number);
    }
}

static void write_postals(builder *b)
{
    const cm__merge *const merge = &b->merge;
    uint32_t last = 0;

    for (size_t i = 0; i < merge->postal_count; i++) {
        const cm__merge_postal *const postal = &merge->postals[i];
        const int64_t city = b->city_ids[postal->city_index];
        if (city == 0)
            continue;
        cm__gazetteer_write_postal(b->writer, postal->code, city,
                                   postal->town ? merge->towns[postal->town - 1].number : 0);
        b->report.postal_codes += postal->code != last;
        last = postal->code;
    }
}

static void count_prefectures(builder *b)
{
    const cm__merge *const merge = &b->merge;

    for (size_t p = 0; p < merge->prefecture_count; p++) {
        size_t i = 0;
        while (i < merge->city_count && !(merge->cities[i].base.parent == p && b->city_ids[i] > 0))
            i++;
        b->report.prefectures += i < merge->city_count;
    }
}

static cm_status write_file(builder *b, const char *path)
{
    const cm__gazetteer_about about = {b->paths, b->kinds, b->path_count, b->options->created,
                                       &b->report};
    cm_status status = cm__gazetteer_writer_open(&b->writer, path), closed;

    if (status)
        return status;
    status = write_cities(b);
    if (!status) {
        cm__gazetteer_write_tree(b->writer, b->boxes, b->box_count);
        write_keys(b);
        write_postals(b);
        count_prefectures(b);
        status = cm__gazetteer_write_about(b->writer, &about);
    }
    closed = cm__gazetteer_writer_close(b->writer);
    return status ? status : closed;
}

/* Writes what was read beside the file at path, and puts it there when it is whole. */
static cm_status replace_file(builder *b, const char *path)
{
    cm__gazetteer_target target = {0};
    cm_status status = cm__gazetteer_target_create(&target, path);

    if (!status)
        status = write_file(b, target.temporary);
    if (!status && !goes_on(b, 1))
        status = stopped();
    if (!status)
        status = cm__gazetteer_target_commit(&target);
    cm__gazetteer_target_clear(&target);
    return status;
}

static bool read_on(void *context, double share)
{
    return goes_on(context, 0.4 * share);
}

static cm_status read_sources(builder *b, cm_table *rejects)
{
    cm__source_report found = {0};
    const cm__source_listener listener = cm__merge_listen(&b->merge);
    cm_status status = cm__array_grow(&b->kinds, b->path_count + 1, sizeof *b->kinds);

    if (!status)
        status = cm__sources_read(b->kinds, &found, b->paths, b->path_count, &listener, rejects);
    b->report.rows = found.rows;
    b->report.rejected = found.rejected;
    b->report.skipped = found.skipped;
    return status;
}

static cm_status prepare(builder *b)
{
    cm_status status = number_cities(b);

    if (!status)
        status = put_in_order(b);
    if (!status)
        status = cm__merge_lots(&b->merge);
    if (!status)
        status = cm__merge_drop_outliers(&b->merge, &b->report.outliers);
    if (!status)
        status = cm__merge_postals(&b->merge);
    return status ? status : cm__array_grow(&b->boxes, b->merge.town_count + 1, sizeof *b->boxes);
}

static void clear(builder *b)
{
    cm__array_free(&b->kinds);
    cm__array_free(&b->boxes);
    cm__array_free(&b->city_ids);
    cm__array_free(&b->koaza);
    cm__array_free(&b->towns);
    cm__merge_clear(&b->merge);
}

cm_status cm_gazetteer_build(const char *path, const char *const *sources, size_t count,
                             const cm_gazetteer_build_options *options, cm_table *rejects,
                             cm_gazetteer_report *report)
{
    static const cm_gazetteer_build_options defaults = CM_GAZETTEER_BUILD_OPTIONS_INIT;
    builder b = {.options = options ? options : &defaults, .paths = sources, .path_count = count};
    const cm_progress reading = {read_on, &b};
    const size_t rejects_before = rejects ? rejects->row_count : 0;
    cm_status status = cm__merge_init(&b.merge, &reading);

    if (!status)
        status = read_sources(&b, rejects);
    if (!status && b.merge.town_count == 0)
        status = cm__fail(CM_ERR_FORMAT, "%s: its sources name no town", path);
    if (!status)
        status = prepare(&b);
    if (!status)
        status = replace_file(&b, path);
    if (status && rejects)
        cm__rejects_restore(rejects, rejects_before);
    if (!status && report)
        *report = b.report;
    clear(&b);
    return status;
}
