/* density_varying.c - density where each point has a bandwidth of its own, summed as defined. */
#include <clustermap/density_varying.h>

#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/base_number.h"
#include "geo/grid_description.h"
#include "layers/density_check.h"
#include "layers/density_kernel.h"
#include "layers/density_polynomial.h"
#include <float.h>
#include <math.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>

enum { GROUPS_MAX = 64, STRIP_ROWS = 32, CHUNK = 64 };
#define ROUNDING 0x1p-53
#define FLOAT_STEP 0x1p-24
#define ROUNDINGS_A_TERM 24   /* of a kernel, with the exponential in it */
#define GAUSSIAN_TAIL 2.1e-16 /* what the cut at 8.5 deviations leaves out, of the peak */

/* A point with its bandwidth; factor is its value at its own place. */
typedef struct spot {
    double x, y, weight, bandwidth, factor;
} spot;

typedef struct spots {
    spot *spots;
    size_t count, groups; /* groups: of equal bandwidths, which follow each other */
    double widest, narrowest;
    double weight, peak; /* sums of weights and of factors */
} spots;

static int in_order(double a, double b)
{
    return (a > b) - (a < b);
}

/* The orders are of values alone, so that it does not matter how the points were given. */
static int by_x(const void *left, const void *right)
{
    const spot *const a = left, *const b = right;
    const int x = in_order(a->x, b->x), y = in_order(a->y, b->y);
    const int bandwidth = in_order(a->bandwidth, b->bandwidth);

    return x ? x : y ? y : bandwidth ? bandwidth : in_order(a->weight, b->weight);
}

static int by_bandwidth(const void *left, const void *right)
{
    const int bandwidth =
        in_order(((const spot *)left)->bandwidth, ((const spot *)right)->bandwidth);

    return bandwidth ? bandwidth : by_x(left, right);
}

static cm_status check_bandwidths(const cm_points *points, const double *bandwidths_m,
                                  const cm_density_options *options)
{
    cm_density_options own = cm__density_options(options);
    cm_status status = cm__density_check_points(points);

    if (!status && points->count == 0)
        return cm__density_check(points, options);
    for (size_t i = 0; i < points->count && !status; i++) {
        const cm_points none = {0};
        own.bandwidth_m = bandwidths_m[i];
        status = cm__density_check(&none, &own);
        if (status)
            status = cm__fail(status, "point %zu: %s", i + 1, cm_error_text());
    }
    return status;
}

static void add_spot(spots *all, const cm_points *points, size_t i, double bandwidth_m,
                     const cm_density_options *options)
{
    cm_density_options own = cm__density_options(options);
    spot *const at = &all->spots[all->count++];

    own.bandwidth_m = bandwidth_m;
    *at =
        (spot){points->x[i], points->y[i], points->weight ? points->weight[i] : 1, bandwidth_m, 0};
    at->factor = at->weight * cm__density_peak(&own);
    all->weight += at->weight;
    all->peak += at->factor;
    all->widest = fmax(all->widest, bandwidth_m);
    all->narrowest = fmin(all->narrowest, bandwidth_m);
}

static cm_status make_spots(spots *out, const cm_points *points, const double *bandwidths_m,
                            const cm_density_options *options)
{
    cm_status status = check_bandwidths(points, bandwidths_m, options);

    out->narrowest = INFINITY;
    if (!status)
        status = cm__array_grow(&out->spots, points->count + 1, sizeof *out->spots);
    for (size_t i = 0; i < points->count && !status; i++)
        add_spot(out, points, i, bandwidths_m[i], options);
    if (!status && !(out->peak <= FLT_MAX))
        status =
            cm__fail(CM_ERR_DOMAIN, "a density of up to %g is too large to be stored", out->peak);
    if (status)
        return status;
    qsort(out->spots, out->count, sizeof *out->spots, by_bandwidth);
    for (size_t i = 0; i < out->count; i++)
        out->groups += i == 0 || out->spots[i].bandwidth != out->spots[i - 1].bandwidth;
    return CM_OK;
}

/* A strip of rows that one thread works out; lengths are in cells from the strip's first centre. */
typedef struct strip {
    const cm_grid_shape *shape;
    cm_kernel kernel;
    size_t row, rows;
    double *sums;    /* rows * columns */
    double *columns; /* the gaussian's factor of each column */
    size_t terms;    /* points in reach */
} strip;

