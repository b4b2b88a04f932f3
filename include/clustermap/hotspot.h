/* hotspot.h - where values lie together more than chance would have it: Getis-Ord Gi*. */
#ifndef CLUSTERMAP_HOTSPOT_H
#define CLUSTERMAP_HOTSPOT_H

#include <clustermap/features.h>
#include <clustermap/points.h>
#include <clustermap/status.h>
#include <stddef.h>

/* Gi* of each place (Ord and Getis 1995): the sum of the values within a band round it, itself
 * included, against the sum that so many of all values would have, in standard deviations. The
 * weights are 1 within the band and 0 beyond; the deviation is that of the population.
 *
 * out      receives a number for each place, in their order; NaN where the band holds all places
 * places   their weight is the value; without weights CM_ERR_DOMAIN
 * band_m   > 0, at most 1e9; a place at just that distance is within it
 * Returns CM_OK; CM_ERR_DOMAIN (the band; under two places; all values are the same, so that there
 * is nothing to tell apart); CM_ERR_NOMEM. Then out is untouched. Cost: O(places * those within
 * three bands). Thread-safe. */
CM_MUST_CHECK cm_status cm_hotspot_scores(double *out, const cm_points *places, double band_m);

/* How likely a score so far from 0, above or below, is by chance: 2 (1 - Phi(|z|)). NaN of NaN. */
double cm_hotspot_chance(double z);

/* Adjusts chances for having asked so many times (Benjamini and Hochberg 1995): of all places whose
 * adjusted chance is below 0.05 not more than 5 % are expected to be false. In place; those that
 * are NaN are none of the questions. Returns CM_OK or CM_ERR_NOMEM. Cost: O(count log count). */
CM_MUST_CHECK cm_status cm_hotspot_adjust(double *chances, size_t count);

/* 3, 2, 1 for a score above 0 with a chance below 0.01, 0.05, 0.10; -3, -2, -1 for one below 0;
 * else 0. */
int cm_hotspot_class(double z, double chance);

typedef struct cm_hotspot_options {
    unsigned version; /* set by CM_HOTSPOT_OPTIONS_INIT */
    double cell_m;    /* side of the cells, 1e-6..1e7; their corners lie at multiples of it */
    double band_m;    /* between middles of cells, cell_m..1e9 */
    const cm_features *window; /* polygons in the same plane: the cells whose middle lies inside
                                  take part, and those with a point; NULL: all cells of the box
                                  round the points */
    const char *crs;           /* of the plane, for the result; NULL: none */
} cm_hotspot_options;
/* clang-format off */
#define CM_HOTSPOT_OPTIONS_INIT {.version = 1, .cell_m = 500, .band_m = 1000}
/* clang-format on */

/* Counts the points in square cells and scores the cells. One row for each cell, from the
 * north-west along the rows: count (integer), weight (real: what is scored), gi_z, chance,
 * chance_fdr (real; missing where the score is), class and class_fdr (integer: -3..3 as above, of
 * the plain and the adjusted chance). A point on a side belongs to the cell east or north of it.
 *
 * out      must be empty; untouched on failure
 * points   those outside the window count too, in cells of their own
 * Returns CM_OK; CM_ERR_DOMAIN (an option out of range; no points; all cells hold the same);
 * CM_ERR_FORMAT (a window that is not of polygons); CM_ERR_LIMIT (over 4e6 cells in the box);
 * CM_ERR_NOMEM. Cost: as of the scores, and O(cells * log vertices). Thread-safe. */
CM_MUST_CHECK cm_status cm_hotspot_cells(cm_features *out, const cm_points *points,
                                         const cm_hotspot_options *options);

/* Draws round the cells that stand out, as contours do: a row for each of the classes 1, 2, 3, -1,
 * -2, -3 that a cell has, with all cells of that class or beyond it. Columns: class_fdr, cells (how
 * many), count (the members in them), all integer.
 *
 * out     must be empty; untouched on failure
 * cells   what cm_hotspot_cells made, or some of its rows
 * Returns CM_OK, CM_ERR_FORMAT (other columns), CM_ERR_NOMEM, CM_ERR_LIMIT. */
CM_MUST_CHECK cm_status cm_hotspot_outlines(cm_features *out, const cm_features *cells);

#endif
