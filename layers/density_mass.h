/* density_mass.h - how much of a kernel lies inside a window. */
#ifndef CM_DENSITY_MASS_H
#define CM_DENSITY_MASS_H

#include <clustermap/density.h>
#include <clustermap/window.h>

/* The integral of the kernel about a place over the window, 0..1: exact to rounding, and exactly 1
 * or 0 where no border is in reach. Polygons that lie over each other count twice.
 *
 * With M(r) the kernel's mass within r, it is 1 / 2 pi times the integral of M(r(t)) dt along all
 * borders, r and t being polar about the place.
 * Cost: O(log vertices) and the edges in reach. Thread-safe. */
double cm__mass_get(const cm_window *window, cm_kernel kernel, double bandwidth, cm_point place);

#endif
