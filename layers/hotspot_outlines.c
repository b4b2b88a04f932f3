/* hotspot_outlines.c - the outlines of cells that stand out. */
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "layers/geos_polygons.h"
#include <clustermap/hotspot.h>
#include <stdbool.h>

/* From the widest to the narrowest, so that the surest lies on top. */
static const int classes[] = {1, 2, 3, -1, -2, -3};

static bool reaches(double class_of_cell, int class_wanted)
{
    return class_wanted > 0 ? class_of_cell >= class_wanted : class_of_cell <= class_wanted;
}

/* The columns of cells and of outlines. */
typedef struct columns {
    size_t of_class, count;      /* of the cells */
    size_t to_class, cells, sum; /* of the outlines */
} columns;

/* Takes the cells of a class or beyond it; tells whether one is just of it. */
static cm_status choose(cm_features *out, const cm_features *cells, const columns *at,
                        int class_wanted, bool *out_found)
{
    size_t *rows = NULL, count = 0;
    cm_status status = cm__array_grow(&rows, cells->table.row_count + 1, sizeof *rows);

    *out_found = false;
    for (size_t row = 0; row < cells->table.row_count && !status; row++) {
        const double found = cm_table_get_number(&cells->table, row, at->of_class);
        if (!reaches(found, class_wanted))
            continue;
        rows[count++] = row;
        *out_found =
            *out_found || !reaches(found, class_wanted > 0 ? class_wanted + 1 : class_wanted - 1);
    }
    if (!status)
        status = cm_features_copy(out, cells);
    if (!status)
        status = cm_features_select_rows(out, rows, count);
    cm__array_free(&rows);
    return status;
}

/* The parts of one layer's only row become those of the last row of another. */
static cm_status copy_parts(cm_features *out, const cm_features *from)
{
    cm_status status = CM_OK;

    for (size_t part = 0; part < from->part_count && !status; part++) {
        const size_t first = from->first_vertex[part];
        status = cm_features_add_part(out, from->x + first, from->y + first,
                                      from->first_vertex[part + 1] - first, from->is_hole[part]);
    }
    return status;
}

static cm_status add_outline(cm_features *out, const cm_features *chosen, const columns *at,
                             int class_wanted)
{
    cm_features united = {.geometry = CM_GEOMETRY_NONE};
    double sum = 0;
    cm_status status = cm__geos_unite(&united, chosen);

    if (!status)
        status = cm_features_add_row(out);
    if (!status)
        status = copy_parts(out, &united);
    cm_features_clear(&united);
    if (status)
        return status;
    for (size_t row = 0; row < chosen->table.row_count; row++)
        sum += cm_table_get_number(&chosen->table, row, at->count);
    const size_t row = out->table.row_count - 1;
    cm_table_set_integer(&out->table, row, at->to_class, class_wanted);
    cm_table_set_integer(&out->table, row, at->cells, (int64_t)chosen->table.row_count);
    cm_table_set_integer(&out->table, row, at->sum, (int64_t)sum);
    return CM_OK;
}

static cm_status add_class(cm_features *out, const cm_features *cells, const columns *at,
                           int class_wanted)
{
    cm_features chosen = {.geometry = CM_GEOMETRY_NONE};
    bool found = false;
    cm_status status = choose(&chosen, cells, at, class_wanted, &found);

    if (!status && found)
        status = add_outline(out, &chosen, at, class_wanted);
    cm_features_clear(&chosen);
    return status;
}

static cm_status make_columns(cm_features *out, columns *at, const cm_features *cells)
{
    cm_status status;

    at->of_class = cm_table_find_column(&cells->table, "class_fdr");
    at->count = cm_table_find_column(&cells->table, "count");
    if (cells->geometry != CM_GEOMETRY_POLYGON || at->of_class == CM_ABSENT ||
        at->count == CM_ABSENT)
        return cm__fail(CM_ERR_FORMAT, "these are not the cells of hot spots");
    status = cm_features_init(out, CM_GEOMETRY_POLYGON, cells->crs);
    if (!status)
        status = cm_table_add_column(&out->table, &at->to_class, "class_fdr", CM_COLUMN_INTEGER);
    if (!status)
        status = cm_table_add_column(&out->table, &at->cells, "cells", CM_COLUMN_INTEGER);
    if (!status)
        status = cm_table_add_column(&out->table, &at->sum, "count", CM_COLUMN_INTEGER);
    return status;
}

cm_status cm_hotspot_outlines(cm_features *out, const cm_features *cells)
{
    cm_features outlines = {.geometry = CM_GEOMETRY_NONE};
    columns at;
    cm_status status = make_columns(&outlines, &at, cells);

    for (size_t i = 0; i < sizeof classes / sizeof *classes && !status; i++)
        status = add_class(&outlines, cells, &at, classes[i]);
    if (status)
        goto done;
    *out = outlines;
    outlines = (cm_features){.geometry = CM_GEOMETRY_NONE};
done:
    cm_features_clear(&outlines);
    return status;
}
