/* density_bandwidth.c - bandwidths that follow from the points: by rule, or by cross-validation. */
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "layers/density_check.h"
#include "layers/density_kernel.h"
#include "layers/density_pairs.h"
#include "layers/density_polynomial.h"
#include "layers/density_sort.h"
#include <clustermap/density.h>
#include <math.h>
#include <string.h>

/* Cross-validation looks from 1/128 of a spread to 4 of it, four steps an octave, since its curve
 * may have several valleys; the lowest is then narrowed down by golden sections. */
enum {
    LSCV_PLACES_MAX = 200000,
    LIKELIHOOD_PLACES_MAX = 20000,
    STEPS_AN_OCTAVE = 4,
    OCTAVES_BELOW = 7,
    OCTAVES_ABOVE = 2,
    STEPS = STEPS_AN_OCTAVE * (OCTAVES_BELOW + OCTAVES_ABOVE) + 1,
    SECTIONS = 16
};
#define LN2 0.69314718055994530942
#define PI 3.14159265358979323846
#define GOLDEN 0.38196601125010515180
#define COUNT_MIN 1.000001    /* points of equal weight: one alone has no deviation */
#define LSCV_NEAR 1e-3        /* deviations: pairs nearer than it make one class */
#define LSCV_REACH 12.5       /* deviations: exp(-12.5^2 / 4) = 1e-17 */
#define LIKELIHOOD_REACH 37.4 /* deviations: exp(-37.4^2 / 2) is the last that is not 0 */

static const char *const rule_names[CM_BANDWIDTH_RULE_COUNT] = {"scott", "silverman", "lscv",
                                                                "likelihood"};

const char *cm_bandwidth_rule_name(cm_bandwidth_rule rule)
{
    return rule_names[rule];
}

cm_bandwidth_rule cm_bandwidth_rule_find(const char *name)
{
    int i = 0;

    while (i < CM_BANDWIDTH_RULE_COUNT && strcmp(rule_names[i], name) != 0)
        i++;
    return (cm_bandwidth_rule)i;
}

typedef struct spread {
    double sd_x, sd_y; /* deviations, with n - 1 */
    double count;      /* (sum w)^2 / sum w^2: the number of points where all weigh the same */
} spread;

static double weight_of(const cm_points *points, size_t i)
{
    return points->weight ? points->weight[i] : 1;
}

/* The heaviest point, whose place is as good an origin as any; weights are taken relative to it. */
static size_t find_heaviest(const cm_points *points)
{
    size_t heaviest = 0;

    for (size_t i = 1; i < points->count; i++)
        if (weight_of(points, i) > weight_of(points, heaviest))
            heaviest = i;
    return heaviest;
}

static bool varies(const cm_points *points, const double *values, size_t origin)
{
    for (size_t i = 0; i < points->count; i++)
        if (values[i] != values[origin] && weight_of(points, i) > 0)
            return true;
    return false;
}

/* Exactly 0 where all are equal, which rounding of the mean would hide. */
static double get_deviation(const cm_points *points, const double *values, size_t origin,
                            double count)
{
    double sum = 0, sum_lost = 0, squares = 0, squares_lost = 0, weight = 0;

    if (!varies(points, values, origin))
        return 0;
    for (size_t i = 0; i < points->count; i++) {
        const double share = weight_of(points, i) / weight_of(points, origin);
        cm__sum_add(&sum, &sum_lost, share * (values[i] - values[origin]));
        weight += share;
    }
    const double mean = (sum + sum_lost) / weight;
    for (size_t i = 0; i < points->count; i++) {
        const double deviation = (values[i] - values[origin]) - mean;
        const double share = weight_of(points, i) / weight_of(points, origin);
        cm__sum_add(&squares, &squares_lost, share * (deviation * deviation));
    }
    return sqrt((squares + squares_lost) / weight * (count / (count - 1)));
}

static cm_status get_spread(spread *out, const cm_points *points)
{
    const size_t origin = points->count > 0 ? find_heaviest(points) : 0;
    double weight = 0, squares = 0;

    if (points->count == 0 ||
        (!varies(points, points->x, origin) && !varies(points, points->y, origin)))
        return cm__fail(CM_ERR_DOMAIN, "a bandwidth cannot be found from fewer than two places");
    for (size_t i = 0; i < points->count; i++) {
        const double share = weight_of(points, i) / weight_of(points, origin);
        weight += share;
        squares += share * share;
    }
    out->count = weight * weight / squares;
    if (!(out->count >= COUNT_MIN))
        return cm__fail(CM_ERR_DOMAIN, "a bandwidth cannot be found: one place has all the weight");
    out->sd_x = get_deviation(points, points->x, origin, out->count);
    out->sd_y = get_deviation(points, points->y, origin, out->count);
    return CM_OK;
}

