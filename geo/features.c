/* features.c - a layer: a table whose rows have points, lines or polygons. */
#include "geo/base_arena.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include <assert.h>
#include <clustermap/features.h>
#include <math.h>
#include <string.h>

enum { VERTICES_FIRST = 64, PARTS_FIRST = 16 };
#define SHAPES_MAX ((size_t)20000000)
#define VERTICES_MAX ((size_t)2000000000)

static bool has_parts(const cm_features *features)
{
    return features->geometry == CM_GEOMETRY_LINE || features->geometry == CM_GEOMETRY_POLYGON;
}

void cm_features_clear(cm_features *features)
{
    if (!features)
        return;
    cm__array_free(&features->is_hole);
    cm__array_free(&features->first_vertex);
    cm__array_free(&features->first_part);
    cm__array_free(&features->y);
    cm__array_free(&features->x);
    cm_table_clear(&features->table); /* the descriptions live in its arena */
    *features = (cm_features){0};
}

/* The room to ask for: as much as is needed, and on average a constant number of copies. */
static size_t next_capacity(size_t capacity, size_t needed, size_t first)
{
    const size_t doubled = capacity ? 2 * capacity : first;

    return doubled < needed ? needed : doubled;
}

static cm_status make_vertex_room(cm_features *features, size_t needed)
{
    const size_t capacity = next_capacity(features->vertex_capacity, needed, VERTICES_FIRST);
    cm_status status;

    if (needed <= features->vertex_capacity)
        return CM_OK;
    status = cm__array_grow(&features->x, capacity, sizeof *features->x);
    if (!status)
        status = cm__array_grow(&features->y, capacity, sizeof *features->y);
    if (!status)
        features->vertex_capacity = capacity;
    return status;
}

static cm_status make_part_room(cm_features *features, size_t needed)
{
    const size_t capacity = next_capacity(features->part_capacity, needed, PARTS_FIRST);
    cm_status status;

    if (needed <= features->part_capacity)
        return CM_OK;
    status = cm__array_grow(&features->first_vertex, capacity + 1, sizeof *features->first_vertex);
    if (!status)
        status = cm__array_grow(&features->is_hole, capacity, sizeof *features->is_hole);
    if (!status)
        features->part_capacity = capacity;
    return status;
}

/* The smallest power of two that holds so many entries. */
static size_t power_of_two(size_t entries)
{
    size_t power = 1;

    while (power < entries)
        power *= 2;
    return power;
}

/* first_part has an entry for each row and one more. There is no field for its room: it is always
 * the next power of two of the entries in use. */
static cm_status make_shape_room(cm_features *features, size_t more)
{
    const size_t rows = features->table.row_count;
    const size_t room = power_of_two(rows + 1), needed = power_of_two(rows + more + 1);

    if (more > SHAPES_MAX || rows > SHAPES_MAX - more)
        return cm__fail(CM_ERR_LIMIT, "a layer has at most %zu lines or polygons", SHAPES_MAX);
    if (needed == room)
        return CM_OK;
    return cm__array_grow(&features->first_part, needed, sizeof *features->first_part);
}

static cm_status make_first_entries(cm_features *features)
{
    cm_status status;

    if (!has_parts(features))
        return CM_OK;
    status = cm__array_grow(&features->first_part, 1, sizeof *features->first_part);
    if (!status)
        status = cm__array_grow(&features->first_vertex, 1, sizeof *features->first_vertex);
    if (!status) {
        features->first_part[0] = 0;
        features->first_vertex[0] = 0;
    }
    return status;
}

cm_status cm_features_init(cm_features *out, cm_geometry geometry, const char *crs)
{
    cm_features features = {.geometry = geometry};
    cm_status status = cm_features_set_crs(&features, crs);

    if (!status)
        status = make_first_entries(&features);
    if (status)
        cm_features_clear(&features);
    else
        *out = features;
    return status;
}

static void set_no_place(cm_features *features, size_t begin, size_t end)
{
    for (size_t i = begin; i < end; i++) {
        features->x[i] = NAN;
        features->y[i] = NAN;
    }
}

cm_status cm_features_from_table(cm_features *out, cm_table *table, const char *crs)
{
    cm_features features = {.geometry = CM_GEOMETRY_POINT};
    cm_status status = CM_OK;

    if (table->row_count > 0)
        status = make_vertex_room(&features, table->row_count);
    if (!status)
        status = cm__arena_add(&table->text, &features.crs, crs);
    if (status) {
        cm_features_clear(&features);
        return status;
    }
    features.vertex_count = table->row_count;
    set_no_place(&features, 0, features.vertex_count);
    features.table = *table;
    *table = (cm_table){0};
    *out = features;
    return CM_OK;
}

