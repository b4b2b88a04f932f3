/* point_tree.c - points in a balanced tree of boxes, for finding the nearest ones. */
#include "layers/point_tree.h"
#include "geo/base_memory.h"
#include <assert.h>
#include <math.h>
#include <omp.h>
#include <stdbool.h>

enum {
    LEAF = 8,           /* points a leaf: as many as two vectors of the widest machine */
    TASK_LEAVES = 1024, /* subtrees of fewer leaves are not worth a task */
    INSERTED_MAX = 24,  /* up to so many neighbours are kept sorted, more in a heap */
    DEPTH_MAX = 40      /* of a tree of 2^32 points in leaves of 8: 30 */
};

/* A point while the tree is built. */
typedef struct entry {
    double x, y;
    uint32_t point;
} entry;

typedef struct building {
    cm__point_tree *tree;
    entry *entries;
} building;

/* A subtree: its node and its leaves. */
typedef struct branch {
    uint32_t node, leaf, count;
} branch;

static branch left_of(branch of)
{
    return (branch){of.node + 1, of.leaf, of.count / 2};
}

static branch right_of(branch of)
{
    const uint32_t half = of.count / 2;

    return (branch){of.node + 2 * half, of.leaf + half, of.count - half};
}

static size_t point_begin(branch of)
{
    return (size_t)of.leaf * LEAF;
}

static size_t point_end(const cm__point_tree *tree, branch of)
{
    const size_t end = ((size_t)of.leaf + of.count) * LEAF;

    return end < tree->count ? end : tree->count;
}

/* A total order, so that no two are equal and a place that all share is split too. */
static bool is_before(const entry *a, const entry *b, bool by_y)
{
    const double left = by_y ? a->y : a->x, right = by_y ? b->y : b->x;

    return left != right ? left < right : a->point < b->point;
}

static entry median_of_three(const entry *a, const entry *b, const entry *c, bool by_y)
{
    const bool ab = is_before(a, b, by_y), bc = is_before(b, c, by_y), ac = is_before(a, c, by_y);

    if (ab == bc)
        return *b;
    return ab == ac ? *c : *a;
}

/* Any three far apart, not the same of every order: an order made to slow this down is unlikely. */
static entry choose_pivot(const entry *entries, size_t count, uint64_t *seed, bool by_y)
{
    size_t at[3];

    for (int i = 0; i < 3; i++) {
        *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407); /* Knuth */
        at[i] = (size_t)(*seed >> 33) % count;
    }
    return median_of_three(entries + at[0], entries + at[1], entries + at[2], by_y);
}

/* Puts the entries that are the first `middle` of them before the others (Hoare 1961). */
static void split(entry *entries, size_t count, size_t middle, bool by_y)
{
    uint64_t seed = count;

    while (count > 1) {
        const entry pivot = choose_pivot(entries, count, &seed, by_y);
        size_t low = 0, high = count - 1;
        for (;; low++, high--) {
            while (is_before(&entries[low], &pivot, by_y))
                low++;
            while (is_before(&pivot, &entries[high], by_y))
                high--;
            if (low >= high)
                break;
            const entry kept = entries[low];
            entries[low] = entries[high];
            entries[high] = kept;
        }
        /* the pivot is one of the entries, so that low is 1 at least or the pivot's place */
        const size_t end = low == high ? low + 1 : low;
        if (middle >= end) {
            entries += end;
            count -= end;
            middle -= end;
        } else if (low == high && middle == low) {
            return;
        } else {
            count = low;
        }
    }
}

static void measure(cm__tree_node *node, const entry *entries, size_t count)
{
    cm_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    uint32_t first = CM__POINT_NONE;

    for (size_t i = 0; i < count; i++) {
        const entry *const e = &entries[i];
        box.x_min = e->x < box.x_min ? e->x : box.x_min;
        box.y_min = e->y < box.y_min ? e->y : box.y_min;
        box.x_max = e->x > box.x_max ? e->x : box.x_max;
        box.y_max = e->y > box.y_max ? e->y : box.y_max;
        first = e->point < first ? e->point : first;
    }
    *node = (cm__tree_node){box, first};
}

static void sort_by_number(entry *entries, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        const entry moved = entries[i];
        size_t to = i;
        for (; to > 0 && entries[to - 1].point > moved.point; to--)
            entries[to] = entries[to - 1];
        entries[to] = moved;
    }
}

