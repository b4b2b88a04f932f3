/* matrix.h - the distance from every point of one layer to every point of another. */
#ifndef CLUSTERMAP_MATRIX_H
#define CLUSTERMAP_MATRIX_H

#include <clustermap/export.h>
#include <clustermap/features.h>
#include <clustermap/network.h>
#include <clustermap/progress.h>
#include <clustermap/status.h>
#include <math.h>
#include <stdbool.h>

typedef struct cm_matrix_options {
    unsigned version;            /* set by CM_MATRIX_OPTIONS_INIT */
    cm_format format;            /* CSV (default) or TSV */
    bool is_geodesic;            /* coordinates are longitudes and latitudes; lengths on GRS 80 */
    bool is_long;                /* a row for each pair instead of one for each point of `from` */
    bool no_clobber;             /* refuse to replace a file */
    const char *const *from_ids; /* an id for each row of the layer; NULL: its number from 1 */
    const char *const *to_ids;
    int threads; /* 0: all; the same bytes for any number */
    cm_progress progress;
    const cm_network *network; /* from version 2 on; distances over its lines, in metres, as by
                                  cm_network_search_all; NULL: straight ones */
    double max_gap_m;          /* from version 2 on; of a place to its line; default INFINITY */
} cm_matrix_options;
/* clang-format off */
#define CM_MATRIX_OPTIONS_INIT {.version = 2, .format = CM_FORMAT_CSV, .max_gap_m = INFINITY}
/* clang-format on */

/* Writes the matrix as text. Wide: a header of from_id and the ids of `to`, and a row for each row
 * of `from`, its id first. Long: from_id, to_id, distance_m, for each row of `from` all of `to`. A
 * row without a place keeps its row and its column, and their cells are empty. Distances are those
 * of the plane, or on GRS 80 within 2e-8 m of the full algorithm (Karney 2013), and read back to
 * the same double. Where both layers are the same the matrix is symmetric to the last bit, but for
 * one over a network. There a cell is also empty if there is no way.
 *
 * path   "-" is stdout. The target is replaced when the new file is whole and has been read back
 * from, to   points, in one plane in metres, or both in degrees
 * options   NULL: the defaults
 * Returns CM_OK; CM_ERR_FORMAT (a layer that is not of points; read back otherwise than written);
 * CM_ERR_DOMAIN (another format; a network with geodesics, or in minutes); CM_ERR_IO; CM_ERR_NOMEM;
 * CM_ERR_STOPPED. Then the target is as before, but for what standard output has taken. Cost:
 * O(from * to); 130 bytes a point and 1 MB a thread, whatever the number of cells; over a network a
 * search for each row, and 32 MB or a row for each thread. */
CM_MUST_CHECK cm_status cm_matrix_write(const char *path, const cm_features *from,
                                        const cm_features *to, const cm_matrix_options *options);

#endif
