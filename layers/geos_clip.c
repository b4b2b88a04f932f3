/* geos_clip.c - the parts of many small polygons that lie in one large one. */
#include "layers/geos_clip.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "layers/geos_shape.h"
#include <math.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>

/* A group of so few shapes is not halved; and the first halvings, LEVELS deep, are made before the
 * groups go to threads. */
enum { FEW = 8, LEVELS = 7, GROUPS = 1 << LEVELS };

typedef struct item {
    cm_box box;
    size_t index; /* in job.rows */
} item;

/* Shapes, and what of the window is about them. */
typedef struct group {
    item *items;
    size_t count;
    GEOSGeometry *window; /* owned */
} group;

typedef struct clipping {
    const cm__geos_clip_job *job;
    item *items;
    GEOSGeometry **clipped; /* of each of job.rows; NULL: none */
    group groups[GROUPS];
    size_t group_count, done;
    bool stopped;
    cm_status status; /* of the first thread that failed, and why */
    char sentence[512];
} clipping;

/* One thread's part in it. */
typedef struct worker {
    clipping *all;
    cm__geos geos;
} worker;

static cm_box row_box(const cm_features *shapes, size_t row)
{
    const size_t first = shapes->first_vertex[shapes->first_part[row]];
    const size_t end = shapes->first_vertex[shapes->first_part[row + 1]];
    cm_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};

    for (size_t i = first; i < end; i++) {
        box.x_min = fmin(box.x_min, shapes->x[i]);
        box.y_min = fmin(box.y_min, shapes->y[i]);
        box.x_max = fmax(box.x_max, shapes->x[i]);
        box.y_max = fmax(box.y_max, shapes->y[i]);
    }
    return box;
}

static cm_box items_box(const item *items, size_t count)
{
    cm_box box = items[0].box;

    for (size_t i = 1; i < count; i++) {
        box.x_min = fmin(box.x_min, items[i].box.x_min);
        box.y_min = fmin(box.y_min, items[i].box.y_min);
        box.x_max = fmax(box.x_max, items[i].box.x_max);
        box.y_max = fmax(box.y_max, items[i].box.y_max);
    }
    return box;
}

static int by_number(double a, double b)
{
    return (a > b) - (a < b);
}

static int by_x(const void *a, const void *b)
{
    const item *const left = a, *const right = b;
    const int order = by_number(left->box.x_min, right->box.x_min);

    return order ? order : (left->index > right->index) - (left->index < right->index);
}

static int by_y(const void *a, const void *b)
{
    const item *const left = a, *const right = b;
    const int order = by_number(left->box.y_min, right->box.y_min);

    return order ? order : (left->index > right->index) - (left->index < right->index);
}

/* The window within a box somewhat larger than this, so that the cut's own corners lie outside. */
static cm_status cut_window(GEOSGeometry **out, worker *w, const GEOSGeometry *window, cm_box box)
{
    const double size =
        fmax(fmax(fabs(box.x_min), fabs(box.x_max)), fmax(fabs(box.y_min), fabs(box.y_max)));
    const double margin =
        fmax(fmax(box.x_max - box.x_min, box.y_max - box.y_min) / 16, size * 0x1p-44);
    GEOSGeometry *const frame =
        GEOSGeom_createRectangle_r(w->geos.handle, box.x_min - margin, box.y_min - margin,
                                   box.x_max + margin, box.y_max + margin);
    cm_status status = CM_OK;

    if (frame)
        *out = GEOSIntersection_r(w->geos.handle, window, frame);
    if (!*out)
        status = cm__geos_fail(&w->geos, "cutting the window");
    if (frame)
        GEOSGeom_destroy_r(w->geos.handle, frame);
    return status;
}