cm_status cm_features_add_row(cm_features *features)
{
    const bool is_point = features->geometry == CM_GEOMETRY_POINT;
    cm_status status = CM_OK;

    if (is_point)
        status = make_vertex_room(features, features->vertex_count + 1);
    else if (has_parts(features))
        status = make_shape_room(features, 1);
    if (!status)
        status = cm_table_add_rows(&features->table, 1);
    if (status)
        return status;
    if (is_point) {
        set_no_place(features, features->vertex_count, features->vertex_count + 1);
        features->vertex_count++;
    } else if (has_parts(features)) {
        features->first_part[features->table.row_count] = features->part_count;
    }
    return CM_OK;
}

/* whole counts the closing vertex too. */
static cm_status check_part(const cm_features *features, const double *x, const double *y,
                            size_t count, size_t whole)
{
    const bool is_ring = features->geometry == CM_GEOMETRY_POLYGON;
    const size_t least = is_ring ? 4 : 2;

    if (whole < least)
        return cm__fail(CM_ERR_DOMAIN, "a %s of %zu vertices is under %zu",
                        is_ring ? "ring" : "line", whole, least);
    if (whole > VERTICES_MAX - features->vertex_count)
        return cm__fail(CM_ERR_LIMIT, "a layer has at most %zu vertices", VERTICES_MAX);
    for (size_t i = 0; i < count; i++)
        if (!(isfinite(x[i]) && isfinite(y[i])))
            return cm__fail(CM_ERR_DOMAIN, "vertex %zu is not finite", i);
    return CM_OK;
}

static void append_vertices(cm_features *features, const double *x, const double *y, size_t count)
{
    memcpy(features->x + features->vertex_count, x, count * sizeof *x);
    memcpy(features->y + features->vertex_count, y, count * sizeof *y);
    features->vertex_count += count;
}

cm_status cm_features_add_part(cm_features *features, const double *x, const double *y,
                               size_t count, bool is_hole)
{
    const size_t row = features->table.row_count - 1;
    const bool is_open = features->geometry == CM_GEOMETRY_POLYGON && count > 0 &&
                         !(x[0] == x[count - 1] && y[0] == y[count - 1]);
    cm_status status;

    assert(has_parts(features) && features->table.row_count > 0);
    if (is_hole && features->first_part[row] == features->part_count)
        return cm__fail(CM_ERR_DOMAIN, "a hole comes before any ring");
    status = check_part(features, x, y, count, count + is_open);
    if (!status)
        status = make_vertex_room(features, features->vertex_count + count + is_open);
    if (!status)
        status = make_part_room(features, features->part_count + 1);
    if (status)
        return status;
    append_vertices(features, x, y, count);
    if (is_open)
        append_vertices(features, x, y, 1);
    features->is_hole[features->part_count] = is_hole;
    features->part_count++;
    features->first_vertex[features->part_count] = features->vertex_count;
    features->first_part[row + 1] = features->part_count;
    return CM_OK;
}

/* Puts the vertices in order behind those that are there. There is room. */
static void append_segment(cm_features *features, const double *x, const double *y)
{
    if (x[0] == x[1] && y[0] == y[1])
        return;
    append_vertices(features, x, y, 2);
    features->is_hole[features->part_count] = false;
    features->part_count++;
    features->first_vertex[features->part_count] = features->vertex_count;
}

cm_status cm_features_add_segments(cm_features *features, const double *x, const double *y,
                                   size_t count)
{
    const size_t begin = features->table.row_count;
    cm_status status;

    assert(features->geometry == CM_GEOMETRY_LINE);
    if (count == 0)
        return CM_OK;
    status = make_shape_room(features, count);
    if (!status)
        status = make_vertex_room(features, features->vertex_count + 2 * count);
    if (!status)
        status = make_part_room(features, features->part_count + count);
    if (!status)
        status = cm_table_add_rows(&features->table, count);
    for (size_t i = 0; i < count && !status; i++) {
        assert(isfinite(x[2 * i] + x[2 * i + 1]) && isfinite(y[2 * i] + y[2 * i + 1]));
        append_segment(features, x + 2 * i, y + 2 * i);
        features->first_part[begin + i + 1] = features->part_count;
    }
    return status;
}

void cm_features_set_point(cm_features *features, size_t row, cm_point place)
{
    assert(features->geometry == CM_GEOMETRY_POINT && row < features->table.row_count);
    features->x[row] = place.x;
    features->y[row] = place.y;
}

bool cm_features_has_place(const cm_features *features, size_t row)
{
    assert(row < features->table.row_count);
    if (features->geometry == CM_GEOMETRY_POINT)
        return isfinite(features->x[row]) && isfinite(features->y[row]);
    return has_parts(features) && features->first_part[row + 1] > features->first_part[row];
}

