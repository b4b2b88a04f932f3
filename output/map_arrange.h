/* map_arrange.h - what stands where on the page: title, frame, legend, scale bar, north, credit. */
#ifndef CM_MAP_ARRANGE_H
#define CM_MAP_ARRANGE_H

#include "output/map_credit.h"
#include "output/map_index.h"
#include "output/map_inset.h"
#include "output/map_legend.h"
#include "output/map_scalebar.h"
#include "output/map_sheet.h"
#include "output/map_timeline.h"
#include "output/map_title.h"

#define CM__PANEL_PAD_MM 2.6 /* paper round a legend or scale bar that stands in the frame */

/* Where a piece of furniture stands. */
typedef struct cm__spot {
    cm_box box_mm;
    bool outside; /* below the frame instead of in it */
} cm__spot;

/* {0} is nothing arranged. */
typedef struct cm__arrangement {
    cm__title title;
    cm__credit credit;
    cm__legend legend;
    cm__scalebar scalebar;
    cm__insets insets;
    const cm__sheet *details[CM_MAP_INSETS_MAX]; /* those of them that are details */
    cm__index index;
    cm_point index_at;
    cm__spot index_spot;   /* of a list in the frame */
    cm__timeline timeline; /* its spot's box is without a pad if it stands below the frame */
    cm__spot legend_spot, scalebar_spot, north_spot, timeline_spot;
    cm_point title_at, credit_at;
    bool is_diagram; /* without scale bar and north arrow */
    bool has_north;  /* a plane without a CRS has none */
} cm__arrangement;

/* Arranges the page: sets the sheet's page (frame, scale, centre), markers and factors, and finds
 * places for the furniture. Title above the frame, credit below; legend, scale bar and north arrow
 * in corners of the frame where they cover no member and least else, or in a strip below it, which
 * makes the frame lower.
 *
 * sheet   plane and classes set
 * out     must be empty; cleared by cm__arrangement_clear, also after a failure
 * Returns CM_OK; CM_ERR_DOMAIN (no room for a frame; the map reaches beyond its projection);
 * CM_ERR_FORMAT (the font lacks a character); CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__arrange(cm__arrangement *out, cm__sheet *sheet);

void cm__arrangement_clear(cm__arrangement *arrangement);

#endif
