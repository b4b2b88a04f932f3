/* distance_tree.c - boxes round parts, round boxes, and so on. */
#include "layers/distance_tree.h"
#include "geo/base_memory.h"
#include "layers/density_vector.h"
#include <math.h>

/* More than what rounding can do to a square of distances, beside itself. */
#define MARGIN (1 + 0x1p-45)
/* And to the corners of a box, beside its size and its distance from the grid's corner. */
#define SPARE 0x1p-49

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Where the parts or boxes end that a box of this level holds from begin on. */
static size_t end_of(const cm__distance_tree *tree, int level, size_t begin)
{
    const size_t below = level > 0 ? tree->count[level - 1] : tree->parts->count;

    return least(begin + CM__TREE_WIDTH, below);
}

static void lay_out(cm__distance_tree *tree, size_t *out_boxes)
{
    size_t below = tree->parts->count, boxes = 0;

    do {
        below = (below + CM__TREE_WIDTH - 1) / CM__TREE_WIDTH;
        tree->first[tree->levels] = boxes;
        tree->count[tree->levels++] = below;
        boxes += (below + CM__TREE_WIDTH - 1) / CM__TREE_WIDTH;
    } while (below > 1);
    *out_boxes = boxes;
}

/* The places that a box is made round: its parts' ends, or its boxes' corners. */
typedef struct hull {
    cm_point places[CM__TREE_WIDTH * 4];
    size_t count;
} hull;

static void add_part(hull *of, const cm__parts *parts, size_t i)
{
    of->places[of->count++] = (cm_point){parts->ax[i], parts->ay[i]};
    if (parts->bx)
        of->places[of->count++] = (cm_point){parts->bx[i], parts->by[i]};
}

static void add_box(hull *of, const cm__turned_boxes *boxes, size_t i)
{
    for (int corner = 0; corner < 4; corner++) {
        const double u = corner % 2 ? boxes->half_u[i] : -boxes->half_u[i];
        const double v = corner / 2 ? boxes->half_v[i] : -boxes->half_v[i];
        of->places[of->count++] = (cm_point){boxes->x[i] + u * boxes->ux[i] - v * boxes->uy[i],
                                             boxes->y[i] + u * boxes->uy[i] + v * boxes->ux[i]};
    }
}

static cm_point farthest_from(const hull *of, cm_point from)
{
    cm_point farthest = from;
    double most = 0;

    for (size_t i = 0; i < of->count; i++) {
        const double dx = of->places[i].x - from.x, dy = of->places[i].y - from.y;
        if (dx * dx + dy * dy > most) {
            most = dx * dx + dy * dy;
            farthest = of->places[i];
        }
    }
    return farthest;
}

/* How far the places reach along a direction and across it, seen from a. */
typedef struct reach {
    double low, high, left, right;
} reach;

static reach measure_hull(const hull *of, cm_point a, double ux, double uy)
{
    reach r = {0, 0, 0, 0};

    for (size_t i = 0; i < of->count; i++) {
        const double px = of->places[i].x - a.x, py = of->places[i].y - a.y;
        const double u = px * ux + py * uy, v = py * ux - px * uy;
        r.low = u < r.low ? u : r.low;
        r.high = u > r.high ? u : r.high;
        r.left = v < r.left ? v : r.left;
        r.right = v > r.right ? v : r.right;
    }
    return r;
}

/* Turned as the line from the place that is farthest from the first to the farthest from that. */
static void enclose(cm__turned_boxes *boxes, size_t i, const hull *of)
{
    const cm_point a = farthest_from(of, of->places[0]), b = farthest_from(of, a);
    const double dx = b.x - a.x, dy = b.y - a.y, length = sqrt(dx * dx + dy * dy);
    const double ux = length > 0 ? dx / length : 1, uy = length > 0 ? dy / length : 0;
    const reach r = measure_hull(of, a, ux, uy);
    const double along = (r.low + r.high) / 2, across = (r.left + r.right) / 2;
    const double x = a.x + along * ux - across * uy, y = a.y + along * uy + across * ux;
    const double half_u = (r.high - r.low) / 2, half_v = (r.right - r.left) / 2;
    const double spare = length > 0 ? SPARE * (half_u + half_v + fabs(x) + fabs(y)) : 0;

    boxes->x[i] = x;
    boxes->y[i] = y;
    boxes->ux[i] = ux;
    boxes->uy[i] = uy;
    boxes->half_u[i] = half_u + spare;
    boxes->half_v[i] = half_v + spare;
}

