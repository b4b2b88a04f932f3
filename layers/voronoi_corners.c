/* voronoi_corners.c - where Voronoi cells meet. */
#include "layers/voronoi_corners.h"
#include "geo/base_memory.h"
#include "layers/exact_sum.h"
#include <math.h>
#include <omp.h>

static const double NEAR = 4; /* units */

/* Sums, products and quotients to about 100 bits: Dekker 1971. */
static cm__pair add(cm__pair a, cm__pair b)
{
    const cm__pair high = cm__sum(a.high, b.high), low = cm__sum(a.low, b.low);
    const cm__pair sum = cm__sum_ordered(high.high, high.low + low.high);

    return cm__sum_ordered(sum.high, sum.low + low.low);
}

static cm__pair subtract(cm__pair a, cm__pair b)
{
    return add(a, (cm__pair){-b.high, -b.low});
}

static cm__pair multiply(cm__pair a, cm__pair b)
{
    const cm__pair product = cm__product(a.high, b.high);

    return cm__sum_ordered(product.high, product.low + (a.high * b.low + a.low * b.high));
}

static double divide(cm__pair a, cm__pair b)
{
    const double first = a.high / b.high;
    const cm__pair rest = subtract(a, multiply(b, (cm__pair){first, 0}));

    return first + (rest.high + rest.low) / b.high;
}

/* The middle of the circle through three places. Their cross product is 1e-15 of its terms where
 * the circle is as large as it can be: more than the digits of one double. */
static cm_point middle_of(cm_point a, cm_point b, cm_point c)
{
    const cm__pair bx = cm__difference(b.x, a.x), by = cm__difference(b.y, a.y);
    const cm__pair cx = cm__difference(c.x, a.x), cy = cm__difference(c.y, a.y);
    const cm__pair b2 = add(multiply(bx, bx), multiply(by, by));
    const cm__pair c2 = add(multiply(cx, cx), multiply(cy, cy));
    const cm__pair cross = subtract(multiply(bx, cy), multiply(by, cx));
    const cm__pair twice = {2 * cross.high, 2 * cross.low};
    const double x = divide(subtract(multiply(cy, b2), multiply(by, c2)), twice);
    const double y = divide(subtract(multiply(bx, c2), multiply(cx, b2)), twice);

    return (cm_point){a.x + x, a.y + y};
}

static void find_middles(cm__voronoi_corners *corners, const cm__delaunay *triangles,
                         const cm__voronoi_places *places, int threads)
{
#pragma omp parallel for schedule(static) num_threads(threads)
    for (size_t t = 0; t < triangles->triangle_count; t++) {
        const uint32_t *const from = triangles->from + 3 * t;
        corners->at[t] = middle_of(places->at[from[0]], places->at[from[1]], places->at[from[2]]);
        corners->same[t] = (uint32_t)t;
    }
}

static uint32_t first_of(uint32_t *same, uint32_t t)
{
    while (same[t] != t) {
        same[t] = same[same[t]];
        t = same[t];
    }
    return t;
}

/* Two corners become one if all that are one with them stay within NEAR of it: else a chain of
 * short sides, as between places that are almost on a circle, could take one far from its place. */
static void join(cm__voronoi_corners *corners, double *reach, uint32_t a, uint32_t b)
{
    uint32_t first = first_of(corners->same, a), second = first_of(corners->same, b);

    if (first == second)
        return;
    if (first > second) {
        const uint32_t swapped = first;
        first = second;
        second = swapped;
    }
    const cm_point at = corners->at[first], other = corners->at[second];
    const double farthest = fmax(fabs(at.x - other.x), fabs(at.y - other.y)) + reach[second];
    if (farthest > corners->near)
        return;
    reach[first] = fmax(reach[first], farthest);
    corners->same[second] = first;
}

static void join_near(cm__voronoi_corners *corners, double *reach, const cm__delaunay *triangles)
{
    const size_t count = triangles->triangle_count;

    for (uint32_t t = 0; t < count; t++)
        reach[t] = 0;
    for (uint32_t side = 0; side < 3 * count; side++) {
        const uint32_t twin = triangles->twin[side];
        if (twin == CM__NO_TWIN || twin < side)
            continue;
        const cm_point a = corners->at[side / 3], b = corners->at[twin / 3];
        if (fabs(a.x - b.x) <= corners->near && fabs(a.y - b.y) <= corners->near)
            join(corners, reach, side / 3, twin / 3);
    }
    for (uint32_t t = 0; t < count; t++) {
        corners->same[t] = first_of(corners->same, t);
        corners->at[t] = corners->at[corners->same[t]]; /* that is before t: already final */
    }
}

cm_status cm__voronoi_find_corners(cm__voronoi_corners *out, const cm__delaunay *triangles,
                                   const cm__voronoi_places *places, int threads)
{
    cm__voronoi_corners corners = {.near = NEAR * places->unit};
    double *reach = NULL; /* of a corner that others are one with: how far they are at most */
    cm_status status = cm__array_grow(&corners.at, triangles->triangle_count, sizeof *corners.at);

    if (!status)
        status = cm__array_grow(&corners.same, triangles->triangle_count, sizeof *corners.same);
    if (!status)
        status = cm__array_grow(&reach, triangles->triangle_count, sizeof *reach);
    if (status)
        goto done;
    find_middles(&corners, triangles, places, threads > 0 ? threads : omp_get_max_threads());
    join_near(&corners, reach, triangles);
    *out = corners;
    corners = (cm__voronoi_corners){.at = NULL};
done:
    cm__array_free(&reach);
    cm__voronoi_corners_clear(&corners);
    return status;
}

void cm__voronoi_corners_clear(cm__voronoi_corners *corners)
{
    cm__array_free(&corners->same);
    cm__array_free(&corners->at);
    *corners = (cm__voronoi_corners){0};
}
