/* density_mask.h - the cells of a grid that lie in a window. */
#ifndef CM_DENSITY_MASK_H
#define CM_DENSITY_MASK_H

#include <clustermap/density_edge.h>

#define CM__NODATA (-9999.0F)

typedef struct cm__mask_result {
    size_t cells;    /* in the window */
    double sum, max; /* of their values */
    double mass_min; /* of the kernel, 1 if it was not asked for */
} cm__mask_result;

/* Makes the cells outside the window nodata, and divides those inside by the kernel's mass if the
 * rule is uniform. Blocks of cells without a border in reach are not looked at one by one.
 * Returns CM_OK; CM_ERR_FORMAT if polygons lie over each other; CM_ERR_STOPPED; CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__mask_apply(cm__mask_result *out, cm_grid *grid,
                                       const cm_density_options *options,
                                       const cm_density_edge *edge);

#endif
