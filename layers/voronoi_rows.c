/* voronoi_rows.c - Voronoi cells as the rows of a layer. */
#include "layers/voronoi_rows.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "layers/polygon_area.h"
#include <string.h>

static const double M2_PER_KM2 = 1e6;
enum { ROWS_A_STEP = 1 << 14 };

/* What a row is made of has one key: the place's first point, or its class. Keys are in the order
 * of the rows. */
typedef struct writer {
    const cm__voronoi_rows *from;
    size_t key_count;
    size_t *first_shape;                         /* of each key, in shapes */
    uint32_t *shapes;                            /* by key */
    uint32_t *places, *points;                   /* of each key: how many */
    size_t name, place_count, point_count, area; /* columns */
    cm_features *out;
} writer;

static uint32_t key_of(const writer *w, size_t place)
{
    return w->from->class_of ? w->from->class_of[place] : w->from->places->first[place];
}

static cm_status make_room(writer *w)
{
    const size_t shapes = w->from->shapes->outlines.table.row_count;
    cm_status status = cm__array_grow(&w->first_shape, w->key_count + 1, sizeof *w->first_shape);

    if (!status)
        status = cm__array_grow(&w->shapes, shapes, sizeof *w->shapes);
    if (!status)
        status = cm__array_grow(&w->places, w->key_count, sizeof *w->places);
    if (!status)
        status = cm__array_grow(&w->points, w->key_count, sizeof *w->points);
    if (status)
        return status;
    memset(w->first_shape, 0, (w->key_count + 1) * sizeof *w->first_shape);
    memset(w->places, 0, w->key_count * sizeof *w->places);
    memset(w->points, 0, w->key_count * sizeof *w->points);
    return CM_OK;
}

/* Sorts the shapes by key and counts what each key has. Shapes are numbered as their first places
 * are, so a shape is met first at the place that gives it its number. */
static void sort_shapes(writer *w)
{
    const cm__voronoi_places *const places = w->from->places;
    const uint32_t *const shape_of = w->from->shapes->shape_of;
    size_t sum = 0;
    uint32_t next = 0;

    for (size_t i = 0; i < places->count; i++) {
        const uint32_t key = key_of(w, i);
        w->places[key]++;
        w->points[key] += places->members[i];
        if (shape_of[i] == next) {
            w->first_shape[key]++;
            next++;
        }
    }
    for (size_t key = 0; key <= w->key_count; key++) {
        const size_t count = w->first_shape[key];
        w->first_shape[key] = sum;
        sum += count;
    }
    next = 0;
    for (size_t i = 0; i < places->count; i++)
        if (shape_of[i] == next)
            w->shapes[w->first_shape[key_of(w, i)]++] = next++;
    memmove(w->first_shape + 1, w->first_shape, w->key_count * sizeof *w->first_shape);
    w->first_shape[0] = 0;
}

static cm_status add_columns(writer *w)
{
    const bool is_class = w->from->class_of != NULL;
    cm_table *const table = &w->out->table;
    cm_status status = cm_features_init(w->out, CM_GEOMETRY_POLYGON, w->from->options->crs);

    if (!status)
        status = cm_table_add_column(table, &w->name, is_class ? "class" : "id", CM_COLUMN_TEXT);
    if (!status && is_class)
        status = cm_table_add_column(table, &w->place_count, "places", CM_COLUMN_INTEGER);
    if (!status)
        status = cm_table_add_column(table, &w->point_count, "members", CM_COLUMN_INTEGER);
    if (!status)
        status = cm_table_add_column(table, &w->area, "area_km2", CM_COLUMN_REAL);
    return status;
}

static cm_status add_parts(cm_features *out, const cm_features *from, size_t row)
{
    cm_status status = CM_OK;

    for (size_t p = from->first_part[row]; p < from->first_part[row + 1] && !status; p++) {
        const size_t first = from->first_vertex[p];
        status = cm_features_add_part(out, from->x + first, from->y + first,
                                      from->first_vertex[p + 1] - first, from->is_hole[p]);
    }
    return status;
}