static void fill_level(cm__distance_tree *tree, int level)
{
    for (size_t i = 0; i < tree->count[level]; i++) {
        const size_t begin = i * CM__TREE_WIDTH, end = end_of(tree, level, begin);
        cm__turned_boxes *const boxes = &tree->boxes[tree->first[level] + i / CM__TREE_WIDTH];
        hull inside = {.count = 0};
        for (size_t k = begin; k < end; k++) {
            if (level > 0)
                add_box(&inside, &tree->boxes[tree->first[level - 1] + i], k - begin);
            else
                add_part(&inside, tree->parts, k);
        }
        if (i % CM__TREE_WIDTH == 0)
            *boxes = (cm__turned_boxes){.x = {0}};
        enclose(boxes, i % CM__TREE_WIDTH, &inside);
    }
}

cm_status cm__distance_tree_build(cm__distance_tree *out, const cm__parts *parts)
{
    cm__distance_tree tree = {.parts = parts};
    size_t boxes;
    cm_status status;

    lay_out(&tree, &boxes);
    status = cm__array_grow(&tree.boxes, boxes, sizeof *tree.boxes);
    if (status)
        return status;
    for (int level = 0; level < tree.levels; level++)
        fill_level(&tree, level);
    *out = tree;
    return CM_OK;
}

void cm__distance_tree_clear(cm__distance_tree *tree)
{
    cm__array_free(&tree->boxes);
    *tree = (cm__distance_tree){0};
}

/* The square of the distance to a box, which is 0 inside. */
CM__INLINE double box_distance2(const cm__turned_boxes *boxes, size_t i, double x, double y)
{
    const double px = x - boxes->x[i], py = y - boxes->y[i];
    const double u = fabs(px * boxes->ux[i] + py * boxes->uy[i]) - boxes->half_u[i];
    const double v = fabs(py * boxes->ux[i] - px * boxes->uy[i]) - boxes->half_v[i];

    return (u > 0 ? u * u : 0) + (v > 0 ? v * v : 0);
}

/* A box that is still to be looked into. */
typedef struct visit {
    double distance2;
    size_t box;
    int level;
} visit;

typedef struct search {
    const cm__distance_tree *tree;
    double x, y, best2;
    uint32_t best;
    visit open[CM__TREE_LEVELS * CM__TREE_WIDTH]; /* the nearest of a level on top */
    size_t open_count;
} search;

/* Opens the boxes in a box that may still be of use. */
CM__INLINE void open_boxes(search *of, int level, size_t box)
{
    const cm__distance_tree *const tree = of->tree;
    const cm__turned_boxes *const boxes = &tree->boxes[tree->first[level] + box];
    const size_t begin = box * CM__TREE_WIDTH, first = of->open_count;
    const size_t count = least(CM__TREE_WIDTH, tree->count[level] - begin);
    const double most = of->best2 * MARGIN, x = of->x, y = of->y;
    double distance2[CM__TREE_WIDTH];

    CM__VECTOR_LOOP
    for (size_t i = 0; i < CM__TREE_WIDTH; i++)
        distance2[i] = box_distance2(boxes, i, x, y);
    for (size_t i = 0; i < count; i++) {
        size_t at = of->open_count;
        if (distance2[i] > most)
            continue;
        for (; at > first && of->open[at - 1].distance2 < distance2[i]; at--)
            of->open[at] = of->open[at - 1];
        of->open[at] = (visit){distance2[i], begin + i, level};
        of->open_count++;
    }
}

CM__INLINE void meet_parts(search *of, size_t box)
{
    const cm__parts *const parts = of->tree->parts;
    const size_t begin = box * CM__TREE_WIDTH;
    const size_t count = least(CM__TREE_WIDTH, parts->count - begin);
    const double x = of->x, y = of->y;
    double distance2[CM__TREE_WIDTH];

    if (!parts->bx && count == CM__TREE_WIDTH) {
        CM__VECTOR_LOOP
        for (size_t i = 0; i < CM__TREE_WIDTH; i++) {
            const double px = x - parts->ax[begin + i], py = y - parts->ay[begin + i];
            distance2[i] = px * px + py * py;
        }
    } else {
        for (size_t i = 0; i < count; i++)
            distance2[i] = cm__part_distance2(parts, begin + i, x, y);
    }
    for (size_t i = 0; i < count; i++) {
        const uint32_t row = parts->row[begin + i];
        if (distance2[i] > of->best2 || (distance2[i] == of->best2 && row >= parts->row[of->best]))
            continue;
        of->best2 = distance2[i];
        of->best = (uint32_t)(begin + i);
    }
}

