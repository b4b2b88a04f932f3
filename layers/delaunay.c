/* delaunay.c - the triangles between places whose circles hold no other place.
 *
 * Each place is put into the triangulation of those before it (Bowyer 1981, Watson 1981): the
 * triangles whose circles hold it are taken out, and their outline is joined to it. */
#include "layers/delaunay.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "layers/exact_sign.h"
#include <stdbool.h>

enum { PLACES_A_STEP = 4096 };

/* A side of the outline of what is taken out. */
typedef struct rim_side {
    uint32_t from, twin; /* as in cm__delaunay; the twin is of a triangle that stays */
} rim_side;

typedef struct builder {
    cm__delaunay made;
    const cm_point *places;
    uint32_t last;   /* a side near the place put in last */
    uint32_t *stack; /* sides of what is taken out, still to be looked across */
    uint32_t *taken; /* triangles */
    rim_side *rim;   /* counter-clockwise */
    size_t stack_count, stack_room, taken_count, taken_room, rim_count, rim_room;
} builder;

static bool is_right_of(const builder *b, uint32_t side, cm_point place)
{
    return cm__side_sign(b->places[b->made.from[side]],
                         b->places[b->made.from[cm__next_side(side)]], place) < 0;
}

/* Walks towards the place, and ends for every Delaunay triangulation (Devillers and others 2002).
 * Returns a side of the triangle that holds it, perhaps on its border. */
static uint32_t find_triangle(const builder *b, cm_point place)
{
    uint32_t side = b->last; /* of the triangle reached, and the place is not to its right */

    if (is_right_of(b, side, place))
        side = b->made.twin[side];
    for (;;) {
        const uint32_t next = cm__next_side(side), last = cm__last_side(side);
        if (is_right_of(b, next, place))
            side = b->made.twin[next];
        else if (is_right_of(b, last, place))
            side = b->made.twin[last];
        else
            return side;
    }
}

static bool circle_holds(const builder *b, uint32_t triangle, cm_point place)
{
    const uint32_t *const from = b->made.from + 3 * (size_t)triangle;
    const cm_point corners[] = {b->places[from[0]], b->places[from[1]], b->places[from[2]]};

    return cm__circle_sign(corners, place) > 0;
}

static cm_status push(builder *b, uint32_t side)
{
    const cm_status status =
        cm__array_reserve(&b->stack, b->stack_count, &b->stack_room, sizeof *b->stack);

    if (!status)
        b->stack[b->stack_count++] = side;
    return status;
}

static cm_status take_out(builder *b, uint32_t triangle)
{
    const cm_status status =
        cm__array_reserve(&b->taken, b->taken_count, &b->taken_room, sizeof *b->taken);

    if (!status)
        b->taken[b->taken_count++] = triangle;
    return status;
}

static cm_status add_to_rim(builder *b, uint32_t side)
{
    const cm_status status = cm__array_reserve(&b->rim, b->rim_count, &b->rim_room, sizeof *b->rim);

    if (!status)
        b->rim[b->rim_count++] = (rim_side){b->made.from[side], b->made.twin[side]};
    return status;
}

/* Crosses a side of what is taken out. No corner lies inside of that, so no triangle is met twice,
 * and the rim is met side after side. */
static cm_status look_across(builder *b, uint32_t side, cm_point place)
{
    const uint32_t twin = b->made.twin[side];
    cm_status status;

    if (twin == CM__NO_TWIN || !circle_holds(b, twin / 3, place))
        return add_to_rim(b, side);
    status = take_out(b, twin / 3);
    if (!status)
        status = push(b, cm__last_side(twin));
    if (!status)
        status = push(b, cm__next_side(twin));
    return status;
}

static cm_status empty(builder *b, cm_point place)
{
    const uint32_t side = find_triangle(b, place);
    cm_status status = take_out(b, side / 3);

    if (!status)
        status = push(b, cm__last_side(side));
    if (!status)
        status = push(b, cm__next_side(side));
    if (!status)
        status = push(b, side);
    while (b->stack_count > 0 && !status)
        status = look_across(b, b->stack[--b->stack_count], place);
    return status;
}

/* The triangles that were taken out, and two new ones, between the rim and the place. */
static void fill(builder *b, uint32_t place)
{
    uint32_t *const from = b->made.from, *const twin = b->made.twin;
    uint32_t first = 0, before = 0;

    for (size_t i = 0; i < b->rim_count; i++) {
        const rim_side rim = b->rim[i];
        const size_t triangle = i < b->taken_count ? b->taken[i] : b->made.triangle_count++;
        const uint32_t side = (uint32_t)(3 * triangle);
        from[side] = rim.from;
        from[side + 1] = b->rim[i + 1 < b->rim_count ? i + 1 : 0].from;
        from[side + 2] = place;
        twin[side] = rim.twin;
        if (rim.twin != CM__NO_TWIN)
            twin[rim.twin] = side;
        if (i == 0) {
            first = side;
        } else {
            twin[side + 2] = before + 1;
            twin[before + 1] = side + 2;
        }
        before = side;
    }
    twin[first + 2] = before + 1;
    twin[before + 1] = first + 2;
    b->last = first;
}

static cm_status put_in(builder *b, uint32_t place)
{
    cm_status status;

    b->taken_count = b->rim_count = b->stack_count = 0;
    status = empty(b, b->places[place]);
    if (!status)
        fill(b, place);
    return status;
}

/* The box, halved. */
static void begin(builder *b, uint32_t first_corner)
{
    static const uint32_t corners[] = {0, 1, 2, 0, 2, 3};
    static const uint32_t twins[] = {CM__NO_TWIN, CM__NO_TWIN, 3, 2, CM__NO_TWIN, CM__NO_TWIN};

    for (int side = 0; side < 6; side++) {
        b->made.from[side] = first_corner + corners[side];
        b->made.twin[side] = twins[side];
    }
    b->made.triangle_count = 2;
}

static bool go_on(const cm_progress *progress, size_t done, size_t all)
{
    return done % PLACES_A_STEP != 0 || !progress->step ||
           progress->step(progress->context, (double)done / (double)all);
}

cm_status cm__delaunay_build(cm__delaunay *out, const cm_point *places, size_t count,
                             const cm_progress *progress)
{
    const size_t inner = count - 4, sides = 3 * (2 * inner + 2);
    builder b = {.places = places};
    cm_status status = cm__array_grow(&b.made.from, sides, sizeof *b.made.from);

    if (!status)
        status = cm__array_grow(&b.made.twin, sides, sizeof *b.made.twin);
    if (status)
        goto done;
    begin(&b, (uint32_t)inner);
    for (size_t i = 0; i < inner && !status; i++) {
        status = put_in(&b, (uint32_t)i);
        if (!status && !go_on(progress, i, inner))
            status = cm__fail(CM_ERR_STOPPED, "the triangulation was stopped");
    }
    if (status)
        goto done;
    *out = b.made;
    b.made = (cm__delaunay){0};
done:
    cm__array_free(&b.rim);
    cm__array_free(&b.taken);
    cm__array_free(&b.stack);
    cm__delaunay_clear(&b.made);
    return status;
}

void cm__delaunay_clear(cm__delaunay *triangles)
{
    cm__array_free(&triangles->twin);
    cm__array_free(&triangles->from);
    *triangles = (cm__delaunay){0};
}
