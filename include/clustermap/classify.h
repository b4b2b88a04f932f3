/* classify.h - class limits for values: where one colour ends and the next begins. */
#ifndef CLUSTERMAP_CLASSIFY_H
#define CLUSTERMAP_CLASSIFY_H

#include <clustermap/status.h>
#include <stddef.h>

typedef enum cm_classify_method {
    CM_CLASSIFY_QUANTILE, /* equal counts; R's type 7 quantiles */
    CM_CLASSIFY_EQUAL,    /* equal widths */
    CM_CLASSIFY_JENKS,    /* least squares within classes, exact (Fisher 1958) */
    CM_CLASSIFY_HEADTAIL, /* mean of what lies above, repeatedly (Jiang 2013); count is a maximum */
    CM_CLASSIFY_PRETTY,   /* round numbers 1, 2, 5 x 10^n; about count classes */
    CM_CLASSIFY_METHOD_COUNT
} cm_classify_method;

/* The method's name as in --method, such as "jenks"; NULL for CM_CLASSIFY_METHOD_COUNT. */
const char *cm_classify_method_name(cm_classify_method method);
/* The method of that name, or CM_CLASSIFY_METHOD_COUNT. name may be NULL. */
cm_classify_method cm_classify_method_find(const char *name);

#define CM_CLASSES_MAX 32

/* The limits of classes, ascending without repetition: class i is limits[i] <= v < limits[i + 1],
 * the last one closed above. Values that are all equal make one class whose limits are both that
 * value. */
typedef struct cm_class_limits {
    double limits[CM_CLASSES_MAX + 1];
    size_t class_count; /* may be fewer than asked for, if values repeat */
} cm_class_limits;

/* Works out the limits of about class_count classes. The first and last limit are the least and
 * the greatest value, of pretty classes the round numbers round them. Jenks' limits lie midway
 * between the values on either side.
 *
 * values        value_count numbers in any order; those that are not finite are passed over
 * class_count   2..CM_CLASSES_MAX
 * Returns CM_OK, CM_ERR_DOMAIN (no finite value, or class_count out of range), CM_ERR_NOMEM.
 * Cost: O(n log n); Jenks also O(class_count * d log d) for d distinct values, and where these are
 * over 4000000 it takes as many quantiles in their stead. */
CM_MUST_CHECK cm_status cm_classify(cm_class_limits *out, const double *values, size_t value_count,
                                    cm_classify_method method, size_t class_count);

/* The class of a value, or CM_ABSENT (see table.h) below the first, above the last limit, or NaN.
 */
size_t cm_classify_find(const cm_class_limits *limits, double value);

#endif
