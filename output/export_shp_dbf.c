/* export_shp_dbf.c - a table as the dBASE file of a Shapefile. */
#include "output/export_shp_dbf.h"
#include "geo/base_arena.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/text_decode.h"
#include "output/export_shp_lib.h"
#include "output/export_writers.h"
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum {
    FIELDS_MAX = 255,
    NAME_LONGEST = 10,
    TEXT_LONGEST = 254,
    INTEGER_WIDTH = 18, /* what readers take for a whole number of 64 bits */
    REAL_WIDTH = 24,
    REAL_DECIMALS = 15,
    RECORD_LONGEST = 65535,
    HEADER_START = 32,
    HEADER_FIELD = 32
};
#define LDID_CP932 "LDID/19"

/* Puts a cell's bytes into dbf->cell, as long as they come. */
static void put_cell(cm__dbf *dbf, size_t row, size_t column)
{
    char number[CM_CELL_MAX];
    const cm_column *const cells = &dbf->table->columns[column];

    if (cells->type == CM_COLUMN_TEXT) {
        cm__encoder_put(&dbf->encoder, &dbf->cell, cells->texts[row]);
        return;
    }
    dbf->cell.length = 0;
    if (cells->type == CM_COLUMN_REAL && !isfinite(cells->reals[row]))
        cm__text_add(&dbf->cell, "");
    else
        cm__text_add(&dbf->cell, cm_table_format(dbf->table, row, column, number));
}

static void plan_texts(cm__dbf *dbf, size_t column, cm_export_report *report)
{
    cm__dbf_field *const field = &dbf->fields[column];

    field->type = 'C';
    field->width = 1;
    for (size_t row = 0; row < dbf->table->row_count && !dbf->cell.failed; row++) {
        size_t length;
        put_cell(dbf, row, column);
        length = dbf->cell.length;
        if (length > TEXT_LONGEST) { /* cut between characters by make_record */
            report->cut_texts++;
            length = TEXT_LONGEST;
        }
        field->width = length > field->width ? length : field->width;
    }
}

/* Digits after the point, which readers show of every value. */
static size_t count_decimals(const char *number)
{
    const char *const point = strchr(number, '.');

    if (strchr(number, 'e'))
        return REAL_DECIMALS;
    return point ? strlen(point + 1) : 1;
}

static void plan_numbers(cm__dbf *dbf, size_t column)
{
    const bool is_real = dbf->table->columns[column].type == CM_COLUMN_REAL;
    cm__dbf_field *const field = &dbf->fields[column];

    field->type = 'N';
    field->decimals = is_real ? 1 : 0;
    field->width = is_real ? REAL_WIDTH : INTEGER_WIDTH;
    for (size_t row = 0; row < dbf->table->row_count && !dbf->cell.failed; row++) {
        put_cell(dbf, row, column);
        const size_t width = dbf->cell.length;
        const size_t decimals = is_real && !dbf->cell.failed ? count_decimals(dbf->cell.bytes) : 0;
        field->width = width > field->width ? width : field->width;
        field->decimals = decimals > field->decimals ? decimals : field->decimals;
    }
    if (field->decimals > REAL_DECIMALS)
        field->decimals = REAL_DECIMALS;
}

cm_status cm__dbf_text_as_read(cm__text *out, const char *text, cm__encoder *encoder)
{
    cm_status status;

    cm__encoder_put(encoder, out, text);
    status = out->failed;
    encoder->lost = 0;
    if (status)
        return status;
    out->length = cm__encoder_fit(encoder, out->bytes, out->length, TEXT_LONGEST);
    while (out->length > 0 && out->bytes[out->length - 1] == ' ')
        out->length--;
    out->bytes[out->length] = '\0';
    if (encoder->is_cp932)
        status = cm__text_decode(&out->bytes, &out->length, CM__ENCODING_CP932, "DBF");
    out->capacity = out->length + 1; /* the array may be another one, of at least that */
    return status;
}

