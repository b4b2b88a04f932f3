/* links.h - who came from whom: links between members, and what follows from them.
 *
 * A node is a member, or a name that links tell and the list does not hold. A link goes from the
 * origin to what came of it: from parent to child. */
#ifndef CLUSTERMAP_LINKS_H
#define CLUSTERMAP_LINKS_H

#include <clustermap/features.h>
#include <clustermap/members.h>
#include <clustermap/progress.h>
#include <clustermap/status.h>
#include <clustermap/table.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct cm_link {
    size_t from, to;  /* nodes */
    const char *kind; /* borrowed from the links; "" if not told */
    double weight;    /* > 0 */
    double year;      /* NaN if not told */
} cm_link;

typedef struct cm_links_node {
    const char *name, *id; /* borrowed from the links; id: the list's column, else the row's number
                              from 1; "" of a name outside */
    double founded;        /* the year; NaN if unknown */
    bool is_ambiguous;     /* a name outside, because several members answer to it */
} cm_links_node;

/* Read the fields freely. {0} is empty. */
typedef struct cm_links {
    cm_links_node *nodes; /* first the members, in the order of their rows */
    size_t member_count, node_count, node_capacity;
    cm_link *links;
    size_t count, capacity;
    /* What a person should look at, with the columns notice, from, to (names) and detail. notice:
     * "self" (a link from a member to itself: left out), "duplicate" (a link told again: its weight
     * is added to the first), "ambiguous" (a name of several members: kept as one outside; to is
     * empty), "older" (the parent was founded after the child: kept). */
    cm_table notices;
    struct cm__arena *text;
} cm_links;

typedef struct cm_links_options {
    unsigned version;         /* set by CM_LINKS_OPTIONS_INIT */
    const char *weight;       /* column of the weights, of the members or of the table of links;
                                 NULL: the column weight of a table of links, else 1 */
    const char *const *kinds; /* only links of one of these kinds; NULL: all */
    size_t kind_count;
    cm_progress progress;
} cm_links_options;
/* clang-format off */
#define CM_LINKS_OPTIONS_INIT {.version = 1}
/* clang-format on */

/* Links each member to the origin that its column names; one that names none has no link. Kind is
 * "parent", year the member's founding year.
 *
 * An origin is found among the members by id, by name, by name without its legal form, and by
 * English name, in that order; width, case, blanks and the ways of writing a legal form (株式会社,
 * (株), ㈱) do not matter. One that no member answers to becomes a node outside, and so does one
 * that several answer to.
 *
 * out       must be empty; untouched on failure
 * columns   of members; parent_origin must be there
 * Returns CM_OK; CM_ERR_FORMAT (no such column, a weight that is not a number over 0, with its
 * row); CM_ERR_NOMEM; CM_ERR_LIMIT (over 10^9 members); CM_ERR_STOPPED. Cost: O(rows). */
CM_MUST_CHECK cm_status cm_links_from_parents(cm_links *out, const cm_table *members,
                                              const cm_member_columns *columns,
                                              const cm_links_options *options);

/* Links of a table with the columns from and to (also 親, 元 and 子, 先), and kind (種別, 関係),
 * year (年), weight (重み) where they are there; both ends are found as above. A row without from
 * or to gives no link. Otherwise as above. */
CM_MUST_CHECK cm_status cm_links_from_table(cm_links *out, const cm_table *members,
                                            const cm_member_columns *columns, const cm_table *links,
                                            const cm_links_options *options);

/* Releases everything and leaves the links zeroed. NULL is allowed. */
void cm_links_clear(cm_links *links);

/* What follows from the links; an array of node_count each. {0} is empty. */
typedef struct cm_links_measures {
    size_t node_count;
    size_t *degree_in, *degree_out; /* links to and from the node; degree is their sum */
    size_t *component;              /* from 0, in the order of their first nodes */
    size_t *component_size;         /* nodes of the node's component */
    size_t *generation;             /* 0 without a parent, else 1 + that of its latest parent;
                                       CM_ABSENT in a cycle or under one */
    size_t *descendants;            /* other nodes that links lead to, each once */
    size_t component_count;
    /* Cycles, and what is knit of several: the nodes of cycle c, as a walk along the links first
     * meets them, are cycle_nodes[cycle_starts[c]] .. [cycle_starts[c + 1] - 1]. */
    size_t *cycle_nodes, *cycle_starts;
    size_t cycle_count;
} cm_links_measures;

/* Measures the links: weakly connected components, strongly connected ones (Tarjan 1972) for the
 * cycles. Degree and components as igraph gives them for an undirected graph.
 *
 * out        must be empty; untouched on failure
 * progress   NULL: nobody listens
 * Returns CM_OK, CM_ERR_NOMEM, CM_ERR_STOPPED.
 * Cost: O(nodes + links) where nobody has two parents, and below every node with one child; for
 * the nodes above others where lines meet again, one search of their descendants each. */
CM_MUST_CHECK cm_status cm_links_measure(cm_links_measures *out, const cm_links *links,
                                         const cm_progress *progress);
void cm_links_measures_clear(cm_links_measures *measures);

/* Where the members are, by row; names outside the list have no place. All borrowed. */
typedef struct cm_links_places {
    const double *x, *y;             /* in the plane; NaN: no place. NULL: nobody has one */
    const double *lon_deg, *lat_deg; /* for distances on the ellipsoid; NULL: in the plane */
    const char *crs;                 /* of the plane; NULL: none */
} cm_links_places;

/* The links as lines: from, to (text: names), kind (text), weight, distance_m (real), year
 * (integer), note (text: why there is no line). A link with an end that has no place, and one
 * between members at the same place, has no line; the former has no distance either. out   must be
 * empty; untouched on failure.  CM_OK, CM_ERR_NOMEM or CM_ERR_LIMIT (2e7 links). */
CM_MUST_CHECK cm_status cm_links_lines(cm_features *out, const cm_links *links,
                                       const cm_links_places *places);

/* The nodes as points: id, name (text), in_list, degree, degree_in, degree_out, component (from 1),
 * component_size, generation, descendants, founded (integer). Otherwise as above. */
CM_MUST_CHECK cm_status cm_links_nodes(cm_features *out, const cm_links *links,
                                       const cm_links_measures *measures,
                                       const cm_links_places *places);

/* The nodes without a place: id, name, reason (text: "not in the list", "ambiguous", "no place"),
 * degree (integer). Otherwise as above. */
CM_MUST_CHECK cm_status cm_links_unplaced(cm_table *out, const cm_links *links,
                                          const cm_links_measures *measures,
                                          const cm_links_places *places);

/* Links summed between areas, in the order in which they first occur: from_area, to_area (text),
 * links (integer), weight, distance_m (real: between the areas' places). An area's place is the
 * mean of those of all its members; a link within an area has distance 0 and no line, one of a
 * member without an area or of a name outside belongs to the area "", which has no place.
 *
 * areas   a text for each member; borrowed
 * Otherwise as above. Distances of lon_deg and lat_deg are not used: they are of the plane. */
CM_MUST_CHECK cm_status cm_links_flows(cm_features *out, const cm_links *links,
                                       const char *const *areas, const cm_links_places *places);

/* How far a link reaches: NaN if an end has no place. */
double cm_link_distance_m(const cm_link *link, const cm_links *links,
                          const cm_links_places *places);

#endif
