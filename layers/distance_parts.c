/* distance_parts.c - gathers what distances are taken to, neighbours together. */
#include "layers/distance_parts.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include <math.h>
#include <string.h>

#define COORDINATE_MAX 1e9
#define SHORTEST2 1e-300 /* a segment's length, squared, whose inverse is still a number */

enum { AXIS_BITS = 31, DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS, CODE_BITS = 2 * AXIS_BITS };

/* The place of a part on the curve, and which part it is. */
typedef struct key {
    uint64_t code;
    uint32_t part;
} key;

void cm__parts_clear(cm__parts *parts)
{
    cm__array_free(&parts->row);
    cm__array_free(&parts->inverse);
    cm__array_free(&parts->by);
    cm__array_free(&parts->bx);
    cm__array_free(&parts->ay);
    cm__array_free(&parts->ax);
    *parts = (cm__parts){0};
}

static cm_status make_room(cm__parts *parts, size_t count, bool is_segment)
{
    cm_status status = CM_OK;

    if (count == 0)
        return cm__fail(CM_ERR_DOMAIN, "no feature has a place to measure distances to");
    if (count > UINT32_MAX)
        return cm__fail(CM_ERR_LIMIT, "%zu segments are over %u", count, UINT32_MAX);
    status = cm__array_grow(&parts->ax, count, sizeof *parts->ax);
    if (!status)
        status = cm__array_grow(&parts->ay, count, sizeof *parts->ay);
    if (!status && is_segment)
        status = cm__array_grow(&parts->bx, count, sizeof *parts->bx);
    if (!status && is_segment)
        status = cm__array_grow(&parts->by, count, sizeof *parts->by);
    if (!status && is_segment)
        status = cm__array_grow(&parts->inverse, count, sizeof *parts->inverse);
    if (!status)
        status = cm__array_grow(&parts->row, count, sizeof *parts->row);
    return status;
}

static cm_status check_vertex(const cm_features *features, size_t i)
{
    const double x = features->x[i], y = features->y[i];

    if (!(fabs(x) <= COORDINATE_MAX && fabs(y) <= COORDINATE_MAX))
        return cm__fail(CM_ERR_DOMAIN, "the place %g,%g is not within -1e9..1e9", x, y);
    return CM_OK;
}

static cm_status add_points(cm__parts *parts, const cm_features *features,
                            const cm_grid_shape *shape)
{
    cm_status status = CM_OK;

    for (size_t row = 0; row < features->table.row_count && !status; row++) {
        if (!cm_features_has_place(features, row))
            continue;
        status = check_vertex(features, row);
        parts->ax[parts->count] = features->x[row] - shape->x_min;
        parts->ay[parts->count] = shape->y_max - features->y[row];
        parts->row[parts->count++] = (uint32_t)(row + 1);
        parts->features++;
    }
    return status;
}

/* From vertex i to the next. */
static void add_segment(cm__parts *parts, const cm_features *features, const cm_grid_shape *shape,
                        size_t i, size_t row)
{
    const double *const x = features->x, *const y = features->y;
    const size_t a = x[i + 1] < x[i] || (x[i + 1] == x[i] && y[i + 1] < y[i]) ? i + 1 : i;
    const size_t b = a == i ? i + 1 : i, at = parts->count++;

    parts->ax[at] = x[a] - shape->x_min;
    parts->ay[at] = shape->y_max - y[a];
    parts->bx[at] = x[b] - shape->x_min;
    parts->by[at] = shape->y_max - y[b];
    parts->row[at] = (uint32_t)(row + 1);
    const double dx = parts->bx[at] - parts->ax[at], dy = parts->by[at] - parts->ay[at];
    const double length2 = dx * dx + dy * dy;
    parts->inverse[at] = length2 > SHORTEST2 ? 1 / length2 : 0;
}

static cm_status add_segments(cm__parts *parts, const cm_features *features,
                              const cm_grid_shape *shape)
{
    cm_status status = CM_OK;

    for (size_t i = 0; i < features->vertex_count && !status; i++)
        status = check_vertex(features, i);
    for (size_t row = 0; row < features->table.row_count && !status; row++) {
        const size_t begin = features->first_part[row], end = features->first_part[row + 1];
        parts->features += end > begin;
        for (size_t part = begin; part < end; part++)
            for (size_t i = features->first_vertex[part]; i + 1 < features->first_vertex[part + 1];
                 i++)
                add_segment(parts, features, shape, i, row);
    }
    return status;
}

/* How far along Hilbert's curve a place lies. */
static uint64_t curve_code(uint32_t x, uint32_t y)
{
    uint64_t code = 0;

    for (int bit = AXIS_BITS - 1; bit >= 0; bit--) {
        const uint32_t right = x >> bit & 1, down = y >> bit & 1;
        const uint32_t flip = 0U - (right & ~down & 1), swap = 0U - (~down & 1);
        code = code << 2 | ((3 * right) ^ down);
        x ^= flip;
        y ^= flip;
        const uint32_t change = (x ^ y) & swap;
        x ^= change;
        y ^= change;
    }
    return code;
}

