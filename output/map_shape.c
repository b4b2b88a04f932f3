/* map_shape.c - projects, thins and breaks the parts of lines and areas. */
#include "output/map_shape.h"

/* Finer than any printer: what is nearer is one vertex. */
static const double thin_mm = 0.03;

/* A part while it is added to a path. */
typedef struct pencil {
    cm__path *path;
    double grid_mm; /* of the sheet */
    bool down;      /* a part is begun */
    cm_point last;  /* the vertex added last */
    cm_point held;  /* passed over as too near to it, in case the line ends there */
    bool holding;
} pencil;

static cm_status add_vertex(pencil *p, cm_point at)
{
    cm_status status = CM_OK;

    if (p->grid_mm > 0) /* rounded alike for neighbours, so that no slit opens between them */
        at = (cm_point){round(at.x / p->grid_mm) * p->grid_mm,
                        round(at.y / p->grid_mm) * p->grid_mm};
    if (p->down && hypot(at.x - p->last.x, at.y - p->last.y) < thin_mm) {
        p->held = at;
        p->holding = p->grid_mm == 0; /* else it is the same vertex */
        return CM_OK;
    }
    if (!p->down)
        status = cm__path_begin(p->path);
    if (!status)
        status = cm__path_add(p->path, at.x, at.y);
    p->down = true;
    p->holding = false;
    p->last = at;
    return status;
}

/* Ends a line, where it ends exactly. */
static cm_status lift(pencil *p)
{
    const bool holding = p->down && p->holding;

    p->down = p->holding = false;
    return holding ? cm__path_add(p->path, p->held.x, p->held.y) : CM_OK;
}

static bool is_finite(cm_point at)
{
    return isfinite(at.x) && isfinite(at.y);
}

static cm_status add_ring(cm__path *out, const cm__sheet *sheet, const cm__plane_layer *places,
                          size_t from, size_t until)
{
    pencil p = {.path = out, .grid_mm = sheet->grid_mm};
    cm_status status = CM_OK;

    for (size_t i = from; i + 1 < until && !status; i++) { /* the last vertex is the first */
        const cm_point at = cm__page_to_mm(&sheet->page, (cm_point){places->x[i], places->y[i]});
        if (is_finite(at))
            status = add_vertex(&p, at);
    }
    return status;
}

/* Draws on from a to b, which are on the page. */
static cm_status add_segment(pencil *p, cm_point a, cm_point b)
{
    const cm_status status = p->down ? CM_OK : add_vertex(p, a);

    return status ? status : add_vertex(p, b);
}

static cm_status add_line(cm__path *out, const cm__sheet *sheet, const cm__plane_layer *places,
                          const size_t range[2], cm__edges *drawn)
{
    pencil p = {.path = out, .grid_mm = sheet->grid_mm};
    cm_status status = CM_OK;

    for (size_t i = range[0] + 1; i < range[1] && !status; i++) {
        const cm_point a = {places->x[i - 1], places->y[i - 1]}, b = {places->x[i], places->y[i]};
        bool is_new = is_finite(a) && is_finite(b);
        if (is_new && drawn)
            status = cm__edges_add(drawn, a, b, &is_new);
        if (!status)
            status = is_new ? add_segment(&p, cm__page_to_mm(&sheet->page, a),
                                          cm__page_to_mm(&sheet->page, b))
                            : lift(&p);
    }
    return status ? status : lift(&p);
}

static cm_box part_bounds(const cm__plane_layer *places, size_t from, size_t until)
{
    cm_box box = CM__BOX_EMPTY;

    for (size_t i = from; i < until; i++)
        if (isfinite(places->x[i]) && isfinite(places->y[i]))
            box = cm__box_union(box,
                                (cm_box){places->x[i], places->y[i], places->x[i], places->y[i]});
    return box;
}

cm_status cm__shape_load(cm__path *out, const cm__sheet *sheet, size_t layer, size_t row,
                         cm__edges *drawn)
{
    const cm_features *const features = sheet->layers[layer].features;
    const cm__plane_layer *const places = &sheet->plane.layers[layer];
    const cm_box seen = cm__page_get_extent(&sheet->page);
    cm_status status = CM_OK;

    for (size_t part = features->first_part[row]; part < features->first_part[row + 1] && !status;
         part++) {
        const size_t range[2] = {features->first_vertex[part], features->first_vertex[part + 1]};
        const cm_box bounds = part_bounds(places, range[0], range[1]);
        if (cm__box_is_empty(&bounds) || !cm__box_touches(&bounds, &seen))
            continue;
        status = out->closed ? add_ring(out, sheet, places, range[0], range[1])
                             : add_line(out, sheet, places, range, drawn);
    }
    return status;
}
