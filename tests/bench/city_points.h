/* city_points.h - points as firms lie in a city: clusters, streets, and some anywhere. */
#ifndef CITY_POINTS_H
#define CITY_POINTS_H

#include "tests/density_fixture.h"

#define CITY_SIDE_M 40960.0
#define CITY_X_MIN (-93440.0)
#define CITY_Y_MIN (-124480.0)
enum { CITY_CENTRES = 300 };

static inline double city_gaussian(uint64_t *seed)
{
    const double radius = sqrt(-2 * log(1 - random_share(seed)));

    return radius * cos(6.283185307179586 * random_share(seed));
}

/* 0..1 where it is not already. */
static inline double city_fold(double share, uint64_t *seed)
{
    return share >= 0 && share <= 1 ? share : random_share(seed);
}

typedef struct city {
    double x[CITY_CENTRES], y[CITY_CENTRES], sd[CITY_CENTRES], cumulative[CITY_CENTRES];
} city;

static inline city city_found(uint64_t *seed)
{
    city c;
    double sum = 0;

    for (int i = 0; i < CITY_CENTRES; i++) {
        c.x[i] = fmin(fmax(0.5 + 0.16 * city_gaussian(seed), 0.03), 0.97);
        c.y[i] = fmin(fmax(0.5 + 0.16 * city_gaussian(seed), 0.03), 0.97);
        c.sd[i] = 0.002 + 0.018 * random_share(seed);
        sum += pow(i + 1, -0.9);
        c.cumulative[i] = sum;
    }
    return c;
}

/* 70 % in clusters of unequal size, 20 % along a grid of streets, 10 % anywhere; in centimetres. */
static inline cm_points city_settle(size_t count)
{
    uint64_t seed = 20030401;
    const city c = city_found(&seed);
    cm_points points = points_make(count, false);

    for (size_t i = 0; i < count; i++) {
        const double kind = random_share(&seed);
        const double at = random_share(&seed) * c.cumulative[CITY_CENTRES - 1];
        const bool is_street = kind >= 0.7, is_across = random_share(&seed) < 0.5;
        int k = 0;
        while (c.cumulative[k] < at)
            k++;
        const double sd = is_street ? 0.05 : c.sd[k];
        double x = c.x[k] + sd * city_gaussian(&seed), y = c.y[k] + sd * city_gaussian(&seed);
        if (is_street && is_across)
            x = round(100 * x) / 100 + 0.0002 * city_gaussian(&seed);
        else if (is_street)
            y = round(100 * y) / 100 + 0.0002 * city_gaussian(&seed);
        x = kind < 0.9 ? city_fold(x, &seed) : random_share(&seed);
        y = kind < 0.9 ? city_fold(y, &seed) : random_share(&seed);
        points.x[i] = round(100 * CITY_SIDE_M * x) / 100 + CITY_X_MIN;
        points.y[i] = round(100 * CITY_SIDE_M * y) / 100 + CITY_Y_MIN;
    }
    return points;
}

#endif
