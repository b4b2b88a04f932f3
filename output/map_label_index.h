/* map_label_index.h - the labels that are placed, and which of them a new one would disturb. */
#ifndef CM_MAP_LABEL_INDEX_H
#define CM_MAP_LABEL_INDEX_H

#include "output/map_label_candidate.h"
#include <stdint.h>

/* White between two labels, or a leader and what it passes: more than the rounding of any format.
 */
#define CM__LABEL_GAP_MM 0.2

/* The frame cut into strips along one axis. */
typedef struct cm__label_strips {
    double min, per_mm;
    size_t count;
    uint64_t
        *bits; /* for each strip, a bit for each label whose box, with the leader, touches it */
} cm__label_strips;

/* Labels near a place are those that share both a column and a row with it: a few words of bits,
 * where cells would first have to be listed along every leader. */
typedef struct cm__label_index {
    const cm__label_problem *problem; /* borrowed */
    size_t words;                     /* of 64 labels each */
    cm__label_strips columns, rows;
    struct cm__label_taken *taken; /* what placed labels cover */
} cm__label_index;

/* Returns CM_OK or CM_ERR_NOMEM. Size: 125 bytes a label at most. */
CM_MUST_CHECK cm_status cm__label_index_build(cm__label_index *out,
                                              const cm__label_problem *problem);

/* Puts a label that is not there; takes one that is. */
void cm__label_index_put(cm__label_index *index, size_t label, const cm__label_shape *shape);
void cm__label_index_take(cm__label_index *index, size_t label);

/* The placed labels that the shape would overlap, or whose leader or own leader would cross.
 * label   whose shape it is; not reported itself
 * out     room for most + 1
 * Returns how many there are, most + 1 for more than most. */
size_t cm__label_index_conflicts(size_t *out, size_t most, const cm__label_index *index,
                                 size_t label, const cm__label_shape *shape);

void cm__label_index_clear(cm__label_index *index);

#endif
