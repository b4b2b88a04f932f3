/* map_label_index.c - the labels that are placed, and which of them a new one would disturb. */
#include "output/map_label_index.h"
#include "geo/base_memory.h"
#include "output/map_box.h"
#include <math.h>
#include <string.h>

/* Members at one address have markers at one point: their leaders may begin together. */
#define SAME_PLACE_MM 0.05
/* By which a box must be larger than a gap, lest what is told apart by it be judged otherwise by
 * the tests themselves. */
#define ROUNDING_MM 1e-6

#define STRIP_MM 4.0
#define STRIPS_MAX 500.0

/* What a placed label covers. */
typedef struct cm__label_taken {
    cm__label_shape shape;
    cm_box whole; /* with the leader */
} taken;

static inline double least(double a, double b)
{
    return a < b ? a : b; /* fmin and fmax are calls, for the sake of NaN */
}

static inline double most_of(double a, double b)
{
    return a > b ? a : b;
}

/* The leader's far end is on the box. */
static inline cm_box whole_of(const cm__label_shape *shape)
{
    const cm_point from = shape->leader.from;
    const cm_box *const box = &shape->box;

    if (!shape->has_leader)
        return *box;
    return (cm_box){least(box->x_min, from.x), least(box->y_min, from.y),
                    most_of(box->x_max, from.x), most_of(box->y_max, from.y)};
}

/* Strips across the frame, and a bit for each label in each. */
static cm_status build_strips(cm__label_strips *out, double min, double length, size_t words)
{
    const double count = ceil(fmin(fmax(length / STRIP_MM, 1), STRIPS_MAX));
    cm_status status;

    *out =
        (cm__label_strips){.min = min, .per_mm = count / fmax(length, 1), .count = (size_t)count};
    status = cm__array_grow(&out->bits, out->count * words, sizeof *out->bits);
    if (!status)
        memset(out->bits, 0, out->count * words * sizeof *out->bits);
    return status;
}

cm_status cm__label_index_build(cm__label_index *out, const cm__label_problem *problem)
{
    const cm_box *const frame = &problem->frame_mm;
    cm_status status;

    out->problem = problem;
    out->words = problem->label_count / 64 + 1;
    status = build_strips(&out->columns, frame->x_min, cm__box_width(frame), out->words);
    if (!status)
        status = build_strips(&out->rows, frame->y_min, cm__box_height(frame), out->words);
    if (!status)
        status = cm__array_grow(&out->taken, problem->label_count + 1, sizeof *out->taken);
    return status;
}

/* What lies outside the frame counts as in its outermost strip. */
static inline size_t strip_at(const cm__label_strips *strips, double place)
{
    const double at = (place - strips->min) * strips->per_mm;

    if (!(at > 0))
        return 0;
    return at < (double)strips->count ? (size_t)at : strips->count - 1;
}

/* The strips from first to before end. */
typedef struct range {
    size_t first, end;
} range;

static inline range strips_of(const cm__label_strips *strips, double min, double max)
{
    return (range){strip_at(strips, min), strip_at(strips, max) + 1};
}

static void mark(cm__label_index *index, cm__label_strips *strips, range in, size_t label)
{
    const uint64_t bit = (uint64_t)1 << label % 64;

    for (size_t i = in.first; i < in.end; i++)
        strips->bits[i * index->words + label / 64] ^= bit;
}

static void mark_both(cm__label_index *index, size_t label)
{
    const cm_box *const whole = &index->taken[label].whole;

    mark(index, &index->columns, strips_of(&index->columns, whole->x_min, whole->x_max), label);
    mark(index, &index->rows, strips_of(&index->rows, whole->y_min, whole->y_max), label);
}

void cm__label_index_put(cm__label_index *index, size_t label, const cm__label_shape *shape)
{
    index->taken[label] = (taken){*shape, whole_of(shape)};
    mark_both(index, label);
}

void cm__label_index_take(cm__label_index *index, size_t label)
{
    mark_both(index, label);
}

static bool is_near(const cm__segment *leader, cm_point at)
{
    return cm__segment_distance2(leader, at) < CM__LABEL_GAP_MM * CM__LABEL_GAP_MM;
}

static bool is_same_place(const cm__label *a, const cm__label *b)
{
    return fabs(a->at.x - b->at.x) < SAME_PLACE_MM && fabs(a->at.y - b->at.y) < SAME_PLACE_MM;
}

static bool leaders_conflict(const cm__segment *a, const cm__segment *b, bool same_place)
{
    if (cm__segments_are_apart(a, b, CM__LABEL_GAP_MM))
        return false;
    if (cm__segments_meet(a, b) || is_near(a, b->to) || is_near(b, a->to))
        return true;
    return !same_place && (is_near(a, b->from) || is_near(b, a->from));
}

static bool shapes_conflict(const cm__label_index *index, const cm__label_shape *a, size_t label,
                            size_t other)
{
    const cm__label *const labels = index->problem->labels;
    const cm__label_shape *const b = &index->taken[other].shape;
    const cm_box grown = cm__box_grown(a->box, CM__LABEL_GAP_MM);

    if (cm__box_touches(&grown, &b->box))
        return true;
    if (b->has_leader && cm__segment_meets_box(&b->leader, &grown))
        return true;
    if (!a->has_leader)
        return false;
    const cm_box other_grown = cm__box_grown(b->box, CM__LABEL_GAP_MM);
    return cm__segment_meets_box(&a->leader, &other_grown) ||
           (b->has_leader && leaders_conflict(&a->leader, &b->leader,
                                              is_same_place(&labels[label], &labels[other])));
}

/* The place of the lowest bit that is set. */
static inline size_t lowest_bit(uint64_t bits)
{
#ifdef __GNUC__
    return (size_t)__builtin_ctzll(bits);
#else
    size_t place = 0;

    while (!(bits >> place & 1))
        place++;
    return place;
#endif
}

/* The labels, of one word of them, that touch any of the strips. */
static inline uint64_t labels_in(const cm__label_index *index, const cm__label_strips *strips,
                                 range in, size_t word)
{
    const uint64_t *at = strips->bits + in.first * index->words + word;
    uint64_t found = 0;

    for (size_t i = in.first; i < in.end; i++, at += index->words)
        found |= *at;
    return found;
}

size_t cm__label_index_conflicts(size_t *out, size_t most, const cm__label_index *index,
                                 size_t label, const cm__label_shape *shape)
{
    const cm_box whole = whole_of(shape);
    const cm_box near_box = cm__box_grown(whole, CM__LABEL_GAP_MM + ROUNDING_MM);
    const range columns = strips_of(&index->columns, near_box.x_min, near_box.x_max);
    const range rows = strips_of(&index->rows, near_box.y_min, near_box.y_max);
    size_t count = 0;

    for (size_t w = 0; w < index->words; w++) {
        uint64_t near = labels_in(index, &index->columns, columns, w);
        if (near)
            near &= labels_in(index, &index->rows, rows, w);
        for (; near; near &= near - 1) {
            const size_t other = 64 * w + lowest_bit(near);
            if (other == label || !cm__box_touches(&near_box, &index->taken[other].whole) ||
                !shapes_conflict(index, shape, label, other))
                continue;
            out[count++] = other;
            if (count > most)
                return count;
        }
    }
    return count;
}

void cm__label_index_clear(cm__label_index *index)
{
    cm__array_free(&index->taken);
    cm__array_free(&index->rows.bits);
    cm__array_free(&index->columns.bits);
}
