/* map_anchor.h - where inside an area its name is best written. */
#ifndef CM_MAP_ANCHOR_H
#define CM_MAP_ANCHOR_H

#include "output/map_list.h"

typedef struct cm__anchor {
    cm_point at;
    double clear_mm; /* half the height of the largest ellipse round it that is in the area and is
                        so many times wider than high as asked for */
} cm__anchor;

/* The middle of the largest ellipse in the area, `aspect` (> 0) times as wide as high: a name is
 * wide and low; of equal ones that nearest to the area's middle. Found on a grid that is refined
 * twice round its best point.
 *
 * blocks   count boxes that the name keeps off
 * Returns false if the area is too small for any point of the grid.
 * Cost: O(600 * vertices). */
bool cm__anchor_find(cm__anchor *out, const cm__path *area, double aspect, const cm_box *blocks,
                     size_t count);

/* Leaves out vertices nearer than apart_mm to the one before; at least three of a part stay. For
 * measuring, not for drawing. */
void cm__path_coarsen(cm__path *path, double apart_mm);

/* The area of a closed path in square millimetres: outer rings less holes. */
double cm__path_area(const cm__path *path);

#endif
