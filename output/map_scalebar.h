/* map_scalebar.h - the scale bar and the scale as a number. */
#ifndef CM_MAP_SCALEBAR_H
#define CM_MAP_SCALEBAR_H

#include "geo/base_text.h"
#include "output/map_list.h"
#include "output/map_sheet.h"

/* {0} is empty. */
typedef struct cm__scalebar {
    double metres;    /* 1, 2 or 5 x 10^n */
    double length_mm; /* of so many metres on the ground, east and west of the frame's middle */
    double unit_m;    /* what its numbers count: 1 or 1000 */
    size_t divisions;
    double overhang_mm; /* of the first division's number, left of the bar */
    double width_mm, height_mm;
    cm__text ratio; /* "Scale 1:150,000" */
    cm__text last;  /* "5 km", "200 units" without a CRS */
} cm__scalebar;

/* Chooses the bar's length, 15 to 35 % of the frame's width where 1-2-5 x 10^n allows it, and
 * measures it on the page against the geodesic through the frame's middle.
 * out   must be empty; cleared by cm__scalebar_clear, also after a failure
 * Returns CM_OK, CM_ERR_DOMAIN (the projection does not reach), CM_ERR_FORMAT, CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__scalebar_layout(cm__scalebar *out, const cm__sheet *sheet);

/* Adds the group `scalebar` with the attribute data-metres. The bar itself is one closed path with
 * the id scalebar-bar, exactly length_mm wide. at is the upper left corner. */
CM_MUST_CHECK cm_status cm__scalebar_draw(cm__list *list, const cm__scalebar *bar, cm_point at);

void cm__scalebar_clear(cm__scalebar *bar);

#endif
