/* voronoi_shapes.c - the outlines of Voronoi cells, each alone or joined.
 *
 * The border between the cells of two places lies across the side between them, from the middle of
 * the circle on its right to that on its left; cells go counter-clockwise about their places. */
#include "layers/voronoi_shapes.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "layers/polygon_area.h"
#include "layers/voronoi_convex.h"
#include <string.h>

enum { STEPS_A_CALL = 1 << 16 };

/* A closed way along borders that meets no corner twice. */
typedef struct loop {
    size_t first, count; /* corners in tracer.path */
    uint32_t shape;
    bool is_hole;
} loop;

typedef struct tracer {
    const cm__delaunay *triangles;
    const cm__voronoi_corners *corners;
    const uint32_t *class_of;
    const cm_progress *progress;
    size_t places;
    uint32_t *parent;  /* of places, towards the first place of the shape */
    uint32_t *path;    /* corners: of loops that are done, then of those still open */
    uint32_t *open;    /* corners of the way that is being walked */
    uint32_t *seen_at; /* of a corner: its index in open, + 1; 0: not there */
    bool *walked;      /* sides */
    loop *loops;
    size_t path_count, path_room, open_count, open_room, loop_count, loop_room;
    size_t *first_loop;    /* of each shape, in order */
    size_t *order;         /* loops by shape, outer rings first */
    bool *bent;            /* cells */
    cm_point *ring, *hull; /* one ring */
    double *x, *y;
    size_t ring_room;
} tracer;

static uint32_t class_at(const tracer *t, uint32_t place)
{
    if (place >= t->places)
        return UINT32_MAX; /* a far corner */
    return t->class_of ? t->class_of[place] : place;
}

static bool is_of_no_length(const tracer *t, uint32_t side)
{
    const uint32_t twin = t->triangles->twin[side];

    return t->corners->same[side / 3] == t->corners->same[twin / 3];
}

/* Whether the way round a shape leads along the border across this side, on the shape's left. */
static bool is_border(const tracer *t, uint32_t side)
{
    const uint32_t left = t->triangles->from[side];
    const uint32_t right = t->triangles->from[cm__next_side(side)];

    return left < t->places && class_at(t, left) != class_at(t, right) && !is_of_no_length(t, side);
}

static uint32_t first_of(uint32_t *parent, uint32_t place)
{
    while (parent[place] != place) {
        parent[place] = parent[parent[place]];
        place = parent[place];
    }
    return place;
}

static void join_places(tracer *t)
{
    const uint32_t *const from = t->triangles->from;

    for (uint32_t place = 0; place < t->places; place++)
        t->parent[place] = place;
    for (uint32_t side = 0; t->class_of && side < 3 * t->triangles->triangle_count; side++) {
        const uint32_t a = from[side], b = from[cm__next_side(side)];
        if (a >= b || b >= t->places || t->class_of[a] != t->class_of[b] ||
            is_of_no_length(t, side))
            continue;
        const uint32_t first_a = first_of(t->parent, a), first_b = first_of(t->parent, b);
        t->parent[first_a > first_b ? first_a : first_b] = first_a < first_b ? first_a : first_b;
    }
}

/* Numbers the shapes in the order of their first places, from 0; returns how many there are. */
static uint32_t number_shapes(tracer *t, uint32_t *shape_of)
{
    uint32_t count = 0;

    for (uint32_t place = 0; place < t->places; place++) {
        const uint32_t first = first_of(t->parent, place);
        shape_of[place] = first == place ? count++ : shape_of[first];
    }
    return count;
}

/* From a border to the next along the shape: turns about the corner where the border ends, through
 * the shape's cells that meet there. Cells behind a border of no length touch the shape in that
 * corner only, and are passed by. */
static cm_status step(const tracer *t, uint32_t *side)
{
    const cm__delaunay *const d = t->triangles;
    uint32_t at = *side;

    for (size_t turns = 0; turns < 3 * d->triangle_count; turns++) {
        const uint32_t before = cm__last_side(at), across = d->twin[before];
        if (is_of_no_length(t, before)) {
            at = across;
        } else if (class_at(t, d->from[before]) == class_at(t, d->from[at])) {
            at = before;
        } else {
            *side = across;
            return CM_OK;
        }
    }
    return cm__fail(CM_ERR_DOMAIN, "the outline of a cell does not close");
}

static cm_status add_loop(tracer *t, size_t from, uint32_t shape)
{
    const size_t count = t->open_count - from;
    const size_t needed = t->path_count + count;
    cm_status status = CM_OK;

    for (size_t i = from; i < t->open_count; i++)
        t->seen_at[t->open[i]] = 0;
    t->open_count = from;
    if (count < 3)
        return CM_OK; /* there and back: no area */
    if (needed > t->path_room) {
        const size_t room = needed > 2 * t->path_room ? needed : 2 * t->path_room;
        status = cm__array_grow(&t->path, room, sizeof *t->path);
        if (!status)
            t->path_room = room;
    }
    if (!status)
        status = cm__array_reserve(&t->loops, t->loop_count, &t->loop_room, sizeof *t->loops);
    if (status)
        return status;
    memcpy(t->path + t->path_count, t->open + from, count * sizeof *t->path);
    t->loops[t->loop_count++] = (loop){t->path_count, count, shape, false};
    t->path_count = needed;
    return CM_OK;
}