CM__EVERY_MACHINE
uint32_t cm__distance_tree_nearest(const cm__distance_tree *tree, double x, double y,
                                   uint32_t guess)
{
    search of;

    of.tree = tree;
    of.x = x;
    of.y = y;
    of.best = guess;
    of.best2 = cm__part_distance2(tree->parts, guess, x, y);
    of.open[0] = (visit){0, 0, tree->levels - 1};
    of.open_count = 1;
    while (of.open_count > 0) {
        const visit next = of.open[--of.open_count];
        if (next.distance2 > of.best2 * MARGIN)
            continue;
        if (next.level > 0)
            open_boxes(&of, next.level - 1, next.box);
        else
            meet_parts(&of, next.box);
    }
    return of.best;
}

static double half_diagonal(const cm__square *square)
{
    return hypot(square->x[1] - square->x[0], square->y[1] - square->y[0]) / 2;
}

cm__square cm__square_make(const double x[2], const double y[2], double max)
{
    cm__square square = {.x = {x[0], x[1]}, .y = {y[0], y[1]}, .middle_max2 = INFINITY};

    cm__square_add_bound(&square, max * max);
    return square;
}

/* What is nearest to a cell is from the middle at most half a diagonal farther than from it. */
void cm__square_add_bound(cm__square *square, double distance2)
{
    const double far = (sqrt(distance2) + half_diagonal(square)) * MARGIN;

    square->middle_max2 = fmin(square->middle_max2, far * far);
}

void cm__square_add_rival(cm__square *square, const cm__parts *parts, size_t part, int corner)
{
    const cm_point foot = cm__part_foot(parts, part, square->x[corner % 2], square->y[corner / 2]);
    double *const rival = square->rivals[square->rival_count++];
    double most = 0;

    for (int c = 0; c < 4; c++) {
        const double dx = foot.x - square->x[c % 2], dy = foot.y - square->y[c / 2];
        rival[c] = dx * dx + dy * dy;
        most = fmax(most, rival[c]);
    }
    for (int c = 0; c < 4; c++) /* so much rounding may be between here and a cell within */
        rival[c] += most * (MARGIN - 1);
    cm__square_add_bound(square, most);
}

typedef struct collection {
    const cm__distance_tree *tree;
    const cm__square *square;
    cm__pile *pile;
} collection;

static bool may_hold(const cm__square *square, const cm__turned_boxes *boxes, size_t i)
{
    const double middle_x = (square->x[0] + square->x[1]) / 2;
    const double middle_y = (square->y[0] + square->y[1]) / 2;
    double corners[4];

    if (box_distance2(boxes, i, middle_x, middle_y) > square->middle_max2)
        return false;
    for (int c = 0; c < 4; c++)
        corners[c] = box_distance2(boxes, i, square->x[c % 2], square->y[c / 2]);
    return cm__square_may_meet(square, corners);
}

static cm_status collect(const collection *all, int level, size_t box)
{
    const cm__distance_tree *const tree = all->tree;
    const size_t begin = box * CM__TREE_WIDTH, end = end_of(tree, level, begin);
    cm__pile *const pile = all->pile;
    cm_status status = CM_OK;

    if (!may_hold(all->square, &tree->boxes[tree->first[level] + box / CM__TREE_WIDTH],
                  box % CM__TREE_WIDTH))
        return CM_OK;
    for (size_t k = begin; k < end && !status; k++) {
        if (level > 0) {
            status = collect(all, level - 1, k);
            continue;
        }
        status = cm__array_reserve(&pile->parts, pile->count, &pile->capacity, sizeof *pile->parts);
        if (!status)
            pile->parts[pile->count++] = (uint32_t)k;
    }
    return status;
}

cm_status cm__distance_tree_collect(cm__pile *pile, const cm__distance_tree *tree,
                                    const cm__square *square)
{
    const collection all = {tree, square, pile};

    return collect(&all, tree->levels - 1, 0);
}
