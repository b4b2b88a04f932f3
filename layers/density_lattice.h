/* density_lattice.h - gaussians spread over a lattice, and gathered from it.
 *
 * A product of two gaussians of deviation s / sqrt 2 about two places is a gaussian of deviation
 * s / 2 times that of deviation s of their distance, and the sum of such a one over a lattice is
 * its integral but for 2 exp(-2 pi^2 (s / 2)^2 / spacing^2) of it on each axis: 2e-12 for both. So
 * what many places have on many others costs each of them a stencil, and nothing a pair. */
#ifndef CM_DENSITY_LATTICE_H
#define CM_DENSITY_LATTICE_H

#include <stddef.h>

#define CM__LATTICE_A_SD 2.4        /* nodes in a standard deviation */
#define CM__LATTICE_ERROR 2e-12     /* relative */
#define CM__LATTICE_CUT_ERROR 1e-14 /* of all that is spread: 4 sqrt 2 exp(-(14 / 2.4)^2) */
enum {
    CM__LATTICE_SPREAD = 28, /* nodes of a stencil */
    CM__LATTICE_BEHIND = 13  /* of them before the place */
};

/* On an axis, in spacings: the first node, and exp(-d^2 / s^2) at each. */
typedef struct cm__stencil {
    double first;
    double value[CM__LATTICE_SPREAD];
} cm__stencil;

void cm__stencil_set(cm__stencil *out, double x);

/* Adds weight * y * x to the nodes; `nodes` is the first, and a row of them `stride` long. */
void cm__lattice_spread(double *nodes, size_t stride, const cm__stencil *x, const cm__stencil *y,
                        double weight);
/* The sum of nodes * y * x likewise. */
double cm__lattice_gather(const double *nodes, size_t stride, const cm__stencil *x,
                          const cm__stencil *y);

#endif
