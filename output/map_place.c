/* map_place.c - costs in cells, summed so that a box is looked up at four corners. */
#include "output/map_place.h"
#include "geo/base_memory.h"
#include "output/map_path.h"

static const double cell_mm = 1, inset_mm = 3, forbidden = 1e7;
static const double member_clear_mm = 2, member_near_mm = 18;
/* A later corner must be so much cheaper, as by so many square millimetres of the darkest band. */
static const double order_cost = 20;

cm_status cm__ground_init(cm__ground *out, const cm_box *frame_mm)
{
    cm__ground ground = {.frame_mm = *frame_mm};
    cm_status status;

    ground.columns = (size_t)ceil(cm__box_width(frame_mm) / cell_mm);
    ground.rows = (size_t)ceil(cm__box_height(frame_mm) / cell_mm);
    status = cm__array_grow(&ground.cost, ground.columns * ground.rows, sizeof *ground.cost);
    if (!status)
        status = cm__array_grow(&ground.sums, (ground.columns + 1) * (ground.rows + 1),
                                sizeof *ground.sums);
    if (!status)
        status = cm__array_grow(&ground.toggles, ground.columns + 1, sizeof *ground.toggles);
    if (status) {
        cm__ground_clear(&ground);
        return status;
    }
    for (size_t i = 0; i < ground.columns * ground.rows; i++)
        ground.cost[i] = 0;
    for (int i = 0; i < CM__GROUND_NEAR * CM__GROUND_NEAR; i++) {
        const int row = i / CM__GROUND_NEAR, column = i % CM__GROUND_NEAR;
        const double away_mm =
            cell_mm * hypot(row - CM__GROUND_NEAR / 2, column - CM__GROUND_NEAR / 2);
        ground.near[row][column] = fmax(1 - away_mm / member_near_mm, 0);
    }
    *out = ground;
    return CM_OK;
}

void cm__ground_clear(cm__ground *ground)
{
    cm__array_free(&ground->cost);
    cm__array_free(&ground->sums);
    cm__array_free(&ground->toggles);
    *ground = (cm__ground){0};
}

/* ---- marking ---- */

/* The cells from first to before end that [low, high] touches. */
typedef struct span {
    size_t first, end;
} span;

static span touched(double low, double high, double origin, size_t count)
{
    const double first = floor((low - origin) / cell_mm), last = floor((high - origin) / cell_mm);
    span cells = {0, 0};

    if (!(last >= 0 && first < (double)count))
        return cells;
    cells.first = first > 0 ? (size_t)first : 0;
    cells.end = last + 1 < (double)count ? (size_t)last + 1 : count;
    return cells;
}

void cm__ground_forbid(cm__ground *ground, const cm_box *box)
{
    const span across = touched(box->x_min, box->x_max, ground->frame_mm.x_min, ground->columns);
    const span down = touched(box->y_min, box->y_max, ground->frame_mm.y_min, ground->rows);

    ground->is_summed = false;
    for (size_t row = down.first; row < down.end; row++)
        for (size_t column = across.first; column < across.end; column++)
            ground->cost[row * ground->columns + column] = forbidden;
}

static cm_point cell_middle(const cm__ground *ground, size_t column, size_t row)
{
    return (cm_point){ground->frame_mm.x_min + ((double)column + 0.5) * cell_mm,
                      ground->frame_mm.y_min + ((double)row + 0.5) * cell_mm};
}

void cm__ground_forbid_member(cm__ground *ground, cm_point at, double reach_mm)
{
    const cm_box clear =
        cm__box_grown((cm_box){at.x, at.y, at.x, at.y}, reach_mm + member_clear_mm);

    cm__ground_forbid(ground, &clear);
}

void cm__ground_add_member(cm__ground *ground, cm_point at, double reach_mm)
{
    const cm_box box = cm__box_grown((cm_box){at.x, at.y, at.x, at.y}, member_near_mm);
    const span across = touched(box.x_min, box.x_max, ground->frame_mm.x_min, ground->columns);
    const span down = touched(box.y_min, box.y_max, ground->frame_mm.y_min, ground->rows);
    const double left = floor((box.x_min - ground->frame_mm.x_min) / cell_mm);
    const double top = floor((box.y_min - ground->frame_mm.y_min) / cell_mm);

    for (size_t row = down.first; row < down.end; row++) {
        const double *const near = ground->near[(size_t)((double)row - top)];
        for (size_t column = across.first; column < across.end; column++)
            ground->cost[row * ground->columns + column] += near[(size_t)((double)column - left)];
    }
    cm__ground_forbid_member(ground, at, reach_mm);
}

/* Toggles the first cell of a row that lies right of each edge crossing the row's middle: from
 * there on what was outside is inside, and back. */
static void mark_crossings(cm__ground *ground, const cm__path *area, double y)
{
    for (size_t i = 0; i <= ground->columns; i++)
        ground->toggles[i] = false;
    for (size_t part = 0; part < area->part_count; part++) {
        const size_t first = area->starts[part], end = cm__path_part_end(area, part);
        for (size_t i = first, before = end - 1; i < end; before = i++) {
            const double y0 = area->y_mm[before], y1 = area->y_mm[i];
            if ((y0 > y) == (y1 > y))
                continue;
            const double share = (y - y0) / (y1 - y0);
            const double x = area->x_mm[before] + share * (area->x_mm[i] - area->x_mm[before]);
            const double cell = ceil((x - ground->frame_mm.x_min) / cell_mm - 0.5);
            const size_t column = cell > 0 ? (size_t)fmin(cell, (double)ground->columns) : 0;
            ground->toggles[column] = !ground->toggles[column];
        }
    }
}

