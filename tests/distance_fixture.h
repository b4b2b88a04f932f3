/* distance_fixture.h - features to measure distances to, and the distance by its definition. */
#ifndef DISTANCE_FIXTURE_H
#define DISTANCE_FIXTURE_H

#include "geo/base_memory.h"
#include "tests/test.h"
#include <clustermap/distance.h>
#include <clustermap/export.h>
#include <stdint.h>

/* SplitMix64: the same numbers everywhere. */
static inline double random_share(uint64_t *state)
{
    uint64_t z = *state += 0x9E3779B97F4A7C15U;

    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return (double)((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

typedef struct nearest_found {
    double distance;
    size_t row; /* from 1; the lowest of those that are equally near; 0: none has a place */
} nearest_found;

static inline long double segment_distance(const cm_features *f, size_t i, long double x,
                                           long double y)
{
    const long double dx = (long double)f->x[i + 1] - f->x[i];
    const long double dy = (long double)f->y[i + 1] - f->y[i];
    const long double px = x - f->x[i], py = y - f->y[i], length2 = dx * dx + dy * dy;
    const long double t = length2 > 0 ? (px * dx + py * dy) / length2 : 0;

    if (t <= 0)
        return hypotl(px, py);
    if (t >= 1)
        return hypotl(x - f->x[i + 1], y - f->y[i + 1]);
    return fabsl(px * dy - py * dx) / sqrtl(length2);
}

/* How often the rings of a row wind round a place. */
static inline int winding_of(const cm_features *f, size_t row, long double x, long double y)
{
    int turns = 0;

    for (size_t part = f->first_part[row]; part < f->first_part[row + 1]; part++)
        for (size_t i = f->first_vertex[part]; i + 1 < f->first_vertex[part + 1]; i++) {
            const long double ax = f->x[i] - x, ay = f->y[i] - y;
            const long double bx = f->x[i + 1] - x, by = f->y[i + 1] - y;
            if (ay <= 0 && by > 0)
                turns += ax * by - ay * bx > 0;
            if (ay > 0 && by <= 0)
                turns -= ax * by - ay * bx < 0;
        }
    return turns;
}

static inline long double row_distance(const cm_features *f, size_t row, long double x,
                                       long double y)
{
    long double least = HUGE_VALL;

    if (!cm_features_has_place(f, row))
        return least;
    if (f->geometry == CM_GEOMETRY_POINT)
        return hypotl(f->x[row] - x, f->y[row] - y);
    if (f->geometry == CM_GEOMETRY_POLYGON && winding_of(f, row, x, y) != 0)
        return 0;
    for (size_t part = f->first_part[row]; part < f->first_part[row + 1]; part++)
        for (size_t i = f->first_vertex[part]; i + 1 < f->first_vertex[part + 1]; i++)
            least = fminl(least, segment_distance(f, i, x, y));
    return least;
}

/* Of every feature, in long double, independent of the library. */
static inline nearest_found distance_by_definition(const cm_features *features,
                                                   const cm_grid_shape *shape, size_t cell)
{
    const long double column = (long double)(cell % shape->columns) + 0.5L;
    const long double line = (long double)(cell / shape->columns) + 0.5L;
    const long double x = shape->x_min + column * shape->cell_m;
    const long double y = shape->y_max - line * shape->cell_m;
    long double least = HUGE_VALL;
    nearest_found found = {INFINITY, 0};

    for (size_t row = 0; row < features->table.row_count; row++) {
        const long double distance = row_distance(features, row, x, y);
        if (distance < least) {
            least = distance;
            found = (nearest_found){(double)distance, row + 1};
        }
    }
    return found;
}

#endif
