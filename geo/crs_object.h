/* crs_object.h - what a CRS is made of; shared by the crs_*.c files. */
#ifndef CM_CRS_OBJECT_H
#define CM_CRS_OBJECT_H

#include "geo/base_arena.h"
#include <clustermap/crs.h>
#include <proj.h>

struct cm_crs {
    PJ_CONTEXT *context; /* its own: without network, silent */
    PJ *crs;             /* two-dimensional, geographic in degrees or projected in metres */
    PJ *base;            /* the geographic CRS whose longitudes and latitudes to_lonlat gives */
    PJ *to_lonlat;       /* from x east, y north; NULL if x and y are those already */
    bool is_geographic;
    bool is_jgd; /* base is JGD2011, JGD2000 or WGS 84, which count as one */
    const char *definition, *name;
    struct cm__arena *text;
};

#endif
