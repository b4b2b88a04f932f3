/* map_fan.c - finds free spots of a triangular lattice for members that share a place. */
#include "output/map_fan.h"
#include "geo/base_memory.h"
#include "output/map_box.h"
#include <stdlib.h>

enum { LATTICE_RADIUS = 7, SLOTS_MAX = 225, TURNS = 4 }; /* slots: (2 * radius + 1)^2 */

static const double same_place_mm = 0.05, turn_rad = 0.26179938779914944; /* 15 degrees */

/* ---- what stands already, in square bins, so that neighbours are found at once ---- */

typedef struct bins {
    double side_mm;
    cm_box frame;
    size_t columns, rows;
    size_t *first; /* of each bin: index + 1 of a marker, 0 none */
    size_t *next;  /* of each marker: the next in its bin, likewise */
} bins;

static size_t bin_of(double at, double low, double side_mm, size_t count)
{
    const double bin = (at - low) / side_mm;

    return bin <= 0 ? 0 : bin >= (double)count ? count - 1 : (size_t)bin;
}

static cm_status bins_init(bins *out, size_t marker_count, const cm_box *frame, double side_mm)
{
    cm_status status;

    *out = (bins){.side_mm = fmax(side_mm, 0.5), .frame = *frame};
    out->columns = (size_t)(cm__box_width(frame) / out->side_mm) + 1;
    out->rows = (size_t)(cm__box_height(frame) / out->side_mm) + 1;
    status = cm__array_grow(&out->first, out->columns * out->rows, sizeof *out->first);
    if (!status)
        status = cm__array_grow(&out->next, marker_count, sizeof *out->next);
    for (size_t i = 0; i < out->columns * out->rows && !status; i++)
        out->first[i] = 0;
    return status;
}

static void bins_clear(bins *b)
{
    cm__array_free(&b->first);
    cm__array_free(&b->next);
}

static void bins_add(bins *b, const cm__marker *markers, size_t i)
{
    const size_t column = bin_of(markers[i].at_mm.x, b->frame.x_min, b->side_mm, b->columns);
    const size_t row = bin_of(markers[i].at_mm.y, b->frame.y_min, b->side_mm, b->rows);
    size_t *const first = &b->first[row * b->columns + column];

    b->next[i] = *first;
    *first = i + 1;
}

/* How deep a symbol at this spot would lie in those that stand already. */
static double depth_at(const bins *b, const cm__marker *markers, cm_point at, double reach_mm)
{
    const size_t column = bin_of(at.x, b->frame.x_min, b->side_mm, b->columns);
    const size_t row = bin_of(at.y, b->frame.y_min, b->side_mm, b->rows);
    double depth = 0;

    for (size_t r = row > 0 ? row - 1 : 0; r <= row + 1 && r < b->rows; r++)
        for (size_t c = column > 0 ? column - 1 : 0; c <= column + 1 && c < b->columns; c++)
            for (size_t i = b->first[r * b->columns + c]; i > 0; i = b->next[i - 1]) {
                const cm__marker *const other = &markers[i - 1];
                const double apart = hypot(other->at_mm.x - at.x, other->at_mm.y - at.y);
                depth += fmax(reach_mm + other->reach_mm - apart, 0);
            }
    return depth;
}

/* ---- the lattice ---- */

typedef struct slot {
    cm_point at;
    double cost;
} slot;

static int by_cost(const void *a, const void *b)
{
    const slot *const s = a, *const t = b;

    if (s->cost != t->cost)
        return s->cost < t->cost ? -1 : 1;
    if (s->at.y != t->at.y)
        return s->at.y < t->at.y ? -1 : 1;
    return (s->at.x > t->at.x) - (s->at.x < t->at.x);
}

static int in_reading_order(const void *a, const void *b)
{
    const slot *const s = a, *const t = b;

    /* Slots of one row differ by roundings of the turn. */
    if (fabs(s->at.y - t->at.y) > 1e-6)
        return s->at.y < t->at.y ? -1 : 1;
    return (s->at.x > t->at.x) - (s->at.x < t->at.x);
}

/* Where the lattice's own middle lies, in lattice steps: on a point, between two, between three;
 * which packs best depends on the number. */
static const double origins[][2] = {{0, 0}, {0.5, 0}, {1.0 / 3, 1.0 / 3}};

/* One place with several members, and what stands already. */
typedef struct crowd {
    cm__marker *markers;
    const size_t *members; /* indices of the crowd's markers */
    size_t count;
    cm_point place_mm;
    double reach_mm; /* of the largest */
    const bins *standing;
} crowd;

/* Adds distance from the place, twice the depth in other symbols, and much for leaving the frame.
 */
static double cost_at(const crowd *c, cm_point at)
{
    const cm_box inside = cm__box_grown(c->standing->frame, -c->reach_mm);
    const double distance_mm = hypot(at.x - c->place_mm.x, at.y - c->place_mm.y);

    return distance_mm + 2 * depth_at(c->standing, c->markers, at, c->reach_mm) +
           (cm__box_holds_point(&inside, at) ? 0 : 1000);
}

