/* map_label_candidate.c - the places that a label may take, numbered.
 *
 * A marker's label: eight places beside it, in the order in which readers look for it (P. Yoeli,
 * The logic of automated map lettering, Cartographic Journal 9, 1972), then rings from near to far,
 * with a leader. An area's label: its anchor, then a lattice in the box that it may move in. */
#include "output/map_label_candidate.h"
#include "output/map_box.h"
#include <math.h>

#define GAP_MM 0.3
#define DIAGONAL_SHARE 0.6

#define RING_COUNT (sizeof rings_mm / sizeof *rings_mm)

static const double rings_mm[] = {5, 7, 9.5, 12.5, 16, 20, 24.5, 29.5, 34.5, 39.9};

/* Where the label's box lies from the marker's middle, as signs, and what that costs. */
static const struct {
    signed char x, y;
    double cost;
} beside[CM__LABEL_BESIDE_COUNT] = {
    {1, 0, 0},     {1, -1, 0.3}, {-1, 0, 0.8}, {1, 1, 1.0},
    {-1, -1, 1.1}, {0, -1, 1.3}, {-1, 1, 1.4}, {0, 1, 1.5},
};

/* A leader is worse than any place beside the marker, and a far label worse than two near ones. */
#define LEADER_COST 4.0
#define FAR_MM 40.0

#define LATTICE_COLUMNS 9
#define LATTICE_ROWS 5

static double width(const cm__label *label)
{
    return cm__box_width(&label->extent.ink_mm) + 2 * label->style.halo_mm;
}

static double height(const cm__label *label)
{
    return cm__box_height(&label->extent.ink_mm) + 2 * label->style.halo_mm;
}

/* cos(turn of one 32nd); a table, since libraries differ in the last bit. */
static double cosine(size_t turn)
{
    static const double quarter[] = {1,
                                     0.98078528040323044913,
                                     0.92387953251128675613,
                                     0.83146961230254523708,
                                     0.70710678118654752440,
                                     0.55557023301960222474,
                                     0.38268343236508977173,
                                     0.19509032201612826785,
                                     0};
    const size_t half = turn % 32 > 16 ? 32 - turn % 32 : turn % 32;

    return half > 8 ? -quarter[16 - half] : quarter[half];
}

static cm_box box_round(cm_point middle, const cm__label *label)
{
    const double half_width = width(label) / 2, half_height = height(label) / 2;

    return (cm_box){middle.x - half_width, middle.y - half_height, middle.x + half_width,
                    middle.y + half_height};
}

static double get_beside(cm__label_shape *out, const cm__label *label, size_t number)
{
    const int x = beside[number].x, y = beside[number].y;
    const bool diagonal = x != 0 && y != 0;
    /* A box to the upper right clears the marker by its height alone, and so stands nearer. */
    const double off_x = diagonal ? DIAGONAL_SHARE * label->reach_mm : label->reach_mm + GAP_MM,
                 off_y = diagonal ? label->reach_mm : label->reach_mm + GAP_MM;
    const cm_point middle = {label->at.x + x * (off_x + width(label) / 2),
                             label->at.y + y * (off_y + height(label) / 2)};

    *out = (cm__label_shape){.box = box_round(middle, label)};
    return beside[number].cost;
}

static double get_ring(cm__label_shape *out, const cm__label *label, size_t number)
{
    const double far = label->reach_mm + rings_mm[number / CM__LABEL_DIRECTIONS];
    const size_t turn = number % CM__LABEL_DIRECTIONS;
    const double x = cosine(turn), y = -cosine(turn + 24); /* page: y runs down */
    const cm_point middle = {label->at.x + x * (far + width(label) / 2),
                             label->at.y + y * (far + height(label) / 2)};
    cm__label_shape shape = {.box = box_round(middle, label), .has_leader = true};
    const cm_point to = {fmin(fmax(label->at.x, shape.box.x_min), shape.box.x_max),
                         fmin(fmax(label->at.y, shape.box.y_min), shape.box.y_max)};
    const double distance = sqrt((to.x - label->at.x) * (to.x - label->at.x) +
                                 (to.y - label->at.y) * (to.y - label->at.y));
    const double share = label->reach_mm / distance, length = distance - label->reach_mm;

    shape.leader.from = (cm_point){label->at.x + share * (to.x - label->at.x),
                                   label->at.y + share * (to.y - label->at.y)};
    shape.leader.to = to;
    *out = shape;
    return LEADER_COST + length * (1 + length / FAR_MM);
}

/* Place number of count on a line through low..high, from the middle outwards. */
static double spread(size_t number, size_t count, double half)
{
    const double step = half / (double)(count / 2);
    const double away = (double)((number + 1) / 2) * step;

    return number % 2 ? away : -away;
}

static double get_area(cm__label_shape *out, const cm__label *label, size_t number)
{
    const cm_point anchor = label->at;
    const double slack_x = fmax(cm__box_width(&label->area_mm) - width(label), 0) / 2,
                 slack_y = fmax(cm__box_height(&label->area_mm) - height(label), 0) / 2;
    const cm_point centre = cm__box_middle(&label->area_mm);
    cm_point middle = anchor;

    if (number > 0) {
        middle.x = centre.x + spread(number % LATTICE_COLUMNS, LATTICE_COLUMNS, slack_x);
        middle.y = centre.y + spread(number / LATTICE_COLUMNS, LATTICE_ROWS, slack_y);
        if (slack_x == 0)
            middle.x = anchor.x;
        if (slack_y == 0)
            middle.y = anchor.y;
    }
    *out = (cm__label_shape){.box = box_round(middle, label)};
    return hypot(middle.x - anchor.x, middle.y - anchor.y);
}

size_t cm__label_candidate_count(const cm__label *label)
{
    return label->kind == CM__LABEL_AREA
               ? LATTICE_COLUMNS * LATTICE_ROWS
               : CM__LABEL_BESIDE_COUNT + CM__LABEL_DIRECTIONS * RING_COUNT;
}

double cm__label_candidate_get(cm__label_shape *out, const cm__label *label, size_t number)
{
    if (label->kind == CM__LABEL_AREA)
        return get_area(out, label, number);
    if (number < CM__LABEL_BESIDE_COUNT)
        return get_beside(out, label, number);
    return get_ring(out, label, number - CM__LABEL_BESIDE_COUNT);
}

cm_point cm__label_baseline(const cm__label *label, const cm_box *box)
{
    return (cm_point){box->x_min + label->style.halo_mm - label->extent.ink_mm.x_min,
                      box->y_min + label->style.halo_mm - label->extent.ink_mm.y_min};
}
