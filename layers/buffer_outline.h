/* buffer_outline.h - what lies within a distance of a point or a straight line, as a ring. */
#ifndef CM_BUFFER_OUTLINE_H
#define CM_BUFFER_OUTLINE_H

#include <clustermap/place.h>
#include <stddef.h>

enum { CM__ARC_CORNERS_MAX = 20000 };

/* How many corners a circle needs so that no chord lies farther inside it than the tolerance: a
 * multiple of 4, at least 8, at most CM__ARC_CORNERS_MAX. */
size_t cm__arc_corners(double radius, double tolerance);

/* A circle's corners. All circles of so many corners have theirs in the same directions. */
typedef struct cm__arc {
    double radius;
    size_t corners;
    const cm_point *unit; /* corners of the circle of radius 1 about 0,0 */
} cm__arc;

/* Fills the corners of the circle of radius 1, counter-clockwise from the east. */
void cm__arc_fill(cm_point *unit, size_t corners);

/* The closed ring round a circle, counter-clockwise: room for corners + 1. Returns its count. */
size_t cm__circle_outline(double *x, double *y, cm_point middle, const cm__arc *arc);

/* The closed ring round all that lies within the radius of a line from a to b, counter-clockwise:
 * room for corners + 5. Its straight sides lie at the radius. Returns its count. */
size_t cm__line_outline(double *x, double *y, const cm_point ends[2], const cm__arc *arc);

#endif
