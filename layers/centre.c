/* centre.c - the middle of points, and how far they spread about it. */
#include <clustermap/centre.h>

#include <math.h>

/* A sum with what rounding took from it (Neumaier 1974). */
typedef struct sum {
    double value, lost;
} sum;

static void add(sum *to, double value)
{
    const double fresh = to->value + value;

    to->lost +=
        fabs(to->value) >= fabs(value) ? (to->value - fresh) + value : (value - fresh) + to->value;
    to->value = fresh;
}

static double get(const sum *of)
{
    return of->value + of->lost;
}

cm_centre cm_centre_get(const cm_points *points)
{
    cm_centre centre = {.count = points->count, .mean = {NAN, NAN}, .standard_distance_m = NAN};
    sum weight = {0, 0}, x = {0, 0}, y = {0, 0}, squares = {0, 0};

    for (size_t i = 0; i < points->count; i++) {
        const double w = points->weight ? points->weight[i] : 1;
        add(&weight, w);
        add(&x, w * (points->x[i] - points->x[0]));
        add(&y, w * (points->y[i] - points->y[0]));
    }
    centre.weight = get(&weight);
    if (!(centre.weight > 0))
        return centre;
    const double east = get(&x) / centre.weight, north = get(&y) / centre.weight;
    for (size_t i = 0; i < points->count; i++) {
        const double dx = points->x[i] - points->x[0] - east;
        const double dy = points->y[i] - points->y[0] - north;
        add(&squares, (points->weight ? points->weight[i] : 1) * (dx * dx + dy * dy));
    }
    centre.mean = (cm_point){points->x[0] + east, points->y[0] + north};
    centre.standard_distance_m = sqrt(get(&squares) / centre.weight);
    return centre;
}
