/* disc_area.c - how much of a disc lies inside polygons. */
#include "layers/disc_area.h"
#include <math.h>

static double cross(cm_point a, cm_point b)
{
    return a.x * b.y - a.y * b.x;
}

static double dot(cm_point a, cm_point b)
{
    return a.x * b.x + a.y * b.y;
}

/* Twice the signed area of the circular sector from direction a to direction b. */
static double sector(cm_point a, cm_point b, double radius)
{
    return radius * radius * atan2(cross(a, b), dot(a, b));
}

static cm_point along(cm_point a, cm_point b, double t)
{
    return (cm_point){a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
}

/* Twice the signed area that the disc about the origin shares with the triangle (origin, a, b). The
 * edge enters the disc at t0 and leaves it at t1, both cut to 0..1: a sector, a triangle, a sector.
 */
static double edge_area(cm_point a, cm_point b, double radius)
{
    const cm_point d = {b.x - a.x, b.y - a.y};
    const double length2 = dot(d, d), middle = -dot(a, d);
    /* the distance of the line from the origin is |cross| / length */
    const double reach2 = radius * radius * length2 - cross(a, b) * cross(a, b);

    if (length2 == 0)
        return 0;
    if (reach2 <= 0)
        return sector(a, b, radius);
    const double half = sqrt(reach2);
    const double t0 = fmax(0, (middle - half) / length2), t1 = fmin(1, (middle + half) / length2);
    if (t0 >= t1)
        return sector(a, b, radius);
    const cm_point p = along(a, b, t0), q = along(a, b, t1);
    return (t0 > 0 ? sector(a, p, radius) : 0) + cross(p, q) + (t1 < 1 ? sector(q, b, radius) : 0);
}

double cm__disc_area(const cm_features *polygons, cm_point centre, double radius)
{
    double twice = 0, lost = 0; /* Kahan 1965: edges near and far differ much in size */

    for (size_t p = 0; p < polygons->part_count; p++) {
        for (size_t i = polygons->first_vertex[p]; i + 1 < polygons->first_vertex[p + 1]; i++) {
            const cm_point a = {polygons->x[i] - centre.x, polygons->y[i] - centre.y};
            const cm_point b = {polygons->x[i + 1] - centre.x, polygons->y[i + 1] - centre.y};
            const double term = edge_area(a, b, radius) - lost;
            const double next = twice + term;
            lost = (next - twice) - term;
            twice = next;
        }
    }
    return fabs(twice / 2);
}
