/* map_label_anneal.h - moves at random that may make things worse for a while. */
#ifndef CM_MAP_LABEL_ANNEAL_H
#define CM_MAP_LABEL_ANNEAL_H

#include "output/map_label_state.h"

/* Lets labels stand on each other and moves them towards places of less cost and fewer conflicts,
 * then takes out those that still disturb others, the least important first.
 * round   0, 1, 2 ...: another row of random numbers
 * Returns CM_OK, or CM_ERR_NOMEM with the state as before. */
CM_MUST_CHECK cm_status cm__label_anneal_crowd(cm__label_state *state, unsigned round);

/* Moves labels that do not disturb each other, so that they never do. */
void cm__label_anneal_polish(cm__label_state *state);

#endif
