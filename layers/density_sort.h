/* density_sort.h - places in the order in which an engine visits them. */
#ifndef CM_DENSITY_SORT_H
#define CM_DENSITY_SORT_H

#include <clustermap/place.h>
#include <clustermap/points.h>
#include <stdbool.h>

/* From a plane to the units of an engine: ((x - x_origin) / unit - shift, and the same of y, which
 * runs down the rows if y_is_down). The origin goes first: absolute coordinates have too few digits
 * left to be squared. */
typedef struct cm__frame {
    double x_origin, y_origin, unit, shift;
    bool y_is_down;
    cm_box reach;                      /* in units: places outside are counted, and left out */
    double block_width, bucket_height; /* in units: no block is narrower, no bucket lower */
} cm__frame;

static inline double cm__frame_x(const cm__frame *frame, double x)
{
    return (x - frame->x_origin) / frame->unit - frame->shift;
}

static inline double cm__frame_y(const cm__frame *frame, double y)
{
    const double up = (y - frame->y_origin) / frame->unit;

    return (frame->y_is_down ? -up : up) - frame->shift;
}

/* Of a place in units. */
static inline bool cm__frame_reaches(const cm__frame *frame, double x, double y)
{
    const cm_box *const box = &frame->reach;

    return x >= box->x_min && x <= box->x_max && y >= box->y_min && y <= box->y_max;
}

/* Distinct places, those of equal coordinates merged with their weights summed, sorted by block of
 * x, then by bucket of y, then by x and y: what lies near a place is near in memory. The order of
 * the points does not matter. {0} is empty. */
typedef struct cm__places {
    double *x, *y, *weight; /* in units of the frame */
    size_t count;           /* within reach */
    size_t distinct;        /* in all */
    double weight_sum;      /* in all */
    bool is_whole;          /* weights are whole numbers, and all sums of them exact */
    size_t *first;          /* blocks * buckets + 1 */
    size_t blocks, buckets;
    double left, top, block_width, bucket_height;
} cm__places;

typedef struct cm__span {
    size_t begin, end;
} cm__span;

/* out must be empty; untouched on failure. CM_OK or CM_ERR_NOMEM. Cost: O(count log bucket). */
CM_MUST_CHECK cm_status cm__places_sort(cm__places *out, const cm_points *points,
                                        const cm__frame *frame);
void cm__places_clear(cm__places *places);

/* The blocks that hold all places from low to high in x: begin <= block < end. */
cm__span cm__places_find_blocks(const cm__places *places, double low, double high);
/* The buckets likewise, in y. */
cm__span cm__places_find_buckets(const cm__places *places, double low, double high);
/* The places in those buckets of one block. */
cm__span cm__places_get_span(const cm__places *places, size_t block, cm__span buckets);

#endif
