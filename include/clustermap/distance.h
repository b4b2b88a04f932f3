/* distance.h - a grid of distances to the nearest feature, and of which feature that is. */
#ifndef CLUSTERMAP_DISTANCE_H
#define CLUSTERMAP_DISTANCE_H

#include <clustermap/features.h>
#include <clustermap/grid.h>
#include <clustermap/progress.h>
#include <clustermap/status.h>
#include <math.h>
#include <stddef.h>
#include <stdint.h>

typedef struct cm_distance_options {
    unsigned version; /* set by CM_DISTANCE_OPTIONS_INIT */
    double max_m;     /* > 0; cells farther than this are nodata; default INFINITY */
    int threads;      /* 0: all */
    cm_progress progress;
} cm_distance_options;
/* clang-format off */
#define CM_DISTANCE_OPTIONS_INIT {.version = 1, .max_m = INFINITY}
/* clang-format on */

/* For each cell, in the order of a grid's values, the nearest feature: its row counted from 1, 0
 * where there is none within max_m. {0} is empty. */
typedef struct cm_allocation {
    int32_t *rows; /* owned */
    size_t count;
} cm_allocation;

/* Releases it and leaves it zeroed. NULL is allowed. */
void cm_allocation_clear(cm_allocation *allocation);

typedef struct cm_distance_report {
    size_t features; /* with a place */
    size_t parts;    /* distinct points, or segments of lines and borders */
} cm_distance_report;

/* Fills a grid with the planar distance from each cell's centre to the nearest feature itself: to
 * the point where it is, not where its cell is; to the nearest place of a line; 0 inside a polygon
 * and on its border, and in a hole the distance to the hole's border. Whole windings decide what is
 * inside, each feature for itself. The distance is computed in doubles, about the grid's corner, to
 * 1e-12 of the places' distance from that corner, and rounded to float.
 *
 * grid         from cm_grid_init; its values, title, unit, nodata (-9999) and tags are replaced.
 *              Untouched on failure
 * allocation   receives the nearest feature of each cell; must be empty; NULL: not wanted. Of equal
 *              distances, also of polygons that lie over each other, the lowest row
 * features     points, lines or polygons in the grid's plane; rows without a place are passed over
 * report       receives the counts; may be NULL
 * Returns CM_OK; CM_ERR_DOMAIN (max_m, a vertex that is not within -1e9..1e9, no feature with a
 * place), CM_ERR_FORMAT (a table without geometry), CM_ERR_LIMIT (over 2^31 - 1 rows),
 * CM_ERR_NOMEM, CM_ERR_STOPPED.
 * The same bytes for any number of threads. Cost: O(n log n + cells) as places usually lie; cells
 * that are equally far from very many places need all of these. Memory: 4 bytes a cell, as many for
 * the allocation, and about 60 a vertex.
 * Method: a square of cells keeps the parts that are nearest to one of its cells perhaps. A part is
 * nearest to none if one place of another is nearer to each corner of the square than it is: the
 * cells that are nearer to one place than to another lie in a half plane, with the square in it.
 * What is kept is handed to the square's quarters, and at last tried for each cell. */
CM_MUST_CHECK cm_status cm_distance_grid(cm_grid *grid, cm_allocation *allocation,
                                         const cm_features *features,
                                         const cm_distance_options *options,
                                         cm_distance_report *report);

#endif