static cm_point get_middle(const cm__parts *parts, size_t i)
{
    if (!parts->bx)
        return (cm_point){parts->ax[i], parts->ay[i]};
    return (cm_point){(parts->ax[i] + parts->bx[i]) / 2, (parts->ay[i] + parts->by[i]) / 2};
}

static void set_codes(key *keys, const cm__parts *parts)
{
    cm_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};

    for (size_t i = 0; i < parts->count; i++) {
        const cm_point at = get_middle(parts, i);
        box.x_min = fmin(box.x_min, at.x);
        box.y_min = fmin(box.y_min, at.y);
        box.x_max = fmax(box.x_max, at.x);
        box.y_max = fmax(box.y_max, at.y);
    }
    const double side = fmax(fmax(box.x_max - box.x_min, box.y_max - box.y_min), 1e-9);
    const double scale = (double)((1U << AXIS_BITS) - 1) / side;
    for (size_t i = 0; i < parts->count; i++) {
        const cm_point at = get_middle(parts, i);
        const uint32_t x = (uint32_t)((at.x - box.x_min) * scale);
        const uint32_t y = (uint32_t)((at.y - box.y_min) * scale);
        keys[i] = (key){curve_code(x, y), (uint32_t)i};
    }
}

/* By one digit, equal ones in their order; whether anything had to move. */
static bool sort_digit(key *to, const key *from, size_t count, int shift)
{
    size_t first[DIGITS] = {0}, sum = 0;

    for (size_t i = 0; i < count; i++)
        first[from[i].code >> shift & (DIGITS - 1)]++;
    if (first[from[0].code >> shift & (DIGITS - 1)] == count)
        return false;
    for (size_t d = 0; d < DIGITS; d++) {
        const size_t here = first[d];
        first[d] = sum;
        sum += here;
    }
    for (size_t i = 0; i < count; i++)
        to[first[from[i].code >> shift & (DIGITS - 1)]++] = from[i];
    return true;
}

static const key *sort_keys(key *keys, key *spare, size_t count)
{
    for (int shift = 0; shift < CODE_BITS; shift += DIGIT_BITS)
        if (sort_digit(spare, keys, count, shift)) {
            key *const sorted = spare;
            spare = keys;
            keys = sorted;
        }
    return keys;
}

static bool is_same(const cm__parts *parts, size_t i, size_t k)
{
    if (!(parts->ax[i] == parts->ax[k] && parts->ay[i] == parts->ay[k]))
        return false;
    return !parts->bx || (parts->bx[i] == parts->bx[k] && parts->by[i] == parts->by[k]);
}

static void copy_part(cm__parts *to, const cm__parts *from, size_t i)
{
    const size_t at = to->count;

    to->ax[at] = from->ax[i];
    to->ay[at] = from->ay[i];
    to->row[at] = from->row[i];
    if (from->bx) {
        to->bx[at] = from->bx[i];
        to->by[at] = from->by[i];
        to->inverse[at] = from->inverse[i];
    }
    to->count++;
}

/* Equal parts have equal codes and come by their rows: the first is the one that counts. */
static cm_status sort_parts(cm__parts *out, const cm__parts *parts)
{
    cm__parts sorted = {0};
    key *keys = NULL, *spare = NULL;
    cm_status status = make_room(&sorted, parts->count, parts->bx != NULL);

    if (!status)
        status = cm__array_grow(&keys, parts->count, sizeof *keys);
    if (!status)
        status = cm__array_grow(&spare, parts->count, sizeof *spare);
    if (status)
        goto done;
    set_codes(keys, parts);
    const key *const order = sort_keys(keys, spare, parts->count);
    for (size_t i = 0; i < parts->count; i++)
        if (i == 0 || !is_same(parts, order[i].part, order[i - 1].part))
            copy_part(&sorted, parts, order[i].part);
    sorted.features = parts->features;
    *out = sorted;
    sorted = (cm__parts){0};
done:
    cm__array_free(&spare);
    cm__array_free(&keys);
    cm__parts_clear(&sorted);
    return status;
}

cm_status cm__parts_gather(cm__parts *out, const cm_features *features, const cm_grid_shape *shape)
{
    const bool is_point = features->geometry == CM_GEOMETRY_POINT;
    cm__parts parts = {0};
    cm_status status = CM_OK;

    if (features->geometry == CM_GEOMETRY_NONE)
        return cm__fail(CM_ERR_FORMAT, "a table without places has no distance to it");
    if (features->table.row_count > INT32_MAX)
        return cm__fail(CM_ERR_LIMIT, "%zu rows are over %d", features->table.row_count, INT32_MAX);
    status = make_room(&parts, features->vertex_count, !is_point);
    if (!status)
        status =
            is_point ? add_points(&parts, features, shape) : add_segments(&parts, features, shape);
    if (!status && parts.count == 0)
        status = cm__fail(CM_ERR_DOMAIN, "no feature has a place to measure distances to");
    if (!status)
        status = sort_parts(out, &parts);
    cm__parts_clear(&parts);
    return status;
}
