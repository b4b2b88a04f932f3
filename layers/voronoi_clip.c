/* voronoi_clip.c - what of Voronoi cells lies in the window.
 *
 * A shape whose box is away from the window's border is inside or outside as a whole; a convex one
 * that one edge of it crosses is cut along a line: only the others go to GEOS. */
#include "layers/voronoi_clip.h"
#include "geo/base_memory.h"
#include "layers/exact_sign.h"
#include "layers/geos_clip.h"
#include "layers/voronoi_convex.h"
#include "layers/window_tree.h"
#include <math.h>
#include <omp.h>

#define MANY_EDGES SIZE_MAX

typedef struct clipping {
    const cm_features *shapes, *polygons; /* polygons: the window */
    const cm__voronoi_clip_options *options;
    cm_window *window;
    cm__voronoi_clip clip;
    size_t *rows;         /* that GEOS cuts */
    size_t *edge_of;      /* of each shape: the only edge of the window that touches its box */
    cm_point *ring, *out; /* one ring */
    double *x, *y;
    size_t room;
} clipping;

static cm_box row_box(const cm_features *shapes, size_t row)
{
    const size_t first = shapes->first_part[row];
    cm_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};

    /* the first part is the outer ring */
    for (size_t i = shapes->first_vertex[first]; i < shapes->first_vertex[first + 1]; i++) {
        box.x_min = fmin(box.x_min, shapes->x[i]);
        box.y_min = fmin(box.y_min, shapes->y[i]);
        box.x_max = fmax(box.x_max, shapes->x[i]);
        box.y_max = fmax(box.y_max, shapes->y[i]);
    }
    return box;
}

static bool boxes_meet(const cm_box *a, const cm_box *b)
{
    return a->x_min <= b->x_max && b->x_min <= a->x_max && a->y_min <= b->y_max &&
           b->y_min <= a->y_max;
}

/* Not if all corners of the box lie on one side of the edge. */
static bool meets_edge(const cm_window *window, size_t i, const cm_box *box)
{
    const double *const x = window->polygons.x, *const y = window->polygons.y;
    const cm_box own = {fmin(x[i], x[i + 1]), fmin(y[i], y[i + 1]), fmax(x[i], x[i + 1]),
                        fmax(y[i], y[i + 1])};
    const cm_point a = {x[i], y[i]}, b = {x[i + 1], y[i + 1]};
    const cm_point corners[] = {{box->x_min, box->y_min},
                                {box->x_max, box->y_min},
                                {box->x_max, box->y_max},
                                {box->x_min, box->y_max}};
    int left = 0, right = 0;

    if (!boxes_meet(&own, box))
        return false;
    for (int c = 0; c < 4; c++) {
        const double side = cm__side_sign(a, b, corners[c]);
        left += side > 0;
        right += side < 0;
    }
    return left < 4 && right < 4;
}

/* How many edges of the window touch the box, up to two; *edge receives the last of them. */
static int count_edges(size_t *edge, const cm_window *window, const cm_box *box)
{
    int count = 0;

    for (size_t i = 0; i < window->node_count && count < 2;) {
        const cm__window_node *const node = &window->nodes[i];
        if (!boxes_meet(&node->box, box)) {
            i = node->next;
            continue;
        }
        for (size_t e = node->first; node->is_leaf && e < node->last; e++)
            if (meets_edge(window, e, box)) {
                *edge = e;
                count++;
            }
        i++;
    }
    return count;
}

/* Where a shape lies: its row in the cut ones is given later, and 0 stands for it. */
static size_t look_at(clipping *c, size_t row)
{
    const cm_features *const shapes = c->shapes;
    const size_t first = shapes->first_part[row], vertex = shapes->first_vertex[first];

    c->edge_of[row] = MANY_EDGES;
    if (first == shapes->first_part[row + 1])
        return CM__VORONOI_NOTHING;
    if (c->options->is_bent && c->options->is_bent[row])
        return 0;
    const cm_box box = row_box(shapes, row);
    size_t edge = 0;
    const int edges = count_edges(&edge, c->window, &box);
    if (edges == 1 && c->options->are_convex)
        c->edge_of[row] = edge;
    if (edges > 0)
        return 0;
    const cm_point place = {shapes->x[vertex], shapes->y[vertex]};
    return cm__window_wind(c->window, place) != 0 ? CM__VORONOI_WHOLE : CM__VORONOI_NOTHING;
}

static void look_at_all(clipping *c)
{
    const int threads = c->options->threads > 0 ? c->options->threads : omp_get_max_threads();

#pragma omp parallel for schedule(dynamic, 1024) num_threads(threads)
    for (size_t row = 0; row < c->shapes->table.row_count; row++)
        c->clip.row_of[row] = look_at(c, row);
}

/* Gives those that are to be cut their rows: first those that GEOS cuts, which `rows` receives;
 * then those that one line cuts. Returns how many GEOS cuts. */
