/* map_names_lines.h - links between places as something that names keep off. */
#ifndef CM_MAP_NAMES_LINES_H
#define CM_MAP_NAMES_LINES_H

#include "output/map_label.h"
#include "output/map_sheet.h"

/* Adds what the links of the sheet's layers run over, as they are drawn: small boxes along lines of
 * two places, bent or with a head. Other lines are of the ground, as roads are, and names may lie
 * on them. Nothing is added in a diagram, or where links are too many for a name to keep off.
 *
 * obstacles   count of them; they grow
 * Returns CM_OK or CM_ERR_NOMEM. Cost: O(vertices and length of the links). */
CM_MUST_CHECK cm_status cm__names_add_lines(cm__label_obstacle **obstacles, size_t *count,
                                            const cm__sheet *sheet);

#endif
