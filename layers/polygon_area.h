/* polygon_area.h - how large polygons are. */
#ifndef CM_POLYGON_AREA_H
#define CM_POLYGON_AREA_H

#include <clustermap/features.h>

/* The area of a row's polygons, without their holes. */
double cm__row_area(const cm_features *polygons, size_t row);

#endif
