/* density_masses.c - how much of a kernel lies inside a window, about many places. */
#include "layers/density_masses.h"

#include "geo/base_error.h"
#include "layers/density_border.h"
#include "layers/density_mass.h"
#include <math.h>
#include <omp.h>

enum { CHUNK = 64, MANY = 2000 };
#define MASS_SMALL 1e-2 /* the lattice's error is of 1: below, the mass is integrated */

typedef struct survey {
    double *out;
    const cm_points *places;
    const cm_window *window;
    const cm_density_options *options;
    const double *bandwidths_m; /* NULL: one for all */
    cm_grid_shape shape;
    cm__border border; /* empty: every place is integrated */
    size_t done;
    bool stopped;
} survey;

static double get_mass(const survey *s, size_t i)
{
    const cm_point place = {s->places->x[i], s->places->y[i]};
    const double bandwidth = s->bandwidths_m ? s->bandwidths_m[i] : s->options->bandwidth_m;
    const double mass = s->border.rows > 0 ? cm__border_at(&s->border, place) : 0;

    return mass >= MASS_SMALL ? mass
                              : cm__mass_get(s->window, s->options->kernel, bandwidth, place);
}

/* Only the caller's own thread talks to the caller. */
static bool tell(survey *s, size_t more)
{
    const cm_progress *const progress = &s->options->progress;
    size_t done;
    bool stopped;

#pragma omp atomic capture
    done = s->done += more;
#pragma omp atomic read
    stopped = s->stopped;
    if (stopped || omp_get_thread_num() != 0 || !progress->step ||
        progress->step(progress->context, (double)done / (double)s->places->count))
        return !stopped;
#pragma omp atomic write
    s->stopped = true;
    return false;
}

/* A lattice over all places, whose cells are its spacings. */
static cm_status make_border(survey *s)
{
    const double sd_m = s->options->bandwidth_m, spacing_m = sd_m / 2;
    cm_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    cm_status status;

    if (s->bandwidths_m || s->options->kernel != CM_KERNEL_GAUSSIAN || s->places->count < MANY)
        return CM_OK;
    for (size_t i = 0; i < s->places->count; i++) {
        box.x_min = fmin(box.x_min, s->places->x[i]);
        box.y_min = fmin(box.y_min, s->places->y[i]);
        box.x_max = fmax(box.x_max, s->places->x[i]);
        box.y_max = fmax(box.y_max, s->places->y[i]);
    }
    if (!((box.x_max - box.x_min) * (box.y_max - box.y_min) <
          1e7 * spacing_m * spacing_m)) /* not worth it, and may not be countable */
        return CM_OK;
    status = cm_grid_shape_cover(&s->shape, &box, spacing_m);
    if (status || cm__border_rows(&s->shape, sd_m) < s->shape.rows)
        return CM_OK;
    const cm__border ask = {.shape = &s->shape, .row = 0, .rows = s->shape.rows, .sd_m = sd_m};
    status = cm__border_create(&s->border, s->window, omp_get_max_threads(), &ask);
    if (!status)
        cm__border_open(&s->border);
    return status;
}

cm_status cm__masses_get(double *out, const cm_points *places, const cm_window *window,
                         const cm_density_options *options, const double *bandwidths_m)
{
    const int threads = options->threads > 0 ? options->threads : omp_get_max_threads();
    survey s = {.out = out,
                .places = places,
                .window = window,
                .options = options,
                .bandwidths_m = bandwidths_m};
    const cm_status status = make_border(&s);

    if (status)
        return status;
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
    for (size_t begin = 0; begin < places->count; begin += CHUNK) {
        const size_t end = places->count - begin < CHUNK ? places->count : begin + CHUNK;
        if (!tell(&s, 0))
            continue;
        for (size_t i = begin; i < end; i++)
            out[i] = get_mass(&s, i);
        tell(&s, end - begin);
    }
    cm__border_clear(&s.border);
    return s.stopped ? cm__fail(CM_ERR_STOPPED, "the density was stopped") : CM_OK;
}
