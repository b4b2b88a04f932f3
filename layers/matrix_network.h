/* matrix_network.h - the rows of a matrix of distances over a network, some at a time. */
#ifndef CM_MATRIX_NETWORK_H
#define CM_MATRIX_NETWORK_H

#include <clustermap/features.h>
#include <clustermap/network.h>

typedef struct cm__matrix_travel_how {
    double max_gap_m; /* as in cm_network_find_places */
    int threads;      /* 0: all */
    cm_progress progress;
} cm__matrix_travel_how;

/* {0} is closed. Rows first .. first + count - 1 are ready. */
typedef struct cm__matrix_travel {
    const cm_network *network;
    cm_network_places from, to;
    double *distances_m; /* NaN where there is no way */
    size_t first, count, room;
} cm__matrix_travel;

/* Finds the lines of two layers of points. out must be closed; untouched on failure.
 * Returns CM_OK, CM_ERR_DOMAIN (a network in minutes), CM_ERR_NOMEM, CM_ERR_STOPPED. */
CM_MUST_CHECK cm_status cm__matrix_travel_open(cm__matrix_travel *out, const cm_network *network,
                                               const cm_features *from, const cm_features *to,
                                               const cm__matrix_travel_how *how);

/* Makes the next rows ready, from the one behind those that are, as many as fit into 32 MB, but one
 * for each thread at least. CM_OK, CM_ERR_NOMEM, CM_ERR_STOPPED. */
CM_MUST_CHECK cm_status cm__matrix_travel_on(cm__matrix_travel *travel,
                                             const cm__matrix_travel_how *how);

void cm__matrix_travel_clear(cm__matrix_travel *travel);

#endif
