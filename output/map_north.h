/* map_north.h - the north arrow. */
#ifndef CM_MAP_NORTH_H
#define CM_MAP_NORTH_H

#include "output/map_list.h"
#include "output/map_sheet.h"

#define CM__NORTH_WIDTH_MM 8.0
#define CM__NORTH_HEIGHT_MM 15.0

/* Adds the group `north` with the attribute data-azimuth-deg: an arrow to true north as it lies at
 * its own place on the sheet, which is the angle from the page's top, clockwise.
 * at   upper left corner of the arrow's box
 * Returns CM_OK, CM_ERR_DOMAIN (there is no place under it), CM_ERR_FORMAT, CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__north_draw(cm__list *list, const cm__sheet *sheet, cm_point at);

#endif
