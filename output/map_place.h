/* map_place.h - where in the frame furniture may stand: never on a member, best on nothing. */
#ifndef CM_MAP_PLACE_H
#define CM_MAP_PLACE_H

#include "output/map_box.h"
#include "output/map_list.h"
#include <stdbool.h>
#include <stddef.h>

#define CM__GROUND_NEAR 38 /* cells across the neighbourhood of a member: 18 mm to each side */

/* What lies where in the frame, in square cells. {0} is empty. */
typedef struct cm__ground {
    cm_box frame_mm;
    size_t columns, rows;
    double *cost;   /* of each cell: what covering it costs */
    double *sums;   /* of the cells above and left, one row and column more */
    bool is_summed; /* sums are up to date */
    bool *toggles;  /* room for one row */
    double near[CM__GROUND_NEAR][CM__GROUND_NEAR]; /* what cells round a member cost */
} cm__ground;

/* CM_OK or CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__ground_init(cm__ground *out, const cm_box *frame_mm);

void cm__ground_clear(cm__ground *ground);

/* Nothing may stand there. */
void cm__ground_forbid(cm__ground *ground, const cm_box *box);

/* A member's symbol: it may not be covered, nor the 2 mm round it. */
void cm__ground_forbid_member(cm__ground *ground, cm_point at, double reach_mm);

/* The same, and a place near it is dear, because its name will want room. */
void cm__ground_add_member(cm__ground *ground, cm_point at_mm, double reach_mm);

/* Areas that are better not covered: cost for each square millimetre. */
void cm__ground_add_area(cm__ground *ground, const cm__path *area, double cost);

/* Lines that are better not covered: cost for each millimetre. */
void cm__ground_add_line(cm__ground *ground, const cm__path *line, double cost);

typedef enum cm__corner {
    CM__CORNER_BOTTOM_RIGHT,
    CM__CORNER_BOTTOM_LEFT,
    CM__CORNER_TOP_RIGHT,
    CM__CORNER_TOP_LEFT
} cm__corner;

/* The best place for a box of this size: a corner of the frame, 3 mm inside it, by least cost and,
 * where that is equal, in the order given; if none is free, a place along the frame's sides.
 *
 * out_box   receives it; untouched if there is none
 * Returns whether there is one. Cost: O(cells) after a change, else O(frame's sides). */
bool cm__ground_find(cm_box *out_box, cm__ground *ground, double width_mm, double height_mm,
                     const cm__corner order[4]);

#endif
