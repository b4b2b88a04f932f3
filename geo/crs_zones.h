/* crs_zones.h - places that tell which plane rectangular zone a part of Japan belongs to. */
#ifndef CM_CRS_ZONES_H
#define CM_CRS_ZONES_H

#include <stddef.h>

typedef struct cm__crs_zone_place {
    double lon_deg, lat_deg;
    int zone; /* 1..19; EPSG code 6668 + zone */
} cm__crs_zone_place;

extern const cm__crs_zone_place cm__crs_zone_places[];
extern const size_t cm__crs_zone_place_count;

#endif
