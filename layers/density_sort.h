/* density_sort.h - places in the order in which an engine visits them. */
#ifndef CM_DENSITY_SORT_H
#define CM_DENSITY_SORT_H

#include "layers/density_frame.h"
#include <clustermap/points.h>
#include <clustermap/progress.h>

/* Distinct places, those of equal coordinates merged with their weights summed, sorted by block of
 * x, then by bucket of y, then by x and y: what lies near a place is near in memory. The order of
 * the points does not matter. {0} is empty. */
typedef struct cm__places {
    double *x, *y, *weight; /* in units of the frame */
    size_t count;           /* within reach */
    size_t distinct;        /* in all */
    double weight_sum;      /* in all */
    bool is_whole;          /* weights are whole numbers, and all sums of them exact */
    bool is_unit;           /* weights are 1 */
    size_t *first;          /* blocks * buckets + 1 */
    size_t blocks, buckets;
    double left, top, block_width, bucket_height;
} cm__places;

/* out must be empty; untouched on failure. CM_OK or CM_ERR_NOMEM. Cost: O(count log bucket). */
CM_MUST_CHECK cm_status cm__places_sort(cm__places *out, const cm_points *points,
                                        const cm__frame *frame);
/* The same by so many threads at most: to the same bytes. progress is asked now and then, with a
 * share of 0, whether to go on; NULL: nobody is asked. Also CM_ERR_STOPPED. */
CM_MUST_CHECK cm_status cm__places_sort_by(cm__places *out, const cm_points *points,
                                           const cm__frame *frame, int threads,
                                           const cm_progress *progress);
void cm__places_clear(cm__places *places);

/* The blocks that hold all places from low to high in x: begin <= block < end. */
cm__span cm__places_find_blocks(const cm__places *places, double low, double high);
/* The buckets likewise, in y. */
cm__span cm__places_find_buckets(const cm__places *places, double low, double high);
/* The places in those buckets of one block. */
cm__span cm__places_get_span(const cm__places *places, size_t block, cm__span buckets);

#endif
