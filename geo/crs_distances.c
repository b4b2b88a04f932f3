/* crs_distances.c - lengths of many geodesics, from what is worked out once for each place.
 *
 * The longitude on the auxiliary sphere is found by iteration (Vincenty 1975), here by Newton's,
 * and the integrals by the series of Karney, Algorithms for geodesics, J. Geodesy 87 (2013),
 * equations 17, 18, 24 and 25, to the orders that matter at 1e-9 m. Where places lie nearly
 * opposite each other this does not converge, and the full algorithm is asked. */
#include "geo/crs_distances.h"
#include <clustermap/crs.h>
#include <math.h>

static const double RAD_PER_DEG = 0.017453292519943295;
/* GRS 80: the equator's radius, the flattening and what follows from it. */
#define RADIUS_M 6378137.0
#define F (1 / 298.257222101)
#define N (F / (2 - F))
#define E2_SECOND (F * (2 - F) / ((1 - F) * (1 - F)))

enum { STEPS_MAX = 8 };

/* On the auxiliary sphere, seen from the arc between both places. */
typedef struct arc {
    double sin, cos, length; /* of the arc */
    double sin_azimuth;      /* where it crosses the equator */
    double middle[4];        /* cosine of 2, 4, 6 and 8 times the middle's way from the equator */
    double multiple[4];      /* sine of 1, 2, 3 and 4 times the arc */
    double eps;              /* the parameter of the series */
    double slope;            /* of sin_azimuth, by the sphere's longitude */
} arc;

cm__geodesic_place cm__geodesic_place_make(cm_lonlat at)
{
    cm__geodesic_place place = {at, NAN, NAN};

    if (!(at.lat_deg >= -90 && at.lat_deg <= 90 && isfinite(at.lon_deg)))
        return place;
    const double lat = at.lat_deg * RAD_PER_DEG;
    const double up = (1 - F) * sin(lat), out = fabs(at.lat_deg) < 90 ? cos(lat) : 0;
    const double length = hypot(up, out);
    place.sin = up / length;
    place.cos = out / length;
    return place;
}

static double clamp(double value)
{
    return value > 1 ? 1 : value < -1 ? -1 : value;
}

/* 2 cos(t) times the last less the one before gives the next: of cos(2jt) and of sin(jt). */
static void fill_multiples(arc *a)
{
    const double twice = 2 * a->middle[0];

    a->middle[1] = twice * a->middle[0] - 1;
    a->middle[2] = twice * a->middle[1] - a->middle[0];
    a->middle[3] = twice * a->middle[2] - a->middle[1];
    a->multiple[0] = a->sin;
    a->multiple[1] = 2 * a->cos * a->sin;
    a->multiple[2] = 2 * a->cos * a->multiple[1] - a->sin;
    a->multiple[3] = 2 * a->cos * a->multiple[2] - a->multiple[1];
}

/* The arc between places whose longitudes on the sphere differ by omega. */
static arc make_arc(const cm__geodesic_place *from, const cm__geodesic_place *to, double omega)
{
    const double sine = sin(omega), cosine = cos(omega);
    const double across = to->cos * sine;
    const double along = from->cos * to->sin - from->sin * to->cos * cosine;
    arc a = {.sin = sqrt(across * across + along * along),
             .cos = from->sin * to->sin + from->cos * to->cos * cosine};

    a.length = atan2(a.sin, a.cos);
    if (!(a.sin > 0))
        return a;
    a.sin_azimuth = clamp(from->cos * across / a.sin);
    a.slope = from->cos * to->cos * (cosine - sine * a.cos * a.sin_azimuth / a.sin) / a.sin;
    const double cos2_azimuth = (1 - a.sin_azimuth) * (1 + a.sin_azimuth);
    /* along the equator there is no middle, and nothing that would need it */
    a.middle[0] = cos2_azimuth > 0 ? clamp(a.cos - 2 * from->sin * to->sin / cos2_azimuth) : 0;
    const double k2 = E2_SECOND * cos2_azimuth, root = sqrt(1 + k2);
    a.eps = k2 / (2 * (1 + root) + k2);
    fill_multiples(&a);
    return a;
}

/* A3 times the arc with its three harmonics: Karney's I3, between both ends. */
static double integral_of_longitude(const arc *a)
{
    const double e = a->eps, n = N;
    const double a3 = 1 - e * ((1 - n) / 2 + e * ((2 + n - 3 * n * n) / 8 +
                                                  e * ((1 + 3 * n + n * n) / 16 + e * 3 / 64)));
    const double c1 = e * ((1 - n) / 4 + e * ((1 - n * n) / 8 + e * (3 + 3 * n - n * n) / 64));
    const double c2 = e * e * ((2 - 3 * n + n * n) / 32 + e * (3 - 2 * n - 3 * n * n) / 64);
    const double c3 = e * e * e * (5 - 9 * n + 5 * n * n) / 192;

    return a3 * (a->length +
                 2 * (c1 * a->middle[0] * a->multiple[0] + c2 * a->middle[1] * a->multiple[1] +
                      c3 * a->middle[2] * a->multiple[2]));
}

/* A1 times the arc with its four harmonics: Karney's I1, between both ends. */
static double integral_of_length(const arc *a)
{
    const double e = a->eps, e2 = e * e;
    const double a1 = (1 + e2 * (1.0 / 4 + e2 / 64)) / (1 - e);
    const double c1 = e * (-1.0 / 2 + e2 * 3 / 16);
    const double c2 = e2 * (-1.0 / 16 + e2 / 32);
    const double c3 = e2 * e * (-1.0 / 48);
    const double c4 = e2 * e2 * (-5.0 / 512);

    return a1 * (a->length +
                 2 * (c1 * a->middle[0] * a->multiple[0] + c2 * a->middle[1] * a->multiple[1] +
                      c3 * a->middle[2] * a->multiple[2] + c4 * a->middle[3] * a->multiple[3]));
}

/* How far the longitude on the ellipsoid that belongs to omega lies beyond the one wanted, and how
 * fast that changes with omega. */
static double excess(double *slope, const arc *a, double omega, double longitude)
{
    *slope = 1 - F * (a->sin_azimuth * a->sin_azimuth + a->length * a->slope);
    return omega - F * a->sin_azimuth * integral_of_longitude(a) - longitude;
}

double cm__geodesic_length_m(const cm__geodesic_place *from, const cm__geodesic_place *to)
{
    const double turn_deg = fabs(remainder(to->at.lon_deg - from->at.lon_deg, 360));
    const double longitude = turn_deg * RAD_PER_DEG;
    /* in one order, so that the way back is as long */
    const bool turns = from->sin > to->sin;
    const cm__geodesic_place *const a = turns ? to : from, *const b = turns ? from : to;
    double omega = longitude;

    for (int step = 0; step < STEPS_MAX; step++) {
        const arc now = make_arc(a, b, omega);
        double slope;
        const double beyond = excess(&slope, &now, omega, longitude);
        if (!(now.cos > -0.9))
            break;
        /* The rest is so small that the length changes in proportion, to 1e-9 m: by the radius of
         * the parallel times the azimuth's sine, the same all along a geodesic (Clairaut). */
        if (beyond * beyond <= 3e-16 * now.length)
            return (1 - F) * RADIUS_M * integral_of_length(&now) -
                   RADIUS_M * now.sin_azimuth * beyond;
        omega -= beyond / slope;
    }
    return cm_geodesic_distance_m(from->at, to->at, NULL);
}
