/* map_timeline.h - bars along an axis of years, in a strip below the map. */
#ifndef CM_MAP_TIMELINE_H
#define CM_MAP_TIMELINE_H

#include "output/map_list.h"
#include "output/map_sheet.h"
#include "output/map_wrap.h"

/* {0} is no strip, of no height. */
typedef struct cm__timeline {
    const cm_map_timeline *ask; /* NULL: none */
    const char *font;
    cm__lines title;
    double height_mm;
    double panel_mm; /* its width on the map; 0: it is to stand below the frame */
} cm__timeline;

/* Checks what is asked for, and sets its title in a line or two of width_mm, or of its own width.
 * out   must be empty; cleared by cm__timeline_clear, also after a failure
 * Returns CM_OK; CM_ERR_DOMAIN (years that do not rise, a value below 0 or not finite, too many, a
 * width out of range); CM_ERR_FORMAT (the font lacks a character); CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__timeline_layout(cm__timeline *out, const cm__sheet *sheet,
                                            double width_mm);

/* Adds the group `timeline`: a bar at its year's true place for each value, from 0 up, its value
 * over it and its year under it. Where there is no room for all, the highest and the last are named
 * first. at is the upper left corner. */
CM_MUST_CHECK cm_status cm__timeline_draw(cm__list *list, const cm__timeline *timeline, cm_point at,
                                          double width_mm);

void cm__timeline_clear(cm__timeline *timeline);

#endif
