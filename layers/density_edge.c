/* density_edge.c - density within a window, mended for what its border cuts off. */
#include <clustermap/density_edge.h>

#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/base_number.h"
#include "geo/grid_description.h"
#include "layers/density_check.h"
#include "layers/density_mask.h"
#include "layers/density_masses.h"
#include <assert.h>
#include <math.h>
#include <string.h>

#define FLOAT_STEP 0x1p-24 /* rounding to float */

static const char *const rule_names[CM_EDGE_RULE_COUNT] = {"none", "uniform", "diggle"};

const char *cm_edge_rule_name(cm_edge_rule rule)
{
    return rule_names[rule];
}

cm_edge_rule cm_edge_rule_find(const char *name)
{
    int i = 0;

    while (i < CM_EDGE_RULE_COUNT && strcmp(rule_names[i], name) != 0)
        i++;
    return (cm_edge_rule)i;
}

cm_status cm_edge_mass(double *out, const cm_points *places, const cm_window *window,
                       const cm_density_options *options)
{
    const cm_points none = {0};
    double *masses = NULL;
    cm_status status = cm__density_check(&none, options);

    if (!status)
        status = cm__density_check_places(places);
    if (status || places->count == 0)
        return status;
    status = cm__array_grow(&masses, places->count, sizeof *masses);
    if (!status)
        status = cm__masses_get(masses, places, window, options, NULL);
    if (!status)
        memcpy(out, masses, places->count * sizeof *out);
    cm__array_free(&masses);
    return status;
}

/* The points in the window, whose weights Diggle's rule enlarges. */
static cm_status take_points(cm_points *out, const cm_points *points,
                             const cm_density_options *options, const cm_density_edge *edge)
{
    double *masses = NULL;
    cm_status status = cm__density_check(points, options);

    assert((unsigned)edge->rule < CM_EDGE_RULE_COUNT);
    if (!status)
        status = cm_window_select(out, edge->window, points);
    if (!status && out->count == 0)
        status =
            cm__fail(CM_ERR_DOMAIN, "none of the %zu points lies in the window", points->count);
    if (status || edge->rule != CM_EDGE_DIGGLE)
        return status;
    status = cm__array_grow(&masses, out->count, sizeof *masses);
    if (!status)
        status = cm__masses_get(masses, out, edge->window, options, NULL);
    if (status) {
        cm__array_free(&masses);
        return status;
    }
    for (size_t i = 0; i < out->count; i++)
        masses[i] = (out->weight ? out->weight[i] : 1) / masses[i];
    cm__array_free(&out->weight);
    out->weight = masses;
    return CM_OK;
}

static double weight_of(const cm_window *window, const cm_points *points)
{
    double sum = 0;

    for (size_t i = 0; i < points->count; i++)
        if (cm_window_holds(window, (cm_point){points->x[i], points->y[i]}))
            sum += points->weight ? points->weight[i] : 1;
    return sum;
}

static cm_status set_number(cm_grid *grid, const char *key, double value)
{
    char text[CM_CELL_MAX];

    cm__number_print(text, value);
    return cm_grid_set_tag(grid, key, text);
}

static cm_status describe(cm_grid *grid, const cm_density_edge *edge, double weight, size_t outside)
{
    cm_status status = cm_grid_set_tag(grid, "edge", cm_edge_rule_name(edge->rule));

    if (!status)
        status = set_number(grid, "weight", weight);
    if (!status)
        status = set_number(grid, "points_outside", (double)outside);
    return status;
}

/* The error of a cell is of the largest value before the division by a mass. */
static void mend_report(cm_density_report *report, const cm__mask_result *result, double area,
                        double weight)
{
    if (result->max > 0)
        report->error_bound =
            report->error_bound * report->max / result->mass_min / result->max + FLOAT_STEP;
    report->max = result->max;
    report->integral = result->sum * area;
    report->weight = weight;
}

cm_status cm_density_edge_grid(cm_grid *grid, const cm_points *points,
                               const cm_density_options *options, const cm_density_edge *edge,
                               cm_density_report *report)
{
    const double area = grid->shape.cell_m * grid->shape.cell_m / options->per_area_m2;
    cm_density_options exact =
        cm__density_options(options); /* an error would be divided by the mass, which is small */
    cm_density_report first = {0};
    cm__mask_result result = {0};
    cm_points inside = {0};
    cm_grid fresh = {0};
    cm_status status = take_points(&inside, points, options, edge);

    exact.engine = CM_DENSITY_EXACT;
    if (!status)
        status = cm__grid_copy_description(&fresh, grid);
    if (!status)
        status = cm_density_grid(&fresh, &inside, &exact, &first);
    if (!status)
        status = cm__mask_apply(&result, &fresh, options, edge);
    if (!status && result.cells == 0)
        status = cm__fail(CM_ERR_DOMAIN, "no cell of the grid lies in the window");
    const double weight = status ? 0 : weight_of(edge->window, points);
    if (!status)
        status = describe(&fresh, edge, weight, points->count - inside.count);
    if (status)
        goto done;
    mend_report(&first, &result, area, weight);
    first.reason = "a window is always summed";
    if (report)
        *report = first;
    cm_grid_clear(grid);
    *grid = fresh;
    fresh = (cm_grid){0};
done:
    cm_grid_clear(&fresh);
    cm_points_clear(&inside);
    return status;
}

static void mend_values(double *values, const double *masses, const cm_points *places,
                        const cm_density_edge *edge)
{
    for (size_t i = 0; i < places->count; i++) {
        if (!cm_window_holds(edge->window, (cm_point){places->x[i], places->y[i]}))
            values[i] = NAN;
        else if (edge->rule == CM_EDGE_UNIFORM)
            values[i] /= masses[i];
    }
}

cm_status cm_density_edge_at(double *out, const cm_points *places, const cm_points *points,
                             const cm_density_options *options, const cm_density_edge *edge)
{
    cm_points inside = {0};
    double *masses = NULL, *values = NULL;
    cm_status status = take_points(&inside, points, options, edge);

    if (!status && places->count > 0)
        status = cm__array_grow(&values, places->count, sizeof *values);
    if (!status && places->count > 0)
        status = cm__array_grow(&masses, places->count, sizeof *masses);
    if (!status)
        status = cm_density_at(values, places, &inside, options);
    if (!status && places->count > 0 && edge->rule == CM_EDGE_UNIFORM)
        status = cm__masses_get(masses, places, edge->window, options, NULL);
    if (!status && places->count > 0) {
        mend_values(values, masses, places, edge);
        memcpy(out, values, places->count * sizeof *out);
    }
    cm__array_free(&masses);
    cm__array_free(&values);
    cm_points_clear(&inside);
    return status;
}
