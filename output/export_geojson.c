/* export_geojson.c - layers as GeoJSON (RFC 7946), one feature a line. */
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "output/export_names.h"
#include "output/export_shape.h"
#include "output/export_stream.h"
#include "output/export_writers.h"
#include <math.h>
#include <string.h>

enum { DEGREE_DECIMALS = 7, DEGREE_MAX = 16 };

typedef struct geojson {
    cm__export_stream stream;
    const cm_features *layer;
    bool is_geographic;
    cm__text *keys; /* a column's name as `"name":`, escaped once */
} geojson;

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

static void add_coordinate(geojson *out, double value)
{
    if (out->is_geographic)
        add_degrees(&out->stream.text, value);
    else
        cm__text_add_number(&out->stream.text, value);
}

static void add_position(geojson *out, size_t vertex)
{
    cm__text_add_bytes(&out->stream.text, "[", 1);
    add_coordinate(out, out->layer->x[vertex]);
    cm__text_add_bytes(&out->stream.text, ",", 1);
    add_coordinate(out, out->layer->y[vertex]);
    cm__text_add_bytes(&out->stream.text, "]", 1);
}

static void add_vertices(geojson *out, size_t part)
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

static void add_lines(geojson *out, size_t row)
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

static void add_polygons(geojson *out, size_t row)
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

static void add_geometry(geojson *out, size_t row)
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

static cm_status add_row(geojson *out, size_t row)
{
    const cm_table *const table = &out->layer->table;
    cm__text *const text = &out->stream.text;

    cm__text_add(text, row ? ",\n{\"type\":\"Feature\",\"properties\":{"
                           : "{\"type\":\"Feature\",\"properties\":{");
    for (size_t i = 0; i < table->column_count; i++) {
        cm__text_add_bytes(text, out->keys[i].bytes, out->keys[i].length);
        add_cell(text, &table->columns[i], row);
    }
    cm__text_add(text, "},\"geometry\":");
    add_geometry(out, row);
    cm__text_add(text, "}");
    return cm__export_stream_step(&out->stream);
}

static void add_head(geojson *out)
{
    const cm_box box = cm_features_get_bounds(out->layer);
    const double bounds[] = {box.x_min, box.y_min, box.x_max, box.y_max};
    cm__text *const text = &out->stream.text;

    cm__text_add(text, "{\"type\":\"FeatureCollection\",\n");
    if (out->layer->name) {
        cm__text_add(text, "\"name\":");
        add_string(text, out->layer->name);
        cm__text_add(text, ",\n");
    }
    for (int i = 0; i < 4 && box.x_min <= box.x_max; i++) {
        cm__text_add(text, i ? "," : "\"bbox\":[");
        add_coordinate(out, bounds[i]);
        cm__text_add(text, i == 3 ? "],\n" : "");
    }
    cm__text_add(text, "\"features\":[\n");
}

static cm_status make_keys(geojson *out)
{
    static const cm__naming naming = {0};
    const cm_table *const table = &out->layer->table;
    cm__column_names names = {0};
    cm_status status = cm__column_names_make(&names, table, &naming);

    if (!status && table->column_count > 0)
        status = cm__array_grow(&out->keys, table->column_count, sizeof *out->keys);
    for (size_t i = 0; i < table->column_count && !status; i++) {
        out->keys[i] = (cm__text){0};
        cm__text_add(&out->keys[i], i ? "," : "");
        add_string(&out->keys[i], names.names[i]);
        cm__text_add(&out->keys[i], ":");
    }
    cm__column_names_clear(&names);
    return status;
}

static cm_status write_all(geojson *out)
{
    const cm_table *const table = &out->layer->table;
    cm_status status = CM_OK;

    for (size_t i = 0; i < table->column_count && !status; i++)
        status = out->keys[i].failed;
    if (status)
        return status;
    add_head(out);
    for (size_t row = 0; row < table->row_count && !status; row++)
        status = add_row(out, row);
    cm__text_add(&out->stream.text, "\n]}\n");
    return status ? status : cm__export_stream_close(&out->stream);
}

cm_status cm__export_geojson(const cm__export_job *job)
{
    geojson out = {.layer = job->layer, .is_geographic = job->is_geographic};
    cm_status status = make_keys(&out);

    if (!status)
        status = cm__export_stream_open(&out.stream, job->path, job->options->no_clobber);
    if (!status)
        status = write_all(&out);
    cm__export_stream_clear(&out.stream);
    for (size_t i = 0; out.keys && i < job->layer->table.column_count; i++)
        cm__text_clear(&out.keys[i]);
    cm__array_free(&out.keys);
    return status;
}
