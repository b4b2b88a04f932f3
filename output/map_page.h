/* map_page.h - the sheet of paper: where the map's frame lies on it and what the frame shows. */
#ifndef CM_MAP_PAGE_H
#define CM_MAP_PAGE_H

#include "output/map_box.h"
#include <clustermap/status.h>

/* Millimetres on the page run right and down from its upper left corner, the plane east and
 * north. */
typedef struct cm__page {
    double width_mm, height_mm, margin_mm;
    cm_box frame_mm;     /* the neatline */
    double scale;        /* denominator, true on the ground in the frame's middle */
    double units_per_mm; /* plane units on a millimetre of paper */
    cm_point centre;     /* the plane's place in the frame's middle */
} cm__page;

/* What the page must leave free around the frame, beyond the margin. */
typedef struct cm__page_borders {
    double left_mm, top_mm, right_mm, bottom_mm;
} cm__page_borders;

/* Lays the frame between the borders.
 * Returns CM_OK, or CM_ERR_DOMAIN if less than 20 mm by 20 mm are left for it. */
CM_MUST_CHECK cm_status cm__page_set_frame(cm__page *page, const cm__page_borders *borders);

/* Sets the scale.
 * point_scale   length in the plane per length on the ground in the frame's middle, so that the
 *               denominator is true on the ground; 1 in a plane without a CRS */
void cm__page_set_scale(cm__page *page, double scale, double point_scale);

#define CM__SCALE_MAX 1e12 /* far beyond any map: what needs more is not in metres */

/* The smallest of 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8 x 10^n that is not below least, which is > 0 and
 * at most CM__SCALE_MAX. */
double cm__scale_round_up(double least);

/* The roundest scale at which content, in the plane and centred in the frame, lies at least
 * clear_mm inside it. Content without extent gives 1:10000, the scale of a quarter of a town;
 * what needs more than CM__SCALE_MAX gives INFINITY. */
double cm__page_fit_scale(const cm__page *page, const cm_box *content, double clear_mm,
                          double point_scale);

cm_point cm__page_to_mm(const cm__page *page, cm_point plane);
cm_point cm__page_to_plane(const cm__page *page, cm_point at_mm);

/* The frame in the plane. */
cm_box cm__page_get_extent(const cm__page *page);

#endif