/* The spots that cost least come first. Returns the summed cost of as many as there are members. */
static double rank_slots(slot *slots, const crowd *c, const double *origin, double angle_rad)
{
    const double pitch_mm = 2 * c->reach_mm;
    size_t count = 0;
    double sum = 0;

    for (int u = -LATTICE_RADIUS; u <= LATTICE_RADIUS; u++)
        for (int v = -LATTICE_RADIUS; v <= LATTICE_RADIUS; v++) {
            const double x = (u - origin[0]) + (v - origin[1]) / 2;
            const double y = (v - origin[1]) * 0.86602540378443865; /* sqrt(3) / 2 */
            const cm_point at = {
                c->place_mm.x + pitch_mm * (x * cos(angle_rad) - y * sin(angle_rad)),
                c->place_mm.y + pitch_mm * (x * sin(angle_rad) + y * cos(angle_rad))};
            slots[count++] = (slot){at, cost_at(c, at)};
        }
    qsort(slots, count, sizeof *slots, by_cost);
    for (size_t i = 0; i < c->count; i++)
        sum += slots[i].cost;
    return sum;
}

static void spread(const crowd *c)
{
    slot slots[SLOTS_MAX];
    size_t best_origin = 0;
    int best_turn = 0;
    double best = INFINITY;

    for (size_t o = 0; o < sizeof origins / sizeof *origins; o++)
        for (int turn = 0; turn < TURNS; turn++) {
            const double cost = rank_slots(slots, c, origins[o], turn * turn_rad);
            if (cost < best - 1e-9) {
                best = cost;
                best_origin = o;
                best_turn = turn;
            }
        }
    rank_slots(slots, c, origins[best_origin], best_turn * turn_rad);
    qsort(slots, c->count, sizeof *slots, in_reading_order);
    for (size_t i = 0; i < c->count; i++)
        c->markers[c->members[i]].at_mm = slots[i].at;
}

/* ---- places ---- */

typedef struct key {
    double x, y; /* of the place, in steps of same_place_mm */
    size_t layer, class_index, index;
} key;

static int compare(double a, double b)
{
    return (a > b) - (a < b);
}

static int by_place(const void *a, const void *b)
{
    const key *const s = a, *const t = b;
    int order = compare(s->x, t->x);

    order = order ? order : compare(s->y, t->y);
    order = order ? order : (s->layer > t->layer) - (s->layer < t->layer);
    order = order ? order : (s->class_index > t->class_index) - (s->class_index < t->class_index);
    return order ? order : (s->index > t->index) - (s->index < t->index);
}

/* The markers sorted so that those of one place follow each other. */
static cm_status sort_places(key **out, size_t **out_order, const cm__marker *markers, size_t count)
{
    cm_status status = cm__array_grow(out, count, sizeof **out);

    if (!status)
        status = cm__array_grow(out_order, count, sizeof **out_order);
    if (status)
        return status;
    for (size_t i = 0; i < count; i++)
        (*out)[i] = (key){floor(markers[i].place_mm.x / same_place_mm + 0.5),
                          floor(markers[i].place_mm.y / same_place_mm + 0.5), markers[i].layer,
                          markers[i].class_index, i};
    qsort(*out, count, sizeof **out, by_place);
    for (size_t i = 0; i < count; i++)
        (*out_order)[i] = (*out)[i].index;
    return CM_OK;
}

static size_t count_same(const key *keys, size_t from, size_t count)
{
    size_t same = 1;

    while (from + same < count && keys[from + same].x == keys[from].x &&
           keys[from + same].y == keys[from].y)
        same++;
    return same;
}

static double largest_reach(const cm__marker *markers, const size_t *members, size_t count)
{
    double reach_mm = 0;

    for (size_t i = 0; i < count; i++)
        reach_mm = fmax(reach_mm, markers[members ? members[i] : i].reach_mm);
    return reach_mm;
}

/* Whether a place's members are drawn side by side. */
static bool is_crowd(size_t same)
{
    return same > 1 && same <= CM__FAN_PLACE_MAX;
}

/* First those that are alone stand, then each crowd in turn finds room among what stands. */
static void stand_alone(bins *standing, const cm__marker *markers, const key *keys, size_t count)
{
    for (size_t from = 0, same; from < count; from += same) {
        same = count_same(keys, from, count);
        for (size_t i = from; i < from + same && !is_crowd(same); i++)
            bins_add(standing, markers, keys[i].index);
    }
}

cm_status cm__fan_markers(cm__marker *markers, size_t count, const cm_box *frame_mm,
                          cm__fan_report *report)
{
    const double reach_mm = largest_reach(markers, NULL, count);
    bins standing = {0};
    key *keys = NULL;
    size_t *order = NULL;
    cm_status status;

    *report = (cm__fan_report){0};
    if (count == 0)
        return CM_OK;
    status = sort_places(&keys, &order, markers, count);
    if (!status)
        status = bins_init(&standing, count, frame_mm, 2 * reach_mm);
    if (status)
        goto done;
    stand_alone(&standing, markers, keys, count);
    for (size_t from = 0, same; from < count; from += same) {
        same = count_same(keys, from, count);
        const crowd c = {markers,
                         order + from,
                         same,
                         markers[order[from]].place_mm,
                         largest_reach(markers, order + from, same),
                         &standing};
        const bool fan = is_crowd(same) && count <= CM__FAN_TOTAL_MAX;
        if (fan)
            spread(&c);
        for (size_t i = from; i < from + same && is_crowd(same); i++)
            bins_add(&standing, markers, order[i]);
        report->fanned += fan ? same : 0;
        report->stacked += same > 1 && !fan ? same : 0;
    }
done:
    bins_clear(&standing);
    cm__array_free(&keys);
    cm__array_free(&order);
    return status;
}
