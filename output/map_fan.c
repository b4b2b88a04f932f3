/* map_fan.c - finds spots round a place for the members that share it, and pushes the others apart.
 */
#include "output/map_fan.h"
#include "geo/base_memory.h"
#include "output/map_box.h"
#include <stdlib.h>

enum {
    LATTICE_RADIUS = 7,
    SLOTS_MAX = 225,
    TURNS = 4,
    PUSH_STEPS = 60
}; /* slots: (2 * radius + 1)^2 */

/* Symbols are pushed until they overlap by a twentieth, and no farther than so many times half
 * their side from where they stood. */
static const double touch_share = 0.95, push_reaches = 1.5;
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

static void bins_empty(bins *b)
{
    for (size_t i = 0; i < b->columns * b->rows; i++)
        b->first[i] = 0;
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
    if (!status)
        bins_empty(out);
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

/* Goes through the symbols in a place's bin and the eight round it. */
typedef struct walk {
    const bins *over;
    size_t column, row; /* the place's bin */
    int bin;            /* of the nine, the next */
    size_t marker;      /* index + 1 of the next in its bin */
} walk;

static walk walk_near(const bins *b, cm_point at)
{
    return (walk){.over = b,
                  .column = bin_of(at.x, b->frame.x_min, b->side_mm, b->columns),
                  .row = bin_of(at.y, b->frame.y_min, b->side_mm, b->rows)};
}

/* The next marker's index, or CM_ABSENT. */
static size_t next_near(walk *w)
{
    const bins *const b = w->over;

    while (w->marker == 0) {
        if (w->bin == 9)
            return CM_ABSENT;
        /* An unsigned sum that wraps below 0 is beyond the last column, too. */
        const size_t column = w->column + (size_t)(w->bin % 3) - 1;
        const size_t row = w->row + (size_t)(w->bin / 3) - 1;
        if (column < b->columns && row < b->rows)
            w->marker = b->first[row * b->columns + column];
        w->bin++;
    }
    const size_t found = w->marker - 1;
    w->marker = b->next[found];
    return found;
}

/* How deep a symbol at this spot would lie in those that stand already. */
static double depth_at(const bins *b, const cm__marker *markers, cm_point at, double reach_mm)
{
    walk w = walk_near(b, at);
    double depth = 0;

    for (size_t i = next_near(&w); i != CM_ABSENT; i = next_near(&w)) {
        const double apart = hypot(markers[i].at_mm.x - at.x, markers[i].at_mm.y - at.y);
        depth += fmax(touch_share * (reach_mm + markers[i].reach_mm) - apart, 0);
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
    double reach_mm; /* their mean */
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

/* The spots that cost least come first. Returns the summed squares of as many as there are
 * members. */
static double rank_slots(slot *slots, const crowd *c, const double *origin, double angle_rad)
{
    const double pitch_mm = 2 * touch_share * c->reach_mm;
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
        sum += slots[i].cost * slots[i].cost; /* squares: two stand left and right of their place */
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

static double largest_reach(const cm__marker *markers, size_t count)
{
    double reach_mm = 0;

    for (size_t i = 0; i < count; i++)
        reach_mm = fmax(reach_mm, markers[i].reach_mm);
    return reach_mm;
}

static double mean_reach(const cm__marker *markers, const size_t *members, size_t count)
{
    double sum_mm = 0;

    for (size_t i = 0; i < count; i++)
        sum_mm += markers[members[i]].reach_mm;
    return sum_mm / (double)count;
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

static void spread_crowds(cm__marker *markers, const key *keys, const size_t *order, size_t count,
                          bins *standing)
{
    for (size_t from = 0, same; from < count; from += same) {
        same = count_same(keys, from, count);
        const crowd c = {markers,
                         order + from,
                         same,
                         markers[order[from]].place_mm,
                         mean_reach(markers, order + from, same),
                         standing};
        if (!is_crowd(same))
            continue;
        spread(&c);
        for (size_t i = from; i < from + same; i++)
            bins_add(standing, markers, order[i]);
    }
}

/* ---- pushing apart ---- */

/* Where a symbol is pushed by those that it touches. Two in one spot part by their order. */
static cm_point push(const bins *b, const cm__marker *markers, size_t self)
{
    const cm__marker *const m = &markers[self];
    cm_point at = m->at_mm;
    walk w = walk_near(b, at);

    for (size_t i = next_near(&w); i != CM_ABSENT; i = next_near(&w)) {
        const double dx = m->at_mm.x - markers[i].at_mm.x, dy = m->at_mm.y - markers[i].at_mm.y;
        const double apart = hypot(dx, dy);
        const double depth = touch_share * (m->reach_mm + markers[i].reach_mm) - apart;
        if (i == self || !(depth > 0))
            continue;
        at.x += depth / 2 * (apart > 1e-9 ? dx / apart : self < i ? -1 : 1);
        at.y += depth / 2 * (apart > 1e-9 ? dy / apart : 0);
    }
    return at;
}

/* Keeps a symbol within limit_mm of its place and inside the frame. */
static cm_point hold(cm_point at, const cm__marker *marker, double limit_mm, const cm_box *frame)
{
    const cm_box inside = cm__box_grown(*frame, -marker->reach_mm);
    const double dx = at.x - marker->place_mm.x, dy = at.y - marker->place_mm.y;
    const double away = hypot(dx, dy);
    const double share = away > limit_mm ? limit_mm / away : 1;

    return (cm_point){fmin(fmax(marker->place_mm.x + share * dx, inside.x_min), inside.x_max),
                      fmin(fmax(marker->place_mm.y + share * dy, inside.y_min), inside.y_max)};
}

static double away_from_place(const cm__marker *marker)
{
    return hypot(marker->at_mm.x - marker->place_mm.x, marker->at_mm.y - marker->place_mm.y);
}

/* Pushes symbols that overlap apart, all at once in each step, so that the order of members does
 * not matter. */
static cm_status push_apart(cm__marker *markers, size_t count, bins *b)
{
    cm_point *next = NULL;
    double *limit_mm = NULL;
    cm_status status = cm__array_grow(&next, count, sizeof *next);

    if (!status)
        status = cm__array_grow(&limit_mm, count, sizeof *limit_mm);
    for (size_t i = 0; i < count && !status; i++)
        limit_mm[i] = away_from_place(&markers[i]) + push_reaches * markers[i].reach_mm;
    for (int step = 0; step < PUSH_STEPS && !status; step++) {
        bins_empty(b);
        for (size_t i = 0; i < count; i++)
            bins_add(b, markers, i);
        for (size_t i = 0; i < count; i++)
            next[i] = hold(push(b, markers, i), &markers[i], limit_mm[i], &b->frame);
        for (size_t i = 0; i < count; i++)
            markers[i].at_mm = next[i];
    }
    cm__array_free(&next);
    cm__array_free(&limit_mm);
    return status;
}

static void write_report(cm__fan_report *out, const cm__marker *markers, const key *keys,
                         size_t count)
{
    *out = (cm__fan_report){0};
    for (size_t from = 0, same; from < count; from += same) {
        same = count_same(keys, from, count);
        const bool stacked = same > 1 && (count > CM__FAN_TOTAL_MAX || !is_crowd(same));
        out->stacked += stacked ? same : 0;
    }
    for (size_t i = 0; i < count; i++) {
        const double away_mm = away_from_place(&markers[i]);
        out->moved += away_mm > same_place_mm;
        out->farthest_mm = fmax(out->farthest_mm, away_mm);
    }
}

cm_status cm__fan_markers(cm__marker *markers, size_t count, const cm_box *frame_mm,
                          cm__fan_report *report)
{
    bins standing = {0};
    key *keys = NULL;
    size_t *order = NULL;
    cm_status status;

    *report = (cm__fan_report){0};
    if (count == 0)
        return CM_OK;
    status = sort_places(&keys, &order, markers, count);
    if (!status)
        status = bins_init(&standing, count, frame_mm, 2 * largest_reach(markers, count));
    if (!status && count <= CM__FAN_TOTAL_MAX) {
        stand_alone(&standing, markers, keys, count);
        spread_crowds(markers, keys, order, count, &standing);
        status = push_apart(markers, count, &standing);
    }
    if (!status)
        write_report(report, markers, keys, count);
    bins_clear(&standing);
    cm__array_free(&keys);
    cm__array_free(&order);
    return status;
}
