/* export_gpkg.c - layers as a GeoPackage, through GDAL. */
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/text_utf8.h"
#include "output/export_gpkg_about.h"
#include "output/export_gpkg_db.h"
#include "output/export_gpkg_index.h"
#include "output/export_gpkg_keep.h"
#include "output/export_ogr.h"
#include "output/qgis_style.h"
#include <cpl_conv.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>

enum { OPTIONS_MAX = 5, IDENTIFIER_AT = 2, DATE_MAX = 64, SETTING_COUNT = 3 };
#define PLANE_WITHOUT_CRS "LOCAL_CS[\"Undefined Cartesian SRS\"]" /* GDAL makes it srs_id -1 */

/* What a layer needs besides; lives as long as the writing. */
typedef struct gpkg_layer {
    cm__text name, identifier, description;
    cm__xml style; /* a style file of QGIS; empty: none */
    const char *options[OPTIONS_MAX + 1];
    cm__gpkg_index index;
} gpkg_layer;

/* One writing. */
typedef struct gpkg_writing {
    const cm__export_job *jobs;
    size_t count, described;
    cm__ogr_layer *layers;
    gpkg_layer *extras;
    cm__gpkg_kept kept;
    char date[DATE_MAX];
} gpkg_writing;

/* Whether a table cannot be named so: names that SQLite and the format keep for themselves, and
 * those that GDAL refuses, by their first character. */
static bool is_refused(const char *name)
{
    return strncasecmp(name, "gpkg_", 5) == 0 || strncasecmp(name, "sqlite_", 7) == 0 ||
           strncasecmp(name, "rtree_", 6) == 0 ||
           strchr("`~!@#$%^&*()+-={}|[]\\:\";'<>?,./", *name);
}

const char *cm_gpkg_table_prefix(const char *name)
{
    return is_refused(name) ? "layer_" : "";
}

/* A table's name: the layer's, or the file's without folder and extension. */
static void put_name(cm__text *out, const cm__export_job *job)
{
    const char *const slash = strrchr(job->path, '/');
    const char *name = job->layer->name;
    size_t length;

    if (name && *name) {
        length = strlen(name);
    } else {
        name = slash ? slash + 1 : job->path;
        const char *const dot = strrchr(name, '.');
        length = dot && dot != name ? (size_t)(dot - name) : strlen(name);
    }
    cm__text_add(out, cm_gpkg_table_prefix(name));
    cm__text_add_utf8(out, name, length);
}

/* Whether another layer is named or titled so: identifiers are unique in a file. */
static bool is_used(const cm__export_job *jobs, size_t count, size_t own, const char *title)
{
    for (size_t i = 0; i < count; i++) {
        const cm_features *const other = jobs[i].layer;
        if (i != own && ((other->name && strcmp(other->name, title) == 0) ||
                         (other->title && strcmp(other->title, title) == 0)))
            return true;
    }
    return false;
}

static void put_option(cm__text *out, const char *key, const char *value)
{
    cm__text_add(out, key);
    cm__text_add_utf8(out, value, strlen(value));
}

static const cm_map_layer *find_drawn(const cm__export_job *job, size_t own)
{
    const cm_export_options *const options = job->options;

    return options->version >= 4 && options->drawn && job->layer->geometry != CM_GEOMETRY_NONE
               ? options->drawn[own]
               : NULL;
}

/* The layer's look as a style file, over the columns as this file names them. */
static cm_status describe_style(gpkg_layer *out, const cm__export_job *job,
                                const cm_map_layer *drawn)
{
    const cm__naming naming = cm__gpkg_naming();
    cm__column_names names = {0};
    cm_status status = cm__column_names_make(&names, &job->layer->table, &naming);
    const cm__qgis_file file = {.field_names = names.names,
                                .is_plane = !job->is_geographic,
                                .language =
                                    job->options->english ? CM_MAP_ENGLISH : CM_MAP_JAPANESE};

    if (!status) {
        cm__xml_open(&out->style, "qgis");
        cm__xml_attribute(&out->style, "labelsEnabled", cm__qgis_has_labels(drawn) ? "1" : "0");
        status = cm__qgis_add_style(&out->style, drawn, &file);
        cm__xml_close(&out->style);
    }
    cm__column_names_clear(&names);
    return status ? status : out->style.text.failed;
}

