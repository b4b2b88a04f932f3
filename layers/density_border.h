/* density_border.h - how much of a gaussian lies inside a window, for all cells of many rows. */
#ifndef CM_DENSITY_BORDER_H
#define CM_DENSITY_BORDER_H

#include <clustermap/density.h>
#include <clustermap/window.h>

/* With Phi the normal distribution, the mass about u is the integral of
 * -Phi((u_x - x) / s) phi((y - u_y) / s) / s dy along all borders: a sum of points with signed
 * weights, each of which is spread over a lattice once. A row of cells takes from it what it
 * needs, so that the cost does not grow with the deviation. {0} is empty. */
typedef struct cm__border {
    const cm_grid_shape *shape;
    size_t row, rows; /* of the grid, that it serves */
    double sd_m, spacing_m;
    double *nodes; /* across * down, from the north */
    size_t across, down;
    double *steps; /* Phi at a cell's nodes, for each column */
    double *sums;  /* across, for each of the rows: down to the row; then sums from west */
    double *sums_from_west;
} cm__border;

/* How many rows one of them should serve, a multiple of CM__BORDER_ROWS, so that it stays below 128
 * MB; 0 where a lattice is not worth it: cells are not small beside the deviation, or far too many
 * in a row. */
enum { CM__BORDER_ROWS = 64 };
size_t cm__border_rows(const cm_grid_shape *shape, double sd_m);

/* out must be empty; untouched on failure. `ask` has shape, row, rows and sd_m. The same for any
 * number of threads.
 * CM_OK or CM_ERR_NOMEM. Cost: O(edges in reach of the rows, and their length in deviations), and
 * O(28 nodes) a row. */
CM_MUST_CHECK cm_status cm__border_create(cm__border *out, const cm_window *window, int threads,
                                          const cm__border *ask);
void cm__border_clear(cm__border *border);

/* Makes it ready for places anywhere between its cells' centres; and the mass about one, as below.
 * Cost: O(28 * 28). */
void cm__border_open(cm__border *border);
double cm__border_at(const cm__border *border, cm_point place);

/* The mass about the centre of a cell, to 1e-11 of 1; exactly 1 above 1 - 1e-11. Cost: O(28). */
double cm__border_get(const cm__border *border, size_t column, size_t row);

#endif
