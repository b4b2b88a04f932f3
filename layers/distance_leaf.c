/* distance_leaf.c - the distances of a small block of cells to a few parts, by vectors. */
#include "layers/distance_leaf.h"
#include "layers/density_mask.h"
#include "layers/density_vector.h"
#include <float.h>
#include <math.h>

enum { SIDE = CM__LEAF_SIDE };

/* One row of cells and one part. */
typedef struct line {
    const double *x;
    double y;
    double *best2, *row;
} line;

CM__INLINE void put(const line *at, int c, double d2)
{
    at->best2[c] = d2 < at->best2[c] ? d2 : at->best2[c];
}

/* The least distance, and of equal ones the least row; the cell's was none so far where it is 0. */
CM__INLINE void put_row(const line *at, int c, double d2, double row)
{
    const double best2 = at->best2[c], best = at->row[c];
    const double tied = best < row ? best : row;

    at->row[c] = d2 < best2 ? row : d2 == best2 ? tied : best;
    at->best2[c] = d2 < best2 ? d2 : best2;
}

CM__INLINE void meet_point(const line *at, double ax, double ay, double row, bool with_rows)
{
    const double py = at->y - ay, y2 = py * py;

    CM__VECTOR_LOOP
    for (int c = 0; c < SIDE; c++) {
        const double px = at->x[c] - ax, d2 = px * px + y2;
        if (with_rows)
            put_row(at, c, d2, row);
        else
            put(at, c, d2);
    }
}

typedef struct segment {
    double ax, ay, bx, by, inverse, row;
} segment;

/* As cm__part_distance2. */
CM__INLINE void meet_segment(const line *at, const segment *s, bool with_rows)
{
    const double dx = s->bx - s->ax, dy = s->by - s->ay;
    const double pay = at->y - s->ay, pby = at->y - s->by;

    CM__VECTOR_LOOP
    for (int c = 0; c < SIDE; c++) {
        const double pax = at->x[c] - s->ax, pbx = at->x[c] - s->bx;
        const double t = (pax * dx + pay * dy) * s->inverse;
        const double mx = pax - t * dx, my = pay - t * dy;
        const double qx = t > 0 ? mx : pax, qy = t > 0 ? my : pay;
        const double px = t >= 1 ? pbx : qx, py = t >= 1 ? pby : qy;
        const double d2 = px * px + py * py;
        if (with_rows)
            put_row(at, c, d2, s->row);
        else
            put(at, c, d2);
    }
}

CM__INLINE line line_of(cm__leaf *leaf, size_t r)
{
    return (line){leaf->x, leaf->y[r], leaf->best2 + r * SIDE, leaf->row + r * SIDE};
}

CM__INLINE void meet_points(cm__leaf *leaf, const cm__parts *parts, const uint32_t *list,
                            size_t count, bool with_rows)
{
    for (size_t k = 0; k < count; k++) {
        const double ax = parts->ax[list[k]], ay = parts->ay[list[k]];
        const double row = parts->row[list[k]];
        for (size_t r = 0; r < leaf->rows; r++) {
            const line at = line_of(leaf, r);
            meet_point(&at, ax, ay, row, with_rows);
        }
    }
}

CM__INLINE void meet_segments(cm__leaf *leaf, const cm__parts *parts, const uint32_t *list,
                              size_t count, bool with_rows)
{
    for (size_t k = 0; k < count; k++) {
        const uint32_t i = list[k];
        const segment s = {parts->ax[i], parts->ay[i],      parts->bx[i],
                           parts->by[i], parts->inverse[i], parts->row[i]};
        for (size_t r = 0; r < leaf->rows; r++) {
            const line at = line_of(leaf, r);
            meet_segment(&at, &s, with_rows);
        }
    }
}

CM__INLINE void reset(cm__leaf *leaf)
{
    for (size_t i = 0; i < leaf->rows * SIDE; i++)
        leaf->best2[i] = INFINITY;
    for (size_t i = 0; i < leaf->rows * SIDE && leaf->with_rows; i++)
        leaf->row[i] = 0;
}

CM__INLINE void finish(cm__leaf *leaf, double max)
{
    const double last = max < INFINITY ? max : DBL_MAX; /* infinitely far is none at all */

    CM__VECTOR_LOOP
    for (size_t i = 0; i < leaf->rows * SIDE; i++) {
        const double distance = sqrt(leaf->best2[i]);
        leaf->distance[i] = distance <= last ? (float)distance : CM__NODATA;
    }
    for (size_t i = 0; i < leaf->rows * SIDE && leaf->with_rows; i++)
        leaf->row[i] = leaf->distance[i] == CM__NODATA ? 0 : leaf->row[i];
}

CM__EVERY_MACHINE
void cm__leaf_work(cm__leaf *leaf, const cm__parts *parts, const uint32_t *list, size_t count,
                   double max)
{
    reset(leaf);
    if (!parts->bx && leaf->with_rows)
        meet_points(leaf, parts, list, count, true);
    else if (!parts->bx)
        meet_points(leaf, parts, list, count, false);
    else if (leaf->with_rows)
        meet_segments(leaf, parts, list, count, true);
    else
        meet_segments(leaf, parts, list, count, false);
    finish(leaf, max);
}
