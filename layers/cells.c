/* cells.c - the areas of cells of one value, along the cells' sides. */
#include <clustermap/cells.h>

#include "geo/base_error.h"
#include "geo/base_memory.h"
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const double M2_PER_KM2 = 1e6;
#define NO_PART UINT32_MAX

/* A ring along cells' sides. */
typedef struct ring {
    float value;
    uint32_t part; /* the cells that it bounds: the first of them, row by row */
    bool is_hole;
    size_t first, count; /* of its corners; the last is not the first one again */
} ring;

/* A corner of cells: so many from the west and from the north. */
typedef struct corner {
    uint32_t column, row;
} corner;

typedef struct tracing {
    const cm_grid *grid;
    uint32_t *part; /* of each cell: the first cell of those that it hangs together with */
    bool *is_seen;  /* whether the north side of a cell is in a ring already */
    ring *rings;
    size_t ring_count, ring_capacity;
    corner *corners;
    size_t corner_count, corner_capacity;
} tracing;

static bool counts(const cm_grid *grid, size_t cell)
{
    const float value = grid->values[cell];

    return isfinite(value) && !(grid->has_nodata && value == grid->nodata);
}

/* ---- what hangs together ---- */

static uint32_t find_part(uint32_t *part, uint32_t cell)
{
    while (part[cell] != cell) {
        part[cell] = part[part[cell]];
        cell = part[cell];
    }
    return cell;
}

static void join(uint32_t *part, uint32_t a, uint32_t b)
{
    const uint32_t first = find_part(part, a), second = find_part(part, b);

    if (first < second)
        part[second] = first;
    else
        part[first] = second;
}

static void find_parts(tracing *work)
{
    const cm_grid *const grid = work->grid;
    const size_t columns = grid->shape.columns, cells = columns * grid->shape.rows;

    for (size_t i = 0; i < cells; i++) {
        work->part[i] = counts(grid, i) ? (uint32_t)i : NO_PART;
        if (work->part[i] == NO_PART)
            continue;
        if (i % columns > 0 && grid->values[i - 1] == grid->values[i])
            join(work->part, (uint32_t)i - 1, (uint32_t)i);
        if (i >= columns && grid->values[i - columns] == grid->values[i])
            join(work->part, (uint32_t)(i - columns), (uint32_t)i);
    }
    for (size_t i = 0; i < cells; i++)
        if (work->part[i] != NO_PART)
            work->part[i] = find_part(work->part, (uint32_t)i);
}

/* ---- rings ---- */

/* West, south, east, north: each turns left into the next. Rows run south. */
static const int step_column[] = {-1, 0, 1, 0}, step_row[] = {0, 1, 0, -1};

/* The cell that lies left or right of the next side, for one who stands at a corner. */
static bool holds(const tracing *work, corner at, unsigned heading, bool left, uint32_t part)
{
    static const int left_column[] = {-1, 0, 0, -1}, left_row[] = {0, 0, -1, -1};
    static const int right_column[] = {-1, -1, 0, 0}, right_row[] = {-1, 0, 0, -1};
    const long column = (long)at.column + (left ? left_column : right_column)[heading];
    const long row = (long)at.row + (left ? left_row : right_row)[heading];
    const cm_grid_shape *const shape = &work->grid->shape;

    return column >= 0 && row >= 0 && column < (long)shape->columns && row < (long)shape->rows &&
           work->part[(size_t)row * shape->columns + (size_t)column] == part;
}

static cm_status add_corner(tracing *work, corner at)
{
    const cm_status status = cm__array_reserve(&work->corners, work->corner_count,
                                               &work->corner_capacity, sizeof *work->corners);

    if (!status)
        work->corners[work->corner_count++] = at;
    return status;
}

/* Walks round with the cells of the part to the left, from the north side of one of them, until it
 * is back. Where two of them meet at a corner only, the walk keeps to the cell that it is at. */
static cm_status walk(tracing *work, uint32_t cell, uint32_t part)
{
    const size_t columns = work->grid->shape.columns;
    const corner start = {(uint32_t)(cell % columns) + 1, (uint32_t)(cell / columns)};
    corner at = start;
    unsigned heading = 0;
    cm_status status = CM_OK;

    do {
        if (heading == 0)
            work->is_seen[(size_t)at.row * columns + at.column - 1] = true;
        at.column = (uint32_t)((long)at.column + step_column[heading]);
        at.row = (uint32_t)((long)at.row + step_row[heading]);
        const unsigned came = heading;
        if (!holds(work, at, heading, true, part))
            heading = (heading + 1) % 4;
        else if (holds(work, at, heading, false, part))
            heading = (heading + 3) % 4;
        if (heading != came)
            status = add_corner(work, at);
    } while (!status && !(at.column == start.column && at.row == start.row && heading == 0));
    return status;
}

/* Twice the area within a ring, in cells; above 0 if it runs counter-clockwise. */
static double twice_cells(const corner *corners, size_t count)
{
    double sum = 0;

    for (size_t i = 0; i < count; i++) {
        const corner a = corners[i], b = corners[(i + 1) % count];
        sum += (double)b.column * (double)a.row - (double)a.column * (double)b.row;
    }
    return sum;
}

