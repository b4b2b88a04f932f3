/* voronoi_convex.h - whether Voronoi cells are still convex once their corners are rounded. */
#ifndef CM_VORONOI_CONVEX_H
#define CM_VORONOI_CONVEX_H

#include "layers/voronoi_corners.h"
#include <stdbool.h>

/* Finds the cells that rounding has bent: which turn right somewhere or back. Where no cell does,
 * no side crosses another. Few do: those of places that are almost on one circle or line.
 *
 * bent      of each place
 * threads   0: all
 * Returns CM_OK or CM_ERR_NOMEM. Cost: O(places). */
CM_MUST_CHECK cm_status cm__voronoi_find_bent(bool *bent, const cm__delaunay *triangles,
                                              const cm__voronoi_corners *corners, size_t places,
                                              int threads);

/* The convex hull of a ring's corners, counter-clockwise, without corners on its sides (Andrew
 * 1979). A cell that was bent is convex again, and its corners are where they were.
 *
 * out    room for 2 * count
 * ring   sorted by the call
 * Returns how many corners the hull has. Cost: O(count log count). */
size_t cm__make_convex(cm_point *out, cm_point *ring, size_t count);

/* What of a convex ring lies to the left of the line from a to b. Rings that share a side are cut
 * in the same place, to the last bit.
 *
 * out    room for 2 * (count + 2)
 * ring   counter-clockwise; room for count + 2, overwritten
 * Returns how many corners are left, 0 if there is no area. Cost: O(count). */
size_t cm__cut_convex(cm_point *out, cm_point *ring, size_t count, cm_point a, cm_point b);

#endif
