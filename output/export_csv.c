/* export_csv.c - tables and points as comma- or tab-separated text. */
#include "output/export_csv.h"
#include "geo/base_error.h"
#include "geo/text_utf8.h"
#include "output/export_wkt.h"
#include <math.h>
#include <string.h>

/* As GDAL and QGIS look for it. */
#define WKT_COLUMN "WKT"

static bool has_byte_order_mark(const char *text)
{
    return strncmp(text, "\xEF\xBB\xBF", 3) == 0;
}

/* Blanks at the ends are quoted since some readers trim, a leading U+FEFF since they take it for a
 * mark of the encoding, and a missing cell that is alone in its row since that line would be blank.
 */
static bool needs_quotes(const char *text, char mark, bool is_single)
{
    const char special[] = {mark, '"', '\r', '\n', '\0'};
    const size_t length = strcspn(text, special);

    if (text[length] != '\0' || has_byte_order_mark(text))
        return true;
    if (length == 0)
        return is_single;
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

void cm__csv_add_field(cm__text *line, const char *text, char mark, bool is_single)
{
    if (needs_quotes(text, mark, is_single))
        add_quoted(line, text);
    else
        cm__text_add_utf8(line, text, strlen(text));
}

static void add_field(cm__csv_file *out, size_t index, const char *text)
{
    cm__text *const line = &out->stream.text;

    if (index > 0)
        cm__text_add_bytes(line, &out->mark, 1);
    cm__csv_add_field(line, text, out->mark, out->is_single);
}

static void add_header(cm__csv_file *out, const cm_table *table)
{
    size_t index = 0;

    for (size_t i = 0; i < table->column_count; i++)
        add_field(out, index++, table->columns[i].name);
    for (int i = 0; i < 2; i++)
        if (out->places[i])
            add_field(out, index++, out->places[i]);
    if (out->has_wkt)
        add_field(out, index, WKT_COLUMN);
    cm__text_add(&out->stream.text, "\n");
}

static void add_row(cm__csv_file *out, const cm_features *layer, size_t row)
{
    const double *const values[2] = {layer->x, layer->y};
    char number[CM_CELL_MAX];
    size_t index = 0;

    for (size_t i = 0; i < layer->table.column_count; i++)
        add_field(out, index++, cm_table_format(&layer->table, row, i, number));
    for (int i = 0; i < 2; i++) {
        if (!out->places[i])
            continue;
        *number = '\0';
        if (isfinite(values[i][row]))
            cm__number_print(number, values[i][row]);
        add_field(out, index++, number);
    }
    if (out->has_wkt) {
        out->wkt.length = 0;
        cm__text_add(&out->wkt, "");
        cm__wkt_add(&out->wkt, layer, row);
        add_field(out, index, out->wkt.failed ? "" : out->wkt.bytes);
    }
    cm__text_add(&out->stream.text, "\n");
}

/* Which columns the places take; count is how many there are in all. */
static cm_status plan_places(cm__csv_file *out, size_t *count, const cm__export_job *job)
{
    const cm_table *const table = &job->layer->table;
    const char *const names[2] = {job->is_geographic ? "lon" : "x",
                                  job->is_geographic ? "lat" : "y"};

    *count = table->column_count;
    out->has_wkt = job->options->version >= 4 && job->options->csv_wkt &&
                   job->layer->geometry != CM_GEOMETRY_NONE;
    if (out->has_wkt && cm_table_find_column(table, WKT_COLUMN) != CM_ABSENT)
        return cm__fail(CM_ERR_DOMAIN, "%s: the layer has a column " WKT_COLUMN " already",
                        job->path);
    *count += out->has_wkt;
    for (int i = 0; i < 2 && job->layer->geometry == CM_GEOMETRY_POINT && !out->has_wkt; i++)
        if (cm_table_find_column(table, names[i]) == CM_ABSENT) {
            out->places[i] = names[i];
            (*count)++;
        }
    if (*count == 0)
        return cm__fail(CM_ERR_DOMAIN, "%s: a table without columns cannot be CSV", job->path);
    return CM_OK;
}

cm_status cm__csv_file_open(cm__csv_file *out, const cm__export_job *job)
{
    size_t count = 0;
    cm_status status = plan_places(out, &count, job);

    out->mark = job->format == CM_FORMAT_TSV ? '\t' : ',';
    out->is_single = count == 1;
    out->progress = cm__export_progress(job->options);
    if (!status)
        status = cm__export_stream_open(&out->stream, job->path, job->options->no_clobber);
    if (!status)
        add_header(out, &job->layer->table);
    return status;
}

cm_status cm__csv_file_add(cm__csv_file *file, const cm_features *layer)
{
    cm_status status = CM_OK;

    for (size_t row = 0; row < layer->table.row_count && !status; row++) {
        add_row(file, layer, row);
        status = file->wkt.failed;
        if (!status)
            status =
                cm__export_step(&file->progress, file->stream.path, row, layer->table.row_count);
        if (!status)
            status = cm__export_stream_step(&file->stream);
    }
    return status;
}

cm_status cm__csv_file_close(cm__csv_file *file)
{
    return cm__export_stream_close(&file->stream);
}

void cm__csv_file_clear(cm__csv_file *file)
{
    cm__text_clear(&file->wkt);
    cm__export_stream_clear(&file->stream);
    *file = (cm__csv_file){.mark = '\0'};
}

cm_status cm_table_write(const cm_table *table, const char *path, cm_format format,
                         const cm_export_options *options)
{
    static const cm_export_options usual = CM_EXPORT_OPTIONS_INIT;
    const cm_features layer = {.table = *table, .geometry = CM_GEOMETRY_NONE};
    const cm__export_job job = {
        .layer = &layer, .path = path, .format = format, .options = options ? options : &usual};

    if (format != CM_FORMAT_CSV && format != CM_FORMAT_TSV)
        return cm__fail(CM_ERR_DOMAIN, "%s: a table is written as csv or tsv, not as %s", path,
                        cm_format_name(format));
    return cm__export_csv(&job);
}

cm_status cm__export_csv(const cm__export_job *job)
{
    cm__csv_file file = {.mark = '\0'};
    cm_status status = cm__csv_file_open(&file, job);

    if (!status)
        status = cm__csv_file_add(&file, job->layer);
    if (!status)
        status = cm__csv_file_close(&file);
    cm__csv_file_clear(&file);
    return status;
}
