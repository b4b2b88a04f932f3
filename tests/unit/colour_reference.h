/* colour_reference.h - how far apart two colours look, by a second implementation for the tests. */
#ifndef COLOUR_REFERENCE_H
#define COLOUR_REFERENCE_H

#include <clustermap/style.h>
#include <math.h>

typedef enum cones { ALL_CONES, NO_RED, NO_GREEN, CONES_COUNT } cones;

static const char *const cones_names[CONES_COUNT] = {"all cones", "protanopia", "deuteranopia"};

static inline double sense_linear(unsigned char part)
{
    const double share = part / 255.0;

    return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4);
}

/* WCAG's relative luminance. */
static inline double sense_luminance(cm_colour colour)
{
    return 0.2126 * sense_linear(colour.red) + 0.7152 * sense_linear(colour.green) +
           0.0722 * sense_linear(colour.blue);
}

/* WCAG's contrast, 1..21. */
static inline double sense_contrast(cm_colour a, cm_colour b)
{
    const double la = sense_luminance(a), lb = sense_luminance(b);

    return (fmax(la, lb) + 0.05) / (fmin(la, lb) + 0.05);
}

static inline double sense_lab_share(double t)
{
    return t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116;
}

/* CIE L*, a*, b* of a colour under D65, seen through the matrices of Machado, Oliveira and
 * Fernandes (2009), severity 1. */
static inline void sense_lab(double *lab, cm_colour colour, cones seen)
{
    static const double sight[CONES_COUNT][9] = {{1, 0, 0, 0, 1, 0, 0, 0, 1},
                                                 {0.152286, 1.052583, -0.204868, 0.114503, 0.786281,
                                                  0.099216, -0.003882, -0.048116, 1.051998},
                                                 {0.367322, 0.860646, -0.227968, 0.280085, 0.672501,
                                                  0.047413, -0.011820, 0.042940, 0.968881}};
    static const double to_xyz[9] = {0.4124564, 0.3575761, 0.1804375, 0.2126729, 0.7151522,
                                     0.0721750, 0.0193339, 0.1191920, 0.9503041};
    static const double white[3] = {0.95047, 1, 1.08883};
    const double linear[3] = {sense_linear(colour.red), sense_linear(colour.green),
                              sense_linear(colour.blue)};
    double rgb[3], share[3];

    for (int i = 0; i < 3; i++) {
        const double *const row = sight[seen] + 3 * i;
        rgb[i] = fmin(fmax(row[0] * linear[0] + row[1] * linear[1] + row[2] * linear[2], 0), 1);
    }
    for (int i = 0; i < 3; i++) {
        const double *const row = to_xyz + 3 * i;
        share[i] =
            sense_lab_share((row[0] * rgb[0] + row[1] * rgb[1] + row[2] * rgb[2]) / white[i]);
    }
    lab[0] = 116 * share[1] - 16;
    lab[1] = 500 * (share[0] - share[1]);
    lab[2] = 200 * (share[1] - share[2]);
}

/* CIE 1976 colour difference. */
static inline double sense_difference(cm_colour a, cm_colour b, cones seen)
{
    double p[3], q[3];

    sense_lab(p, a, seen);
    sense_lab(q, b, seen);
    return sqrt((p[0] - q[0]) * (p[0] - q[0]) + (p[1] - q[1]) * (p[1] - q[1]) +
                (p[2] - q[2]) * (p[2] - q[2]));
}

static inline double sense_lightness(cm_colour colour, cones seen)
{
    double lab[3];

    sense_lab(lab, colour, seen);
    return lab[0];
}

#endif
