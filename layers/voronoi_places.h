/* voronoi_places.h - the places of points, each once, in an order that suits a triangulation. */
#ifndef CM_VORONOI_PLACES_H
#define CM_VORONOI_PLACES_H

#include <clustermap/place.h>
#include <clustermap/points.h>
#include <stdint.h>

/* {0} is empty. The four corners of a box far round the area follow the places in `at`, counter-
 * clockwise, so far off that they are nearest to nothing within the area. */
typedef struct cm__voronoi_places {
    cm_point *at;      /* count + 4, along Hilbert's curve */
    uint32_t *first;   /* the first point of each place */
    uint32_t *members; /* how many points each place has */
    size_t count;
    double unit; /* the step between doubles that are as large as the largest coordinate; places are
                    at least 32 of them apart */
} cm__voronoi_places;

#define CM__VORONOI_PLACES_MAX ((size_t)20000000)

/* Finds the places of points. A point within 32 units of an earlier point's place is of that place.
 *
 * points   at least one
 * area     holds the points and all that will be asked about
 * Returns CM_OK, CM_ERR_DOMAIN (no point; a coordinate that is not within -1e9..1e9), CM_ERR_LIMIT
 * (over CM__VORONOI_PLACES_MAX points), CM_ERR_NOMEM. Cost: O(count). */
CM_MUST_CHECK cm_status cm__voronoi_find_places(cm__voronoi_places *out, const cm_points *points,
                                                const cm_box *area);

void cm__voronoi_places_clear(cm__voronoi_places *places);

#endif
