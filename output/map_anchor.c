/* map_anchor.c - the pole of inaccessibility of an area, in a plane stretched to a name's shape. */
#include "output/map_anchor.h"
#include "output/map_box.h"
#include "output/map_path.h"

enum { GRID = 16, PASSES = 3 };

static const double middle_share = 0.2;

/* The distance of a point from the segment a-b. */
static double distance(cm_point p, cm_point a, cm_point b)
{
    const double dx = b.x - a.x, dy = b.y - a.y, length2 = dx * dx + dy * dy;
    double share = length2 > 0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / length2 : 0;

    share = fmin(fmax(share, 0), 1);
    return hypot(p.x - a.x - share * dx, p.y - a.y - share * dy);
}

/* How far inside the area a point lies, negative outside; y counts aspect times. */
static double depth(const cm__path *area, cm_point at, double aspect)
{
    const cm_point p = {at.x, at.y * aspect};
    double nearest = INFINITY;
    bool inside = false;

    for (size_t part = 0; part < area->part_count; part++) {
        const size_t first = area->starts[part], end = cm__path_part_end(area, part);
        for (size_t i = first, before = end - 1; i < end; before = i++) {
            const cm_point a = {area->x_mm[before], area->y_mm[before] * aspect};
            const cm_point b = {area->x_mm[i], area->y_mm[i] * aspect};
            nearest = fmin(nearest, distance(p, a, b));
            if ((a.y > p.y) != (b.y > p.y) && a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x) < p.x)
                inside = !inside;
        }
    }
    return inside ? nearest : -nearest;
}

/* How far a point lies outside a box, negative inside; y counts aspect times. */
static double off_box(const cm_box *box, cm_point at, double aspect)
{
    const double x = fmax(box->x_min - at.x, at.x - box->x_max);
    const double y = fmax(box->y_min - at.y, at.y - box->y_max) * aspect;

    return x > 0 && y > 0 ? hypot(x, y) : fmax(x, y);
}

/* Where a name is looked for. */
typedef struct ground {
    const cm__path *area;
    const cm_box *blocks;
    size_t count;
} ground;

static double room_at(const ground *in, cm_point at, double aspect)
{
    double room = depth(in->area, at, aspect);

    for (size_t i = 0; i < in->count; i++)
        room = fmin(room, off_box(&in->blocks[i], at, aspect));
    return room;
}

/* Among places that are as good for the name, the one in the middle of the area. */
static double worth(const ground *in, cm_point at, double aspect, double *out_room)
{
    *out_room = room_at(in, at, aspect);
    return *out_room > 0 ? *out_room + middle_share * room_at(in, at, 1) : *out_room;
}

bool cm__anchor_find(cm__anchor *out, const cm__path *area, double aspect, const cm_box *blocks,
                     size_t count)
{
    const ground in = {area, blocks, count};
    cm_box search = cm__path_box(area);
    double best = 0;

    if (cm__box_is_empty(&search))
        return false;
    for (int pass = 0; pass < PASSES; pass++) {
        const double step_x = cm__box_width(&search) / GRID;
        const double step_y = cm__box_height(&search) / GRID;
        for (int i = 0; i < GRID * GRID; i++) {
            const cm_point at = {search.x_min + (i % GRID + 0.5) * step_x,
                                 search.y_min + (i / GRID + 0.5) * step_y};
            double inside;
            const double found = worth(&in, at, aspect, &inside);
            if (found > best) {
                best = found;
                *out = (cm__anchor){at, inside / aspect};
            }
        }
        if (!(best > 0))
            return false;
        search = (cm_box){out->at.x - step_x, out->at.y - step_y, out->at.x + step_x,
                          out->at.y + step_y};
    }
    return true;
}

double cm__path_area(const cm__path *path)
{
    double twice = 0;

    for (size_t part = 0; part < path->part_count; part++) {
        const size_t first = path->starts[part], end = cm__path_part_end(path, part);
        for (size_t i = first, before = end - 1; i < end; before = i++)
            twice += path->x_mm[before] * path->y_mm[i] - path->x_mm[i] * path->y_mm[before];
    }
    /* Outer rings run one way and holes the other, so that they cancel. */
    return fabs(twice) / 2;
}
