/* network.h - travel over lines: roads, railways, paths.
 *
 * Lines meet where they have a vertex in common. An end of a line also meets the nearest end, or
 * place where lines meet, or vertex of a line that lies within a tolerance. Lines that only cross,
 * as at a bridge, do not meet. Travel is the cheapest way over the lines (Dijkstra 1959, Numerische
 * Mathematik 1, 269-271), in metres or in minutes. A place goes straight to the
 * nearest point of a line, walking, and from there over the lines. */
#ifndef CLUSTERMAP_NETWORK_H
#define CLUSTERMAP_NETWORK_H

#include <clustermap/features.h>
#include <clustermap/place.h>
#include <clustermap/points.h>
#include <clustermap/progress.h>
#include <clustermap/status.h>
#include <math.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct cm_network cm_network;

typedef enum cm_network_unit { CM_NETWORK_METRES, CM_NETWORK_MINUTES } cm_network_unit;

typedef struct cm_network_options {
    unsigned version;     /* set by CM_NETWORK_OPTIONS_INIT */
    cm_network_unit unit; /* what travel costs; default metres */
    double tolerance_m;   /* of a line's end to what it meets, 0..1000; default 0.5 */
    double speed_kmh;     /* on every line, 1e-3..1e4; default 4.8, walking */
    double walk_kmh;      /* between a place and its line, 1e-3..1e4; default 4.8 */
    const char *speed;    /* column of the speed on each line, km/h; NULL: speed_kmh */
    const char
        *minutes;       /* column of the minutes that a row's lines take together; NULL: by speed */
    const char *oneway; /* column: yes, true, 1: only as drawn; -1, reverse: only against it;
                           no, false, 0, nothing: both ways. NULL: both ways */
    cm_progress progress;
} cm_network_options;
/* clang-format off */
#define CM_NETWORK_OPTIONS_INIT                                                                    \
    {.version = 1, .tolerance_m = 0.5, .speed_kmh = 4.8, .walk_kmh = 4.8}
/* clang-format on */

/* What a network is made of. A part is all that hangs together, whichever way one may go. */
typedef struct cm_network_summary {
    size_t row_count;         /* of the layer */
    size_t rejected_count;    /* rows left out: no line, a speed not within 1e-3..1e4, minutes not
                                 within 0..1e9, a one-way word that is not known */
    size_t rejected_row;      /* the first of them, from 0 */
    const char *rejected_why; /* of that row; NULL if there is none; a constant text */
    size_t node_count, edge_count, part_count;
    double length_m, main_length_m; /* of all lines, and of the longest part */
} cm_network_summary;

/* Joins lines into a network, which keeps a copy of what it needs.
 *
 * lines     in a plane in metres
 * options   NULL: the defaults. Columns are found as by cm_table_find_column
 * Returns CM_OK; CM_ERR_FORMAT (not lines, no line of any length, all rows rejected, no such
 * column); CM_ERR_DOMAIN (an option, speed and minutes both, a column of minutes or speeds for
 * metres, a vertex beyond 1e9); CM_ERR_LIMIT (over 1e9 edges); CM_ERR_NOMEM; CM_ERR_STOPPED.
 * Cost: O(vertices) and a sort. */
CM_MUST_CHECK cm_status cm_network_create(cm_network **out, const cm_features *lines,
                                          const cm_network_options *options);

/* Releases it. NULL is allowed. */
void cm_network_destroy(cm_network *network);

/* Cost: O(1). */
cm_network_summary cm_network_get_summary(const cm_network *network);

/* A place and the point of a line that it goes to. */
typedef struct cm_network_place {
    cm_point place, on_line; /* on_line is meaningless if no line is near */
    size_t edge;             /* CM_ABSENT if no line is near */
    double along_m;          /* from where the edge begins to the point */
    double gap_m;            /* straight from the place to the point */
    size_t part;             /* the network's part, 0 being the longest */
} cm_network_place;

/* Finds the nearest point on any line, of equally near ones the one that is drawn first.
 *
 * max_gap_m   none farther than this counts as near; INFINITY: any
 * Cost: O(log edges) on average. Thread-safe. A place that is not within -1e9..1e9 is
 * near no line. */
cm_network_place cm_network_find_place(const cm_network *network, cm_point place, double max_gap_m);