static size_t number_cut(clipping *c)
{
    size_t *const row_of = c->clip.row_of;
    size_t cut = 0, count;

    for (size_t row = 0; row < c->shapes->table.row_count; row++)
        if (row_of[row] < CM__VORONOI_NOTHING && c->edge_of[row] == MANY_EDGES) {
            row_of[row] = cut;
            c->rows[cut++] = row;
        }
    count = cut;
    for (size_t row = 0; row < c->shapes->table.row_count; row++)
        if (row_of[row] < CM__VORONOI_NOTHING && c->edge_of[row] != MANY_EDGES)
            row_of[row] = cut++;
    return count;
}

static cm_status make_ring_room(clipping *c, size_t count)
{
    cm_status status;

    if (count <= c->room)
        return CM_OK;
    status = cm__array_grow(&c->ring, 2 * count, sizeof *c->ring);
    if (!status)
        status = cm__array_grow(&c->out, 4 * count, sizeof *c->out);
    if (!status)
        status = cm__array_grow(&c->x, 4 * count, sizeof *c->x);
    if (!status)
        status = cm__array_grow(&c->y, 4 * count, sizeof *c->y);
    if (!status)
        c->room = 2 * count;
    return status;
}

/* The window about a box that one edge alone touches is what lies on that edge's left: the edge
 * leads through the whole box, since where it ends another begins. */
static cm_status cut_along(clipping *c, size_t row)
{
    const cm_features *const shapes = c->shapes;
    const double *const x = c->window->polygons.x, *const y = c->window->polygons.y;
    const size_t first = shapes->first_vertex[shapes->first_part[row]], e = c->edge_of[row];
    const size_t corners = shapes->first_vertex[shapes->first_part[row] + 1] - 1 - first;
    const cm_point a = {x[e], y[e]}, b = {x[e + 1], y[e + 1]};
    size_t count;
    cm_status status = make_ring_room(c, corners + 2);

    if (!status)
        status = cm_features_add_row(&c->clip.cut);
    if (status)
        return status;
    for (size_t i = 0; i < corners; i++)
        c->ring[i] = (cm_point){shapes->x[first + i], shapes->y[first + i]};
    count = cm__cut_convex(c->out, c->ring, corners, a, b);
    for (size_t i = 0; i < count; i++) {
        c->x[i] = c->out[i].x;
        c->y[i] = c->out[i].y;
    }
    return count > 0 ? cm_features_add_part(&c->clip.cut, c->x, c->y, count, false) : CM_OK;
}

static cm_status cut_all(clipping *c)
{
    const cm__geos_clip_job job = {.shapes = c->shapes,
                                   .rows = c->rows,
                                   .count = number_cut(c),
                                   .window = c->polygons,
                                   .are_sound = c->options->is_bent == NULL,
                                   .threads = c->options->threads,
                                   .progress = c->options->progress};
    cm_status status = cm__geos_clip(&c->clip.cut, &job);

    for (size_t row = 0; row < c->shapes->table.row_count && !status; row++)
        if (c->clip.row_of[row] < CM__VORONOI_NOTHING && c->edge_of[row] != MANY_EDGES)
            status = cut_along(c, row);
    return status;
}

static cm_status make_room(clipping *c)
{
    const size_t count = c->shapes->table.row_count + 1;
    cm_status status = cm__array_grow(&c->clip.row_of, count, sizeof *c->clip.row_of);

    if (!status)
        status = cm__array_grow(&c->rows, count, sizeof *c->rows);
    if (!status)
        status = cm__array_grow(&c->edge_of, count, sizeof *c->edge_of);
    return status;
}

static void clear(clipping *c)
{
    cm__array_free(&c->y);
    cm__array_free(&c->x);
    cm__array_free(&c->out);
    cm__array_free(&c->ring);
    cm__array_free(&c->edge_of);
    cm__array_free(&c->rows);
    cm_window_destroy(c->window);
    cm__voronoi_clip_clear(&c->clip);
}

cm_status cm__voronoi_clip_shapes(cm__voronoi_clip *out, const cm_features *shapes,
                                  const cm_features *window,
                                  const cm__voronoi_clip_options *options)
{
    clipping c = {.shapes = shapes, .polygons = window, .options = options};
    cm_status status = cm_window_create(&c.window, window);

    if (!status)
        status = make_room(&c);
    if (status)
        goto done;
    look_at_all(&c);
    status = cut_all(&c);
    if (status)
        goto done;
    *out = c.clip;
    c.clip = (cm__voronoi_clip){.row_of = NULL};
done:
    clear(&c);
    return status;
}

void cm__voronoi_clip_clear(cm__voronoi_clip *clip)
{
    cm_features_clear(&clip->cut);
    cm__array_free(&clip->row_of);
}
