/* map_fan.h - members that would cover each other, drawn side by side. */
#ifndef CM_MAP_FAN_H
#define CM_MAP_FAN_H

#include "output/map_sheet.h"

/* Over so many at one place, or so many in all, symbols stay on top of each other. */
#define CM__FAN_PLACE_MAX 61
#define CM__FAN_TOTAL_MAX 5000

typedef struct cm__fan_report {
    size_t moved;       /* members that stand beside their place */
    double farthest_mm; /* how far the farthest of them */
    size_t stacked;     /* members of one place that cover each other */
} cm__fan_report;

/* Sets at_mm of every marker, which is place_mm before, so that all can be seen. Members of one
 * place (less than 0.05 mm apart) take the nearest points of a triangular lattice about it, turned
 * so that they cover least of the others, classes together: two stand half a symbol from their
 * place, seven one symbol, nineteen two. Then symbols that overlap are pushed apart, none by more
 * than three quarters of its size.
 *
 * frame_mm   they stay inside it
 * Returns CM_OK or CM_ERR_NOMEM. Cost: O(count log count + 60 count) + O(crowds * symbols near). */
CM_MUST_CHECK cm_status cm__fan_markers(cm__marker *markers, size_t count, const cm_box *frame_mm,
                                        cm__fan_report *report);

#endif
