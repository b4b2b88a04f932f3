/* map_link.c - arcs through two places, and the triangles at their ends. */
#include "output/map_link.h"
#include "output/map_path.h"
#include <math.h>

enum { STEPS_MIN = 24, STEPS_MAX = 400 };

/* No chord lies farther off its arc: corners of long arcs could be seen. */
static const double sag_mm = 0.01;

static const double head_share = 0.38; /* half a head's width by its length */

typedef struct arc {
    cm_point from, to;
    double bend;
} arc;

/* A place so far along, 0..1: a parabola through both ends, its middle off the chord by `bend`. */
static cm_point along(const arc *a, double share)
{
    const double dx = a->to.x - a->from.x, dy = a->to.y - a->from.y;
    const double off = 4 * a->bend * share * (1 - share);

    return (cm_point){a->from.x + share * dx - off * dy, a->from.y + share * dy + off * dx};
}

/* A parabola whose middle is b off its chord lies b / n^2 off each of n chords. */
static int count_steps(double bend, double length_mm)
{
    const double steps = ceil(sqrt(fabs(bend) * length_mm / sag_mm));

    return bend == 0 ? 1 : (int)fmax(STEPS_MIN, fmin(STEPS_MAX, steps));
}

static cm_status add_arc(cm__path *out, const arc *a, double clear_mm)
{
    const double length_mm = hypot(a->to.x - a->from.x, a->to.y - a->from.y);
    const double cut = length_mm > 0 ? fmin(clear_mm / length_mm, 1.0 / 3) : 0;
    const int steps = count_steps(a->bend, length_mm);
    cm_status status = cm__path_begin(out);

    for (int i = 0; i <= steps && !status; i++) {
        const cm_point at = along(a, cut + (1 - 2 * cut) * i / steps);
        status = cm__path_add(out, at.x, at.y);
    }
    return status;
}

static cm_status copy_part(cm__path *out, const cm__path *path, size_t part)
{
    cm_status status = cm__path_begin(out);

    for (size_t i = path->starts[part]; i < cm__path_part_end(path, part) && !status; i++)
        status = cm__path_add(out, path->x_mm[i], path->y_mm[i]);
    return status;
}

cm_status cm__link_bend(cm__path *path, double bend, double clear_mm)
{
    cm__path bent = {.closed = path->closed};
    cm_status status = CM_OK;

    for (size_t part = 0; part < path->part_count && !status; part++) {
        const size_t i = path->starts[part];
        if (cm__path_part_end(path, part) != i + 2) {
            status = copy_part(&bent, path, part);
            continue;
        }
        const arc a = {
            {path->x_mm[i], path->y_mm[i]}, {path->x_mm[i + 1], path->y_mm[i + 1]}, bend};
        status = add_arc(&bent, &a, clear_mm);
    }
    if (status) {
        cm__path_clear(&bent);
        return status;
    }
    cm__path_clear(path);
    *path = bent;
    return CM_OK;
}

static cm_status add_head(cm__path *heads, cm_point tip, cm_point back, double length_mm)
{
    const double away = hypot(tip.x - back.x, tip.y - back.y);
    const double x = (tip.x - back.x) / away * length_mm, y = (tip.y - back.y) / away * length_mm;
    const cm_point base = {tip.x - x, tip.y - y};
    cm_status status = cm__path_begin(heads);

    if (!status)
        status = cm__path_add(heads, tip.x, tip.y);
    if (!status)
        status = cm__path_add(heads, base.x - head_share * y, base.y + head_share * x);
    return status ? status : cm__path_add(heads, base.x + head_share * y, base.y - head_share * x);
}

/* The last vertex of the part that is farther than this from its end; its first if none is. */
static size_t find_back(const cm__path *path, size_t begin, size_t end, double length_mm)
{
    size_t i = end - 1;

    while (i > begin && hypot(path->x_mm[i] - path->x_mm[end - 1],
                              path->y_mm[i] - path->y_mm[end - 1]) <= length_mm)
        i--;
    return i;
}

/* Moves the vertices beyond `back` into the head, so that the stroke's end does not show beside the
 * tip. */
static void shorten(cm__path *path, size_t back, size_t end, double by_mm)
{
    const cm_point tip = {path->x_mm[end - 1], path->y_mm[end - 1]};
    const cm_point from = {path->x_mm[back], path->y_mm[back]};
    const double share = fmin(by_mm / hypot(tip.x - from.x, tip.y - from.y), 0.6);

    for (size_t i = back + 1; i < end; i++) {
        path->x_mm[i] = tip.x + share * (from.x - tip.x);
        path->y_mm[i] = tip.y + share * (from.y - tip.y);
    }
}

cm_status cm__link_add_heads(cm__path *heads, cm__path *path, double length_mm)
{
    cm_status status = CM_OK;

    for (size_t part = 0; part < path->part_count && !status; part++) {
        const size_t begin = path->starts[part], end = cm__path_part_end(path, part);
        if (end < begin + 2)
            continue;
        const size_t back = find_back(path, begin, end, length_mm);
        const cm_point tip = {path->x_mm[end - 1], path->y_mm[end - 1]};
        const cm_point from = {path->x_mm[back], path->y_mm[back]};
        const double away = hypot(tip.x - from.x, tip.y - from.y);
        if (!(away > 0))
            continue;
        status = add_head(heads, tip, from, fmin(length_mm, away));
        shorten(path, back, end, 0.6 * length_mm);
    }
    return status;
}
