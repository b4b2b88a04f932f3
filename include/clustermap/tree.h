/* tree.h - the layout of a family tree along the years: who came from whom, and when.
 *
 * The years run to the right. Every member has a row of its own, within its parent's rows, so that
 * no branch crosses another. A branch goes from the parent's place up or down to the child's row,
 * and along it to the child's place; the name stands to the right of a place. */
#ifndef CLUSTERMAP_TREE_H
#define CLUSTERMAP_TREE_H

#include <clustermap/features.h>
#include <clustermap/links.h>
#include <clustermap/progress.h>
#include <clustermap/status.h>
#include <stddef.h>

typedef enum cm_tree_dating {
    CM_TREE_GIVEN,   /* the founding year is known */
    CM_TREE_LINK,    /* the year of the link to its parent stands for it */
    CM_TREE_BETWEEN, /* placed between its parent and what came of it */
    CM_TREE_AFTER,   /* only its parent bounds it */
    CM_TREE_BEFORE,  /* only what came of it does */
    CM_TREE_UNKNOWN, /* nothing does */
    CM_TREE_DATING_COUNT
} cm_tree_dating;

/* "given", "link", "between", "after", "before", "unknown". */
const char *cm_tree_dating_name(cm_tree_dating dating);

typedef struct cm_tree_node {
    size_t node;   /* of the links */
    size_t parent; /* of the tree's nodes; CM_ABSENT of a root */
    size_t tree;   /* from 0, from the top */
    size_t generation;
    double year; /* where it is placed */
    cm_tree_dating dating;
    double x_mm, y_mm; /* from the drawing's lower left corner */
    double label_mm;   /* room for the name, from x_mm on */
} cm_tree_node;

/* What a link is in the drawing. */
typedef enum cm_tree_role {
    CM_TREE_BRANCH, /* from a parent to its child: the lines that never cross */
    CM_TREE_SECOND, /* a further parent's */
    CM_TREE_BACK,   /* the parent is younger than the child: an influence, no descent */
    CM_TREE_CYCLE,  /* would close a cycle */
    CM_TREE_ROLE_COUNT
} cm_tree_role;

/* "branch", "second", "back", "cycle". */
const char *cm_tree_role_name(cm_tree_role role);

/* Read the fields freely. {0} is empty. */
typedef struct cm_tree {
    cm_tree_node *nodes; /* those that have a link, parents before children */
    size_t count, tree_count;
    size_t *index;       /* of each node of the links its place in nodes, or CM_ABSENT */
    cm_tree_role *roles; /* of each link */
    double year_from, year_to, mm_per_year;
    double left_mm;             /* where year_from stands */
    double width_mm, height_mm; /* of all, names included */
} cm_tree;

typedef struct cm_tree_options {
    unsigned version; /* set by CM_TREE_OPTIONS_INIT */
    double width_mm;  /* 20..100000: what the years and names are fitted into; default 257,
                         an A4 sheet's width without its margins */
    double row_mm;    /* 0.1..1000: from row to row; default 6 */
    double gap_mm;    /* 0.01..1000: a child stands at least so far to the right of its parent,
                         also where it is of the same year; default 3 */
    double letter_mm; /* 0.1..100: size of a name's letters, to know how long it is; 2.8 */
    const double *label_mm; /* of each node of the links, how long its name is; NULL: estimated from
                               its letters */
    cm_progress progress;
} cm_tree_options;
/* clang-format off */
#define CM_TREE_OPTIONS_INIT {.version = 1, .width_mm = 257, .row_mm = 6, .gap_mm = 3, \
                              .letter_mm = 2.8}
/* clang-format on */

/* Lays the linked nodes out. Of several parents the first one told is the parent that is not
 * younger and closes no cycle. x_mm is left_mm + (year - year_from) * mm_per_year, but for a child
 * that would stand less than gap_mm behind its parent. Children stand above and below their parent,
 * the older ones above; trees one under the other, the older first. A year that is not known is
 * placed evenly between the parent's and the nearest descendant's, else a 24th of all years (at
 * least one year) from the one that is known. Contours of the subtrees as in Reingold and Tilford
 * (1981), along an axis that is not of layers (van der Ploeg 2014).
 *
 * out       must be empty; untouched on failure
 * options   NULL for the defaults
 * Returns CM_OK, also without links; CM_ERR_DOMAIN (options); CM_ERR_NOMEM; CM_ERR_STOPPED.
 * Cost: O(n log n) for n nodes and links. */
CM_MUST_CHECK cm_status cm_tree_layout(cm_tree *out, const cm_links *links,
                                       const cm_tree_options *options);
void cm_tree_clear(cm_tree *tree);

/* The nodes as points in mm: id, name (text), parent (text: a name), tree (from 1), generation
 * (integer), year (real), dating (text), in_list (integer), x, y, label_mm (real).
 * out must be empty; untouched on failure.  CM_OK or CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm_tree_nodes(cm_features *out, const cm_tree *tree, const cm_links *links);

/* The links as lines in mm: from, to, kind, role (text), weight (real), year (integer). Branches
 * have a right angle, the others are straight. Otherwise as above. */
CM_MUST_CHECK cm_status cm_tree_edges(cm_features *out, const cm_tree *tree, const cm_links *links);

/* The years as lines across the drawing, 1, 2, 5, 10, ... years apart and at least 12 mm: year
 * (integer), x (real). Otherwise as above. */
CM_MUST_CHECK cm_status cm_tree_axis(cm_features *out, const cm_tree *tree);

#endif
