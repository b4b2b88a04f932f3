/* exact_sign.h - on which side, and in which circle: signs that are never wrong.
 *
 * For coordinates that are 0 or within 1e-30..1e12 in size, so that no product of four under- or
 * overflows. Most calls cost a dozen operations; only where rounding could turn the sign are all
 * digits worked out (Shewchuk 1997, Adaptive precision floating-point arithmetic). */
#ifndef CM_EXACT_SIGN_H
#define CM_EXACT_SIGN_H

#include <clustermap/place.h>

/* Positive if a, b, c turn counter-clockwise, negative if clockwise, 0 if they lie on one line. */
double cm__side_sign(cm_point a, cm_point b, cm_point c);

/* Positive if d lies within the circle through the corners a, b, c, which turn counter-clockwise,
 * negative if outside, 0 if on it. */
double cm__circle_sign(const cm_point corners[3], cm_point d);

#endif
