/* voronoi_rows.h - Voronoi cells as the rows of a layer. */
#ifndef CM_VORONOI_ROWS_H
#define CM_VORONOI_ROWS_H

#include "geo/base_map.h"
#include "layers/voronoi_clip.h"
#include "layers/voronoi_places.h"
#include "layers/voronoi_shapes.h"
#include <clustermap/voronoi.h>

/* What is known when the rows are written. */
typedef struct cm__voronoi_rows {
    const cm_points *points;
    const cm_voronoi_options *options;
    const cm__voronoi_places *places;
    const uint32_t *class_of; /* of each place; NULL: a row for each cell */
    const cm__map *classes;   /* in order, if there is class_of */
    const cm__voronoi_shapes *shapes;
    const cm__voronoi_clip *clip;
    const cm_progress *progress; /* told shares from 0 to 1 */
} cm__voronoi_rows;

/* Writes the rows that cm_voronoi_cells promises; those without a part are counted instead.
 * out must be empty. Returns CM_OK, CM_ERR_NOMEM, CM_ERR_LIMIT, CM_ERR_STOPPED. */
CM_MUST_CHECK cm_status cm__voronoi_write(cm_features *out, size_t *left_out,
                                          const cm__voronoi_rows *rows);

#endif
