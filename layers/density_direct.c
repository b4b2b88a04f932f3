/* density_direct.c - density as it is defined: a sum over the cells in reach of each place. */
#include "layers/density_vector.h"

#include "layers/density_engine.h"
#include "layers/density_kernel.h"
#include "layers/density_polynomial.h"
#include <math.h>
#include <string.h>

enum { TILE_COLUMNS = 1024, TILE_CELLS = 32 * TILE_COLUMNS, LANES = 8, PLACES_A_LOOK = 4096 };
#define ROUNDING 0x1p-53
#define ROUNDINGS_A_TERM 24   /* of a kernel, with the exponential in it */
#define GAUSSIAN_TAIL 2.1e-16 /* exp(-8.5^2 / 2): what the cut leaves out, of the peak */

typedef struct direct {
    double sums[TILE_CELLS];      /* of weight * shape, row by row */
    double columns[TILE_COLUMNS]; /* the gaussian's factor for each column */
    double parts[LANES];          /* of the sum of values */
} direct;

typedef struct task {
    const cm__density_job *job;
    direct *scratch;
    cm__tile tile;
    int columns, rows;
    size_t count; /* places in reach of the tile */
    double weight;
    cm__watch *watch;
} task;

/* A place on one row: offset from the tile's first column, and the cells in reach. */
typedef struct strip {
    double x, weight, rest; /* rest: reach squared less the distance to the row squared */
    int first, last;        /* last is the one after */
} strip;

static int clip(double value, int high)
{
    if (!(value > 0))
        return 0;
    return value < high ? (int)value : high;
}

CM__EVERY_MACHINE static void add_uniform(double *restrict sums, const strip *on)
{
    const double x = on->x, weight = on->weight, rest = on->rest;

    CM__VECTOR_LOOP
    for (int j = on->first; j < on->last; j++) {
        const double dx = j - x;
        sums[j] += dx * dx <= rest ? weight : 0;
    }
}

CM__EVERY_MACHINE static void add_triangular(double *restrict sums, const strip *on, double radius)
{
    const double x = on->x, weight = on->weight, rest = on->rest, radius2 = radius * radius;

    CM__VECTOR_LOOP
    for (int j = on->first; j < on->last; j++) {
        const double dx = j - x, u = rest - dx * dx, inside = u > 0 ? u : 0;
        const double shape = 1 - cm__root(radius2 - inside) / radius;
        sums[j] += weight * (shape > 0 ? shape : 0);
    }
}

CM__INLINE void add_power(double *restrict sums, const strip *on, int order, double scale)
{
    const double x = on->x, weight = on->weight, rest = on->rest;

    CM__VECTOR_LOOP
    for (int j = on->first; j < on->last; j++) {
        const double dx = j - x, u = (rest - dx * dx) * scale;
        sums[j] += weight * cm__polynomial_power(u > 0 ? u : 0, order);
    }
}

CM__EVERY_MACHINE static void add_polynomial(double *sums, const strip *on, int order, double scale)
{
    switch (order) {
    case 1: add_power(sums, on, 1, scale); break;
    case 2: add_power(sums, on, 2, scale); break;
    default: add_power(sums, on, 3, scale); break;
    }
}

/* exp(-(dx^2 + dy^2) / 2 s^2) is a product, of which the columns' factors serve every row. */
CM__EVERY_MACHINE static void add_gaussian(double *restrict sums, const strip *on,
                                           const double *restrict columns)
{
    const double weight = on->weight;

    CM__VECTOR_LOOP
    for (int j = on->first; j < on->last; j++)
        sums[j] += weight * columns[j];
}

static void find_columns(const task *t, double x, double *columns)
{
    const double s = t->job->bandwidth, reach = t->job->reach;
    const int last = clip(floor(x + reach) + 1, t->columns);

    for (int j = clip(ceil(x - reach), t->columns); j < last; j++) {
        const double u = (j - x) / s;
        columns[j] = cm__exp_negative(-0.5 * (u * u));
    }
}

static void add_strip(const task *t, double *sums, strip *on, double dy)
{
    const double h = t->job->bandwidth, u = dy / h;
    const int order = cm__kernel_order(t->job->kernel);

    switch (t->job->kernel) {
    case CM_KERNEL_UNIFORM: add_uniform(sums, on); break;
    case CM_KERNEL_TRIANGULAR: add_triangular(sums, on, h); break;
    case CM_KERNEL_GAUSSIAN:
        on->weight *= cm__exp_negative(-0.5 * (u * u));
        add_gaussian(sums, on, t->scratch->columns);
        break;
    default: add_polynomial(sums, on, order, 1 / (h * h)); break;
    }
}

