/* distance_tree.h - boxes round parts, round boxes, and so on: finds what is near. */
#ifndef CM_DISTANCE_TREE_H
#define CM_DISTANCE_TREE_H

#include "layers/distance_parts.h"

enum { CM__TREE_WIDTH = 8, CM__TREE_LEVELS = 12, CM__RIVALS = 5 };

/* Boxes, each turned as what it holds: about a row of points, or a piece of a coast, it is thin
 * whatever their direction, and so tells well how far they are. Side by side for vectors. */
typedef struct cm__turned_boxes {
    double x[CM__TREE_WIDTH], y[CM__TREE_WIDTH];   /* the middles */
    double ux[CM__TREE_WIDTH], uy[CM__TREE_WIDTH]; /* the lengths' directions; widths' (-uy, ux) */
    double half_u[CM__TREE_WIDTH], half_v[CM__TREE_WIDTH];
} cm__turned_boxes;

/* Box i of level 0 holds the parts 8 i .. 8 i + 7, of level k the boxes 8 i .. 8 i + 7 of level
 * k - 1, which are one element of `boxes`; the last level has one box. */
typedef struct cm__distance_tree {
    const cm__parts *parts;
    cm__turned_boxes *boxes;
    size_t first[CM__TREE_LEVELS]; /* a level's first element */
    size_t count[CM__TREE_LEVELS]; /* of its boxes */
    int levels;
} cm__distance_tree;

/* The parts are borrowed. out must be empty. CM_OK or CM_ERR_NOMEM. Cost: O(parts). */
CM_MUST_CHECK cm_status cm__distance_tree_build(cm__distance_tree *out, const cm__parts *parts);
void cm__distance_tree_clear(cm__distance_tree *tree);

/* The part nearest to a place, of equally near ones that of the lowest row; guess is any part, the
 * nearer the better. */
uint32_t cm__distance_tree_nearest(const cm__distance_tree *tree, double x, double y,
                                   uint32_t guess);

/* A square of cells, by the centres at its edge, and places of parts that rivals must be nearer
 * than at one corner at least. */
typedef struct cm__square {
    double x[2], y[2];            /* west and east, north and south */
    double rivals[CM__RIVALS][4]; /* squares of the distances from the corners: NW, NE, SW, SE */
    int rival_count;
    double middle_max2; /* no nearest part is farther from the middle than this, squared */
} cm__square;

/* A square of these centres without rivals; nothing beyond max of any of its cells is wanted. */
cm__square cm__square_make(const double x[2], const double y[2], double max);

/* Adds a part's place that is nearest to a corner (0..3). */
void cm__square_add_rival(cm__square *square, const cm__parts *parts, size_t part, int corner);

/* Some part is not farther than this, squared, from each of the square's cells. */
void cm__square_add_bound(cm__square *square, double distance2);

/* Whether something at these squares of distances from the corners, or farther, may be nearest to a
 * cell: never a wrong no. */
static inline bool cm__square_may_meet(const cm__square *square, const double corners[4])
{
    for (int r = 0; r < square->rival_count; r++) {
        const double *const rival = square->rivals[r];
        if (corners[0] > rival[0] && corners[1] > rival[1] && corners[2] > rival[2] &&
            corners[3] > rival[3])
            return false;
    }
    return true;
}

/* Numbers of parts, as many as there is room for. */
typedef struct cm__pile {
    uint32_t *parts;
    size_t count, capacity;
} cm__pile;

/* Puts on a pile the parts that may be nearest to a cell of the square, and some that are not.
 * CM_OK or CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__distance_tree_collect(cm__pile *pile, const cm__distance_tree *tree,
                                                  const cm__square *square);

#endif
