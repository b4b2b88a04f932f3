/* density_survey.h - what must be known of points before anything is done with them, by all
 * threads.
 *
 * Sums are of whole numbers of a unit that is small enough, and so depend neither on the number of
 * threads nor on the order of the points. */
#ifndef CM_DENSITY_SURVEY_H
#define CM_DENSITY_SURVEY_H

#include "layers/density_frame.h"
#include <clustermap/points.h>
#include <stddef.h>
#include <stdint.h>

/* What is known of points before anything is done with them. */
typedef struct cm__survey {
    size_t count;      /* within reach */
    cm_box box;        /* of those, in units; all 0 if there is none */
    double weight_sum; /* in all */
    double heaviest;   /* of all */
} cm__survey;

void cm__points_survey(cm__survey *out, const cm_points *points, const cm__frame *frame,
                       int threads);

/* A sum of numbers from 0 to most in any order: to 2^-100 of the whole and better. */
typedef struct cm__tally {
    int64_t high, low;
    double unit, part;         /* of high, and of low: powers of 2 */
    double per_unit, per_part; /* 1 / unit, and 1 / part */
} cm__tally;

cm__tally cm__tally_start(double most, size_t count);
/* A value is a whole number of units and a rest, each exact. */
static inline void cm__tally_add(cm__tally *tally, double value)
{
    const int64_t whole = (int64_t)(value * tally->per_unit);

    tally->high += whole;
    tally->low += (int64_t)((value - (double)whole * tally->unit) * tally->per_part);
}

void cm__tally_merge(cm__tally *tally, const cm__tally *other);
double cm__tally_get(const cm__tally *tally);

/* How many threads so many points are worth, of those that may be had; and the points of one. */
int cm__points_threads(size_t count, int threads);
cm__span cm__points_part(size_t count, size_t i, size_t parts);

#endif
