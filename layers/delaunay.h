/* delaunay.h - the triangles between places whose circles hold no other place. */
#ifndef CM_DELAUNAY_H
#define CM_DELAUNAY_H

#include <clustermap/place.h>
#include <clustermap/progress.h>
#include <clustermap/status.h>
#include <stddef.h>
#include <stdint.h>

#define CM__NO_TWIN UINT32_MAX
#define CM__DELAUNAY_MAX ((size_t)500000000)

/* Triangle t has the sides 3t, 3t + 1, 3t + 2, counter-clockwise; side s leads from the place
 * from[s] to that of the next side, and has its triangle on the left. {0} is empty. */
typedef struct cm__delaunay {
    uint32_t *from;
    uint32_t *twin; /* the same side of the other triangle, in the other direction; CM__NO_TWIN on
                       the outermost sides */
    size_t triangle_count;
} cm__delaunay;

static inline uint32_t cm__next_side(uint32_t side)
{
    return side % 3 == 2 ? side - 2 : side + 1;
}

static inline uint32_t cm__last_side(uint32_t side)
{
    return side % 3 == 0 ? side + 2 : side - 1;
}

/* Triangulates, place after place, with signs that are never wrong: the result is right for places
 * on lines, circles and grids as for any others. Where four or more lie on one empty circle, it is
 * one of the triangulations that are right.
 *
 * places     all different; four corners of a box come last, counter-clockwise, and the others lie
 *            inside it. In an order in which neighbours mostly follow each other it is faster
 * count      4..CM__DELAUNAY_MAX
 * progress   told shares from 0 to 1
 * Returns CM_OK, CM_ERR_NOMEM, CM_ERR_STOPPED. Cost: O(count) on average in such an order. */
CM_MUST_CHECK cm_status cm__delaunay_build(cm__delaunay *out, const cm_point *places, size_t count,
                                           const cm_progress *progress);

void cm__delaunay_clear(cm__delaunay *triangles);

#endif
