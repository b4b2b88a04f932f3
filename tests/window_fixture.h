/* window_fixture.h - windows to try, made of rings. */
#ifndef WINDOW_FIXTURE_H
#define WINDOW_FIXTURE_H

#include "tests/density_fixture.h"
#include <clustermap/window.h>

enum { RING_MAX = 2000 };

/* A layer without rows' columns; rings are added to it. */
static inline cm_features polygons_make(void)
{
    cm_features polygons = {.geometry = CM_GEOMETRY_NONE};

    CHECK(cm_features_init(&polygons, CM_GEOMETRY_POLYGON, NULL) == CM_OK);
    return polygons;
}

/* The box's ring, counter-clockwise, or clockwise as a hole; a new row for each outer ring. */
static inline void polygons_add_box(cm_features *polygons, double x_min, double y_min, double x_max,
                                    double y_max, bool is_hole)
{
    const double x[] = {x_min, x_max, x_max, x_min, x_min},
                 y[] = {y_min, y_min, y_max, y_max, y_min};
    double back_x[5], back_y[5];

    for (int i = 0; i < 5; i++) {
        back_x[i] = x[4 - i];
        back_y[i] = y[4 - i];
    }
    if (!is_hole)
        CHECK(cm_features_add_row(polygons) == CM_OK);
    CHECK(cm_features_add_part(polygons, is_hole ? back_x : x, is_hole ? back_y : y, 5, is_hole) ==
          CM_OK);
}

/* A star-shaped ring of many corners about a centre. */
static inline void polygons_add_star(cm_features *polygons, cm_point centre, double radius,
                                     size_t corners, uint64_t seed)
{
    double x[RING_MAX], y[RING_MAX];

    for (size_t i = 0; i < corners; i++) {
        const double angle = 2 * 3.14159265358979323846 * (double)i / (double)corners;
        const double r = radius * (0.5 + 0.5 * random_share(&seed));
        x[i] = centre.x + r * cos(angle);
        y[i] = centre.y + r * sin(angle);
    }
    CHECK(cm_features_add_row(polygons) == CM_OK);
    CHECK(cm_features_add_part(polygons, x, y, corners, false) == CM_OK);
}

static inline cm_window *window_make(cm_features *polygons)
{
    cm_window *window = NULL;

    CHECK(cm_window_create(&window, polygons) == CM_OK);
    cm_features_clear(polygons);
    return window;
}

static inline cm_window *window_box(double x_min, double y_min, double x_max, double y_max)
{
    cm_features polygons = polygons_make();

    polygons_add_box(&polygons, x_min, y_min, x_max, y_max, false);
    return window_make(&polygons);
}

/* The window of a file of the reference figures: one ring. NULL if the file is not there. */
static inline cm_window *golden_window(const char *name)
{
    cm_features polygons = polygons_make();
    double x[GOLDEN_MAX], y[GOLDEN_MAX];
    const size_t count = golden_column(x, name, "x");

    if (count > 0) {
        CHECK(golden_column(y, name, "y") == count);
        CHECK(cm_features_add_row(&polygons) == CM_OK);
        CHECK(cm_features_add_part(&polygons, x, y, count, false) == CM_OK);
        return window_make(&polygons);
    }
    cm_features_clear(&polygons);
    return NULL;
}

#endif
