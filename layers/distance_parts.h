/* distance_parts.h - the points, or segments of lines and borders, that distances are taken to. */
#ifndef CM_DISTANCE_PARTS_H
#define CM_DISTANCE_PARTS_H

#include <clustermap/features.h>
#include <clustermap/grid.h>
#include <stdbool.h>
#include <stdint.h>

/* Lengths are in the plane's unit from the grid's north-west corner, x to the east, y to the south.
 * A segment runs from a to b, in an order that does not depend on the direction in which it was
 * drawn: so a border that two features share gives both the same distance, to the bit. */
typedef struct cm__parts {
    double *ax, *ay;
    double *bx, *by, *inverse; /* 1 / length^2, 0 where that is too short; NULL for points */
    uint32_t *row;             /* of the feature, from 1 */
    size_t count;
    size_t features; /* that have a place */
} cm__parts;

/* Gathers them in the order of a curve (Hilbert 1891) that keeps neighbours together; a part that
 * equals the one before it is left out.
 *
 * out   must be empty; untouched on failure
 * Returns CM_OK, CM_ERR_DOMAIN (none, or a vertex not within -1e9..1e9), CM_ERR_FORMAT (no
 * geometry), CM_ERR_LIMIT (too many for their numbers), CM_ERR_NOMEM. Cost: O(count). */
CM_MUST_CHECK cm_status cm__parts_gather(cm__parts *out, const cm_features *features,
                                         const cm_grid_shape *shape);

/* Releases them and leaves them zeroed. */
void cm__parts_clear(cm__parts *parts);

/* The place of a part that is nearest to another place. */
static inline cm_point cm__part_foot(const cm__parts *parts, size_t i, double x, double y)
{
    const cm_point a = {parts->ax[i], parts->ay[i]};

    if (!parts->bx)
        return a;
    const cm_point b = {parts->bx[i], parts->by[i]};
    const double dx = b.x - a.x, dy = b.y - a.y;
    const double t = ((x - a.x) * dx + (y - a.y) * dy) * parts->inverse[i];
    if (!(t > 0))
        return a;
    return t >= 1 ? b : (cm_point){a.x + t * dx, a.y + t * dy};
}

/* The square of the distance to a part, as distance_leaf.c has it. */
static inline double cm__part_distance2(const cm__parts *parts, size_t i, double x, double y)
{
    double px = x - parts->ax[i], py = y - parts->ay[i];

    if (parts->bx) {
        const double dx = parts->bx[i] - parts->ax[i], dy = parts->by[i] - parts->ay[i];
        const double t = (px * dx + py * dy) * parts->inverse[i];
        px = t >= 1 ? x - parts->bx[i] : t > 0 ? px - t * dx : px;
        py = t >= 1 ? y - parts->by[i] : t > 0 ? py - t * dy : py;
    }
    return px * px + py * py;
}

#endif
