/* nearest.h - the nearest neighbours of each point. */
#ifndef CLUSTERMAP_NEAREST_H
#define CLUSTERMAP_NEAREST_H

#include <clustermap/features.h>
#include <clustermap/points.h>
#include <clustermap/progress.h>
#include <clustermap/status.h>
#include <math.h>
#include <stddef.h>
#include <stdint.h>

#define CM_NEAREST_PAIRS_MAX ((size_t)200000000)

typedef struct cm_nearest_options {
    unsigned version;                            /* set by CM_NEAREST_OPTIONS_INIT */
    size_t k;                                    /* how many, 1..1000; default 1 */
    double max_m;                                /* none farther than this; default INFINITY */
    const char *const *from_ids, *const *to_ids; /* an id for each point; NULL: its row + 1 */
    const char *const *to_classes;               /* k nearest of each class; NULL: no classes */
    const char *crs;                             /* of the plane, for the lines; NULL: none */
    int threads;          /* from version 2 on; 0: all. The result does not depend on it */
    cm_progress progress; /* from version 2 on */
} cm_nearest_options;
/* clang-format off */
#define CM_NEAREST_OPTIONS_INIT {.version = 2, .k = 1, .max_m = INFINITY}
/* clang-format on */

/* Who is near whom, in columns: pair p leads from the point i with first[i] <= p < first[i + 1] to
 * the point to[p]. {0} is empty. Owned; whoever finds pairs in another way than by the straight
 * line may fill one with cm_nearest_pairs_add. */
typedef struct cm_nearest_pairs {
    size_t *first;          /* from_count + 1 of them; NULL where from_count is 0 */
    size_t from_count;      /* points begun by cm_nearest_pairs_begin */
    uint32_t *to;           /* the number of a point of `to`, from 0 */
    uint16_t *rank;         /* from 1, nearest first, within the class of `to` */
    double *distance_m;     /* ascending within a class */
    size_t count, capacity; /* pairs */
    size_t from_capacity;   /* entries of first */
} cm_nearest_pairs;

/* Releases everything and leaves the pairs zeroed. NULL is allowed. */
void cm_nearest_pairs_clear(cm_nearest_pairs *pairs);

/* Begins the pairs of one point more, the next of `from`; those that are added after it are its
 * own. Returns CM_OK or CM_ERR_NOMEM, the pairs as before on failure. */
CM_MUST_CHECK cm_status cm_nearest_pairs_begin(cm_nearest_pairs *pairs);

/* Adds a pair to the point begun last (asserted that there is one). Errors as above. */
CM_MUST_CHECK cm_status cm_nearest_pairs_add(cm_nearest_pairs *pairs, uint32_t to, uint16_t rank,
                                             double distance_m);

/* For each point of `from` its k nearest of `to` (of each class of `to`, the classes in the order
 * in which they first occur), nearest first, equal distances in the order of `to`. Distances are
 * planar. The same place is distance 0 and no error. Exact: as by a look at every pair.
 *
 * out   must be empty; untouched on failure
 * from, to   under 2^32 - 1 points each
 * Returns CM_OK, CM_ERR_DOMAIN (options), CM_ERR_NOMEM, CM_ERR_STOPPED, or CM_ERR_LIMIT: over 10000
 * classes, too many points, or over CM_NEAREST_PAIRS_MAX pairs (told at once where there is no
 * max_m). Cost: O((from + to) log(to) + pairs) where points are spread, clustered, on lines or at
 * one place; a point that has all others equally far round it looks at them all. 14 bytes a pair,
 * 72 a point of `to`. */
CM_MUST_CHECK cm_status cm_nearest_search(cm_nearest_pairs *out, const cm_points *from,
                                          const cm_points *to, const cm_nearest_options *options);

/* Makes lines of pairs: one row each, in their order, with the columns from_id, to_id (text),
 * [class (text),] rank (integer), distance_m (real), azimuth_deg (real, of the straight line,
 * clockwise from grid north in 0..360; missing where both are at one place). Such a row has no
 * line.
 *
 * out   must be empty; untouched on failure
 * pairs, from, to   numbers in pairs must exist (asserted)
 * Returns CM_OK, CM_ERR_NOMEM, CM_ERR_LIMIT (over 2e7 pairs), CM_ERR_STOPPED. Cost: O(pairs). */
CM_MUST_CHECK cm_status cm_nearest_lines(cm_features *out, const cm_nearest_pairs *pairs,
                                         const cm_points *from, const cm_points *to,
                                         const cm_nearest_options *options);

/* Both: the lines of what is found. A point with none within max_m gives no row. */
CM_MUST_CHECK cm_status cm_nearest_find(cm_features *out, const cm_points *from,
                                        const cm_points *to, const cm_nearest_options *options);

#endif
