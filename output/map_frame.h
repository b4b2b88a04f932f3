/* map_frame.h - neatline and graticule, with its degrees on the sides. */
#ifndef CM_MAP_FRAME_H
#define CM_MAP_FRAME_H

#include "output/map_list.h"
#include "output/map_sheet.h"

/* The band outside the neatline that holds the degrees, and the line round it. */
#define CM__FRAME_BAND_MM 3.6

typedef enum cm__side { CM__SIDE_TOP, CM__SIDE_RIGHT, CM__SIDE_BOTTOM, CM__SIDE_LEFT } cm__side;

/* Where a meridian or parallel leaves the frame. */
typedef struct cm__tick {
    cm__side side;
    double at_mm;  /* along the side: x or y on the page */
    char text[32]; /* "43°05′N" */
} cm__tick;

/* {0} is no graticule. */
typedef struct cm__graticule {
    cm__path lines;
    cm__tick *ticks;
    size_t tick_count;
    double step_s; /* seconds of arc from line to line */
} cm__graticule;

/* Finds meridians and parallels at a round step: at least two of each where the frame is large
 * enough, none nearer than 25 mm. Lines are curves, true to 0.02 mm. A plane without a CRS has
 * none.
 *
 * out   must be empty; cleared by cm__graticule_clear, also after a failure
 * Returns CM_OK; CM_ERR_DOMAIN (the frame reaches beyond the projection); CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__graticule_layout(cm__graticule *out, const cm__sheet *sheet);

void cm__graticule_clear(cm__graticule *graticule);

/* Adds the group `graticule`: the lines, which are moved into the list. */
CM_MUST_CHECK cm_status cm__graticule_draw(cm__list *list, cm__graticule *graticule);

/* Adds the group `frame`: neatline, band and degrees. Degrees that would touch another or leave
 * their side are not printed. */
CM_MUST_CHECK cm_status cm__frame_draw(cm__list *list, const cm__graticule *graticule,
                                       const cm__sheet *sheet);

#endif
