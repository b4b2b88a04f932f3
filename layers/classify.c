/* classify.c - class limits for values. */
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "layers/classify_jenks.h"
#include <assert.h>
#include <clustermap/classify.h>
#include <clustermap/table.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define JENKS_MAX 4000000

/* A head that is no minority ends head/tail breaks; Jiang's share. */
#define HEAD_SHARE 0.4

static const char *const method_names[CM_CLASSIFY_METHOD_COUNT] = {
    [CM_CLASSIFY_QUANTILE] = "quantile", [CM_CLASSIFY_EQUAL] = "equal",
    [CM_CLASSIFY_JENKS] = "jenks",       [CM_CLASSIFY_HEADTAIL] = "headtail",
    [CM_CLASSIFY_PRETTY] = "pretty",
};

const char *cm_classify_method_name(cm_classify_method method)
{
    return method < CM_CLASSIFY_METHOD_COUNT ? method_names[method] : NULL;
}

cm_classify_method cm_classify_method_find(const char *name)
{
    int method = 0;

    while (name && method < CM_CLASSIFY_METHOD_COUNT && strcmp(method_names[method], name) != 0)
        method++;
    return name ? (cm_classify_method)method : CM_CLASSIFY_METHOD_COUNT;
}

static int compare(const void *left, const void *right)
{
    double a, b;

    memcpy(&a, left, sizeof a);
    memcpy(&b, right, sizeof b);
    return (a > b) - (a < b);
}

static cm_status gather(double **out, size_t *out_count, const double *values, size_t value_count)
{
    double *sorted = NULL;
    size_t count = 0;
    cm_status status;

    for (size_t i = 0; i < value_count; i++)
        count += isfinite(values[i]) != 0;
    if (count == 0)
        return cm__fail(CM_ERR_DOMAIN, "there is no finite value to classify");
    status = cm__array_grow(&sorted, count, sizeof *sorted);
    if (status)
        return status;
    count = 0;
    for (size_t i = 0; i < value_count; i++)
        if (isfinite(values[i]))
            sorted[count++] = values[i];
    qsort(sorted, count, sizeof *sorted, compare);
    *out = sorted;
    *out_count = count;
    return CM_OK;
}

/* Adds a limit if it is above the last. */
static void add_limit(cm_class_limits *classes, size_t *limit_count, double limit)
{
    if (*limit_count == 0 || limit > classes->limits[*limit_count - 1])
        classes->limits[(*limit_count)++] = limit;
    classes->class_count = *limit_count - 1;
}

/* From low to high in share of their distance; no overflow, and exact at both ends. */
static double between(double low, double high, double share)
{
    return (1 - share) * low + share * high;
}

static void find_quantiles(cm_class_limits *out, const double *sorted, size_t count, size_t classes)
{
    size_t limits = 0;

    for (size_t i = 0; i <= classes; i++) {
        const size_t at = (count - 1) * i / classes, rest = (count - 1) * i % classes;
        const size_t next = rest > 0 ? at + 1 : at;
        add_limit(out, &limits, between(sorted[at], sorted[next], (double)rest / (double)classes));
    }
}

static void find_equal(cm_class_limits *out, const double *sorted, size_t count, size_t classes)
{
    size_t limits = 0;

    for (size_t i = 0; i <= classes; i++)
        add_limit(out, &limits, between(sorted[0], sorted[count - 1], (double)i / (double)classes));
}

static double find_mean(const double *values, size_t count)
{
    double mean = 0, lost = 0;

    for (size_t i = 0; i < count; i++) { /* Kahan's sum; shares, so that it cannot overflow */
        const double part = values[i] / (double)count - lost, sum = mean + part;
        lost = (sum - mean) - part;
        mean = sum;
    }
    return mean;
}

static void find_head_tail(cm_class_limits *out, const double *sorted, size_t count, size_t classes)
{
    size_t limits = 0, head = 0;

    add_limit(out, &limits, sorted[0]);
    while (limits < classes) {
        const size_t size = count - head;
        const double mean = find_mean(sorted + head, size);
        if (mean < sorted[count - 1])
            add_limit(out, &limits, mean);
        while (head < count && !(sorted[head] > mean))
            head++;
        if (count - head <= 1 || (double)(count - head) > HEAD_SHARE * (double)size)
            break;
    }
    add_limit(out, &limits, sorted[count - 1]);
}

/* The width nearest to rough among 1, 2, 5 x 10^n, as mantissa and power. The bounds are those at
 * which R's pretty changes over. */
static void find_width(int *mantissa, int *power, double rough)
{
    *power = (int)floor(log10(rough));
    const double digit = rough / pow(10, *power);

    *mantissa = digit > 7 ? 10 : digit > 2.8 ? 5 : digit > 1.4 ? 2 : 1;
    if (*mantissa == 10) {
        *mantissa = 1;
        ++*power;
    }
}