/* Distinct places in the order of x, weights relative to the heaviest: what a place lacks for being
 * left out is its whole weight, so that several members in one building do not pull to 0. */
typedef struct sample {
    cm__places places;
    cm__pairs pairs;        /* of least squares only */
    double weight, squares; /* sums of weights and of their squares */
    double *parts;          /* of a sum, one for each place */
} sample;

static cm_status sort_sample(sample *out, const cm_points *points, size_t most)
{
    const double heaviest = weight_of(points, find_heaviest(points));
    const cm__frame frame = {.unit = 1,
                             .reach = {-INFINITY, -INFINITY, INFINITY, INFINITY},
                             .block_width = INFINITY,
                             .bucket_height = INFINITY};
    cm__places *const places = &out->places;
    size_t kept = 0;
    cm_status status = cm__places_sort(places, points, &frame);

    if (status)
        return status;
    for (size_t i = 0; i < places->count; i++) {
        const double share = places->weight[i] / heaviest;
        if (share == 0)
            continue;
        places->x[kept] = places->x[i];
        places->y[kept] = places->y[i];
        places->weight[kept++] = share;
        out->weight += share;
        out->squares += share * share;
    }
    places->count = kept;
    if (kept > most)
        return cm__fail(CM_ERR_LIMIT,
                        "cross-validation of %zu places: over %zu it takes too long; scott takes "
                        "any number",
                        kept, most);
    return cm__array_grow(&out->parts, kept, sizeof *out->parts);
}

static double square_of_distance(const cm__places *places, size_t i, size_t j)
{
    const double dx = places->x[j] - places->x[i], dy = places->y[j] - places->y[i];

    return dx * dx + dy * dy;
}

static double sum_parts(const sample *s)
{
    double sum = 0, lost = 0;

    for (size_t i = 0; i < s->places.count; i++)
        cm__sum_add(&sum, &lost, s->parts[i]);
    return sum + lost;
}

/* Integral of the squared density less twice its mean at the places, each left out in turn. */
static double get_lscv(sample *s, double h)
{
    const double other = s->weight * s->weight - s->squares;
    const double wide = s->squares + 2 * cm__pairs_sum(&s->pairs, 0.25 / (h * h));
    const double narrow = 2 * cm__pairs_sum(&s->pairs, 0.5 / (h * h));

    return (wide / (4 * s->weight * s->weight) - narrow / other) / (PI * h * h);
}

static double add_neighbours(const cm__places *places, size_t i, double h, bool to_the_right)
{
    double sum = 0;

    for (size_t k = 1; to_the_right ? i + k < places->count : k <= i; k++) {
        const size_t j = to_the_right ? i + k : i - k;
        if (fabs(places->x[j] - places->x[i]) > LIKELIHOOD_REACH * h)
            break;
        sum += places->weight[j] *
               cm__exp_negative(-0.5 * (square_of_distance(places, i, j) / (h * h)));
    }
    return sum;
}

/* The mean of the log of the density at each place without itself, with the sign turned: what is
 * looked for is the lowest. */
static double get_unlikelihood(sample *s, double h)
{
    const cm__places *const places = &s->places;

#pragma omp parallel for schedule(dynamic, 64)
    for (size_t i = 0; i < places->count; i++) {
        const double sum = add_neighbours(places, i, h, false) + add_neighbours(places, i, h, true);
        const double density = sum / (2 * PI * h * h * (s->weight - places->weight[i]));
        s->parts[i] = -places->weight[i] / s->weight * log(density);
    }
    return sum_parts(s);
}

typedef double (*criterion)(sample *s, double h);

/* Three points of a curve over ln h, the middle one the lowest. */
typedef struct valley {
    double t[3], value[3];
} valley;

/* A place without neighbours gives an infinity, and the sum of it is not a number. */
static bool is_lower(double value, double than)
{
    return !isnan(value) && !(than <= value);
}

