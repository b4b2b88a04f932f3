/* crs_geodesic.c - lengths and directions on the ellipsoid itself. */
#include <clustermap/crs.h>
#include <geodesic.h>
#include <math.h>

static struct geod_geodesic grs80(void)
{
    struct geod_geodesic earth;

    geod_init(&earth, 6378137, 1 / 298.257222101);
    return earth;
}

double cm_geodesic_distance_m(cm_lonlat from, cm_lonlat to, double *out_azimuth_deg)
{
    const struct geod_geodesic earth = grs80();
    double distance_m, azimuth_deg;

    geod_inverse(&earth, from.lat_deg, from.lon_deg, to.lat_deg, to.lon_deg, &distance_m,
                 &azimuth_deg, NULL);
    if (azimuth_deg < 0)
        azimuth_deg += 360;
    if (out_azimuth_deg)
        *out_azimuth_deg = azimuth_deg < 360 ? azimuth_deg : 0; /* -1e-16 + 360 is 360 */
    return distance_m;
}

cm_lonlat cm_geodesic_walk(cm_lonlat from, double azimuth_deg, double distance_m)
{
    const struct geod_geodesic earth = grs80();
    cm_lonlat to;

    geod_direct(&earth, from.lat_deg, from.lon_deg, azimuth_deg, distance_m, &to.lat_deg,
                &to.lon_deg, NULL);
    return to;
}
