/* export_csv.c - tables and points as comma- or tab-separated text. */
#include "geo/base_error.h"
#include "output/export_names.h"
#include "output/export_stream.h"
#include "output/export_writers.h"
#include <math.h>
#include <string.h>

/* A coordinate that is written as a column although the table has none for it. */
typedef struct place_column {
    const char *name; /* NULL: none */
    const double *values;
} place_column;

typedef struct csv {
    cm__export_stream stream;
    const cm_table *table;
    place_column places[2];
    char mark; /* between fields */
    bool is_single;
} csv;

static bool has_byte_order_mark(const char *text)
{
    return strncmp(text, "\xEF\xBB\xBF", 3) == 0;
}

/* Blanks at the ends are quoted since some readers trim, a leading U+FEFF since they take it for a
 * mark of the encoding, and a missing cell that is alone in its row since that line would be blank.
 */
static bool needs_quotes(const csv *out, const char *text)
{
    const char special[] = {out->mark, '"', '\r', '\n', '\0'};
    const size_t length = strcspn(text, special);

    if (text[length] != '\0' || has_byte_order_mark(text))
        return true;
    if (length == 0)
        return out->is_single;
    return strchr(" \t", text[0]) || strchr(" \t", text[length - 1]);
}

static void add_quoted(cm__text *line, const char *text)
{
    size_t length = strcspn(text, "\"");

    cm__text_add(line, "\"");
    for (; text[length]; length = strcspn(text, "\"")) {
        cm__text_add_utf8(line, text, length);
        cm__text_add(line, "\"\"");
        text += length + 1;
    }
    cm__text_add_utf8(line, text, length);
    cm__text_add(line, "\"");
}

static void add_field(csv *out, size_t index, const char *text)
{
    cm__text *const line = &out->stream.text;

    if (index > 0)
        cm__text_add_bytes(line, &out->mark, 1);
    if (needs_quotes(out, text))
        add_quoted(line, text);
    else
        cm__text_add_utf8(line, text, strlen(text));
}

static void add_header(csv *out)
{
    size_t index = 0;

    for (size_t i = 0; i < out->table->column_count; i++)
        add_field(out, index++, out->table->columns[i].name);
    for (int i = 0; i < 2; i++)
        if (out->places[i].name)
            add_field(out, index++, out->places[i].name);
    cm__text_add(&out->stream.text, "\n");
}

static void add_row(csv *out, size_t row)
{
    char number[CM_CELL_MAX];
    size_t index = 0;

    for (size_t i = 0; i < out->table->column_count; i++)
        add_field(out, index++, cm_table_format(out->table, row, i, number));
    for (int i = 0; i < 2; i++) {
        if (!out->places[i].name)
            continue;
        *number = '\0';
        if (isfinite(out->places[i].values[row]))
            cm__number_print(number, out->places[i].values[row]);
        add_field(out, index++, number);
    }
    cm__text_add(&out->stream.text, "\n");
}

static size_t count_places(const csv *out)
{
    size_t count = 0;

    for (int i = 0; i < 2; i++)
        count += out->places[i].name ? 1 : 0;
    return count;
}

static cm_status write_rows(csv *out, const char *path, const cm_export_options *options)
{
    const size_t places = count_places(out);
    cm_status status;

    if (out->table->column_count + places == 0)
        return cm__fail(CM_ERR_DOMAIN, "%s: a table without columns cannot be CSV", path);
    out->is_single = out->table->column_count + places == 1;
    status = cm__export_stream_open(&out->stream, path, options && options->no_clobber);
    if (status)
        return status;
    add_header(out);
    for (size_t row = 0; row < out->table->row_count && !status; row++) {
        add_row(out, row);
        status = cm__export_stream_step(&out->stream);
    }
    if (!status)
        status = cm__export_stream_close(&out->stream);
    cm__export_stream_clear(&out->stream);
    return status;
}

cm_status cm_table_write(const cm_table *table, const char *path, cm_format format,
                         const cm_export_options *options)
{
    csv out = {.table = table, .mark = format == CM_FORMAT_TSV ? '\t' : ','};

    if (format != CM_FORMAT_CSV && format != CM_FORMAT_TSV)
        return cm__fail(CM_ERR_DOMAIN, "%s: a table is written as csv or tsv, not as %s", path,
                        cm_format_name(format));
    return write_rows(&out, path, options);
}

cm_status cm__export_csv(const cm__export_job *job)
{
    const cm_features *const layer = job->layer;
    const char *const names[2] = {job->is_geographic ? "lon" : "x",
                                  job->is_geographic ? "lat" : "y"};
    const double *const values[2] = {layer->x, layer->y};
    csv out = {.table = &layer->table, .mark = job->format == CM_FORMAT_TSV ? '\t' : ','};

    for (int i = 0; i < 2 && layer->geometry == CM_GEOMETRY_POINT; i++)
        if (cm_table_find_column(&layer->table, names[i]) == CM_ABSENT)
            out.places[i] = (place_column){names[i], values[i]};
    return write_rows(&out, job->path, job->options);
}
