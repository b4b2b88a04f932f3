/* export_pg.c - layers as tables of a PostGIS database, through GDAL: all rows or none. */
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/database_name.h"
#include "geo/text_utf8.h"
#include "output/export_ogr.h"
#include <cpl_conv.h>
#include <ogr_api.h>
#include <string.h>

enum {
    OPTIONS_MAX = 6,
    COLUMN_LONGEST = 63,
    TABLE_LONGEST = 48 /* bytes: GDAL names its index, which has 63, after it */
};

/* One writing. */
typedef struct pg_writing {
    const cm__export_job *job;
    cm__database_name name;
    cm__text table, whole; /* its name, without and with the schema's */
    cm__text schema_option, about_option;
    const char *options[OPTIONS_MAX + 1];
    cm__ogr_layer layer;
} pg_writing;

/* Fails with what the server said. */
static cm_status fail(const cm__gdal *block, const char *otherwise)
{
    char reason[CM__DATABASE_REASON_MAX];

    cm__database_reason(reason, block->text[0] ? block->text : otherwise);
    return cm__fail(CM_ERR_IO, CM__DATABASE ": %s", reason);
}

/* The table is the one named, else it is called as the layer; a dot would part a schema off. */
static cm_status name_table(pg_writing *w)
{
    const cm_features *const layer = w->job->layer;
    const char *const called = layer->name && *layer->name ? layer->name : "layer";
    const bool is_named = w->name.table.length > 0;
    const char *const name = is_named ? w->name.table.bytes : called;

    if (is_named && (strlen(name) > TABLE_LONGEST || strchr(name, '.')))
        return cm__fail(CM_ERR_DOMAIN, CM__DATABASE ": a table's name has %d bytes at most, no dot",
                        TABLE_LONGEST);
    cm__text_add_utf8(&w->table, name, cm__utf8_cut(name, TABLE_LONGEST));
    for (char *dot = w->table.bytes; !w->table.failed && (dot = strchr(dot, '.'));)
        *dot = '_';
    return w->table.failed;
}

static void put_option(cm__text *out, const char *key, const char *value)
{
    cm__text_add(out, key);
    cm__text_add_utf8(out, value, strlen(value));
}

static cm_status prepare(pg_writing *w)
{
    static const char *const taken[] = {"fid",  "geom", "tableoid", "xmin", /* PostgreSQL's own */
                                        "cmin", "xmax", "cmax",     "ctid", NULL};
    const cm_features *const layer = w->job->layer;
    size_t option = 0;
    cm_status status = cm__database_name_split(&w->name, w->job->path);

    if (!status)
        status = name_table(w);
    if (status)
        return status;
    w->options[option++] = "LAUNDER=NO"; /* columns keep their names */
    w->options[option++] = "GEOMETRY_NAME=geom";
    w->options[option++] = "FID=fid";
    w->options[option++] = "DIM=2";
    if (w->name.schema.length > 0) {
        put_option(&w->whole, w->name.schema.bytes, ".");
        cm__text_add(&w->whole, w->table.bytes);
        put_option(&w->schema_option, "SCHEMA=", w->name.schema.bytes);
        w->options[option++] = w->schema_option.bytes;
    }
    if (layer->source && *layer->source) {
        put_option(&w->about_option, "DESCRIPTION=", layer->source);
        w->options[option++] = w->about_option.bytes;
    }
    w->layer = (cm__ogr_layer){.job = w->job,
                               .name = w->table.bytes,
                               .naming = {.longest = COLUMN_LONGEST, .taken = taken},
                               .options = w->options,
                               .rounds = true};
    if (w->whole.failed || w->schema_option.failed)
        return w->whole.failed ? w->whole.failed : w->schema_option.failed;
    return w->about_option.failed;
}

static void clear(pg_writing *w)
{
    cm__text_clear(&w->about_option);
    cm__text_clear(&w->schema_option);
    cm__text_clear(&w->whole);
    cm__text_clear(&w->table);
    cm__database_name_clear(&w->name);
}

/* The first number that a question gives, -1: none. */
static int count(GDALDatasetH file, const char *sql)
{
    const OGRLayerH rows = GDALDatasetExecuteSQL(file, sql, NULL, NULL);
    const OGRFeatureH row = rows ? OGR_L_GetNextFeature(rows) : NULL;
    const int number = row ? OGR_F_GetFieldAsInteger(row, 0) : -1;

    OGR_F_Destroy(row);
    GDALDatasetReleaseResultSet(file, rows);
    return number;
}

/* How many tables, views and indexes of the schema, which share their names, are named so. */
static cm_status count_named(int *out, GDALDatasetH file, const pg_writing *w, bool any_case)
{
    cm__text sql = {0};
    cm_status status;

    cm__text_add(&sql, "SELECT count(*) FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace "
                       "WHERE n.nspname = ");
    if (w->name.schema.length > 0)
        cm__text_add_quoted(&sql, '\'', w->name.schema.bytes);
    else
        cm__text_add(&sql, "current_schema()");
    cm__text_add(&sql, any_case ? " AND lower(relname) = lower(" : " AND relname = (");
    cm__text_add_quoted(&sql, '\'', w->table.bytes);
    cm__text_add(&sql, ")");
    status = sql.failed;
    if (!status)
        *out = count(file, sql.bytes);
    cm__text_clear(&sql);
    return status;
}

