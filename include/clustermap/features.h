/* features.h - a layer: a table whose rows have points, lines or polygons.
 *
 * Points: vertex i belongs to row i; (NaN, NaN) is a row without a place.
 * Lines and polygons: the parts of row i are first_part[i] .. first_part[i + 1] - 1, the vertices
 * of part p are first_vertex[p] .. first_vertex[p + 1] - 1. A row may have no part. A polygon's
 * part is a ring, closed (its last vertex equals its first); a hole follows its outer ring. Outer
 * rings are counter-clockwise, holes clockwise, once read or computed by this library. */
#ifndef CLUSTERMAP_FEATURES_H
#define CLUSTERMAP_FEATURES_H

#include <clustermap/place.h>
#include <clustermap/status.h>
#include <clustermap/table.h>
#include <stdbool.h>
#include <stddef.h>

typedef enum cm_geometry {
    CM_GEOMETRY_NONE, /* a table only */
    CM_GEOMETRY_POINT,
    CM_GEOMETRY_LINE,
    CM_GEOMETRY_POLYGON
} cm_geometry;

/* Read the fields freely; change them only through the functions below. {0} is an empty table. */
typedef struct cm_features {
    cm_table table;
    cm_geometry geometry;
    double *x, *y; /* longitude and latitude where crs is geographic */
    size_t vertex_count, vertex_capacity;
    size_t *first_part, *first_vertex; /* NULL for points and tables */
    bool *is_hole;
    size_t part_count, part_capacity;
    const char *crs;    /* "EPSG:6668" or WKT; NULL: plane units without a CRS. Owned, as below */
    const char *name;   /* the layer's identifier in a file; NULL if unnamed */
    const char *title;  /* for people; NULL: as name */
    const char *source; /* where the data are from and under which licence; NULL if unknown */
} cm_features;

/* Releases everything and leaves the features zeroed. NULL is allowed. */
void cm_features_clear(cm_features *features);

/* Makes an independent copy. out must be empty; untouched on failure. CM_OK or CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm_features_copy(cm_features *out, const cm_features *features);

/* Starts an empty layer of this geometry without columns. out must be empty.
 * crs   as in cm_features.crs; copied.  Returns CM_OK or CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm_features_init(cm_features *out, cm_geometry geometry, const char *crs);

/* Makes points out of a table: every row is at (NaN, NaN). The table is moved and left zeroed.
 * Returns CM_OK or CM_ERR_NOMEM (then both are as before). */
CM_MUST_CHECK cm_status cm_features_from_table(cm_features *out, cm_table *table, const char *crs);

/* Adds one row with missing cells and no geometry; the index is table.row_count - 1 after it.
 * Returns CM_OK, CM_ERR_NOMEM or CM_ERR_LIMIT (over 2e7 rows of lines or polygons). */
CM_MUST_CHECK cm_status cm_features_add_row(cm_features *features);

/* Adds a part to the last row of lines or polygons.
 * x, y      count vertices; copied; a ring that is not closed is closed
 * is_hole   the part is a hole in the row's ring before it; false for lines
 * Returns CM_OK, CM_ERR_DOMAIN (a line of under 2, a ring of under 4 vertices counting the closing
 * one, a coordinate that is not finite, a hole without a ring before it), CM_ERR_NOMEM or
 * CM_ERR_LIMIT (over 2e9 vertices). */
CM_MUST_CHECK cm_status cm_features_add_part(cm_features *features, const double *x,
                                             const double *y, size_t count, bool is_hole);

/* Adds count rows of lines with missing cells, each from one place to another: row i of them from
 * vertex 2i to 2i + 1. A row whose places are the same one has no part.
 * x, y   2 * count, finite (asserted); copied
 * Returns CM_OK, CM_ERR_NOMEM or CM_ERR_LIMIT (over 2e7 rows); the layer is as before on failure.
 * Cost: O(count) on average. */
CM_MUST_CHECK cm_status cm_features_add_segments(cm_features *features, const double *x,
                                                 const double *y, size_t count);

/* Gives each row the shapes of all rows of another layer that have its key, in their order: an
 * outline in full for one that was simplified. A row whose key the other layer has not keeps its
 * own.
 *
 * key        a column of features; compared as texts, without blanks round them
 * from       lines or polygons as features are, in the same CRS; borrowed
 * from_key   its column; NULL: called as key
 * Returns CM_OK, CM_ERR_DOMAIN (points, or geometries that differ), CM_ERR_FORMAT (no such column),
 * CM_ERR_NOMEM, CM_ERR_LIMIT; the layer is as before on failure. Cost: O(rows + vertices). */
CM_MUST_CHECK cm_status cm_features_take_shapes(cm_features *features, const char *key,
                                                const cm_features *from, const char *from_key);

/* Puts row's point. The layer must be of points (asserted). */
void cm_features_set_point(cm_features *features, size_t row, cm_point place);

/* Whether the row has a geometry: a point that is finite, or at least one part. */
bool cm_features_has_place(const cm_features *features, size_t row);

/* Each replaces one of the descriptions; the text is copied, NULL removes it. */
CM_MUST_CHECK cm_status cm_features_set_crs(cm_features *features, const char *crs);
CM_MUST_CHECK cm_status cm_features_set_name(cm_features *features, const char *name);
CM_MUST_CHECK cm_status cm_features_set_title(cm_features *features, const char *title);
CM_MUST_CHECK cm_status cm_features_set_source(cm_features *features, const char *source);

/* The smallest box round all finite vertices; an empty box ({INF, INF, -INF, -INF}) if none. */
cm_box cm_features_get_bounds(const cm_features *features);

/* Keeps the rows named with their geometry; indices must be ascending and exist (asserted).
 * Allocates nothing, so that it cannot fail today: always CM_OK. */
CM_MUST_CHECK cm_status cm_features_select_rows(cm_features *features, const size_t *rows,
                                                size_t count);

#endif
