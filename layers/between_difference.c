/* between_difference.c - what a grid became: later less earlier. */
#include <clustermap/between.h>

#include "geo/base_error.h"
#include <math.h>
#include <string.h>

static bool is_same_shape(const cm_grid_shape *a, const cm_grid_shape *b)
{
    return a->x_min == b->x_min && a->y_max == b->y_max && a->cell_m == b->cell_m &&
           a->columns == b->columns && a->rows == b->rows;
}

static bool is_missing(const cm_grid *grid, size_t cell)
{
    return isnan(grid->values[cell]) || (grid->has_nodata && grid->values[cell] == grid->nodata);
}

static cm_status describe(cm_grid *out, const cm_grid *later, const cm_grid *earlier)
{
    cm_status status = cm_grid_set_title(out, "difference");

    if (!status)
        status = cm_grid_set_unit(out, later->unit);
    if (!status)
        status = cm_grid_set_source(out, later->source);
    if (!status)
        status = cm_grid_set_tag(out, "later", later->title ? later->title : "later");
    if (!status)
        status = cm_grid_set_tag(out, "earlier", earlier->title ? earlier->title : "earlier");
    return status;
}

cm_status cm_between_difference(cm_grid *out, const cm_grid *later, const cm_grid *earlier)
{
    cm_grid grid = {.values = NULL};
    cm_status status;

    if (!is_same_shape(&later->shape, &earlier->shape))
        return cm__fail(CM_ERR_DOMAIN, "the grids have other shapes");
    status = cm_grid_init(&grid, &later->shape, later->crs);
    if (!status)
        status = describe(&grid, later, earlier);
    if (status)
        goto done;
    grid.nodata = NAN;
    for (size_t i = 0; i < grid.shape.columns * grid.shape.rows; i++) {
        const bool missing = is_missing(later, i) || is_missing(earlier, i);
        grid.values[i] = missing ? NAN : later->values[i] - earlier->values[i];
        grid.has_nodata = grid.has_nodata || missing;
    }
    *out = grid;
    grid = (cm_grid){.values = NULL};
done:
    cm_grid_clear(&grid);
    return status;
}
