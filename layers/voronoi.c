/* voronoi.c - the area that is nearer to each place than to any other. */
#include <clustermap/voronoi.h>

#include "geo/base_error.h"
#include "geo/base_map.h"
#include "geo/base_memory.h"
#include "layers/geos_polygons.h"
#include "layers/polygon_area.h"
#include "layers/voronoi_clip.h"
#include "layers/voronoi_rows.h"
#include "layers/voronoi_shapes.h"
#include <string.h>

static const double M2_PER_KM2 = 1e6;

/* A part of the whole work, as the caller is told of it. */
typedef struct stage {
    const cm_progress *whole;
    double begin, end;
} stage;

typedef struct drawing {
    const cm_points *points;
    const cm_voronoi_options *options;
    cm_features window; /* one row */
    double margin_m;
    cm__voronoi_places places;
    uint32_t *class_of; /* of each place */
    cm__map classes;
    cm__voronoi_shapes shapes;
    cm__voronoi_clip clip;
} drawing;

static bool tell(void *context, double share)
{
    const stage *const s = context;

    return !s->whole->step ||
           s->whole->step(s->whole->context, s->begin + (s->end - s->begin) * share);
}

static cm_status check_options(const cm_points *points, const cm_voronoi_options *options)
{
    if (points->count == 0)
        return cm__fail(CM_ERR_DOMAIN, "there is no point, and so no cell");
    if (options->window && options->window->geometry != CM_GEOMETRY_POLYGON)
        return cm__fail(CM_ERR_FORMAT, "the window is not of polygons");
    if (!isnan(options->margin_m) && !(options->margin_m >= 1e-3 && options->margin_m <= 1e9))
        return cm__fail(CM_ERR_DOMAIN, "a margin of %g m is not within 0.001..1e9",
                        options->margin_m);
    return CM_OK;
}

static void add_to_box(cm_box *box, const double *x, const double *y, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        box->x_min = fmin(box->x_min, x[i]);
        box->y_min = fmin(box->y_min, y[i]);
        box->x_max = fmax(box->x_max, x[i]);
        box->y_max = fmax(box->y_max, y[i]);
    }
}

static cm_status make_box(drawing *d, const cm_box *box)
{
    const double side = fmax(box->x_max - box->x_min, box->y_max - box->y_min);
    const double margin = !isnan(d->options->margin_m) ? d->options->margin_m
                          : side > 0                   ? side / 10
                                                       : 1000;
    const double left = box->x_min - margin, right = box->x_max + margin;
    const double lower = box->y_min - margin, upper = box->y_max + margin;
    const double x[] = {left, right, right, left}, y[] = {lower, lower, upper, upper};
    cm_status status = cm_features_init(&d->window, CM_GEOMETRY_POLYGON, NULL);

    d->margin_m = margin;
    if (!status)
        status = cm_features_add_row(&d->window);
    if (!status)
        status = cm_features_add_part(&d->window, x, y, 4, false);
    return status;
}

static cm_status take_window(drawing *d, const cm_features *window)
{
    cm_status status = cm__geos_check_polygons(window, "the window");

    d->margin_m = NAN;
    if (!status)
        status = cm__geos_unite(&d->window, window);
    if (!status && d->window.part_count == 0)
        status = cm__fail(CM_ERR_DOMAIN, "the window has no area");
    return status;
}

/* The window, and the box that holds it and all points. */
static cm_status open_window(drawing *d, cm_box *area)
{
    cm_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    cm_status status;

    add_to_box(&box, d->points->x, d->points->y, d->points->count);
    if (!(box.x_min >= -1e9 && box.x_max <= 1e9 && box.y_min >= -1e9 && box.y_max <= 1e9))
        return cm__fail(CM_ERR_DOMAIN, "a point is not within -1e9..1e9");
    status = d->options->window ? take_window(d, d->options->window) : make_box(d, &box);
    if (status)
        return status;
    add_to_box(&box, d->window.x, d->window.y, d->window.vertex_count);
    *area = box;
    return CM_OK;
}

/* The class of a place is that of its first point. They are numbered as they come in the list, so
 * all points are looked at, in order. */