/* As a question mark, two names might be equal. */
cm_status cm__dbf_names_make(cm__column_names *out, const cm_table *table, cm__encoder *encoder)
{
    const cm__naming naming = {.longest = NAME_LONGEST, .cp932 = encoder->is_cp932};
    cm__column_names names = {0};
    cm__text encoded = {0};
    cm_status status = cm__column_names_make(&names, table, &naming);

    for (size_t i = 0; i < table->column_count && !status; i++) {
        char ascii[CM_CELL_MAX];
        encoder->lost = 0;
        cm__encoder_put(encoder, &encoded, names.names[i]);
        status = encoded.failed;
        if (status || encoder->lost == 0)
            continue;
        snprintf(ascii, sizeof ascii, "column_%zu", i + 1);
        status = cm__arena_add(&names.text, &names.names[i], ascii);
        names.renamed++;
    }
    encoder->lost = 0;
    cm__text_clear(&encoded);
    if (status)
        cm__column_names_clear(&names);
    else
        *out = names;
    return status;
}

static cm_status plan_names(cm__dbf *dbf, cm_export_report *report)
{
    cm__column_names names = {0};
    cm_status status = cm__dbf_names_make(&names, dbf->table, &dbf->encoder);

    for (size_t i = 0; i < dbf->table->column_count && !status; i++) {
        cm__encoder_put(&dbf->encoder, &dbf->cell, names.names[i]);
        status = dbf->cell.failed;
        if (!status)
            snprintf(dbf->fields[i].name, sizeof dbf->fields[i].name, "%s", dbf->cell.bytes);
    }
    report->renamed_columns += names.renamed;
    cm__column_names_clear(&names);
    return status;
}

static cm_status check_limits(const cm__dbf *dbf, const char *path)
{
    const double rows = (double)dbf->table->row_count, length = (double)dbf->record_length;
    const double header = HEADER_START + HEADER_FIELD * (double)dbf->field_count;

    if (dbf->record_length > RECORD_LONGEST)
        return cm__fail(CM_ERR_LIMIT,
                        "%s: a row of %zu bytes does not fit into a Shapefile (gpkg holds it)",
                        path, dbf->record_length);
    if (header + rows * length + 2 > CM__SHAPEFILE_LONGEST)
        return cm__fail(CM_ERR_LIMIT, "%s: over 2 GB do not fit into a Shapefile (gpkg holds them)",
                        path);
    return CM_OK;
}

static cm_status plan_fields(cm__dbf *dbf, cm_export_report *report)
{
    const cm_table *const table = dbf->table;
    const size_t count = table->column_count ? table->column_count : 1;
    cm_status status = cm__array_grow(&dbf->fields, count, sizeof *dbf->fields);

    if (status)
        return status;
    dbf->field_count = count;
    memset(dbf->fields, 0, dbf->field_count * sizeof *dbf->fields);
    dbf->fields[0] = (cm__dbf_field){.name = "id", .type = 'N', .width = INTEGER_WIDTH};
    status = plan_names(dbf, report);
    for (size_t i = 0; i < table->column_count; i++) {
        if (table->columns[i].type == CM_COLUMN_TEXT)
            plan_texts(dbf, i, report);
        else
            plan_numbers(dbf, i);
    }
    report->lost_characters += dbf->encoder.lost;
    return status ? status : dbf->cell.failed;
}

cm_status cm__dbf_plan(cm__dbf *out, const cm_table *table, bool cp932, const char *path,
                       cm_export_report *report)
{
    cm__dbf fresh = {.table = table, .record_length = 1};
    cm_status status = CM_OK;

    if (table->column_count > FIELDS_MAX)
        return cm__fail(CM_ERR_LIMIT, "%s: %zu columns are over the %d of a Shapefile (use gpkg)",
                        path, table->column_count, FIELDS_MAX);
    status = cm__encoder_open(&fresh.encoder, cp932);
    if (!status)
        status = plan_fields(&fresh, report);
    for (size_t i = 0; i < fresh.field_count; i++)
        fresh.record_length += fresh.fields[i].width;
    if (!status)
        status = check_limits(&fresh, path);
    if (!status)
        status = cm__array_grow(&fresh.record, fresh.record_length, 1);
    if (status) {
        cm__dbf_clear(&fresh);
        return status;
    }
    *out = fresh;
    return CM_OK;
}

