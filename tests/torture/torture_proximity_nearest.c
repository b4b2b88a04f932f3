/* torture_proximity_nearest.c - every allocation of a search for neighbours, of a matrix and of
 * rings fails once, and for ever: nothing leaks, nothing changes. */
#include "geo/base_memory.h"
#include "tests/test.h"
#include <clustermap/matrix.h>
#include <clustermap/nearest.h>
#include <clustermap/rings.h>
#include <stdlib.h>
#include <unistd.h>

enum { COUNT = 40 };

typedef cm_status (*road)(const cm_points *points);

static const char *const classes[COUNT] = {"fund", "大学", "fund", NULL};

static cm_status find_lines(const cm_points *points)
{
    cm_nearest_options options = CM_NEAREST_OPTIONS_INIT;
    cm_features lines = {.geometry = CM_GEOMETRY_NONE};

    options.k = 3;
    options.threads = 2;
    options.to_classes = classes;
    options.crs = "EPSG:6680";
    const cm_status status = cm_nearest_find(&lines, points, points, &options);
    CHECK((status == CM_OK) == (lines.table.row_count > 0));
    cm_features_clear(&lines);
    return status;
}

static cm_status collect_pairs(const cm_points *points)
{
    cm_nearest_pairs pairs = {0};
    cm_status status = CM_OK;

    for (size_t i = 0; i < points->count && !status; i++) {
        const size_t before = pairs.from_count;
        status = cm_nearest_pairs_begin(&pairs);
        CHECK(pairs.from_count == before + (status == CM_OK));
        for (int j = 0; j < 4 && !status; j++) {
            const size_t count = pairs.count;
            status = cm_nearest_pairs_add(&pairs, 0, 1, 5);
            CHECK(pairs.count == count + (status == CM_OK));
        }
    }
    cm_nearest_pairs_clear(&pairs);
    return status;
}

static cm_status count_rings(const cm_points *points)
{
    const double radii[] = {10, 20};
    cm_rings_options options = CM_RINGS_OPTIONS_INIT;
    cm_features rings = {.geometry = CM_GEOMETRY_NONE};

    options.radii_m = radii;
    options.radius_count = 2;
    options.classes = classes;
    const cm_status status = cm_rings_count(&rings, points, points, &options);
    CHECK((status == CM_OK) == (rings.table.row_count > 0));
    cm_features_clear(&rings);
    return status;
}

static char path[] = P_tmpdir "/torture_proximity.XXXXXX";

static cm_status write_matrix(const cm_points *points)
{
    cm_matrix_options options = CM_MATRIX_OPTIONS_INIT;
    cm_features places = {.geometry = CM_GEOMETRY_NONE};
    cm_status status = cm_features_init(&places, CM_GEOMETRY_POINT, NULL);

    for (size_t i = 0; i < points->count && !status; i++) {
        status = cm_features_add_row(&places);
        if (!status)
            cm_features_set_point(&places, i, (cm_point){points->x[i], points->y[i]});
    }
    options.threads = 2;
    options.is_geodesic = true;
    if (!status)
        status = cm_matrix_write(path, &places, &places, &options);
    cm_features_clear(&places);
    return status;
}

/* budget: how many allocations it takes when all goes well */
static void torture(road take, const cm_points *points, size_t budget)
{
    const size_t before = cm__memory_live();

    cm__memory_fail_at(0, false);
    CHECK(take(points) == CM_OK);
    const size_t count = cm__memory_fail_at(0, false);
    CHECK(count > 4 && count <= budget);
    for (size_t nth = 1; nth <= count; nth++)
        for (int for_ever = 0; for_ever <= 1; for_ever++) {
            cm__memory_fail_at(nth, for_ever);
            CHECK(take(points) == CM_ERR_NOMEM);
            CHECK(cm__memory_live() == before);
        }
    cm__memory_fail_at(0, false);
}

TEST(survives_every_failed_allocation)
{
    double x[COUNT], y[COUNT];
    const cm_points points = {.x = x, .y = y, .count = COUNT};
    const int file = mkstemp(path);

    for (int i = 0; i < COUNT; i++) {
        x[i] = i * 7 % COUNT;
        y[i] = i * 11 % COUNT;
    }
    CHECK(file >= 0 && close(file) == 0);
    torture(find_lines, &points, 70);
    torture(collect_pairs, &points, 20);
    torture(count_rings, &points, 115);
    torture(write_matrix, &points, 45);
    CHECK(unlink(path) == 0 && cm__memory_live() == 0);
}

TEST_MAIN(RUN(survives_every_failed_allocation))
