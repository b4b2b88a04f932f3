/* reader_workbook.c - reads a member table from an XLSX or ODS workbook. */
#include "geo/reader_workbook.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/base_text.h"
#include "geo/gdal_driver.h"
#include "geo/reader_file.h"
#include "geo/text_utf8.h"
#include <cpl_conv.h>
#include <cpl_vsi.h>
#include <ogr_api.h>
#include <string.h>

#define UNPACKED_MAX                                                                               \
    ((size_t)1 << 29) /* a million rows of 20 columns; GDAL takes 20 times as much */
#define CELL_MAX ((size_t)1 << 16)

enum { SETTINGS = 4 };

/* GDAL would guess whether there is a header and which columns are numbers. */
static const char *const settings[SETTINGS][2] = {{"OGR_XLSX_HEADERS", "DISABLE"},
                                                  {"OGR_XLSX_FIELD_TYPES", "STRING"},
                                                  {"OGR_ODS_HEADERS", "DISABLE"},
                                                  {"OGR_ODS_FIELD_TYPES", "STRING"}};

/* One sheet while it is read. */
typedef struct reading {
    const char *path;
    OGRLayerH layer;
    cm_table *table;
    int *fields; /* of each column of the table, its place in the sheet */
    char *cell;  /* the text last taken */
    size_t cell_capacity;
} reading;

/* Unpacks a file of the archive to nowhere, since what its directory says of sizes may be a lie. */
static cm_status count_bytes(size_t *total, const char *name, const char *path)
{
    VSILFILE *const file = VSIFOpenL(name, "rb");
    char piece[65536];
    size_t count = sizeof piece;

    if (!file)
        return cm__fail(CM_ERR_FORMAT, "%s: a part of the workbook cannot be opened", path);
    while (count == sizeof piece && *total <= UNPACKED_MAX) {
        count = VSIFReadL(piece, 1, sizeof piece, file);
        *total += count;
    }
    VSIFCloseL(file);
    if (*total > UNPACKED_MAX)
        return cm__fail(CM_ERR_LIMIT, "%s: the workbook unpacks to over %zu bytes", path,
                        UNPACKED_MAX);
    return CM_OK;
}

static cm_status count_parts(VSIDIR *parts, const char *archive, const char *path)
{
    const VSIDIREntry *part;
    size_t total = 0;
    cm_status status = CM_OK;

    while (!status && (part = VSIGetNextDirEntry(parts))) {
        cm__text name = {0};
        if (VSI_ISDIR(part->nMode))
            continue;
        cm__text_addf(&name, "%s/%s", archive, part->pszName);
        status = name.failed;
        if (!status)
            status = count_bytes(&total, name.bytes, path);
        cm__text_clear(&name);
    }
    return status;
}

/* A few megabytes of a workbook can unpack to more than any memory. */
static cm_status check_size(const char *path)
{
    cm__text archive = {0};
    VSIDIR *parts;
    cm_status status;

    if (cm__path_is_remote(path))
        return CM_OK;
    cm__text_addf(&archive, "/vsizip/%s", path);
    if (archive.failed)
        return archive.failed;
    parts = VSIOpenDir(archive.bytes, -1, NULL);
    if (parts)
        status = count_parts(parts, archive.bytes, path);
    else
        status = cm__fail(CM_ERR_FORMAT, "%s: is not a workbook, or is cut", path);
    VSICloseDir(parts);
    cm__text_clear(&archive);
    return status;
}

static size_t blank_length(const char *at)
{
    if (*at == ' ' || *at == '\t' || *at == '\r' || *at == '\n')
        return 1;
    if (strncmp(at, "\xC2\xA0", 2) == 0) /* the blank that does not break */
        return 2;
    return strncmp(at, "\xE3\x80\x80", 3) == 0 ? 3 : 0; /* the one as wide as a kanji */
}

static cm_status refuse(const reading *sheet, OGRFeatureH row, int field, const char *reason)
{
    return cm__fail(CM_ERR_FORMAT, "%s:%lld:%d: %s", sheet->path, (long long)OGR_F_GetFID(row),
                    field + 1, reason);
}

/* Takes the text of a cell, which must be UTF-8 and not too long. */
static cm_status take(reading *sheet, OGRFeatureH row, int field)
{
    const char *const text = OGR_F_GetFieldAsString(row, field);
    const size_t length = strlen(text);
    cm_status status;

    if (length > CELL_MAX)
        return cm__fail(CM_ERR_LIMIT, "%s:%lld:%d: a cell of over 65536 bytes", sheet->path,
                        (long long)OGR_F_GetFID(row), field + 1);
    if (cm__utf8_span(text, length) < length)
        return refuse(sheet, row, field, "the text is not valid UTF-8");
    if (length + 1 > sheet->cell_capacity) {
        status = cm__array_grow(&sheet->cell, 2 * (length + 1), 1);
        if (status)
            return status;
        sheet->cell_capacity = 2 * (length + 1);
    }
    memcpy(sheet->cell, text, length + 1);
    return CM_OK;
}

/* Cuts the blanks round a header. */
static char *trim(char *text)
{
    char *end;

    while (blank_length(text) > 0)
        text += blank_length(text);
    end = text;
    for (char *at = text; *at != '\0';) {
        const size_t blank = blank_length(at);
        at += blank > 0 ? blank : 1;
        if (blank == 0)
            end = at;
    }
    *end = '\0';
    return text;
}

