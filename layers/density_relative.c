/* density_relative.c - one density against another: their log ratio, or a share. */
#include <clustermap/density_relative.h>

#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/base_number.h"
#include "geo/grid_description.h"
#include "layers/density_check.h"
#include "layers/density_mask.h"
#include <assert.h>
#include <math.h>
#include <string.h>

#define FLOOR_SHARE 0.01 /* of a lone point's peak */

static const char *const kind_names[CM_RELATIVE_KIND_COUNT] = {"log", "share"};

const char *cm_relative_kind_name(cm_relative_kind kind)
{
    return kind_names[kind];
}

cm_relative_kind cm_relative_kind_find(const char *name)
{
    int i = 0;

    while (i < CM_RELATIVE_KIND_COUNT && strcmp(kind_names[i], name) != 0)
        i++;
    return (cm_relative_kind)i;
}

/* What turns two densities into one value. */
typedef struct comparison {
    cm_relative_kind kind;
    double floor;
    double scale; /* n_b / n_a */
} comparison;

/* NaN where nothing can be said. */
static double compare(const comparison *by, double a, double b)
{
    if (!(b > 0 && b >= by->floor))
        return NAN;
    if (by->kind == CM_RELATIVE_SHARE)
        return a / (a + b);
    return a > 0 ? log(a / b * by->scale) : NAN;
}

/* The points that count: those in the window. Few layers are large, so they are looked at again. */
static double weight_of(const cm_points *points, const cm_density_edge *edge, size_t *count)
{
    double sum = 0;

    *count = 0;
    for (size_t i = 0; i < points->count; i++) {
        if (edge && !cm_window_holds(edge->window, (cm_point){points->x[i], points->y[i]}))
            continue;
        sum += points->weight ? points->weight[i] : 1;
        ++*count;
    }
    return sum;
}

static cm_status make_comparison(comparison *out, const cm_points *points,
                                 const cm_density_options *options,
                                 const cm_density_relative *relative)
{
    size_t count_a, count_b;
    cm_status status = cm__density_check(points, options);

    assert((unsigned)relative->kind < CM_RELATIVE_KIND_COUNT);
    if (!status)
        status = cm__density_check(relative->to, options);
    if (status)
        return status;
    const double a = weight_of(points, relative->edge, &count_a);
    const double b = weight_of(relative->to, relative->edge, &count_b);
    if (!(a > 0 && b > 0))
        return cm__fail(CM_ERR_DOMAIN, "%s has no weight: there is nothing to compare",
                        a > 0 ? "what is compared with" : "what is compared");
    out->kind = relative->kind;
    out->scale = b / a;
    out->floor = relative->floor >= 0
                     ? relative->floor
                     : FLOOR_SHARE * cm__density_peak(options) * (b / (double)count_b);
    return CM_OK;
}

static cm_status make_density(cm_grid *grid, const cm_points *points,
                              const cm_density_options *options, const cm_density_edge *edge,
                              cm_density_report *report)
{
    cm_density_options exact =
        cm__density_options(options); /* a ratio is of cells that may be small */

    exact.engine = CM_DENSITY_EXACT;
    const cm_status status = edge ? cm_density_edge_grid(grid, points, &exact, edge, report)
                                  : cm_density_grid(grid, points, &exact, report);
    if (!status && report)
        report->reason = "a ratio is always summed";
    return status;
}

static bool is_nodata(const cm_grid *grid, float value)
{
    return grid->has_nodata && value == grid->nodata;
}

