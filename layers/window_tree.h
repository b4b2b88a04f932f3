/* window_tree.h - the borders of a window in a tree of boxes, to be walked without recursion. */
#ifndef CM_WINDOW_TREE_H
#define CM_WINDOW_TREE_H

#include <clustermap/window.h>

enum { CM__WINDOW_LEAF_EDGES = 4 };

/* A run of a ring's vertices, or several whole rings, in the order of a walk: the parts of a node
 * follow it, and `next` is the node after all of them. Seen from outside the box, all edges of the
 * node together turn by the angle from its first to its last vertex, since the box is convex; whole
 * rings turn by 0. */
typedef struct cm__window_node {
    cm_box box;
    size_t first, last; /* vertices; the same one for whole rings */
    size_t next;
    bool is_leaf; /* the edges first .. last are to be looked at one by one */
} cm__window_node;

struct cm_window {
    cm_features polygons; /* x, y and the parts only */
    cm__window_node *nodes;
    size_t node_count, node_capacity;
    double border; /* how far from a border still lies on it */
};

/* The square of the distance between a box and a place, 0 inside. */
double cm__window_box_distance2(const cm_box *box, cm_point place);

/* How often the rings wind round a place: 1 inside, 0 outside, 2 where polygons lie over each
 * other. On a border it is the one or the other, and between neighbours just one of them. */
int cm__window_wind(const cm_window *window, cm_point place);

/* Whether an edge may lie within so much of the box; never a wrong no. */
bool cm__window_is_near(const cm_window *window, const cm_box *box, double distance);

#endif