static cm_status add_ring(tracing *work, size_t cell)
{
    const uint32_t part = work->part[cell];
    ring made = {.value = work->grid->values[cell], .part = part, .first = work->corner_count};
    cm_status status = walk(work, (uint32_t)cell, part);

    if (!status)
        status = cm__array_reserve(&work->rings, work->ring_count, &work->ring_capacity,
                                   sizeof *work->rings);
    if (status)
        return status;
    made.count = work->corner_count - made.first;
    made.is_hole = twice_cells(work->corners + made.first, made.count) < 0;
    work->rings[work->ring_count++] = made;
    return CM_OK;
}

/* Every ring has a north side of a cell in it: also that of a hole, south of the hole. */
static cm_status find_rings(tracing *work)
{
    const size_t columns = work->grid->shape.columns, cells = columns * work->grid->shape.rows;
    cm_status status = CM_OK;

    for (size_t i = 0; i < cells && !status; i++)
        if (work->part[i] != NO_PART && !work->is_seen[i] &&
            (i < columns || work->part[i - columns] != work->part[i]))
            status = add_ring(work, i);
    return status;
}

/* By value, then part, its holes behind its outline. */
static int by_part(const void *a, const void *b)
{
    const ring *const s = a, *const t = b;

    if (s->value != t->value)
        return s->value < t->value ? -1 : 1;
    if (s->part != t->part)
        return s->part < t->part ? -1 : 1;
    if (s->is_hole != t->is_hole)
        return s->is_hole ? 1 : -1;
    return s->first < t->first ? -1 : 1;
}

/* ---- rows ---- */

/* The corners of one ring as places, reused from ring to ring. */
typedef struct places {
    double *x, *y;
} places;

static cm_status add_part(cm_features *out, places *at, const tracing *work, const ring *from)
{
    const cm_grid_shape *const shape = &work->grid->shape;
    cm_status status = cm__array_grow(&at->x, from->count + 1, sizeof *at->x);

    if (!status)
        status = cm__array_grow(&at->y, from->count + 1, sizeof *at->y);
    if (status)
        return status;
    for (size_t i = 0; i <= from->count; i++) {
        const corner found = work->corners[from->first + i % from->count];
        at->x[i] = shape->x_min + (double)found.column * shape->cell_m;
        at->y[i] = shape->y_max - (double)found.row * shape->cell_m;
    }
    return cm_features_add_part(out, at->x, at->y, from->count + 1, from->is_hole);
}

static cm_status begin_row(cm_features *out, float value)
{
    const cm_status status =
        out->table.row_count < CM_CELLS_VALUES_MAX
            ? cm_features_add_row(out)
            : cm__fail(CM_ERR_LIMIT, "the grid has over %d values: they are no classes",
                       CM_CELLS_VALUES_MAX);

    if (!status)
        cm_table_set_real(&out->table, out->table.row_count - 1, 0, (double)value);
    return status;
}

static cm_status add_rows(cm_features *out, const tracing *work)
{
    const double cell_m = work->grid->shape.cell_m;
    places at = {NULL, NULL};
    double cells = 0;
    cm_status status = CM_OK;

    for (size_t i = 0; i < work->ring_count && !status; i++) {
        const ring *const from = &work->rings[i];
        const bool is_new = i == 0 || from->value != work->rings[i - 1].value;
        if (is_new)
            status = begin_row(out, from->value);
        if (!status)
            status = add_part(out, &at, work, from);
        cells = (is_new ? 0 : cells) + twice_cells(work->corners + from->first, from->count) / 2;
        if (!status)
            cm_table_set_real(&out->table, out->table.row_count - 1, 1,
                              cells * cell_m * cell_m / M2_PER_KM2);
    }
    cm__array_free(&at.y);
    cm__array_free(&at.x);
    return status;
}

static cm_status make_layer(cm_features *out, const cm_grid *grid)
{
    cm_status status = cm_features_init(out, CM_GEOMETRY_POLYGON, grid->crs);

    if (!status)
        status = cm_table_add_column(&out->table, NULL, "value", CM_COLUMN_REAL);
    if (!status)
        status = cm_table_add_column(&out->table, NULL, "area_km2", CM_COLUMN_REAL);
    return status ? status : cm_features_set_source(out, grid->source);
}

cm_status cm_cells_areas(cm_features *out, const cm_grid *grid)
{
    const double cells = (double)grid->shape.columns * (double)grid->shape.rows;
    cm_features areas = {.geometry = CM_GEOMETRY_NONE};
    tracing work = {.grid = grid};
    cm_status status;

    if (!(cells <= CM_CELLS_MAX))
        return cm__fail(CM_ERR_LIMIT, "%.0f cells are more than %.0f", cells, CM_CELLS_MAX);
    status = make_layer(&areas, grid);
    if (!status)
        status = cm__array_grow(&work.part, (size_t)cells, sizeof *work.part);
    if (!status)
        status = cm__array_grow(&work.is_seen, (size_t)cells, sizeof *work.is_seen);
    if (status)
        goto done;
    memset(work.is_seen, 0, (size_t)cells * sizeof *work.is_seen);
    find_parts(&work);
    status = find_rings(&work);
    if (!status && work.ring_count > 0)
        qsort(work.rings, work.ring_count, sizeof *work.rings, by_part);
    if (!status)
        status = add_rows(&areas, &work);
    if (status)
        goto done;
    *out = areas; /* handed over: done must not clear it */
    areas = (cm_features){.geometry = CM_GEOMETRY_NONE};
done:
    cm__array_free(&work.corners);
    cm__array_free(&work.rings);
    cm__array_free(&work.is_seen);
    cm__array_free(&work.part);
    cm_features_clear(&areas);
    return status;
}
