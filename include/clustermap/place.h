/* place.h - one place on the earth or in a plane, and a rectangle. */
#ifndef CLUSTERMAP_PLACE_H
#define CLUSTERMAP_PLACE_H

/* Degrees east of Greenwich and north of the equator, JGD2011 (WGS 84 is taken as equal to it). */
typedef struct cm_lonlat {
    double lon_deg, lat_deg;
} cm_lonlat;

/* East and north in one plane: metres, or plane units where there is no CRS. */
typedef struct cm_point {
    double x, y;
} cm_point;

/* A rectangle in the units of its surroundings; empty if a minimum is above its maximum. */
typedef struct cm_box {
    double x_min, y_min, x_max, y_max;
} cm_box;

#endif
