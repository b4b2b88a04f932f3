/* map_label_state.h - where every label is now, and moving one so that others make room. */
#ifndef CM_MAP_LABEL_STATE_H
#define CM_MAP_LABEL_STATE_H

#include "output/map_label_index.h"

/* What was last found in the way of an option: labels, and the options that they had taken. As
 * long as they are there nothing else need be looked at. */
#define CM__LABEL_BLOCKERS 2
typedef struct cm__label_blockers {
    uint32_t label[CM__LABEL_BLOCKERS], option[CM__LABEL_BLOCKERS];
} cm__label_blockers;

typedef struct cm__label_state {
    const cm__label_problem *problem; /* borrowed */
    cm__label_index index;
    uint16_t *options; /* candidates of all labels, label by label, by rising cost; their shapes are
                        * worked out when asked for: 13 MB of them for 300 labels cost more time */
    double *costs;     /* of the options */
    cm__label_blockers *blockers; /* of the options */
    size_t *first;                /* of each label in options; one more than there are labels */
    size_t *now;                  /* the option that each label has taken, CM_ABSENT: none */
    double *penalty;              /* of each label if it is not placed */
    bool is_jam; /* there is no room for many of them: a short search finds almost as much */
} cm__label_state;

/* Works out the options; no label is placed. Returns CM_OK or CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__label_state_build(cm__label_state *out,
                                              const cm__label_problem *problem);

/* What the label costs where it is. */
double cm__label_state_cost(const cm__label_state *state, size_t label);

/* What the label covers there. */
cm__label_shape cm__label_state_shape(const cm__label_state *state, size_t label, size_t option);

/* How many options of the label cost less than limit. */
size_t cm__label_state_count(const cm__label_state *state, size_t label, double limit);

/* Puts the label there without looking, CM_ABSENT: nowhere. */
void cm__label_state_put(cm__label_state *state, size_t label, size_t option);

/* The labels that it would disturb there; as cm__label_index_conflicts. */
size_t cm__label_state_conflicts(size_t *out, size_t most, cm__label_state *state, size_t label,
                                 size_t option);

/* Takes the option, if all costs together then grow by less than limit. Labels in the way go to
 * their best free places, or out if there is none. No label may stand on another yet, and none
 * will. Returns whether the label was moved; if not, all is as before. */
bool cm__label_state_move(cm__label_state *state, size_t label, size_t option, double limit);

void cm__label_state_clear(cm__label_state *state);

#endif
