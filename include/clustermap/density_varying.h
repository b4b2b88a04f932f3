/* density_varying.h - density where each point has a bandwidth of its own. */
#ifndef CLUSTERMAP_DENSITY_VARYING_H
#define CLUSTERMAP_DENSITY_VARYING_H

#include <clustermap/density.h>

/* Abramson's bandwidths: out_m[i] = h * min(p_i^(-1/2) / g, 5), h the bandwidth of options, p_i the
 * density at point i with it, itself included, and g the geometric mean of p^(-1/2), weighted. So
 * they are wide where members are few (Abramson 1982). A point without weight gets one as well.
 * Returns as cm_density_at; CM_ERR_DOMAIN if there is no weight. */
CM_MUST_CHECK cm_status cm_bandwidth_adapt(double *out_m, const cm_points *points,
                                           const cm_density_options *options);

/* As cm_density_grid, with bandwidths_m[i] (1e-3..1e8) for point i; the one of options does not
 * matter, but is named in the tag bandwidth_m, and the least and the greatest in the tags
 * bandwidth_min_m and bandwidth_max_m.
 * Returns as cm_density_grid. Cost: up to 64 different bandwidths as many times that of
 * cm_density_grid; else O(points * cells within reach). */
CM_MUST_CHECK cm_status cm_density_varying_grid(cm_grid *grid, const cm_points *points,
                                                const double *bandwidths_m,
                                                const cm_density_options *options,
                                                cm_density_report *report);

/* As cm_density_at likewise. Cost: O(places * points within the widest reach in x). */
CM_MUST_CHECK cm_status cm_density_varying_at(double *out, const cm_points *places,
                                              const cm_points *points, const double *bandwidths_m,
                                              const cm_density_options *options);

#endif
