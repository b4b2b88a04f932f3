/* network_tree.c - the segments of a network in a tree of boxes, for finding the nearest. */
#include "layers/network_tree.h"
#include "geo/base_memory.h"
#include "layers/network_inside.h"
#include <math.h>
#include <string.h>

enum { LEAF_SEGMENTS = 8, FAN = 16, LEVELS_MAX = 9 };

/* fmin and fmax are calls, for the sake of NaN, of which there is none here. */
static inline double lesser(double a, double b)
{
    return a < b ? a : b;
}

static inline double greater(double a, double b)
{
    return a > b ? a : b;
}

typedef struct sorting {
    uint32_t *keys, *order, *spare_keys, *spare_order;
} sorting;

static cm_box box_of(const cm_network *network, const cm__network_leaf *leaf)
{
    cm_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};

    for (size_t v = leaf->first; v <= leaf->last; v++) {
        box.x_min = lesser(box.x_min, network->x[v]);
        box.y_min = lesser(box.y_min, network->y[v]);
        box.x_max = greater(box.x_max, network->x[v]);
        box.y_max = greater(box.y_max, network->y[v]);
    }
    return box;
}

static void join_box(cm_box *into, const cm_box *other)
{
    into->x_min = lesser(into->x_min, other->x_min);
    into->y_min = lesser(into->y_min, other->y_min);
    into->x_max = greater(into->x_max, other->x_max);
    into->y_max = greater(into->y_max, other->y_max);
}

static size_t leaves_of(const cm__network_edge *edge)
{
    return (edge->last - edge->first + (size_t)LEAF_SEGMENTS - 1) / LEAF_SEGMENTS;
}

static void cut_leaves(cm__network_leaf *leaves, const cm_network *network)
{
    size_t count = 0;

    for (size_t e = 0; e < network->edge_count; e++) {
        const cm__network_edge *const edge = &network->edges[e];
        for (uint32_t v = edge->first; v < edge->last; v += LEAF_SEGMENTS) {
            const uint32_t rest = edge->last - v;
            leaves[count++] = (cm__network_leaf){
                v, v + (rest < LEAF_SEGMENTS ? rest : LEAF_SEGMENTS), (uint32_t)e};
        }
    }
}

/* Spreads 16 bits to the even places of 32. */
static uint32_t spread(uint32_t bits)
{
    bits = (bits | bits << 8) & 0x00FF00FFU;
    bits = (bits | bits << 4) & 0x0F0F0F0FU;
    bits = (bits | bits << 2) & 0x33333333U;
    return (bits | bits << 1) & 0x55555555U;
}

static uint32_t key_of(const cm_box *box, const cm_box *all, double side)
{
    const double x = ((box->x_min - all->x_min) + (box->x_max - all->x_min)) / 2 / side;
    const double y = ((box->y_min - all->y_min) + (box->y_max - all->y_min)) / 2 / side;

    return spread((uint32_t)(x * 65535)) | spread((uint32_t)(y * 65535)) << 1;
}

/* A stable sort of the keys with their order, 8 bits at a time. */
static void sort_keys(sorting *work, size_t count)
{
    for (int shift = 0; shift < 32; shift += 8) {
        size_t starts[257] = {0};
        for (size_t i = 0; i < count; i++)
            starts[(work->keys[i] >> shift & 255) + 1]++;
        for (int b = 0; b < 256; b++)
            starts[b + 1] += starts[b];
        for (size_t i = 0; i < count; i++) {
            const size_t to = starts[work->keys[i] >> shift & 255]++;
            work->spare_keys[to] = work->keys[i];
            work->spare_order[to] = work->order[i];
        }
        uint32_t *const keys = work->keys, *const order = work->order;
        work->keys = work->spare_keys;
        work->order = work->spare_order;
        work->spare_keys = keys;
        work->spare_order = order;
    }
}

static cm_status make_sorting(sorting *work, size_t count)
{
    cm_status status = cm__array_grow(&work->keys, count, sizeof *work->keys);

    if (!status)
        status = cm__array_grow(&work->order, count, sizeof *work->order);
    if (!status)
        status = cm__array_grow(&work->spare_keys, count, sizeof *work->spare_keys);
    if (!status)
        status = cm__array_grow(&work->spare_order, count, sizeof *work->spare_order);
    return status;
}

/* Puts the leaves in the order of their places; found: in the order of their edges. */
static cm_status sort_leaves(cm__network_tree *tree, const cm_network *network,
                             const cm__network_leaf *found)
{
    sorting work = {.keys = NULL};
    cm_box all = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    cm_status status = make_sorting(&work, tree->leaf_count);

    for (size_t i = 0; i < tree->leaf_count && !status; i++) {
        tree->boxes[i] = box_of(network, &found[i]);
        join_box(&all, &tree->boxes[i]);
    }
    const double side = greater(greater(all.x_max - all.x_min, all.y_max - all.y_min), 1e-9);
    for (size_t i = 0; i < tree->leaf_count && !status; i++) {
        work.keys[i] = key_of(&tree->boxes[i], &all, side);
        work.order[i] = (uint32_t)i;
    }
    if (!status) {
        sort_keys(&work, tree->leaf_count);
        for (size_t i = 0; i < tree->leaf_count; i++)
            tree->leaves[i] = found[work.order[i]];
    }
    cm__array_free(&work.spare_order);
    cm__array_free(&work.spare_keys);
    cm__array_free(&work.order);
    cm__array_free(&work.keys);
    return status;
}

static size_t level_above(size_t count)
{
    return (count + FAN - 1) / FAN;
}

