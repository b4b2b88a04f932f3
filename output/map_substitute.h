/* map_substitute.h - which other font a page is drawn in, where the one asked for does not do. */
#ifndef CM_MAP_SUBSTITUTE_H
#define CM_MAP_SUBSTITUTE_H

#include "output/map_list.h"
#include <clustermap/map.h>

/* Looks through the texts of a finished list, in the order in which they are drawn. Of a family in
 * general ("serif") and of several, between commas, nothing is said: others are asked for there.
 *
 * report  its fields font_* are set; their texts are the list's
 * font    the family asked for; NULL: none, and nothing is looked for
 * Returns CM_OK, CM_ERR_NOMEM. Cost: shaping of each text, 15 us, if a font is asked for. */
CM_MUST_CHECK cm_status cm__substitute_find(cm_map_report *report, cm__list *list,
                                            const char *font);

#endif
