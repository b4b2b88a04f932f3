/* geos_buffer.c - the union of all that lies within a distance of features. */
#include "layers/geos_buffer.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "layers/geos_shape.h"
#include <omp.h>
#include <string.h>

/* Outlines are united in runs of so many, so that memory does not grow with a line's length; and
 * rows of which one is to become, in blocks of so many. Neither depends on the threads. */
enum { RUN = 256, BLOCK = 256 };

typedef struct buffering {
    const cm__buffer_job *job;
    GEOSGeometry **made; /* of each block; NULL: nothing lies there */
    size_t block_count, block_rows, done;
    bool stopped;
    cm_status status; /* of the first thread that failed, and why */
    char sentence[512];
} buffering;

/* One thread's part in it. */
typedef struct worker {
    buffering *all;
    cm__geos geos;
    double *x, *y;        /* one outline */
    GEOSGeometry **parts; /* of the block: what is united, then single outlines */
    size_t count, room;
    size_t united; /* how many of the parts are unions of runs */
} worker;

static cm_status keep(worker *w, GEOSGeometry *part)
{
    cm_status status;

    if (!part)
        return cm__geos_fail(&w->geos, "an outline");
    status = cm__array_reserve(&w->parts, w->count, &w->room, sizeof *w->parts);
    if (status)
        GEOSGeom_destroy_r(w->geos.handle, part);
    else
        w->parts[w->count++] = part;
    return status;
}

/* Makes one geometry of the parts from `first` on. GEOS takes them over, also when it fails. */
static cm_status unite_from(worker *w, size_t first)
{
    GEOSGeometry *const all = GEOSGeom_createCollection_r(
        w->geos.handle, GEOS_GEOMETRYCOLLECTION, w->parts + first, (unsigned)(w->count - first));
    GEOSGeometry *united = NULL;

    w->count = first;
    if (all) {
        united = GEOSUnaryUnion_r(w->geos.handle, all);
        GEOSGeom_destroy_r(w->geos.handle, all);
    }
    return united ? keep(w, united) : cm__geos_fail(&w->geos, "the union");
}

static bool go_on(buffering *all);

static cm_status add_outline(worker *w, size_t corners)
{
    GEOSCoordSequence *const places =
        GEOSCoordSeq_copyFromArrays_r(w->geos.handle, w->x, w->y, NULL, NULL, (unsigned)corners);
    GEOSGeometry *const ring = places ? GEOSGeom_createLinearRing_r(w->geos.handle, places) : NULL;
    cm_status status =
        keep(w, ring ? GEOSGeom_createPolygon_r(w->geos.handle, ring, NULL, 0) : NULL);

    if (status || w->count - w->united < RUN)
        return status;
    if (!go_on(w->all))
        return cm__fail(CM_ERR_STOPPED, "the buffer was stopped");
    status = unite_from(w, w->united);
    w->united = w->count;
    return status;
}

/* The straight pieces of one line or ring. */
static cm_status add_part(worker *w, size_t part)
{
    const cm_features *const from = w->all->job->features;
    const size_t last = from->first_vertex[part + 1] - 1;
    cm_status status = CM_OK;

    for (size_t i = from->first_vertex[part]; i < last && !status; i++) {
        const cm_point ends[] = {{from->x[i], from->y[i]}, {from->x[i + 1], from->y[i + 1]}};
        status = add_outline(w, cm__line_outline(w->x, w->y, ends, w->all->job->arc));
    }
    return status;
}

static cm_status add_polygons(worker *w, size_t row)
{
    GEOSGeometry *polygons = NULL;
    const cm_status status = cm__geos_from_row(&polygons, &w->geos, w->all->job->features, row);

    return status ? status : keep(w, polygons);
}

static cm_status add_row(worker *w, size_t row)
{
    const cm_features *const from = w->all->job->features;
    cm_status status = CM_OK;

    if (!cm_features_has_place(from, row))
        return CM_OK;
    if (from->geometry == CM_GEOMETRY_POINT) {
        const cm_point middle = {from->x[row], from->y[row]};
        return add_outline(w, cm__circle_outline(w->x, w->y, middle, w->all->job->arc));
    }
    for (size_t p = from->first_part[row]; p < from->first_part[row + 1] && !status; p++)
        status = add_part(w, p);
    if (!status && from->geometry == CM_GEOMETRY_POLYGON)
        status = add_polygons(w, row);
    return status;
}

static void drop_parts(worker *w)
{
    while (w->count > 0)
        GEOSGeom_destroy_r(w->geos.handle, w->parts[--w->count]);
    w->united = 0;
}

