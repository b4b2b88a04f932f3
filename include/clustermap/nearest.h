/* nearest.h - the nearest neighbours of each point. */
#ifndef CLUSTERMAP_NEAREST_H
#define CLUSTERMAP_NEAREST_H

#include <clustermap/features.h>
#include <clustermap/points.h>
#include <clustermap/status.h>
#include <math.h>
#include <stddef.h>

typedef struct cm_nearest_options {
    unsigned version;                            /* set by CM_NEAREST_OPTIONS_INIT */
    size_t k;                                    /* how many, 1..1000; default 1 */
    double max_m;                                /* none farther than this; default INFINITY */
    const char *const *from_ids, *const *to_ids; /* an id for each point; NULL: its row + 1 */
    const char *const *to_classes;               /* k nearest of each class; NULL: no classes */
    const char *crs;                             /* of the plane, for the lines; NULL: none */
} cm_nearest_options;
/* clang-format off */
#define CM_NEAREST_OPTIONS_INIT {.version = 1, .k = 1, .max_m = INFINITY}
/* clang-format on */

/* For each point of `from` its k nearest of `to`, nearest first, equal distances in the order of
 * `to`: lines with the columns from_id, to_id (text), [class (text),] rank (integer from 1),
 * distance_m (real, planar), azimuth_deg (real, clockwise from grid north; missing at distance 0).
 * The same place is distance 0 and no error. A point with none within max_m gives no row.
 *
 * out   must be empty; untouched on failure. A row of distance 0 has no line
 * Returns CM_OK, CM_ERR_DOMAIN (options), CM_ERR_NOMEM, CM_ERR_LIMIT.
 * Cost: O((from + to) log) on average, by a grid of cells. */
CM_MUST_CHECK cm_status cm_nearest_find(cm_features *out, const cm_points *from,
                                        const cm_points *to, const cm_nearest_options *options);

#endif
