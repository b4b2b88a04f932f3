/* reader_shp_text.c - the encoding of a Shapefile's texts, and they in UTF-8. */
#include "geo/base_arena.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/base_text.h"
#include "geo/reader_shp.h"
#include "geo/text_decode.h"
#include "geo/text_encoding.h"
#include "geo/text_utf8.h"
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { NAME_WIDTH = 10, CHARACTER = 4 };

static bool is_ascii(const char *text)
{
    for (; *text != '\0'; text++)
        if ((unsigned char)*text > 127)
            return false;
    return true;
}

/* The encoding by one of the many names that .cpg files hold: "932", "ANSI 932", "UTF-8". */
static bool find_encoding(cm__encoding *out, const char *name)
{
    if (strncasecmp(name, "ANSI ", 5) == 0)
        name += 5;
    if (strcmp(name, "932") == 0)
        name = "CP932";
    else if (strcmp(name, "65001") == 0)
        name = "UTF-8";
    return cm__encoding_find(out, name) == CM_OK;
}

/* Adds a text as a line, without a character that its field's end has cut. */
static void add_line(cm__text *lines, const char *text, size_t width)
{
    const size_t length = strlen(text);
    const size_t valid = cm__utf8_span(text, length);
    const bool is_cut = length >= width && length - valid < CHARACTER;

    cm__text_add_bytes(lines, text, is_cut ? valid : length);
    cm__text_add(lines, "\n");
}

/* Recognises the encoding in all texts that could show it. */
static cm_status recognise(cm__encoding *out, const cm_features *features, const size_t *widths)
{
    const cm_table *const table = &features->table;
    cm__text lines = {0};

    for (size_t i = 0; i < table->column_count; i++) {
        const cm_column *const column = &table->columns[i];
        if (!is_ascii(column->name))
            add_line(&lines, column->name, NAME_WIDTH);
        if (column->type != CM_COLUMN_TEXT)
            continue;
        for (size_t row = 0; row < table->row_count; row++)
            if (!is_ascii(cm_table_get_text(table, row, i)))
                add_line(&lines, cm_table_get_text(table, row, i), widths[i]);
    }
    const cm_status status = lines.failed;
    *out = CM__ENCODING_UTF8;
    if (!status && lines.length > 0)
        *out = cm__encoding_recognise(lines.bytes, lines.length);
    cm__text_clear(&lines);
    return status;
}

/* Decodes one text of at most width bytes into *out, an array that the caller frees. */
static cm_status decode(char **out, const char *text, size_t width, cm__encoding encoding)
{
    const size_t whole = strlen(text);
    size_t length = whole;
    cm_status status = cm__array_grow(out, whole + 2, 1);

    if (status)
        return status;
    for (size_t dropped = 0; dropped < CHARACTER && dropped <= whole; dropped++) {
        length = whole - dropped;
        memcpy(*out, text, length);
        status = cm__text_decode(out, &length, encoding, "text");
        if (status != CM_ERR_FORMAT || whole < width)
            break;
    }
    return status;
}

/* Says which text it is that is not valid. */
static cm_status blame(cm_status status, const char *path, const char *place, cm__encoding encoding)
{
    if (status != CM_ERR_FORMAT)
        return status;
    return cm__fail(CM_ERR_FORMAT, "%s: %s: the text is not valid %s", path, place,
                    cm__encoding_name(encoding));
}

static cm_status decode_name(cm_features *features, size_t column, cm__encoding encoding,
                             const char *path)
{
    const char **const name = &features->table.columns[column].name;
    char *text = NULL, place[64];
    cm_status status;

    if (is_ascii(*name))
        return CM_OK;
    status = decode(&text, *name, NAME_WIDTH, encoding);
    if (!status)
        status = cm__arena_add(&features->table.text, name, text);
    cm__array_free(&text);
    snprintf(place, sizeof place, "the name of column %zu", column + 1);
    return blame(status, path, place, encoding);
}

static cm_status decode_cell(cm_features *features, size_t row, size_t column, const size_t *widths,
                             cm__encoding encoding)
{
    const char *const cell = cm_table_get_text(&features->table, row, column);
    char *text = NULL;
    cm_status status;

    if (is_ascii(cell))
        return CM_OK;
    status = decode(&text, cell, widths[column], encoding);
    if (!status)
        status = cm_table_set_text(&features->table, row, column, text);
    cm__array_free(&text);
    return status;
}

static cm_status decode_column(cm_features *features, size_t column, const size_t *widths,
                               cm__encoding encoding, const char *path)
{
    char place[256];
    cm_status status = decode_name(features, column, encoding, path);

    if (features->table.columns[column].type != CM_COLUMN_TEXT)
        return status;
    for (size_t row = 0; row < features->table.row_count && !status; row++) {
        status = decode_cell(features, row, column, widths, encoding);
        if (!status)
            continue;
        snprintf(place, sizeof place, "row %zu, column %s", row + 1,
                 features->table.columns[column].name);
        return blame(status, path, place, encoding);
    }
    return status;
}

cm_status cm__shp_decode(cm_features *features, const size_t *widths, const char *encoding,
                         const char *path)
{
    cm__encoding known;
    cm_status status = CM_OK;

    if (!encoding || !find_encoding(&known, encoding))
        status = recognise(&known, features, widths);
    for (size_t i = 0; i < features->table.column_count && !status; i++)
        status = decode_column(features, i, widths, known, path);
    return status;
}
