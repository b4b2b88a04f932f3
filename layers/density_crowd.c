/* density_crowd.c - distinct places in a tree of boxes: which are near one, and how near. */
#include "layers/density_vector.h"

#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "layers/density_crowd.h"
#include "layers/density_exp.h"
#include "layers/density_sort.h"
#include <math.h>

enum { PLACES_A_LOOK = 1 << 16 }; /* fewer are halved in no time */

static void swap(double *values, size_t i, size_t j)
{
    const double value = values[i];

    values[i] = values[j];
    values[j] = value;
}

static void swap_places(cm__crowd *crowd, size_t i, size_t j)
{
    swap(crowd->x, i, j);
    swap(crowd->y, i, j);
    swap(crowd->weight, i, j);
}

static double middle_of_three(double a, double b, double c)
{
    return fmax(fmin(a, b), fmin(fmax(a, b), c));
}

/* Moves the places begin .. end - 1 so that none before `middle` is greater by the key, none after
 * it less (Hoare 1961). The key is x or y, and moves along. */
static void halve(cm__crowd *crowd, const double *key, cm__span of, size_t middle)
{
    while (of.end - of.begin > 1) {
        const double pivot = middle_of_three(key[of.begin], key[of.begin + (of.end - of.begin) / 2],
                                             key[of.end - 1]);
        size_t low = of.begin, high = of.end - 1;

        for (;;) {
            while (key[low] < pivot)
                low++;
            while (key[high] > pivot)
                high--;
            if (low >= high)
                break;
            swap_places(crowd, low++, high--);
        }
        /* all before low are at most the pivot, all after high at least */
        if (middle < low)
            of.end = low;
        else if (low == high && middle == low)
            return;
        else
            of.begin = high + 1;
    }
}

static cm_box box_of(const cm__crowd *crowd, size_t begin, size_t end)
{
    cm_box box = {crowd->x[begin], crowd->y[begin], crowd->x[begin], crowd->y[begin]};

    for (size_t i = begin + 1; i < end; i++) {
        box.x_min = fmin(box.x_min, crowd->x[i]);
        box.x_max = fmax(box.x_max, crowd->x[i]);
        box.y_min = fmin(box.y_min, crowd->y[i]);
        box.y_max = fmax(box.y_max, crowd->y[i]);
    }
    return box;
}

/* A tree while it is made. */
typedef struct making {
    cm__crowd *crowd;
    const cm_progress *progress;
    bool stopped;
} making;

static bool may_go_on(making *m)
{
    m->stopped = m->stopped ||
                 (m->progress && m->progress->step && !m->progress->step(m->progress->context, 0));
    return !m->stopped;
}

/* Halved across its longer side; as deep as the logarithm of the count. */
static void add_node(making *m, size_t begin, size_t end)
{
    cm__crowd *const crowd = m->crowd;
    cm__crowd_node *const node = &crowd->nodes[crowd->node_count++];
    const size_t middle = begin + (end - begin) / 2;

    if (end - begin >= PLACES_A_LOOK && !may_go_on(m))
        return;
    node->box = box_of(crowd, begin, end);
    node->begin = begin;
    node->end = end;
    node->is_leaf = end - begin <= CM__CROWD_LEAF;
    if (!node->is_leaf) {
        const bool is_wide = node->box.x_max - node->box.x_min >= node->box.y_max - node->box.y_min;
        halve(crowd, is_wide ? crowd->x : crowd->y, (cm__span){begin, end}, middle);
        add_node(m, begin, middle);
        add_node(m, middle, end);
    }
    node->next = crowd->node_count;
}

static void take_places(cm__crowd *to, cm__places *from, double unit)
{
    for (size_t i = 0; i < from->count; i++) {
        const double share = from->weight[i] / unit;
        if (share == 0)
            continue;
        from->x[to->count] = from->x[i];
        from->y[to->count] = from->y[i];
        from->weight[to->count++] = share;
        to->weight_sum += share;
    }
    to->x = from->x;
    to->y = from->y;
    to->weight = from->weight;
    from->x = from->y = from->weight = NULL;
}

/* The first in order of x, then y, so that it does not depend on the order of the points. */
static size_t find_origin(const cm_points *points)
{
    size_t first = 0;

    for (size_t i = 1; i < points->count; i++)
        if (points->x[i] < points->x[first] ||
            (points->x[i] == points->x[first] && points->y[i] < points->y[first]))
            first = i;
    return first;
}

static double find_heaviest(const cm_points *points)
{
    double heaviest = points->weight ? 0 : 1;

    for (size_t i = 0; points->weight && i < points->count; i++)
        heaviest = fmax(heaviest, points->weight[i]);
    return heaviest;
}

