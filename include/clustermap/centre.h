/* centre.h - the middle of points, and how far they spread about it. */
#ifndef CLUSTERMAP_CENTRE_H
#define CLUSTERMAP_CENTRE_H

#include <clustermap/place.h>
#include <clustermap/points.h>

typedef struct cm_centre {
    size_t count;
    double weight;              /* sum of weights */
    cm_point mean;              /* sum of w p / sum of w; NaN without weight */
    double standard_distance_m; /* sqrt(sum of w d2 / sum of w), d to the mean (Bachi 1962) */
} cm_centre;

/* The weighted mean place and the standard distance, summed from the first point on with
 * compensation, so that places far from the origin lose nothing. Cost: O(count). Thread-safe. */
cm_centre cm_centre_get(const cm_points *points);

#endif