cm_status cm_features_set_crs(cm_features *features, const char *crs)
{
    return cm__arena_add(&features->table.text, &features->crs, crs);
}

cm_status cm_features_set_name(cm_features *features, const char *name)
{
    return cm__arena_add(&features->table.text, &features->name, name);
}

cm_status cm_features_set_title(cm_features *features, const char *title)
{
    return cm__arena_add(&features->table.text, &features->title, title);
}

cm_status cm_features_set_source(cm_features *features, const char *source)
{
    return cm__arena_add(&features->table.text, &features->source, source);
}

cm_box cm_features_get_bounds(const cm_features *features)
{
    cm_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};

    for (size_t i = 0; i < features->vertex_count; i++) {
        const double x = features->x[i], y = features->y[i];
        if (!(isfinite(x) && isfinite(y)))
            continue;
        box.x_min = fmin(box.x_min, x);
        box.y_min = fmin(box.y_min, y);
        box.x_max = fmax(box.x_max, x);
        box.y_max = fmax(box.y_max, y);
    }
    return box;
}

static cm_status copy_descriptions(cm_features *out, const cm_features *features)
{
    cm_status status = cm_features_set_crs(out, features->crs);

    if (!status)
        status = cm_features_set_name(out, features->name);
    if (!status)
        status = cm_features_set_title(out, features->title);
    if (!status)
        status = cm_features_set_source(out, features->source);
    return status;
}

static cm_status copy_vertices(cm_features *out, const cm_features *features)
{
    const cm_status status =
        features->vertex_count > 0 ? make_vertex_room(out, features->vertex_count) : CM_OK;

    if (!status && features->vertex_count > 0)
        append_vertices(out, features->x, features->y, features->vertex_count);
    return status;
}

static cm_status copy_parts(cm_features *out, const cm_features *features)
{
    const size_t rows = features->table.row_count, parts = features->part_count;
    cm_status status;

    if (!has_parts(features))
        return CM_OK;
    status = cm__array_grow(&out->first_part, power_of_two(rows + 1), sizeof *out->first_part);
    if (!status)
        status = make_part_room(out, parts + 1);
    if (status)
        return status;
    memcpy(out->first_part, features->first_part, (rows + 1) * sizeof *out->first_part);
    memcpy(out->first_vertex, features->first_vertex, (parts + 1) * sizeof *out->first_vertex);
    if (parts > 0)
        memcpy(out->is_hole, features->is_hole, parts * sizeof *out->is_hole);
    out->part_count = parts;
    return CM_OK;
}

cm_status cm_features_copy(cm_features *out, const cm_features *features)
{
    cm_features copy = {.geometry = features->geometry};
    cm_status status = cm_table_copy(&copy.table, &features->table);

    if (!status)
        status = copy_descriptions(&copy, features);
    if (!status)
        status = copy_vertices(&copy, features);
    if (!status)
        status = copy_parts(&copy, features);
    if (status)
        cm_features_clear(&copy);
    else
        *out = copy;
    return status;
}

static void select_points(cm_features *features, const size_t *rows, size_t count)
{
    for (size_t to = 0; to < count; to++) {
        features->x[to] = features->x[rows[to]];
        features->y[to] = features->y[rows[to]];
    }
    features->vertex_count = count;
}

/* Moves part from to place to: what is moved never lies before where it goes. */
static void move_part(cm_features *features, size_t to, size_t from)
{
    const size_t begin = features->first_vertex[from], put = features->first_vertex[to];
    const size_t count = features->first_vertex[from + 1] - begin;

    memmove(features->x + put, features->x + begin, count * sizeof *features->x);
    memmove(features->y + put, features->y + begin, count * sizeof *features->y);
    features->is_hole[to] = features->is_hole[from];
    features->first_vertex[to + 1] = put + count;
}

static void select_shapes(cm_features *features, const size_t *rows, size_t count)
{
    size_t parts = 0;

    for (size_t to = 0; to < count; to++) {
        const size_t begin = features->first_part[rows[to]];
        const size_t end = features->first_part[rows[to] + 1];
        for (size_t from = begin; from < end; from++)
            move_part(features, parts++, from);
        features->first_part[to] = parts - (end - begin);
    }
    features->first_part[count] = parts;
    features->part_count = parts;
    features->vertex_count = features->first_vertex[parts];
}

cm_status cm_features_select_rows(cm_features *features, const size_t *rows, size_t count)
{
    cm_table_select_rows(&features->table, rows, count); /* first: it checks the indices */
    if (features->geometry == CM_GEOMETRY_POINT)
        select_points(features, rows, count);
    else if (has_parts(features))
        select_shapes(features, rows, count);
    return CM_OK;
}
