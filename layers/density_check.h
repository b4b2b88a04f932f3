/* density_check.h - what every density is checked for before anything is computed. */
#ifndef CM_DENSITY_CHECK_H
#define CM_DENSITY_CHECK_H

#include <clustermap/density.h>

/* What was asked for, in the newest version; what an older one has not is as by default. */
cm_density_options cm__density_options(const cm_density_options *given);

/* CM_OK or CM_ERR_DOMAIN: an option out of range, coordinates that are not within -1e9..1e9,
 * weights that are negative or not finite, or so large that a value would not fit a float. */
CM_MUST_CHECK cm_status cm__density_check(const cm_points *points,
                                          const cm_density_options *options);

/* CM_OK, or CM_ERR_DOMAIN: a coordinate that is not within -1e9..1e9. */
CM_MUST_CHECK cm_status cm__density_check_places(const cm_points *points);

/* The same, and no weight that is negative or not finite. */
CM_MUST_CHECK cm_status cm__density_check_points(const cm_points *points);

/* The value at the place of a lone point of weight 1. */
double cm__density_peak(const cm_density_options *options);

#endif
