/* cell_index.c - points in square cells of about two, for finding the nearest ones. */
#include "layers/cell_index.h"
#include "geo/base_memory.h"
#include <math.h>
#include <string.h>

static size_t chosen_point(const size_t *chosen, size_t i)
{
    return chosen ? chosen[i] : i;
}

/* The box of the points, and a side so that a cell holds about two of them, with never many more
 * cells than points however long and thin the box is. */
static void choose_cells(cm__cell_index *index, const size_t *chosen)
{
    cm_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    const double n = (double)index->count;

    for (size_t i = 0; i < index->count; i++) {
        const size_t p = chosen_point(chosen, i);
        box.x_min = fmin(box.x_min, index->x[p]);
        box.y_min = fmin(box.y_min, index->y[p]);
        box.x_max = fmax(box.x_max, index->x[p]);
        box.y_max = fmax(box.y_max, index->y[p]);
    }
    const double width = box.x_max - box.x_min, height = box.y_max - box.y_min;
    index->x_min = box.x_min;
    index->y_min = box.y_min;
    index->side = fmax(sqrt(width * height * 2 / n), fmax(width, height) * 2 / n);
    if (!(index->side > 0))
        index->side = 1; /* all at one place */
    index->columns = (size_t)(width / index->side) + 1;
    index->rows = (size_t)(height / index->side) + 1;
}

static size_t clamp_cell(double position, size_t count)
{
    if (!(position > 0))
        return 0;
    return position < (double)count ? (size_t)position : count - 1;
}

static size_t cell_of(const cm__cell_index *index, cm_point place)
{
    const size_t column = clamp_cell((place.x - index->x_min) / index->side, index->columns);
    const size_t row = clamp_cell((place.y - index->y_min) / index->side, index->rows);

    return row * index->columns + column;
}

/* A counting sort by cell: numbers stay ascending within a cell, since chosen ascends. */
static void sort_points(cm__cell_index *index, const size_t *chosen)
{
    const size_t cells = index->columns * index->rows;

    memset(index->starts, 0, (cells + 1) * sizeof *index->starts);
    for (size_t i = 0; i < index->count; i++) {
        const size_t p = chosen_point(chosen, i);
        index->starts[cell_of(index, (cm_point){index->x[p], index->y[p]}) + 1]++;
    }
    for (size_t c = 0; c < cells; c++)
        index->starts[c + 1] += index->starts[c];
    for (size_t i = index->count; i-- > 0;) {
        const size_t p = chosen_point(chosen, i);
        const size_t cell = cell_of(index, (cm_point){index->x[p], index->y[p]});
        index->points[--index->starts[cell + 1]] = p;
    }
    /* each start was counted down from its cell's end to its begin, one place too far right */
    memmove(index->starts, index->starts + 1, cells * sizeof *index->starts);
    index->starts[cells] = index->count;
}

cm_status cm__cell_index_build(cm__cell_index *out, const double *x, const double *y,
                               const size_t *chosen, size_t count)
{
    cm__cell_index index = {.x = x, .y = y, .count = count};
    cm_status status = CM_OK;

    if (count > 0) {
        choose_cells(&index, chosen);
        status = cm__array_grow(&index.points, count, sizeof *index.points);
        if (!status)
            status =
                cm__array_grow(&index.starts, index.columns * index.rows + 1, sizeof *index.starts);
    }
    if (status) {
        cm__cell_index_clear(&index);
        return status;
    }
    if (count > 0)
        sort_points(&index, chosen);
    *out = index;
    return CM_OK;
}

void cm__cell_index_clear(cm__cell_index *index)
{
    cm__array_free(&index->starts);
    cm__array_free(&index->points);
    *index = (cm__cell_index){0};
}

typedef struct search {
    const cm__cell_index *index;
    cm_point place;
    cm__neighbour *found;
    size_t count, k;
    double limit2; /* no point farther is wanted any more */
} search;

static bool is_nearer(const cm__neighbour *a, const cm__neighbour *b)
{
    if (a->distance2 != b->distance2)
        return a->distance2 < b->distance2;
    return a->point < b->point;
}

