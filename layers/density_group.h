/* density_group.h - points moved to where they belong together, by all threads. */
#ifndef CM_DENSITY_GROUP_H
#define CM_DENSITY_GROUP_H

#include "layers/density_frame.h"
#include <clustermap/points.h>
#include <stdint.h>

enum { CM__GROUPS_MAX = 65535 };

/* Which of count groups each point belongs to: group[i] for points begin <= i < end. */
typedef struct cm__grouping {
    size_t count;
    void (*find)(uint16_t *group, const cm_points *points, cm__span part, const void *context);
    const void *context;
} cm__grouping;

/* Points as they came, those of group g from first[g] up to first[g + 1], in their order. */
typedef struct cm__groups {
    cm_point *at;
    double *weight; /* NULL where all are 1 */
    size_t *first;  /* one more than there are groups */
} cm__groups;

/* out must be empty; untouched on failure. The same for any number of threads. CM_OK or
 * CM_ERR_NOMEM. Cost: O(points + threads * groups). */
CM_MUST_CHECK cm_status cm__groups_fill(cm__groups *out, const cm_points *points,
                                        const cm__grouping *by, int threads);
void cm__groups_clear(cm__groups *groups);

#endif