/* Where the way comes back to a corner, what lies between is a loop of its own. */
static cm_status add_corner(tracer *t, uint32_t corner, uint32_t shape)
{
    cm_status status = CM_OK;

    if (t->seen_at[corner])
        status = add_loop(t, t->seen_at[corner] - 1, shape);
    if (!status)
        status = cm__array_reserve(&t->open, t->open_count, &t->open_room, sizeof *t->open);
    if (status)
        return status;
    t->open[t->open_count++] = corner;
    t->seen_at[corner] = (uint32_t)t->open_count;
    return CM_OK;
}

static cm_status walk_round(tracer *t, uint32_t start, uint32_t shape)
{
    uint32_t side = start;
    cm_status status = CM_OK;

    do {
        t->walked[side] = true;
        status = add_corner(t, t->corners->same[side / 3], shape);
        if (!status)
            status = step(t, &side);
    } while (!status && side != start && !t->walked[side]);
    if (!status && side != start)
        status = cm__fail(CM_ERR_DOMAIN, "the outline of a cell does not close");
    if (!status)
        status = add_loop(t, 0, shape);
    return status;
}

static bool go_on(const tracer *t, size_t done, size_t all, double before)
{
    return done % STEPS_A_CALL != 0 || !t->progress->step ||
           t->progress->step(t->progress->context, before + (double)done / (double)all / 2);
}

static cm_status walk_all(tracer *t, const uint32_t *shape_of)
{
    const size_t sides = 3 * t->triangles->triangle_count;
    cm_status status = CM_OK;

    for (uint32_t side = 0; side < sides && !status; side++) {
        if (!go_on(t, side, sides, 0))
            status = cm__fail(CM_ERR_STOPPED, "the cells were stopped");
        else if (t->triangles->from[side] < t->places && !t->walked[side] && is_border(t, side))
            status = walk_round(t, side, shape_of[t->triangles->from[side]]);
    }
    return status;
}

/* Seen from its first corner, so that coordinates far from the origin do not drown it. */
static double twice_area(const tracer *t, const loop *of)
{
    const uint32_t *const path = t->path + of->first;
    const cm_point *const at = t->corners->at;
    const cm_point first = at[path[0]];
    double sum = 0;

    for (size_t i = 1; i + 1 < of->count; i++)
        sum += (at[path[i]].x - first.x) * (at[path[i + 1]].y - first.y) -
               (at[path[i + 1]].x - first.x) * (at[path[i]].y - first.y);
    return sum;
}

/* Loops by shape; a shape has one outer ring, which comes first. */
static cm_status sort_loops(tracer *t, uint32_t shape_count)
{
    cm_status status =
        cm__array_grow(&t->first_loop, (size_t)shape_count + 1, sizeof *t->first_loop);
    size_t sum = 0;

    if (!status)
        status = cm__array_grow(&t->order, t->loop_count + 1, sizeof *t->order);
    if (status)
        return status;
    memset(t->first_loop, 0, ((size_t)shape_count + 1) * sizeof *t->first_loop);
    for (size_t i = 0; i < t->loop_count; i++) {
        t->loops[i].is_hole = twice_area(t, &t->loops[i]) < 0;
        t->first_loop[t->loops[i].shape]++;
    }
    for (size_t shape = 0; shape <= shape_count; shape++) {
        const size_t count = t->first_loop[shape];
        t->first_loop[shape] = sum;
        sum += count;
    }
    for (int holes = 0; holes < 2; holes++)
        for (size_t i = 0; i < t->loop_count; i++)
            if (t->loops[i].is_hole == (holes == 1))
                t->order[t->first_loop[t->loops[i].shape]++] = i;
    memmove(t->first_loop + 1, t->first_loop, (size_t)shape_count * sizeof *t->first_loop);
    t->first_loop[0] = 0;
    return CM_OK;
}

static cm_status make_ring_room(tracer *t, size_t count)
{
    cm_status status;

    if (count <= t->ring_room)
        return CM_OK;
    status = cm__array_grow(&t->x, 2 * count, sizeof *t->x);
    if (!status)
        status = cm__array_grow(&t->y, 2 * count, sizeof *t->y);
    if (!status)
        status = cm__array_grow(&t->ring, 2 * count, sizeof *t->ring);
    if (!status)
        status = cm__array_grow(&t->hull, 4 * count, sizeof *t->hull);
    if (!status)
        t->ring_room = 2 * count;
    return status;
}

