/* grid.c - a raster of square cells: its shape, values and descriptions. */
#include "geo/base_arena.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/grid_description.h"
#include <assert.h>
#include <clustermap/grid.h>
#include <math.h>
#include <string.h>

#define CELL_MIN_M 1e-6
#define CELL_MAX_M 1e7
#define COORDINATE_MAX 1e9 /* a cell of 1e-6 is still 8 steps of a double there */

static cm_status check_cell(double cell_m)
{
    if (!(cell_m >= CELL_MIN_M && cell_m <= CELL_MAX_M))
        return cm__fail(CM_ERR_DOMAIN, "a cell of %g m is not within 1e-6..1e7 m", cell_m);
    return CM_OK;
}

static cm_status check_corner(double x, double y)
{
    if (!(fabs(x) <= COORDINATE_MAX && fabs(y) <= COORDINATE_MAX))
        return cm__fail(CM_ERR_DOMAIN, "the grid's corner %g,%g is not within -1e9..1e9", x, y);
    return CM_OK;
}

static cm_status check_box(const cm_box *box, double cell_m)
{
    cm_status status = check_cell(cell_m);

    if (!status)
        status = check_corner(box->x_min, box->y_min);
    if (!status)
        status = check_corner(box->x_max, box->y_max);
    if (!status && (box->x_min > box->x_max || box->y_min > box->y_max))
        status = cm__fail(CM_ERR_DOMAIN, "the extent %g,%g,%g,%g is empty", box->x_min, box->y_min,
                          box->x_max, box->y_max);
    return status;
}

/* In doubles, which hold any number of cells that is to be refused. */
static cm_status check_count(double columns, double rows)
{
    if (!(columns >= 1 && rows >= 1))
        return cm__fail(CM_ERR_DOMAIN, "a grid of %.0f x %.0f cells is empty", columns, rows);
    if (!(columns * rows <= CM_GRID_CELLS_MAX))
        return cm__fail(CM_ERR_LIMIT, "a grid of %.0f x %.0f = %.0f cells is over %.0f", columns,
                        rows, columns * rows, CM_GRID_CELLS_MAX);
    return CM_OK;
}

static cm_status make_shape(cm_grid_shape *out, const cm_grid_shape *corner, double columns,
                            double rows)
{
    const cm_status status = check_count(columns, rows);

    if (status)
        return status;
    *out = *corner;
    out->columns = (size_t)columns;
    out->rows = (size_t)rows;
    return CM_OK;
}

/* The last multiple of cell that is not above value, and the first that is not below it: a quotient
 * is rounded, and may land on the wrong side. */
static double floor_cells(double value, double cell)
{
    const double cells = floor(value / cell);

    return cells * cell > value ? cells - 1 : cells;
}

static double ceil_cells(double value, double cell)
{
    return -floor_cells(-value, cell);
}

cm_status cm_grid_shape_cover(cm_grid_shape *out, const cm_box *box, double cell_m)
{
    const cm_status status = check_box(box, cell_m);

    if (status)
        return status;
    const double west = floor_cells(box->x_min, cell_m), east = ceil_cells(box->x_max, cell_m);
    const double south = floor_cells(box->y_min, cell_m), north = ceil_cells(box->y_max, cell_m);
    const double columns = fmax(east - west, 1), rows = fmax(north - south, 1);
    const cm_grid_shape corner = {
        .x_min = west * cell_m, .y_max = (south + rows) * cell_m, .cell_m = cell_m};
    return make_shape(out, &corner, columns, rows);
}

static double whole_cells(double side, double cell)
{
    const double cells = side / cell, whole = round(cells);

    return fmax(fabs(cells - whole) <= 1e-6 ? whole : ceil(cells), 1);
}

cm_status cm_grid_shape_exact(cm_grid_shape *out, const cm_box *box, double cell_m)
{
    const cm_grid_shape corner = {.x_min = box->x_min, .y_max = box->y_max, .cell_m = cell_m};
    const cm_status status = check_box(box, cell_m);

    if (status)
        return status;
    return make_shape(out, &corner, whole_cells(box->x_max - box->x_min, cell_m),
                      whole_cells(box->y_max - box->y_min, cell_m));
}

