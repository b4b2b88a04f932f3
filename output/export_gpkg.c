/* export_gpkg.c - layers as a GeoPackage, through GDAL. */
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "output/export_ogr.h"
#include <cpl_conv.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>

enum { OPTIONS_MAX = 4, DATE_MAX = 64, SETTING_COUNT = 4 };
#define PLANE_WITHOUT_CRS "LOCAL_CS[\"Undefined Cartesian SRS\"]" /* GDAL makes it srs_id -1 */

/* What a layer needs besides; lives as long as the writing. */
typedef struct gpkg_layer {
    cm__text name, identifier, description;
    const char *options[OPTIONS_MAX + 1];
} gpkg_layer;

/* Whether a table cannot be named so: names that SQLite and the format keep for themselves, and
 * those that GDAL refuses, by their first character. */
static bool is_refused(const char *name)
{
    return strncasecmp(name, "gpkg_", 5) == 0 || strncasecmp(name, "sqlite_", 7) == 0 ||
           strncasecmp(name, "rtree_", 6) == 0 ||
           strchr("`~!@#$%^&*()+-={}|[]\\:\";'<>?,./", *name);
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
    if (is_refused(name))
        cm__text_add(out, "layer_");
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

static cm_status describe(gpkg_layer *out, const cm__export_job *jobs, size_t count, size_t own)
{
    const cm_features *const layer = jobs[own].layer;
    const char *const title = layer->title && *layer->title ? layer->title : NULL;
    size_t option = 0;

    put_name(&out->name, &jobs[own]);
    if (out->name.failed)
        return out->name.failed;
    put_option(&out->identifier, "IDENTIFIER=", title ? title : out->name.bytes);
    if (title && is_used(jobs, count, own, title))
        cm__text_addf(&out->identifier, " (%s)", out->name.bytes);
    put_option(&out->description, "DESCRIPTION=", layer->source ? layer->source : "");
    out->options[option++] = "GEOMETRY_NAME=geom"; /* where QGIS looks for styles */
    out->options[option++] = "FID=fid";
    out->options[option++] = out->identifier.bytes;
    if (layer->source && *layer->source)
        out->options[option++] = out->description.bytes;
    return out->identifier.failed ? out->identifier.failed : out->description.failed;
}

static void clear(gpkg_layer *layer)
{
    cm__text_clear(&layer->name);
    cm__text_clear(&layer->identifier);
    cm__text_clear(&layer->description);
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

static cm_status write_with_settings(cm__ogr_layer *layers, size_t count)
{
    /* what SQLite left beside the old file would be taken for the new one's */
    static const char *const stale[] = {"-wal", "-shm", "-journal", ".aux.xml", NULL};
    char date[DATE_MAX];
    setting settings[SETTING_COUNT] = {
        {.key = "OGR_CURRENT_DATE", .value = date},        /* instead of the clock's */
        {.key = "OGR_SQLITE_SYNCHRONOUS", .value = "OFF"}, /* a new file, synced when whole, */
        {.key = "OGR_SQLITE_JOURNAL", .value = "OFF"},     /* dropped on any failure */
        {.key = "OGR_SQLITE_CACHE", .value = "64"},        /* MB: the index of 10^6 rows is built in
                                                              memory, a third of the time */
    };
    cm_status status;

    print_date(date, layers->job->options->created_s);
    for (int i = 0; i < SETTING_COUNT; i++)
        set(&settings[i]);
    status = cm__ogr_file_write("GPKG", layers, count, stale);
    for (int i = 0; i < SETTING_COUNT; i++)
        unset(&settings[i]);
    return status;
}

cm_status cm__export_gpkg(const cm__export_job *jobs, size_t count)
{
    static const char *const taken[] = {"fid", "geom", NULL};
    cm__ogr_layer *layers = NULL;
    gpkg_layer *extras = NULL;
    size_t described = 0;
    cm_status status = cm__array_grow(&layers, count, sizeof *layers);

    if (!status)
        status = cm__array_grow(&extras, count, sizeof *extras);
    while (described < count && !status) {
        gpkg_layer *const extra = &extras[described];
        *extra = (gpkg_layer){0};
        status = describe(extra, jobs, count, described);
        layers[described] = (cm__ogr_layer){.job = &jobs[described],
                                            .name = extra->name.bytes,
                                            .naming = {.taken = taken},
                                            .options = extra->options,
                                            .no_crs = PLANE_WITHOUT_CRS,
                                            .keeps_order = true};
        described++;
    }
    if (!status)
        status = write_with_settings(layers, count);
    while (described > 0)
        clear(&extras[--described]);
    cm__array_free(&extras);
    cm__array_free(&layers);
    return status;
}