static cm_status make_block(worker *w, size_t block)
{
    const size_t rows = w->all->job->features->table.row_count;
    const size_t first = block * w->all->block_rows;
    const size_t end = first + w->all->block_rows < rows ? first + w->all->block_rows : rows;
    cm_status status = CM_OK;

    for (size_t row = first; row < end && !status; row++)
        status = add_row(w, row);
    if (!status && w->count > 0)
        status = unite_from(w, 0);
    if (!status && w->count > 0)
        w->all->made[block] = w->parts[--w->count];
    drop_parts(w);
#pragma omp atomic update
    w->all->done++;
    return status;
}

/* Only the caller's own thread talks to the caller. */
static bool go_on(buffering *all)
{
    const cm_progress *const progress = all->job->progress;
    bool stopped;
    size_t done;

#pragma omp atomic read
    done = all->done;
    if (omp_get_thread_num() == 0 && progress->step &&
        !progress->step(progress->context, (double)done / (double)(all->block_count + 1))) {
#pragma omp atomic write
        all->stopped = true;
    }
#pragma omp atomic read
    stopped = all->stopped;
    return !stopped;
}

static void keep_failure(buffering *all, cm_status status)
{
#pragma omp critical(cm__geos_buffer)
    if (!all->status) {
        all->status = status;
        memcpy(all->sentence, cm_error_text(), strlen(cm_error_text()) + 1);
#pragma omp atomic write
        all->stopped = true;
    }
}

static cm_status open_worker(worker *w)
{
    const size_t corners = w->all->job->arc->corners + 8;
    cm_status status = cm__geos_open(&w->geos);

    if (!status)
        status = cm__array_grow(&w->x, corners, sizeof *w->x);
    if (!status)
        status = cm__array_grow(&w->y, corners, sizeof *w->y);
    return status;
}

static void close_worker(worker *w)
{
    if (w->geos.handle)
        drop_parts(w);
    cm__array_free(&w->parts);
    cm__array_free(&w->y);
    cm__array_free(&w->x);
    cm__geos_close(&w->geos);
}

static void work(buffering *all)
{
    worker w = {.all = all};
    cm_status status = open_worker(&w);

#pragma omp for schedule(dynamic)
    for (size_t block = 0; block < all->block_count; block++)
        if (!status && go_on(all))
            status = make_block(&w, block);
    if (status)
        keep_failure(all, status);
    close_worker(&w);
}

/* The blocks become one row. */
static cm_status take_union(cm_features *out, worker *w)
{
    buffering *const all = w->all;
    cm_status status = cm_features_add_row(out);

    for (size_t block = 0; block < all->block_count && !status; block++)
        if (all->made[block]) {
            GEOSGeometry *const made = all->made[block];
            all->made[block] = NULL;
            status = keep(w, made);
        }
    if (!status && w->count > 0)
        status = unite_from(w, 0);
    if (!status && w->count > 0)
        status = cm__geos_add_polygons(out, &w->geos, w->parts[0]);
    return status;
}

static cm_status take_rows(cm_features *out, worker *w)
{
    cm_status status = CM_OK;

    for (size_t row = 0; row < w->all->block_count && !status; row++) {
        status = cm_features_add_row(out);
        if (!status && w->all->made[row])
            status = cm__geos_add_polygons(out, &w->geos, w->all->made[row]);
    }
    return status;
}

static cm_status run(cm_features *out, worker *w)
{
    buffering *const all = w->all;
    const int threads = all->job->threads > 0 ? all->job->threads : omp_get_max_threads();

#pragma omp parallel num_threads(threads)
    work(all);
    if (all->status)
        return cm__fail(all->status, "%s", all->sentence);
    if (!go_on(all))
        return cm__fail(CM_ERR_STOPPED, "the buffer was stopped");
    return all->job->dissolve ? take_union(out, w) : take_rows(out, w);
}

cm_status cm__geos_buffer(cm_features *out, const cm__buffer_job *job)
{
    const size_t rows = job->features->table.row_count;
    buffering all = {.job = job, .block_rows = job->dissolve ? BLOCK : 1};
    worker w = {.all = &all};
    cm_status status = open_worker(&w);

    all.block_count = (rows + all.block_rows - 1) / all.block_rows;
    if (!status)
        status = cm__array_grow(&all.made, all.block_count + 1, sizeof(GEOSGeometry *));
    if (status)
        goto done;
    memset(all.made, 0, all.block_count * sizeof(GEOSGeometry *));
    status = run(out, &w);
done:
    for (size_t block = 0; all.made && block < all.block_count; block++)
        if (all.made[block])
            GEOSGeom_destroy_r(w.geos.handle, all.made[block]);
    cm__array_free(&all.made);
    close_worker(&w);
    return status;
}
