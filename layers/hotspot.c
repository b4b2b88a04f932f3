/* hotspot.c - Gi* of places, and how sure it is. */
#include <clustermap/hotspot.h>

#include "geo/base_error.h"
#include "geo/base_memory.h"
#include <math.h>
#include <stdlib.h>

/* Places in square bins as wide as the band, so that only nine of them are looked through. */
typedef struct bins {
    cm_point corner;
    double side;
    size_t columns, rows;
    size_t *first; /* of each bin in `places`, and one more */
    size_t *places;
} bins;

static size_t bin_along(double at, double from, double side, size_t count)
{
    const double bin = floor((at - from) / side);

    return bin < (double)count ? (size_t)bin : count - 1;
}

static size_t bin_of(const bins *in, const cm_points *places, size_t i)
{
    return bin_along(places->y[i], in->corner.y, in->side, in->rows) * in->columns +
           bin_along(places->x[i], in->corner.x, in->side, in->columns);
}

/* Bins are wider than the band where the places lie so far apart that there would be more bins than
 * places. */
static void measure_bins(bins *out, const cm_points *places, double band_m)
{
    cm_box box = {places->x[0], places->y[0], places->x[0], places->y[0]};

    for (size_t i = 1; i < places->count; i++)
        box = (cm_box){fmin(box.x_min, places->x[i]), fmin(box.y_min, places->y[i]),
                       fmax(box.x_max, places->x[i]), fmax(box.y_max, places->y[i])};
    const double width = box.x_max - box.x_min, height = box.y_max - box.y_min;
    const double most = 2 * sqrt((double)places->count) + 1;
    out->corner = (cm_point){box.x_min, box.y_min};
    out->side =
        fmax(band_m, fmax(width, height) / most) * (1 + 1e-9); /* not two bins off by rounding */
    out->columns = (size_t)(width / out->side) + 1;
    out->rows = (size_t)(height / out->side) + 1;
}

/* Sorts the places by their bins, within a bin in their own order. */
static cm_status fill_bins(bins *out, const cm_points *places)
{
    const size_t count = out->columns * out->rows;
    cm_status status = cm__array_grow(&out->first, count + 2, sizeof *out->first);

    if (!status)
        status = cm__array_grow(&out->places, places->count, sizeof *out->places);
    if (status)
        return status;
    for (size_t i = 0; i < count + 2; i++)
        out->first[i] = 0;
    for (size_t i = 0; i < places->count; i++)
        out->first[bin_of(out, places, i) + 2]++;
    for (size_t i = 2; i < count + 2; i++)
        out->first[i] += out->first[i - 1];
    for (size_t i = 0; i < places->count; i++)
        out->places[out->first[bin_of(out, places, i) + 1]++] = i;
    return CM_OK;
}

/* The values within the band of a place, and how many they are. */
typedef struct local {
    double sum, lost;
    size_t count;
} local;

/* Compensated (Kahan 1965), so that a million cells lose nothing. */
static void add_value(local *to, double value)
{
    const double term = value - to->lost, next = to->sum + term;

    to->lost = (next - to->sum) - term;
    to->sum = next;
    to->count++;
}

static local look_round(const bins *in, const cm_points *places, size_t i, double band_m)
{
    const size_t column = bin_along(places->x[i], in->corner.x, in->side, in->columns);
    const size_t row = bin_along(places->y[i], in->corner.y, in->side, in->rows);
    local found = {0, 0, 0};

    for (size_t r = row > 0 ? row - 1 : 0; r <= row + 1 && r < in->rows; r++)
        for (size_t c = column > 0 ? column - 1 : 0; c <= column + 1 && c < in->columns; c++)
            for (size_t k = in->first[r * in->columns + c]; k < in->first[r * in->columns + c + 1];
                 k++) {
                const size_t j = in->places[k];
                const double dx = places->x[j] - places->x[i], dy = places->y[j] - places->y[i];
                if (dx * dx + dy * dy <= band_m * band_m)
                    add_value(&found, places->weight[j]);
            }
    return found;
}

/* Mean and standard deviation of the population, in two passes. */
static void measure_values(double *mean, double *deviation, const cm_points *places)
{
    const double count = (double)places->count;
    local sum = {0, 0, 0}, squares = {0, 0, 0};

    for (size_t i = 0; i < places->count; i++)
        add_value(&sum, places->weight[i]);
    *mean = sum.sum / count;
    for (size_t i = 0; i < places->count; i++)
        add_value(&squares, (places->weight[i] - *mean) * (places->weight[i] - *mean));
    *deviation = sqrt(squares.sum / count);
}

static bool are_same(const cm_points *places)
{
    for (size_t i = 1; i < places->count; i++)
        if (places->weight[i] < places->weight[0] || places->weight[i] > places->weight[0])
            return false;
    return true;
}

static cm_status check(const cm_points *places, double band_m)
{
    if (!(band_m > 0 && band_m <= 1e9))
        return cm__fail(CM_ERR_DOMAIN, "a band of %g m is not within 0..1e9", band_m);
    if (places->count < 2 || !places->weight)
        return cm__fail(CM_ERR_DOMAIN, "hot spots need two places with values at least");
    if (are_same(places))
        return cm__fail(CM_ERR_DOMAIN, "all %zu values are %g: there are no hot spots among them",
                        places->count, places->weight[0]);
    return CM_OK;
}

cm_status cm_hotspot_scores(double *out, const cm_points *places, double band_m)
{
    bins near = {.first = NULL};
    double mean = 0, deviation = 0;
    cm_status status = check(places, band_m);

    if (status)
        return status;
    measure_bins(&near, places, band_m);
    status = fill_bins(&near, places);
    if (status)
        goto done;
    measure_values(&mean, &deviation, places);
    for (size_t i = 0; i < places->count; i++) {
        const local found = look_round(&near, places, i, band_m);
        const double n = (double)places->count, w = (double)found.count;
        const double spread = deviation * sqrt((n * w - w * w) / (n - 1));
        out[i] = found.count < places->count ? (found.sum - mean * w) / spread : NAN;
    }
done:
    cm__array_free(&near.places);
    cm__array_free(&near.first);
    return status;
}

double cm_hotspot_chance(double z)
{
    return erfc(fabs(z) / sqrt(2));
}

typedef struct question {
    double chance;
    size_t place;
} question;

/* Ties by place, so that sorting gives one order everywhere. */
static int by_chance(const void *a, const void *b)
{
    const question *const p = a, *const q = b;

    if (p->chance < q->chance || p->chance > q->chance)
        return p->chance < q->chance ? -1 : 1;
    return (p->place > q->place) - (p->place < q->place);
}

cm_status cm_hotspot_adjust(double *chances, size_t count)
{
    question *questions = NULL;
    size_t asked = 0;
    double least = 1;
    const cm_status status = cm__array_grow(&questions, count + 1, sizeof *questions);

    if (status)
        return status;
    for (size_t i = 0; i < count; i++)
        if (!isnan(chances[i]))
            questions[asked++] = (question){chances[i], i};
    qsort(questions, asked, sizeof *questions, by_chance);
    for (size_t rank = asked; rank > 0; rank--) {
        least = fmin(least, questions[rank - 1].chance * (double)asked / (double)rank);
        chances[questions[rank - 1].place] = least;
    }
    cm__array_free(&questions);
    return CM_OK;
}

int cm_hotspot_class(double z, double chance)
{
    const int sure = chance < 0.01 ? 3 : chance < 0.05 ? 2 : chance < 0.1 ? 1 : 0;

    return z < 0 ? -sure : sure;
}
