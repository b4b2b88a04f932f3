/* map_label_segment.c - where leaders meet each other, labels and markers. */
#include "output/map_label_segment.h"
#include <math.h>

static inline double least(double a, double b)
{
    return a < b ? a : b; /* fmin and fmax are calls, for the sake of NaN */
}

static inline double most(double a, double b)
{
    return a > b ? a : b;
}

/* Twice the area of a, b, c: above 0 if c lies to one side of the line from a to b, below to the
 * other. */
static double side(cm_point a, cm_point b, cm_point c)
{
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

static bool is_between(double value, double a, double b)
{
    return value >= least(a, b) && value <= most(a, b);
}

/* Whether the point, on this side of the segment's line, is on the segment itself. */
static bool is_on(const cm__segment *segment, cm_point at, double to_side)
{
    return to_side == 0 && is_between(at.x, segment->from.x, segment->to.x) &&
           is_between(at.y, segment->from.y, segment->to.y);
}

static bool are_opposite(double a, double b)
{
    return (a > 0 && b < 0) || (a < 0 && b > 0);
}

bool cm__segments_meet(const cm__segment *a, const cm__segment *b)
{
    const double a_from = side(b->from, b->to, a->from), a_to = side(b->from, b->to, a->to),
                 b_from = side(a->from, a->to, b->from), b_to = side(a->from, a->to, b->to);

    if (are_opposite(a_from, a_to) && are_opposite(b_from, b_to))
        return true;
    return is_on(b, a->from, a_from) || is_on(b, a->to, a_to) || is_on(a, b->from, b_from) ||
           is_on(a, b->to, b_to);
}

double cm__segment_distance2(const cm__segment *segment, cm_point at)
{
    const double dx = segment->to.x - segment->from.x, dy = segment->to.y - segment->from.y;
    const double length2 = dx * dx + dy * dy;
    const double along = (at.x - segment->from.x) * dx + (at.y - segment->from.y) * dy;
    const double share = length2 > 0 ? least(most(along / length2, 0), 1) : 0;
    const double x = segment->from.x + share * dx - at.x, y = segment->from.y + share * dy - at.y;

    return x * x + y * y;
}

/* Narrows first..last, shares of the way from a to b, to where low <= value <= high (Liang and
 * Barsky 1984). Returns whether anything is left. */
static bool clip(double *first, double *last, double a, double b, double low, double high)
{
    const double way = b - a;

    if (way == 0)
        return a >= low && a <= high;
    *first = most(*first, ((way > 0 ? low : high) - a) / way);
    *last = least(*last, ((way > 0 ? high : low) - a) / way);
    return *first <= *last;
}

/* The share of the segment that lies in the box, or -1. */
static double share_inside(const cm__segment *segment, const cm_box *box)
{
    double first = 0, last = 1;

    if (!clip(&first, &last, segment->from.x, segment->to.x, box->x_min, box->x_max) ||
        !clip(&first, &last, segment->from.y, segment->to.y, box->y_min, box->y_max))
        return -1;
    return last - first;
}

/* Whether the segment's own box misses the other: so most pairs are told apart without dividing. */
static bool is_away(const cm__segment *segment, const cm_box *box)
{
    return most(segment->from.x, segment->to.x) < box->x_min ||
           least(segment->from.x, segment->to.x) > box->x_max ||
           most(segment->from.y, segment->to.y) < box->y_min ||
           least(segment->from.y, segment->to.y) > box->y_max;
}

bool cm__segment_meets_box(const cm__segment *segment, const cm_box *box)
{
    return !is_away(segment, box) && share_inside(segment, box) >= 0;
}

bool cm__segments_are_apart(const cm__segment *a, const cm__segment *b, double margin)
{
    const cm_box box = {least(b->from.x, b->to.x) - margin, least(b->from.y, b->to.y) - margin,
                        most(b->from.x, b->to.x) + margin, most(b->from.y, b->to.y) + margin};

    return is_away(a, &box);
}

double cm__segment_inside_mm(const cm__segment *segment, const cm_box *box)
{
    const double dx = segment->to.x - segment->from.x, dy = segment->to.y - segment->from.y;
    const double share = is_away(segment, box) ? 0 : share_inside(segment, box);

    return share > 0 ? share * sqrt(dx * dx + dy * dy) : 0;
}
