/* map_link.h - links between two places: arcs with heads. */
#ifndef CM_MAP_LINK_H
#define CM_MAP_LINK_H

#include "output/map_list.h"

/* Bends each part of two vertices into an arc, and ends it short of its places.
 *
 * bend       as in cm_map_layer; a part of other than two vertices stays as it is
 * clear_mm   shorter at both ends by this, but never by more than a third of its length
 * Returns CM_OK or CM_ERR_NOMEM; on failure the path is as it was. */
CM_MUST_CHECK cm_status cm__link_bend(cm__path *path, double bend, double clear_mm);

/* Adds to heads an arrow's head at the end of each part, and shortens the part to its base.
 * heads   closed; length_mm > 0
 * Returns CM_OK or CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__link_add_heads(cm__path *heads, cm__path *path, double length_mm);

#endif