void cm__ground_add_area(cm__ground *ground, const cm__path *area, double cost)
{
    const cm_box box = cm__path_box(area);
    const span down = touched(box.y_min, box.y_max, ground->frame_mm.y_min, ground->rows);

    ground->is_summed = false;
    for (size_t row = down.first; row < down.end; row++) {
        bool inside = false;
        mark_crossings(ground, area, cell_middle(ground, 0, row).y);
        for (size_t column = 0; column < ground->columns; column++) {
            inside = inside != ground->toggles[column];
            if (inside)
                ground->cost[row * ground->columns + column] += cost * cell_mm * cell_mm;
        }
    }
}

void cm__ground_add_line(cm__ground *ground, const cm__path *line, double cost)
{
    ground->is_summed = false;
    for (size_t part = 0; part < line->part_count; part++)
        for (size_t i = line->starts[part] + 1; i < cm__path_part_end(line, part); i++) {
            const double dx = line->x_mm[i] - line->x_mm[i - 1];
            const double dy = line->y_mm[i] - line->y_mm[i - 1];
            const double steps = fmin(ceil(hypot(dx, dy) / cell_mm), 1e4);
            for (double step = 0; step < steps; step++) {
                const double x = line->x_mm[i - 1] + dx * step / steps;
                const double y = line->y_mm[i - 1] + dy * step / steps;
                const span across = touched(x, x, ground->frame_mm.x_min, ground->columns);
                const span down = touched(y, y, ground->frame_mm.y_min, ground->rows);
                if (across.first < across.end && down.first < down.end)
                    ground->cost[down.first * ground->columns + across.first] += cost * cell_mm;
            }
        }
}

/* ---- finding ---- */

static void sum_up(cm__ground *ground)
{
    const size_t width = ground->columns + 1;

    for (size_t column = 0; column < width; column++)
        ground->sums[column] = 0;
    for (size_t row = 0; row < ground->rows; row++) {
        double line = 0;
        ground->sums[(row + 1) * width] = 0;
        for (size_t column = 0; column < ground->columns; column++) {
            line += ground->cost[row * ground->columns + column];
            ground->sums[(row + 1) * width + column + 1] =
                ground->sums[row * width + column + 1] + line;
        }
    }
    ground->is_summed = true;
}

/* What covering the box costs; INFINITY if it is forbidden. */
static double cost_of(const cm__ground *ground, const cm_box *box)
{
    const span across = touched(box->x_min, box->x_max, ground->frame_mm.x_min, ground->columns);
    const span down = touched(box->y_min, box->y_max, ground->frame_mm.y_min, ground->rows);
    const size_t width = ground->columns + 1;
    const double cost = ground->sums[down.end * width + across.end] -
                        ground->sums[down.first * width + across.end] -
                        ground->sums[down.end * width + across.first] +
                        ground->sums[down.first * width + across.first];

    return cost < forbidden / 2 ? cost : INFINITY;
}

/* Where the box stands with its free corner at these shares of the room across and down. */
static cm_box box_at(const cm_box *room, double across, double down, const cm_point *size)
{
    return cm__box_at((cm_point){room->x_min + across * (cm__box_width(room) - size->x),
                                 room->y_min + down * (cm__box_height(room) - size->y)},
                      size->x, size->y);
}

/* The cheapest of the boxes along the sides, of equal ones that nearest to a corner. */
static bool find_along_sides(cm_box *out, const cm__ground *ground, const cm_box *room,
                             const cm_point *size)
{
    enum { STEPS = 40 };
    double best = INFINITY;

    for (int i = 1; i < STEPS; i++)
        for (int side = 0; side < 4; side++) {
            const double share = (double)i / STEPS, edge = side % 2;
            const cm_box box =
                side < 2 ? box_at(room, share, edge, size) : box_at(room, edge, share, size);
            const double cost = cost_of(ground, &box) + 1 - fabs(2 * share - 1);
            if (cost < best - 1e-3) {
                best = cost;
                *out = box;
            }
        }
    return isfinite(best);
}

bool cm__ground_find(cm_box *out_box, cm__ground *ground, double width_mm, double height_mm,
                     const cm__corner order[4])
{
    const cm_box room = cm__box_grown(ground->frame_mm, -inset_mm);
    const cm_point size = {width_mm, height_mm};
    double best = INFINITY;

    if (width_mm > cm__box_width(&room) || height_mm > cm__box_height(&room))
        return false;
    if (!ground->is_summed)
        sum_up(ground);
    for (size_t i = 0; i < 4; i++) {
        const bool left = order[i] == CM__CORNER_BOTTOM_LEFT || order[i] == CM__CORNER_TOP_LEFT;
        const bool top = order[i] == CM__CORNER_TOP_LEFT || order[i] == CM__CORNER_TOP_RIGHT;
        const cm_box box = box_at(&room, left ? 0 : 1, top ? 0 : 1, &size);
        const double cost = cost_of(ground, &box) + (double)i * order_cost;
        if (cost < best - 1e-3) {
            best = cost;
            *out_box = box;
        }
    }
    return isfinite(best) || find_along_sides(out_box, ground, &room, &size);
}
