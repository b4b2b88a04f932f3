/* tree_forest.h - of links the branches that make trees, and the years of what stands on them. */
#ifndef CM_TREE_FOREST_H
#define CM_TREE_FOREST_H

#include <clustermap/tree.h>

/* All arrays but order by the links' nodes. {0} is empty. */
typedef struct cm__forest {
    size_t *parent;      /* CM_ABSENT of a root, and of a node without a link */
    cm_tree_role *roles; /* of each link */
    double *year;        /* where it is placed */
    cm_tree_dating *dating;
    size_t *order; /* the nodes that have a link: first the roots, then level by level, so that the
                      children of each stand together, by year */
    size_t count, root_count;
    double year_min, year_max; /* of those placed; 0 if there is none */
} cm__forest;

/* Chooses the branches, dates all nodes and sorts them; see cm_tree_layout.
 * Returns CM_OK or CM_ERR_NOMEM; out is to be cleared in either case. Cost: O(n log n). */
CM_MUST_CHECK cm_status cm__forest_grow(cm__forest *out, const cm_links *links);
void cm__forest_clear(cm__forest *forest);

#endif