static void fill_boxes(cm__network_tree *tree, const cm_network *network)
{
    cm_box *below = tree->boxes;

    for (size_t i = 0; i < tree->leaf_count; i++)
        below[i] = box_of(network, &tree->leaves[i]);
    for (size_t count = tree->leaf_count; count > 1; count = level_above(count)) {
        cm_box *const above = below + count;
        for (size_t i = 0; i < count; i++) {
            if (i % FAN == 0)
                above[i / FAN] = below[i];
            join_box(&above[i / FAN], &below[i]);
        }
        below = above;
    }
}

cm_status cm__network_tree_build(struct cm_network *network)
{
    cm__network_tree tree = {.leaf_count = 0};
    cm__network_leaf *found = NULL;
    size_t boxes = 1;
    cm_status status;

    for (size_t e = 0; e < network->edge_count; e++)
        tree.leaf_count += leaves_of(&network->edges[e]);
    for (size_t count = tree.leaf_count; count > 1; count = level_above(count))
        boxes += count;
    status = cm__array_grow(&tree.leaves, tree.leaf_count + 1, sizeof *tree.leaves);
    if (!status)
        status = cm__array_grow(&tree.boxes, boxes, sizeof *tree.boxes);
    if (!status)
        status = cm__array_grow(&found, tree.leaf_count + 1, sizeof *found);
    if (!status && tree.leaf_count > 0) {
        cut_leaves(found, network);
        status = sort_leaves(&tree, network, found);
    }
    if (!status) {
        fill_boxes(&tree, network);
        network->tree = tree;
        tree = (cm__network_tree){.leaf_count = 0};
    }
    cm__array_free(&found);
    cm__network_tree_clear(&tree);
    return status;
}

void cm__network_tree_clear(cm__network_tree *tree)
{
    cm__array_free(&tree->boxes);
    cm__array_free(&tree->leaves);
    *tree = (cm__network_tree){.leaf_count = 0};
}

static double box_distance2(const cm_box *box, cm_point place)
{
    const double dx = greater(greater(box->x_min - place.x, place.x - box->x_max), 0);
    const double dy = greater(greater(box->y_min - place.y, place.y - box->y_max), 0);

    return dx * dx + dy * dy;
}

/* The point of a segment that is nearest to the origin: its share of the way. */
static double find_share(double x, double y, double dx, double dy)
{
    const double length2 = dx * dx + dy * dy;
    const double share = length2 > 0 ? -(x * dx + y * dy) / length2 : 0;

    return share > 0 ? lesser(share, 1) : 0;
}

static void look_at_leaf(cm__network_foot *best, const cm_network *network,
                         const cm__network_leaf *leaf, cm_point place)
{
    for (uint32_t v = leaf->first; v < leaf->last; v++) {
        const double x = network->x[v] - place.x, y = network->y[v] - place.y;
        const double dx = network->x[v + 1] - network->x[v];
        const double dy = network->y[v + 1] - network->y[v];
        const double share = find_share(x, y, dx, dy);
        const double at_x = x + share * dx, at_y = y + share * dy;
        const double distance2 = at_x * at_x + at_y * at_y;
        if (distance2 < best->distance2 || (distance2 == best->distance2 && v < best->vertex))
            *best = (cm__network_foot){leaf->edge, v, share, distance2};
    }
}

/* Boxes of one level that are still to be looked at, and how far each is. */
typedef struct crowd {
    size_t first, count; /* counted from where the level begins */
    double distance2[FAN];
} crowd;

typedef struct descent {
    const cm_network *network;
    const cm_box *levels[LEVELS_MAX]; /* 0: the leaves' */
    size_t counts[LEVELS_MAX];
    int height; /* the level of the single box */
    cm_point place;
} descent;

static void open_box(crowd *out, const descent *at, int level, size_t box)
{
    out->first = box * FAN;
    out->count = at->counts[level] - out->first < FAN ? at->counts[level] - out->first : FAN;
    for (size_t i = 0; i < out->count; i++)
        out->distance2[i] = box_distance2(&at->levels[level][out->first + i], at->place);
}

/* Takes the nearest box out of the crowd, or gives out->count if all are too far. */
static size_t take_nearest(crowd *from, double limit2)
{
    size_t best = 0;

    for (size_t i = 1; i < from->count; i++)
        if (from->distance2[i] < from->distance2[best])
            best = i;
    if (!(from->distance2[best] <= limit2) || isinf(from->distance2[best]))
        return from->count;
    from->distance2[best] = INFINITY;
    return best;
}

static descent make_descent(const cm_network *network, cm_point place)
{
    descent at = {.network = network, .place = place};
    size_t count = network->tree.leaf_count;

    at.levels[0] = network->tree.boxes;
    at.counts[0] = count;
    while (count > 1 && at.height < LEVELS_MAX - 1) {
        at.levels[at.height + 1] = at.levels[at.height] + count;
        count = level_above(count);
        at.counts[++at.height] = count;
    }
    return at;
}

cm__network_foot cm__network_tree_find(const struct cm_network *network, cm_point place,
                                       double limit2)
{
    cm__network_foot best = {UINT32_MAX, UINT32_MAX, 0, limit2};
    const descent at = make_descent(network, place);
    crowd crowds[LEVELS_MAX];
    int level = at.height;

    if (network->tree.leaf_count == 0 || !(fabs(place.x) <= 1e9 && fabs(place.y) <= 1e9))
        return best;
    open_box(&crowds[level], &at, level, 0);
    while (level <= at.height) {
        crowd *const here = &crowds[level];
        const size_t i = take_nearest(here, best.distance2);
        if (i == here->count)
            level++;
        else if (level == 0)
            look_at_leaf(&best, network, &network->tree.leaves[here->first + i], place);
        else {
            open_box(&crowds[level - 1], &at, level - 1, here->first + i);
            level--;
        }
    }
    return best;
}
