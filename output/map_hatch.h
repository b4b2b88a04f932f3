/* map_hatch.h - parallel lines across an area. */
#ifndef CM_MAP_HATCH_H
#define CM_MAP_HATCH_H

#include "output/map_list.h"

/* Adds to out the pieces of parallel lines that lie in the area (even-odd), all areas of a page on
 * the same lines, so that neighbours join.
 *
 * out          lines: not closed
 * apart_mm     > 0.05
 * angle_deg    counter-clockwise from the page's width
 * Returns CM_OK or CM_ERR_NOMEM. Cost: O(vertices * lines crossed + crossings log crossings). */
CM_MUST_CHECK cm_status cm__hatch(cm__path *out, const cm__path *area, double apart_mm,
                                  double angle_deg);

/* The symbol of the lines that hatch an area of this one. */
cm_symbol cm__hatch_symbol(const cm_symbol *symbol);

#endif
