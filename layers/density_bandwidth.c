/* density_bandwidth.c - bandwidths that follow from the points: by rule, or by cross-validation. */
#include "geo/base_error.h"
#include "layers/density_check.h"
#include "layers/density_polynomial.h"
#include "layers/density_validate.h"
#include <clustermap/density.h>
#include <math.h>
#include <string.h>

#define COUNT_MIN 1.000001 /* points of equal weight: one alone has no deviation */

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

static cm_status check_rule(const cm_points *points, cm_bandwidth_rule rule)
{
    if ((unsigned)rule >= CM_BANDWIDTH_RULE_COUNT)
        return cm__fail(CM_ERR_DOMAIN, "there is no bandwidth rule %d", (int)rule);
    return cm__density_check_points(points);
}

/* From 1/128 of a spread to 4 of it: the curve of cross-validation may have several valleys. */
static cm_bandwidth_report range_of(const spread *of)
{
    const double sd = sqrt(0.5 * (of->sd_x * of->sd_x + of->sd_y * of->sd_y));
    const double spread_m = sd * pow(of->count, -1.0 / 6);

    return (cm_bandwidth_report){.low_m = spread_m / 128, .high_m = spread_m * 4};
}

cm_status cm_bandwidth_select(double *out_sd_m, const cm_points *points, cm_bandwidth_rule rule,
                              const cm_bandwidth_options *options, cm_bandwidth_report *report)
{
    static const cm_bandwidth_options defaults = CM_BANDWIDTH_OPTIONS_INIT;
    cm_bandwidth_report found = {.places = 0};
    spread of = {0};
    cm_status status = check_rule(points, rule);

    if (!status)
        status = get_spread(&of, points);
    if (status)
        return status;
    if (rule == CM_BANDWIDTH_LSCV || rule == CM_BANDWIDTH_LIKELIHOOD) {
        found = range_of(&of);
        status = cm__validate(out_sd_m, points, rule, options ? options : &defaults, &found);
    } else if (of.sd_x == 0 || of.sd_y == 0) {
        status = cm__fail(CM_ERR_DOMAIN, "all places lie on one line: the rule gives no bandwidth");
    } else {
        *out_sd_m = sqrt(of.sd_x * of.sd_y) * pow(of.count, -1.0 / 6);
    }
    if (report)
        *report = found;
    return status;
}
