/* density_at.c - density at places instead of cells: a direct sum over the points in reach. */
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "layers/density_check.h"
#include "layers/density_kernel.h"
#include "layers/density_polynomial.h"
#include "layers/density_sort.h"
#include <clustermap/density.h>
#include <math.h>
#include <omp.h>
#include <string.h>

enum { CHUNK = 16 }; /* places that a thread takes at a time */

typedef struct survey {
    const cm_points *asked;
    const cm_density_options *options;
    cm__places places;
    double reach, peak;
    double *values;
    size_t next, done;
    bool stopped;
} survey;

static void add_span(double *sum, double *lost, const survey *s, cm__span span, cm_point at)
{
    const double h2 = s->options->bandwidth_m * s->options->bandwidth_m;

    for (size_t i = span.begin; i < span.end; i++) {
        const double dx = s->places.x[i] - at.x, dy = s->places.y[i] - at.y;
        const double shape = cm__kernel_shape(s->options->kernel, dx * dx + dy * dy, h2);
        cm__sum_add(sum, lost, s->places.weight[i] * shape);
    }
}

static double get_value(const survey *s, cm_point at)
{
    const cm__span blocks = cm__places_find_blocks(&s->places, at.x - s->reach, at.x + s->reach);
    const cm__span buckets = cm__places_find_buckets(&s->places, at.y - s->reach, at.y + s->reach);
    double sum = 0, lost = 0;

    for (size_t block = blocks.begin; block < blocks.end; block++)
        add_span(&sum, &lost, s, cm__places_get_span(&s->places, block, buckets), at);
    return (sum + lost) * s->peak;
}

static bool take_chunk(survey *s, size_t *begin)
{
    bool stopped;

#pragma omp atomic read
    stopped = s->stopped;
#pragma omp atomic capture
    {
        *begin = s->next;
        s->next += CHUNK;
    }
    return !stopped && *begin < s->asked->count;
}

/* Only the caller's own thread talks to the caller. */
static void tell(survey *s)
{
    const cm_progress *const progress = &s->options->progress;
    size_t done;

    if (omp_get_thread_num() != 0 || !progress->step)
        return;
#pragma omp atomic read
    done = s->done;
    if (progress->step(progress->context, (double)done / (double)s->asked->count))
        return;
#pragma omp atomic write
    s->stopped = true;
}

static void work(survey *s)
{
    const size_t count = s->asked->count;
    size_t begin;

    tell(s);
    while (take_chunk(s, &begin)) {
        const size_t end = count - begin < CHUNK ? count : begin + CHUNK;
        for (size_t i = begin; i < end; i++)
            s->values[i] = get_value(s, (cm_point){s->asked->x[i], s->asked->y[i]});
#pragma omp atomic update
        s->done += end - begin;
        tell(s);
    }
}

static cm_status sort_places(survey *s, const cm_points *points)
{
    const cm__frame frame = {.unit = 1,
                             .reach = {-INFINITY, -INFINITY, INFINITY, INFINITY},
                             .block_width = s->reach,
                             .bucket_height = 0.25 * s->reach};
    const int threads = s->options->threads > 0 ? s->options->threads : omp_get_max_threads();

    return cm__places_sort_by(&s->places, points, &frame, threads, &s->options->progress);
}

static cm_status run(survey *s)
{
    const int wanted = s->options->threads > 0 ? s->options->threads : omp_get_max_threads();
    const size_t chunks = (s->asked->count + CHUNK - 1) / CHUNK;
    const int threads = chunks < (size_t)wanted ? (int)chunks : wanted;

#pragma omp parallel num_threads(threads)
    work(s);
    return s->stopped ? cm__fail(CM_ERR_STOPPED, "the density was stopped") : CM_OK;
}

cm_status cm_density_at(double *out, const cm_points *places, const cm_points *points,
                        const cm_density_options *options)
{
    survey s = {.asked = places, .options = options};
    cm_status status = cm__density_check(points, options);

    if (!status)
        status = cm__density_check_places(places);
    if (status || places->count == 0)
        return status;
    s.reach = options->bandwidth_m * cm__kernel_reach(options->kernel);
    s.peak = cm__density_peak(options);
    status = sort_places(&s, points);
    if (!status)
        status = cm__array_grow(&s.values, places->count, sizeof *s.values);
    if (!status)
        status = run(&s);
    if (!status)
        memcpy(out, s.values, places->count * sizeof *out);
    cm__array_free(&s.values);
    cm__places_clear(&s.places);
    return status;
}
