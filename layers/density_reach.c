/* density_reach.c - whether any place with a weight is within reach of a cell.
 *
 * A bin may hold all places there are, and a grid has as many cells beside them: so those of a bin
 * are halved again and again across their box's longer side, and a box that is all within the
 * circle, or all without, is settled at once. Which side is longer the walk finds as the making
 * did, so that the tree is but an order of the places. */
#include "layers/density_reach.h"
#include "geo/base_memory.h"
#include <math.h>
#include <string.h>

enum { LEAF = 16, DEPTH_MAX = 64 };

/* A part of a bin's places, and a box round them. */
typedef struct node {
    size_t begin, end;
    cm_box box;
} node;

cm_status cm__reach_init(cm__reach *out, cm__bins *bins, const cm__frame *frame, double reach)
{
    const size_t count = bins->across * bins->down;
    cm__reach_bin *made = NULL;
    const cm_status status = cm__array_grow(&made, count, sizeof *made);

    if (status)
        return status;
    memset(made, 0, count * sizeof *made);
    *out = (cm__reach){bins, frame, reach * reach, reach, made};
    return CM_OK;
}

void cm__reach_clear(cm__reach *reach)
{
    cm__array_free(&reach->made);
    *reach = (cm__reach){0};
}

static bool is_wide(const cm_box *box)
{
    return box->x_max - box->x_min >= box->y_max - box->y_min;
}

static double key_of(const cm_point *at, bool by_x)
{
    return by_x ? at->x : at->y;
}

static double middle_of_three(double a, double b, double c)
{
    return fmax(fmin(a, b), fmin(fmax(a, b), c));
}

/* So that none before `middle` is greater by the key, none after it less (Hoare 1961). */
static void halve(cm_point *at, node of, size_t middle, bool by_x)
{
    while (of.end - of.begin > 1) {
        const double pivot = middle_of_three(key_of(&at[of.begin], by_x), key_of(&at[middle], by_x),
                                             key_of(&at[of.end - 1], by_x));
        size_t low = of.begin, high = of.end - 1;

        for (;;) {
            while (key_of(&at[low], by_x) < pivot)
                low++;
            while (key_of(&at[high], by_x) > pivot)
                high--;
            if (low >= high)
                break;
            const cm_point moved = at[low];
            at[low++] = at[high];
            at[high--] = moved;
        }
        if (middle < low)
            of.end = low;
        else if (low == high && middle == low)
            return;
        else
            of.begin = high + 1;
    }
}

static size_t get_middle(const node *of)
{
    return of->begin + (of->end - of->begin) / 2;
}

/* The two parts of a node whose places are halved: the median is in neither, and so stays where it
 * tells how they were parted. */
static void split(node parts[2], const node *of, const cm_point *at)
{
    const size_t middle = get_middle(of);

    parts[0] = parts[1] = *of;
    parts[0].end = middle;
    parts[1].begin = middle + 1;
    if (is_wide(&of->box))
        parts[0].box.x_max = parts[1].box.x_min = at[middle].x;
    else
        parts[0].box.y_max = parts[1].box.y_min = at[middle].y;
}

static bool is_leaf(const node *of)
{
    return of->end - of->begin <= LEAF;
}

static void sort_places(cm_point *at, const node *all)
{
    node left[DEPTH_MAX] = {*all};
    size_t count = 1;

    while (count > 0) {
        const node of = left[--count];
        if (is_leaf(&of))
            continue;
        halve(at, of, get_middle(&of), is_wide(&of.box));
        split(&left[count], &of, at);
        count += 2;
    }
}

static void make_bin(cm__reach *r, size_t bin)
{
    const size_t first = r->bins->points.first[bin], kept = r->bins->kept[bin];
    const double *const weight = r->bins->points.weight;
    cm_point *const at = r->bins->points.at + first;
    cm__reach_bin *const made = &r->made[bin];
    cm_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};

    for (size_t i = 0; i < kept; i++) {
        if (weight && !(weight[first + i] > 0))
            continue;
        const cm_point place = {cm__frame_x(r->frame, at[i].x), cm__frame_y(r->frame, at[i].y)};
        at[made->count++] = place;
        box = (cm_box){fmin(box.x_min, place.x), fmin(box.y_min, place.y), fmax(box.x_max, place.x),
                       fmax(box.y_max, place.y)};
    }
    made->box = box;
    sort_places(at, &(node){0, made->count, box});
}

/* Whoever finds a bin not made makes it, the others wait. */
static const cm__reach_bin *get_bin(cm__reach *r, size_t bin)
{
    bool is_made;

#pragma omp atomic read seq_cst
    is_made = r->made[bin].is_made;
    if (is_made)
        return &r->made[bin];
#pragma omp critical(cm_reach)
    if (!r->made[bin].is_made) {
        make_bin(r, bin);
#pragma omp atomic write seq_cst
        r->made[bin].is_made = true;
    }
    return &r->made[bin];
}

typedef enum answer { OUTSIDE, INSIDE, CUT } answer;

/* Differences round as their terms are ordered, so a box is never surer than a place of it. */
static answer look_at_box(const cm__reach *r, const cm_box *box, cm_point from)
{
    const double near_x = fmax(fmax(box->x_min - from.x, from.x - box->x_max), 0);
    const double near_y = fmax(fmax(box->y_min - from.y, from.y - box->y_max), 0);
    const double far_x = fmax(fabs(box->x_min - from.x), fabs(box->x_max - from.x));
    const double far_y = fmax(fabs(box->y_min - from.y), fabs(box->y_max - from.y));

    if (near_x * near_x + near_y * near_y >= r->reach2)
        return OUTSIDE;
    return far_x * far_x + far_y * far_y < r->reach2 ? INSIDE : CUT;
}

static bool is_near_one(const cm__reach *r, const cm_point *at, cm__span of, cm_point from)
{
    for (size_t i = of.begin; i < of.end; i++) {
        const double dx = at[i].x - from.x, dy = at[i].y - from.y;
        if (dx * dx + dy * dy < r->reach2)
            return true;
    }
    return false;
}

/* The places of a node that are in none of its parts. */
static cm__span own_places(const node *of)
{
    const size_t middle = get_middle(of);

    return is_leaf(of) ? (cm__span){of->begin, of->end} : (cm__span){middle, middle + 1};
}

static bool is_near_bin(cm__reach *r, size_t bin, cm_point from)
{
    const cm__reach_bin *const made = get_bin(r, bin);
    const cm_point *const at = r->bins->points.at + r->bins->points.first[bin];
    node left[DEPTH_MAX] = {{0, made->count, made->box}};
    size_t count = made->count > 0;

    while (count > 0) {
        const node of = left[--count];
        const answer here = look_at_box(r, &of.box, from);
        if (here == INSIDE || (here == CUT && is_near_one(r, at, own_places(&of), from)))
            return true;
        if (here == OUTSIDE || is_leaf(&of))
            continue;
        split(&left[count], &of, at);
        count += 2;
    }
    return false;
}

bool cm__reach_finds(cm__reach *reach, double x, double y)
{
    const cm__bins *const bins = reach->bins;
    const double far = reach->reach;
    const cm__span down = cm__bins_find(y - far, y + far, bins->rows, bins->height);
    const cm__span across = cm__bins_find(x - far, x + far, bins->columns, bins->width);

    for (size_t i = down.begin; i < down.end; i++)
        for (size_t k = across.begin; k < across.end; k++) {
            const size_t bin = i % bins->down * bins->across + k % bins->across;
            if (bins->kept[bin] > 0 && is_near_bin(reach, bin, (cm_point){x, y}))
                return true;
        }
    return false;
}
