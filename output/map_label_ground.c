/* map_label_ground.c - what a place costs by what lies under it: furniture and markers. */
#include "output/map_label_ground.h"
#include "geo/base_memory.h"
#include "output/map_box.h"
#include <math.h>
#include <string.h>

#define CLEAR_MM 0.1        /* between a label and what it must not cover */
#define LEADER_WIDTH_MM 0.5 /* what a leader hides of a marker that it crosses, seen generously */
#define NEAR_MM 1.2         /* a label this near to another's marker may be taken for its name */
#define NEAR_SHARE 1.2      /* of what covering costs */
#define NEAR_MOST 8.0       /* of all: as a near leader, so that no jam shuts a label out */

static size_t cells_of_box(uint16_t *out, const cm__label_cells *cells, const cm_box *box)
{
    return cm__label_cells_of(out, cells, &(cm__label_shape){.box = *box}, 0);
}

static cm_status make_room(cm__label_ground *ground, size_t entries)
{
    const size_t cell_count = ground->cells.columns * ground->cells.rows;
    cm_status status = cm__array_grow(&ground->starts, cell_count + 2, sizeof *ground->starts);

    if (!status)
        status = cm__array_grow(&ground->obstacles, entries + 1, sizeof *ground->obstacles);
    if (!status)
        status = cm__array_grow(&ground->seen, ground->problem->obstacle_count + 1,
                                sizeof *ground->seen);
    if (status)
        return status;
    memset(ground->starts, 0, (cell_count + 2) * sizeof *ground->starts);
    memset(ground->seen, 0, (ground->problem->obstacle_count + 1) * sizeof *ground->seen);
    return CM_OK;
}

/* Sorts the obstacles into cells by counting. */
static void fill(cm__label_ground *ground)
{
    const cm__label_problem *const problem = ground->problem;
    const size_t cell_count = ground->cells.columns * ground->cells.rows;
    size_t *const next = ground->starts + 1; /* ends up as the starts of the cells */

    for (size_t i = 0; i < problem->obstacle_count; i++) {
        const size_t found =
            cells_of_box(ground->found, &ground->cells, &problem->obstacles[i].box_mm);
        for (size_t k = 0; k < found; k++)
            next[ground->found[k] + 1]++;
    }
    for (size_t c = 0; c < cell_count; c++)
        next[c + 1] += next[c];
    for (size_t i = 0; i < problem->obstacle_count; i++) {
        const size_t found =
            cells_of_box(ground->found, &ground->cells, &problem->obstacles[i].box_mm);
        for (size_t k = 0; k < found; k++)
            ground->obstacles[next[ground->found[k]]++] = (uint32_t)i;
    }
}

cm_status cm__label_ground_build(cm__label_ground *out, const cm__label_problem *problem)
{
    size_t entries = 0;
    cm_status status;

    out->problem = problem;
    out->cells = cm__label_cells_over(&problem->frame_mm);
    for (size_t i = 0; i < problem->obstacle_count; i++)
        entries += cells_of_box(out->found, &out->cells, &problem->obstacles[i].box_mm);
    status = make_room(out, entries);
    if (!status)
        fill(out);
    return status;
}

/* fmin and fmax are calls, for the sake of NaN. */
static inline double least(double a, double b)
{
    return a < b ? a : b;
}

static inline double most(double a, double b)
{
    return a > b ? a : b;
}

static double overlap(const cm_box *a, const cm_box *b)
{
    const double x = least(a->x_max, b->x_max) - most(a->x_min, b->x_min),
                 y = least(a->y_max, b->y_max) - most(a->y_min, b->y_min);

    return x > 0 && y > 0 ? x * y : 0;
}

/* What it costs to cover the obstacle; to be near to it is added to *near. */
static double cost_of(const cm__label_obstacle *obstacle, const cm__label_shape *shape, cm_point at,
                      double *near)
{
    const cm_box clear = cm__box_grown(shape->box, CLEAR_MM),
                 around = cm__box_grown(shape->box, NEAR_MM);
    const cm_box *const box = &obstacle->box_mm;
    double area;

    if (isinf(obstacle->cost)) {
        const cm_box off = cm__box_grown(*box, CLEAR_MM);
        return cm__box_touches(&clear, box) ||
                       (shape->has_leader && cm__segment_meets_box(&shape->leader, &off))
                   ? INFINITY
                   : 0;
    }
    area = overlap(&shape->box, box);
    if (!cm__box_holds_point(box, at)) {
        *near += NEAR_SHARE * overlap(&around, box) * obstacle->cost;
        if (shape->has_leader)
            area += LEADER_WIDTH_MM * cm__segment_inside_mm(&shape->leader, box);
    }
    return area * obstacle->cost;
}

/* The box outside which nothing disturbs the shape, leader included. */
static cm_box reach_of(const cm__label_shape *shape)
{
    cm_box box = shape->box;

    if (shape->has_leader) {
        const cm_point from = shape->leader.from, to = shape->leader.to;
        box = (cm_box){least(box.x_min, least(from.x, to.x)), least(box.y_min, least(from.y, to.y)),
                       most(box.x_max, most(from.x, to.x)), most(box.y_max, most(from.y, to.y))};
    }
    return cm__box_grown(box, NEAR_MM);
}

double cm__label_ground_cost(cm__label_ground *ground, const cm__label_shape *shape, cm_point at)
{
    const cm__label_problem *const problem = ground->problem;
    const cm_box reach = reach_of(shape);
    double cost = 0, near = 0;
    size_t found;

    if (!cm__box_holds(&problem->frame_mm, &shape->box) ||
        (shape->has_leader && !cm__box_holds_point(&problem->frame_mm, shape->leader.from)))
        return INFINITY;
    found = cm__label_cells_of(ground->found, &ground->cells, shape, NEAR_MM);
    ground->query++;
    for (size_t k = 0; k < found && cost < CM__LABEL_HOPELESS_COST; k++) {
        const size_t cell = ground->found[k];
        for (size_t i = ground->starts[cell]; i < ground->starts[cell + 1]; i++) {
            const uint32_t obstacle = ground->obstacles[i];
            if (ground->seen[obstacle] != ground->query &&
                cm__box_touches(&reach, &problem->obstacles[obstacle].box_mm))
                cost += cost_of(&problem->obstacles[obstacle], shape, at, &near);
            ground->seen[obstacle] = ground->query;
        }
    }
    return cost + least(near, NEAR_MOST);
}

void cm__label_ground_clear(cm__label_ground *ground)
{
    cm__array_free(&ground->seen);
    cm__array_free(&ground->starts);
    cm__array_free(&ground->obstacles);
}
