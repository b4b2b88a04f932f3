/* buffer_outline.c - what lies within a distance of a point or a straight line, as a ring. */
#include "layers/buffer_outline.h"
#include <math.h>

#define PI 3.14159265358979323846

size_t cm__arc_corners(double radius, double tolerance)
{
    /* a chord over the angle 2 t lies 1 - cos t = 2 sin^2 (t / 2) of the radius inside */
    const double half = 2 * asin(fmin(1, sqrt(tolerance / radius / 2)));
    const double quarter = ceil(PI / 4 / half);

    if (!(quarter >= 2))
        return 8;
    return quarter < CM__ARC_CORNERS_MAX / 4 ? 4 * (size_t)quarter : CM__ARC_CORNERS_MAX;
}

/* The first quarter, turned: so north, west and south are exact. */
void cm__arc_fill(cm_point *unit, size_t corners)
{
    const size_t quarter = corners / 4;

    for (size_t i = 0; i < quarter; i++) {
        const double angle = 2 * PI * (double)i / (double)corners;
        const double x = cos(angle), y = sin(angle);
        unit[i] = (cm_point){x, y};
        unit[i + quarter] = (cm_point){-y, x};
        unit[i + 2 * quarter] = (cm_point){-x, -y};
        unit[i + 3 * quarter] = (cm_point){y, -x};
    }
}

/* One ring as it grows. */
typedef struct ring {
    double *x, *y;
    size_t count;
} ring;

static void add(ring *to, cm_point middle, const cm__arc *arc, cm_point direction)
{
    to->x[to->count] = middle.x + arc->radius * direction.x;
    to->y[to->count++] = middle.y + arc->radius * direction.y;
}

static size_t close_ring(ring *r)
{
    r->x[r->count] = r->x[0];
    r->y[r->count++] = r->y[0];
    return r->count;
}

size_t cm__circle_outline(double *x, double *y, cm_point middle, const cm__arc *arc)
{
    ring out = {x, y, 0};

    for (size_t i = 0; i < arc->corners; i++)
        add(&out, middle, arc, arc->unit[i]);
    return close_ring(&out);
}

static double cross(cm_point a, cm_point b)
{
    return a.x * b.y - a.y * b.x;
}

/* The half circle from a direction to its opposite: both, and the circle's own corners between. A
 * corner that almost is one of the two is left to it. */
static void add_half(ring *out, cm_point middle, const cm__arc *arc, cm_point from)
{
    const double step = 2 * PI / (double)arc->corners, least = step * 1e-6;
    const double turn = atan2(from.y, from.x);
    const size_t first = (size_t)((turn < 0 ? turn + 2 * PI : turn) / step);
    const cm_point until = {-from.x, -from.y};

    add(out, middle, arc, from);
    for (size_t i = 0; i <= arc->corners / 2 + 1; i++) {
        const cm_point corner = arc->unit[(first + i) % arc->corners];
        if (cross(from, corner) > least) /* the sine of the angle to it: above 0 between the two */
            add(out, middle, arc, corner);
    }
    add(out, middle, arc, until);
}

size_t cm__line_outline(double *x, double *y, const cm_point ends[2], const cm__arc *arc)
{
    const double dx = ends[1].x - ends[0].x, dy = ends[1].y - ends[0].y;
    const double length = hypot(dx, dy);
    ring out = {x, y, 0};

    if (!(length > 0))
        return cm__circle_outline(x, y, ends[0], arc);
    const cm_point right = {dy / length, -dx / length}, left = {-right.x, -right.y};
    add_half(&out, ends[1], arc, right);
    add_half(&out, ends[0], arc, left);
    return close_ring(&out);
}
