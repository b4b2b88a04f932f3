/* export_geojson.c - layers as GeoJSON (RFC 7946), one feature a line. */
#include "output/export_geojson.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/text_utf8.h"
#include "output/export_names.h"
#include "output/export_shape.h"
#include <math.h>
#include <string.h>

enum { DEGREE_DECIMALS = 7, DEGREE_MAX = 16 };

/* Adds text between quotes. What is neither a control character, a quote, a backslash nor invalid
 * goes as it is. */
static void add_string(cm__text *out, const char *text)
{
    static const char *const escapes[] = {
        ['\b'] = "\\b", ['\f'] = "\\f", ['\n'] = "\\n", ['\r'] = "\\r",
        ['\t'] = "\\t", ['"'] = "\\\"", ['\\'] = "\\\\"};
    const char *plain = text;

    cm__text_add_bytes(out, "\"", 1);
    for (; *text; text++) {
        const unsigned char c = (unsigned char)*text;
        if (c >= ' ' && c != '"' && c != '\\' && c != 0x7F)
            continue;
        cm__text_add_utf8(out, plain, (size_t)(text - plain));
        if (c < sizeof escapes / sizeof *escapes && escapes[c])
            cm__text_add(out, escapes[c]);
        else
            cm__text_addf(out, "\\u%04x", c);
        plain = text + 1;
    }
    cm__text_add_utf8(out, plain, (size_t)(text - plain));
    cm__text_add_bytes(out, "\"", 1);
}

/* A number that readers take for a real one even if it is whole. */
static void add_real(cm__text *out, double value)
{
    char number[CM_CELL_MAX];
    const size_t length = cm__number_print(number, value);

    cm__text_add_bytes(out, number, length);
    if (strspn(number, "-0123456789") == length)
        cm__text_add_bytes(out, ".0", 2);
}

static void add_integer(cm__text *out, int64_t value)
{
    char number[CM_CELL_MAX];

    cm__text_add_bytes(out, number, cm__integer_print(number, value));
}

/* Degrees to 7 decimals, about 1 cm, trailing zeros dropped: 10 times as fast as printf. */
static void add_degrees(cm__text *out, double value)
{
    char digits[DEGREE_MAX + 8];
    size_t at = sizeof digits;
    long long rest;
    bool has_point = false;

    if (!(fabs(value) < 1000)) {
        cm__text_add_rounded(out, value, DEGREE_DECIMALS);
        return;
    }
    rest = llround(fabs(value) * 1e7);
    const bool is_negative = value < 0 && rest > 0;
    for (int decimals = 0; decimals < DEGREE_DECIMALS; decimals++, rest /= 10) {
        if (!has_point && rest % 10 == 0)
            continue;
        has_point = true;
        digits[--at] = (char)('0' + rest % 10);
    }
    if (has_point)
        digits[--at] = '.';
    do
        digits[--at] = (char)('0' + rest % 10);
    while (rest /= 10);
    if (is_negative)
        digits[--at] = '-';
    cm__text_add_bytes(out, digits + at, sizeof digits - at);
}

static void add_coordinate(cm__geojson_file *out, double value)
{
    if (out->is_geographic)
        add_degrees(&out->stream.text, value);
    else
        cm__text_add_number(&out->stream.text, value);
}

static void add_position(cm__geojson_file *out, size_t vertex)
{
    cm__text_add_bytes(&out->stream.text, "[", 1);
    add_coordinate(out, out->layer->x[vertex]);
    cm__text_add_bytes(&out->stream.text, ",", 1);
    add_coordinate(out, out->layer->y[vertex]);
    cm__text_add_bytes(&out->stream.text, "]", 1);
}

static void add_vertices(cm__geojson_file *out, size_t part)
{
    const cm_features *const layer = out->layer;
    const size_t first = layer->first_vertex[part], end = layer->first_vertex[part + 1];
    const bool is_backward = layer->geometry == CM_GEOMETRY_POLYGON &&
                             cm__ring_is_counter_clockwise(layer, part) == layer->is_hole[part];

    cm__text_add_bytes(&out->stream.text, "[", 1);
    for (size_t i = first; i < end; i++) {
        if (i > first)
            cm__text_add_bytes(&out->stream.text, ",", 1);
        add_position(out, is_backward ? first + end - 1 - i : i);
    }
    cm__text_add_bytes(&out->stream.text, "]", 1);
}

static void add_lines(cm__geojson_file *out, size_t row)
{
    cm__text *const text = &out->stream.text;
    const cm__parts parts = cm__parts_of(out->layer, row);
    const bool is_single = parts.end - parts.first == 1;

    cm__text_add(text, is_single ? "{\"type\":\"LineString\",\"coordinates\":"
                                 : "{\"type\":\"MultiLineString\",\"coordinates\":[");
    for (size_t part = parts.first; part < parts.end; part++) {
        if (part > parts.first)
            cm__text_add(text, ",");
        add_vertices(out, part);
    }
    cm__text_add(text, is_single ? "}" : "]}");
}

static void add_polygons(cm__geojson_file *out, size_t row)
{
    cm__text *const text = &out->stream.text;
    const cm__parts parts = cm__parts_of(out->layer, row);
    const size_t outer = cm__outer_ring_count(out->layer, row);

    cm__text_add(text, outer == 1 ? "{\"type\":\"Polygon\",\"coordinates\":["
                                  : "{\"type\":\"MultiPolygon\",\"coordinates\":[[");
    for (size_t part = parts.first; part < parts.end; part++) {
        if (part > parts.first)
            cm__text_add(text, out->layer->is_hole[part] ? "," : "],[");
        add_vertices(out, part);
    }
    cm__text_add(text, outer == 1 ? "]}" : "]]}");
}

