/* density_validate.h - a bandwidth by cross-validation: the lowest point of a curve over it. */
#ifndef CM_DENSITY_VALIDATE_H
#define CM_DENSITY_VALIDATE_H

#include <clustermap/density.h>

/* The gaussian's deviation within low_m..high_m at which lscv or likelihood is best, to 1e-4 of
 * itself. Each place is left out with its whole weight, so that several members in one building do
 * not pull it to 0. report comes with the range, and receives places, evaluations and is_at_end.
 * Returns CM_OK; CM_ERR_DOMAIN where the search ended at an end of its range; CM_ERR_NOMEM;
 * CM_ERR_STOPPED. */
CM_MUST_CHECK cm_status cm__validate(double *out_sd_m, const cm_points *points,
                                     cm_bandwidth_rule rule, const cm_bandwidth_options *options,
                                     cm_bandwidth_report *report);

#endif
