/* crs_choose.c - the plane that fits a set of places. */
#include "geo/base_error.h"
#include "geo/base_text.h"
#include "geo/crs_zones.h"
#include <clustermap/crs.h>
#include <math.h>
#include <stdlib.h>

/* How far a place may lie from the nearest known one and still be in its zone: rows of islands, and
 * the sea between them. */
static const double reach_deg = 3.6; /* 400 km */

static bool is_on_earth(double lon_deg, double lat_deg)
{
    return fabs(lon_deg) <= 180 && fabs(lat_deg) <= 90; /* false for NaN */
}

/* The zone of a place, or 0 far from Japan. */
static int find_zone(double lon_deg, double lat_deg)
{
    const double shrink = cos(lat_deg * 0.017453292519943295);
    double nearest = reach_deg * reach_deg;
    int zone = 0;

    for (size_t i = 0; i < cm__crs_zone_place_count; i++) {
        const double x = (cm__crs_zone_places[i].lon_deg - lon_deg) * shrink;
        const double y = cm__crs_zone_places[i].lat_deg - lat_deg;
        if (x * x + y * y < nearest) {
            nearest = x * x + y * y;
            zone = cm__crs_zone_places[i].zone;
        }
    }
    return zone;
}

/* What is known of all places: their box (with the meridian 180 within, if that is narrower), and
 * the zone they have in common. */
typedef struct survey {
    double west_deg, east_deg, south_deg, north_deg;
    double east_of_0_deg, west_of_0_deg; /* the least positive, the greatest negative longitude */
    size_t count;
    int zone; /* 0: more than one, or none */
} survey;

static survey look(const double *lon_deg, const double *lat_deg, size_t count)
{
    survey all = {INFINITY, -INFINITY, INFINITY, -INFINITY, INFINITY, -INFINITY, 0, 0};

    for (size_t i = 0; i < count; i++) {
        if (!is_on_earth(lon_deg[i], lat_deg[i]))
            continue;
        all.west_deg = fmin(all.west_deg, lon_deg[i]);
        all.east_deg = fmax(all.east_deg, lon_deg[i]);
        all.south_deg = fmin(all.south_deg, lat_deg[i]);
        all.north_deg = fmax(all.north_deg, lat_deg[i]);
        if (lon_deg[i] >= 0)
            all.east_of_0_deg = fmin(all.east_of_0_deg, lon_deg[i]);
        else
            all.west_of_0_deg = fmax(all.west_of_0_deg, lon_deg[i]);
        if (all.count == 0)
            all.zone = find_zone(lon_deg[i], lat_deg[i]);
        else if (all.zone != 0 && find_zone(lon_deg[i], lat_deg[i]) != all.zone)
            all.zone = 0;
        all.count++;
    }
    return all;
}

/* The middle of the box in tenths of degrees; across the meridian 180 where that is narrower. */
static void find_middle(const survey *all, int *out_lon, int *out_lat)
{
    const double across_deg = all->west_of_0_deg + 360 - all->east_of_0_deg;
    const bool is_across = isfinite(across_deg) && across_deg < all->east_deg - all->west_deg;
    const double lon_deg =
        is_across ? all->east_of_0_deg + across_deg / 2 : (all->west_deg + all->east_deg) / 2;

    *out_lon = (int)lround(lon_deg * 10);
    if (*out_lon > 1800)
        *out_lon -= 3600;
    *out_lat = (int)lround((all->south_deg + all->north_deg) * 5);
}

static void add_tenths(cm__text *text, int tenths)
{
    cm__text_addf(text, "%s%d.%d", tenths < 0 ? "-" : "", abs(tenths) / 10, abs(tenths) % 10);
}

static void add_name(cm__text *text, int lon, int lat)
{
    cm__text_add(text, "Lambert equal area about ");
    add_tenths(text, abs(lat));
    cm__text_addf(text, "%s ", lat < 0 ? "S" : "N");
    add_tenths(text, abs(lon));
    cm__text_add(text, lon < 0 ? "W" : "E");
}

static void add_parameter(cm__text *text, const char *name, int tenths, int code)
{
    cm__text_addf(text, ",PARAMETER[\"%s\",", name);
    add_tenths(text, tenths);
    cm__text_addf(
        text, ",%s,ID[\"EPSG\",%d]]",
        code < 8806 ? "ANGLEUNIT[\"degree\",0.0174532925199433]" : "LENGTHUNIT[\"metre\",1]", code);
}

/* WKT, since a file keeps that whole and with its name. */
static void add_equal_area(cm__text *text, int lon, int lat)
{
    cm__text_add(text, "PROJCRS[\"JGD2011 / ");
    add_name(text, lon, lat);
    cm__text_add(text, "\",BASEGEOGCRS[\"JGD2011\",DATUM[\"Japanese Geodetic Datum 2011\","
                       "ELLIPSOID[\"GRS 1980\",6378137,298.257222101,LENGTHUNIT[\"metre\",1]]],"
                       "PRIMEM[\"Greenwich\",0,ANGLEUNIT[\"degree\",0.0174532925199433]],"
                       "ID[\"EPSG\",6668]],CONVERSION[\"");
    add_name(text, lon, lat);
    cm__text_add(text, "\",METHOD[\"Lambert Azimuthal Equal Area\",ID[\"EPSG\",9820]]");
    add_parameter(text, "Latitude of natural origin", lat, 8801);
    add_parameter(text, "Longitude of natural origin", lon, 8802);
    add_parameter(text, "False easting", 0, 8806);
    add_parameter(text, "False northing", 0, 8807);
    cm__text_add(text, "],CS[Cartesian,2],AXIS[\"easting (X)\",east,ORDER[1]],"
                       "AXIS[\"northing (Y)\",north,ORDER[2]],LENGTHUNIT[\"metre\",1]]");
}

cm_status cm_crs_choose(cm_crs **out, const double *lon_deg, const double *lat_deg, size_t count)
{
    const survey all = look(lon_deg, lat_deg, count);
    cm__text definition = {0};
    int lon, lat;
    cm_status status;

    if (all.count == 0)
        return cm__fail(CM_ERR_DOMAIN, "no place to choose a plane for");
    if (all.zone != 0) {
        cm__text_addf(&definition, "EPSG:%d", 6668 + all.zone);
    } else {
        find_middle(&all, &lon, &lat);
        add_equal_area(&definition, lon, lat);
    }
    status = definition.failed;
    if (!status)
        status = cm_crs_create(out, definition.bytes);
    cm__text_clear(&definition);
    return status;
}