/* Halves a group along the longer side of its box; the group keeps the first half. */
static cm_status halve(group *second, worker *w, group *first)
{
    const cm_box box = items_box(first->items, first->count);
    const bool is_wide = box.x_max - box.x_min >= box.y_max - box.y_min;
    const size_t middle = first->count / 2;
    GEOSGeometry *left = NULL, *right = NULL;
    cm_status status;

    qsort(first->items, first->count, sizeof *first->items, is_wide ? by_x : by_y);
    status = cut_window(&left, w, first->window, items_box(first->items, middle));
    if (!status)
        status = cut_window(&right, w, first->window,
                            items_box(first->items + middle, first->count - middle));
    if (status) {
        if (left)
            GEOSGeom_destroy_r(w->geos.handle, left);
        return status;
    }
    *second = (group){first->items + middle, first->count - middle, right};
    GEOSGeom_destroy_r(w->geos.handle, first->window);
    first->count = middle;
    first->window = left;
    return CM_OK;
}

/* Sides that cross by what rounding does are made to meet. */
static cm_status mend(GEOSGeometry **shape, worker *w)
{
    GEOSGeometry *const bad = *shape;

    if (w->all->job->are_sound || GEOSisValid_r(w->geos.handle, bad) == 1)
        return CM_OK;
    *shape = GEOSMakeValid_r(w->geos.handle, bad);
    GEOSGeom_destroy_r(w->geos.handle, bad);
    return *shape ? CM_OK : cm__geos_fail(&w->geos, "mending a cell");
}

static cm_status clip_item(worker *w, const item *of, const GEOSGeometry *window)
{
    const cm__geos_clip_job *const job = w->all->job;
    GEOSGeometry *shape = NULL;
    cm_status status = cm__geos_from_row(&shape, &w->geos, job->shapes, job->rows[of->index]);

    if (!status)
        status = mend(&shape, w);
    if (status)
        return status;
    w->all->clipped[of->index] = GEOSIntersection_r(w->geos.handle, shape, window);
    if (!w->all->clipped[of->index])
        status = cm__geos_fail(&w->geos, "clipping a cell");
    GEOSGeom_destroy_r(w->geos.handle, shape);
    return status;
}

/* Only the caller's own thread talks to the caller. */
static bool go_on(clipping *all)
{
    const cm_progress *const progress = all->job->progress;
    bool stopped;
    size_t done;

#pragma omp atomic read
    done = all->done;
    if (omp_get_thread_num() == 0 && progress->step &&
        !progress->step(progress->context, (double)done / (double)all->job->count)) {
#pragma omp atomic write
        all->stopped = true;
    }
#pragma omp atomic read
    stopped = all->stopped;
    return !stopped;
}

static cm_status clip_few(worker *w, const group *few)
{
    cm_status status = CM_OK;

    for (size_t i = 0; i < few->count && !status; i++)
        status = clip_item(w, &few->items[i], few->window);
#pragma omp atomic update
    w->all->done += few->count;
    return status;
}

/* Halves until the groups are small, by a list of those still to be looked at: each halving leaves
 * one more of half the size, so that it stays short. */
static cm_status clip_group(worker *w, group *whole)
{
    enum { DEPTH = 64 };
    group open[DEPTH];
    size_t count = 1;
    cm_status status = CM_OK;

    open[0] = *whole;
    whole->window = NULL;
    while (count > 0 && !status) {
        group *const top = &open[count - 1];
        if (!go_on(w->all))
            break;
        if (top->count > FEW && count < DEPTH) {
            status = halve(&open[count], w, top);
            count += !status;
        } else {
            status = clip_few(w, top);
            GEOSGeom_destroy_r(w->geos.handle, top->window);
            count--;
        }
    }
    while (count > 0)
        GEOSGeom_destroy_r(w->geos.handle, open[--count].window);
    return status;
}

static void keep_failure(clipping *all, cm_status status)
{
#pragma omp critical(cm__geos_clip)
    if (!all->status) {
        all->status = status;
        memcpy(all->sentence, cm_error_text(), strlen(cm_error_text()) + 1);
#pragma omp atomic write
        all->stopped = true;
    }
}

