/* map_label_candidate.h - the places that a label may take, numbered. */
#ifndef CM_MAP_LABEL_CANDIDATE_H
#define CM_MAP_LABEL_CANDIDATE_H

#include "output/map_label.h"
#include "output/map_label_segment.h"

/* A label in one of its places. */
typedef struct cm__label_shape {
    cm_box box; /* of glyphs and halo */
    bool has_leader;
    cm__segment leader;
} cm__label_shape;

/* How many places the label has: the nearer come first, so that fewer may be used. */
size_t cm__label_candidate_count(const cm__label *label);

/* Places beside the marker, which have no leader. */
#define CM__LABEL_BESIDE_COUNT 8
/* Places on one ring round the marker. */
#define CM__LABEL_DIRECTIONS 32

/* Works out one place.
 * number   0 .. count - 1
 * Returns what the place costs by itself, in millimetres of leader: 0 for the best. */
double cm__label_candidate_get(cm__label_shape *out, const cm__label *label, size_t number);

/* Where the label's baseline starts when its box is there. */
cm_point cm__label_baseline(const cm__label *label, const cm_box *box);

#endif