/* What the driver is told of the layer. */
static cm_status set_options(gpkg_layer *out, const cm__export_job *jobs, size_t count, size_t own)
{
    const cm_features *const layer = jobs[own].layer;
    const char *const title = layer->title && *layer->title ? layer->title : NULL;
    const char *const source = layer->source ? layer->source : "";
    size_t option = 0;

    put_option(&out->identifier, "IDENTIFIER=", title ? title : out->name.bytes);
    if (title && is_used(jobs, count, own, title))
        cm__text_addf(&out->identifier, " (%s)", out->name.bytes);
    put_option(&out->description, "DESCRIPTION=", source);
    out->options[option++] = "GEOMETRY_NAME=geom"; /* where QGIS looks for styles */
    out->options[option++] = "FID=fid";
    out->options[option++] = out->identifier.bytes;
    out->options[option++] = "SPATIAL_INDEX=NO"; /* export_gpkg_index.h */
    if (*source)
        out->options[option++] = out->description.bytes;
    return out->identifier.failed ? out->identifier.failed : out->description.failed;
}

static cm_status describe(gpkg_layer *out, const cm__export_job *jobs, size_t count, size_t own)
{
    const cm_map_layer *const drawn = find_drawn(&jobs[own], own);
    cm_status status;

    put_name(&out->name, &jobs[own]);
    status = out->name.failed ? out->name.failed : set_options(out, jobs, count, own);
    return status || !drawn ? status : describe_style(out, &jobs[own], drawn);
}

static void clear(gpkg_layer *layer)
{
    cm__text_clear(&layer->name);
    cm__text_clear(&layer->identifier);
    cm__text_clear(&layer->description);
    cm__xml_clear(&layer->style);
    cm__gpkg_index_clear(&layer->index);
}

static void print_date(char out[static DATE_MAX], long long created_s)
{
    const time_t created = (time_t)created_s;
    struct tm date;

    if (!gmtime_r(&created, &date) || date.tm_year < -1900 || date.tm_year > 9999 - 1900)
        date = (struct tm){.tm_year = 70, .tm_mday = 1};
    snprintf(out, DATE_MAX, "%04d-%02d-%02dT%02d:%02d:%02d.000Z", date.tm_year + 1900,
             date.tm_mon + 1, date.tm_mday, date.tm_hour, date.tm_min, date.tm_sec);
}

/* What GDAL is told for one writing, in this thread alone. */
typedef struct setting {
    const char *key, *value;
    char old[DATE_MAX];
    bool was_set;
} setting;

static void set(setting *one)
{
    const char *const old = CPLGetThreadLocalConfigOption(one->key, NULL);

    one->was_set = old != NULL;
    snprintf(one->old, sizeof one->old, "%s", old ? old : "");
    CPLSetThreadLocalConfigOption(one->key, one->value);
}

static void unset(const setting *one)
{
    CPLSetThreadLocalConfigOption(one->key, one->was_set ? one->old : NULL);
}

/* A title that a layer of others has gets the table's name behind it. */
static cm_status tell_apart(gpkg_layer *layer, const cm__gpkg_kept *kept)
{
    const char *const option = layer->identifier.bytes;

    if (!cm__gpkg_kept_has_title(kept, strchr(option, '=') + 1))
        return CM_OK;
    cm__text_addf(&layer->identifier, " (%s)", layer->name.bytes);
    layer->options[IDENTIFIER_AT] = layer->identifier.bytes;
    return layer->identifier.failed;
}

/* Layers of others stay: the new ones are then added to a copy of the old file. */
static cm_status begin(void *context, const cm__export_folder *folder, bool *is_there)
{
    gpkg_writing *const w = context;
    const char *const path = w->jobs->path;
    cm_status status = cm__gpkg_kept_find(&w->kept, folder->target, path);

    for (size_t i = 0; i < w->count && !status; i++)
        status = cm__gpkg_kept_replace(&w->kept, w->extras[i].name.bytes);
    for (size_t i = 0; i < w->count && !status; i++)
        status = tell_apart(&w->extras[i], &w->kept);
    if (status || !cm__gpkg_kept_any(&w->kept))
        return status;
    *is_there = true;
    return cm__gpkg_kept_copy(&w->kept, folder->target, folder->file, path);
}

static cm_status begin_index(void *context, const cm__gdal *block, GDALDatasetH file)
{
    return cm__gpkg_index_begin(context, block, file);
}

static cm_status fill_indexes(gpkg_writing *w, const char *file)
{
    cm__gpkg_db db;

    cm__gpkg_db_open(&db, file, w->jobs->path, true);
    for (size_t i = 0; i < w->count; i++)
        if (w->layers[i].prepare)
            cm__gpkg_index_fill(&db, &w->extras[i].index);
    return cm__gpkg_db_close(&db);
}

