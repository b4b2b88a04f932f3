/* map_path.c - the vertices of lines and areas on a page, and cutting them to a box. */
#include "output/map_path.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include <assert.h>
#include <math.h>

static cm_status make_vertex_room(cm__path *path)
{
    const size_t capacity = path->vertex_capacity ? 2 * path->vertex_capacity : 16;
    cm_status status;

    if (path->vertex_count < path->vertex_capacity)
        return CM_OK;
    status = cm__array_grow(&path->x_mm, capacity, sizeof *path->x_mm);
    if (!status)
        status = cm__array_grow(&path->y_mm, capacity, sizeof *path->y_mm);
    if (!status)
        path->vertex_capacity = capacity;
    return status;
}

cm_status cm__path_begin(cm__path *path)
{
    const size_t capacity = path->part_capacity ? 2 * path->part_capacity : 4;

    if (path->part_count == path->part_capacity) {
        const cm_status status = cm__array_grow(&path->starts, capacity, sizeof *path->starts);
        if (status)
            return status;
        path->part_capacity = capacity;
    }
    path->starts[path->part_count++] = path->vertex_count;
    return CM_OK;
}

cm_status cm__path_add(cm__path *path, double x_mm, double y_mm)
{
    cm_status status;

    assert(path->part_count > 0);
    if (!isfinite(x_mm) || !isfinite(y_mm))
        return cm__fail(CM_ERR_DOMAIN, "a vertex of a drawn path is not a finite number");
    status = make_vertex_room(path);
    if (status)
        return status;
    path->x_mm[path->vertex_count] = x_mm;
    path->y_mm[path->vertex_count++] = y_mm;
    return CM_OK;
}

void cm__path_clear(cm__path *path)
{
    cm__array_free(&path->x_mm);
    cm__array_free(&path->y_mm);
    cm__array_free(&path->starts);
    *path = (cm__path){0};
}

size_t cm__path_part_end(const cm__path *path, size_t part)
{
    return part + 1 < path->part_count ? path->starts[part + 1] : path->vertex_count;
}

cm_box cm__path_box(const cm__path *path)
{
    cm_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};

    for (size_t i = 0; i < path->vertex_count; i++) {
        box.x_min = fmin(box.x_min, path->x_mm[i]);
        box.y_min = fmin(box.y_min, path->y_mm[i]);
        box.x_max = fmax(box.x_max, path->x_mm[i]);
        box.y_max = fmax(box.y_max, path->y_mm[i]);
    }
    return box;
}

/* One side of the box: inside is where sign * (coordinate - limit) <= 0. */
typedef struct border {
    bool vertical; /* the coordinate is x */
    double limit, sign;
} border;

static double outside_by(const border *side, cm_point p)
{
    return side->sign * ((side->vertical ? p.x : p.y) - side->limit);
}

/* Where the edge from a to b meets the side; exactly on it, so that a second cut finds it inside.
 */
static cm_point cross_side(const border *side, cm_point a, cm_point b)
{
    const double out_a = outside_by(side, a);
    const double share = out_a / (out_a - outside_by(side, b));
    cm_point p = {a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)};

    if (side->vertical)
        p.x = side->limit;
    else
        p.y = side->limit;
    return p;
}

static cm_point vertex(const cm__path *path, size_t i)
{
    return (cm_point){path->x_mm[i], path->y_mm[i]};
}

static cm_status add_point(cm__path *path, cm_point p)
{
    return cm__path_add(path, p.x, p.y);
}

/* Sutherland and Hodgman 1974: one ring against one side. */
static cm_status cut_ring(cm__path *out, const cm__path *path, size_t part, const border *side)
{
    const size_t start = path->starts[part], end = cm__path_part_end(path, part);
    const size_t began = out->vertex_count;
    cm_status status = cm__path_begin(out);

    for (size_t i = start; !status && i < end; i++) {
        const cm_point from = vertex(path, i == start ? end - 1 : i - 1), to = vertex(path, i);
        const bool from_in = outside_by(side, from) <= 0, to_in = outside_by(side, to) <= 0;
        if (from_in != to_in)
            status = add_point(out, cross_side(side, from, to));
        if (!status && to_in)
            status = add_point(out, to);
    }
    if (!status && out->vertex_count == began)
        out->part_count--;
    return status;
}

/* A line against one side: each stretch inside becomes a part. */
static cm_status cut_line(cm__path *out, const cm__path *path, size_t part, const border *side)
{
    const size_t start = path->starts[part], end = cm__path_part_end(path, part);
    bool was_in = false;
    cm_status status = CM_OK;

    for (size_t i = start; !status && i < end; i++) {
        const cm_point to = vertex(path, i);
        const bool is_in = outside_by(side, to) <= 0;
        if (is_in && !was_in)
            status = cm__path_begin(out);
        if (!status && i > start && is_in != was_in)
            status = add_point(out, cross_side(side, vertex(path, i - 1), to));
        if (!status && is_in)
            status = add_point(out, to);
        was_in = is_in;
    }
    return status;
}

static cm_status cut_side(cm__path *path, const border *side)
{
    cm__path kept = {.closed = path->closed};
    cm_status status = CM_OK;

    for (size_t part = 0; !status && part < path->part_count; part++)
        status =
            path->closed ? cut_ring(&kept, path, part, side) : cut_line(&kept, path, part, side);
    if (status) {
        cm__path_clear(&kept);
        return status;
    }
    cm__path_clear(path);
    *path = kept;
    return CM_OK;
}

cm_status cm__path_cut(cm__path *path, const cm_box *box)
{
    const cm_box has = cm__path_box(path);
    const struct {
        bool needed;
        border side;
    } sides[] = {{has.x_min < box->x_min, {true, box->x_min, -1}},
                 {has.x_max > box->x_max, {true, box->x_max, 1}},
                 {has.y_min < box->y_min, {false, box->y_min, -1}},
                 {has.y_max > box->y_max, {false, box->y_max, 1}}};
    cm_status status = CM_OK;

    for (size_t i = 0; !status && i < sizeof sides / sizeof *sides; i++)
        if (sides[i].needed)
            status = cut_side(path, &sides[i].side);
    return status;
}