static size_t clip(double value, size_t high)
{
    if (!(value > 0))
        return 0;
    return value < (double)high ? (size_t)value : high;
}

static void add_row(const strip *on, const spot *at, size_t row, double x, double dy)
{
    const size_t columns = on->shape->columns;
    const double h = at->bandwidth / on->shape->cell_m;
    const double reach = cm__kernel_reach(on->kernel) * h, rest = reach * reach - dy * dy;
    const double half = sqrt(fmax(rest, 0));
    const size_t last = clip(floor(x + half) + 2, columns);
    double *const sums = on->sums + row * columns;

    if (on->kernel == CM_KERNEL_GAUSSIAN) {
        const double factor = at->factor * cm__exp_negative(-0.5 * (dy / h) * (dy / h));
        for (size_t j = clip(ceil(x - half), columns); j < clip(floor(x + half) + 1, columns); j++)
            sums[j] += factor * on->columns[j];
        return;
    }
    for (size_t j = clip(ceil(x - half) - 1, columns); j < last; j++) {
        const double dx = (double)j - x;
        sums[j] += at->factor * cm__kernel_shape(on->kernel, dx * dx + dy * dy, h * h);
    }
}

static void add_to_strip(strip *on, const spot *at)
{
    const cm_grid_shape *const shape = on->shape;
    const double h = at->bandwidth / shape->cell_m, reach = cm__kernel_reach(on->kernel) * h;
    const double x = (at->x - shape->x_min) / shape->cell_m - 0.5;
    const double y = (shape->y_max - at->y) / shape->cell_m - 0.5 - (double)on->row;
    const size_t first = clip(ceil(y - reach), on->rows),
                 end = clip(floor(y + reach) + 1, on->rows);

    if (first >= end || x + reach < 0 || x - reach > (double)shape->columns)
        return;
    on->terms++;
    if (on->kernel == CM_KERNEL_GAUSSIAN)
        for (size_t j = clip(ceil(x - reach), shape->columns);
             j < clip(floor(x + reach) + 1, shape->columns); j++) {
            const double u = ((double)j - x) / h;
            on->columns[j] = cm__exp_negative(-0.5 * u * u);
        }
    for (size_t row = first; row < end; row++)
        add_row(on, at, row, x, (double)row - y);
}

typedef struct job {
    const cm_grid_shape *shape;
    const spots *all;
    const cm_density_options *options;
    float *values;
    size_t strips, next, done;
    size_t terms; /* the most of a strip */
    double *scratch;
    bool stopped;
} job;

static bool take_strip(job *of, size_t *i)
{
    bool stopped;

#pragma omp atomic read
    stopped = of->stopped;
#pragma omp atomic capture
    *i = of->next++;
    return !stopped && *i < of->strips;
}

/* Only the caller's own thread talks to the caller. */
static void tell(job *of)
{
    const cm_progress *const progress = &of->options->progress;
    size_t done;

    if (omp_get_thread_num() != 0 || !progress->step)
        return;
#pragma omp atomic read
    done = of->done;
    if (progress->step(progress->context, (double)done / (double)of->strips))
        return;
#pragma omp atomic write
    of->stopped = true;
}

static void work(job *of)
{
    const size_t columns = of->shape->columns, room = (STRIP_ROWS + 1) * columns;
    double *const scratch = of->scratch + (size_t)omp_get_thread_num() * room;
    size_t i, terms = 0;

    tell(of);
    while (take_strip(of, &i)) {
        strip on = {.shape = of->shape, .kernel = of->options->kernel, .row = i * STRIP_ROWS};
        const size_t left = of->shape->rows - on.row;
        on.rows = left < STRIP_ROWS ? left : STRIP_ROWS;
        on.sums = scratch;
        on.columns = scratch + STRIP_ROWS * columns;
        memset(on.sums, 0, on.rows * columns * sizeof *on.sums);
        for (size_t k = 0; k < of->all->count; k++)
            add_to_strip(&on, &of->all->spots[k]);
        for (size_t k = 0; k < on.rows * columns; k++)
            of->values[on.row * columns + k] = (float)on.sums[k];
        terms = on.terms > terms ? on.terms : terms;
#pragma omp atomic update
        of->done++;
        tell(of);
    }
#pragma omp critical(cm__varying_terms)
    of->terms = terms > of->terms ? terms : of->terms;
}