/* times * mantissa * 10^power, rounded once: 3 x 0.1 is to be 0.3. */
static double round_number(double times, int mantissa, int power)
{
    return power < 0 ? times * mantissa / pow(10, -power) : times * mantissa * pow(10, power);
}

/* Whether the round numbers can be told apart and counted in doubles. */
static bool can_be_pretty(double low, double high, double rough)
{
    return rough > 1e-290 && rough < 1e290 && fmax(-low, high) / rough < 1e14;
}

static void find_pretty(cm_class_limits *out, const double *sorted, size_t count, size_t classes)
{
    const double low = sorted[0], high = sorted[count - 1];
    double rough = high / (double)classes - low / (double)classes, first, last;
    int mantissa, power;
    size_t limits = 0;

    if (!can_be_pretty(low, high, rough)) {
        find_equal(out, sorted, count, classes);
        return;
    }
    for (;; rough *= 1.3) { /* too many classes: the next rounder width */
        find_width(&mantissa, &power, rough);
        const double width = round_number(1, mantissa, power);
        first = floor(low / width + 1e-9);
        last = ceil(high / width - 1e-9);
        if (last - first <= CM_CLASSES_MAX)
            break;
    }
    for (double i = first; i <= last; i++)
        add_limit(out, &limits, round_number(i, mantissa, power));
    /* 0.1 + 0.2 is a little over 0.3: no reason for one more class, but it must lie in one */
    out->limits[0] = fmin(out->limits[0], low);
    out->limits[limits - 1] = fmax(out->limits[limits - 1], high);
}

/* Thins ascending values in place to so many quantiles, ends included. */
static size_t thin(double *sorted, size_t count, size_t most)
{
    const double step = (double)(count - 1) / (double)(most - 1);
    size_t distinct = 1;

    for (size_t i = 1; i < count; i++)
        distinct += sorted[i] > sorted[i - 1];
    if (distinct <= most)
        return count;
    for (size_t i = 1; i + 1 < most; i++)
        sorted[i] = sorted[(size_t)((double)i * step)];
    sorted[most - 1] = sorted[count - 1];
    return most;
}

static cm_status find_jenks(cm_class_limits *out, double *sorted, size_t count, size_t classes)
{
    const size_t kept = thin(sorted, count, JENKS_MAX);
    size_t first[CM_CLASSES_MAX], found, limits = 0;
    const cm_status status = cm__jenks_part(first, &found, sorted, kept, classes);

    if (status)
        return status;
    add_limit(out, &limits, sorted[0]);
    for (size_t i = 1; i < found; i++) {
        const double below = sorted[first[i] - 1], above = sorted[first[i]];
        const double middle = between(below, above, 0.5);
        add_limit(out, &limits, middle > below ? middle : above);
    }
    add_limit(out, &limits, sorted[kept - 1]);
    return CM_OK;
}

static cm_status find_limits(cm_class_limits *out, double *sorted, size_t count,
                             cm_classify_method method, size_t classes)
{
    assert(method < CM_CLASSIFY_METHOD_COUNT);
    switch (method) {
    case CM_CLASSIFY_QUANTILE: find_quantiles(out, sorted, count, classes); break;
    case CM_CLASSIFY_EQUAL: find_equal(out, sorted, count, classes); break;
    case CM_CLASSIFY_HEADTAIL: find_head_tail(out, sorted, count, classes); break;
    case CM_CLASSIFY_PRETTY: find_pretty(out, sorted, count, classes); break;
    case CM_CLASSIFY_JENKS: return find_jenks(out, sorted, count, classes);
    case CM_CLASSIFY_METHOD_COUNT: break; /* refused before */
    }
    return CM_OK;
}

cm_status cm_classify(cm_class_limits *out, const double *values, size_t value_count,
                      cm_classify_method method, size_t class_count)
{
    cm_class_limits classes = {.class_count = 0};
    double *sorted = NULL;
    size_t count = 0;
    cm_status status;

    if (!(class_count >= 2 && class_count <= CM_CLASSES_MAX))
        return cm__fail(CM_ERR_DOMAIN, "%zu classes are not within 2..%d", class_count,
                        CM_CLASSES_MAX);
    status = gather(&sorted, &count, values, value_count);
    if (status)
        return status;
    if (sorted[0] < sorted[count - 1])
        status = find_limits(&classes, sorted, count, method, class_count);
    else
        classes = (cm_class_limits){{sorted[0], sorted[0]}, 1};
    cm__array_free(&sorted);
    if (!status)
        *out = classes;
    return status;
}

size_t cm_classify_find(const cm_class_limits *limits, double value)
{
    const double *const limit = limits->limits;
    size_t last = limits->class_count;

    if (last == 0 || !(value >= limit[0] && value <= limit[last]))
        return CM_ABSENT;
    while (last > 1 && value < limit[last - 1])
        last--;
    return last - 1;
}