/* Only what nothing stands on: GDAL's own way of replacing a table drops views, tables and
 * functions of others with it, and a table whose name differs in capitals. */
static cm_status drop_table(const cm__gdal *block, GDALDatasetH file, const pg_writing *w)
{
    cm__text sql = {0};
    cm_status status;

    cm__text_add(&sql, "DROP TABLE ");
    if (w->name.schema.length > 0) {
        cm__text_add_quoted(&sql, '"', w->name.schema.bytes);
        cm__text_add(&sql, ".");
    }
    cm__text_add_quoted(&sql, '"', w->table.bytes);
    status = sql.failed;
    if (!status)
        GDALDatasetReleaseResultSet(file, GDALDatasetExecuteSQL(file, sql.bytes, NULL, NULL));
    cm__text_clear(&sql);
    return !status && block->failed ? fail(block, "the table is not replaced") : status;
}

/* Makes way for the table: nobody's is replaced unless it was named. */
static cm_status make_way(const cm__gdal *block, GDALDatasetH file, const pg_writing *w)
{
    const char *const name = w->table.bytes;
    int same = 0, similar = 0;
    cm_status status = count_named(&same, file, w, false);

    if (!status)
        status = count_named(&similar, file, w, true);
    if (!status && block->failed)
        status = fail(block, "cannot be asked");
    if (status)
        return status;
    if (similar > same) /* GDAL does not tell them apart */
        return cm__fail(CM_ERR_IO,
                        CM__DATABASE ": a table is there already whose name differs from %.70s in "
                                     "capitals only",
                        name);
    if (same > 0 && w->job->options->no_clobber)
        return cm__fail(CM_ERR_IO,
                        CM__DATABASE ": table %.70s is there already, and is not to be replaced",
                        name);
    if (same > 0 && w->name.table.length == 0)
        return cm__fail(CM_ERR_IO,
                        CM__DATABASE ": table %.70s is there already; name it, as tables=%.70s, "
                                     "to replace it",
                        name, name);
    return same > 0 ? drop_table(block, file, w) : CM_OK;
}

static cm_status check_postgis(const cm__gdal *block, GDALDatasetH file, const pg_writing *w)
{
    if (w->job->layer->geometry == CM_GEOMETRY_NONE ||
        count(file, "SELECT count(*) FROM pg_extension WHERE extname = 'postgis'") == 1)
        return CM_OK;
    return cm__gdal_fail(block, CM_ERR_DOMAIN, CM__DATABASE,
                         "the database has no PostGIS (CREATE EXTENSION postgis)");
}

/* All in one transaction, in which the rows are read back too. */
static cm_status write_table(const cm__gdal *block, GDALDatasetH file, pg_writing *w)
{
    cm_status status = check_postgis(block, file, w);

    if (!status && GDALDatasetStartTransaction(file, 0) != OGRERR_NONE)
        status = fail(block, "no transaction is begun");
    if (status)
        return status;
    status = make_way(block, file, w);
    if (!status)
        status = cm__ogr_layer_write(block, file, &w->layer);
    if (w->name.schema.length > 0)
        w->layer.name = w->whole.bytes; /* as it is found again, not one of another schema */
    if (!status)
        status = cm__ogr_layer_check(block, file, &w->layer);
    if (block->failed) /* some rows are refused only when they are read back */
        status = fail(block, "the rows are refused");
    if (status)
        GDALDatasetRollbackTransaction(file);
    else if (GDALDatasetCommitTransaction(file) != OGRERR_NONE)
        status = fail(block, "the rows are refused");
    return status;
}

/* Rows go in one stream, not as one command each. */
static cm_status write_with_copy(pg_writing *w)
{
    static const char *const drivers[] = {"PostgreSQL", NULL};
    static const char key[] = "PG_USE_COPY";
    const cm__gdal_source target = {.path = w->name.connection.bytes,
                                    .drivers = drivers,
                                    .flags = GDAL_OF_VECTOR | GDAL_OF_UPDATE};
    GDALDatasetH file = NULL;
    cm__gdal block;
    cm_status status;

    cm__gdal_begin(&block);
    CPLSetThreadLocalConfigOption(key, "YES");
    status = cm__gdal_open(&block, &file, &target);
    if (!status)
        status = write_table(&block, file, w);
    GDALClose(file);
    CPLSetThreadLocalConfigOption(key, NULL);
    return cm__gdal_end(&block, status, CM_ERR_IO, CM__DATABASE);
}

cm_status cm__export_pg(const cm__export_job *job)
{
    cm__export_job own = *job;
    pg_writing w = {.job = &own};
    cm_status status = prepare(&w);

    own.path = CM__DATABASE; /* of messages */
    if (!status)
        status = write_with_copy(&w);
    clear(&w);
    return status;
}