static void section(valley *v, sample *s, criterion get)
{
    const bool right = v->t[2] - v->t[1] > v->t[1] - v->t[0];
    const int end = right ? 2 : 0;
    const double t = v->t[1] + GOLDEN * (v->t[end] - v->t[1]), value = get(s, exp(t));

    if (is_lower(value, v->value[1])) {
        v->t[2 - end] = v->t[1];
        v->value[2 - end] = v->value[1];
        v->t[1] = t;
        v->value[1] = value;
    } else {
        v->t[end] = t;
        v->value[end] = value;
    }
}

/* The vertex of the parabola through the three, once they are close. */
static double get_vertex(const valley *v)
{
    const double left = v->t[1] - v->t[0], right = v->t[2] - v->t[1];
    const double fall = (v->value[0] - v->value[1]) / left;
    const double rise = (v->value[2] - v->value[1]) / right;
    const double vertex = v->t[1] + 0.5 * (fall * right - rise * left) / (fall + rise);

    return vertex > v->t[0] && vertex < v->t[2] ? vertex : v->t[1];
}

static cm_status find_lowest(double *out_h, sample *s, criterion get, double spread_m)
{
    double t[STEPS], value[STEPS];
    int lowest = 0;
    valley v;

    for (int i = 0; i < STEPS; i++) {
        t[i] = log(spread_m) + LN2 * ((double)i / STEPS_AN_OCTAVE - OCTAVES_BELOW);
        value[i] = get(s, exp(t[i]));
        lowest = is_lower(value[i], value[lowest]) ? i : lowest;
    }
    if (lowest == 0 || lowest == STEPS - 1)
        return cm__fail(CM_ERR_DOMAIN, "cross-validation has no optimum within %g..%g m", exp(t[0]),
                        exp(t[STEPS - 1]));
    memcpy(v.t, t + lowest - 1, sizeof v.t);
    memcpy(v.value, value + lowest - 1, sizeof v.value);
    for (int i = 0; i < SECTIONS; i++)
        section(&v, s, get);
    *out_h = exp(get_vertex(&v));
    return CM_OK;
}

static cm_status cross_validate(double *out_h, const cm_points *points, const spread *of,
                                cm_bandwidth_rule rule)
{
    const bool by_pairs = rule == CM_BANDWIDTH_LSCV;
    const double sd = sqrt(0.5 * (of->sd_x * of->sd_x + of->sd_y * of->sd_y));
    const double spread_m = sd * pow(of->count, -1.0 / 6);
    const double least = spread_m / (1 << OCTAVES_BELOW), most = spread_m * (1 << OCTAVES_ABOVE);
    sample s = {0};
    cm_status status = sort_sample(&s, points, by_pairs ? LSCV_PLACES_MAX : LIKELIHOOD_PLACES_MAX);

    if (!status && by_pairs)
        status = cm__pairs_count(&s.pairs, &s.places, LSCV_NEAR * least, LSCV_REACH * most);
    if (!status)
        status = find_lowest(out_h, &s, by_pairs ? get_lscv : get_unlikelihood, spread_m);
    cm__pairs_clear(&s.pairs);
    cm__array_free(&s.parts);
    cm__places_clear(&s.places);
    return status;
}

static cm_status check_rule(const cm_points *points, cm_bandwidth_rule rule)
{
    if ((unsigned)rule >= CM_BANDWIDTH_RULE_COUNT)
        return cm__fail(CM_ERR_DOMAIN, "there is no bandwidth rule %d", (int)rule);
    return cm__density_check_points(points);
}

cm_status cm_bandwidth_select(double *out_sd_m, const cm_points *points, cm_bandwidth_rule rule)
{
    spread of = {0};
    cm_status status = check_rule(points, rule);

    if (!status)
        status = get_spread(&of, points);
    if (status)
        return status;
    if (rule == CM_BANDWIDTH_LSCV || rule == CM_BANDWIDTH_LIKELIHOOD)
        return cross_validate(out_sd_m, points, &of, rule);
    if (of.sd_x == 0 || of.sd_y == 0)
        return cm__fail(CM_ERR_DOMAIN, "all places lie on one line: the rule gives no bandwidth");
    *out_sd_m = sqrt(of.sd_x * of.sd_y) * pow(of.count, -1.0 / 6);
    return CM_OK;
}
