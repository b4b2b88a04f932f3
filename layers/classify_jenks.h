/* classify_jenks.h - the classes with the least squares about their means. */
#ifndef CM_CLASSIFY_JENKS_H
#define CM_CLASSIFY_JENKS_H

#include <clustermap/status.h>
#include <stddef.h>

/* Parts ascending values into at most class_count runs so that the squares of the distances from
 * each run's mean have the least sum.
 *
 * first         receives the place in values where each class begins, class_count of them at most;
 *               equal values are never parted
 * found         receives how many classes there are: fewer only if there are fewer distinct values
 * values        ascending and finite, at least one
 * Returns CM_OK or CM_ERR_NOMEM. Cost: O(class_count * d log d) for d distinct values. */
CM_MUST_CHECK cm_status cm__jenks_part(size_t *first, size_t *found, const double *values,
                                       size_t count, size_t class_count);

#endif