static void store_leaf(building *work, branch at)
{
    cm__point_tree *const tree = work->tree;
    const size_t begin = point_begin(at), end = point_end(tree, at);

    sort_by_number(work->entries + begin, end - begin);
    for (size_t i = begin; i < begin + LEAF; i++) {
        tree->x[i] = i < end ? work->entries[i].x : INFINITY;
        tree->y[i] = i < end ? work->entries[i].y : INFINITY;
        tree->points[i] = i < end ? work->entries[i].point : CM__POINT_NONE;
    }
}

static void grow_branch(building *work, branch at)
{
    const size_t begin = point_begin(at), count = point_end(work->tree, at) - begin;
    cm__tree_node *const node = &work->tree->nodes[at.node];

    measure(node, work->entries + begin, count);
    if (at.count == 1) {
        store_leaf(work, at);
        return;
    }
    const bool by_y = node->box.y_max - node->box.y_min > node->box.x_max - node->box.x_min;
    split(work->entries + begin, count, (size_t)(at.count / 2) * LEAF, by_y);
#pragma omp task if (at.count > TASK_LEAVES)
    grow_branch(work, left_of(at));
    grow_branch(work, right_of(at));
}

static cm_status allocate(building *work, cm__point_tree *tree)
{
    const size_t room = tree->leaf_count * LEAF;
    cm_status status = cm__array_grow(&work->entries, tree->count, sizeof *work->entries);

    if (!status)
        status = cm__array_grow(&tree->x, room, sizeof *tree->x);
    if (!status)
        status = cm__array_grow(&tree->y, room, sizeof *tree->y);
    if (!status)
        status = cm__array_grow(&tree->points, room, sizeof *tree->points);
    if (!status)
        status = cm__array_grow(&tree->nodes, 2 * tree->leaf_count - 1, sizeof *tree->nodes);
    return status;
}

cm_status cm__point_tree_build(cm__point_tree *out, const double *x, const double *y,
                               const uint32_t *chosen, size_t count, int threads)
{
    cm__point_tree tree = {.count = count, .leaf_count = (count + LEAF - 1) / LEAF};
    building work = {.tree = &tree};
    cm_status status;

    assert(count < CM__POINT_NONE);
    if (count == 0)
        return CM_OK;
    status = allocate(&work, &tree);
    for (size_t i = 0; i < count && !status; i++) {
        const uint32_t p = chosen ? chosen[i] : (uint32_t)i;
        work.entries[i] = (entry){x[p], y[p], p};
    }
    if (!status) {
#pragma omp parallel num_threads(threads) if (tree.leaf_count > TASK_LEAVES)
#pragma omp single
        grow_branch(&work, (branch){0, 0, (uint32_t)tree.leaf_count});
        *out = tree;
    } else {
        cm__point_tree_clear(&tree);
    }
    cm__array_free(&work.entries);
    return status;
}

void cm__point_tree_clear(cm__point_tree *tree)
{
    cm__array_free(&tree->nodes);
    cm__array_free(&tree->points);
    cm__array_free(&tree->y);
    cm__array_free(&tree->x);
    *tree = (cm__point_tree){0};
}

/* What is looked for and what is found: always k of them, those not found yet being no point at
 * the farthest distance allowed. So the worst of them says what is still wanted. */
typedef struct search {
    const cm__point_tree *tree;
    cm_point place;
    cm__neighbour *found;
    size_t k;
    cm__neighbour worst;
} search;

static bool is_nearer(const cm__neighbour *a, const cm__neighbour *b)
{
    if (a->distance2 != b->distance2)
        return a->distance2 < b->distance2;
    return a->point < b->point;
}

/* Puts `fresh` in the root's place of a heap of count whose root is its worst. */
static void sink(cm__neighbour *heap, size_t count, cm__neighbour fresh)
{
    size_t at = 0;

    for (size_t child = 1; child < count; child = 2 * at + 1) {
        if (child + 1 < count && is_nearer(&heap[child], &heap[child + 1]))
            child++;
        if (!is_nearer(&fresh, &heap[child]))
            break;
        heap[at] = heap[child];
        at = child;
    }
    heap[at] = fresh;
}

