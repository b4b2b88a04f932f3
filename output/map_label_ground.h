/* map_label_ground.h - what a place costs by what lies under it: furniture and markers. */
#ifndef CM_MAP_LABEL_GROUND_H
#define CM_MAP_LABEL_GROUND_H

#include "output/map_label_cells.h"

typedef struct cm__label_ground {
    const cm__label_problem *problem; /* borrowed */
    cm__label_cells cells;
    uint32_t *obstacles; /* by cell */
    size_t *starts;      /* of each cell in obstacles; one more than there are cells */
    uint32_t *seen;      /* of each obstacle, the query that met it last */
    uint32_t query;
    uint16_t found[CM__LABEL_FOUND_MAX];
} cm__label_ground;

/* Returns CM_OK or CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__label_ground_build(cm__label_ground *out,
                                               const cm__label_problem *problem);

/* From here on the label is rather left out. */
#define CM__LABEL_HOPELESS_COST 1000.0

/* What the shape of a label at `at` costs for what it covers; INFINITY if it leaves the frame or
 * touches what must not be covered. A leader may cross the marker that it comes from. A hopeless
 * cost is not added up to its end. */
double cm__label_ground_cost(cm__label_ground *ground, const cm__label_shape *shape, cm_point at);

void cm__label_ground_clear(cm__label_ground *ground);

#endif
