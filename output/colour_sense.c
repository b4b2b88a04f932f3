/* colour_sense.c - colours as they are seen: CIELAB, CIEDE2000, contrast, missing cones. */
#include "output/colour_sense.h"
#include <math.h>
#include <string.h>

#define PI 3.14159265358979323846

/* ---- sRGB (IEC 61966-2-1) ---- */

static double to_linear(unsigned char part)
{
    const double share = part / 255.0;

    return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4);
}

static unsigned char from_linear(double linear)
{
    const double share =
        linear <= 0.0031308 ? 12.92 * linear : 1.055 * pow(linear, 1 / 2.4) - 0.055;

    return (unsigned char)lround(255 * fmin(fmax(share, 0), 1));
}

static double luminance(cm_colour colour)
{
    return 0.2126 * to_linear(colour.red) + 0.7152 * to_linear(colour.green) +
           0.0722 * to_linear(colour.blue);
}

double cm__colour_contrast(cm_colour a, cm_colour b)
{
    const double la = luminance(a), lb = luminance(b);

    return (fmax(la, lb) + 0.05) / (fmin(la, lb) + 0.05);
}

static unsigned char over_channel(unsigned char over, unsigned char under, unsigned char alpha)
{
    return (unsigned char)((over * alpha + under * (255 - alpha) + 127) / 255);
}

cm_colour cm__colour_over(cm_colour over, cm_colour under)
{
    return (cm_colour){over_channel(over.red, under.red, over.alpha),
                       over_channel(over.green, under.green, over.alpha),
                       over_channel(over.blue, under.blue, over.alpha), 255};
}

cm_colour cm__colour_seen(cm_colour colour, cm__sight sight)
{
    static const double sights[CM__SIGHT_COUNT][9] = {
        [CM__SIGHT_NO_RED] = {0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216,
                              -0.003882, -0.048116, 1.051998},
        [CM__SIGHT_NO_GREEN] = {0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413,
                                -0.011820, 0.042940, 0.968881},
        [CM__SIGHT_GREY] = {0.2126, 0.7152, 0.0722, 0.2126, 0.7152, 0.0722, 0.2126, 0.7152,
                            0.0722}};
    const double linear[3] = {to_linear(colour.red), to_linear(colour.green),
                              to_linear(colour.blue)};
    unsigned char seen[3];

    if (sight == CM__SIGHT_FULL)
        return colour;
    for (int i = 0; i < 3; i++) {
        const double *const row = sights[sight] + 3 * i;
        seen[i] = from_linear(row[0] * linear[0] + row[1] * linear[1] + row[2] * linear[2]);
    }
    return (cm_colour){seen[0], seen[1], seen[2], colour.alpha};
}

/* ---- CIELAB ---- */

static double lab_share(double t)
{
    return t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116;
}

void cm__colour_lab(double out[3], cm_colour colour)
{
    static const double to_xyz[9] = {0.4124564, 0.3575761, 0.1804375, 0.2126729, 0.7151522,
                                     0.0721750, 0.0193339, 0.1191920, 0.9503041};
    static const double white[3] = {0.95047, 1, 1.08883};
    const double linear[3] = {to_linear(colour.red), to_linear(colour.green),
                              to_linear(colour.blue)};
    double share[3];

    for (int i = 0; i < 3; i++) {
        const double *const row = to_xyz + 3 * i;
        share[i] =
            lab_share((row[0] * linear[0] + row[1] * linear[1] + row[2] * linear[2]) / white[i]);
    }
    out[0] = 116 * share[1] - 16;
    out[1] = 500 * (share[0] - share[1]);
    out[2] = 200 * (share[1] - share[2]);
}

/* ---- CIEDE2000, in the words and numbers of Sharma, Wu and Dalal ---- */

static double degrees(double b, double a)
{
    const double angle = a == 0 && b == 0 ? 0 : atan2(b, a) * 180 / PI;

    return angle < 0 ? angle + 360 : angle;
}

static double cosine(double angle_deg)
{
    return cos(angle_deg * PI / 180);
}

/* Chroma and hue of the two, their greens and reds stretched near grey. */
typedef struct hues {
    double chroma[2], hue[2], mean_hue, turn;
} hues;

static double seventh(double chroma)
{
    const double power = pow(chroma, 7);

    return sqrt(power / (power + pow(25, 7)));
}

static hues find_hues(const double a[3], const double b[3])
{
    const double stretch = 1.5 - 0.5 * seventh((hypot(a[1], a[2]) + hypot(b[1], b[2])) / 2);
    hues h = {.chroma = {hypot(stretch * a[1], a[2]), hypot(stretch * b[1], b[2])},
              .hue = {degrees(a[2], stretch * a[1]), degrees(b[2], stretch * b[1])}};
    const double sum = h.hue[0] + h.hue[1];

    h.turn = h.hue[1] - h.hue[0];
    if (h.chroma[0] == 0 || h.chroma[1] == 0) { /* a grey has no hue of its own */
        h.turn = 0;
        h.mean_hue = sum;
        return h;
    }
    h.mean_hue = fabs(h.turn) <= 180 ? sum / 2 : sum < 360 ? (sum + 360) / 2 : (sum - 360) / 2;
    h.turn -= h.turn > 180 ? 360 : h.turn < -180 ? -360 : 0;
    return h;
}

double cm__colour_lab_difference(const double a[3], const double b[3])
{
    const hues h = find_hues(a, b);
    const double chroma = (h.chroma[0] + h.chroma[1]) / 2, hue = h.mean_hue;
    const double light = pow((a[0] + b[0]) / 2 - 50, 2);
    const double t = 1 - 0.17 * cosine(hue - 30) + 0.24 * cosine(2 * hue) +
                     0.32 * cosine(3 * hue + 6) - 0.20 * cosine(4 * hue - 63);
    const double round = 60 * exp(-pow((hue - 275) / 25, 2));
    const double rotation = -2 * seventh(chroma) * sin(round * PI / 180);
    const double by_light = (b[0] - a[0]) / (1 + 0.015 * light / sqrt(20 + light));
    const double by_chroma = (h.chroma[1] - h.chroma[0]) / (1 + 0.045 * chroma);
    const double by_hue =
        2 * sqrt(h.chroma[0] * h.chroma[1]) * sin(h.turn / 2 * PI / 180) / (1 + 0.015 * chroma * t);

    return sqrt(by_light * by_light + by_chroma * by_chroma + by_hue * by_hue +
                rotation * by_chroma * by_hue);
}

double cm__colour_difference(cm_colour a, cm_colour b)
{
    double p[3], q[3];

    cm__colour_lab(p, a);
    cm__colour_lab(q, b);
    return cm__colour_lab_difference(p, q);
}