cm_status cm__crowd_create(cm__crowd *out, const cm_points *points, int threads,
                           const cm_progress *progress)
{
    const size_t origin = find_origin(points);
    const cm__frame frame = {.x_origin = points->count > 0 ? points->x[origin] : 0,
                             .y_origin = points->count > 0 ? points->y[origin] : 0,
                             .unit = 1,
                             .reach = {-INFINITY, -INFINITY, INFINITY, INFINITY},
                             .block_width = INFINITY,
                             .bucket_height = INFINITY};
    cm__places places = {0};
    cm__crowd crowd = {.count = 0};
    making m = {.crowd = &crowd, .progress = progress};
    cm_status status = cm__places_sort_by(&places, points, &frame, threads, progress);

    if (!status) /* a leaf has half of CM__CROWD_LEAF or more */
        status = cm__array_grow(&crowd.nodes, 4 * (places.count / CM__CROWD_LEAF) + 2,
                                sizeof *crowd.nodes);
    if (!status) {
        take_places(&crowd, &places, find_heaviest(points));
        if (crowd.count > 0)
            add_node(&m, 0, crowd.count);
        if (m.stopped)
            status = cm__fail(CM_ERR_STOPPED, "the bandwidth's search was stopped");
    }
    if (!status) {
        *out = crowd;
        crowd = (cm__crowd){0};
    }
    cm__crowd_clear(&crowd);
    cm__places_clear(&places);
    return status;
}

void cm__crowd_clear(cm__crowd *crowd)
{
    cm__array_free(&crowd->x);
    cm__array_free(&crowd->y);
    cm__array_free(&crowd->weight);
    cm__array_free(&crowd->nodes);
    *crowd = (cm__crowd){0};
}

double cm__crowd_distance2(const cm__crowd *crowd, size_t i, size_t j)
{
    const double dx = crowd->x[j] - crowd->x[i], dy = crowd->y[j] - crowd->y[i];

    return dx * dx + dy * dy;
}

static double box_distance2(const cm_box *box, double x, double y)
{
    const double dx = fmax(fmax(box->x_min - x, x - box->x_max), 0);
    const double dy = fmax(fmax(box->y_min - y, y - box->y_max), 0);

    return dx * dx + dy * dy;
}

/* Those that are beside i in the order of the tree are close already. */
size_t cm__crowd_find(const cm__crowd *crowd, size_t i)
{
    size_t best = i > 0 ? i - 1 : 1;
    double best2 = cm__crowd_distance2(crowd, i, best);

    for (size_t k = 0; k < crowd->node_count;) {
        const cm__crowd_node *const node = &crowd->nodes[k];
        if (box_distance2(&node->box, crowd->x[i], crowd->y[i]) >= best2) {
            k = node->next;
            continue;
        }
        for (size_t j = node->begin; node->is_leaf && j < node->end; j++) {
            const double square = cm__crowd_distance2(crowd, i, j);
            if (j != i && square < best2) {
                best2 = square;
                best = j;
            }
        }
        k++;
    }
    return best;
}

/* Of the places of one leaf, some of which may lie beyond reach: they only make it more exact. */
CM__EVERY_MACHINE static double sum_leaf(const cm__crowd *crowd, size_t i, cm__span of,
                                         const double from_rate[2])
{
    const double x = crowd->x[i], y = crowd->y[i], from2 = from_rate[0], rate = from_rate[1];
    const double *const xs = crowd->x + of.begin, *const ys = crowd->y + of.begin;
    const double *const weights = crowd->weight + of.begin;
    const size_t count = of.end - of.begin;
    double terms[CM__CROWD_LEAF], sum = 0;

    CM__VECTOR_LOOP
    for (size_t j = 0; j < count; j++) {
        const double dx = xs[j] - x, dy = ys[j] - y;
        terms[j] = weights[j] * cm__exp_inline(-rate * (dx * dx + dy * dy - from2));
    }
    for (size_t j = 0; j < count; j++)
        sum += j + of.begin == i ? 0 : terms[j];
    return sum;
}

double cm__crowd_sum(const cm__crowd *crowd, size_t i, double rate, double from2, double far2)
{
    const double from_rate[2] = {from2, rate};
    double sum = 0;

    for (size_t k = 0; k < crowd->node_count;) {
        const cm__crowd_node *const node = &crowd->nodes[k];
        if (box_distance2(&node->box, crowd->x[i], crowd->y[i]) > far2) {
            k = node->next;
            continue;
        }
        if (node->is_leaf)
            sum += sum_leaf(crowd, i, (cm__span){node->begin, node->end}, from_rate);
        k++;
    }
    return sum;
}

bool cm__crowd_touches(const cm_box *a, const cm_box *b)
{
    return a->x_min <= b->x_max && b->x_min <= a->x_max && a->y_min <= b->y_max &&
           b->y_min <= a->y_max;
}

static bool holds(const cm_box *outer, const cm_box *inner)
{
    return outer->x_min <= inner->x_min && inner->x_max <= outer->x_max &&
           outer->y_min <= inner->y_min && inner->y_max <= outer->y_max;
}

size_t cm__crowd_count(const cm__crowd *crowd, const cm_box *box)
{
    size_t count = 0;

    for (size_t k = 0; k < crowd->node_count;) {
        const cm__crowd_node *const node = &crowd->nodes[k];
        const bool is_whole = node->is_leaf || holds(box, &node->box);
        if (!cm__crowd_touches(box, &node->box)) {
            k = node->next;
        } else if (is_whole) {
            count += node->end - node->begin;
            k = node->next;
        } else {
            k++;
        }
    }
    return count;
}
