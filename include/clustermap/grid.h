/* grid.h - a raster of square cells, north up: values row by row from the north-west corner. */
#ifndef CLUSTERMAP_GRID_H
#define CLUSTERMAP_GRID_H

#include <clustermap/place.h>
#include <clustermap/status.h>
#include <stdbool.h>
#include <stddef.h>

#define CM_GRID_CELLS_MAX 2000000000.0

typedef struct cm_grid_shape {
    double x_min, y_max; /* the north-west corner of cell (0,0) */
    double cell_m;       /* side of a cell, > 0 */
    size_t columns, rows;
} cm_grid_shape;

/* One line of the file's metadata, such as KERNEL=quartic. Borrowed from the grid. */
typedef struct cm_grid_tag {
    const char *key, *value;
} cm_grid_tag;

/* Read the fields freely; values may be written, all else changes through the functions below. */
typedef struct cm_grid {
    cm_grid_shape shape;
    float *values; /* columns * rows; owned; NULL in a bare grid */
    float nodata;  /* meaningful if has_nodata */
    bool has_nodata;
    const char *crs;    /* "EPSG:6680" or WKT; NULL: plane units */
    const char *title;  /* the band's description; NULL if none */
    const char *unit;   /* of the values, such as "1/km2"; NULL if none */
    const char *source; /* attribution; NULL if unknown */
    cm_grid_tag *tags;
    size_t tag_count;
    struct cm__arena *text;
} cm_grid;

typedef struct cm_grid_statistics {
    double min, max, mean, sd; /* sd divides by the count, as GDAL does */
    double sum;                /* compensated */
    size_t count;              /* cells that are neither nodata nor NaN */
} cm_grid_statistics;

/* The shape that covers box with cells whose edges lie on whole multiples of cell_m.
 * A box without width or height gets one column or row.
 * Returns CM_OK; CM_ERR_DOMAIN if cell_m is not in 1e-6..1e7, the box is empty or a side of it is
 * not within -1e9..1e9; CM_ERR_LIMIT, with the number, over CM_GRID_CELLS_MAX cells. */
CM_MUST_CHECK cm_status cm_grid_shape_cover(cm_grid_shape *out, const cm_box *box, double cell_m);

/* The shape whose outer edge is box itself: its sides must be whole multiples of cell_m to within
 * 1e-6 of a cell, else it is enlarged to the south and east. Errors as cm_grid_shape_cover. */
CM_MUST_CHECK cm_status cm_grid_shape_exact(cm_grid_shape *out, const cm_box *box, double cell_m);

/* Makes a grid of zeros. out must be empty; untouched on failure.
 * crs   copied; NULL: none
 * Returns CM_OK; CM_ERR_DOMAIN (a shape out of the ranges above, or without cells) or CM_ERR_LIMIT
 * before anything is allocated; CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm_grid_init(cm_grid *out, const cm_grid_shape *shape, const char *crs);

/* The same without values, for a grid whose rows are handed on as they are computed. */
CM_MUST_CHECK cm_status cm_grid_init_bare(cm_grid *out, const cm_grid_shape *shape,
                                          const char *crs);

/* Releases everything and leaves the grid zeroed. NULL is allowed. */
void cm_grid_clear(cm_grid *grid);

/* The centre of a cell. */
cm_point cm_grid_get_centre(const cm_grid_shape *shape, size_t column, size_t row);

/* Each replaces a description; the text is copied, NULL removes it. CM_OK or CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm_grid_set_title(cm_grid *grid, const char *title);
CM_MUST_CHECK cm_status cm_grid_set_unit(cm_grid *grid, const char *unit);
CM_MUST_CHECK cm_status cm_grid_set_source(cm_grid *grid, const char *source);

/* Sets a line of metadata, replacing one of the same key. Both copied. */
CM_MUST_CHECK cm_status cm_grid_set_tag(cm_grid *grid, const char *key, const char *value);

/* The value of a line of metadata, borrowed; NULL if there is none. */
const char *cm_grid_get_tag(const cm_grid *grid, const char *key);

/* Minimum, maximum, mean, deviation and sum; all 0 if no cell counts. Cost: one pass over cells. */
cm_grid_statistics cm_grid_get_statistics(const cm_grid *grid);

#endif
