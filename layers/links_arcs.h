/* links_arcs.h - for each node its neighbours along links. */
#ifndef CM_LINKS_ARCS_H
#define CM_LINKS_ARCS_H

#include <clustermap/links.h>

/* The neighbours of node i are ends[starts[i]] .. ends[starts[i + 1] - 1], in the order of the
 * links. {0} is empty. */
typedef struct cm__arcs {
    size_t *starts, *ends;
} cm__arcs;

/* forward: from parents to children; else back.  Returns CM_OK or CM_ERR_NOMEM; out is to be
 * cleared in either case. Cost: O(nodes + links). */
CM_MUST_CHECK cm_status cm__arcs_build(cm__arcs *out, const cm_links *links, bool forward);
void cm__arcs_clear(cm__arcs *arcs);

/* The strongly connected parts, each before any that leads to it: the nodes of part p are
 * nodes[starts[p]] .. nodes[starts[p + 1] - 1], in the order in which a walk first meets them. */
typedef struct cm__knots {
    size_t *nodes, *starts, *part; /* part: of each node */
    size_t count;
} cm__knots;

/* Tarjan 1972, with its own stack.  Returns CM_OK, CM_ERR_NOMEM or CM_ERR_STOPPED; out is to be
 * cleared in either case. Cost: O(nodes + links). */
CM_MUST_CHECK cm_status cm__knots_find(cm__knots *out, const cm__arcs *children, size_t node_count,
                                       const cm_progress *progress);
void cm__knots_clear(cm__knots *knots);

#endif