static void add_geometry(cm__geojson_file *out, size_t row)
{
    const cm_features *const layer = out->layer;
    cm__text *const text = &out->stream.text;

    if (layer->geometry == CM_GEOMETRY_NONE || !cm_features_has_place(layer, row)) {
        cm__text_add(text, "null");
    } else if (layer->geometry == CM_GEOMETRY_POINT) {
        cm__text_add(text, "{\"type\":\"Point\",\"coordinates\":");
        add_position(out, row);
        cm__text_add(text, "}");
    } else if (layer->geometry == CM_GEOMETRY_LINE) {
        add_lines(out, row);
    } else {
        add_polygons(out, row);
    }
}

static void add_cell(cm__text *out, const cm_column *column, size_t row)
{
    if (column->type == CM_COLUMN_TEXT && *column->texts[row])
        add_string(out, column->texts[row]);
    else if (column->type == CM_COLUMN_INTEGER && column->integers[row] != CM_INTEGER_MISSING)
        add_integer(out, column->integers[row]);
    else if (column->type == CM_COLUMN_REAL && isfinite(column->reals[row]))
        add_real(out, column->reals[row]);
    else
        cm__text_add(out, "null");
}

static cm_status add_row(cm__geojson_file *out, size_t row)
{
    const cm_table *const table = &out->layer->table;
    cm__text *const text = &out->stream.text;

    cm__text_add(text, out->has_rows ? ",\n{\"type\":\"Feature\",\"properties\":{"
                                     : "{\"type\":\"Feature\",\"properties\":{");
    for (size_t i = 0; i < table->column_count; i++) {
        cm__text_add_bytes(text, out->keys[i].bytes, out->keys[i].length);
        add_cell(text, &table->columns[i], row);
    }
    cm__text_add(text, "},\"geometry\":");
    add_geometry(out, row);
    cm__text_add(text, "}");
    out->has_rows = true;
    return cm__export_stream_step(&out->stream);
}

static void add_head(cm__geojson_file *out)
{
    cm__text *const text = &out->stream.text;

    cm__text_add(text, "{\"type\":\"FeatureCollection\",\n");
    if (out->layer->name) {
        cm__text_add(text, "\"name\":");
        add_string(text, out->layer->name);
        cm__text_add(text, ",\n");
    }
    cm__text_add(text, "\"features\":[\n");
}

/* The box comes last, for it is known last; readers take members in any order. */
static void add_tail(cm__geojson_file *out)
{
    const cm_box box = out->bounds;
    const double bounds[] = {box.x_min, box.y_min, box.x_max, box.y_max};
    cm__text *const text = &out->stream.text;

    cm__text_add(text, "\n]");
    for (int i = 0; i < 4 && box.x_min <= box.x_max; i++) {
        cm__text_add(text, i ? "," : ",\n\"bbox\":[");
        add_coordinate(out, bounds[i]);
        cm__text_add(text, i == 3 ? "]" : "");
    }
    cm__text_add(text, "}\n");
}

static cm_status make_keys(cm__geojson_file *out)
{
    static const cm__naming naming = {0};
    const cm_table *const table = &out->layer->table;
    cm__column_names names = {0};
    cm_status status = cm__column_names_make(&names, table, &naming);

    if (!status && table->column_count > 0)
        status = cm__array_grow(&out->keys, table->column_count, sizeof *out->keys);
    for (size_t i = 0; i < table->column_count && !status; i++) {
        cm__text *const key = &out->keys[out->key_count++];
        *key = (cm__text){0};
        cm__text_add(key, i ? "," : "");
        add_string(key, names.names[i]);
        cm__text_add(key, ":");
        status = key->failed;
    }
    cm__column_names_clear(&names);
    return status;
}

cm_status cm__geojson_file_open(cm__geojson_file *out, const cm__export_job *job)
{
    cm_status status;

    out->layer = job->layer;
    out->is_geographic = job->is_geographic;
    out->progress = cm__export_progress(job->options);
    out->bounds = (cm_box){INFINITY, INFINITY, -INFINITY, -INFINITY};
    status = make_keys(out);
    if (!status)
        status = cm__export_stream_open(&out->stream, job->path, job->options->no_clobber);
    if (!status)
        add_head(out);
    return status;
}

cm_status cm__geojson_file_add(cm__geojson_file *file, const cm_features *layer)
{
    const cm_box box = cm_features_get_bounds(layer);
    cm_box *const all = &file->bounds;
    cm_status status = CM_OK;

    all->x_min = fmin(all->x_min, box.x_min);
    all->y_min = fmin(all->y_min, box.y_min);
    all->x_max = fmax(all->x_max, box.x_max);
    all->y_max = fmax(all->y_max, box.y_max);
    file->layer = layer;
    for (size_t row = 0; row < layer->table.row_count && !status; row++) {
        status = cm__export_step(&file->progress, file->stream.path, row, layer->table.row_count);
        if (!status)
            status = add_row(file, row);
    }
    file->layer = NULL;
    return status;
}

cm_status cm__geojson_file_close(cm__geojson_file *file)
{
    add_tail(file);
    return cm__export_stream_close(&file->stream);
}

void cm__geojson_file_clear(cm__geojson_file *file)
{
    cm__export_stream_clear(&file->stream);
    while (file->key_count > 0)
        cm__text_clear(&file->keys[--file->key_count]);
    cm__array_free(&file->keys);
    *file = (cm__geojson_file){.layer = NULL};
}

cm_status cm__export_geojson(const cm__export_job *job)
{
    cm__geojson_file file = {.layer = NULL};
    cm_status status = cm__geojson_file_open(&file, job);

    if (!status)
        status = cm__geojson_file_add(&file, job->layer);
    if (!status)
        status = cm__geojson_file_close(&file);
    cm__geojson_file_clear(&file);
    return status;
}
