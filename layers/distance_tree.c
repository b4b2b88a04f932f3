/* distance_tree.c - boxes round parts, round boxes, and so on. */
#include "layers/distance_tree.h"
#include "geo/base_memory.h"
#include <math.h>

/* More than what rounding can do to a square of distances, beside itself. */
#define MARGIN (1 + 0x1p-45)

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static void add_to_box(cm_box *box, const cm_box *other)
{
    box->x_min = fmin(box->x_min, other->x_min);
    box->y_min = fmin(box->y_min, other->y_min);
    box->x_max = fmax(box->x_max, other->x_max);
    box->y_max = fmax(box->y_max, other->y_max);
}

static cm_box part_box(const cm__parts *parts, size_t i)
{
    const double ax = parts->ax[i], ay = parts->ay[i];
    const double bx = parts->bx ? parts->bx[i] : ax, by = parts->bx ? parts->by[i] : ay;

    return (cm_box){fmin(ax, bx), fmin(ay, by), fmax(ax, bx), fmax(ay, by)};
}

static void lay_out(cm__distance_tree *tree, size_t *out_boxes)
{
    size_t below = tree->parts->count, boxes = 0;

    do {
        below = (below + CM__TREE_WIDTH - 1) / CM__TREE_WIDTH;
        tree->first[tree->levels] = boxes;
        tree->count[tree->levels++] = below;
        boxes += below;
    } while (below > 1);
    *out_boxes = boxes;
}

static void fill_level(cm__distance_tree *tree, int level)
{
    const size_t below = level > 0 ? tree->count[level - 1] : tree->parts->count;

    for (size_t i = 0; i < tree->count[level]; i++) {
        cm_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
        for (size_t k = i * CM__TREE_WIDTH; k < least((i + 1) * CM__TREE_WIDTH, below); k++) {
            const cm_box inner =
                level > 0 ? tree->boxes[tree->first[level - 1] + k] : part_box(tree->parts, k);
            add_to_box(&box, &inner);
        }
        tree->boxes[tree->first[level] + i] = box;
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

static double outside(double low, double high, double value)
{
    return value < low ? low - value : value > high ? value - high : 0;
}

static double box_distance2(const cm_box *box, double x, double y)
{
    const double dx = outside(box->x_min, box->x_max, x);
    const double dy = outside(box->y_min, box->y_max, y);

    return dx * dx + dy * dy;
}

typedef struct search {
    const cm__distance_tree *tree;
    double x, y, best2;
    uint32_t best;
} search;

/* The distances of the parts or boxes in a box, nearest first. */
static size_t order_inside(double *distance2, size_t *order, const search *of, int level,
                           size_t box)
{
    const cm__distance_tree *const tree = of->tree;
    const size_t begin = box * CM__TREE_WIDTH;
    const size_t below = level > 0 ? tree->count[level - 1] : tree->parts->count;
    const size_t count = least(CM__TREE_WIDTH, below - begin);

    for (size_t k = 0; k < count; k++) {
        const double d2 =
            level > 0
                ? box_distance2(&tree->boxes[tree->first[level - 1] + begin + k], of->x, of->y)
                : cm__part_distance2(tree->parts, begin + k, of->x, of->y);
        size_t at = k;
        for (; at > 0 && distance2[at - 1] > d2; at--) {
            distance2[at] = distance2[at - 1];
            order[at] = order[at - 1];
        }
        distance2[at] = d2;
        order[at] = begin + k;
    }
    return count;
}

static void look_into(search *of, int level, size_t box)
{
    double distance2[CM__TREE_WIDTH];
    size_t order[CM__TREE_WIDTH];
    const size_t count = order_inside(distance2, order, of, level, box);

    for (size_t k = 0; k < count && distance2[k] < of->best2; k++) {
        if (level > 0) {
            look_into(of, level - 1, order[k]);
            continue;
        }
        of->best2 = distance2[k];
        of->best = (uint32_t)order[k];
    }
}

uint32_t cm__distance_tree_nearest(const cm__distance_tree *tree, double x, double y)
{
    search of = {tree, x, y, INFINITY, 0};

    look_into(&of, tree->levels - 1, 0);
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

static bool may_hold(const cm__square *square, const cm_box *box)
{
    const double middle_x = (square->x[0] + square->x[1]) / 2;
    const double middle_y = (square->y[0] + square->y[1]) / 2;
    double corners[4];

    if (box_distance2(box, middle_x, middle_y) > square->middle_max2)
        return false;
    for (int c = 0; c < 4; c++)
        corners[c] = box_distance2(box, square->x[c % 2], square->y[c / 2]);
    return cm__square_may_meet(square, corners);
}

static cm_status collect(const collection *all, int level, size_t box)
{
    const cm__distance_tree *const tree = all->tree;
    const size_t begin = box * CM__TREE_WIDTH;
    const size_t below = level > 0 ? tree->count[level - 1] : tree->parts->count;
    const size_t end = least(begin + CM__TREE_WIDTH, below);
    cm__pile *const pile = all->pile;
    cm_status status = CM_OK;

    if (!may_hold(all->square, &tree->boxes[tree->first[level] + box]))
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
