/* voronoi_shapes.h - the outlines of Voronoi cells, each alone or joined. */
#ifndef CM_VORONOI_SHAPES_H
#define CM_VORONOI_SHAPES_H

#include "layers/voronoi_corners.h"

#include <clustermap/features.h>

/* {0} is empty. */
typedef struct cm__voronoi_shapes {
    cm_features outlines; /* one row a shape, without columns: an outer ring, then its holes */
    uint32_t *shape_of;   /* of each place, 0..rows-1 */
    bool *is_bent;        /* of each shape: its outline may cross itself by what rounding does */
} cm__voronoi_shapes;

typedef struct cm__voronoi_shapes_job {
    const cm__delaunay *triangles;
    const cm__voronoi_corners *corners;
    const cm__voronoi_places *places;
    const uint32_t *class_of;    /* of each place; NULL: each cell is a shape */
    int threads;                 /* 0: all */
    const cm_progress *progress; /* told shares from 0 to 1 */
} cm__voronoi_shapes_job;

/* Outlines cells: each alone, or all that hang together and are of one class as one shape. Two
 * shapes share the corners between them to the last bit. Cells that meet in one corner alone do not
 * hang together. A cell alone is always convex; one that rounding has bent loses the corners in
 * which it is.
 *
 * Returns CM_OK, CM_ERR_NOMEM, CM_ERR_LIMIT, CM_ERR_STOPPED, CM_ERR_DOMAIN (an outline that does
 * not close: cannot be for places as far apart as those of cm__voronoi_find_places). Cost:
 * O(places). */
CM_MUST_CHECK cm_status cm__voronoi_trace(cm__voronoi_shapes *out,
                                          const cm__voronoi_shapes_job *job);

void cm__voronoi_shapes_clear(cm__voronoi_shapes *shapes);

#endif
