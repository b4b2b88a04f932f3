/* density_merge.h - points of equal coordinates made one place. */
#ifndef CM_DENSITY_MERGE_H
#define CM_DENSITY_MERGE_H

#include "layers/density_watch.h"
#include <clustermap/place.h>
#include <stdint.h>

/* What one thread merges with. */
typedef struct cm__merger {
    uint32_t *table;    /* cm__merge_room of the most points */
    int64_t *sums;      /* as many as points: of each place's weights, in units */
    double weight_unit; /* a power of 2 */
    cm__watch *watch;
} cm__merger;

/* How long the table must be for so many points: a power of 2. */
size_t cm__merge_room(size_t count);

/* Leaves each place once at the beginning of at, in any order, and in sums what it weighs; weight
 * NULL: each point 1. Returns how many places there are; if the watch says to stop, anything. Cost:
 * O(count), and O(count log count) for points that were chosen to collide. */
size_t cm__merge_places(const cm__merger *merger, cm_point *at, const double *weight, size_t count);

#endif
