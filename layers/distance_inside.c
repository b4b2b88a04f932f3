/* distance_inside.c - the cells whose centres lie inside polygons. */
#include "geo/base_memory.h"
#include "layers/distance_job.h"
#include <math.h>
#include <stdlib.h>

enum { BAND = 128 }; /* rows of cells that one thread works out */

/* Where a border crosses the line through the centres of a row of cells. */
typedef struct crossing {
    size_t row;
    double x;
    int turn; /* 1 if it goes up, -1 down */
} crossing;

typedef struct scratch {
    crossing *crossings;
    size_t count, capacity;
} scratch;

/* An edge, in the parts' lengths: y to the south. */
typedef struct edge {
    double ax, ay, bx, by;
} edge;

static edge get_edge(const cm__distance_job *job, size_t i)
{
    const cm_features *const f = job->features;
    const double west = job->shape->x_min, north = job->shape->y_max;

    return (edge){f->x[i] - west, north - f->y[i], f->x[i + 1] - west, north - f->y[i + 1]};
}

/* The first row whose centres do not lie north of y, within begin..end. */
static size_t row_from(const cm__distance_job *job, double y, size_t begin, size_t end)
{
    const double guess = ceil(y / job->shape->cell_m - 0.5) - 1;
    size_t row = guess > (double)end ? end : guess > (double)begin ? (size_t)guess : begin;

    while (row < end && cm__distance_centre(job, row) < y)
        row++;
    return row;
}

/* Each row for which one end lies north of its centres and the other does not: so a vertex on a
 * line counts once. */
static cm_status cross(scratch *own, const cm__distance_job *job, const edge *of, size_t begin,
                       size_t end)
{
    const double north = fmin(of->ay, of->by), south = fmax(of->ay, of->by);
    cm_status status = CM_OK;

    for (size_t row = row_from(job, north, begin, end); row < end && !status; row++) {
        const double y = cm__distance_centre(job, row);
        if (y >= south)
            break;
        status =
            cm__array_reserve(&own->crossings, own->count, &own->capacity, sizeof *own->crossings);
        if (status)
            break;
        const double share = (y - of->ay) / (of->by - of->ay);
        own->crossings[own->count++] =
            (crossing){row, of->ax + share * (of->bx - of->ax), of->by < of->ay ? 1 : -1};
    }
    return status;
}

static cm_status cross_ring(scratch *own, const cm__distance_job *job, size_t part, size_t begin,
                            size_t end)
{
    const double north = cm__distance_centre(job, begin);
    const double south = cm__distance_centre(job, end - 1);
    const size_t *const first = job->features->first_vertex;
    cm_status status = CM_OK;

    for (size_t i = first[part]; i + 1 < first[part + 1] && !status; i++) {
        const edge of = get_edge(job, i);
        if ((of.ay <= south || of.by <= south) && (of.ay >= north || of.by >= north))
            status = cross(own, job, &of, begin, end);
    }
    return status;
}

static int compare(const void *a, const void *b)
{
    const crossing *const p = a, *const q = b;

    if (p->row != q->row)
        return p->row < q->row ? -1 : 1;
    return (p->x > q->x) - (p->x < q->x);
}

/* Cells of a row whose centres lie from one crossing to another. */
static void fill(const cm__distance_job *job, const crossing *from, const crossing *to,
                 int32_t feature)
{
    const double cell = job->shape->cell_m, last = (double)job->shape->columns;
    const double begin = fmin(fmax(ceil(from->x / cell - 0.5), 0), last);
    const double end = fmin(fmax(floor(to->x / cell - 0.5) + 1, 0), last);
    const size_t row = from->row * job->shape->columns;

    for (size_t i = row + (size_t)begin; i < row + (size_t)end; i++) {
        if (job->rows && (job->values[i] != 0 || job->rows[i] > feature))
            job->rows[i] = feature;
        job->values[i] = 0;
    }
}

static void fill_all(const cm__distance_job *job, scratch *own, int32_t feature)
{
    const crossing *const all = own->crossings;
    int winding = 0;

    if (own->count == 0)
        return;
    qsort(own->crossings, own->count, sizeof *own->crossings, compare);
    for (size_t i = 0; i + 1 < own->count; i++) {
        winding = i > 0 && all[i - 1].row != all[i].row ? all[i].turn : winding + all[i].turn;
        if (winding != 0 && all[i + 1].row == all[i].row)
            fill(job, &all[i], &all[i + 1], feature);
    }
}

static cm_status run(const cm__distance_job *job, size_t i, void *scratch_of)
{
    const cm_features *const features = job->features;
    const size_t begin = i * BAND, after = begin + BAND;
    const size_t end = after < job->shape->rows ? after : job->shape->rows;
    scratch *const own = scratch_of;
    cm_status status = CM_OK;

    for (size_t row = 0; row < features->table.row_count && !status; row++) {
        own->count = 0;
        for (size_t part = features->first_part[row];
             part < features->first_part[row + 1] && !status; part++)
            status = cross_ring(own, job, part, begin, end);
        if (!status)
            fill_all(job, own, (int32_t)(row + 1));
    }
    return status;
}

static void clear(void *own)
{
    cm__array_free(&((scratch *)own)->crossings);
}

cm_status cm__distance_inside(const cm__distance_job *job, const cm_distance_options *options)
{
    const cm__distance_task task = {
        (job->shape->rows + BAND - 1) / BAND, sizeof(scratch), run, clear, 0.9, 1};

    return cm__distance_share(&task, job, options);
}