static void insert(cm__neighbour *found, size_t k, cm__neighbour fresh)
{
    size_t at = k - 1;

    for (; at > 0 && is_nearer(&fresh, &found[at - 1]); at--)
        found[at] = found[at - 1];
    found[at] = fresh;
}

static void keep(search *work, cm__neighbour fresh)
{
    if (work->k <= INSERTED_MAX) {
        insert(work->found, work->k, fresh);
        work->worst = work->found[work->k - 1];
    } else {
        sink(work->found, work->k, fresh);
        work->worst = work->found[0];
    }
}

static void visit_leaf(search *work, size_t leaf)
{
    const double *const x = work->tree->x + leaf * LEAF, *const y = work->tree->y + leaf * LEAF;
    const uint32_t *const points = work->tree->points + leaf * LEAF;
    double distance2[LEAF];

    for (int i = 0; i < LEAF; i++) {
        const double dx = x[i] - work->place.x, dy = y[i] - work->place.y;
        distance2[i] = dx * dx + dy * dy;
    }
    for (int i = 0; i < LEAF; i++) {
        const cm__neighbour fresh = {distance2[i], points[i]};
        if (fresh.distance2 <= work->worst.distance2 && is_nearer(&fresh, &work->worst))
            keep(work, fresh);
    }
}

/* What a subtree could hold at best. Roundings are monotone: no point in the box is nearer,
 * computed as it is in visit_leaf. */
static inline cm__neighbour best_of(const search *work, branch at)
{
    const cm__tree_node *const node = &work->tree->nodes[at.node];
    const double left = node->box.x_min - work->place.x, right = work->place.x - node->box.x_max;
    const double below = node->box.y_min - work->place.y, above = work->place.y - node->box.y_max;
    const double dx = left > right ? left : right, dy = below > above ? below : above;
    const double out_x = dx > 0 ? dx : 0, out_y = dy > 0 ? dy : 0;

    return (cm__neighbour){out_x * out_x + out_y * out_y, node->first};
}

/* A subtree that is still to be visited. */
typedef struct pending {
    cm__neighbour best;
    branch at;
} pending;

/* Down to the nearest leaf, and looks into it. What is passed by is put off; nothing is done where
 * nothing can be found any more. */
static size_t descend(search *work, pending *waiting, size_t count, pending now)
{
    while (is_nearer(&now.best, &work->worst)) {
        if (now.at.count == 1) {
            visit_leaf(work, now.at.leaf);
            break;
        }
        const branch left = left_of(now.at), right = right_of(now.at);
        const cm__neighbour in_left = best_of(work, left), in_right = best_of(work, right);
        const bool goes_left = is_nearer(&in_left, &in_right);
        const cm__neighbour other = goes_left ? in_right : in_left;
        now = goes_left ? (pending){in_left, left} : (pending){in_right, right};
        if (is_nearer(&other, &work->worst))
            waiting[count++] = (pending){other, goes_left ? right : left};
    }
    return count;
}

static void walk(search *work)
{
    const branch whole = {0, 0, (uint32_t)work->tree->leaf_count};
    pending waiting[DEPTH_MAX];
    size_t count = descend(work, waiting, 0, (pending){best_of(work, whole), whole});

    while (count > 0) {
        const pending now = waiting[--count];
        count = descend(work, waiting, count, now);
    }
}

/* Takes the worst out of the heap again and again. */
static void sort_heap(cm__neighbour *heap, size_t count)
{
    while (count > 1) {
        const cm__neighbour worst = heap[0];
        count--;
        sink(heap, count, heap[count]);
        heap[count] = worst;
    }
}

size_t cm__point_tree_nearest(cm__neighbour *out, size_t k, const cm__point_tree *tree,
                              cm_point place, double distance2)
{
    const cm__neighbour none = {distance2, CM__POINT_NONE};
    search work = {.tree = tree, .place = place, .found = out, .worst = none};
    size_t count = 0;

    work.k = k < tree->count ? k : tree->count;
    if (work.k == 0)
        return 0;
    for (size_t i = 0; i < work.k; i++)
        out[i] = none;
    walk(&work);
    if (work.k > INSERTED_MAX)
        sort_heap(out, work.k);
    while (count < work.k && out[count].point != CM__POINT_NONE)
        count++;
    return count;
}
