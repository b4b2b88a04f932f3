/* density_engines.h - runs an engine by itself, for the tests of each. */
#ifndef DENSITY_ENGINES_H
#define DENSITY_ENGINES_H

#include "layers/density_engine.h"
#include "layers/density_kernel.h"
#include "tests/density_fixture.h"

/* The sums of weight * shape on a grid of cells of 1 whose cell (0,0) has its centre at 0,0 and
 * whose rows run down: values is for the caller to free. */
static inline cm__tile_result engine_run(float **values, const cm__engine *engine,
                                         const cm_points *points, const cm__density_job *of)
{
    const double reach = of->reach + 1;
    const cm__frame frame = {
        .unit = 1,
        .y_is_down = true,
        .reach = {-reach, -reach, (double)of->columns + reach, (double)of->rows + reach},
        .block_width = 64,
        .bucket_height = 1};
    const cm_density_options options = CM_DENSITY_OPTIONS_INIT;
    cm__density_job job = *of;
    cm__places places = {0};
    cm__tile_result result = {0};

    CHECK(cm__places_sort(&places, points, &frame) == CM_OK);
    CHECK(cm__array_grow(values, job.columns * job.rows, sizeof **values) == CM_OK);
    job.places = &places;
    job.values = *values;
    CHECK(cm__tiles_run(&result, &job, engine, &options) == CM_OK);
    cm__places_clear(&places);
    return result;
}

static inline cm__density_job job_of(cm_kernel kernel, size_t columns, size_t rows,
                                     double bandwidth)
{
    return (cm__density_job){.kernel = kernel,
                             .columns = columns,
                             .rows = rows,
                             .bandwidth = bandwidth,
                             .reach = bandwidth * cm__kernel_reach(kernel),
                             .factor = 1};
}

/* The same by definition. */
static inline double shape_sum(const cm_points *points, const cm__density_job *job, size_t cell)
{
    const long double h2 = (long double)job->bandwidth * job->bandwidth;
    long double sum = 0;

    for (size_t i = 0; i < points->count; i++) {
        const long double dx = points->x[i] - (long double)(cell % job->columns);
        const long double dy = -points->y[i] - (long double)(cell / job->columns);
        sum +=
            (points->weight ? points->weight[i] : 1) * shape_of(job->kernel, dx * dx + dy * dy, h2);
    }
    return (double)(sum * job->factor);
}

/* How many cells are not within error of the definition or, in all, over 1e-6 of themselves. */
static inline size_t count_wrong(const float *values, const cm_points *points,
                                 const cm__density_job *job, const cm__tile_result *result)
{
    size_t wrong = 0;

    for (size_t i = 0; i < job->columns * job->rows; i++) {
        const double want = shape_sum(points, job, i), off = fabs(values[i] - want);
        wrong += !(off <= result->error + 0x1p-24 * want);
        wrong += !(off <= 1e-6 * want + 1e-15 * result->max);
        wrong += (values[i] == 0) != (want == 0);
    }
    return wrong;
}

#endif
