/* map_label_index.h - the labels that are placed, and which of them a new one would disturb. */
#ifndef CM_MAP_LABEL_INDEX_H
#define CM_MAP_LABEL_INDEX_H

#include "output/map_label_cells.h"

/* White between two labels, or a leader and what it passes: more than the rounding of any format.
 */
#define CM__LABEL_GAP_MM 0.2

/* Cells that an option remembers: enough for all but very long names. */
#define CM__LABEL_OPTION_CELLS 30

/* One place that a label may take without leaving the frame or touching furniture. */
typedef struct cm__label_option {
    cm__label_shape shape;
    uint16_t number; /* of the candidate */
    uint16_t cell_count;
    uint16_t cells[CM__LABEL_OPTION_CELLS]; /* not set if they are more than that */
} cm__label_option;

typedef struct cm__label_index {
    const cm__label_problem *problem; /* borrowed */
    cm__label_cells cells;
    size_t words;   /* of 64 labels each */
    uint64_t *bits; /* for each cell, a bit for each label that touches it */
    const cm__label_option **placed;
    struct cm__label_taken *taken; /* what placed labels cover, side by side in memory */
    uint16_t found[CM__LABEL_FOUND_MAX];
} cm__label_index;

/* Returns CM_OK or CM_ERR_NOMEM. Size: cells * labels / 8 bytes. */
CM_MUST_CHECK cm_status cm__label_index_build(cm__label_index *out,
                                              const cm__label_problem *problem);

/* Notes in the option which cells its shape touches. */
void cm__label_index_prepare(cm__label_index *index, cm__label_option *option);

/* Puts a label that is not there, borrowing the option; takes one that is. */
void cm__label_index_put(cm__label_index *index, size_t label, const cm__label_option *option);
void cm__label_index_take(cm__label_index *index, size_t label);

/* The placed labels that the option would overlap, or whose leader or own leader would cross.
 * label   whose option it is; not reported itself
 * out     room for most + 1
 * Returns how many there are, most + 1 for more than most. */
size_t cm__label_index_conflicts(size_t *out, size_t most, cm__label_index *index, size_t label,
                                 const cm__label_option *option);

void cm__label_index_clear(cm__label_index *index);

#endif
