/* map_inside.h - a look into a finished map, for checks of what is drawn. */
#ifndef CM_MAP_INSIDE_H
#define CM_MAP_INSIDE_H

#include "output/map_manifest.h"
#include <clustermap/map.h>

struct cm_map {
    cm__list list;
    cm__manifest manifest;
    cm_map_report report;
    const char **left_out;
};

/* The map's display list; borrowed from it. */
const cm__list *cm__map_get_list(const cm_map *map);

/* What it was made of; borrowed from it. */
const cm__manifest *cm__map_get_manifest(const cm_map *map);

#endif
