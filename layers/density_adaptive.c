/* density_adaptive.c - bandwidths that are wide where members are few. */
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include <clustermap/density_varying.h>
#include <math.h>

#define WIDEST                                                                                     \
    5.0 /* times the common bandwidth: a lone point far out is not spread over the map             \
         */
#define BANDWIDTH_MIN_M 1e-3
#define BANDWIDTH_MAX_M 1e8

static double weight_of(const cm_points *points, size_t i)
{
    return points->weight ? points->weight[i] : 1;
}

/* ln of the geometric mean of p^(-1/2), over the points that weigh anything. */
static double log_mean(const double *densities, const cm_points *points)
{
    double sum = 0, weight = 0;

    for (size_t i = 0; i < points->count; i++) {
        if (weight_of(points, i) == 0)
            continue;
        sum += weight_of(points, i) * -0.5 * log(densities[i]);
        weight += weight_of(points, i);
    }
    return sum / weight;
}

cm_status cm_bandwidth_adapt(double *out_m, const cm_points *points,
                             const cm_density_options *options)
{
    double *densities = NULL, weight = 0;
    cm_status status;

    for (size_t i = 0; i < points->count; i++)
        weight += weight_of(points, i);
    if (!(weight > 0))
        return cm__fail(CM_ERR_DOMAIN, "there is no point with a weight to adapt bandwidths to");
    status = cm__array_grow(&densities, points->count, sizeof *densities);
    if (!status)
        status = cm_density_at(densities, points, points, options);
    if (!status) {
        const double mean = log_mean(densities, points);
        for (size_t i = 0; i < points->count; i++) {
            const double factor = exp(-0.5 * log(densities[i]) - mean); /* 0: infinite, so widest */
            const double wanted_m = options->bandwidth_m * fmin(factor, WIDEST);
            out_m[i] = fmin(fmax(wanted_m, BANDWIDTH_MIN_M), BANDWIDTH_MAX_M);
        }
    }
    cm__array_free(&densities);
    return status;
}