/* Many places. {0} is empty. */
typedef struct cm_network_places {
    cm_network_place *places;
    size_t count;
} cm_network_places;

/* Finds the nearest line of each point, as cm_network_find_place does. out must be empty; untouched
 * on failure; to be cleared. Returns CM_OK, CM_ERR_DOMAIN (max_gap_m below 0), CM_ERR_NOMEM,
 * CM_ERR_STOPPED.
 * progress   NULL: nobody listens */
CM_MUST_CHECK cm_status cm_network_find_places(cm_network_places *out, const cm_network *network,
                                               const cm_points *points, double max_gap_m,
                                               const cm_progress *progress);
void cm_network_places_clear(cm_network_places *places);

/* Travel from one place to many, again and again: keeps what one search needs, so that none of them
 * allocates. One thread at a time; several searches may share a network, which must outlive them.
 *
 * to         count places of this network, borrowed until the search is destroyed
 * progress   asked now and then whether to stop; copied; NULL: never
 * Returns CM_OK, CM_ERR_NOMEM, CM_ERR_LIMIT. Cost: O(nodes + edges + count). */
typedef struct cm_network_search cm_network_search;
CM_MUST_CHECK cm_status cm_network_search_create(cm_network_search **out, const cm_network *network,
                                                 const cm_network_place *to, size_t count,
                                                 const cm_progress *progress);

/* Releases it. NULL is allowed. */
void cm_network_search_destroy(cm_network_search *search);

/* What it costs to go from a place to every `to`, the ways to and from the lines with it, in the
 * network's unit. The same place costs 0, also off the network.
 *
 * out    count costs in the order of `to`: INFINITY where there is no way, or none within max
 * max    the most that a way may cost, 0 or more; INFINITY: anything
 * Returns CM_OK, CM_ERR_DOMAIN (max), CM_ERR_STOPPED. Cost: O((nodes + edges) log nodes) within
 * reach of the farthest `to`. */
CM_MUST_CHECK cm_status cm_network_search_all(double *out, cm_network_search *search,
                                              const cm_network_place *from, double max);

typedef struct cm_network_neighbour {
    size_t to; /* index among the search's places */
    double cost;
} cm_network_neighbour;

/* The k cheapest `to` of a place, cheapest first, equal costs in their order.
 *
 * out         room for k
 * out_count   receives how many there are, at most k: fewer where no way costs at most max
 * Returns CM_OK, CM_ERR_DOMAIN (max, k = 0), CM_ERR_STOPPED. */
CM_MUST_CHECK cm_status cm_network_search_nearest(cm_network_neighbour *out, size_t *out_count,
                                                  cm_network_search *search,
                                                  const cm_network_place *from, size_t k,
                                                  double max);

/* Appends the way that the last search found to a `to` as a part of out's last row: from the place
 * straight to its line, along the lines, and straight to the other place. Nothing is appended if
 * the two are the same place.
 *
 * out   a layer of lines with a row
 * to    one that the last search gave a cost (asserted that there was a search)
 * Returns CM_OK, CM_ERR_DOMAIN (there is no way to it), CM_ERR_NOMEM. Cost: O(vertices). */
CM_MUST_CHECK cm_status cm_network_search_path(cm_features *out, cm_network_search *search,
                                               size_t to);

typedef struct cm_network_distances_options {
    unsigned version; /* set by CM_NETWORK_DISTANCES_OPTIONS_INIT */
    double max;       /* as in cm_network_search_all; default INFINITY */
    int threads;      /* 0 (default): all */
    cm_progress progress;
} cm_network_distances_options;
/* clang-format off */
#define CM_NETWORK_DISTANCES_OPTIONS_INIT {.version = 1, .max = INFINITY}
/* clang-format on */

/* cm_network_search_all from many places to many, by several threads: the same bytes whatever their
 * number.
 *
 * out   from.count rows of to.count costs; on failure of no meaning
 * Returns CM_OK, CM_ERR_DOMAIN (options), CM_ERR_NOMEM, CM_ERR_LIMIT, CM_ERR_STOPPED.
 * Memory: about 40 bytes a node and 32 an edge, for each thread. */
CM_MUST_CHECK cm_status cm_network_distances(double *out, const cm_network *network,
                                             cm_network_places from, cm_network_places to,
                                             const cm_network_distances_options *options);

#endif
