/* window.c - the area within which members are known: its borders, and what lies inside. */
#include <clustermap/window.h>

#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "layers/window_tree.h"
#include <math.h>
#include <string.h>

#define COORDINATE_MAX 1e9
#define BORDER 1e-12 /* of the coordinates' size: on the border */

static const cm_box empty_box = {INFINITY, INFINITY, -INFINITY, -INFINITY};

static void add_to_box(cm_box *box, const cm_box *other)
{
    box->x_min = fmin(box->x_min, other->x_min);
    box->y_min = fmin(box->y_min, other->y_min);
    box->x_max = fmax(box->x_max, other->x_max);
    box->y_max = fmax(box->y_max, other->y_max);
}

static cm_box edge_box(const cm_window *window, size_t i)
{
    const double *const x = window->polygons.x, *const y = window->polygons.y;

    return (cm_box){fmin(x[i], x[i + 1]), fmin(y[i], y[i + 1]), fmax(x[i], x[i + 1]),
                    fmax(y[i], y[i + 1])};
}

static cm_status add_node(cm_window *window, const cm__window_node *node, size_t *at)
{
    const cm_status status = cm__array_reserve(&window->nodes, window->node_count,
                                               &window->node_capacity, sizeof *window->nodes);

    if (status)
        return status;
    *at = window->node_count++;
    window->nodes[*at] = *node;
    return CM_OK;
}

/* The node is done: its parts are the nodes after it. */
static void close_node(cm_window *window, size_t at)
{
    cm__window_node *const node = &window->nodes[at];

    node->next = window->node_count;
    for (size_t i = at + 1; i < window->node_count; i = window->nodes[i].next)
        add_to_box(&node->box, &window->nodes[i].box);
}

static cm_status add_chain(cm_window *window, size_t first, size_t last)
{
    cm__window_node node = {empty_box, first, last, 0, last - first <= CM__WINDOW_LEAF_EDGES};
    const size_t middle = first + (last - first) / 2;
    size_t at;
    cm_status status;

    for (size_t i = first; node.is_leaf && i < last; i++) {
        const cm_box box = edge_box(window, i);
        add_to_box(&node.box, &box);
    }
    status = add_node(window, &node, &at);
    if (!status && !node.is_leaf)
        status = add_chain(window, first, middle);
    if (!status && !node.is_leaf)
        status = add_chain(window, middle, last);
    if (!status)
        close_node(window, at);
    return status;
}

/* Rings begin .. end - 1. */
static cm_status add_rings(cm_window *window, size_t begin, size_t end)
{
    const size_t first = window->polygons.first_vertex[begin], middle = begin + (end - begin) / 2;
    const cm__window_node node = {empty_box, first, first, 0, false};
    size_t at;
    cm_status status;

    if (end - begin == 1)
        return add_chain(window, first, window->polygons.first_vertex[end] - 1);
    status = add_node(window, &node, &at);
    if (!status)
        status = add_rings(window, begin, middle);
    if (!status)
        status = add_rings(window, middle, end);
    if (!status)
        close_node(window, at);
    return status;
}

static cm_status check_polygons(const cm_features *polygons, double *size)
{
    if (polygons->geometry != CM_GEOMETRY_POLYGON)
        return cm__fail(CM_ERR_FORMAT, "the window is not of polygons");
    if (polygons->part_count == 0)
        return cm__fail(CM_ERR_FORMAT, "the window has no polygon");
    for (size_t i = 0; i < polygons->vertex_count; i++) {
        const double most = fmax(fabs(polygons->x[i]), fabs(polygons->y[i]));
        if (!(fabs(polygons->x[i]) <= COORDINATE_MAX && fabs(polygons->y[i]) <= COORDINATE_MAX))
            return cm__fail(CM_ERR_DOMAIN, "the window's vertex at %g,%g is not within -1e9..1e9",
                            polygons->x[i], polygons->y[i]);
        *size = fmax(*size, most);
    }
    return CM_OK;
}

static cm_status copy_parts(cm_features *out, const cm_features *from)
{
    const size_t count = from->part_count, vertices = from->vertex_count;
    cm_status status = cm__array_grow(&out->x, vertices, sizeof *out->x);

    if (!status)
        status = cm__array_grow(&out->y, vertices, sizeof *out->y);
    if (!status)
        status = cm__array_grow(&out->first_vertex, count + 1, sizeof *out->first_vertex);
    if (status)
        return status;
    memcpy(out->x, from->x, vertices * sizeof *out->x);
    memcpy(out->y, from->y, vertices * sizeof *out->y);
    memcpy(out->first_vertex, from->first_vertex, (count + 1) * sizeof *out->first_vertex);
    out->part_count = count;
    out->vertex_count = vertices;
    return CM_OK;
}

cm_status cm_window_create(cm_window **out, const cm_features *polygons)
{
    cm_window *window = NULL;
    double size = 0;
    cm_status status = check_polygons(polygons, &size);

    if (!status)
        status = cm__array_grow(&window, 1, sizeof *window);
    if (status)
        return status;
    *window = (cm_window){.border = BORDER * size};
    status = copy_parts(&window->polygons, polygons);
    if (!status)
        status = add_rings(window, 0, polygons->part_count);
    if (status)
        cm_window_destroy(window);
    else
        *out = window;
    return status;
}