/* Makes the bytes of a row: texts to the left, numbers to the right, blanks for what is missing. */
static cm_status make_record(cm__dbf *dbf, size_t row)
{
    char *at = dbf->record + 1;

    memset(dbf->record, ' ', dbf->record_length);
    for (size_t i = 0; i < dbf->field_count; i++) {
        const cm__dbf_field *const field = &dbf->fields[i];
        size_t length;
        if (dbf->table->column_count == 0) {
            dbf->cell.length = 0;
            cm__text_addf(&dbf->cell, "%zu", row + 1);
        } else {
            put_cell(dbf, row, i);
        }
        if (dbf->cell.failed)
            return dbf->cell.failed;
        length = cm__encoder_fit(&dbf->encoder, dbf->cell.bytes, dbf->cell.length, field->width);
        memcpy(field->type == 'N' ? at + field->width - length : at, dbf->cell.bytes, length);
        at += field->width;
    }
    return CM_OK;
}

static void set_date(DBFHandle handle, long long created_s)
{
    const time_t created = (time_t)created_s;
    struct tm date;

    if (gmtime_r(&created, &date) && date.tm_year >= 0 && date.tm_year <= 255)
        DBFSetLastModifiedDate(handle, date.tm_year, date.tm_mon + 1, date.tm_mday);
    else
        DBFSetLastModifiedDate(handle, 70, 1, 1);
}

static cm_status add_fields(DBFHandle handle, const cm__dbf *dbf, const char *path)
{
    for (size_t i = 0; i < dbf->field_count; i++) {
        const cm__dbf_field *const field = &dbf->fields[i];
        if (DBFAddNativeFieldType(handle, field->name, field->type, (int)field->width,
                                  (int)field->decimals) < 0)
            return cm__shapelib_failure(path);
    }
    return CM_OK;
}

cm_status cm__dbf_write(cm__dbf *dbf, const char *file, const char *path, long long created_s)
{
    const size_t count = dbf->table->row_count;
    SAHooks hooks = cm__shapelib_hooks();
    DBFHandle handle;
    cm_status status;

    errno = 0;
    handle = DBFCreateLL(file, dbf->encoder.is_cp932 ? LDID_CP932 : NULL, &hooks);
    if (!handle)
        return cm__shapelib_failure(path);
    status = add_fields(handle, dbf, path);
    for (size_t row = 0; row < count && !status; row++) {
        /* else the file's end mark follows every record and is overwritten by the next */
        DBFSetWriteEndOfFileChar(handle, row + 1 == count);
        status = cm__export_step(&dbf->progress, path, row, count);
        if (!status)
            status = make_record(dbf, row);
        if (!status && !DBFWriteTuple(handle, (int)row, dbf->record))
            status = cm__shapelib_failure(path);
    }
    set_date(handle, created_s);
    DBFClose(handle);
    return status;
}

static cm_status compare(DBFHandle handle, cm__dbf *dbf, const char *path)
{
    cm_status status = CM_OK;

    if (DBFGetRecordCount(handle) != (int)dbf->table->row_count ||
        DBFGetFieldCount(handle) != (int)dbf->field_count)
        return cm__shapelib_mismatch(path);
    for (size_t row = 0; row < dbf->table->row_count && !status; row++) {
        const char *const found = DBFReadTuple(handle, (int)row);
        status = make_record(dbf, row);
        if (!status && (!found || memcmp(found, dbf->record, dbf->record_length) != 0))
            status = cm__shapelib_mismatch(path);
    }
    return status;
}

cm_status cm__dbf_check(cm__dbf *dbf, const char *file, const char *path)
{
    const size_t header = HEADER_START + HEADER_FIELD * dbf->field_count + 1;
    SAHooks hooks = cm__shapelib_hooks();
    DBFHandle handle;
    cm_status status;

    status = cm__shapelib_check_size(file, path,
                                     header + dbf->table->row_count * dbf->record_length + 1);
    if (status)
        return status;
    errno = 0;
    handle = DBFOpenLL(file, "rb", &hooks);
    if (!handle)
        return errno == ENOMEM ? cm__shapelib_failure(path) : cm__shapelib_mismatch(path);
    status = compare(handle, dbf, path);
    DBFClose(handle);
    return status;
}

void cm__dbf_clear(cm__dbf *dbf)
{
    cm__encoder_close(&dbf->encoder);
    cm__array_free(&dbf->fields);
    cm__array_free(&dbf->record);
    cm__text_clear(&dbf->cell);
    *dbf = (cm__dbf){0};
}
