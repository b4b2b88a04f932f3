/* voronoi.h - the area that is nearer to each place than to any other. */
#ifndef CLUSTERMAP_VORONOI_H
#define CLUSTERMAP_VORONOI_H

#include <clustermap/features.h>
#include <clustermap/points.h>
#include <clustermap/progress.h>
#include <clustermap/status.h>
#include <math.h>
#include <stddef.h>

#define CM_VORONOI_POINTS_MAX 20000000

typedef struct cm_voronoi_options {
    unsigned version;           /* set by CM_VORONOI_OPTIONS_INIT */
    const cm_features *window;  /* polygons in the same plane that cells are clipped to, together;
                                   NULL: the points' box, and the margin on each of its sides */
    double margin_m;            /* 0.001..1e9; NAN: a tenth of the box's longer side, or 1000 where
                                   all points lie at one place */
    const char *const *ids;     /* an id for each point; NULL: its row + 1 */
    const char *const *classes; /* cells of one class become one row; NULL: each cell is a row */
    const char *crs;            /* of the plane, for the result; NULL: none */
    int threads;                /* 0: all; the result is the same for any number */
    cm_progress progress;
} cm_voronoi_options;
/* clang-format off */
#define CM_VORONOI_OPTIONS_INIT {.version = 1, .margin_m = NAN}
/* clang-format on */

typedef struct cm_voronoi_report {
    size_t places;   /* different ones */
    size_t rows;     /* of the result */
    size_t left_out; /* cells, or classes, of which nothing lies in the window */
    double area_km2; /* of the window: what all rows' areas add up to */
    double margin_m; /* that was used; NAN with a window */
} cm_voronoi_report;

/* Draws the cell of each place (Voronoi 1908, Thiessen 1911): what of the window is nearer to it
 * than to any other place. Points at one place share its cell. Without classes one row a place, in
 * the order of the places' first points: id (text, of the first point), members (integer: points of
 * the place), area_km2 (real). With classes one row a class, in the order in which classes first
 * occur: class (text), places, members (integer), area_km2 (real), the polygons of its cells
 * joined; a place is of its first point's class. Rows that lie side by side share their corners to
 * the last bit, but for those on the window's border; all polygons are valid, and their areas add
 * up to the window's. Places outside the window count: what is nearest to them is theirs. A row of
 * which nothing lies in the window is left out.
 *
 * Which places are neighbours is decided without rounding, so places on lines, circles and grids
 * are as good as others. Places less than 2^-47 of the coordinates' size apart (7 nm at 10^6 m) are
 * one place; corners as near as 2^-51 are one corner. The size is that of a box eight times as wide
 * as what is looked at.
 *
 * out      must be empty; untouched on failure
 * report   may be NULL; untouched on failure
 * Returns CM_OK; CM_ERR_DOMAIN (no point, a margin or a coordinate out of range, a window without
 * an area); CM_ERR_FORMAT (a window that is not polygons, or of which one is not valid);
 * CM_ERR_LIMIT (over CM_VORONOI_POINTS_MAX points); CM_ERR_STOPPED; CM_ERR_NOMEM.
 * Cost: O(points), about 3 s a million; what lies on the window's border O(vertices log cells). */
CM_MUST_CHECK cm_status cm_voronoi_cells(cm_features *out, const cm_points *points,
                                         const cm_voronoi_options *options,
                                         cm_voronoi_report *report);

#endif
