/* map_inside.h - a look into a finished map, for checks of what is drawn. */
#ifndef CM_MAP_INSIDE_H
#define CM_MAP_INSIDE_H

#include "output/map_list.h"
#include <clustermap/map.h>

/* The map's display list; borrowed from it. */
const cm__list *cm__map_get_list(const cm_map *map);

#endif
