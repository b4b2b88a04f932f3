/* bench_proximity_voronoi.c - how long Voronoi cells take, beside GEOS on the same places. */
#include "tests/voronoi_fixture.h"
#include <geos_c.h>
#include <time.h>

enum { POINTS = 1000000, CLASSES = 50, CORNERS = 1500 };
#define SIDE_M 40000.0

static double seconds(clockid_t clock)
{
    struct timespec now;

    clock_gettime(clock, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* A coast with bays, capes and a jagged line: a corner every 50 m or so. */
static void add_island(cm_features *islands, cm_point middle, double radius, uint64_t seed)
{
    double x[CORNERS], y[CORNERS];

    for (size_t i = 0; i < CORNERS; i++) {
        const double angle = TURN * (double)i / CORNERS;
        const double r = radius * (0.8 + 0.12 * sin(3 * angle + (double)seed) +
                                   0.04 * sin(17 * angle) + 0.004 * random_share(&seed));
        x[i] = middle.x + r * cos(angle);
        y[i] = middle.y + r * sin(angle);
    }
    CHECK(cm_features_add_row(islands) == CM_OK);
    CHECK(cm_features_add_part(islands, x, y, CORNERS, false) == CM_OK);
}

/* Three islands, one of them with a lake. */
static cm_features make_islands(void)
{
    cm_features islands = polygons_make();

    add_island(&islands, (cm_point){14000, 14000}, 13000, 1);
    polygons_add_box(&islands, 13000, 13000, 15000, 15000, true);
    add_island(&islands, (cm_point){31000, 28000}, 8900, 2);
    add_island(&islands, (cm_point){11000, 33000}, 5000, 3);
    return islands;
}

/* A third in clusters, one at each ten thousandth point. */
static cm_points settle(size_t count)
{
    uint64_t seed = 20030401;
    cm_points points = points_make(count, false);

    for (size_t i = 0; i < count; i++) {
        const size_t from = i / 10000 * 10000;
        const double x = random_share(&seed), y = random_share(&seed);
        const bool is_near = i % 3 == 0 && i > from;
        points.x[i] = is_near ? points.x[from] + 300 * (x - 0.5) : SIDE_M * x;
        points.y[i] = is_near ? points.y[from] + 300 * (y - 0.5) : SIDE_M * y;
    }
    return points;
}

static double take(const char *what, const cm_points *points, const cm_voronoi_options *options)
{
    cm_features cells = {.geometry = CM_GEOMETRY_NONE};
    cm_voronoi_report report;
    double sum = 0;
    const double start = seconds(CLOCK_MONOTONIC), cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);

    CHECK(cm_voronoi_cells(&cells, points, options, &report) == CM_OK);
    const double wall_s = seconds(CLOCK_MONOTONIC) - start;
    const double cpu_s = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    for (size_t row = 0; row < cells.table.row_count; row++)
        sum += cell_number(&cells, row, "area_km2");
    CHECK_NEAR(sum, report.area_km2, 1e-9 * report.area_km2);
    CHECK(cm__geos_check_polygons(&cells, what) == CM_OK);
    printf("voronoi %-24s %zu points: %.2f s (CPU %.2f), %zu rows, areas off by %.1e", what,
           points->count, wall_s, cpu_s, report.rows, fabs(sum / report.area_km2 - 1));
    cm_features_clear(&cells);
    return cpu_s;
}

/* GEOS's diagram of the same points, without clipping or columns. */
static double take_geos(const cm_points *points)
{
    GEOSContextHandle_t geos = GEOS_init_r();
    GEOSCoordSequence *const places = GEOSCoordSeq_copyFromArrays_r(
        geos, points->x, points->y, NULL, NULL, (unsigned)points->count);
    GEOSGeometry *const line = GEOSGeom_createLineString_r(geos, places);
    const double cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
    GEOSGeometry *const cells = GEOSVoronoiDiagram_r(geos, line, NULL, 0, 0);
    const double cpu_s = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;

    CHECK(cells != NULL);
    GEOSGeom_destroy_r(geos, cells);
    GEOSGeom_destroy_r(geos, line);
    GEOS_finish_r(geos);
    return cpu_s;
}

int main(void)
{
    cm_points points = settle(POINTS);
    cm_points grid = points_of_kind(5, POINTS, 0);
    cm_features islands = make_islands();
    cm_voronoi_options options = CM_VORONOI_OPTIONS_INIT;
    static const char *classes[POINTS];
    static char names[CLASSES][8];

    const double geos_s = take_geos(&points);
    printf("voronoi GEOS, not clipped        %zu points: CPU %.2f s\n", points.count, geos_s);
    printf(", CPU %.2f of GEOS\n", take("in the points' box", &points, &options) / geos_s);
    options.window = &islands;
    printf(", CPU %.2f of GEOS\n", take("in islands", &points, &options) / geos_s);
    for (size_t i = 0; i < POINTS; i++) {
        const double column = floor(points.x[i] / SIDE_M * 10), row = floor(points.y[i] / 8000);
        const size_t c = (size_t)(column + 10 * row) % CLASSES;
        snprintf(names[c], sizeof names[c], "%zu", c);
        classes[i] = names[c];
    }
    options.classes = classes;
    printf(", CPU %.2f of GEOS\n", take("in islands, by class", &points, &options) / geos_s);
    options = (cm_voronoi_options)CM_VORONOI_OPTIONS_INIT;
    printf(", CPU %.2f of GEOS\n", take("of a grid", &grid, &options) / geos_s);
    cm_features_clear(&islands);
    cm_points_clear(&grid);
    cm_points_clear(&points);
    return test_failures != 0;
}
