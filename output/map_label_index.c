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

/* What a placed label covers: a copy, since the options of all labels lie too far apart in memory
 * for being looked at a million times. */
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

cm_status cm__label_index_build(cm__label_index *out, const cm__label_problem *problem)
{
    size_t bit_words;
    cm_status status;

    out->problem = problem;
    out->cells = cm__label_cells_over(&problem->frame_mm);
    out->words = problem->label_count / 64 + 1;
    bit_words = out->cells.columns * out->cells.rows * out->words;
    status = cm__array_grow(&out->bits, bit_words, sizeof *out->bits);
    if (!status)
        status = cm__array_grow(&out->placed, problem->label_count + 1, sizeof *out->placed);
    if (!status)
        status = cm__array_grow(&out->taken, problem->label_count + 1, sizeof *out->taken);
    if (!status)
        memset(out->bits, 0, bit_words * sizeof *out->bits);
    return status;
}

void cm__label_index_prepare(cm__label_index *index, cm__label_option *option)
{
    const size_t found =
        cm__label_cells_of(index->found, &index->cells, &option->shape, CM__LABEL_GAP_MM);

    option->cell_count = (uint16_t)found;
    if (found <= CM__LABEL_OPTION_CELLS)
        memcpy(option->cells, index->found, found * sizeof *option->cells);
}

static const uint16_t *get_cells(cm__label_index *index, const cm__label_option *option)
{
    if (option->cell_count <= CM__LABEL_OPTION_CELLS)
        return option->cells;
    cm__label_cells_of(index->found, &index->cells, &option->shape, CM__LABEL_GAP_MM);
    return index->found;
}

void cm__label_index_put(cm__label_index *index, size_t label, const cm__label_option *option)
{
    const uint16_t *const cells = get_cells(index, option);

    index->placed[label] = option;
    index->taken[label] = (taken){option->shape, whole_of(&option->shape)};
    for (size_t k = 0; k < option->cell_count; k++)
        index->bits[cells[k] * index->words + label / 64] |= (uint64_t)1 << label % 64;
}

void cm__label_index_take(cm__label_index *index, size_t label)
{
    const cm__label_option *const option = index->placed[label];
    const uint16_t *const cells = get_cells(index, option);

    for (size_t k = 0; k < option->cell_count; k++)
        index->bits[cells[k] * index->words + label / 64] &= ~((uint64_t)1 << label % 64);
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

static bool options_conflict(const cm__label_index *index, const cm__label_option *option,
                             size_t label, size_t other)
{
    const cm__label *const labels = index->problem->labels;
    const cm__label_shape *const a = &option->shape, *const b = &index->taken[other].shape;
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

size_t cm__label_index_conflicts(size_t *out, size_t most, cm__label_index *index, size_t label,
                                 const cm__label_option *option)
{
    const uint16_t *const cells = get_cells(index, option);
    const cm_box whole = whole_of(&option->shape);
    const cm_box near_box = cm__box_grown(whole, CM__LABEL_GAP_MM + ROUNDING_MM);
    size_t count = 0;

    for (size_t w = 0; w < index->words; w++) {
        uint64_t near = 0;
        for (size_t k = 0; k < option->cell_count; k++)
            near |= index->bits[cells[k] * index->words + w];
        for (; near; near &= near - 1) {
            const size_t other = 64 * w + lowest_bit(near);
            if (other == label || !cm__box_touches(&near_box, &index->taken[other].whole) ||
                !options_conflict(index, option, label, other))
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
    cm__array_free(&index->placed);
    cm__array_free(&index->bits);
}