static void work(clipping *all)
{
    worker w = {.all = all};
    cm_status status = cm__geos_open(&w.geos);

#pragma omp for schedule(dynamic)
    for (size_t i = 0; i < all->group_count; i++)
        if (!status && go_on(all))
            status = clip_group(&w, &all->groups[i]);
    if (status)
        keep_failure(all, status);
    cm__geos_close(&w.geos);
}

/* Halves all groups LEVELS times, whatever the number of threads. */
static cm_status make_groups(worker *w)
{
    clipping *const all = w->all;
    cm_status status = cm__geos_from_row(&all->groups[0].window, &w->geos, all->job->window, 0);

    all->groups[0].items = all->items;
    all->groups[0].count = all->job->count;
    all->group_count = status ? 0 : 1;
    for (int level = 0; level < LEVELS; level++) {
        const size_t count = all->group_count;
        for (size_t i = 0; i < count && !status; i++) {
            if (all->groups[i].count <= FEW)
                continue;
            if (!go_on(all))
                return CM_OK;
            status = halve(&all->groups[all->group_count], w, &all->groups[i]);
            all->group_count += !status;
        }
    }
    return status;
}

static cm_status take(cm_features *out, worker *w)
{
    cm_features made = {.geometry = CM_GEOMETRY_NONE};
    cm_status status = cm_features_init(&made, CM_GEOMETRY_POLYGON, w->all->job->shapes->crs);

    for (size_t i = 0; i < w->all->job->count && !status; i++) {
        status = cm_features_add_row(&made);
        if (!status)
            status = cm__geos_add_polygons(&made, &w->geos, w->all->clipped[i]);
    }
    if (status)
        cm_features_clear(&made);
    else
        *out = made;
    return status;
}

static cm_status make_room(clipping *all)
{
    const size_t count = all->job->count + 1;
    cm_status status = cm__array_grow(&all->items, count, sizeof *all->items);

    if (!status)
        status = cm__array_grow(&all->clipped, count, sizeof *all->clipped);
    if (status)
        return status;
    memset(all->clipped, 0, count * sizeof *all->clipped);
    for (size_t i = 0; i < all->job->count; i++)
        all->items[i] = (item){row_box(all->job->shapes, all->job->rows[i]), i};
    return CM_OK;
}

static void clear(clipping *all, cm__geos *geos)
{
    for (size_t i = 0; i < all->group_count; i++)
        if (all->groups[i].window)
            GEOSGeom_destroy_r(geos->handle, all->groups[i].window);
    for (size_t i = 0; all->clipped && i < all->job->count; i++)
        if (all->clipped[i])
            GEOSGeom_destroy_r(geos->handle, all->clipped[i]);
    cm__geos_close(geos);
    cm__array_free(&all->clipped);
    cm__array_free(&all->items);
    cm__array_free(&all);
}

cm_status cm__geos_clip(cm_features *out, const cm__geos_clip_job *job)
{
    const int threads = job->threads > 0 ? job->threads : omp_get_max_threads();
    clipping *all = NULL;
    worker w = {.all = NULL};
    cm_status status = cm__array_grow(&all, 1, sizeof *all);

    if (status)
        return status;
    memset(all, 0, sizeof *all);
    all->job = job;
    w.all = all;
    status = cm__geos_open(&w.geos);
    if (!status)
        status = make_room(all);
    if (!status && job->count > 0)
        status = make_groups(&w);
    if (status)
        goto done;
#pragma omp parallel num_threads(threads)
    work(all);
    if (all->status)
        status = cm__fail(all->status, "%s", all->sentence);
    else if (all->stopped)
        status = cm__fail(CM_ERR_STOPPED, "the clipping was stopped");
    else
        status = take(out, &w);
done:
    clear(all, &w.geos);
    return status;
}