/* Every point with a bandwidth of its own. */
static cm_status sum_directly(cm_grid *grid, const spots *all, const cm_density_options *options,
                              double *error)
{
    const int wanted = options->threads > 0 ? options->threads : omp_get_max_threads();
    job of = {.shape = &grid->shape, .all = all, .options = options, .values = grid->values};
    cm_status status;

    of.strips = (grid->shape.rows + STRIP_ROWS - 1) / STRIP_ROWS;
    const size_t threads = of.strips < (size_t)wanted ? of.strips : (size_t)wanted;
    status = cm__array_grow(&of.scratch, threads * (STRIP_ROWS + 1),
                            grid->shape.columns * sizeof *of.scratch);
    if (status)
        return status;
#pragma omp parallel num_threads((int)threads)
    work(&of);
    cm__array_free(&of.scratch);
    if (of.stopped)
        return cm__fail(CM_ERR_STOPPED, "the density was stopped");
    const double extent = (double)(grid->shape.columns + grid->shape.rows);
    const double moved = ROUNDING * 16 * (extent * grid->shape.cell_m / all->narrowest + 10);
    const double max = cm_grid_get_statistics(grid).max;
    *error = ROUNDING * ((double)of.terms + ROUNDINGS_A_TERM) * max +
             all->peak * (GAUSSIAN_TAIL + (options->kernel != CM_KERNEL_UNIFORM ? moved : 0));
    return CM_OK;
}

/* The points begin .. end - 1, all of one bandwidth, as cm_density_grid takes them. */
static cm_status group_points(cm_points *out, const spot *group, size_t count)
{
    cm_status status = cm__array_grow(&out->x, count, sizeof *out->x);

    if (!status)
        status = cm__array_grow(&out->y, count, sizeof *out->y);
    if (!status)
        status = cm__array_grow(&out->weight, count, sizeof *out->weight);
    for (size_t i = 0; i < count && !status; i++) {
        out->x[i] = group[i].x;
        out->y[i] = group[i].y;
        out->weight[i] = group[i].weight;
    }
    out->count = status ? 0 : count;
    return status;
}

static cm_status add_group(double *sums, const cm_grid_shape *shape, const spot *group,
                           size_t count, const cm_density_options *options)
{
    cm_grid grid = {.shape = *shape};
    cm_points points = {0};
    cm_density_options own = cm__density_options(options);
    cm_density_report report;
    cm_status status = group_points(&points, group, count);

    own.bandwidth_m = group->bandwidth;
    own.engine = CM_DENSITY_EXACT;
    if (!status)
        status = cm_density_grid(&grid, &points, &own, &report);
    for (size_t i = 0; i < shape->columns * shape->rows && !status; i++)
        sums[i] += (double)grid.values[i];
    if (!status)
        sums[shape->columns * shape->rows] += report.error_bound * report.max;
    cm_grid_clear(&grid);
    cm_points_clear(&points);
    return status;
}

/* Few bandwidths: each has a grid from an engine made for it, and these are added. */
static cm_status sum_by_group(cm_grid *grid, const spots *all, const cm_density_options *options,
                              double *error)
{
    const size_t cells = grid->shape.columns * grid->shape.rows;
    double *sums = NULL; /* one more than cells: the error */
    cm_status status = cm__array_grow(&sums, cells + 1, sizeof *sums);

    if (status)
        return status;
    memset(sums, 0, (cells + 1) * sizeof *sums);
    for (size_t i = 0, end; i < all->count && !status; i = end) {
        end = i + 1;
        while (end < all->count && all->spots[end].bandwidth == all->spots[i].bandwidth)
            end++;
        status = add_group(sums, &grid->shape, all->spots + i, end - i, options);
    }
    for (size_t i = 0; i < cells && !status; i++)
        grid->values[i] = (float)sums[i];
    *error = sums[cells];
    cm__array_free(&sums);
    return status;
}

static cm_status set_number(cm_grid *grid, const char *key, double value)
{
    char text[CM_CELL_MAX];

    cm__number_print(text, value);
    return cm_grid_set_tag(grid, key, text);
}

