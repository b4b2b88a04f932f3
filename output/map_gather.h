/* map_gather.h - members whose symbols are too many to be read, counted in hexagons. */
#ifndef CM_MAP_GATHER_H
#define CM_MAP_GATHER_H

#include "output/map_ids.h"
#include "output/map_legend.h"
#include "output/map_sheet.h"

/* Decides, at its first call, whether the members among the sheet's markers are gathered, as the
 * options ask or as they cover the map (CM_MAP_GATHER_SHARE); and if they are, counts them in
 * hexagons and takes them out of the markers. Sides of the hexagons are a round number of metres
 * apart, about 5 mm, or 7 mm for circles; one of them stands in the frame's middle.
 *
 * sheet   page and markers set, those not yet fanned out. On failure its markers are as before
 * Returns CM_OK or CM_ERR_NOMEM. Cost: O(markers + area of the frame). */
CM_MUST_CHECK cm_status cm__gather_members(cm__sheet *sheet);

/* Makes a map beside the page's own gather as that does, in hexagons of the same width on the
 * ground and in its classes, so that one legend is true of both; or not at all. */
void cm__gather_beside(cm__gather *out, const cm__gather *page);

/* The share of the cells of 5 mm that hold markers which their symbols cover; 0 without any. */
CM_MUST_CHECK cm_status cm__gather_measure(double *out_share, const cm__marker *markers,
                                           size_t count, const cm_box *frame_mm);

/* Whether a layer's members are gathered: all have one size. */
bool cm__gather_takes(const cm__sheet *sheet, size_t layer);

/* The first such layer, in whose place the hexagons are drawn; CM_ABSENT: none. */
size_t cm__gather_layer(const cm__sheet *sheet);

/* Whether a layer has symbols of its own somewhere on the page, for the legend to explain. */
bool cm__gather_leaves(const cm__sheet *sheet, size_t layer);

/* Adds the hexagons or circles to the newest group, with their counts as tooltips.
 * prefix   begins their ids
 * Returns CM_OK or CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__gather_draw(cm__list *list, cm__ids *ids, const cm__sheet *sheet,
                                        const char *prefix);

/* Adds the rows that explain them: what is counted, how many members, classes with the number of
 * hexagons in each, or nested circles. Nothing if none are gathered.
 * Returns CM_OK, CM_ERR_FORMAT if the font lacks a character, CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__gather_add_legend(cm__legend *out, const cm__sheet *sheet);

#endif
