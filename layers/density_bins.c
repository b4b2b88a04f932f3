/* density_bins.c - surveys points, and puts them into bins of a periodic grid. */
#include "layers/density_vector.h"

#include "geo/base_memory.h"
#include "layers/density_bins.h"
#include <omp.h>
#include <string.h>

enum {
    POINTS_A_BIN = 1024,
    BINS_MAX = 4096, /* more would not be open at once */
    HEIGHT_MIN = 4,  /* cells: a spline's */
    POINTS_A_THREAD = 16384
};
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

static int choose_threads(size_t count, int threads)
{
    const size_t most = count / POINTS_A_THREAD + 1;

    return threads < 1 ? 1 : (size_t)threads < most ? threads : (int)most;
}

static cm__span get_part(size_t count, size_t i, size_t parts)
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
        const cm__span part = get_part(points->count, i, parts);
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
    const int crew = choose_threads(points->count, threads);
    cm__survey all = {.box = {INFINITY, INFINITY, -INFINITY, -INFINITY}};

#pragma omp parallel num_threads(crew)
    {
        const size_t i = (size_t)omp_get_thread_num(), parts = (size_t)omp_get_num_threads();
        const cm__survey part = survey_part(points, frame, get_part(points->count, i, parts));
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

void cm__bins_clear(cm__bins *bins)
{
    cm__array_free(&bins->weight);
    cm__array_free(&bins->at);
    cm__array_free(&bins->kept);
    cm__array_free(&bins->first);
    *bins = (cm__bins){0};
}

/* The last row of bins must be high enough too, for what a spline adds below it not to go round the
 * edge and on into the second. */
static bool is_apart(size_t rows, size_t height)
{
    const size_t down = (rows + height - 1) / height;

    return down % 2 == 0 && rows - (down - 1) * height >= HEIGHT_MIN;
}

static void lay_out(cm__bins *bins, size_t count)
{
    const double cells = (double)bins->columns * (double)bins->rows;
    const double wanted = fmin(fmax((double)count / POINTS_A_BIN, 1), BINS_MAX / 2);
    const size_t side = (size_t)ceil(sqrt(cells / wanted));

    bins->height = side > HEIGHT_MIN ? side : HEIGHT_MIN;
    while (bins->height < bins->rows && !is_apart(bins->rows, bins->height))
        bins->height++;
    bins->width = (size_t)ceil(cells / wanted / (double)bins->height);
    bins->down = (bins->rows + bins->height - 1) / bins->height;
    /* No more than there may be, whatever the grid's proportions. */
    while ((bins->columns + bins->width - 1) / bins->width * bins->down > BINS_MAX)
        bins->width *= 2;
    bins->across = (bins->columns + bins->width - 1) / bins->width;
}

/* What the threads fill the bins from. */
typedef struct filling {
    cm__bins *bins;
    const cm_points *points;
    const cm__frame *frame;
    size_t count, *next; /* bins; for each part and bin, where the next point goes */
    uint16_t *bin;       /* of each point */
} filling;

CM__INLINE size_t find_bin(const filling *f, size_t i)
{
    const cm__bins *const bins = f->bins;
    const double x = cm__frame_x(f->frame, f->points->x[i]);
    const double y = cm__frame_y(f->frame, f->points->y[i]);

    if (!cm__frame_reaches(f->frame, x, y))
        return f->count - 1;
    return (uint32_t)cm__bins_begin(y, bins->rows) / (uint32_t)bins->height * bins->across +
           (uint32_t)cm__bins_begin(x, bins->columns) / (uint32_t)bins->width;
}

CM__EVERY_MACHINE static void count_part(const filling *f, size_t *counts, cm__span part)
{
    memset(counts, 0, f->count * sizeof *counts);
    for (size_t i = part.begin; i < part.end; i++) {
        const size_t bin = find_bin(f, i);
        f->bin[i] = (uint16_t)bin;
        counts[bin]++;
    }
}

/* Counts become where each part's share of each bin begins. */
static void add_up(const filling *f, size_t parts)
{
    size_t begin = 0;

    for (size_t bin = 0; bin < f->count; bin++) {
        f->bins->first[bin] = begin;
        for (size_t part = 0; part < parts; part++) {
            size_t *const next = f->next + part * f->count + bin;
            const size_t count = *next;
            *next = begin;
            begin += count;
        }
        f->bins->kept[bin] = begin - f->bins->first[bin];
    }
    f->bins->first[f->count] = begin;
}

static void move_part(const filling *f, size_t *next, cm__span part)
{
    const cm_points *const points = f->points;

    for (size_t i = part.begin; i < part.end; i++) {
        const size_t to = next[f->bin[i]]++;
        f->bins->at[to] = (cm_point){points->x[i], points->y[i]};
        if (points->weight)
            f->bins->weight[to] = points->weight[i];
    }
}

static void fill(const filling *f, int threads)
{
#pragma omp parallel num_threads(threads)
    {
        const size_t i = (size_t)omp_get_thread_num(), parts = (size_t)omp_get_num_threads();
        const cm__span part = get_part(f->points->count, i, parts);
        count_part(f, f->next + i * f->count, part);
#pragma omp barrier
#pragma omp single
        add_up(f, parts);
        move_part(f, f->next + i * f->count, part);
    }
}

cm_status cm__bins_fill(cm__bins *out, const size_t size[2], const cm_points *points,
                        const cm__frame *frame, int threads)
{
    const int crew = choose_threads(points->count, threads);
    const size_t room = points->count > 0 ? points->count : 1;
    cm__bins bins = {.columns = size[0], .rows = size[1]};
    filling f = {.bins = &bins, .points = points, .frame = frame};
    cm_status status;

    lay_out(&bins, points->count);
    f.count = bins.across * bins.down + 1;
    status = cm__array_grow(&bins.first, f.count + 1, sizeof *bins.first);
    if (!status)
        status = cm__array_grow(&bins.kept, f.count, sizeof *bins.kept);
    if (!status)
        status = cm__array_grow(&bins.at, room, sizeof *bins.at);
    if (!status && points->weight)
        status = cm__array_grow(&bins.weight, room, sizeof *bins.weight);
    if (!status)
        status = cm__array_grow(&f.bin, room, sizeof *f.bin);
    if (!status)
        status = cm__array_grow(&f.next, f.count * (size_t)crew, sizeof *f.next);
    if (status)
        goto done;
    fill(&f, crew);
    *out = bins;
    bins = (cm__bins){0};
done:
    cm__array_free(&f.next);
    cm__array_free(&f.bin);
    cm__bins_clear(&bins);
    return status;
}
