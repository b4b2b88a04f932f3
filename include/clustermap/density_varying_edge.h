/* density_varying_edge.h - density within a window, where each point has a bandwidth of its own. */
#ifndef CLUSTERMAP_DENSITY_VARYING_EDGE_H
#define CLUSTERMAP_DENSITY_VARYING_EDGE_H

#include <clustermap/density_edge.h>

typedef struct cm_density_varying {
    const double *bandwidths_m; /* of each point, 1e-3..1e8 */
    const cm_density_edge *edge;
} cm_density_varying;

/* As cm_density_varying_grid, but for the points in the window alone, and nodata outside. With
 * Diggle's rule each point's weight is divided by its own kernel's mass in the window, e_i(x_i):
 * every point counts whole, as with a common bandwidth. The uniform rule is not defined: it divides
 * by the mass of one kernel about the cell, and here there is no one kernel.
 * Returns as cm_density_varying_grid and cm_density_edge_grid; CM_ERR_DOMAIN for the uniform rule.
 */
CM_MUST_CHECK cm_status cm_density_varying_edge_grid(cm_grid *grid, const cm_points *points,
                                                     const cm_density_varying *varying,
                                                     const cm_density_options *options,
                                                     cm_density_report *report);

/* As cm_density_varying_at likewise; NaN for a place outside the window. */
CM_MUST_CHECK cm_status cm_density_varying_edge_at(double *out, const cm_points *places,
                                                   const cm_points *points,
                                                   const cm_density_varying *varying,
                                                   const cm_density_options *options);

#endif
