/* tree_fixture.h - random families, and whether a drawing of one has crossings. */
#ifndef TREE_FIXTURE_H
#define TREE_FIXTURE_H

#include "tests/links_fixture.h"
#include <clustermap/tree.h>

enum { FAMILY_MAX = 60 };

/* Each comes from one before it, or from nobody; some years are not known, some equal. */
static inline cm_links random_family(size_t count, uint64_t *seed)
{
    size_t pairs[FAMILY_MAX][2], links = 0;

    for (size_t i = 1; i < count; i++) {
        if (random_share(seed) < 0.15)
            continue;
        pairs[links][0] = (size_t)(random_share(seed) * (double)i);
        pairs[links++][1] = i;
    }
    cm_links family = links_of_pairs(count, (const size_t(*)[2])pairs, links);
    for (size_t i = 0; i < count; i++)
        if (random_share(seed) < 0.7)
            family.nodes[i].founded = 1950 + floor(random_share(seed) * 20) + (double)i / 4;
    return family;
}

typedef struct segment {
    double x0, y0, x1, y1;
    size_t node; /* whose branch or name it is */
} segment;

static inline bool overlaps(double a0, double a1, double b0, double b1)
{
    const double tiny = 1e-9;

    return fmin(a1, b1) - fmax(a0, b0) > tiny;
}

/* Rows of branches and names, and stems: none may lie on or cross another's. */
static inline bool segments_meet(const segment *a, const segment *b)
{
    const bool a_lies = a->y0 == a->y1, b_lies = b->y0 == b->y1;
    const segment *const row = a_lies ? a : b, *const stem = a_lies ? b : a;

    if (a_lies && b_lies)
        return a->y0 == b->y0 && overlaps(a->x0, a->x1, b->x0, b->x1);
    if (!a_lies && !b_lies)
        return a->x0 == b->x0 && overlaps(a->y0, a->y1, b->y0, b->y1);
    return stem->x0 > row->x0 + 1e-9 && stem->x0 < row->x1 - 1e-9 && row->y0 > stem->y0 + 1e-9 &&
           row->y0 < stem->y1 - 1e-9;
}

/* Each node's row from its parent to its name's end; each parent's stem over all its children. */
static inline size_t tree_segments(segment *out, const cm_tree *tree)
{
    size_t count = 0;

    for (size_t i = 0; i < tree->count; i++) {
        const cm_tree_node *const node = &tree->nodes[i];
        const double left = node->parent == CM_ABSENT ? node->x_mm : tree->nodes[node->parent].x_mm;
        segment stem = {node->x_mm, node->y_mm, node->x_mm, node->y_mm, i};
        out[count++] = (segment){left, node->y_mm, node->x_mm + node->label_mm, node->y_mm, i};
        for (size_t k = 0; k < tree->count; k++) {
            if (tree->nodes[k].parent != i)
                continue;
            stem.y0 = fmin(stem.y0, tree->nodes[k].y_mm);
            stem.y1 = fmax(stem.y1, tree->nodes[k].y_mm);
        }
        if (stem.y0 < stem.y1)
            out[count++] = stem;
    }
    return count;
}

static inline size_t count_crossings(const cm_tree *tree)
{
    segment segments[2 * FAMILY_MAX];
    const size_t count = tree_segments(segments, tree);
    size_t crossings = 0;

    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < i; k++)
            crossings +=
                segments[i].node != segments[k].node && segments_meet(&segments[i], &segments[k]);
    return crossings;
}

#endif
