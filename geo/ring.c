/* ring.c - closed rings: how large they are, which way they run, and how a layer takes them. */
#include "geo/ring.h"

double cm__ring_area(const double *x, const double *y, size_t count)
{
    double sum = 0;

    for (size_t i = 1; i + 1 < count; i++)
        sum += (x[i] - x[0]) * (y[i + 1] - y[0]) - (x[i + 1] - x[0]) * (y[i] - y[0]);
    return sum / 2;
}

static void reverse(double *values, size_t count)
{
    for (size_t i = 0; i < count / 2; i++) {
        const double swapped = values[i];
        values[i] = values[count - 1 - i];
        values[count - 1 - i] = swapped;
    }
}

cm_status cm__ring_add(cm_features *features, double *x, double *y, size_t count, bool is_hole)
{
    const double area = cm__ring_area(x, y, count);

    if (is_hole ? area > 0 : area < 0) {
        reverse(x, count);
        reverse(y, count);
    }
    return cm_features_add_part(features, x, y, count, is_hole);
}
