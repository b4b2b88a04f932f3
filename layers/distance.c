/* distance.c - a grid of distances: what is asked for is checked, prepared and worked out. */
#include <clustermap/distance.h>

#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/base_text.h"
#include "geo/grid_description.h"
#include "layers/density_mask.h"
#include "layers/distance_job.h"

void cm_allocation_clear(cm_allocation *allocation)
{
    if (!allocation)
        return;
    cm__array_free(&allocation->rows);
    *allocation = (cm_allocation){0};
}

static cm_status check(const cm_distance_options *options)
{
    if (!(options->max_m > 0))
        return cm__fail(CM_ERR_DOMAIN, "a largest distance of %g is not above 0", options->max_m);
    return CM_OK;
}

static cm_status set_number(cm_grid *grid, const char *key, double value)
{
    char text[CM_CELL_MAX];

    cm__number_print(text, value);
    return cm_grid_set_tag(grid, key, text);
}

/* What the result will be, before it is there: from here on only the values can be missing. */
static cm_status describe(cm_grid *out, const cm_grid *grid, const cm__parts *parts,
                          const cm_distance_options *options)
{
    const size_t count = grid->shape.columns * grid->shape.rows;
    cm_status status = cm__grid_copy_description(out, grid);

    out->nodata = CM__NODATA;
    out->has_nodata = true;
    if (!status)
        status = cm_grid_set_title(out, "distance");
    if (!status)
        status = cm_grid_set_unit(out, grid->crs ? "m" : "unit");
    if (!status)
        status = set_number(out, "features", (double)parts->features);
    if (!status && options->max_m < INFINITY)
        status = set_number(out, "max_m", options->max_m);
    if (!status)
        status = cm__array_grow(&out->values, count, sizeof *out->values);
    return status;
}

static cm_status work_out(const cm__distance_job *job, const cm_distance_options *options)
{
    cm_status status = cm__distance_square(job, options);

    if (!status && job->features->geometry == CM_GEOMETRY_POLYGON)
        status = cm__distance_inside(job, options);
    return status;
}

cm_status cm_distance_grid(cm_grid *grid, cm_allocation *allocation, const cm_features *features,
                           const cm_distance_options *options, cm_distance_report *report)
{
    const size_t count = grid->shape.columns * grid->shape.rows;
    cm__parts parts = {0};
    cm__distance_tree tree = {0};
    cm_grid fresh = {0};
    cm_allocation nearest = {.count = count};
    cm_status status = check(options);

    if (!status)
        status = cm__parts_gather(&parts, features, &grid->shape);
    if (!status)
        status = cm__distance_tree_build(&tree, &parts);
    if (!status)
        status = describe(&fresh, grid, &parts, options);
    if (!status && allocation)
        status = cm__array_grow(&nearest.rows, count, sizeof *nearest.rows);
    if (status)
        goto done;
    const cm__distance_job job = {&grid->shape,   features,     &parts,      &tree,
                                  options->max_m, fresh.values, nearest.rows};
    status = work_out(&job, options);
    if (status)
        goto done;
    if (report)
        *report = (cm_distance_report){parts.features, parts.count};
    if (allocation) {
        *allocation = nearest;
        nearest = (cm_allocation){0};
    }
    cm_grid_clear(grid);
    *grid = fresh;
    fresh = (cm_grid){0};
done:
    cm_allocation_clear(&nearest);
    cm_grid_clear(&fresh);
    cm__distance_tree_clear(&tree);
    cm__parts_clear(&parts);
    return status;
}
