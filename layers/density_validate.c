/* density_validate.c - a bandwidth by cross-validation: the lowest point of a curve over it. */
#include "layers/density_validate.h"

#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "layers/density_left_out.h"
#include "layers/density_polynomial.h"
#include <math.h>
#include <omp.h>
#include <string.h>

/* The curve is looked at four steps an octave, since it may have several valleys. About the lowest
 * step a polynomial through five points of it tells where the valley's floor is. */
enum {
    STEPS_AN_OCTAVE = 4,
    STEPS_MAX = 64,
    SECTIONS = 3,
    FITS_MAX = 6,
    /* for progress; a least-squares criterion needs two sums */
    SUMS_EXPECTED = 60
};
#define LN2 0.69314718055994530942
#define PI 3.14159265358979323846
#define GOLDEN 0.38196601125010515180
#define FIT_STEP 0.03 /* of ln h: what degree 4 leaves moves the floor by 1e-7 */

/* Sums over the places. */
typedef struct trial {
    cm_bandwidth_rule rule;
    cm__crowd crowd;
    cm__left_out left_out;
    double squares; /* the sum of squared weights */
    double *logs;   /* of the sum at each place, itself left out */
    size_t evaluations;
    cm_status status; /* the first that failed: from then on all values are NaN */
} trial;

static bool sum_left_out(trial *of, double h)
{
    if (!of->status)
        of->status = cm__left_out_sum(of->logs, &of->left_out, h);
    return !of->status;
}

/* The sum of w_i w_j exp(-d^2 / 2 h^2) over all pairs, each taken both ways. */
static double get_pairs(trial *of, double h)
{
    double sum = 0, lost = 0;

    if (!sum_left_out(of, h))
        return NAN;
    for (size_t i = 0; i < of->crowd.count; i++)
        cm__sum_add(&sum, &lost, of->crowd.weight[i] * exp(of->logs[i]));
    return sum + lost;
}

/* Integral of the squared density less twice its mean at the places, each left out in turn; from
 * the pairs' sums for h and for h sqrt 2. */
static double get_least_squares(const trial *of, double h, double narrow, double wide)
{
    const double mass2 = of->crowd.weight_sum * of->crowd.weight_sum, other = mass2 - of->squares;

    return ((of->squares + wide) / (4 * mass2) - narrow / other) / (PI * h * h);
}

/* The mean of the log of the density at each place without itself, with the sign turned: what is
 * looked for is the lowest. */
static double get_unlikelihood(trial *of, double h)
{
    const cm__crowd *const crowd = &of->crowd;
    double sum = 0, lost = 0;

    if (!sum_left_out(of, h))
        return NAN;
    for (size_t i = 0; i < crowd->count; i++) {
        const double rest = crowd->weight_sum - crowd->weight[i];
        const double log_density = of->logs[i] - log(2 * PI * h * h * rest);
        cm__sum_add(&sum, &lost, -crowd->weight[i] / crowd->weight_sum * log_density);
    }
    return sum + lost;
}

static double get_value(trial *of, double t)
{
    const double h = exp(t);

    of->evaluations++;
    if (of->rule == CM_BANDWIDTH_LIKELIHOOD)
        return get_unlikelihood(of, h);
    const double narrow = get_pairs(of, h);
    return get_least_squares(of, h, narrow, get_pairs(of, h * sqrt(2)));
}

/* The values at all steps: sqrt 2 is two of them, so that a sum serves two values. */
static void get_curve(double *values, trial *of, double t, int steps)
{
    double pairs[STEPS_MAX + 2];

    of->evaluations += (size_t)steps;
    for (int i = 0; i < steps + 2; i++) {
        const double h = exp(t + LN2 * i / STEPS_AN_OCTAVE);
        if (of->rule == CM_BANDWIDTH_LSCV)
            pairs[i] = get_pairs(of, h);
        else if (i < steps)
            values[i] = get_unlikelihood(of, h);
    }
    for (int i = 0; i < steps && of->rule == CM_BANDWIDTH_LSCV; i++)
        values[i] = get_least_squares(of, exp(t + LN2 * i / STEPS_AN_OCTAVE), pairs[i],
                                      pairs[i + STEPS_AN_OCTAVE / 2]);
}

/* Three points of a curve over ln h, the middle one the lowest. */
typedef struct valley {
    double t[3], value[3];
} valley;

static void section(valley *v, trial *of)
{
    const bool right = v->t[2] - v->t[1] > v->t[1] - v->t[0];
    const int end = right ? 2 : 0;
    const double t = v->t[1] + GOLDEN * (v->t[end] - v->t[1]), value = get_value(of, t);

    if (value < v->value[1]) {
        v->t[2 - end] = v->t[1];
        v->value[2 - end] = v->value[1];
        v->t[1] = t;
        v->value[1] = value;
    } else {
        v->t[end] = t;
        v->value[end] = value;
    }
}

