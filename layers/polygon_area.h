/* polygon_area.h - how large polygons are. */
#ifndef CM_POLYGON_AREA_H
#define CM_POLYGON_AREA_H

#include <clustermap/features.h>

/* The area of a closed ring in square units, below 0 if it is clockwise; seen from its first
 * vertex, so that coordinates far from the origin do not drown it. */
double cm__ring_area(const double *x, const double *y, size_t count);

/* The area of a row's polygons, without their holes. */
double cm__row_area(const cm_features *polygons, size_t row);

#endif