static cm_status add_ring(cm_features *outlines, tracer *t, const loop *of, bool is_bent)
{
    const cm_status status = make_ring_room(t, of->count);
    const cm_point *ring = t->ring;
    size_t count = of->count;

    if (status)
        return status;
    for (size_t i = 0; i < count; i++)
        t->ring[i] = t->corners->at[t->path[of->first + i]];
    if (is_bent) {
        count = cm__make_convex(t->hull, t->ring, count);
        ring = t->hull;
    }
    for (size_t i = 0; i < count; i++) {
        t->x[i] = ring[i].x;
        t->y[i] = ring[i].y;
    }
    return cm_features_add_part(outlines, t->x, t->y, count, of->is_hole);
}

static cm_status add_shapes(cm_features *outlines, tracer *t, uint32_t shape_count,
                            const bool *is_bent)
{
    cm_status status = CM_OK;

    for (uint32_t shape = 0; shape < shape_count && !status; shape++) {
        if (!go_on(t, shape, shape_count, 0.5))
            return cm__fail(CM_ERR_STOPPED, "the cells were stopped");
        status = cm_features_add_row(outlines);
        for (size_t i = t->first_loop[shape]; i < t->first_loop[shape + 1] && !status; i++)
            status = add_ring(outlines, t, &t->loops[t->order[i]], !t->class_of && is_bent[shape]);
    }
    return status;
}

static cm_status make_room(tracer *t, uint32_t **shape_of)
{
    const size_t triangles = t->triangles->triangle_count;
    cm_status status = cm__array_grow(shape_of, t->places, sizeof **shape_of);

    if (!status)
        status = cm__array_grow(&t->bent, t->places, sizeof *t->bent);
    if (!status)
        status = cm__array_grow(&t->parent, t->places, sizeof *t->parent);
    if (!status)
        status = cm__array_grow(&t->seen_at, triangles, sizeof *t->seen_at);
    if (!status)
        status = cm__array_grow(&t->walked, 3 * triangles, sizeof *t->walked);
    if (status)
        return status;
    memset(t->seen_at, 0, triangles * sizeof *t->seen_at);
    memset(t->walked, 0, 3 * triangles * sizeof *t->walked);
    return CM_OK;
}

/* A shape is bent if one of its cells is. */
static cm_status find_bent(cm__voronoi_shapes *shapes, tracer *t, uint32_t shape_count, int threads)
{
    cm_status status = cm__array_grow(&shapes->is_bent, shape_count, sizeof *shapes->is_bent);

    if (!status)
        status = cm__voronoi_find_bent(t->bent, t->triangles, t->corners, t->places, threads);
    if (status)
        return status;
    memset(shapes->is_bent, 0, shape_count * sizeof *shapes->is_bent);
    for (size_t place = 0; place < t->places; place++)
        if (t->bent[place])
            shapes->is_bent[shapes->shape_of[place]] = true;
    return CM_OK;
}

static void clear(tracer *t)
{
    cm__array_free(&t->hull);
    cm__array_free(&t->ring);
    cm__array_free(&t->y);
    cm__array_free(&t->x);
    cm__array_free(&t->order);
    cm__array_free(&t->first_loop);
    cm__array_free(&t->loops);
    cm__array_free(&t->walked);
    cm__array_free(&t->seen_at);
    cm__array_free(&t->open);
    cm__array_free(&t->path);
    cm__array_free(&t->parent);
    cm__array_free(&t->bent);
}

cm_status cm__voronoi_trace(cm__voronoi_shapes *out, const cm__voronoi_shapes_job *job)
{
    tracer t = {job->triangles, job->corners, job->class_of, job->progress,
                .places = job->places->count};
    cm__voronoi_shapes shapes = {.shape_of = NULL};
    uint32_t shape_count = 0;
    cm_status status = make_room(&t, &shapes.shape_of);

    if (!status)
        status = cm_features_init(&shapes.outlines, CM_GEOMETRY_POLYGON, NULL);
    if (status)
        goto done;
    join_places(&t);
    shape_count = number_shapes(&t, shapes.shape_of);
    status = find_bent(&shapes, &t, shape_count, job->threads);
    if (!status)
        status = walk_all(&t, shapes.shape_of);
    if (!status)
        status = sort_loops(&t, shape_count);
    if (!status)
        status = add_shapes(&shapes.outlines, &t, shape_count, shapes.is_bent);
    if (status)
        goto done;
    *out = shapes;
    shapes = (cm__voronoi_shapes){.shape_of = NULL};
done:
    clear(&t);
    cm__voronoi_shapes_clear(&shapes);
    return status;
}

void cm__voronoi_shapes_clear(cm__voronoi_shapes *shapes)
{
    cm__array_free(&shapes->is_bent);
    cm__array_free(&shapes->shape_of);
    cm_features_clear(&shapes->outlines);
}
