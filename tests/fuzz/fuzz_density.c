/* fuzz_density.c - any doubles at all are refused, or give densities from 0 to the sum of peaks,
 * whatever the order of the points. */
#include "geo/base_memory.h"
#include <clustermap/density.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { SIDE_MAX = 60, POINTS_MAX = 120 };
#define PI 3.14159265358979323846

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct head {
    uint8_t kernel, columns, rows, form; /* form: 1 weighted, 2 lattice */
    uint8_t spare[4];
    double bandwidth_m, per_area_m2, cell_m, x_min, y_max;
} head;

static void must(bool good)
{
    if (!good)
        abort();
}

static cm_points make_room(bool is_weighted)
{
    cm_points points = {0};

    must(cm__array_grow(&points.x, POINTS_MAX, sizeof *points.x) == CM_OK);
    must(cm__array_grow(&points.y, POINTS_MAX, sizeof *points.y) == CM_OK);
    if (is_weighted)
        must(cm__array_grow(&points.weight, POINTS_MAX, sizeof *points.weight) == CM_OK);
    return points;
}

/* Doubles as they come. */
static void take_points(cm_points *points, const uint8_t *data, size_t size)
{
    const size_t step = (points->weight ? 3 : 2) * sizeof(double);
    double value[3];

    for (; size >= step && points->count < POINTS_MAX; data += step, size -= step) {
        memcpy(value, data, step);
        points->x[points->count] = value[0];
        points->y[points->count] = value[1];
        if (points->weight)
            points->weight[points->count] = value[2];
        points->count++;
    }
}

/* Sixteenths of a cell from the grid's corner: mostly near it, often on centres and rims. */
static void take_lattice(cm_points *points, const uint8_t *data, size_t size, const head *with)
{
    int16_t value[2];

    for (; size >= sizeof value && points->count < POINTS_MAX; data += 4, size -= 4) {
        memcpy(value, data, sizeof value);
        points->x[points->count] = with->x_min + value[0] / 16.0 * with->cell_m;
        points->y[points->count] = with->y_max - value[1] / 16.0 * with->cell_m;
        if (points->weight)
            points->weight[points->count] = ldexp(1, value[0] % 40);
        points->count++;
    }
}

static void turn(double *values, size_t count)
{
    for (size_t i = 0; values && i < count / 2; i++) {
        const double kept = values[i];
        values[i] = values[count - 1 - i];
        values[count - 1 - i] = kept;
    }
}

/* The most that a value can be, and a hair. */
static double most_of(const cm_points *points, const cm_density_options *options)
{
    static const double peaks[] = {1, 3, 2, 3, 4, 0.5};
    double weight = points->weight ? 0 : (double)points->count;

    for (size_t i = 0; points->weight && i < points->count; i++)
        weight += points->weight[i];
    return weight * peaks[options->kernel] / (PI * options->bandwidth_m * options->bandwidth_m) *
               options->per_area_m2 * (1 + 1e-6) +
           1e-44;
}

static void check_grid(const cm_grid_shape *shape, cm_points *points,
                       const cm_density_options *options)
{
    const size_t count = shape->columns * shape->rows;
    cm_density_report report = {0};
    cm_grid one = {0}, other = {0};

    if (cm_grid_init(&one, shape, NULL))
        return;
    must(cm_grid_init(&other, shape, NULL) == CM_OK);
    if (cm_density_grid(&one, points, options, &report) == CM_OK) {
        const double most = most_of(points, options);
        for (size_t i = 0; i < count; i++)
            must(one.values[i] >= 0 && one.values[i] <= most);
        must(report.error_bound >= 0 && isfinite(report.error_bound));
        must(report.integral >= 0 && isfinite(report.integral));
        must(report.places <= report.points && report.max <= most);
        turn(points->x, points->count);
        turn(points->y, points->count);
        turn(points->weight, points->count);
        must(cm_density_grid(&other, points, options, NULL) == CM_OK);
        must(memcmp(one.values, other.values, count * sizeof *one.values) == 0);
    }
    cm_grid_clear(&other);
    cm_grid_clear(&one);
}

static void check_at(const cm_points *points, const cm_density_options *options)
{
    double values[POINTS_MAX];

    if (cm_density_at(values, points, points, options))
        return;
    for (size_t i = 0; i < points->count; i++)
        must(values[i] >= 0 && values[i] <= most_of(points, options));
}

static void check_bandwidth(const cm_points *points)
{
    for (int rule = 0; rule < CM_BANDWIDTH_RULE_COUNT; rule++) {
        double sd_m = -7;
        const cm_status status =
            cm_bandwidth_select(&sd_m, points, (cm_bandwidth_rule)rule, NULL, NULL);
        must(status ? sd_m == -7 : sd_m > 0 && isfinite(sd_m));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    cm_density_options options = CM_DENSITY_OPTIONS_INIT;
    head with;

    if (size < sizeof with)
        return 0;
    memcpy(&with, data, sizeof with);
    options.kernel = (cm_kernel)(with.kernel % (CM_KERNEL_COUNT + 1));
    options.bandwidth_m = with.bandwidth_m;
    options.per_area_m2 = with.per_area_m2;
    options.threads = 1;
    const cm_grid_shape shape = {with.x_min, with.y_max, with.cell_m, with.columns % SIDE_MAX,
                                 with.rows % SIDE_MAX};
    cm_points points = make_room(with.form & 1);
    if (with.form & 2)
        take_lattice(&points, data + sizeof with, size - sizeof with, &with);
    else
        take_points(&points, data + sizeof with, size - sizeof with);
    check_grid(&shape, &points, &options);
    check_at(&points, &options);
    check_bandwidth(&points);
    cm_points_clear(&points);
    must(cm__memory_live() == 0);
    return 0;
}