/* Puts a point among the found ones, which stay sorted; the farthest falls out if all is full. */
static void offer(search *work, size_t point)
{
    const double dx = work->index->x[point] - work->place.x;
    const double dy = work->index->y[point] - work->place.y;
    const cm__neighbour fresh = {point, dx * dx + dy * dy};
    size_t at = work->count;

    if (fresh.distance2 > work->limit2)
        return;
    if (work->count == work->k && !is_nearer(&fresh, &work->found[work->k - 1]))
        return;
    if (work->count == work->k)
        at--;
    else
        work->count++;
    for (; at > 0 && is_nearer(&fresh, &work->found[at - 1]); at--)
        work->found[at] = work->found[at - 1];
    work->found[at] = fresh;
    if (work->count == work->k)
        work->limit2 = work->found[work->k - 1].distance2;
}

static void visit_cell(search *work, size_t column, size_t row)
{
    const cm__cell_index *const index = work->index;
    const size_t cell = row * index->columns + column;

    for (size_t i = index->starts[cell]; i < index->starts[cell + 1]; i++)
        offer(work, index->points[i]);
}

/* The cells from first to last, both included, in either direction. */
typedef struct window {
    size_t left, right, bottom, top;
} window;

/* The square of cells within `ring` of the middle cell, cut to the index. */
static window make_window(const cm__cell_index *index, size_t column, size_t row, size_t ring)
{
    return (window){column > ring ? column - ring : 0,
                    index->columns - 1 - column > ring ? column + ring : index->columns - 1,
                    row > ring ? row - ring : 0,
                    index->rows - 1 - row > ring ? row + ring : index->rows - 1};
}

/* Visits the cells of the window that lie exactly `ring` from the middle. */
static void visit_ring(search *work, size_t column, size_t row, size_t ring)
{
    const window now = make_window(work->index, column, row, ring);

    for (size_t r = now.bottom; r <= now.top; r++) {
        const bool is_edge = r + ring == row || r == row + ring;
        if (is_edge) {
            for (size_t c = now.left; c <= now.right; c++)
                visit_cell(work, c, r);
            continue;
        }
        if (now.left + ring == column)
            visit_cell(work, now.left, r);
        if (ring > 0 && now.right == column + ring)
            visit_cell(work, now.right, r);
    }
}

/* How far at least all points are that lie outside the window; INFINITY if none can. */
static double distance_out(const search *work, window now)
{
    const cm__cell_index *const index = work->index;
    double nearest = INFINITY;

    if (now.left > 0)
        nearest = fmin(nearest, work->place.x - (index->x_min + (double)now.left * index->side));
    if (now.right + 1 < index->columns)
        nearest =
            fmin(nearest, index->x_min + (double)(now.right + 1) * index->side - work->place.x);
    if (now.bottom > 0)
        nearest = fmin(nearest, work->place.y - (index->y_min + (double)now.bottom * index->side));
    if (now.top + 1 < index->rows)
        nearest = fmin(nearest, index->y_min + (double)(now.top + 1) * index->side - work->place.y);
    /* a hair less: a point on the border may lie on either side of it by rounding */
    return nearest - 1e-9 * (index->side + fabs(work->place.x) + fabs(work->place.y));
}

size_t cm__cell_index_nearest(cm__neighbour *out, size_t k, const cm__cell_index *index,
                              cm_point place, double distance)
{
    search work = {
        .index = index, .place = place, .found = out, .k = k, .limit2 = distance * distance};

    if (index->count == 0 || k == 0)
        return 0;
    const size_t cell = cell_of(index, place);
    const size_t column = cell % index->columns, row = cell / index->columns;
    for (size_t ring = 0;; ring++) {
        visit_ring(&work, column, row, ring);
        const double out_m = distance_out(&work, make_window(index, column, row, ring));
        if (isinf(out_m) || (out_m > 0 && out_m * out_m > work.limit2))
            break;
    }
    return work.count;
}