static cm_status add_shape(cm_features *out, const cm__voronoi_rows *from, uint32_t shape)
{
    const size_t row = from->clip->row_of[shape];

    if (row == CM__VORONOI_NOTHING)
        return CM_OK;
    return row == CM__VORONOI_WHOLE ? add_parts(out, &from->shapes->outlines, shape)
                                    : add_parts(out, &from->clip->cut, row);
}

/* Whether anything of a key lies in the window. */
static bool has_part(const writer *w, size_t key)
{
    const cm__voronoi_clip *const clip = w->from->clip;

    for (size_t i = w->first_shape[key]; i < w->first_shape[key + 1]; i++) {
        const size_t row = clip->row_of[w->shapes[i]];
        if (row == CM__VORONOI_WHOLE || (row != CM__VORONOI_NOTHING &&
                                         clip->cut.first_part[row + 1] > clip->cut.first_part[row]))
            return true;
    }
    return false;
}

static cm_status name_row(writer *w, size_t row, size_t key)
{
    const char *const *const ids = w->from->options->ids;
    cm_table *const table = &w->out->table;
    char number[CM_CELL_MAX], *digit = number + sizeof number - 1;

    if (w->from->class_of)
        return cm_table_set_text(table, row, w->name, w->from->classes->entries[key].key);
    if (ids)
        return cm_table_set_text(table, row, w->name, ids[key]);
    *digit = '\0';
    for (size_t n = (w->from->points->row ? w->from->points->row[key] : key) + 1; n > 0; n /= 10)
        *--digit = (char)('0' + n % 10);
    return cm_table_set_text(table, row, w->name, digit);
}

static cm_status add_row(writer *w, size_t key)
{
    cm_table *const table = &w->out->table;
    cm_status status = cm_features_add_row(w->out);
    const size_t row = table->row_count - 1;

    for (size_t i = w->first_shape[key]; i < w->first_shape[key + 1] && !status; i++)
        status = add_shape(w->out, w->from, w->shapes[i]);
    if (!status)
        status = name_row(w, row, key);
    if (status)
        return status;
    if (w->from->class_of)
        cm_table_set_integer(table, row, w->place_count, w->places[key]);
    cm_table_set_integer(table, row, w->point_count, w->points[key]);
    cm_table_set_real(table, row, w->area, cm__row_area(w->out, row) / M2_PER_KM2);
    return CM_OK;
}

static bool go_on(const writer *w, size_t key)
{
    const cm_progress *const progress = w->from->progress;

    return key % ROWS_A_STEP != 0 || !progress->step ||
           progress->step(progress->context, (double)key / (double)w->key_count);
}

static cm_status add_rows(writer *w, size_t *left_out)
{
    cm_status status = CM_OK;

    *left_out = 0;
    for (size_t key = 0; key < w->key_count && !status; key++) {
        if (!go_on(w, key))
            status = cm__fail(CM_ERR_STOPPED, "the cells were stopped");
        else if (has_part(w, key))
            status = add_row(w, key);
        else
            *left_out += w->from->class_of || w->places[key] > 0;
    }
    return status;
}

cm_status cm__voronoi_write(cm_features *out, size_t *left_out, const cm__voronoi_rows *rows)
{
    cm_features made = {.geometry = CM_GEOMETRY_NONE};
    writer w = {.from = rows,
                .key_count = rows->class_of ? rows->classes->count : rows->points->count,
                .out = &made};
    cm_status status = make_room(&w);

    if (!status)
        status = add_columns(&w);
    if (status)
        goto done;
    sort_shapes(&w);
    status = add_rows(&w, left_out);
    if (status)
        goto done;
    *out = made;
    made = (cm_features){.geometry = CM_GEOMETRY_NONE};
done:
    cm_features_clear(&made);
    cm__array_free(&w.points);
    cm__array_free(&w.places);
    cm__array_free(&w.shapes);
    cm__array_free(&w.first_shape);
    return status;
}
