/* voronoi_places.c - the places of points, each once, in an order that suits a triangulation. */
#include "layers/voronoi_places.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include <math.h>
#include <string.h>

#define NOBODY UINT32_MAX
/* The corners' distance from the middle by the area's half side. They must be more than three times
 * as far from it as the area's own corners: then no place in the area is nearer to one of them than
 * to the farthest point. */
static const double FAR = 8;
static const double TINY = 1e-30; /* coordinates below are 0: see exact_sign.h */
enum { APART = 32, CELL = 512, CURVE_BITS = 31, DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS };

/* Points by the square cell of CELL units in which they lie: an open table of lists. */
typedef struct cells {
    uint32_t *head, *next; /* of slots; of points */
    int64_t *column, *row; /* of slots */
    size_t slot_count;
    double side;
} cells;

typedef struct finding {
    const cm_points *points;
    cm__voronoi_places *made;
    cells cells;
    uint64_t *keys, *spare_keys; /* along the curve */
    uint32_t *order, *spare_order;
    uint32_t *place_of; /* of a point: the first point of its place */
    uint32_t *members;  /* of a first point */
} finding;

static double settle(double value)
{
    return fabs(value) < TINY ? 0 : value;
}

static cm_point point_at(const cm_points *points, size_t i)
{
    return (cm_point){settle(points->x[i]), settle(points->y[i])};
}

static cm_status check_points(const cm_points *points)
{
    if (points->count == 0)
        return cm__fail(CM_ERR_DOMAIN, "there is no point, and so no cell");
    if (points->count > CM__VORONOI_PLACES_MAX)
        return cm__fail(CM_ERR_LIMIT, "%zu points are over %zu", points->count,
                        CM__VORONOI_PLACES_MAX);
    for (size_t i = 0; i < points->count; i++)
        if (!(fabs(points->x[i]) <= 1e9 && fabs(points->y[i]) <= 1e9))
            return cm__fail(CM_ERR_DOMAIN, "point %zu at %g,%g is not within -1e9..1e9", i + 1,
                            points->x[i], points->y[i]);
    return CM_OK;
}

static cm_box far_box(const cm_box *area)
{
    const double x = (area->x_min + area->x_max) / 2, y = (area->y_min + area->y_max) / 2;
    const double side = fmax(area->x_max - area->x_min, area->y_max - area->y_min);
    const double size = fmax(fmax(fabs(x), fabs(y)), TINY); /* not lost in the rounding of that */
    const double half = fmax(side / 2, size * 0x1p-40);

    return (cm_box){x - FAR * half, y - FAR * half, x + FAR * half, y + FAR * half};
}

static double unit_of(const cm_box *box)
{
    const double size =
        fmax(fmax(fabs(box->x_min), fabs(box->x_max)), fmax(fabs(box->y_min), fabs(box->y_max)));

    return fmax(size * 0x1p-52, TINY);
}

static cm_status make_room(finding *f)
{
    const size_t count = f->points->count;
    cells *const c = &f->cells;
    cm_status status = cm__array_grow(&f->place_of, count, sizeof *f->place_of);

    c->slot_count = 4;
    while (c->slot_count < 2 * count)
        c->slot_count *= 2;
    if (!status)
        status = cm__array_grow(&f->members, count, sizeof *f->members);
    if (!status)
        status = cm__array_grow(&c->next, count, sizeof *c->next);
    if (!status)
        status = cm__array_grow(&c->head, c->slot_count, sizeof *c->head);
    if (!status)
        status = cm__array_grow(&c->column, c->slot_count, sizeof *c->column);
    if (!status)
        status = cm__array_grow(&c->row, c->slot_count, sizeof *c->row);
    if (!status)
        memset(c->head, 0xFF, c->slot_count * sizeof *c->head); /* NOBODY */
    return status;
}

