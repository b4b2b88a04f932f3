/* density.c - kernel density on a grid: what is asked for is checked, and handed to an engine. */
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/base_text.h"
#include "geo/grid_description.h"
#include "layers/density_check.h"
#include "layers/density_engine.h"
#include "layers/density_fast.h"
#include "layers/density_kernel.h"
#include "layers/density_polynomial.h"
#include "layers/density_strips.h"
#include <clustermap/density.h>
#include <math.h>
#include <omp.h>
#include <string.h>

#define FLOAT_STEP 0x1p-24 /* rounding to float */

static const char *const engine_names[CM_DENSITY_ENGINE_COUNT] = {"auto", "exact", "fast"};

const char *cm_density_engine_name(cm_density_engine engine)
{
    return engine_names[engine];
}

cm_density_engine cm_density_engine_find(const char *name)
{
    int i = 0;

    while (i < CM_DENSITY_ENGINE_COUNT && strcmp(engine_names[i], name) != 0)
        i++;
    return (cm_density_engine)i;
}

static const cm__engine *choose_engine(const cm__density_job *job)
{
    if (cm__kernel_order(job->kernel) >= 0 && job->reach >= CM__SWEEP_RADIUS_MIN)
        return &cm__sweep_engine;
    return &cm__direct_engine;
}

static cm__frame make_frame(const cm__density_job *job, const cm_grid_shape *shape)
{
    const double reach = job->reach + 1;

    return (cm__frame){
        .x_origin = shape->x_min,
        .y_origin = shape->y_max,
        .unit = shape->cell_m,
        .shift = 0.5,
        .y_is_down = true,
        .reach = {-reach, -reach, (double)shape->columns + reach, (double)shape->rows + reach},
        .block_width = 64,
        .bucket_height = 1,
    };
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
        status = set_number(out, "points", (double)points->count);
    if (!status)
        status = set_number(out, "weight", weight);
    out->has_nodata = false;
    return status;
}

/* What one of the two engines made of it. */
typedef struct outcome {
    cm__tile_result result;
    size_t places;
    cm_density_engine engine;
    const char *reason;
} outcome;

static double get_bound(const cm__tile_result *result)
{
    return result->max > 0 ? result->error / result->max + FLOAT_STEP : 0;
}

static cm_status run_exact(outcome *out, const cm__density_job *job, const char *reason,
                           const cm_density_options *options)
{
    cm__density_job sorted = *job;
    cm__places places = {0};
    cm_status status = cm__places_sort_by(
        &places, job->points, job->frame,
        options->threads > 0 ? options->threads : omp_get_max_threads(), &options->progress);

    sorted.places = &places;
    out->engine = CM_DENSITY_EXACT;
    out->reason = reason;
    out->result = (cm__tile_result){0};
    if (!status && job->sink)
        status = cm__strips_run(&out->result, &sorted, choose_engine(job), options);
    else if (!status)
        status = cm__tiles_run(&out->result, &sorted, choose_engine(job), options);
    out->places = places.distinct;
    cm__places_clear(&places);
    return status;
}

/* The fast engine knows whether its bound will do before most of its work is done. It has all rows
 * at once, so that for a sink it needs room for them. */
static cm_status run_fast(outcome *out, const cm__density_job *job, bool is_asked,
                          const cm_density_options *options)
{
    cm__density_job whole = *job;
    cm__fast_result fast = {.is_refused = true};
    float *values = NULL;
    cm_status status = CM_OK;

    if (job->sink) {
        status = cm__array_grow(&values, job->columns * job->rows, sizeof *values);
        whole.values = values;
    }
    if (!status)
        status = cm__fast_run(&fast, &whole, is_asked ? INFINITY : CM__FAST_BOUND_MAX - FLOAT_STEP,
                              options);
    if (!status && fast.is_refused) {
        cm__array_free(&values);
        return run_exact(out, job, "the fast engine's bound is over 1e-6", options);
    }
    *out = (outcome){
        .result = fast.cells,
        .places = fast.places,
        .engine = CM_DENSITY_FAST,
        .reason = is_asked ? "asked for" : "much to do, and the bound is at most 1e-6",
    };
    if (!status && job->sink)
        status = cm__strips_give(&whole);
    cm__array_free(&values);
    return status;
}

static cm_status run(outcome *out, const cm__density_job *job, const cm_density_options *options)
{
    const bool is_asked = options->engine == CM_DENSITY_FAST;
    const char *const refusal = is_asked ? cm__fast_obstacle(job) : cm__fast_refusal(job);

    if (options->engine == CM_DENSITY_EXACT)
        return run_exact(out, job, "asked for", options);
    if (is_asked && refusal)
        return cm__fail(CM_ERR_DOMAIN, "the fast engine cannot do this: %s", refusal);
    if (refusal)
        return run_exact(out, job, refusal, options);
    return run_fast(out, job, is_asked, options);
}

static void fill_report(cm_density_report *out, const cm__density_job *job, const outcome *got,
                        double area)
{
    *out = (cm_density_report){
        .points = job->points->count,
        .places = got->places,
        .weight = job->survey->weight_sum,
        .engine = cm_density_engine_name(got->engine),
        .reason = got->reason,
        .error_bound = get_bound(&got->result),
        .max = got->result.max,
        .integral = got->result.sum * area,
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

cm_status cm_density_strips(cm_grid *grid, const cm_points *points, const cm_density_options *given,
                            const cm_density_sink *sink, cm_density_report *report)
{
    const cm_density_options full = cm__density_options(given), *const options = &full;
    const size_t count = grid->shape.columns * grid->shape.rows;
    const double area = grid->shape.cell_m * grid->shape.cell_m / options->per_area_m2;
    outcome got = {0};
    cm_grid fresh = {0};
    cm__survey survey;
    cm_status status = cm__density_check(points, options);

    if (status)
        return status;
    cm__density_job job = make_job(&grid->shape, options);
    const cm__frame frame = make_frame(&job, &grid->shape);
    cm__points_survey(&survey, points, &frame,
                      options->threads > 0 ? options->threads : omp_get_max_threads());
    status = describe(&fresh, grid, points, options, survey.weight_sum);
    if (!status && !sink)
        status = cm__array_grow(&fresh.values, count, sizeof *fresh.values);
    if (status)
        goto done;
    job.sink = sink;
    job.points = points;
    job.frame = &frame;
    job.survey = &survey;
    job.values = fresh.values;
    status = run(&got, &job, options);
    if (!status)
        status = cm_grid_set_tag(&fresh, "engine", cm_density_engine_name(got.engine));
    if (status)
        goto done;
    if (report)
        fill_report(report, &job, &got, area);
    cm_grid_clear(grid);
    *grid = fresh;
    fresh = (cm_grid){0};
done:
    cm_grid_clear(&fresh);
    return status;
}

cm_status cm_density_grid(cm_grid *grid, const cm_points *points, const cm_density_options *options,
                          cm_density_report *report)
{
    return cm_density_strips(grid, points, options, NULL, report);
}
