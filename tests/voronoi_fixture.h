/* voronoi_fixture.h - hostile sets of points, and what must be true of any Voronoi diagram. */
#ifndef VORONOI_FIXTURE_H
#define VORONOI_FIXTURE_H

#include "layers/geos_polygons.h"
#include "layers/polygon_area.h"
#include "tests/window_fixture.h"
#include <clustermap/voronoi.h>

#define TURN 6.283185307179586

/* One of the ways in which points are hard. */
typedef cm_point (*place_maker)(size_t i, size_t count, uint64_t *seed);

static inline cm_point place_anywhere(size_t i, size_t count, uint64_t *seed)
{
    (void)i, (void)count;
    const double x = 1000 * random_share(seed);
    return (cm_point){x, 1000 * random_share(seed)};
}
static inline cm_point place_on_a_level(size_t i, size_t count, uint64_t *seed)
{
    (void)i, (void)count;
    return (cm_point){1000 * random_share(seed), 250};
}
static inline cm_point place_on_a_slope(size_t i, size_t count, uint64_t *seed)
{
    const double x = floor(1000 * random_share(seed));
    (void)i, (void)count;
    return (cm_point){x, 3 * x};
}
static inline cm_point place_nearly_on_a_slope(size_t i, size_t count, uint64_t *seed)
{
    const double x = 1000 * random_share(seed);
    (void)i, (void)count;
    return (cm_point){x, 0.7 * x + 1e-9 * random_share(seed)};
}
static inline cm_point place_at_one_spot(size_t i, size_t count, uint64_t *seed)
{
    (void)i, (void)count, (void)seed;
    return (cm_point){700, 300};
}
static inline cm_point place_on_a_grid(size_t i, size_t count, uint64_t *seed)
{
    const size_t side = (size_t)sqrt((double)count) + 1;
    (void)seed;
    return (cm_point){10.0 * (double)(i % side), 10.0 * (double)(i / side)};
}
static inline cm_point place_on_a_decimal_grid(size_t i, size_t count, uint64_t *seed)
{
    const size_t side = (size_t)sqrt((double)count) + 1;
    (void)seed;
    return (cm_point){0.1 * (double)(i % side), 0.1 * (double)(i / side)};
}
static inline cm_point place_on_a_turned_grid(size_t i, size_t count, uint64_t *seed)
{
    const cm_point at = place_on_a_grid(i, count, seed);
    return (cm_point){0.8 * at.x - 0.6 * at.y, 0.6 * at.x + 0.8 * at.y};
}
static inline cm_point place_on_a_circle(size_t i, size_t count, uint64_t *seed)
{
    const double angle = TURN * (double)i / (double)count;
    (void)seed;
    return (cm_point){500 + 400 * cos(angle), 500 + 400 * sin(angle)};
}
/* Whole coordinates at distance 325 of 500,500: exactly on a circle; and its middle. */
static inline cm_point place_on_an_exact_circle(size_t i, size_t count, uint64_t *seed)
{
    static const double legs[][2] = {{325, 0},   {36, 323},  {80, 315},  {91, 312},
                                     {125, 300}, {165, 280}, {195, 260}, {204, 253}};
    const double *const leg = legs[i / 8 % 8];
    (void)count, (void)seed;
    if (i == 64)
        return (cm_point){500, 500};
    return (cm_point){500 + (i & 1 ? -1 : 1) * leg[i & 4 ? 1 : 0],
                      500 + (i & 2 ? -1 : 1) * leg[i & 4 ? 0 : 1]};
}
static inline cm_point place_in_tight_clusters(size_t i, size_t count, uint64_t *seed)
{
    const cm_point at = place_anywhere(i, count, seed);
    return i % 2 ? at : (cm_point){300 + 1e-6 * at.x, 400 + 1e-6 * at.y};
}
static inline cm_point place_in_close_pairs(size_t i, size_t count, uint64_t *seed)
{
    static const double apart[] = {0, 1e-13, 1e-12, 1e-11, 1e-10, 1e-9, 1e-8, 1e-6};
    uint64_t own = i / 8 * 8 + 1;
    const cm_point at = place_anywhere(i, count, &own);
    (void)seed;
    return (cm_point){at.x + apart[i % 8], at.y + apart[i * 3 % 8]};
}

static const struct {
    const char *why;
    place_maker make;
} voronoi_kinds[] = {
    {"anywhere", place_anywhere},
    {"on a level", place_on_a_level},
    {"on a slope", place_on_a_slope},
    {"nearly on a slope", place_nearly_on_a_slope},
    {"at one spot", place_at_one_spot},
    {"on a grid", place_on_a_grid},
    {"on a decimal grid", place_on_a_decimal_grid},
    {"on a turned grid", place_on_a_turned_grid},
    {"on a circle", place_on_a_circle},
    {"on an exact circle", place_on_an_exact_circle},
    {"in tight clusters", place_in_tight_clusters},
    {"in close pairs", place_in_close_pairs},
};
enum { VORONOI_KINDS = sizeof voronoi_kinds / sizeof *voronoi_kinds };

static inline cm_points points_of_kind(size_t kind, size_t count, double away)
{
    uint64_t seed = 20030929 + kind;
    cm_points points = points_make(count, false);

    for (size_t i = 0; i < count; i++) {
        const cm_point at = voronoi_kinds[kind].make(i, count, &seed);
        points.x[i] = at.x + away;
        points.y[i] = at.y - away;
    }
    return points;
}

static inline double cell_number(const cm_features *cells, size_t row, const char *column)
{
    return cm_table_get_number(&cells->table, row, cm_table_find_column(&cells->table, column));
}

/* Every polygon is valid, and all areas together are the window's. */
static inline void check_cells(const cm_features *cells, const cm_voronoi_report *report)
{
    double sum = 0;

    CHECK(cells->table.row_count == report->rows);
    for (size_t row = 0; row < cells->table.row_count; row++) {
        const double area_km2 = cell_number(cells, row, "area_km2");
        CHECK(area_km2 > 0 && area_km2 == cm__row_area(cells, row) / 1e6);
        sum += area_km2;
    }
    CHECK_NEAR(sum, report->area_km2, 1e-9 * report->area_km2);
    CHECK(cm__geos_check_polygons(cells, "the cells") == CM_OK);
}

#endif
