/* density_check.c - refuses what a density cannot be computed from. */
#include "layers/density_check.h"
#include "geo/base_error.h"
#include "layers/density_kernel.h"
#include <float.h>
#include <math.h>
#include <stddef.h>
#include <string.h>

#define BANDWIDTH_MIN_M 1e-3
#define BANDWIDTH_MAX_M 1e8
#define AREA_MIN_M2 1e-12
#define AREA_MAX_M2 1e15
#define COORDINATE_MAX 1e9

double cm__density_peak(const cm_density_options *options)
{
    const double h = options->bandwidth_m;

    return cm__kernel_peak(options->kernel) / (h * h) * options->per_area_m2;
}

/* A caller of version 1 has no engine. */
cm_density_options cm__density_options(const cm_density_options *given)
{
    cm_density_options full = CM_DENSITY_OPTIONS_INIT;
    const unsigned newest = full.version;

    if (given->version >= newest)
        return *given;
    memcpy(&full, given, offsetof(cm_density_options, engine));
    full.version = newest;
    return full;
}

static cm_status check_options(const cm_density_options *options)
{
    const cm_density_engine engine = cm__density_options(options).engine;
    const double h = options->bandwidth_m, area = options->per_area_m2;

    if ((unsigned)options->kernel >= CM_KERNEL_COUNT)
        return cm__fail(CM_ERR_DOMAIN, "there is no kernel %d", (int)options->kernel);
    if (!(h >= BANDWIDTH_MIN_M && h <= BANDWIDTH_MAX_M))
        return cm__fail(CM_ERR_DOMAIN, "a bandwidth of %g m is not within 0.001..1e8 m", h);
    if (!(area >= AREA_MIN_M2 && area <= AREA_MAX_M2))
        return cm__fail(CM_ERR_DOMAIN, "an area of %g m2 is not within 1e-12..1e15", area);
    if ((unsigned)engine >= CM_DENSITY_ENGINE_COUNT)
        return cm__fail(CM_ERR_DOMAIN, "there is no engine %d", (int)engine);
    if (options->threads < 0)
        return cm__fail(CM_ERR_DOMAIN, "%d threads are too few", options->threads);
    return CM_OK;
}

cm_status cm__density_check_places(const cm_points *points)
{
    for (size_t i = 0; i < points->count; i++)
        if (!(fabs(points->x[i]) <= COORDINATE_MAX && fabs(points->y[i]) <= COORDINATE_MAX))
            return cm__fail(CM_ERR_DOMAIN, "point %zu at %g,%g is not within -1e9..1e9", i + 1,
                            points->x[i], points->y[i]);
    return CM_OK;
}

cm_status cm__density_check_points(const cm_points *points)
{
    for (size_t i = 0; points->weight && i < points->count; i++)
        if (!(points->weight[i] >= 0 && isfinite(points->weight[i])))
            return cm__fail(CM_ERR_DOMAIN, "the weight %g of point %zu is not 0 or more",
                            points->weight[i], i + 1);
    return cm__density_check_places(points);
}

static cm_status check_values(const cm_points *points, const cm_density_options *options)
{
    double most = points->weight ? 0 : (double)points->count;

    for (size_t i = 0; points->weight && i < points->count; i++)
        most += points->weight[i];
    most *= cm__density_peak(options);
    if (!(most <= FLT_MAX))
        return cm__fail(CM_ERR_DOMAIN, "a density of up to %g is too large to be stored", most);
    return CM_OK;
}

cm_status cm__density_check(const cm_points *points, const cm_density_options *options)
{
    cm_status status = check_options(options);

    if (!status)
        status = cm__density_check_points(points);
    if (!status)
        status = check_values(points, options);
    return status;
}
