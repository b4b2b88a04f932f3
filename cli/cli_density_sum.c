/* cli_density_sum.c - the density that was asked for: plain, in a window, relative, varying. */
#include "cli/cli_density.h"
#include <string.h>

static cm_density_edge edge_of(const density_work *work, const density_request *request)
{
    return (cm_density_edge){request->edge ? cm_edge_rule_find(request->edge) : CM_EDGE_NONE,
                             work->window};
}

static cm_density_relative relative_of(const density_work *work, const density_request *request,
                                       const cm_density_edge *edge)
{
    cm_density_relative relative = CM_DENSITY_RELATIVE_INIT;

    relative.to = &work->others;
    relative.kind = request->relative ? cm_relative_kind_find(request->relative) : CM_RELATIVE_LOG;
    relative.floor = request->floor;
    relative.edge = work->window ? edge : NULL;
    return relative;
}

const char *density_column(const density_request *request)
{
    if (!request->relative_to)
        return "density";
    return request->relative && strcmp(request->relative, "share") == 0 ? "share" : "log_ratio";
}

static cm_status sum_relative(cm_grid *grid, density_work *work, const density_request *request,
                              const cm_points *points)
{
    const cm_density_edge edge = edge_of(work, request);
    const cm_density_relative relative = relative_of(work, request, &edge);
    const cm_status status =
        cm_density_relative_grid(grid, points, &work->options, &relative, &work->relative);

    if (status)
        return status;
    work->report = work->relative.a;
    work->report.max = work->relative.max;
    return CM_OK;
}

static cm_status sum_varying(cm_grid *grid, density_work *work, const density_request *request,
                             const density_set *set)
{
    const cm_density_edge edge = edge_of(work, request);
    const cm_density_varying varying = {set->bandwidths_m, &edge};

    if (work->window)
        return cm_density_varying_edge_grid(grid, set->points, &varying, &work->options,
                                            &work->report);
    return cm_density_varying_grid(grid, set->points, set->bandwidths_m, &work->options,
                                   &work->report);
}

cm_status density_sum_grid(cm_grid *grid, density_work *work, const density_request *request,
                           const density_set *set)
{
    const cm_density_edge edge = edge_of(work, request);

    if (request->relative_to)
        return sum_relative(grid, work, request, set->points);
    if (set->bandwidths_m)
        return sum_varying(grid, work, request, set);
    if (work->window)
        return cm_density_edge_grid(grid, set->points, &work->options, &edge, &work->report);
    return cm_density_grid(grid, set->points, &work->options, &work->report);
}

cm_status density_sum_at(double *out, const cm_points *places, density_work *work,
                         const density_request *request)
{
    const cm_density_edge edge = edge_of(work, request);
    const cm_density_relative relative = relative_of(work, request, &edge);
    const cm_density_options *const options = &work->options;

    if (request->relative_to)
        return cm_density_relative_at(out, places, &work->points, options, &relative);
    if (work->bandwidths.column_count && work->window) {
        const cm_density_varying varying = {work->bandwidths.columns[0].reals, &edge};
        return cm_density_varying_edge_at(out, places, &work->points, &varying, options);
    }
    if (work->bandwidths.column_count)
        return cm_density_varying_at(out, places, &work->points, work->bandwidths.columns[0].reals,
                                     options);
    if (work->window)
        return cm_density_edge_at(out, places, &work->points, options, &edge);
    return cm_density_at(out, places, &work->points, options);
}
