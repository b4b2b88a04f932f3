/* density_reach.h - whether any place with a weight is within reach of a cell. */
#ifndef CM_DENSITY_REACH_H
#define CM_DENSITY_REACH_H

#include "layers/density_bins.h"

/* The places of one bin. */
typedef struct cm__reach_bin {
    size_t count; /* those with a weight */
    cm_box box;   /* of them */
    bool is_made;
} cm__reach_bin;

/* Trees of places, each made when it is first asked for. */
typedef struct cm__reach {
    cm__bins *bins;
    const cm__frame *frame;
    double reach2;
    double reach;
    cm__reach_bin *made; /* one a bin */
} cm__reach;

/* out must be empty; bins and frame are borrowed, and the bins' points are moved about and put into
 * the frame's units, bin by bin. CM_OK or CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__reach_init(cm__reach *out, cm__bins *bins, const cm__frame *frame,
                                       double reach);
void cm__reach_clear(cm__reach *reach);

/* Whether a place lies less than the reach from (x, y), in the frame's units. By any number of
 * threads at once. Cost: the bins within reach, and of those that the circle cuts the root of their
 * places. */
bool cm__reach_finds(cm__reach *reach, double x, double y);

#endif
