/* map_edges.h - the borders drawn so far, so that two neighbours share one line. */
#ifndef CM_MAP_EDGES_H
#define CM_MAP_EDGES_H

#include <clustermap/place.h>
#include <clustermap/status.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A set of edges by their 64-bit hashes: of a million edges two different ones are taken for the
 * same once in ten million maps. {0} is empty. */
typedef struct cm__edges {
    uint64_t *slots; /* 0: free */
    size_t slot_count, count;
} cm__edges;

/* Adds the edge between two places, whichever comes first. *out_new is whether it was not there.
 * Returns CM_OK or CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__edges_add(cm__edges *edges, cm_point a, cm_point b, bool *out_new);

void cm__edges_clear(cm__edges *edges);

#endif
