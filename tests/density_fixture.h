/* density_fixture.h - points to try, and the density by its definition in long double. */
#ifndef DENSITY_FIXTURE_H
#define DENSITY_FIXTURE_H

#include "geo/base_memory.h"
#include "tests/test.h"
#include <clustermap/density.h>
#include <stdint.h>
#include <stdlib.h>

/* SplitMix64: the same numbers everywhere. */
static inline double random_share(uint64_t *state)
{
    uint64_t z = *state += 0x9E3779B97F4A7C15U;

    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return (double)((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

static inline cm_points points_make(size_t count, bool weighted)
{
    cm_points points = {0};
    const size_t room = count > 0 ? count : 1;

    CHECK(cm__array_grow(&points.x, room, sizeof *points.x) == CM_OK);
    CHECK(cm__array_grow(&points.y, room, sizeof *points.y) == CM_OK);
    if (weighted)
        CHECK(cm__array_grow(&points.weight, room, sizeof *points.weight) == CM_OK);
    points.count = count;
    return points;
}

/* Half of them in one dense cluster, half anywhere in the box. */
static inline cm_points points_scatter(size_t count, const cm_box *box, bool weighted,
                                       uint64_t seed)
{
    const double width = box->x_max - box->x_min, height = box->y_max - box->y_min;
    cm_points points = points_make(count, weighted);

    for (size_t i = 0; i < count; i++) {
        const double share = i % 2 ? 1 : 0.05;
        points.x[i] = box->x_min + width * (0.4 * (1 - share) + share * random_share(&seed));
        points.y[i] = box->y_min + height * (0.3 * (1 - share) + share * random_share(&seed));
        if (weighted)
            points.weight[i] = i % 7 ? 10 * random_share(&seed) : 0;
    }
    return points;
}

static inline long double shape_of(cm_kernel kernel, long double d2, long double h2)
{
    const long double u = 1 - d2 / h2;

    if (kernel == CM_KERNEL_GAUSSIAN)
        return d2 <= 8.5L * 8.5L * h2 ? expl(-0.5L * d2 / h2) : 0;
    if (u < 0)
        return 0;
    switch (kernel) {
    case CM_KERNEL_UNIFORM: return 1;
    case CM_KERNEL_TRIANGULAR: return 1 - sqrtl(d2 / h2);
    case CM_KERNEL_EPANECHNIKOV: return u;
    case CM_KERNEL_QUARTIC: return u * u;
    default: return u * u * u;
    }
}

/* By the definitions of density.h, independent of the library. */
static inline double density_of(const cm_points *points, const cm_density_options *options,
                                long double x, long double y)
{
    static const long double peaks[] = {1, 3, 2, 3, 4, 0.5L};
    const long double h2 = (long double)options->bandwidth_m * options->bandwidth_m;
    long double sum = 0;

    for (size_t i = 0; i < points->count; i++) {
        const long double dx = points->x[i] - x, dy = points->y[i] - y;
        sum += (points->weight ? points->weight[i] : 1) *
               shape_of(options->kernel, dx * dx + dy * dy, h2);
    }
    return (double)(sum * peaks[options->kernel] / (3.14159265358979323846264L * h2) *
                    options->per_area_m2);
}

/* The same at a cell's centre, which is not rounded. */
static inline double density_at_cell(const cm_points *points, const cm_density_options *options,
                                     const cm_grid_shape *shape, size_t cell)
{
    const long double column = (long double)(cell % shape->columns) + 0.5L;
    const long double row = (long double)(cell / shape->columns) + 0.5L;

    return density_of(points, options, shape->x_min + column * shape->cell_m,
                      shape->y_max - row * shape->cell_m);
}

/* A file of the reference figures, or NULL and a line that says so. */
static inline FILE *golden_open(const char *name)
{
    const char *const folder = getenv("CM_TEST_DATA");
    char path[512];
    FILE *file;

    snprintf(path, sizeof path, "%s/golden/%s", folder ? folder : ".", name);
    file = fopen(path, "r");
    if (!file)
        printf("skipped: no reference figures at %s\n", path);
    return file;
}

enum { GOLDEN_MAX = 1100 };

/* One column of a CSV without quotes; returns how many values, 0 if the file is not there. */
static inline size_t golden_column(double *out, const char *name, const char *column)
{
    FILE *const file = golden_open(name);
    char line[4096];
    size_t index = 0, count = 0;

    if (!file || !fgets(line, sizeof line, file))
        return 0;
    line[strcspn(line, "\n")] = '\0';
    for (char *cell = line, *next;
         strncmp(cell, column, strcspn(cell, ",")) != 0 || strlen(column) != strcspn(cell, ",");
         cell = next, index++) {
        next = strchr(cell, ',');
        CHECK(next != NULL);
        if (!next++)
            return 0;
    }
    while (count < GOLDEN_MAX && fgets(line, sizeof line, file)) {
        const char *cell = line;
        for (size_t i = 0; i < index; i++)
            cell = strchr(cell, ',') + 1;
        out[count++] = strtod(cell, NULL);
    }
    fclose(file);
    return count;
}

static inline cm_points golden_points(const char *name)
{
    cm_points points = points_make(GOLDEN_MAX, false);

    points.count = golden_column(points.x, name, "x");
    if (points.count > 0)
        CHECK(golden_column(points.y, name, "y") == points.count);
    return points;
}

/* The first number after a key of a JSON file; NaN if the file is not there. */
static inline double golden_number(const char *name, const char *key)
{
    FILE *const file = golden_open(name);
    char line[4096], quoted[64];
    double number = NAN;

    snprintf(quoted, sizeof quoted, "\"%s\":", key);
    while (file && fgets(line, sizeof line, file)) {
        const char *const at = strstr(line, quoted);
        if (at)
            number = strtod(at + strlen(quoted), NULL);
    }
    if (file)
        fclose(file);
    return number;
}

/* All numbers of the list after a key, which is on one line; 0 if the file is not there. */
static inline size_t golden_list(double *out, const char *name, const char *key)
{
    FILE *const file = golden_open(name);
    char line[4096], quoted[64];
    size_t count = 0;

    snprintf(quoted, sizeof quoted, "\"%s\": [", key);
    while (file && fgets(line, sizeof line, file)) {
        char *at = strstr(line, quoted);
        for (at = at ? at + strlen(quoted) : NULL; at && count < GOLDEN_MAX; at++) {
            out[count++] = strtod(at, &at);
            if (*at != ',')
                break;
        }
    }
    if (file)
        fclose(file);
    return count;
}

#endif
