/* density_pairs.c - the distances between all pairs of places, in fine classes. */
#include "layers/density_pairs.h"
#include "geo/base_memory.h"
#include "layers/density_kernel.h"
#include <string.h>

/* A class is a 256th of an octave: what the second order of its expansion leaves is 1e-9 of it, and
 * of either sign. */
enum { CLASS_BITS = 8, SHIFT = 52 - CLASS_BITS, SHARES = 16, STRETCH = 256 };

static uint64_t head_of(double square)
{
    uint64_t bits;

    memcpy(&bits, &square, sizeof bits);
    return bits >> SHIFT;
}

static double value_of(uint64_t head)
{
    const uint64_t bits = head << SHIFT;
    double value;

    memcpy(&value, &bits, sizeof value);
    return value;
}

static double middle_of(const cm__pairs *pairs, size_t i)
{
    const uint64_t head = pairs->base + i;

    return i == 0 ? 0 : 0.5 * (value_of(head) + value_of(head + 1));
}

static size_t find_class(const cm__pairs *pairs, double square)
{
    const uint64_t head = head_of(square);

    return head <= pairs->base ? 0 : (size_t)(head - pairs->base);
}

/* The pairs of one place with some of those after it. The squares come first, so that they can be
 * computed several at a time. */
static void add_stretch(cm__pairs *to, const cm__places *places, size_t i, cm__span with)
{
    const double x = places->x[i], y = places->y[i], weight = places->weight[i];
    const size_t count = with.end - with.begin;
    double squares[STRETCH];

    for (size_t k = 0; k < count; k++) {
        const double dx = places->x[with.begin + k] - x, dy = places->y[with.begin + k] - y;
        squares[k] = dx * dx + dy * dy;
    }
    for (size_t k = 0; k < count; k++) {
        const size_t at = find_class(to, squares[k]);
        if (at >= to->count)
            continue;
        const double mass = weight * places->weight[with.begin + k];
        const double rest = squares[k] - middle_of(to, at);
        cm__pair_class *const into = &to->classes[at];
        into->mass += mass;
        into->first += mass * rest;
        into->second += mass * rest * rest;
    }
}

/* Every SHARES-th place has its pairs in a table of its own, which are added in order: so sums do
 * not depend on the threads. */
static void count_share(cm__pairs *to, const cm__places *places, size_t share, double far)
{
    for (size_t i = share; i < places->count; i += SHARES) {
        for (size_t k = i + 1; k < places->count; k += STRETCH) {
            const size_t end = places->count - k < STRETCH ? places->count : k + STRETCH;
            if (places->x[k] - places->x[i] > far)
                break;
            add_stretch(to, places, i, (cm__span){k, end});
        }
    }
}

static void add_shares(cm__pairs *all)
{
    for (size_t share = 1; share < SHARES; share++)
        for (size_t i = 0; i < all->count; i++) {
            const cm__pair_class *const from = &all->classes[share * all->count + i];
            all->classes[i].mass += from->mass;
            all->classes[i].first += from->first;
            all->classes[i].second += from->second;
        }
}

cm_status cm__pairs_count(cm__pairs *out, const cm__places *places, double near, double far)
{
    cm__pairs all = {.base = head_of(near * near)};
    cm_status status;

    all.count = (size_t)(head_of(far * far) - all.base) + 1;
    status = cm__array_grow(&all.classes, all.count * SHARES, sizeof *all.classes);
    if (status)
        return status;
    memset(all.classes, 0, all.count * SHARES * sizeof *all.classes);
#pragma omp parallel for schedule(dynamic, 1)
    for (size_t share = 0; share < SHARES; share++) {
        cm__pairs own = {all.classes + share * all.count, all.count, all.base};
        count_share(&own, places, share, far);
    }
    add_shares(&all);
    *out = all;
    return CM_OK;
}

double cm__pairs_sum(const cm__pairs *pairs, double rate)
{
    double sum = 0;

    for (size_t i = 0; i < pairs->count; i++) {
        const cm__pair_class *const of = &pairs->classes[i];
        const double about = of->mass - rate * (of->first - 0.5 * rate * of->second);
        sum += cm__exp_negative(-rate * middle_of(pairs, i)) * about;
    }
    return sum;
}

void cm__pairs_clear(cm__pairs *pairs)
{
    cm__array_free(&pairs->classes);
    *pairs = (cm__pairs){0};
}
