/* buffer.h - what lies within a distance of features. */
#ifndef CLUSTERMAP_BUFFER_H
#define CLUSTERMAP_BUFFER_H

#include <clustermap/features.h>
#include <clustermap/progress.h>
#include <clustermap/status.h>
#include <math.h>
#include <stdbool.h>

typedef struct cm_buffer_options {
    unsigned version;   /* set by CM_BUFFER_OPTIONS_INIT */
    double radius_m;    /* 0.001..1e7; no default */
    double tolerance_m; /* how far a chord may lie inside its arc, 1e-7..0.25 of the radius; NAN:
                           0.1 (0.1 mm at 1:1,000), but at most a thousandth of the radius */
    bool dissolve;      /* all in one row, without what lies between them */
    int threads;        /* 0: all; the result is the same for any number */
    cm_progress progress;
} cm_buffer_options;
/* clang-format off */
#define CM_BUFFER_OPTIONS_INIT {.version = 1, .radius_m = NAN, .tolerance_m = NAN}
/* clang-format on */

/* Draws all that lies within the radius of points, lines or polygons (their insides too). Arcs are
 * drawn by chords whose corners lie on them, so nothing lies outside the true buffer, and all that
 * is missing lies within tolerance_m of its border.
 *
 * Without dissolve one row for each row, with its cells and the column area_km2 (real; a real one
 * that is there is replaced, and beside one of another type it is called buffer_km2); a row without
 * a place has no part, and no area. With dissolve
 * one row: features (integer: how many have a place), area_km2. Name, title and source are kept.
 *
 * out        must be empty; untouched on failure
 * features   in a plane; a place beyond 1e9 is refused
 * Returns CM_OK; CM_ERR_DOMAIN (radius, tolerance, a coordinate, a table without places);
 * CM_ERR_FORMAT (a polygon that is not valid, with its row); CM_ERR_STOPPED; CM_ERR_NOMEM;
 * CM_ERR_LIMIT. Cost: O(corners log corners). */
CM_MUST_CHECK cm_status cm_buffer_draw(cm_features *out, const cm_features *features,
                                       const cm_buffer_options *options);

#endif
