/* map_anchor.c - the pole of inaccessibility of an area, in a plane stretched to a name's shape. */
#include "output/map_anchor.h"
#include "output/map_box.h"
#include "output/map_path.h"

enum { GRID = 14, PASSES = 3 };

/* The second decides in a strip, where all along it there is the same room. */
static const double middle_share = 0.2, far_cost = 0.01;

/* How far inside an area a point lies, negative outside; and with y counting aspect times. */
typedef struct room {
    double plain, stretched;
} room;

/* The squared distance of the origin from the segment a-b. */
static double distance2(cm_point a, cm_point b)
{
    const double dx = b.x - a.x, dy = b.y - a.y, length2 = dx * dx + dy * dy;
    double share = length2 > 0 ? -(a.x * dx + a.y * dy) / length2 : 0;

    share = fmin(fmax(share, 0), 1);
    const double x = a.x + share * dx, y = a.y + share * dy;
    return x * x + y * y;
}

static room room_in_area(const cm__path *area, cm_point at, double aspect)
{
    double plain2 = INFINITY, stretched2 = INFINITY;
    bool inside = false;

    for (size_t part = 0; part < area->part_count; part++) {
        const size_t first = area->starts[part], end = cm__path_part_end(area, part);
        for (size_t i = first, before = end - 1; i < end; before = i++) {
            const cm_point a = {area->x_mm[before] - at.x, area->y_mm[before] - at.y};
            const cm_point b = {area->x_mm[i] - at.x, area->y_mm[i] - at.y};
            plain2 = fmin(plain2, distance2(a, b));
            stretched2 = fmin(stretched2, distance2((cm_point){a.x, a.y * aspect},
                                                    (cm_point){b.x, b.y * aspect}));
            if ((a.y > 0) != (b.y > 0) && a.x - a.y / (b.y - a.y) * (b.x - a.x) < 0)
                inside = !inside;
        }
    }
    const double sign = inside ? 1 : -1;
    return (room){sign * sqrt(plain2), sign * sqrt(stretched2)};
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
    double aspect;
    const cm_box *blocks;
    size_t count;
} ground;

static room room_at(const ground *in, cm_point at)
{
    room found = room_in_area(in->area, at, in->aspect);

    for (size_t i = 0; i < in->count && found.stretched > 0; i++) {
        found.plain = fmin(found.plain, off_box(&in->blocks[i], at, 1));
        found.stretched = fmin(found.stretched, off_box(&in->blocks[i], at, in->aspect));
    }
    return found;
}

bool cm__anchor_find(cm__anchor *out, const cm__path *area, double aspect, const cm_box *blocks,
                     size_t count)
{
    const ground in = {area, aspect, blocks, count};
    cm_box search = cm__path_box(area);
    const cm_point middle = cm__box_middle(&search);
    double best = -INFINITY;

    if (cm__box_is_empty(&search))
        return false;
    for (int pass = 0; pass < PASSES; pass++) {
        const double step_x = cm__box_width(&search) / GRID;
        const double step_y = cm__box_height(&search) / GRID;
        for (int i = 0; i < GRID * GRID; i++) {
            const cm_point at = {search.x_min + (i % GRID + 0.5) * step_x,
                                 search.y_min + (i / GRID + 0.5) * step_y};
            const room found = room_at(&in, at);
            /* Among places that are as good for the name, the one in the middle of the area. */
            const double worth = found.stretched + middle_share * fmax(found.plain, 0) -
                                 far_cost * hypot(at.x - middle.x, at.y - middle.y);
            if (found.stretched > 0 && worth > best) {
                best = worth;
                *out = (cm__anchor){at, found.stretched / aspect};
            }
        }
        if (!isfinite(best))
            return false;
        search = (cm_box){out->at.x - step_x, out->at.y - step_y, out->at.x + step_x,
                          out->at.y + step_y};
    }
    return true;
}

void cm__path_coarsen(cm__path *path, double apart_mm)
{
    size_t kept = 0;

    for (size_t part = 0; part < path->part_count; part++) {
        const size_t first = path->starts[part], end = cm__path_part_end(path, part);
        const size_t start = kept;
        for (size_t i = first; i < end; i++) {
            const double x = path->x_mm[i], y = path->y_mm[i];
            if (i > first && kept - start >= 1 && end - i > 2 &&
                hypot(x - path->x_mm[kept - 1], y - path->y_mm[kept - 1]) < apart_mm)
                continue;
            path->x_mm[kept] = x;
            path->y_mm[kept++] = y;
        }
        path->starts[part] = start;
    }
    path->vertex_count = kept;
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
