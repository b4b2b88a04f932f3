/* colour_sense.h - how far apart two colours look, to readers with and without all cones. */
#ifndef CM_COLOUR_SENSE_H
#define CM_COLOUR_SENSE_H

#include <clustermap/style.h>

/* Who or what looks: severity 1 of each, as the matrices of Machado, Oliveira and Fernandes (A
 * Physiologically-based Model for Simulation of Color Vision Deficiency, 2009) have it; and a
 * copier that knows only light and dark. */
typedef enum cm__sight {
    CM__SIGHT_FULL,
    CM__SIGHT_NO_RED,   /* protanopia */
    CM__SIGHT_NO_GREEN, /* deuteranopia */
    CM__SIGHT_GREY,
    CM__SIGHT_COUNT
} cm__sight;

/* The sRGB colour that looks to all as this one looks to some. Its alpha stays. */
cm_colour cm__colour_seen(cm_colour colour, cm__sight sight);

/* What is seen of a colour over an opaque one. */
cm_colour cm__colour_over(cm_colour over, cm_colour under);

/* WCAG's contrast of two opaque colours, 1..21. */
double cm__colour_contrast(cm_colour a, cm_colour b);

/* CIE L*, a*, b* under D65. */
void cm__colour_lab(double out[3], cm_colour colour);

/* CIEDE2000 (Sharma, Wu and Dalal, Color Research and Application 30, 2005), of two opaque colours
 * or of two places in L*, a*, b*. */
double cm__colour_difference(cm_colour a, cm_colour b);
double cm__colour_lab_difference(const double a[3], const double b[3]);

#endif
