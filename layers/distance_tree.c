/* distance_tree.c - boxes round parts, round boxes, and so on. */
#include "layers/distance_tree.h"
#include "geo/base_memory.h"
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
        boxes += below;
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

static void add_box(hull *of, const cm__turned_box *box)
{
    for (int corner = 0; corner < 4; corner++) {
        const double u = corner % 2 ? box->half_u : -box->half_u;
        const double v = corner / 2 ? box->half_v : -box->half_v;
        of->places[of->count++] =
            (cm_point){box->x + u * box->ux - v * box->uy, box->y + u * box->uy + v * box->ux};
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

/* Turned as the line from the place that is farthest from the first to the farthest from that. */
static cm__turned_box enclose(const hull *of)
{
    const cm_point a = farthest_from(of, of->places[0]), b = farthest_from(of, a);
    const double dx = b.x - a.x, dy = b.y - a.y, length = sqrt(dx * dx + dy * dy);
    cm__turned_box box = {.x = a.x, .y = a.y, .ux = 1};
    double low = 0, high = 0, left = 0, right = 0;

    if (length > 0) {
        box.ux = dx / length;
        box.uy = dy / length;
    }
    for (size_t i = 0; i < of->count; i++) {
        const double px = of->places[i].x - a.x, py = of->places[i].y - a.y;
        const double u = px * box.ux + py * box.uy, v = py * box.ux - px * box.uy;
        low = u < low ? u : low;
        high = u > high ? u : high;
        left = v < left ? v : left;
        right = v > right ? v : right;
    }
    box.x += (low + high) / 2 * box.ux - (left + right) / 2 * box.uy;
    box.y += (low + high) / 2 * box.uy + (left + right) / 2 * box.ux;
    box.half_u = (high - low) / 2;
    box.half_v = (right - left) / 2;
    const double spare = SPARE * (box.half_u + box.half_v + fabs(box.x) + fabs(box.y));
    box.half_u += length > 0 ? spare : 0;
    box.half_v += length > 0 ? spare : 0;
    return box;
}

static void fill_level(cm__distance_tree *tree, int level)
{
    for (size_t i = 0; i < tree->count[level]; i++) {
        const size_t begin = i * CM__TREE_WIDTH, end = end_of(tree, level, begin);
        hull inside = {.count = 0};
        for (size_t k = begin; k < end; k++) {
            if (level > 0)
                add_box(&inside, &tree->boxes[tree->first[level - 1] + k]);
            else
                add_part(&inside, tree->parts, k);
        }
        tree->boxes[tree->first[level] + i] = enclose(&inside);
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
static inline double box_distance2(const cm__turned_box *box, double x, double y)
{
    const double px = x - box->x, py = y - box->y;
    const double u = fabs(px * box->ux + py * box->uy) - box->half_u;
    const double v = fabs(py * box->ux - px * box->uy) - box->half_v;

    return (u > 0 ? u * u : 0) + (v > 0 ? v * v : 0);
}

typedef struct search {
    const cm__distance_tree *tree;
    double x, y, best2;
    uint32_t best;
} search;

/* The distances of the parts or boxes in a box that may still be of use, nearest first. */
static size_t order_inside(double *distance2, size_t *order, const search *of, int level,
                           size_t box)
{
    const cm__distance_tree *const tree = of->tree;
    const size_t begin = box * CM__TREE_WIDTH, end = end_of(tree, level, begin);
    const cm__turned_box *const boxes = level > 0 ? tree->boxes + tree->first[level - 1] : NULL;
    const double most = of->best2 * MARGIN;
    size_t count = 0;

    for (size_t k = begin; k < end; k++) {
        const double d2 = boxes ? box_distance2(&boxes[k], of->x, of->y)
                                : cm__part_distance2(tree->parts, k, of->x, of->y);
        size_t at = count;
        if (d2 > most)
            continue;
        for (; at > 0 && distance2[at - 1] > d2; at--) {
            distance2[at] = distance2[at - 1];
            order[at] = order[at - 1];
        }
        distance2[at] = d2;
        order[at] = k;
        count++;
    }
    return count;
}

static void meet(search *of, double distance2, size_t part)
{
    const uint32_t *const row = of->tree->parts->row;

    if (distance2 > of->best2 || (distance2 == of->best2 && row[part] >= row[of->best]))
        return;
    of->best2 = distance2;
    of->best = (uint32_t)part;
}

static void look_into(search *of, int level, size_t box)
{
    double distance2[CM__TREE_WIDTH];
    size_t order[CM__TREE_WIDTH];
    const size_t count = order_inside(distance2, order, of, level, box);

    for (size_t k = 0; k < count && distance2[k] <= of->best2 * MARGIN; k++) {
        if (level > 0)
            look_into(of, level - 1, order[k]);
        else
            meet(of, distance2[k], order[k]);
    }
}

uint32_t cm__distance_tree_nearest(const cm__distance_tree *tree, double x, double y,
                                   uint32_t guess)
{
    search of = {tree, x, y, cm__part_distance2(tree->parts, guess, x, y), guess};

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

static bool may_hold(const cm__square *square, const cm__turned_box *box)
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
    const size_t begin = box * CM__TREE_WIDTH, end = end_of(tree, level, begin);
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