/* Some programmes write every number with decimals: 1985.0 is 1985. */
static void cut_zeros(char *text)
{
    char *const point = text + strspn(text + (*text == '-'), "0123456789") + (*text == '-');

    if (*point == '.' && point > text && point[-1] != '-' && point[1] == '0' &&
        point[1 + strspn(point + 1, "0")] == '\0')
        *point = '\0';
}

static bool is_blank_row(OGRFeatureH row)
{
    for (int i = 0; i < OGR_F_GetFieldCount(row); i++)
        if (*OGR_F_GetFieldAsString(row, i) != '\0')
            return false;
    return true;
}

/* The next row that is not blank, for the caller to destroy; NULL at the end. */
static OGRFeatureH next_row(OGRLayerH layer)
{
    OGRFeatureH row = OGR_L_GetNextFeature(layer);

    while (row && is_blank_row(row)) {
        OGR_F_Destroy(row);
        row = OGR_L_GetNextFeature(layer);
    }
    return row;
}

/* Whether any row but the header has something in a column. */
static bool is_used(const reading *sheet, int field)
{
    bool used = false;
    OGRFeatureH row;

    OGR_L_ResetReading(sheet->layer);
    OGR_F_Destroy(next_row(sheet->layer));
    while (!used && (row = next_row(sheet->layer))) {
        used = *OGR_F_GetFieldAsString(row, field) != '\0';
        OGR_F_Destroy(row);
    }
    return used;
}

/* Makes the columns. One without a header is left away if nothing stands in it: a sheet is as wide
 * as whatever once was touched. */
static cm_status add_columns(reading *sheet, OGRFeatureH header)
{
    const int count = OGR_F_GetFieldCount(header);
    cm_status status = cm__array_grow(&sheet->fields, (size_t)count + 1, sizeof *sheet->fields);

    for (int i = 0; i < count && !status; i++) {
        status = take(sheet, header, i);
        if (status)
            return status;
        cut_zeros(sheet->cell);
        const char *const name = trim(sheet->cell);
        if (*name == '\0' && is_used(sheet, i))
            return refuse(sheet, header, i, "the column has no header");
        if (*name == '\0')
            continue;
        sheet->fields[sheet->table->column_count] = i;
        status = cm_table_add_column(sheet->table, NULL, name, CM_COLUMN_TEXT);
    }
    return status;
}

static cm_status add_row(reading *sheet, OGRFeatureH row)
{
    const size_t index = sheet->table->row_count;
    cm_status status = cm_table_add_rows(sheet->table, 1);

    if (status)
        return status;
    sheet->table->lines[index] = (int64_t)OGR_F_GetFID(row);
    for (size_t column = 0; column < sheet->table->column_count && !status; column++) {
        status = take(sheet, row, sheet->fields[column]);
        if (status)
            return status;
        cut_zeros(sheet->cell);
        status = cm_table_set_text(sheet->table, index, column, sheet->cell);
    }
    return status;
}

static cm_status read_sheet(reading *sheet)
{
    OGRFeatureH row;
    cm_status status;

    OGR_L_ResetReading(sheet->layer);
    row = next_row(sheet->layer);
    if (!row)
        return cm__fail(CM_ERR_FORMAT, "%s: the first sheet is empty: a header is needed",
                        sheet->path);
    status = add_columns(sheet, row);
    OGR_F_Destroy(row);
    OGR_L_ResetReading(sheet->layer);
    OGR_F_Destroy(next_row(sheet->layer));
    while (!status && (row = next_row(sheet->layer))) {
        status = add_row(sheet, row);
        OGR_F_Destroy(row);
    }
    return status;
}

static cm_status read_workbook(cm_table *table, const cm__gdal *block, const char *path,
                               bool allow_remote)
{
    static const char *const drivers[] = {"XLSX", "ODS", NULL};
    const cm__gdal_source source = {path, drivers, GDAL_OF_VECTOR, NULL, allow_remote};
    reading sheet = {.path = path, .table = table};
    GDALDatasetH workbook = NULL;
    cm_status status = cm__path_is_remote(path) ? CM_OK : cm__gdal_check_local(path);

    if (!status)
        status = check_size(path);
    if (!status)
        status = cm__gdal_open(block, &workbook, &source);
    if (status)
        return status;
    if (GDALDatasetGetLayerCount(workbook) > 0) {
        sheet.layer = GDALDatasetGetLayer(workbook, 0);
        status = read_sheet(&sheet);
    } else {
        status = cm__fail(CM_ERR_FORMAT, "%s: the workbook has no sheet", path);
    }
    cm__array_free(&sheet.cell);
    cm__array_free(&sheet.fields);
    GDALClose(workbook);
    return status;
}

cm_status cm__table_read_workbook(cm_table *out, const char *path, const cm_read_options *options)
{
    cm_table table = {0};
    cm__gdal block;
    cm_status status;

    cm__gdal_begin(&block);
    block.strict = true; /* a warning means cells that were not read */
    for (int i = 0; i < SETTINGS; i++)
        CPLSetThreadLocalConfigOption(settings[i][0], settings[i][1]);
    status = read_workbook(&table, &block, path, options && options->allow_remote);
    for (int i = 0; i < SETTINGS; i++)
        CPLSetThreadLocalConfigOption(settings[i][0], NULL);
    status = cm__gdal_end(&block, status, CM_ERR_FORMAT, path);
    if (status)
        cm_table_clear(&table);
    else
        *out = table;
    return status;
}