static cm_status find_classes(drawing *d)
{
    uint32_t *class_of_point = NULL;
    cm_status status = CM_OK;

    if (!d->options->classes)
        return CM_OK;
    status = cm__array_grow(&class_of_point, d->points->count, sizeof *class_of_point);
    if (!status)
        status = cm__array_grow(&d->class_of, d->places.count, sizeof *d->class_of);
    for (size_t i = 0; i < d->points->count && !status; i++) {
        const char *const text = d->options->classes[i] ? d->options->classes[i] : "";
        cm__map_entry *entry;
        status = cm__map_put(&d->classes, &entry, text, strlen(text));
        if (status)
            break;
        if (entry->value == CM__MAP_NEW)
            entry->value = (uint32_t)d->classes.count - 1;
        class_of_point[i] = entry->value;
    }
    for (size_t place = 0; place < d->places.count && !status; place++)
        d->class_of[place] = class_of_point[d->places.first[place]];
    cm__array_free(&class_of_point);
    return status;
}

/* Triangles, corners and outlines: what is not needed later is given back at once. */
static cm_status outline(drawing *d)
{
    stage first = {&d->options->progress, 0, 0.4}, second = {&d->options->progress, 0.4, 0.6};
    const cm_progress triangulating = {tell, &first}, tracing = {tell, &second};
    cm__delaunay triangles = {.from = NULL};
    cm__voronoi_corners corners = {.at = NULL};
    const cm__voronoi_shapes_job job = {&triangles,          &corners, &d->places, d->class_of,
                                        d->options->threads, &tracing};
    cm_status status =
        cm__delaunay_build(&triangles, d->places.at, d->places.count + 4, &triangulating);

    if (!status)
        status = cm__voronoi_find_corners(&corners, &triangles, &d->places, d->options->threads);
    if (!status)
        status = cm__voronoi_trace(&d->shapes, &job);
    cm__voronoi_corners_clear(&corners);
    cm__delaunay_clear(&triangles);
    return status;
}

static cm_status clip(drawing *d)
{
    stage third = {&d->options->progress, 0.6, 0.8};
    const cm_progress clipping = {tell, &third};
    const bool *const is_bent = d->class_of ? d->shapes.is_bent : NULL; /* cells are mended */
    const cm__voronoi_clip_options options = {is_bent, !d->class_of, d->options->threads,
                                              &clipping};

    return cm__voronoi_clip_shapes(&d->clip, &d->shapes.outlines, &d->window, &options);
}

static cm_status write_rows(cm_features *out, size_t *left_out, drawing *d)
{
    stage last = {&d->options->progress, 0.8, 1};
    const cm_progress writing = {tell, &last};
    const cm__voronoi_rows rows = {
        .points = d->points,
        .options = d->options,
        .places = &d->places,
        .class_of = d->class_of,
        .classes = &d->classes,
        .shapes = &d->shapes,
        .clip = &d->clip,
        .progress = &writing,
    };

    return cm__voronoi_write(out, left_out, &rows);
}

static void clear(drawing *d)
{
    cm__voronoi_clip_clear(&d->clip);
    cm__voronoi_shapes_clear(&d->shapes);
    cm__map_clear(&d->classes);
    cm__array_free(&d->class_of);
    cm__voronoi_places_clear(&d->places);
    cm_features_clear(&d->window);
}

cm_status cm_voronoi_cells(cm_features *out, const cm_points *points,
                           const cm_voronoi_options *options, cm_voronoi_report *report)
{
    drawing d = {.points = points, .options = options};
    cm_features cells = {.geometry = CM_GEOMETRY_NONE};
    size_t left_out = 0;
    cm_box area;
    cm_status status = check_options(points, options);

    if (!status)
        status = open_window(&d, &area);
    if (!status)
        status = cm__voronoi_find_places(&d.places, points, &area);
    if (!status)
        status = find_classes(&d);
    if (!status)
        status = outline(&d);
    if (!status)
        status = clip(&d);
    if (!status)
        status = write_rows(&cells, &left_out, &d);
    if (status)
        goto done;
    if (report)
        *report = (cm_voronoi_report){d.places.count, cells.table.row_count, left_out,
                                      cm__row_area(&d.window, 0) / M2_PER_KM2, d.margin_m};
    *out = cells;
    cells = (cm_features){.geometry = CM_GEOMETRY_NONE};
done:
    cm_features_clear(&cells);
    clear(&d);
    return status;
}
