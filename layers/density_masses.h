/* density_masses.h - how much of a kernel lies inside a window, about many places. */
#ifndef CM_DENSITY_MASSES_H
#define CM_DENSITY_MASSES_H

#include <clustermap/density.h>
#include <clustermap/window.h>

/* cm__mass_get about each place, by threads; of a gaussian about many places to 1e-9 of itself,
 * from a lattice. bandwidths_m are the places' own; NULL: that of options. The same for any number
 * of threads. out holds anything on failure. CM_OK, CM_ERR_NOMEM or CM_ERR_STOPPED. */
CM_MUST_CHECK cm_status cm__masses_get(double *out, const cm_points *places,
                                       const cm_window *window, const cm_density_options *options,
                                       const double *bandwidths_m);

#endif
