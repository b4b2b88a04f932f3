/* density_edge.h - density within a window, mended for what its border cuts off. */
#ifndef CLUSTERMAP_DENSITY_EDGE_H
#define CLUSTERMAP_DENSITY_EDGE_H

#include <clustermap/density.h>
#include <clustermap/window.h>

typedef enum cm_edge_rule {
    CM_EDGE_NONE,
    CM_EDGE_UNIFORM, /* f(u) / e(u), e the kernel's mass in the window about u (Jones 1993) */
    CM_EDGE_DIGGLE,  /* sum of w k(u - x) / e(x), which keeps the mass (Diggle 1985) */
    CM_EDGE_RULE_COUNT
} cm_edge_rule;

/* "none", "uniform", "diggle"; and back: CM_EDGE_RULE_COUNT if there is none of that name. */
const char *cm_edge_rule_name(cm_edge_rule rule);
cm_edge_rule cm_edge_rule_find(const char *name);

/* out[i] receives e, the mass of the kernel about place i that lies in the window, 0..1: exact to
 * rounding, by an integral along the borders.
 * Returns CM_OK, CM_ERR_DOMAIN (an option out of range), CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm_edge_mass(double *out, const cm_points *places, const cm_window *window,
                                     const cm_density_options *options);

typedef struct cm_density_edge {
    cm_edge_rule rule;
    const cm_window *window;
} cm_density_edge;

/* As cm_density_grid, but for the points in the window alone (report->points says how many they
 * are), with its edge rule; a cell whose centre lies outside is nodata. The tags edge and
 * points_outside are set as well.
 * Returns as cm_density_grid; also CM_ERR_DOMAIN if no point, or no cell, lies in the window, and
 * CM_ERR_FORMAT if polygons lie over each other.
 * Cost: as cm_density_grid, and the borders in reach of the cells that have any. */
CM_MUST_CHECK cm_status cm_density_edge_grid(cm_grid *grid, const cm_points *points,
                                             const cm_density_options *options,
                                             const cm_density_edge *edge,
                                             cm_density_report *report);

/* As cm_density_at, with the window's edge rule; NaN for a place outside it. */
CM_MUST_CHECK cm_status cm_density_edge_at(double *out, const cm_points *places,
                                           const cm_points *points,
                                           const cm_density_options *options,
                                           const cm_density_edge *edge);

#endif
