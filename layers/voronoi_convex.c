/* voronoi_convex.c - whether Voronoi cells are still convex once their corners are rounded. */
#include "layers/voronoi_convex.h"
#include "geo/base_memory.h"
#include "layers/exact_sign.h"
#include <math.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>

/* A way round a cell, seen through the last two corners. */
typedef struct bend {
    cm_point before, at;
    bool is_bent;
} bend;

static void go_to(bend *way, cm_point to)
{
    const cm_point a = way->before, b = way->at;
    const double side = cm__side_sign(a, b, to);
    const bool is_back = (b.x - a.x) * (to.x - b.x) + (b.y - a.y) * (to.y - b.y) <= 0;

    way->is_bent = way->is_bent || side < 0 || (side == 0 && is_back);
    way->before = b;
    way->at = to;
}

/* The next side from the same place, counter-clockwise, whose border ends in another corner. */
static uint32_t next_border(const cm__delaunay *triangles, const uint32_t *same, uint32_t side)
{
    const uint32_t corner = same[side / 3], start = side;

    do {
        side = triangles->twin[cm__last_side(side)];
    } while (same[side / 3] == corner && side != start);
    return side;
}

/* side: from the place. Its circle is the first corner; two more and it comes round to them. */
static bool is_bent(const cm__delaunay *triangles, const cm__voronoi_corners *corners,
                    uint32_t side)
{
    const uint32_t *const same = corners->same;
    const uint32_t first = next_border(triangles, same, side);
    uint32_t at = next_border(triangles, same, first);
    bend way = {corners->at[first / 3], corners->at[at / 3], false};
    size_t count = 0;

    do {
        at = next_border(triangles, same, at);
        go_to(&way, corners->at[at / 3]);
        count++;
    } while (same[at / 3] != same[first / 3]);
    at = next_border(triangles, same, at);
    go_to(&way, corners->at[at / 3]);
    return way.is_bent || count < 2;
}

cm_status cm__voronoi_find_bent(bool *bent, const cm__delaunay *triangles,
                                const cm__voronoi_corners *corners, size_t places, int threads)
{
    const int count = threads > 0 ? threads : omp_get_max_threads();
    uint32_t *side_of = NULL; /* of each place: one of the sides from it */
    const cm_status status = cm__array_grow(&side_of, places, sizeof *side_of);

    if (status)
        return status;
    for (uint32_t side = 0; side < 3 * triangles->triangle_count; side++)
        if (triangles->from[side] < places)
            side_of[triangles->from[side]] = side;
#pragma omp parallel for schedule(static) num_threads(count)
    for (size_t i = 0; i < places; i++)
        bent[i] = is_bent(triangles, corners, side_of[i]);
    cm__array_free(&side_of);
    return CM_OK;
}

static int by_place(const void *a, const void *b)
{
    const cm_point *const left = a, *const right = b;

    if (left->x != right->x)
        return left->x < right->x ? -1 : 1;
    return (left->y > right->y) - (left->y < right->y);
}

/* Adds a corner to the lower or upper chain, whose first corner is at `from`. */
static size_t add_to_chain(cm_point *chain, size_t count, size_t from, cm_point corner)
{
    while (count >= from + 2 && cm__side_sign(chain[count - 2], chain[count - 1], corner) <= 0)
        count--;
    chain[count] = corner;
    return count + 1;
}

size_t cm__make_convex(cm_point *out, cm_point *ring, size_t count)
{
    size_t kept = 0;

    qsort(ring, count, sizeof *ring, by_place);
    for (size_t i = 0; i < count; i++)
        kept = add_to_chain(out, kept, 0, ring[i]);
    const size_t turn = kept - 1; /* the rightmost: the upper chain's first */
    for (size_t i = count - 1; i-- > 0;)
        kept = add_to_chain(out, kept, turn, ring[i]);
    return kept - 1; /* the last is the first again */
}

/* How far to the left of a line, times its length: for where to cut, not whether. */
static double left_of(cm_point at, cm_point a, cm_point b)
{
    return (b.x - a.x) * (at.y - a.y) - (b.y - a.y) * (at.x - a.x);
}

/* Where the side between two corners crosses a line, whichever of them comes first. */
static cm_point crossing(cm_point from, cm_point to, cm_point a, cm_point b)
{
    const bool is_turned = by_place(&from, &to) > 0;
    const cm_point first = is_turned ? to : from, last = is_turned ? from : to;
    const double left_first = left_of(first, a, b), left_last = left_of(last, a, b);
    const double apart = left_first - left_last;
    const double share = apart != 0 ? fmin(1, fmax(0, left_first / apart)) : 0.5;

    return (cm_point){first.x + share * (last.x - first.x), first.y + share * (last.y - first.y)};
}

static bool ring_is_bent(const cm_point *ring, size_t count)
{
    bend way = {ring[count - 2], ring[count - 1], false};

    for (size_t i = 0; i < count; i++)
        go_to(&way, ring[i]);
    return way.is_bent;
}

/* Adds to out what of the side between two corners lies on the left: its first end, and where it
 * crosses the line. Returns how many corners out has now. */
static size_t keep_left(cm_point *out, size_t kept, const cm_point side[2], const cm_point line[2])
{
    const double from = cm__side_sign(line[0], line[1], side[0]);
    const double to = cm__side_sign(line[0], line[1], side[1]);

    if (from >= 0)
        out[kept++] = side[0];
    if ((from > 0 && to < 0) || (from < 0 && to > 0))
        out[kept++] = crossing(side[0], side[1], line[0], line[1]);
    return kept;
}

size_t cm__cut_convex(cm_point *out, cm_point *ring, size_t count, cm_point a, cm_point b)
{
    const cm_point line[] = {a, b};
    size_t kept = 0;

    for (size_t i = 0; i < count; i++) {
        const cm_point side[] = {ring[i], ring[i + 1 < count ? i + 1 : 0]};
        kept = keep_left(out, kept, side, line);
    }
    if (kept >= 3 && ring_is_bent(out, kept)) {
        memcpy(ring, out, kept * sizeof *ring);
        kept = cm__make_convex(out, ring, kept);
    }
    return kept < 3 ? 0 : kept;
}