/* Where the polynomial through five values at -2 .. 2 has its lowest point, by Newton's iteration
 * for the zero of its slope; the lowest value itself where it is not within. */
static double find_floor(const double f[5])
{
    const double a = (f[0] - f[4] + 8 * (f[3] - f[1])) / 12;
    const double b = (16 * (f[1] + f[3]) - f[0] - f[4] - 30 * f[2]) / 24;
    const double c = (f[4] - f[0] + 2 * (f[1] - f[3])) / 12;
    const double d = (f[0] + f[4] - 4 * (f[1] + f[3]) + 6 * f[2]) / 24;
    int lowest = 0;
    double u = 0;

    for (int i = 1; i < 5; i++)
        lowest = f[i] < f[lowest] ? i : lowest;
    for (int i = 0; i < 20; i++) {
        const double bend = 2 * b + u * (6 * c + u * 12 * d);
        u -= bend > 0 ? (a + u * (2 * b + u * (3 * c + u * 4 * d))) / bend : 0;
        if (!(bend > 0 && fabs(u) <= 2))
            return lowest - 2;
    }
    return u;
}

/* Fits until the floor is in the middle of what is fitted. */
static double fit(trial *of, double t)
{
    for (int i = 0; i < FITS_MAX; i++) {
        double values[5];
        for (int k = 0; k < 5; k++)
            values[k] = get_value(of, t + FIT_STEP * (k - 2));
        const double u = find_floor(values);
        t += FIT_STEP * u;
        if (fabs(u) <= 1)
            break;
    }
    return t;
}

static cm_status fail_at_end(const cm_bandwidth_report *report, bool is_low, cm_bandwidth_rule rule)
{
    return cm__fail(
        CM_ERR_DOMAIN,
        "%s has no optimum within %.6g..%.6g m: its search stopped at the %s end; scott "
        "takes any places, or give a length",
        cm_bandwidth_rule_name(rule), report->low_m, report->high_m, is_low ? "lower" : "upper");
}

static cm_status find_lowest(double *out_h, trial *of, cm_bandwidth_report *report)
{
    const double first = log(report->low_m);
    const double octaves = log(report->high_m / report->low_m) / LN2;
    const int steps = (int)fmin(rint(octaves * STEPS_AN_OCTAVE) + 1, STEPS_MAX);
    double values[STEPS_MAX];
    int lowest = 0;
    valley v;

    get_curve(values, of, first, steps);
    for (int i = 1; i < steps; i++)
        lowest = values[i] < values[lowest] ? i : lowest;
    report->is_at_end = lowest == 0 || lowest == steps - 1;
    if (of->status || report->is_at_end)
        return of->status ? of->status : fail_at_end(report, lowest == 0, of->rule);
    for (int i = 0; i < 3; i++) {
        v.t[i] = first + LN2 * (lowest - 1 + i) / STEPS_AN_OCTAVE;
        v.value[i] = values[lowest - 1 + i];
    }
    for (int i = 0; i < SECTIONS; i++)
        section(&v, of);
    const double h = exp(fit(of, v.t[1]));
    if (!of->status)
        *out_h = h;
    return of->status;
}

/* Places of which there are at least two. */
static cm_status prepare(trial *of, const cm_points *points, const cm_bandwidth_options *options)
{
    const int threads = options->threads > 0 ? options->threads : omp_get_max_threads();
    cm_status status = cm__crowd_create(&of->crowd, points, threads, &options->progress);

    if (status)
        return status;
    for (size_t i = 0; i < of->crowd.count; i++)
        of->squares += of->crowd.weight[i] * of->crowd.weight[i];
    of->left_out.progress = options->progress;
    of->left_out.share = 1.0 / SUMS_EXPECTED;
    status = cm__left_out_create(&of->left_out, &of->crowd, options->threads);
    if (!status)
        status = cm__array_grow(&of->logs, of->crowd.count, sizeof *of->logs);
    return status;
}

cm_status cm__validate(double *out_sd_m, const cm_points *points, cm_bandwidth_rule rule,
                       const cm_bandwidth_options *options, cm_bandwidth_report *report)
{
    trial of = {.rule = rule};
    cm_status status = prepare(&of, points, options);

    report->places = of.crowd.count;
    if (!status)
        status = find_lowest(out_sd_m, &of, report);
    report->evaluations = of.evaluations;
    cm__array_free(&of.logs);
    cm__left_out_clear(&of.left_out);
    cm__crowd_clear(&of.crowd);
    return status;
}
