/* tree_pack.h - gives every node of a forest its row, so that no branch crosses another. */
#ifndef CM_TREE_PACK_H
#define CM_TREE_PACK_H

#include <clustermap/tree.h>

/* Rows of the nodes, from 0 down, of which one tree stands below the other with an empty row
 * between. Each node takes its row from its parent's x to the end of its own label, and its stem
 * the rows between its outermost children.
 *
 * rows   receives a row for each node
 * tree   x_mm, label_mm and parent set; level by level, so that the children of each stand
 *        together; a child lies to the right of its parent
 * Returns CM_OK, CM_ERR_NOMEM or CM_ERR_STOPPED. *out_count receives how many rows there are.
 * Cost: O(nodes): contours as linked lists, of which each piece is walked over once. */
CM_MUST_CHECK cm_status cm__forest_pack(size_t *rows, size_t *out_count, const cm_tree *tree,
                                        const cm_progress *progress);

#endif