/* Title, unit and tags are those of a density of no points; then what differs. */
static cm_status describe(cm_grid *fresh, const spots *all, const cm_density_options *options)
{
    const cm_points none = {0};
    cm_status status = cm_density_grid(fresh, &none, options, NULL);

    if (!status)
        status = set_number(fresh, "points", (double)all->count);
    if (!status)
        status = set_number(fresh, "weight", all->weight);
    if (!status && all->count > 0)
        status = set_number(fresh, "bandwidth_min_m", all->narrowest);
    if (!status && all->count > 0)
        status = set_number(fresh, "bandwidth_max_m", all->widest);
    return status;
}

static void fill_report(cm_density_report *out, const cm_grid *grid, const spots *all,
                        double per_area_m2)
{
    const cm_grid_statistics found = cm_grid_get_statistics(grid);

    *out = (cm_density_report){.points = all->count,
                               .weight = all->weight,
                               .engine = "exact",
                               .reason = "bandwidths differ",
                               .max = found.max,
                               .integral = found.sum * grid->shape.cell_m * grid->shape.cell_m /
                                           per_area_m2};
    for (size_t i = 0; i < all->count; i++)
        out->places += i == 0 || all->spots[i].x != all->spots[i - 1].x ||
                       all->spots[i].y != all->spots[i - 1].y;
}

cm_status cm_density_varying_grid(cm_grid *grid, const cm_points *points,
                                  const double *bandwidths_m, const cm_density_options *options,
                                  cm_density_report *report)
{
    spots all = {.count = 0};
    cm_density_report found = {.points = 0};
    cm_grid fresh = {0};
    double error = 0;
    cm_status status = make_spots(&all, points, bandwidths_m, options);

    if (!status)
        status = cm__grid_copy_description(&fresh, grid);
    if (!status)
        status = describe(&fresh, &all, options);
    if (!status && all.count > 0)
        status = all.groups <= GROUPS_MAX ? sum_by_group(&fresh, &all, options, &error)
                                          : sum_directly(&fresh, &all, options, &error);
    if (status)
        goto done;
    qsort(all.spots, all.count, sizeof *all.spots, by_x);
    fill_report(&found, &fresh, &all, options->per_area_m2);
    found.error_bound = found.max > 0 ? error / found.max + FLOAT_STEP : 0;
    if (report)
        *report = found;
    cm_grid_clear(grid);
    *grid = fresh;
    fresh = (cm_grid){0};
done:
    cm_grid_clear(&fresh);
    cm__array_free(&all.spots);
    return status;
}

/* The first spot whose x is not below. */
static size_t find_first(const spots *all, double x)
{
    size_t low = 0, high = all->count;

    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (all->spots[middle].x < x)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static double value_at(const spots *all, cm_kernel kernel, cm_point place)
{
    const double reach = all->widest * cm__kernel_reach(kernel);
    double sum = 0, lost = 0;

    for (size_t i = find_first(all, place.x - reach);
         i < all->count && all->spots[i].x <= place.x + reach; i++) {
        const spot *const at = &all->spots[i];
        const double dx = at->x - place.x, dy = at->y - place.y;
        const double shape =
            cm__kernel_shape(kernel, dx * dx + dy * dy, at->bandwidth * at->bandwidth);
        cm__sum_add(&sum, &lost, at->factor * shape);
    }
    return sum + lost;
}

cm_status cm_density_varying_at(double *out, const cm_points *places, const cm_points *points,
                                const double *bandwidths_m, const cm_density_options *options)
{
    const int threads = options->threads > 0 ? options->threads : omp_get_max_threads();
    spots all = {.count = 0};
    cm_status status = make_spots(&all, points, bandwidths_m, options);

    if (!status)
        status = cm__density_check_places(places);
    if (!status) {
        qsort(all.spots, all.count, sizeof *all.spots, by_x);
#pragma omp parallel for schedule(dynamic, CHUNK) num_threads(threads)
        for (size_t i = 0; i < places->count; i++)
            out[i] = value_at(&all, options->kernel, (cm_point){places->x[i], places->y[i]});
    }
    cm__array_free(&all.spots);
    return status;
}
