/* density_survey.c - surveys points: their box, their weights, what is within reach. */
#include "layers/density_vector.h"

#include "layers/density_survey.h"
#include <math.h>
#include <omp.h>

enum { POINTS_A_THREAD = 16384 };
enum {
    BITS = 61,
    UNIT_MIN = -960
}; /* of a sum; and the least power of 2 whose parts are numbers */

cm__tally cm__tally_start(double most, size_t count)
{
    const int count_bits = ilogb((double)count + 1) + 1;
    const int wanted = (most > 0 ? ilogb(most) + 1 : 0) + count_bits - BITS;
    const int unit = wanted > UNIT_MIN ? wanted : UNIT_MIN, part = unit + count_bits - BITS;

    return (cm__tally){.unit = ldexp(1, unit),
                       .part = ldexp(1, part),
                       .per_unit = ldexp(1, -unit),
                       .per_part = ldexp(1, -part)};
}

void cm__tally_merge(cm__tally *tally, const cm__tally *other)
{
    tally->high += other->high;
    tally->low += other->low;
}

/* Two halves, so that each is a double without rounding. */
double cm__tally_get(const cm__tally *tally)
{
    const int64_t half = (int64_t)1 << 31, upper = tally->high / half, lower = tally->high % half;

    return (double)upper * ((double)half * tally->unit) +
           ((double)lower * tally->unit + (double)tally->low * tally->part);
}

int cm__points_threads(size_t count, int threads)
{
    const size_t most = count / POINTS_A_THREAD + 1;

    return threads < 1 ? 1 : (size_t)threads < most ? threads : (int)most;
}

cm__span cm__points_part(size_t count, size_t i, size_t parts)
{
    return (cm__span){count / parts * i, i + 1 < parts ? count / parts * (i + 1) : count};
}

CM__EVERY_MACHINE static cm__survey survey_part(const cm_points *points, const cm__frame *frame,
                                                cm__span part)
{
    cm__survey s = {.box = {INFINITY, INFINITY, -INFINITY, -INFINITY}};
    cm_box *const box = &s.box;

    for (size_t i = part.begin; i < part.end; i++) {
        const double x = cm__frame_x(frame, points->x[i]), y = cm__frame_y(frame, points->y[i]);
        if (points->weight && points->weight[i] > s.heaviest)
            s.heaviest = points->weight[i];
        if (!cm__frame_reaches(frame, x, y))
            continue;
        box->x_min = x < box->x_min ? x : box->x_min;
        box->y_min = y < box->y_min ? y : box->y_min;
        box->x_max = x > box->x_max ? x : box->x_max;
        box->y_max = y > box->y_max ? y : box->y_max;
        s.count++;
    }
    return s;
}

static void join(cm__survey *out, const cm__survey *part)
{
    cm_box *const box = &out->box;

    out->count += part->count;
    out->heaviest = fmax(out->heaviest, part->heaviest);
    box->x_min = fmin(box->x_min, part->box.x_min);
    box->y_min = fmin(box->y_min, part->box.y_min);
    box->x_max = fmax(box->x_max, part->box.x_max);
    box->y_max = fmax(box->y_max, part->box.y_max);
}

static double sum_weights(const cm_points *points, double heaviest, int threads)
{
    const cm__tally none = cm__tally_start(heaviest, points->count);
    cm__tally sum = none;

#pragma omp parallel num_threads(threads)
    {
        const size_t i = (size_t)omp_get_thread_num(), parts = (size_t)omp_get_num_threads();
        const cm__span part = cm__points_part(points->count, i, parts);
        cm__tally own = none;
        for (size_t k = part.begin; k < part.end; k++)
            cm__tally_add(&own, points->weight[k]);
#pragma omp critical(cm_survey)
        cm__tally_merge(&sum, &own);
    }
    return cm__tally_get(&sum);
}

void cm__points_survey(cm__survey *out, const cm_points *points, const cm__frame *frame,
                       int threads)
{
    const int crew = cm__points_threads(points->count, threads);
    cm__survey all = {.box = {INFINITY, INFINITY, -INFINITY, -INFINITY}};

#pragma omp parallel num_threads(crew)
    {
        const size_t i = (size_t)omp_get_thread_num(), parts = (size_t)omp_get_num_threads();
        const cm__survey part =
            survey_part(points, frame, cm__points_part(points->count, i, parts));
#pragma omp critical(cm_survey)
        join(&all, &part);
    }
    if (all.count == 0)
        all.box = (cm_box){0};
    all.weight_sum = (double)points->count;
    if (points->weight)
        all.weight_sum = sum_weights(points, all.heaviest, crew);
    else
        all.heaviest = points->count > 0 ? 1 : 0;
    *out = all;
}
