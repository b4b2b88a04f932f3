/* features_shapes.c - gives the rows of a layer the shapes of another one, by a key. */
#include "geo/base_error.h"
#include "geo/base_map.h"
#include "geo/base_memory.h"
#include "geo/table_key.h"
#include <clustermap/features.h>

/* The rows of the other layer by their keys, those of one key in their order. */
typedef struct key_index {
    cm__map first;   /* from a key to a row */
    cm__map last;    /* likewise */
    uint32_t *after; /* of each row the next one of its key, CM__MAP_NEW: none */
} key_index;

static void clear(key_index *index)
{
    cm__array_free(&index->after);
    cm__map_clear(&index->last);
    cm__map_clear(&index->first);
}

static cm_status add_row(key_index *index, const cm_table *table, size_t row, size_t column)
{
    char buffer[CM_CELL_MAX];
    size_t length;
    const char *const key = cm__table_key(table, row, column, buffer, &length);
    cm__map_entry *first = NULL, *last = NULL;
    cm_status status;

    index->after[row] = CM__MAP_NEW;
    if (length == 0)
        return CM_OK;
    status = cm__map_put(&index->first, &first, key, length);
    if (!status)
        status = cm__map_put(&index->last, &last, key, length);
    if (status)
        return status;
    if (first->value == CM__MAP_NEW)
        first->value = (uint32_t)row;
    else
        index->after[last->value] = (uint32_t)row;
    last->value = (uint32_t)row;
    return CM_OK;
}

static cm_status make_index(key_index *out, const cm_features *from, size_t column)
{
    cm_status status = cm__array_grow(&out->after, from->table.row_count + 1, sizeof *out->after);

    for (size_t row = 0; row < from->table.row_count && !status; row++)
        status = add_row(out, &from->table, row, column);
    return status;
}

/* Adds a row's parts to the last row. */
static cm_status add_parts(cm_features *out, const cm_features *from, size_t row)
{
    cm_status status = CM_OK;

    for (size_t part = from->first_part[row]; part < from->first_part[row + 1] && !status; part++) {
        const size_t first = from->first_vertex[part], end = from->first_vertex[part + 1];
        status = cm_features_add_part(out, &from->x[first], &from->y[first], end - first,
                                      from->is_hole[part]);
    }
    return status;
}

static cm_status build(cm_features *out, const cm_features *features, size_t key,
                       const cm_features *from, const key_index *index)
{
    cm_status status = CM_OK;

    for (size_t row = 0; row < features->table.row_count && !status; row++) {
        char buffer[CM_CELL_MAX];
        size_t length;
        const char *const text = cm__table_key(&features->table, row, key, buffer, &length);
        const cm__map_entry *const found = cm__map_find(&index->first, text, length);
        status = cm_features_add_row(out);
        if (!status && !found)
            status = add_parts(out, features, row);
        for (uint32_t other = found ? found->value : CM__MAP_NEW; other != CM__MAP_NEW && !status;
             other = index->after[other])
            status = add_parts(out, from, other);
    }
    return status;
}

/* The geometry of one goes to the other and back; rows and descriptions stay. */
static void swap_shapes(cm_features *a, cm_features *b)
{
    const cm_features kept = *a;

    *a = *b;
    a->table = kept.table;
    a->crs = kept.crs;
    a->name = kept.name;
    a->title = kept.title;
    a->source = kept.source;
    const cm_features given = *b;
    *b = kept;
    b->table = given.table;
    b->crs = given.crs;
    b->name = given.name;
    b->title = given.title;
    b->source = given.source;
}

cm_status cm_features_take_shapes(cm_features *features, const char *key, const cm_features *from,
                                  const char *from_key)
{
    key_index index = {.after = NULL};
    cm_features made = {.geometry = CM_GEOMETRY_NONE};
    size_t column = 0, from_column = 0;
    cm_status status = CM_OK;

    if (features->geometry != from->geometry ||
        (from->geometry != CM_GEOMETRY_LINE && from->geometry != CM_GEOMETRY_POLYGON))
        return cm__fail(CM_ERR_DOMAIN, "shapes are taken from lines to lines, areas to areas");
    status = cm__table_key_column(&column, &features->table, key);
    if (!status)
        status = cm__table_key_column(&from_column, &from->table, from_key ? from_key : key);
    if (!status)
        status = make_index(&index, from, from_column);
    if (!status)
        status = cm_features_init(&made, features->geometry, NULL);
    if (!status)
        status = build(&made, features, column, from, &index);
    if (!status)
        swap_shapes(features, &made);
    cm_features_clear(&made);
    clear(&index);
    return status;
}
