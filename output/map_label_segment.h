/* map_label_segment.h - where leaders meet each other, labels and markers. */
#ifndef CM_MAP_LABEL_SEGMENT_H
#define CM_MAP_LABEL_SEGMENT_H

#include <clustermap/place.h>
#include <stdbool.h>

typedef struct cm__segment {
    cm_point from, to;
} cm__segment;

/* Whether the two have a point in common. */
bool cm__segments_meet(const cm__segment *a, const cm__segment *b);

/* Whether their boxes are more than margin apart: then so are they. */
bool cm__segments_are_apart(const cm__segment *a, const cm__segment *b, double margin);

/* The square of the distance from a point to the nearest point of the segment. */
double cm__segment_distance2(const cm__segment *segment, cm_point at);

/* Whether it has a point in common with the box, border included. */
bool cm__segment_meets_box(const cm__segment *segment, const cm_box *box);

/* The length of what lies in the box; 0 if none does. */
double cm__segment_inside_mm(const cm__segment *segment, const cm_box *box);

#endif
