/* gazetteer_center.h - the middle of a town that has koaza. */
#ifndef CM_GAZETTEER_CENTER_H
#define CM_GAZETTEER_CENTER_H

#include "geo/gazetteer_file.h"

/* Puts every town that has two koaza or more into the middle of them: the median of their places
 * and its own, by longitude and by latitude. The point of a town's whole area is that of its woods
 * as often as of its houses: of 204 addresses in towns with koaza whose places are known, 32 are
 * over 2 km off it and 27 off the middle. koaza must stand by town.
 * Returns CM_OK or CM_ERR_NOMEM. Cost: O(koaza log koaza). */
CM_MUST_CHECK cm_status cm__gazetteer_center(cm__gazetteer_towns *towns);

#endif