/* The slot of a cell, or the empty one where it would be. */
static size_t slot_of(const cells *c, int64_t column, int64_t row)
{
    const uint64_t mixed = ((uint64_t)column * UINT64_C(0x9E3779B97F4A7C15)) ^
                           ((uint64_t)row * UINT64_C(0xC2B2AE3D27D4EB4F));
    size_t slot = (size_t)((mixed ^ (mixed >> 29)) * UINT64_C(0xBF58476D1CE4E5B9) >> 20);

    slot &= c->slot_count - 1;
    while (c->head[slot] != NOBODY && (c->column[slot] != column || c->row[slot] != row))
        slot = (slot + 1) & (c->slot_count - 1);
    return slot;
}

/* The earliest first point of a cell that is near enough. */
static uint32_t look_in(const finding *f, size_t slot, cm_point at)
{
    const double apart = APART * f->made->unit;
    uint32_t found = NOBODY;

    for (uint32_t i = f->cells.head[slot]; i != NOBODY; i = f->cells.next[i]) {
        const cm_point other = point_at(f->points, i);
        const double dx = other.x - at.x, dy = other.y - at.y;
        if (dx * dx + dy * dy < apart * apart && i < found)
            found = i;
    }
    return found;
}

/* Looks into the cells that a circle of APART units touches. */
static uint32_t find_place(const finding *f, cm_point at)
{
    const double apart = APART * f->made->unit, side = f->cells.side;
    const int64_t columns[] = {(int64_t)floor((at.x - apart) / side),
                               (int64_t)floor((at.x + apart) / side)};
    const int64_t rows[] = {(int64_t)floor((at.y - apart) / side),
                            (int64_t)floor((at.y + apart) / side)};
    uint32_t found = NOBODY;

    for (int64_t row = rows[0]; row <= rows[1]; row++)
        for (int64_t column = columns[0]; column <= columns[1]; column++) {
            const uint32_t near = look_in(f, slot_of(&f->cells, column, row), at);
            if (near < found)
                found = near;
        }
    return found;
}

static void put_into_cell(finding *f, uint32_t point, cm_point at)
{
    cells *const c = &f->cells;
    const int64_t column = (int64_t)floor(at.x / c->side), row = (int64_t)floor(at.y / c->side);
    const size_t slot = slot_of(c, column, row);

    c->column[slot] = column;
    c->row[slot] = row;
    c->next[point] = c->head[slot];
    c->head[slot] = point;
}

static void merge(finding *f)
{
    f->made->count = 0;
    for (uint32_t i = 0; i < f->points->count; i++) {
        const cm_point at = point_at(f->points, i);
        const uint32_t place = find_place(f, at);
        f->members[i] = 0;
        f->place_of[i] = place == NOBODY ? i : place;
        f->members[f->place_of[i]]++;
        if (place != NOBODY)
            continue;
        put_into_cell(f, i, at);
        f->made->count++;
    }
}

/* How far along Hilbert's curve (1891) through the square of 2^CURVE_BITS cells. */
static uint64_t along_curve(uint32_t x, uint32_t y)
{
    uint64_t key = 0;

    for (uint32_t half = (uint32_t)1 << (CURVE_BITS - 1); half > 0; half /= 2) {
        const uint32_t right = (x & half) != 0, upper = (y & half) != 0;
        key = key << 2 | ((3 * right) ^ upper);
        if (upper == 0) {
            const uint32_t swapped = right ? ~y : y;
            y = right ? ~x : x;
            x = swapped;
        }
    }
    return key;
}

static void make_keys(finding *f, const cm_box *area)
{
    const double side = fmax(area->x_max - area->x_min, area->y_max - area->y_min);
    const double scale = side > 0 ? (double)(((uint32_t)1 << CURVE_BITS) - 1) / side : 0;
    size_t count = 0;

    for (uint32_t i = 0; i < f->points->count; i++) {
        const cm_point at = point_at(f->points, i);
        if (f->place_of[i] != i)
            continue;
        f->keys[count] = along_curve((uint32_t)(fmax(at.x - area->x_min, 0) * scale),
                                     (uint32_t)(fmax(at.y - area->y_min, 0) * scale));
        f->order[count++] = i;
    }
}

