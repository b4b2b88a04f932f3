/* density_varying_edge.c - density within a window, where each point has a bandwidth of its own. */
#include <clustermap/density_varying_edge.h>

#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/base_number.h"
#include "geo/grid_description.h"
#include "layers/density_check.h"
#include "layers/density_mask.h"
#include "layers/density_masses.h"
#include <clustermap/density_varying.h>
#include <math.h>

/* The points in the window, as they count. */
typedef struct inside {
    cm_points points;
    double *bandwidths_m;
    double weight; /* before any rule */
} inside;

static void clear(inside *of)
{
    cm_points_clear(&of->points);
    cm__array_free(&of->bandwidths_m);
}

static cm_status check(const cm_points *points, const cm_density_varying *varying,
                       const cm_density_options *options)
{
    cm_density_options own = cm__density_options(options);
    const cm_points none = {0};
    cm_status status = cm__density_check_points(points);

    if (!status && varying->edge->rule == CM_EDGE_UNIFORM)
        status = cm__fail(CM_ERR_DOMAIN, "the uniform rule divides by one kernel's mass, and each "
                                         "point has its own kernel; diggle goes with that");
    for (size_t i = 0; i < points->count && !status; i++) {
        own.bandwidth_m = varying->bandwidths_m[i];
        status = cm__density_check(&none, &own);
        if (status)
            status = cm__fail(status, "point %zu: %s", i + 1, cm_error_text());
    }
    return status;
}

static cm_status make_room(inside *out, size_t count)
{
    cm_status status = cm__array_grow(&out->points.x, count + 1, sizeof *out->points.x);

    if (!status)
        status = cm__array_grow(&out->points.y, count + 1, sizeof *out->points.y);
    if (!status)
        status = cm__array_grow(&out->points.weight, count + 1, sizeof *out->points.weight);
    if (!status)
        status = cm__array_grow(&out->bandwidths_m, count + 1, sizeof *out->bandwidths_m);
    return status;
}

static void copy_inside(inside *out, const cm_points *points, const cm_density_varying *varying)
{
    for (size_t i = 0; i < points->count; i++) {
        const cm_point place = {points->x[i], points->y[i]};
        if (!cm_window_holds(varying->edge->window, place))
            continue;
        const size_t at = out->points.count++;
        out->points.x[at] = place.x;
        out->points.y[at] = place.y;
        out->points.weight[at] = points->weight ? points->weight[i] : 1;
        out->bandwidths_m[at] = varying->bandwidths_m[i];
        out->weight += out->points.weight[at];
    }
}

static cm_status divide_by_masses(inside *of, const cm_window *window,
                                  const cm_density_options *options)
{
    double *masses = NULL;
    cm_status status = cm__array_grow(&masses, of->points.count, sizeof *masses);

    if (!status)
        status = cm__masses_get(masses, &of->points, window, options, of->bandwidths_m);
    for (size_t i = 0; i < of->points.count && !status; i++)
        of->points.weight[i] /= masses[i];
    cm__array_free(&masses);
    return status;
}

static cm_status take_points(inside *out, const cm_points *points,
                             const cm_density_varying *varying, const cm_density_options *options)
{
    cm_status status = check(points, varying, options);

    if (!status)
        status = make_room(out, points->count);
    if (status)
        return status;
    copy_inside(out, points, varying);
    if (out->points.count == 0)
        return cm__fail(CM_ERR_DOMAIN, "none of the %zu points lies in the window", points->count);
    if (varying->edge->rule == CM_EDGE_DIGGLE)
        return divide_by_masses(out, varying->edge->window, options);
    return CM_OK;
}

static cm_status set_number(cm_grid *grid, const char *key, double value)
{
    char text[CM_CELL_MAX];

    cm__number_print(text, value);
    return cm_grid_set_tag(grid, key, text);
}

static cm_status describe(cm_grid *grid, const cm_density_edge *edge, const inside *of,
                          size_t outside)
{
    cm_status status = cm_grid_set_tag(grid, "edge", cm_edge_rule_name(edge->rule));

    if (!status)
        status = set_number(grid, "weight", of->weight);
    if (!status)
        status = set_number(grid, "points_outside", (double)outside);
    return status;
}

/* The error of a cell stays; the largest value may be cut off. */
static void mend_report(cm_density_report *report, const cm__mask_result *result, double weight,
                        double area)
{
    if (result->max > 0)
        report->error_bound *= report->max / result->max;
    report->max = result->max;
    report->integral = result->sum * area;
    report->weight = weight;
}

cm_status cm_density_varying_edge_grid(cm_grid *grid, const cm_points *points,
                                       const cm_density_varying *varying,
                                       const cm_density_options *options, cm_density_report *report)
{
    const double area = grid->shape.cell_m * grid->shape.cell_m / options->per_area_m2;
    const cm_density_edge cut = {CM_EDGE_NONE, varying->edge->window};
    inside of = {.weight = 0};
    cm_density_report found = {0};
    cm__mask_result result = {0};
    cm_grid fresh = {0};
    cm_status status = take_points(&of, points, varying, options);

    if (!status)
        status = cm__grid_copy_description(&fresh, grid);
    if (!status)
        status = cm_density_varying_grid(&fresh, &of.points, of.bandwidths_m, options, &found);
    if (!status)
        status = cm__mask_apply(&result, &fresh, options, &cut);
    if (!status && result.cells == 0)
        status = cm__fail(CM_ERR_DOMAIN, "no cell of the grid lies in the window");
    if (!status)
        status = describe(&fresh, varying->edge, &of, points->count - of.points.count);
    if (status)
        goto done;
    mend_report(&found, &result, of.weight, area);
    if (report)
        *report = found;
    cm_grid_clear(grid);
    *grid = fresh;
    fresh = (cm_grid){0};
done:
    cm_grid_clear(&fresh);
    clear(&of);
    return status;
}

cm_status cm_density_varying_edge_at(double *out, const cm_points *places, const cm_points *points,
                                     const cm_density_varying *varying,
                                     const cm_density_options *options)
{
    inside of = {.weight = 0};
    cm_status status = take_points(&of, points, varying, options);

    if (!status)
        status = cm_density_varying_at(out, places, &of.points, of.bandwidths_m, options);
    for (size_t i = 0; i < places->count && !status; i++)
        if (!cm_window_holds(varying->edge->window, (cm_point){places->x[i], places->y[i]}))
            out[i] = NAN;
    clear(&of);
    return status;
}
