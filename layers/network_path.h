/* network_path.h - parts of edges as vertices. */
#ifndef CM_NETWORK_PATH_H
#define CM_NETWORK_PATH_H

#include "layers/network_inside.h"

/* {0} is empty. Two equal vertices in a row are one. */
typedef struct cm__network_line {
    double *x, *y;
    size_t count, x_capacity, y_capacity;
} cm__network_line;

CM_MUST_CHECK cm_status cm__network_line_add(cm__network_line *line, double x, double y);

/* Adds an edge's vertices between two distances along it, in the direction from the one to the
 * other, both cut points included. Distances beyond the edge are its ends. */
CM_MUST_CHECK cm_status cm__network_line_add_part(cm__network_line *line, const cm_network *network,
                                                  size_t edge, double from_m, double to_m);

void cm__network_line_clear(cm__network_line *line);

#endif
