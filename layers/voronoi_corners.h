/* voronoi_corners.h - where Voronoi cells meet. */
#ifndef CM_VORONOI_CORNERS_H
#define CM_VORONOI_CORNERS_H

#include "layers/delaunay.h"
#include "layers/voronoi_places.h"

/* {0} is empty. Corners of triangles t and u are one if same[t] == same[u]. */
typedef struct cm__voronoi_corners {
    cm_point *at;   /* of each triangle: the middle of its circle, as the corner's other triangles
                       have it too */
    uint32_t *same; /* of each triangle: the first triangle with this corner */
    double near;    /* corners that were not so far from it are one with it */
} cm__voronoi_corners;

/* The middles of all circles, rounded once; those that lie within four units of another, with only
 * a side of no length to speak of between them, are one corner, so that four or more places on a
 * circle meet in one.
 *
 * threads   0: all
 * Returns CM_OK or CM_ERR_NOMEM. Cost: O(triangles). */
CM_MUST_CHECK cm_status cm__voronoi_find_corners(cm__voronoi_corners *out,
                                                 const cm__delaunay *triangles,
                                                 const cm__voronoi_places *places, int threads);

void cm__voronoi_corners_clear(cm__voronoi_corners *corners);

#endif
