/* point_order.h - an order of points in which neighbours mostly follow each other. */
#ifndef CM_POINT_ORDER_H
#define CM_POINT_ORDER_H

#include <clustermap/status.h>
#include <stddef.h>
#include <stdint.h>

/* Orders points along Morton's curve over their box, so that what is read for one is still at hand
 * for the next. Only speed depends on it.
 *
 * out     receives the numbers 0..count-1; room for count
 * keys    room for 2 * count, of the caller's, overwritten
 * x, y    finite
 * Cost: O(count). */
void cm__point_order(uint32_t *out, uint32_t *keys, const double *x, const double *y, size_t count);

#endif