void cm_window_destroy(cm_window *window)
{
    if (!window)
        return;
    cm__array_free(&window->nodes);
    cm__array_free(&window->polygons.first_vertex);
    cm__array_free(&window->polygons.y);
    cm__array_free(&window->polygons.x);
    cm__array_free(&window);
}

cm_box cm_window_get_bounds(const cm_window *window)
{
    return window->nodes[0].box;
}

/* About each ring's first vertex, so that no digits are lost far from the origin. */
double cm_window_get_area(const cm_window *window)
{
    const double *const x = window->polygons.x, *const y = window->polygons.y;
    double twice = 0;

    for (size_t p = 0; p < window->polygons.part_count; p++) {
        const size_t first = window->polygons.first_vertex[p];
        for (size_t i = first; i + 1 < window->polygons.first_vertex[p + 1]; i++)
            twice += (x[i] - x[first]) * (y[i + 1] - y[first]) -
                     (x[i + 1] - x[first]) * (y[i] - y[first]);
    }
    return fabs(twice / 2);
}

static double outside(double low, double high, double value)
{
    return value < low ? low - value : value > high ? value - high : 0;
}

double cm__window_box_distance2(const cm_box *box, cm_point place)
{
    const double dx = outside(box->x_min, box->x_max, place.x);
    const double dy = outside(box->y_min, box->y_max, place.y);

    return dx * dx + dy * dy;
}

/* 1 or -1 if the edge crosses the ray from the place to the east, going up or down; a vertex on the
 * ray belongs to the edge above it. */
static int cross_ray(const cm_window *window, size_t i, cm_point place)
{
    const double ax = window->polygons.x[i] - place.x, ay = window->polygons.y[i] - place.y;
    const double bx = window->polygons.x[i + 1] - place.x, by = window->polygons.y[i + 1] - place.y;
    const double side = ax * by - ay * bx;

    if (ay <= 0 && by > 0)
        return side > 0;
    if (ay > 0 && by <= 0)
        return -(side < 0);
    return 0;
}

int cm__window_wind(const cm_window *window, cm_point place)
{
    int turns = 0;

    for (size_t i = 0; i < window->node_count;) {
        const cm__window_node *const node = &window->nodes[i];
        const cm_box *const box = &node->box;
        if (place.y < box->y_min || place.y > box->y_max || place.x > box->x_max) {
            i = node->next;
            continue;
        }
        for (size_t e = node->first; node->is_leaf && e < node->last; e++)
            turns += cross_ray(window, e, place);
        i++;
    }
    return turns;
}

bool cm__window_is_near(const cm_window *window, const cm_box *box, double distance)
{
    for (size_t i = 0; i < window->node_count;) {
        const cm__window_node *const node = &window->nodes[i];
        const double dx = fmax(0, fmax(node->box.x_min - box->x_max, box->x_min - node->box.x_max));
        const double dy = fmax(0, fmax(node->box.y_min - box->y_max, box->y_min - node->box.y_max));
        if (dx * dx + dy * dy > distance * distance)
            i = node->next;
        else if (node->is_leaf)
            return true;
        else
            i++;
    }
    return false;
}

static double edge_distance2(const cm_window *window, size_t i, cm_point place)
{
    const double ax = window->polygons.x[i] - place.x, ay = window->polygons.y[i] - place.y;
    const double dx = window->polygons.x[i + 1] - place.x - ax;
    const double dy = window->polygons.y[i + 1] - place.y - ay;
    const double length2 = dx * dx + dy * dy;
    const double t = length2 > 0 ? fmin(1, fmax(0, -(ax * dx + ay * dy) / length2)) : 0;
    const double px = ax + t * dx, py = ay + t * dy;

    return px * px + py * py;
}

static bool is_on_border(const cm_window *window, cm_point place)
{
    const double near2 = window->border * window->border;

    for (size_t i = 0; i < window->node_count;) {
        const cm__window_node *const node = &window->nodes[i];
        if (cm__window_box_distance2(&node->box, place) > near2) {
            i = node->next;
            continue;
        }
        for (size_t e = node->first; node->is_leaf && e < node->last; e++)
            if (edge_distance2(window, e, place) <= near2)
                return true;
        i++;
    }
    return false;
}

bool cm_window_holds(const cm_window *window, cm_point place)
{
    return cm__window_wind(window, place) != 0 || is_on_border(window, place);
}

static cm_status make_room(cm_points *out, const cm_points *points)
{
    const size_t room = points->count > 0 ? points->count : 1;
    cm_status status = cm__array_grow(&out->x, room, sizeof *out->x);

    if (!status)
        status = cm__array_grow(&out->y, room, sizeof *out->y);
    if (!status && points->weight)
        status = cm__array_grow(&out->weight, room, sizeof *out->weight);
    if (!status && points->row)
        status = cm__array_grow(&out->row, room, sizeof *out->row);
    return status;
}

cm_status cm_window_select(cm_points *out, const cm_window *window, const cm_points *points)
{
    cm_points kept = {0};
    const cm_status status = make_room(&kept, points);

    for (size_t i = 0; i < points->count && !status; i++) {
        const cm_point place = {points->x[i], points->y[i]};
        if (!cm_window_holds(window, place))
            continue;
        kept.x[kept.count] = place.x;
        kept.y[kept.count] = place.y;
        if (points->weight)
            kept.weight[kept.count] = points->weight[i];
        if (points->row)
            kept.row[kept.count] = points->row[i];
        kept.count++;
    }
    if (status)
        cm_points_clear(&kept);
    else
        *out = kept;
    return status;
}
