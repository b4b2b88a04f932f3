/* quotient.h - the location quotient: how much more of a sector is here than everywhere. */
#ifndef CLUSTERMAP_QUOTIENT_H
#define CLUSTERMAP_QUOTIENT_H

#include <clustermap/status.h>

/* Firms, or their employees: finite, 0 or more. */
typedef struct cm_quotient_counts {
    double sector_here, all_here;
    double sector_everywhere, all_everywhere;
} cm_quotient_counts;

/* The sector's share here over its share everywhere: (sector_here / all_here) / (sector_everywhere
 * / all_everywhere). The sector need not be a part of `all`: members of a cluster may be compared
 * with the firms of a register.
 *
 * out   receives the quotient: 1 = as everywhere, 0 = none here; untouched on failure
 * Returns CM_OK, or CM_ERR_DOMAIN if a count is not one, or if all_here, sector_everywhere or
 * all_everywhere is 0, where the quotient is undefined. */
CM_MUST_CHECK cm_status cm_quotient_get(double *out, const cm_quotient_counts *counts);

#endif
