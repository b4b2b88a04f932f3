/* density.c - kernel density on a grid: what is asked for is checked, and handed to an engine. */
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/base_text.h"
#include "geo/grid_description.h"
#include "layers/density_check.h"
#include "layers/density_engine.h"
#include "layers/density_kernel.h"
#include "layers/density_polynomial.h"
#include <clustermap/density.h>
#include <math.h>
#include <string.h>

#define FLOAT_STEP 0x1p-24 /* rounding to float */

static const cm__engine *choose_engine(const cm__density_job *job)
{
    if (cm__kernel_order(job->kernel) >= 0 && job->reach >= CM__SWEEP_RADIUS_MIN)
        return &cm__sweep_engine;
    return &cm__direct_engine;
}

static cm_status sort_places(cm__places *out, const cm__density_job *job, const cm_points *points,
                             const cm_grid_shape *shape)
{
    const double reach = job->reach + 1;
    const cm__frame frame = {
        .x_origin = shape->x_min,
        .y_origin = shape->y_max,
        .unit = shape->cell_m,
        .shift = 0.5,
        .y_is_down = true,
        .reach = {-reach, -reach, (double)shape->columns + reach, (double)shape->rows + reach},
        .block_width = 64,
        .bucket_height = 1,
    };

    return cm__places_sort(out, points, &frame);
}

static cm_status set_number(cm_grid *grid, const char *key, double value)
{
    char text[CM_CELL_MAX];

    cm__number_print(text, value);
    return cm_grid_set_tag(grid, key, text);
}

static cm_status set_unit(cm_grid *grid, double per_area_m2)
{
    cm__text unit = {0};
    cm_status status;

    if (per_area_m2 == 1e6)
        return cm_grid_set_unit(grid, "1/km2");
    if (per_area_m2 == 1)
        return cm_grid_set_unit(grid, grid->crs ? "1/m2" : "1/unit2");
    cm__text_add(&unit, "1/(");
    cm__text_add_number(&unit, per_area_m2);
    cm__text_add(&unit, grid->crs ? " m2)" : " unit2)");
    status = unit.failed ? unit.failed : cm_grid_set_unit(grid, unit.bytes);
    cm__text_clear(&unit);
    return status;
}

/* What the result will be, before it is there: from here on only the values can be missing. */
static cm_status describe(cm_grid *out, const cm_grid *grid, const cm_points *points,
                          const cm_density_options *options, double weight)
{
    cm_status status = cm__grid_copy_description(out, grid);

    if (!status)
        status = cm_grid_set_title(out, "density");
    if (!status)
        status = set_unit(out, options->per_area_m2);
    if (!status)
        status = cm_grid_set_tag(out, "kernel", cm_kernel_name(options->kernel));
    if (!status)
        status = set_number(out, "bandwidth_m", options->bandwidth_m);
    if (!status)
        status = cm_grid_set_tag(out, "engine", "exact");
    if (!status)
        status = set_number(out, "points", (double)points->count);
    if (!status)
        status = set_number(out, "weight", weight);
    out->has_nodata = false;
    return status;
}

static void fill_report(cm_density_report *out, const cm_points *points, const cm__density_job *job,
                        const cm__tile_result *result, double area)
{
    *out = (cm_density_report){
        .points = points->count,
        .places = job->places->distinct,
        .weight = job->places->weight_sum,
        .engine = "exact",
        .error_bound = result->max > 0 ? result->error / result->max + FLOAT_STEP : 0,
        .max = result->max,
        .integral = result->sum * area,
    };
}

static cm__density_job make_job(const cm_grid_shape *shape, const cm_density_options *options)
{
    const double bandwidth = options->bandwidth_m / shape->cell_m;

    return (cm__density_job){
        .kernel = options->kernel,
        .columns = shape->columns,
        .rows = shape->rows,
        .bandwidth = bandwidth,
        .reach = bandwidth * cm__kernel_reach(options->kernel),
        .factor = cm__density_peak(options),
    };
}

cm_status cm_density_grid(cm_grid *grid, const cm_points *points, const cm_density_options *options,
                          cm_density_report *report)
{
    const size_t count = grid->shape.columns * grid->shape.rows;
    const double area = grid->shape.cell_m * grid->shape.cell_m / options->per_area_m2;
    cm__places places = {0};
    cm__tile_result result = {0};
    cm_grid fresh = {0};
    cm_status status = cm__density_check(points, options);

    if (status)
        return status;
    cm__density_job job = make_job(&grid->shape, options);
    status = sort_places(&places, &job, points, &grid->shape);
    if (!status)
        status = describe(&fresh, grid, points, options, places.weight_sum);
    if (!status)
        status = cm__array_grow(&fresh.values, count, sizeof *fresh.values);
    if (status)
        goto done;
    job.places = &places;
    job.values = fresh.values;
    status = cm__tiles_run(&result, &job, choose_engine(&job), options);
    if (status)
        goto done;
    if (report)
        fill_report(report, points, &job, &result, area);
    cm_grid_clear(grid);
    *grid = fresh;
    fresh = (cm_grid){0};
done:
    cm_grid_clear(&fresh);
    cm__places_clear(&places);
    return status;
}