/* One column more on each side: which cells are in is for the kernel to say, not for a root. */
static void add_place(task *t, size_t i)
{
    const cm__places *const places = t->job->places;
    const double x = places->x[i] - (double)t->tile.column_begin, weight = places->weight[i];
    const double y = places->y[i] - (double)t->tile.row_begin, reach = t->job->reach;
    const int last = clip(floor(y + reach) + 1, t->rows);

    t->count++;
    t->weight += weight;
    if (t->job->kernel == CM_KERNEL_GAUSSIAN)
        find_columns(t, x, t->scratch->columns);
    for (int row = clip(ceil(y - reach), t->rows); row < last; row++) {
        const double dy = row - y, rest = reach * reach - dy * dy;
        const double half = rest > 0 ? sqrt(rest) : 0;
        strip on = {.x = x, .weight = weight, .rest = rest};
        on.first = clip(ceil(x - half), t->columns);
        on.last = clip(floor(x + half) + 1, t->columns);
        if (t->job->kernel == CM_KERNEL_UNIFORM) {
            on.first -= on.first > 0;
            on.last += on.last < t->columns;
        }
        add_strip(t, t->scratch->sums + (size_t)row * (size_t)t->columns, &on, dy);
    }
}

static void add_places(task *t)
{
    const cm__places *const places = t->job->places;
    const double reach = t->job->reach;
    const cm__span blocks = cm__places_find_blocks(places, (double)t->tile.column_begin - reach,
                                                   (double)t->tile.column_end - 1 + reach);
    const cm__span buckets = cm__places_find_buckets(places, (double)t->tile.row_begin - reach,
                                                     (double)t->tile.row_end - 1 + reach);

    for (size_t block = blocks.begin; block < blocks.end; block++) {
        const cm__span span = cm__places_get_span(places, block, buckets);
        for (size_t i = span.begin; i < span.end; i++) {
            if (t->count % PLACES_A_LOOK == PLACES_A_LOOK - 1 && !cm__watch_go_on(t->watch))
                return;
            add_place(t, i);
        }
    }
}

static void store_row(const task *t, int row, cm__tile_result *out)
{
    const cm__density_job *const job = t->job;
    const double *const sums = t->scratch->sums + (size_t)row * (size_t)t->columns;
    float *const values = cm__job_row(job, t->tile.row_begin + (size_t)row) + t->tile.column_begin;

    for (int j = 0; j < t->columns; j++) {
        const float value = (float)(sums[j] * job->factor);
        values[j] = value;
        t->scratch->parts[j % LANES] += value;
        out->max = value > out->max ? value : out->max;
    }
}

/* All terms are positive, so each addition loses at most a rounding of the result; a coordinate
 * that is rounded moves a kernel by no more than 1.5 times its peak a bandwidth. */
static double get_error(const task *t, double max)
{
    const cm__density_job *const job = t->job;
    const double extent = (double)(job->columns > job->rows ? job->columns : job->rows);
    const double moved = ROUNDING * 16 * (extent + job->reach) / job->bandwidth;
    double error = ROUNDING * ((double)t->count + ROUNDINGS_A_TERM) * max;

    if (job->kernel != CM_KERNEL_UNIFORM)
        error += job->factor * t->weight * fmin(moved, 1);
    if (job->kernel == CM_KERNEL_GAUSSIAN)
        error += job->factor * job->places->weight_sum * GAUSSIAN_TAIL;
    return error;
}

static void run(cm__tile_result *out, const cm__density_job *job, const cm__tile *tile,
                void *scratch, cm__watch *watch)
{
    task t = {.job = job, .scratch = scratch, .tile = *tile, .watch = watch};

    t.columns = (int)(tile->column_end - tile->column_begin);
    t.rows = (int)(tile->row_end - tile->row_begin);
    memset(t.scratch->sums, 0, (size_t)t.rows * (size_t)t.columns * sizeof *t.scratch->sums);
    memset(t.scratch->parts, 0, sizeof t.scratch->parts);
    add_places(&t);
    for (int row = 0; row < t.rows; row++)
        store_row(&t, row, out);
    for (int i = 0; i < LANES; i++)
        out->sum += t.scratch->parts[i];
    out->error = get_error(&t, out->max);
}

const cm__engine cm__direct_engine = {
    .tile_columns = TILE_COLUMNS,
    .tile_cells = TILE_CELLS,
    .scratch_bytes = sizeof(direct),
    .run = run,
};
