/* map_lint_ground.h - what lies under the texts of a map, painted. */
#ifndef CM_MAP_LINT_GROUND_H
#define CM_MAP_LINT_GROUND_H

#include "output/map_list.h"
#include <stdint.h>

/* {0} is none. */
typedef struct cm__lint_ground {
    uint32_t *pixels; /* 0x00RRGGBB, row by row */
    size_t width, height;
    double per_mm;
} cm__lint_ground;

/* Paints all of the page but its texts, 5 pixels a millimetre, fewer on a page over 800 mm.
 * out   must be empty; cleared by cm__lint_ground_clear, also after a failure
 * Returns CM_OK, CM_ERR_NOMEM or what a pen says. */
CM_MUST_CHECK cm_status cm__lint_ground_paint(cm__lint_ground *out, const cm__list *list);

/* The share of the pixels in the box on which a colour has less than so much contrast, and the
 * least contrast among them. A box beyond the page has none. */
double cm__lint_ground_share(const cm__lint_ground *ground, const cm_box *box, cm_colour colour,
                             double contrast, double *out_least);

void cm__lint_ground_clear(cm__lint_ground *ground);

#endif
