/* map_label_search.h - the search for places of least cost. */
#ifndef CM_MAP_LABEL_SEARCH_H
#define CM_MAP_LABEL_SEARCH_H

#include "output/map_label_state.h"

/* Places the labels of a state in which none is placed. Returns CM_OK or CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__label_search(cm__label_state *state);

#endif