/* Room that layers left which were dropped, and what they were. */
static cm_status pack(const char *file, const char *path)
{
    cm__gpkg_db db;

    cm__gpkg_db_open(&db, file, path, true);
    cm__gpkg_db_run(&db, "VACUUM", NULL, 0);
    return cm__gpkg_db_close(&db);
}

static cm_status finish(void *context, const cm__export_folder *folder)
{
    gpkg_writing *const w = context;
    const char *const path = w->jobs->path;
    const bool english = w->jobs->options->version >= 4 && w->jobs->options->english;
    cm__gpkg_about *abouts = NULL;
    cm_status status = fill_indexes(w, folder->file);

    if (!status)
        status = cm__array_grow(&abouts, w->count, sizeof *abouts);
    for (size_t i = 0; i < w->count && !status; i++) {
        const cm_features *const layer = w->jobs[i].layer;
        const char *const name = w->extras[i].name.bytes;
        abouts[i] = (cm__gpkg_about){.table = name,
                                     .title = layer->title && *layer->title ? layer->title : name,
                                     .source = layer->source,
                                     .style = w->extras[i].style.text.bytes,
                                     .columns = english ? NULL : &layer->table};
    }
    if (!status)
        status = cm__gpkg_describe(folder->file, path, abouts, w->count, w->date);
    cm__array_free(&abouts);
    if (!status && cm__gpkg_kept_any(&w->kept))
        status = pack(folder->file, path);
    return status ? status : cm__gpkg_check_unlocked(folder->target, path);
}

static cm_status write_with_settings(gpkg_writing *w)
{
    /* what SQLite left beside the old file would be taken for the new one's */
    static const char *const stale[] = {"-wal", "-shm", "-journal", ".aux.xml", NULL};
    const cm__ogr_steps steps = {.stale = stale, .begin = begin, .finish = finish, .context = w};
    setting settings[SETTING_COUNT] = {
        {.key = "OGR_CURRENT_DATE", .value = w->date},     /* instead of the clock's */
        {.key = "OGR_SQLITE_SYNCHRONOUS", .value = "OFF"}, /* a new file, synced when whole, */
        {.key = "OGR_SQLITE_JOURNAL", .value = "OFF"},     /* dropped on any failure */
    };
    cm_status status;

    for (int i = 0; i < SETTING_COUNT; i++)
        set(&settings[i]);
    status = cm__ogr_file_write("GPKG", w->layers, w->count, &steps);
    for (int i = 0; i < SETTING_COUNT; i++)
        unset(&settings[i]);
    return status;
}

static cm_status prepare(gpkg_writing *w)
{
    cm_status status = cm__array_grow(&w->layers, w->count, sizeof *w->layers);

    if (!status)
        status = cm__array_grow(&w->extras, w->count, sizeof *w->extras);
    while (w->described < w->count && !status) {
        gpkg_layer *const extra = &w->extras[w->described];
        *extra = (gpkg_layer){0};
        status = describe(extra, w->jobs, w->count, w->described);
        w->layers[w->described] = (cm__ogr_layer){.job = &w->jobs[w->described],
                                                  .name = extra->name.bytes,
                                                  .naming = cm__gpkg_naming(),
                                                  .options = extra->options,
                                                  .no_crs = PLANE_WITHOUT_CRS,
                                                  .keeps_order = true};
        extra->index = (cm__gpkg_index){.table = extra->name.bytes,
                                        .features = w->jobs[w->described].layer,
                                        .path = w->jobs->path};
        if (extra->index.features->geometry != CM_GEOMETRY_NONE) {
            w->layers[w->described].prepare = begin_index;
            w->layers[w->described].context = &extra->index;
        }
        w->described++;
    }
    return status;
}

cm_status cm__export_gpkg(const cm__export_job *jobs, size_t count)
{
    gpkg_writing w = {.jobs = jobs, .count = count};
    cm_status status = prepare(&w);

    print_date(w.date, jobs->options->created_s);
    if (!status)
        status = write_with_settings(&w);
    if (!status)
        jobs->report->kept_tables = w.kept.others.row_count;
    cm__gpkg_kept_clear(&w.kept);
    while (w.described > 0)
        clear(&w.extras[--w.described]);
    cm__array_free(&w.extras);
    cm__array_free(&w.layers);
    return status;
}
