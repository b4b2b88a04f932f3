/* quotient.c - the location quotient. */
#include <clustermap/quotient.h>

#include "geo/base_error.h"
#include <math.h>
#include <stdbool.h>

static bool is_count(double value)
{
    return value >= 0 && value <= 1e300;
}

cm_status cm_quotient_get(double *out, const cm_quotient_counts *counts)
{
    const cm_quotient_counts c = *counts;

    if (!is_count(c.sector_here) || !is_count(c.all_here) || !is_count(c.sector_everywhere) ||
        !is_count(c.all_everywhere))
        return cm__fail(CM_ERR_DOMAIN, "a quotient of counts that are none: %g of %g, %g of %g",
                        c.sector_here, c.all_here, c.sector_everywhere, c.all_everywhere);
    if (!(c.all_here > 0 && c.sector_everywhere > 0 && c.all_everywhere > 0))
        return cm__fail(CM_ERR_DOMAIN, "the quotient of %g of %g to %g of %g is undefined",
                        c.sector_here, c.all_here, c.sector_everywhere, c.all_everywhere);
    *out = (c.sector_here / c.all_here) / (c.sector_everywhere / c.all_everywhere);
    return CM_OK;
}
