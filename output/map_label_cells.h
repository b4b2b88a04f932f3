/* map_label_cells.h - the flat grid over the frame in which obstacles and placed labels are found.
 */
#ifndef CM_MAP_LABEL_CELLS_H
#define CM_MAP_LABEL_CELLS_H

#include "output/map_label_candidate.h"
#include <stdint.h>

#define CM__LABEL_CELLS_MAX 4096
#define CM__LABEL_FOUND_MAX (2 * CM__LABEL_CELLS_MAX) /* by the box, and by the leader */

typedef struct cm__label_cells {
    double x_min, y_min, side, per_mm; /* per_mm: 1 / side */
    size_t columns, rows;              /* at least 1, and CM__LABEL_CELLS_MAX cells at most */
} cm__label_cells;

cm__label_cells cm__label_cells_over(const cm_box *frame);

/* The numbers of the cells that the shape, grown by margin, touches; what lies outside the grid
 * counts as in its outermost cells. A cell may come twice.
 * out   room for CM__LABEL_FOUND_MAX
 * Returns how many there are. */
size_t cm__label_cells_of(uint16_t *out, const cm__label_cells *cells, const cm__label_shape *shape,
                          double margin);

#endif
