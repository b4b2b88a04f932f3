/* bench_distance.c - how long grids of distances take, how far they are off, and what GDAL's
 * gdal_proximity takes in the same run, where it is installed. */
#include "tests/distance_fixture.h"
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define SIDE_M 40960.0

static char folder[] = P_tmpdir "/bench_distance.XXXXXX";

static double seconds(clockid_t clock)
{
    struct timespec now;

    clock_gettime(clock, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

typedef enum kind {
    SCATTERED,
    ON_A_LINE,
    IN_ONE_CELL,
    AT_ONE_PLACE,
    ON_A_CIRCLE,
    SHORT_LINES,
    LONG_LINES,
    POLYGONS,
    COAST
} kind;

typedef struct job {
    const char *why;
    kind kind;
    size_t count, side;
    bool with_rows;
} job;

static cm_point choose(const job *of, uint64_t *seed)
{
    const double u = random_share(seed), v = random_share(seed);

    switch (of->kind) {
    case ON_A_LINE: return (cm_point){SIDE_M * u, SIDE_M * (0.2 + 0.6 * u)};
    case IN_ONE_CELL: return (cm_point){0.3 * SIDE_M + u, 0.7 * SIDE_M + v};
    case AT_ONE_PLACE: return (cm_point){0.3 * SIDE_M, 0.7 * SIDE_M};
    case ON_A_CIRCLE:
        return (cm_point){SIDE_M * (0.5 + 0.4 * cos(6.283185307179586 * u)),
                          SIDE_M * (0.5 + 0.4 * sin(6.283185307179586 * u))};
    default: return (cm_point){SIDE_M * u, SIDE_M * v};
    }
}

/* Rings of 100 vertices, or one of them all that wanders like a coast. */
static void add_rings(cm_features *features, const job *of, uint64_t *seed)
{
    static double x[1000001], y[1000001];
    const size_t vertices = of->kind == COAST ? of->count : 100;

    for (size_t ring = 0; ring < of->count / vertices; ring++) {
        const double cx = SIDE_M * (of->kind == COAST ? 0.5 : random_share(seed));
        const double cy = SIDE_M * (of->kind == COAST ? 0.5 : random_share(seed));
        const double radius = of->kind == COAST ? 0.3 * SIDE_M : 100 + 300 * random_share(seed);
        for (size_t i = 0; i < vertices; i++) {
            const double angle = 6.283185307179586 * (double)i / (double)vertices;
            const double r = radius * (1 + 0.2 * sin(7 * angle) + 0.05 * sin(91 * angle) +
                                       0.01 * random_share(seed));
            x[i] = cx + r * cos(angle);
            y[i] = cy + r * sin(angle);
        }
        CHECK(cm_features_add_row(features) == CM_OK);
        CHECK(cm_features_add_part(features, x, y, vertices, false) == CM_OK);
    }
}

static void add_lines(cm_features *features, const job *of, uint64_t *seed)
{
    const double length = of->kind == SHORT_LINES ? 50 : 20000;

    for (size_t i = 0; i < of->count; i++) {
        double x[2], y[2];
        x[0] = SIDE_M * random_share(seed);
        y[0] = SIDE_M * random_share(seed);
        x[1] = x[0] + length * (random_share(seed) - 0.5);
        y[1] = y[0] + length * (random_share(seed) - 0.5);
        CHECK(cm_features_add_row(features) == CM_OK);
        CHECK(cm_features_add_part(features, x, y, 2, false) == CM_OK);
    }
}

static cm_features settle(const job *of)
{
    const bool is_ring = of->kind == POLYGONS || of->kind == COAST;
    const bool is_line = of->kind == SHORT_LINES || of->kind == LONG_LINES;
    cm_features features = {.geometry = CM_GEOMETRY_NONE};
    uint64_t seed = 20030401;

    CHECK(cm_features_init(&features,
                           is_ring   ? CM_GEOMETRY_POLYGON
                           : is_line ? CM_GEOMETRY_LINE
                                     : CM_GEOMETRY_POINT,
                           NULL) == CM_OK);
    if (is_ring)
        add_rings(&features, of, &seed);
    else if (is_line)
        add_lines(&features, of, &seed);
    for (size_t i = 0; i < of->count && !is_ring && !is_line; i++) {
        CHECK(cm_features_add_row(&features) == CM_OK);
        cm_features_set_point(&features, i, choose(of, &seed));
    }
    return features;
}

/* Some cells by definition: the largest difference, relative to the distance. */
static double compare(const cm_grid *grid, const cm_features *features)
{
    const size_t cells = grid->shape.columns * grid->shape.rows;
    const size_t count = 10 + 3000000 / features->vertex_count;
    uint64_t seed = 1;
    double worst = 0;

    for (size_t i = 0; i < count; i++) {
        const size_t cell = (size_t)(random_share(&seed) * (double)cells);
        const double want = distance_by_definition(features, &grid->shape, cell).distance;
        const double off = fabs((double)grid->values[cell] - want);
        worst = fmax(worst, want > 0 ? off / want : off);
    }
    return worst;
}

/* The seconds of the peer for the same points, each burnt into its cell: -1 if it is not there. */
static double time_peer(const cm_grid *grid, const cm_features *features)
{
    cm_grid cells = {0};
    double wall_s = -1;

    if (system("command -v gdal_proximity.py >/dev/null 2>&1") != 0 || !mkdtemp(folder))
        return -1;
    CHECK(cm_grid_init(&cells, &grid->shape, NULL) == CM_OK);
    for (size_t i = 0; i < features->vertex_count; i++) {
        const size_t c = (size_t)(features->x[i] / grid->shape.cell_m);
        const size_t r = (size_t)((grid->shape.y_max - features->y[i]) / grid->shape.cell_m);
        cells.values[r * grid->shape.columns + c] = 1;
    }
    if (chdir(folder) == 0 && cm_grid_write(&cells, "cells.tif", NULL) == CM_OK) {
        const double start = seconds(CLOCK_MONOTONIC);
        if (system("gdal_proximity.py -q -distunits GEO cells.tif peer.tif >/dev/null 2>&1") == 0)
            wall_s = seconds(CLOCK_MONOTONIC) - start;
        unlink("cells.tif");
        unlink("peer.tif");
        if (chdir("/") == 0)
            rmdir(folder);
    }
    cm_grid_clear(&cells);
    return wall_s;
}

static void take(const job *of, bool with_peer)
{
    const cm_grid_shape shape = {0, SIDE_M, SIDE_M / (double)of->side, of->side, of->side};
    const cm_distance_options options = CM_DISTANCE_OPTIONS_INIT;
    cm_distance_report report = {0};
    cm_features features = settle(of);
    cm_allocation allocation = {0};
    cm_grid grid = {0};

    CHECK(cm_grid_init(&grid, &shape, NULL) == CM_OK);
    const double start = seconds(CLOCK_MONOTONIC), cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
    CHECK(cm_distance_grid(&grid, of->with_rows ? &allocation : NULL, &features, &options,
                           &report) == CM_OK);
    const double wall_s = seconds(CLOCK_MONOTONIC) - start;
    const double cpu_s = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    const double worst = compare(&grid, &features);
    printf("distance %4zu^2 %-13s %7zu parts%s: %.3f s (CPU %.3f), off by %.1e", of->side, of->why,
           report.parts, of->with_rows ? " and which" : "", wall_s, cpu_s, worst);
    const double peer_s = with_peer ? time_peer(&grid, &features) : 0;
    if (peer_s > 0)
        printf(", %.1f x gdal_proximity.py (%.2f s with its files)", peer_s / wall_s, peer_s);
    else if (peer_s < 0)
        printf(", gdal_proximity.py is not installed");
    printf("\n");
    CHECK(worst <= 1e-7); /* of a float */
    cm_allocation_clear(&allocation);
    cm_grid_clear(&grid);
    cm_features_clear(&features);
}

int main(void)
{
    static const job jobs[] = {
        {"points", SCATTERED, 10000, 4096, false},
        {"points", SCATTERED, 10000, 4096, true},
        {"points", SCATTERED, 10, 4096, false},
        {"points", SCATTERED, 1000000, 4096, false},
        {"points", SCATTERED, 1000000, 1024, false},
        {"on a line", ON_A_LINE, 10000, 4096, false},
        {"on a line", ON_A_LINE, 1000000, 4096, false},
        {"in one cell", IN_ONE_CELL, 1000000, 4096, false},
        {"at one place", AT_ONE_PLACE, 1000000, 4096, false},
        {"on a circle", ON_A_CIRCLE, 1000000, 4096, false},
        {"short lines", SHORT_LINES, 100000, 4096, false},
        {"long lines", LONG_LINES, 1000, 4096, false},
        {"long lines", LONG_LINES, 100000, 4096, false},
        {"polygons", POLYGONS, 100000, 4096, true},
        {"a coast", COAST, 1000000, 4096, false},
    };

    for (size_t i = 0; i < sizeof jobs / sizeof *jobs; i++)
        take(&jobs[i], i == 0);
    return test_failures != 0;
}
