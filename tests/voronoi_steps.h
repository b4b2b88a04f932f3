/* voronoi_steps.h - a Voronoi diagram as far as its steps have come. */
#ifndef VORONOI_STEPS_H
#define VORONOI_STEPS_H

#include "layers/voronoi_shapes.h"
#include "tests/voronoi_fixture.h"

typedef struct steps {
    cm_points points;
    cm__voronoi_places places;
    cm__delaunay triangles;
    cm__voronoi_corners corners;
} steps;

static const cm_progress nobody_listens = {NULL, NULL};

/* The points are moved. */
static inline steps steps_of(cm_points points)
{
    const cm_box box = {-2000, -2000, 4000, 4000};
    steps made = {.points = points};

    CHECK(cm__voronoi_find_places(&made.places, &made.points, &box) == CM_OK);
    CHECK(cm__delaunay_build(&made.triangles, made.places.at, made.places.count + 4,
                             &nobody_listens) == CM_OK);
    CHECK(cm__voronoi_find_corners(&made.corners, &made.triangles, &made.places, 2) == CM_OK);
    return made;
}

static inline void steps_clear(steps *made)
{
    cm__voronoi_corners_clear(&made->corners);
    cm__delaunay_clear(&made->triangles);
    cm__voronoi_places_clear(&made->places);
    cm_points_clear(&made->points);
}

/* Stops at the call that *context counts down to. */
static inline bool stop_at(void *context, double share)
{
    (void)share;
    return --*(int *)context > 0;
}

#endif
