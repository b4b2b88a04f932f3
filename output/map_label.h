/* map_label.h - finds a place for every label: search, not first come, first served. */
#ifndef CM_MAP_LABEL_H
#define CM_MAP_LABEL_H

#include "output/map_list.h"
#include "output/map_text.h"

typedef enum cm__label_kind {
    CM__LABEL_POINT, /* beside a marker: eight positions, then farther ones with a leader */
    CM__LABEL_AREA   /* inside an area: at its anchor, else moved inside it; no leader */
} cm__label_kind;

typedef struct cm__label {
    cm__label_kind kind;
    const char *id; /* of the text item; NULL: none. Borrowed, as all below */
    const char *string;
    cm__text_style style;
    cm__text_extent extent; /* of string, measured by the caller */
    int priority;           /* 1 first; a label of lower priority gives way */
    cm_point at;            /* the marker's middle, or the area's anchor */
    double reach_mm;        /* half the marker's side; 0 for areas */
    cm_box area_mm;         /* CM__LABEL_AREA: the box in which it may move round its anchor */
} cm__label;

/* What labels must keep off: furniture and the frame (hard), markers (soft: costs by area). */
typedef struct cm__label_obstacle {
    cm_box box_mm;
    double cost; /* INFINITY: never covered; else per mm2 covered: 1 is worth 1 mm of leader */
} cm__label_obstacle;

typedef struct cm__label_place {
    bool placed;
    cm_point at;   /* baseline's start */
    cm_box ink_mm; /* of glyphs and halo */
    bool has_leader;
    cm_point leader_from,
        leader_to; /* from the circle of reach_mm to the nearest point of ink_mm */
} cm__label_place;

typedef struct cm__label_problem {
    cm_box frame_mm; /* labels stay inside */
    const cm__label *labels;
    size_t label_count;
    const cm__label_obstacle *obstacles; /* the markers of the labels themselves included */
    size_t obstacle_count;
} cm__label_problem;

/* Places the labels: no two ink boxes overlap, none leaves the frame or touches a hard obstacle, no
 * leader crosses a leader, a label or a hard obstacle or is longer than 40 mm; between any two of
 * them there are 0.2 mm, but leaders of labels at the same place may begin together. Among these
 * the least cost (distance, covered markers, leaders across markers), found by a search with fixed
 * random numbers, so that equal input gives equal output.
 *
 * out   label_count places, in the order of the labels
 * Returns CM_OK (labels without room are not placed, nor any that is not measured in finite
 * numbers), CM_ERR_NOMEM, CM_ERR_LIMIT (over 20000).
 * Cost: about O(labels * candidates * neighbours); 70 labels within 0.1 s, 500 within 1 s. */
CM_MUST_CHECK cm_status cm__labels_place(cm__label_place *out, const cm__label_problem *problem);

#endif
