/* reader_csv.c - reads a member table from CSV or TSV.
 *
 * The file is read once, made UTF-8, and taken apart where it lies: the cells are texts in the
 * file's own bytes, which the table's arena then adopts. */
#include "geo/reader_csv.h"
#include "geo/base_arena.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/reader_file.h"
#include "geo/reader_rejects.h"
#include "geo/reader_source.h"
#include "geo/table_csv.h"
#include "geo/text_decode.h"
#include <stdio.h>
#include <string.h>

enum { NAME_MAX_BYTES = 65535 };

/* The blanks that a header is trimmed of: space, TAB, line ends, and the two of Japanese tables. */
static size_t blank_at(const char *text, size_t length)
{
    static const char *const blanks[] = {" ", "\t", "\n", "\r", "\xE3\x80\x80", "\xC2\xA0"};

    for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++) {
        const size_t size = strlen(blanks[i]);
        if (size <= length && memcmp(text, blanks[i], size) == 0)
            return size;
    }
    return 0;
}

static size_t blank_before(const char *text, size_t length)
{
    for (size_t size = 1; size <= 3 && size <= length; size++)
        if (blank_at(text + length - size, size) == size)
            return size;
    return 0;
}

/* What is left of a text without the blanks round it; its length is cut, and so may be 0. */
static const char *trim(const char *text, size_t *length)
{
    size_t blank;

    while ((blank = blank_at(text, *length)) > 0) {
        text += blank;
        *length -= blank;
    }
    while ((blank = blank_before(text, *length)) > 0)
        *length -= blank;
    return text;
}

static cm_status check_header(const cm__csv *csv)
{
    char reason[64];

    if (csv->field_count > CM__CSV_COLUMNS_MAX)
        return cm__csv_fail(csv, CM_ERR_LIMIT, CM__CSV_COLUMNS_MAX - 1, "over 100000 columns");
    for (size_t c = 0; c < csv->field_count; c++) {
        size_t length = csv->fields[c].length;
        trim(csv->record + csv->fields[c].begin, &length);
        if (length == 0) {
            snprintf(reason, sizeof reason, "column %zu of the header has no name", c + 1);
            return cm__csv_fail(csv, CM_ERR_FORMAT, c, reason);
        }
        if (length > NAME_MAX_BYTES)
            return cm__csv_fail(csv, CM_ERR_LIMIT, c, "a header of over 65535 bytes");
    }
    return CM_OK;
}

cm_status cm__csv_read_header(cm_table *table, cm__csv *csv)
{
    cm_status status = check_header(csv);

    for (size_t c = 0; !status && c < csv->field_count; c++) {
        char *const field = cm__csv_take(csv, c);
        size_t length = strlen(field);
        const char *const name = trim(field, &length);
        field[name + length - field] = '\0';
        status = cm_table_add_column(table, NULL, name, CM_COLUMN_TEXT);
    }
    csv->field_limit = table->column_count + 1; /* one more, for an error to point at */
    return status;
}

static cm_status read_header(cm_table *table, cm__csv *csv)
{
    bool found;
    cm_status status;

    csv->field_limit = CM__CSV_COLUMNS_MAX;
    status = cm__csv_next(csv, &found);
    if (status)
        return status;
    if (!found)
        return cm__fail(CM_ERR_FORMAT, "%s:1:1: the file is empty: a header is needed", csv->path);
    return cm__csv_read_header(table, csv);
}

/* A row that has more fields than the header. */
static cm_status reject(cm__csv *csv, size_t columns, cm_table *rejects)
{
    char reason[80];

    snprintf(reason, sizeof reason, "%zu fields, but the header has %zu", csv->field_count,
             columns);
    if (!rejects)
        return cm__csv_fail(csv, CM_ERR_FORMAT, columns, reason);
    csv->record[csv->record_length] = '\0';
    return cm__rejects_add(rejects, (int64_t)csv->record_line, reason, csv->record);
}

static cm_status add_row(cm_table *table, cm__csv *csv)
{
    const size_t row = table->row_count;
    const cm_status status = cm_table_add_rows(table, 1);

    if (status)
        return status;
    table->lines[row] = (int64_t)csv->record_line;
    for (size_t c = 0; c < csv->field_count; c++)
        if (csv->fields[c].length > 0)
            table->columns[c].texts[row] = cm__csv_take(csv, c);
    return CM_OK;
}

cm_status cm__csv_read_row(cm_table *table, cm__csv *csv, cm_table *rejects)
{
    if (csv->field_count <= table->column_count)
        return add_row(table, csv);
    return reject(csv, table->column_count, rejects);
}

static cm_status read_rows(cm_table *table, cm__csv *csv, cm_table *rejects)
{
    for (;;) {
        bool found;
        cm_status status = cm__csv_next(csv, &found);
        if (status || !found)
            return status;
        status = cm__csv_read_row(table, csv, rejects);
        if (status)
            return status;
    }
}

/* Old programs end a file with Ctrl-Z, which is no row. */
static size_t length_without_mark(const char *text, size_t length)
{
    return length > 0 && text[length - 1] == 0x1A ? length - 1 : length;
}

static cm_status read_utf8(char **text, size_t *length, const char *path,
                           const cm_read_options *options)
{
    const char *const name = options ? options->encoding : NULL;
    cm__encoding encoding = CM__ENCODING_UTF8;
    cm_status status = name ? cm__encoding_find(&encoding, name) : CM_OK;

    if (!status)
        status = cm__reader_read(text, length, path, options && options->allow_remote);
    if (status)
        return status;
    if (!name)
        return cm__text_decode_any(text, length, path);
    return cm__text_decode(text, length, encoding, path);
}

cm_status cm__table_read_text(cm_table *out, const char *path, const cm_read_options *options,
                              cm_table *rejects)
{
    cm_table table = {0};
    cm__csv csv = {0};
    char *text = NULL;
    size_t length = 0;
    cm_status status = read_utf8(&text, &length, path, options);

    if (status)
        goto done;
    length = length_without_mark(text, length);
    text[length] = '\0';
    cm__csv_init(&csv, text, length, cm__path_ends_with(path, ".tsv") ? '\t' : '\0', path);
    status = read_header(&table, &csv);
    if (!status)
        status = read_rows(&table, &csv, rejects);
    if (!status)
        status = cm__arena_adopt(&table.text, &text);
    if (status)
        goto done;
    *out = table;
    table = (cm_table){0};
done:
    cm__csv_clear(&csv);
    cm__array_free(&text);
    cm_table_clear(&table);
    return status;
}