/* a becomes the comparison of a and b. */
static void compare_cells(cm_grid *a, const cm_grid *b, const comparison *by,
                          cm_relative_report *report)
{
    const size_t count = a->shape.columns * a->shape.rows;

    report->min = INFINITY;
    report->max = -INFINITY;
    for (size_t i = 0; i < count; i++) {
        const double of_a = a->values[i], of_b = b->values[i];
        const bool outside = is_nodata(a, a->values[i]) || is_nodata(b, b->values[i]);
        const double value = outside ? NAN : compare(by, of_a, of_b);
        report->cells_below += !outside && !(of_b > 0 && of_b >= by->floor);
        report->cells_without_a += !outside && of_b > 0 && of_b >= by->floor && of_a == 0;
        a->values[i] = isnan(value) ? CM__NODATA : (float)value;
        if (isnan(value))
            continue;
        report->cells++;
        report->min = fmin(report->min, value);
        report->max = fmax(report->max, value);
    }
    a->nodata = CM__NODATA;
    a->has_nodata = true;
}

static cm_status set_number(cm_grid *grid, const char *key, double value)
{
    char text[CM_CELL_MAX];

    cm__number_print(text, value);
    return cm_grid_set_tag(grid, key, text);
}

static cm_status describe(cm_grid *grid, const comparison *by, const cm_relative_report *report)
{
    const bool is_log = by->kind == CM_RELATIVE_LOG;
    cm_status status = cm_grid_set_title(grid, "relative density");

    if (!status)
        status = cm_grid_set_unit(grid, is_log ? "ln(ratio)" : "share");
    if (!status)
        status = cm_grid_set_tag(grid, "relative", cm_relative_kind_name(by->kind));
    if (!status)
        status = set_number(grid, "floor", by->floor);
    if (!status)
        status = set_number(grid, "points_to", (double)report->b.points);
    if (!status)
        status = set_number(grid, "weight_to", report->b.weight);
    return status;
}

cm_status cm_density_relative_grid(cm_grid *grid, const cm_points *points,
                                   const cm_density_options *options,
                                   const cm_density_relative *relative, cm_relative_report *report)
{
    comparison by;
    cm_relative_report found = {.cells = 0};
    cm_grid a = {0}, b = {0};
    cm_status status = make_comparison(&by, points, options, relative);

    if (!status)
        status = cm__grid_copy_description(&a, grid);
    if (!status)
        status = cm__grid_copy_description(&b, grid);
    if (!status)
        status = make_density(&a, points, options, relative->edge, &found.a);
    if (!status)
        status = make_density(&b, relative->to, options, relative->edge, &found.b);
    if (status)
        goto done;
    found.floor = by.floor;
    compare_cells(&a, &b, &by, &found);
    if (found.cells == 0)
        status = cm__fail(CM_ERR_DOMAIN, "no cell has a density of %g to compare with", by.floor);
    if (!status)
        status = describe(&a, &by, &found);
    if (status)
        goto done;
    if (report)
        *report = found;
    cm_grid_clear(grid);
    *grid = a;
    a = (cm_grid){0};
done:
    cm_grid_clear(&b);
    cm_grid_clear(&a);
    return status;
}

static cm_status density_at(double *out, const cm_points *places, const cm_points *points,
                            const cm_density_options *options, const cm_density_edge *edge)
{
    return edge ? cm_density_edge_at(out, places, points, options, edge)
                : cm_density_at(out, places, points, options);
}

cm_status cm_density_relative_at(double *out, const cm_points *places, const cm_points *points,
                                 const cm_density_options *options,
                                 const cm_density_relative *relative)
{
    comparison by;
    double *a = NULL, *b = NULL;
    cm_status status = make_comparison(&by, points, options, relative);

    if (status || places->count == 0)
        return status;
    status = cm__array_grow(&a, places->count, sizeof *a);
    if (!status)
        status = cm__array_grow(&b, places->count, sizeof *b);
    if (!status)
        status = density_at(a, places, points, options, relative->edge);
    if (!status)
        status = density_at(b, places, relative->to, options, relative->edge);
    for (size_t i = 0; i < places->count && !status; i++)
        out[i] = compare(&by, a[i], b[i]);
    cm__array_free(&b);
    cm__array_free(&a);
    return status;
}