static cm_status check_shape(const cm_grid_shape *shape)
{
    cm_status status = check_cell(shape->cell_m);

    if (!status)
        status = check_corner(shape->x_min, shape->y_max);
    if (!status)
        status = check_count((double)shape->columns, (double)shape->rows);
    return status;
}

cm_status cm_grid_init_bare(cm_grid *out, const cm_grid_shape *shape, const char *crs)
{
    cm_grid grid = {.shape = *shape};
    cm_status status = check_shape(shape);

    if (!status)
        status = cm__arena_add(&grid.text, &grid.crs, crs);
    if (status)
        cm_grid_clear(&grid);
    else
        *out = grid;
    return status;
}

cm_status cm_grid_init(cm_grid *out, const cm_grid_shape *shape, const char *crs)
{
    cm_grid grid = {.values = NULL};
    cm_status status = cm_grid_init_bare(&grid, shape, crs);

    if (status)
        return status;
    const size_t count = shape->columns * shape->rows;
    status = cm__array_grow(&grid.values, count, sizeof *grid.values);
    if (status) {
        cm_grid_clear(&grid);
        return status;
    }
    memset(grid.values, 0, count * sizeof *grid.values);
    *out = grid;
    return CM_OK;
}

void cm_grid_clear(cm_grid *grid)
{
    if (!grid)
        return;
    cm__arena_destroy(&grid->text);
    cm__array_free(&grid->tags);
    cm__array_free(&grid->values);
    *grid = (cm_grid){0};
}

cm_point cm_grid_get_centre(const cm_grid_shape *shape, size_t column, size_t row)
{
    return (cm_point){shape->x_min + ((double)column + 0.5) * shape->cell_m,
                      shape->y_max - ((double)row + 0.5) * shape->cell_m};
}

cm_status cm_grid_set_title(cm_grid *grid, const char *title)
{
    return cm__arena_add(&grid->text, &grid->title, title);
}

cm_status cm_grid_set_unit(cm_grid *grid, const char *unit)
{
    return cm__arena_add(&grid->text, &grid->unit, unit);
}

cm_status cm_grid_set_source(cm_grid *grid, const char *source)
{
    return cm__arena_add(&grid->text, &grid->source, source);
}

static size_t find_tag(const cm_grid *grid, const char *key)
{
    size_t i = 0;

    while (i < grid->tag_count && strcmp(grid->tags[i].key, key) != 0)
        i++;
    return i;
}

cm_status cm_grid_set_tag(cm_grid *grid, const char *key, const char *value)
{
    const size_t i = find_tag(grid, key);
    cm_grid_tag tag = {0};
    cm_status status = cm__arena_add(&grid->text, &tag.value, value);

    assert(value);
    if (!status && i == grid->tag_count) {
        status = cm__arena_add(&grid->text, &tag.key, key);
        if (!status)
            status = cm__array_grow(&grid->tags, i + 1, sizeof *grid->tags);
        if (status)
            return status;
        grid->tag_count++;
        grid->tags[i].key = tag.key;
    }
    if (!status)
        grid->tags[i].value = tag.value;
    return status;
}

const char *cm_grid_get_tag(const cm_grid *grid, const char *key)
{
    const size_t i = find_tag(grid, key);

    return i < grid->tag_count ? grid->tags[i].value : NULL;
}

static cm_status copy_texts(cm_grid *out, const cm_grid *grid)
{
    cm_status status = cm__arena_add(&out->text, &out->crs, grid->crs);

    if (!status)
        status = cm_grid_set_title(out, grid->title);
    if (!status)
        status = cm_grid_set_unit(out, grid->unit);
    if (!status)
        status = cm_grid_set_source(out, grid->source);
    for (size_t i = 0; !status && i < grid->tag_count; i++)
        status = cm_grid_set_tag(out, grid->tags[i].key, grid->tags[i].value);
    return status;
}

cm_status cm__grid_copy_description(cm_grid *out, const cm_grid *grid)
{
    cm_grid copy = {.shape = grid->shape, .nodata = grid->nodata, .has_nodata = grid->has_nodata};
    const cm_status status = copy_texts(&copy, grid);

    if (status)
        cm_grid_clear(&copy);
    else
        *out = copy;
    return status;
}
