/* map_label_cells.c - the flat grid over the frame in which obstacles and placed labels are found.
 */
#include "output/map_label_cells.h"
#include "output/map_box.h"
#include <math.h>

#define SIDE_MM 6.0

cm__label_cells cm__label_cells_over(const cm_box *frame)
{
    const double width = fmax(cm__box_width(frame), 1), height = fmax(cm__box_height(frame), 1);
    cm__label_cells cells = {.x_min = frame->x_min, .y_min = frame->y_min, .side = SIDE_MM};

    for (;; cells.side *= 1.25) {
        const double columns = ceil(width / cells.side), rows = ceil(height / cells.side);
        if (columns * rows > CM__LABEL_CELLS_MAX)
            continue;
        cells.per_mm = 1 / cells.side;
        cells.columns = (size_t)columns;
        cells.rows = (size_t)rows;
        return cells;
    }
}

/* fmin and fmax are calls, for the sake of NaN, and this is the innermost loop. */
static inline double least(double a, double b)
{
    return a < b ? a : b;
}

static inline double most(double a, double b)
{
    return a > b ? a : b;
}

static inline size_t cell_at(double value, double min, double per_mm, size_t count)
{
    const double cell = (value - min) * per_mm;

    if (!(cell > 0))
        return 0;
    return cell < (double)count ? (size_t)cell : count - 1;
}

static inline size_t add_row(uint16_t *out, const cm__label_cells *cells, size_t row, double x_min,
                             double x_max)
{
    const size_t first = cell_at(x_min, cells->x_min, cells->per_mm, cells->columns),
                 last = cell_at(x_max, cells->x_min, cells->per_mm, cells->columns);

    for (size_t column = first; column <= last; column++)
        *out++ = (uint16_t)(row * cells->columns + column);
    return last - first + 1;
}

static size_t add_box(uint16_t *out, const cm__label_cells *cells, const cm_box *box)
{
    const size_t first = cell_at(box->y_min, cells->y_min, cells->per_mm, cells->rows),
                 last = cell_at(box->y_max, cells->y_min, cells->per_mm, cells->rows);
    size_t count = 0;

    for (size_t row = first; row <= last; row++)
        count += add_row(out + count, cells, row, box->x_min, box->x_max);
    return count;
}

/* The cells of a leader, row by row: in each, those between where it enters and leaves. */
static size_t add_leader(uint16_t *out, const cm__label_cells *cells, const cm__segment *leader,
                         double margin)
{
    const bool down = leader->to.y >= leader->from.y;
    const cm_point top = down ? leader->from : leader->to, foot = down ? leader->to : leader->from;
    const double slope = foot.y > top.y ? (foot.x - top.x) / (foot.y - top.y) : 0;
    const size_t first = cell_at(top.y - margin, cells->y_min, cells->per_mm, cells->rows),
                 last = cell_at(foot.y + margin, cells->y_min, cells->per_mm, cells->rows);
    double enter_x = top.x;
    size_t count = 0;

    for (size_t row = first; row <= last; row++) {
        const double row_end = cells->y_min + (double)(row + 1) * cells->side;
        const double leave_x = row == last || slope == 0
                                   ? foot.x
                                   : top.x + slope * (most(least(row_end, foot.y), top.y) - top.y);
        const double wide = margin * (1 + fabs(slope)); /* rows are grown as well */
        count += add_row(out + count, cells, row,
                         most(least(enter_x, leave_x) - wide, least(top.x, foot.x) - margin),
                         least(most(enter_x, leave_x) + wide, most(top.x, foot.x) + margin));
        enter_x = slope == 0 ? top.x : leave_x;
    }
    return count;
}

size_t cm__label_cells_of(uint16_t *out, const cm__label_cells *cells, const cm__label_shape *shape,
                          double margin)
{
    const cm_box box = cm__box_grown(shape->box, margin);
    const size_t count = add_box(out, cells, &box);

    return shape->has_leader ? count + add_leader(out + count, cells, &shape->leader, margin)
                             : count;
}