static void swap(finding *f)
{
    uint64_t *const keys = f->keys;
    uint32_t *const order = f->order;

    f->keys = f->spare_keys;
    f->order = f->spare_order;
    f->spare_keys = keys;
    f->spare_order = order;
}

/* Counting sorts, digit by digit from the last; what is equal keeps its order. */
static void sort_keys(finding *f)
{
    const size_t count = f->made->count;

    for (int shift = 0; shift < 2 * CURVE_BITS; shift += DIGIT_BITS) {
        size_t starts[DIGITS + 1] = {0};
        for (size_t i = 0; i < count; i++)
            starts[(f->keys[i] >> shift & (DIGITS - 1)) + 1]++;
        for (size_t digit = 0; digit < DIGITS; digit++)
            starts[digit + 1] += starts[digit];
        for (size_t i = 0; i < count; i++) {
            const size_t to = starts[f->keys[i] >> shift & (DIGITS - 1)]++;
            f->spare_keys[to] = f->keys[i];
            f->spare_order[to] = f->order[i];
        }
        swap(f);
    }
}

static cm_status sort_places(finding *f, const cm_box *area)
{
    const size_t count = f->made->count;
    cm_status status = cm__array_grow(&f->keys, count, sizeof *f->keys);

    if (!status)
        status = cm__array_grow(&f->spare_keys, count, sizeof *f->spare_keys);
    if (!status)
        status = cm__array_grow(&f->order, count, sizeof *f->order);
    if (!status)
        status = cm__array_grow(&f->spare_order, count, sizeof *f->spare_order);
    if (status)
        return status;
    make_keys(f, area);
    sort_keys(f);
    return CM_OK;
}

static cm_status take_places(finding *f, const cm_box *far)
{
    cm__voronoi_places *const made = f->made;
    const cm_point corners[] = {{far->x_min, far->y_min},
                                {far->x_max, far->y_min},
                                {far->x_max, far->y_max},
                                {far->x_min, far->y_max}};
    cm_status status = cm__array_grow(&made->at, made->count + 4, sizeof *made->at);

    if (!status)
        status = cm__array_grow(&made->first, made->count, sizeof *made->first);
    if (!status)
        status = cm__array_grow(&made->members, made->count, sizeof *made->members);
    for (size_t i = 0; i < made->count && !status; i++) {
        made->first[i] = f->order[i];
        made->members[i] = f->members[f->order[i]];
        made->at[i] = point_at(f->points, f->order[i]);
    }
    for (size_t i = 0; i < 4 && !status; i++)
        made->at[made->count + i] = corners[i];
    return status;
}

static void clear(finding *f)
{
    cm__array_free(&f->spare_order);
    cm__array_free(&f->order);
    cm__array_free(&f->spare_keys);
    cm__array_free(&f->keys);
    cm__array_free(&f->cells.row);
    cm__array_free(&f->cells.column);
    cm__array_free(&f->cells.head);
    cm__array_free(&f->cells.next);
    cm__array_free(&f->members);
    cm__array_free(&f->place_of);
}

cm_status cm__voronoi_find_places(cm__voronoi_places *out, const cm_points *points,
                                  const cm_box *area)
{
    const cm_box far = far_box(area);
    cm__voronoi_places made = {.unit = unit_of(&far)};
    finding f = {.points = points, .made = &made};
    cm_status status = check_points(points);

    if (!status)
        status = make_room(&f);
    if (status)
        goto done;
    f.cells.side = CELL * made.unit;
    merge(&f);
    status = sort_places(&f, area);
    if (!status)
        status = take_places(&f, &far);
    if (status)
        goto done;
    *out = made;
    made = (cm__voronoi_places){0};
done:
    clear(&f);
    cm__voronoi_places_clear(&made);
    return status;
}

void cm__voronoi_places_clear(cm__voronoi_places *places)
{
    cm__array_free(&places->members);
    cm__array_free(&places->first);
    cm__array_free(&places->at);
    *places = (cm__voronoi_places){0};
}
