/* network_nearest.h - the nearest neighbours of each point over a network. */
#ifndef CLUSTERMAP_NETWORK_NEAREST_H
#define CLUSTERMAP_NETWORK_NEAREST_H

#include <clustermap/nearest.h>
#include <clustermap/network.h>

/* From where to where, over what. Borrowed. */
typedef struct cm_network_trip {
    const cm_network *network; /* in metres */
    const cm_points *from, *to;
    cm_network_places from_places, to_places; /* of these points, by cm_network_find_places */
} cm_network_trip;

/* For each point of `from` its k nearest of `to` (of each class of `to`) by cm_network_search_all:
 * pairs as cm_nearest_search has them, and lines as cm_nearest_lines makes them, whose distance_m
 * is the length of the way over the network, the ways to and from the lines with it, and whose line
 * is that way. azimuth_deg stays that of the straight line. A point off the network has no
 * neighbour but at its own place.
 *
 * out_pairs, out_lines   must be empty; untouched on failure
 * options   as for cm_nearest_search; threads are not used
 * Returns CM_OK, CM_ERR_DOMAIN (options; a network in minutes), CM_ERR_LIMIT, CM_ERR_NOMEM,
 * CM_ERR_STOPPED. Cost: for each point a search as far as its k-th neighbour; with classes, as far
 * as all of `to`. */
CM_MUST_CHECK cm_status cm_network_nearest(cm_nearest_pairs *out_pairs, cm_features *out_lines,
                                           const cm_network_trip *trip,
                                           const cm_nearest_options *options);

#endif
