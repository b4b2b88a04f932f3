/* disc_area.h - how much of a disc lies inside polygons. */
#ifndef CM_DISC_AREA_H
#define CM_DISC_AREA_H

#include <clustermap/features.h>
#include <clustermap/place.h>

/* The area that the disc of this radius shares with the polygons, in square units of the plane:
 * the signed areas that the disc shares with the triangles between its centre and each edge (so
 * holes count against). Exact to rounding. Polygons that lie over each other count twice.
 * Cost: O(vertices). */
double cm__disc_area(const cm_features *polygons, cm_point centre, double radius);

#endif
