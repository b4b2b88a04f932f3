/* map_hatch.c - cuts parallel lines at the rings of an area. */
#include "output/map_hatch.h"
#include "geo/base_memory.h"
#include "output/map_path.h"
#include <math.h>
#include <stdlib.h>

#define RADIANS_PER_DEGREE 0.017453292519943295

/* Where a ring crosses line `line`, so far along it. */
typedef struct crossing {
    double line, along;
} crossing;

typedef struct crossings {
    crossing *all;
    size_t count, capacity;
    double cosine, sine, apart_mm;
} crossings;

static cm_status add(crossings *c, double line, double along)
{
    if (c->count == c->capacity) {
        const size_t wanted = c->capacity ? 2 * c->capacity : 64;
        const cm_status status = cm__array_grow(&c->all, wanted, sizeof *c->all);
        if (status)
            return status;
        c->capacity = wanted;
    }
    c->all[c->count++] = (crossing){line, along};
    return CM_OK;
}

/* The place in a system whose first axis runs along the lines, and in which their distance is 1. */
static cm_point turn(const crossings *c, double x, double y)
{
    return (cm_point){c->cosine * x - c->sine * y, (c->sine * x + c->cosine * y) / c->apart_mm};
}

/* Half open: a vertex on a line belongs to the edge above it, so that every ring is crossed an even
 * number of times. */
static cm_status cross(crossings *c, cm_point a, cm_point b)
{
    const cm_point low = a.y < b.y ? a : b, high = a.y < b.y ? b : a;
    cm_status status = CM_OK;

    for (double line = ceil(low.y); line < high.y && !status; line++)
        status = add(c, line, low.x + (line - low.y) / (high.y - low.y) * (high.x - low.x));
    return status;
}

static int by_line(const void *a, const void *b)
{
    const crossing *const s = a, *const t = b;

    if (s->line != t->line)
        return s->line < t->line ? -1 : 1;
    return (s->along > t->along) - (s->along < t->along);
}

static cm_status find(crossings *c, const cm__path *area)
{
    cm_status status = CM_OK;

    for (size_t part = 0; part < area->part_count; part++) {
        const size_t begin = area->starts[part], end = cm__path_part_end(area, part);
        for (size_t i = begin; i < end && !status; i++) {
            const size_t next = i + 1 < end ? i + 1 : begin;
            status = cross(c, turn(c, area->x_mm[i], area->y_mm[i]),
                           turn(c, area->x_mm[next], area->y_mm[next]));
        }
    }
    return status;
}

static cm_status add_end(cm__path *out, const crossings *c, const crossing *at)
{
    const double across = at->line * c->apart_mm;

    return cm__path_add(out, c->cosine * at->along + c->sine * across,
                        c->cosine * across - c->sine * at->along);
}

cm_status cm__hatch(cm__path *out, const cm__path *area, double apart_mm, double angle_deg)
{
    crossings c = {.cosine = cos(angle_deg * RADIANS_PER_DEGREE),
                   .sine = sin(angle_deg * RADIANS_PER_DEGREE),
                   .apart_mm = apart_mm};
    cm_status status = find(&c, area);

    if (!status && c.count > 0)
        qsort(c.all, c.count, sizeof *c.all, by_line);
    for (size_t i = 0; i + 1 < c.count && !status; i += 2) {
        status = cm__path_begin(out);
        if (!status)
            status = add_end(out, &c, &c.all[i]);
        if (!status)
            status = add_end(out, &c, &c.all[i + 1]);
    }
    cm__array_free(&c.all);
    return status;
}

cm_symbol cm__hatch_symbol(const cm_symbol *symbol)
{
    return (cm_symbol){.stroke = symbol->stroke, .stroke_mm = symbol->hatch_line_mm};
}
