/* geocode_near.c - from a place back to an address, and whether a place agrees with one. */
#include "geo/geocode_near.h"
#include "geo/base_error.h"
#include "geo/gazetteer_file.h"
#include "geo/geocode_reason.h"
#include <clustermap/crs.h>
#include <math.h>
#include <string.h>

/* How far from all of its towns, and how many times nearer to another's, a place must be to be told
 * that it lies outside a municipality. Of 5,266 shelters, schools and halls whose places were
 * measured independently this tells it of a handful, most of them on a border. */
#define BORDER_M 2000
#define BORDER_TIMES 3

cm_status cm_geocode_near(cm_geocode_answer *out, double *distance_m, cm_gazetteer *gazetteer,
                          cm_lonlat place)
{
    cm__geocode_session *const session = &gazetteer->own;
    cm_geocode_answer answer = {.prefecture = "",
                                .city = "",
                                .town = "",
                                .block = "",
                                .rest = "",
                                .reason = "no_town: no known address is within 50 km",
                                .place = {NAN, NAN}};
    cm__near_place near;
    cm_status status;

    if (!(fabs(place.lon_deg) <= 180 && fabs(place.lat_deg) <= 90))
        return cm__fail(CM_ERR_DOMAIN, "a place must lie within -180..180, -90..90");
    cm__arena_destroy(&session->passing);
    status = cm__near_find(&near, session, place);
    if (status)
        return status;
    if (near.level > CM_LEVEL_NONE) {
        const cm__gazetteer_city *const city = &gazetteer->cities[near.city];
        answer = (cm_geocode_answer){.prefecture = gazetteer->prefectures[city->prefecture].name,
                                     .city = city->name,
                                     .town = city->towns->towns[near.town].name,
                                     .block = near.block,
                                     .rest = "",
                                     .match_level = near.level,
                                     .coord_level = near.level,
                                     .score = 1,
                                     .candidates = 1,
                                     .reason = "",
                                     .place = near.place};
    }
    *out = answer;
    *distance_m = near.level > CM_LEVEL_NONE ? near.distance_m : NAN;
    return CM_OK;
}

static bool is_inside(const cm_gazetteer *gazetteer, const cm__near_place *near,
                      const cm_geocode_answer *answer)
{
    const cm__gazetteer_city *const city = &gazetteer->cities[near->city];

    if (strcmp(gazetteer->prefectures[city->prefecture].name, answer->prefecture) != 0)
        return false;
    /* a city of wards is the beginning of their names */
    return strncmp(city->name, answer->city, strlen(answer->city)) == 0;
}

static double nearest_of(const cm__gazetteer_place *places, size_t count, cm_lonlat from)
{
    double best_m = INFINITY;

    for (size_t i = 0; i < count; i++)
        if (!isnan(places[i].place.lon_deg))
            best_m = fmin(best_m, cm_geodesic_distance_m(from, places[i].place, NULL));
    return best_m;
}

/* How far the nearest town or koaza of what the address names is. */
static cm_status find_named(double *distance_m, cm_gazetteer *gazetteer,
                            const cm_geocode_answer *answer, cm_lonlat given)
{
    cm_status status = CM_OK;

    *distance_m = INFINITY;
    for (size_t c = 0; c < gazetteer->city_count && !status; c++) {
        const cm__near_place at = {.city = c};
        const cm__gazetteer_towns *towns;
        if (gazetteer->cities[c].id == 0 || !is_inside(gazetteer, &at, answer))
            continue;
        status = cm__gazetteer_get_towns(&towns, gazetteer, c);
        if (status)
            break;
        *distance_m = fmin(*distance_m, nearest_of(towns->towns, towns->town_count, given));
        *distance_m = fmin(*distance_m, nearest_of(towns->koaza, towns->koaza_count, given));
    }
    return status;
}

/* Says how far it is from what is named, and where it is. */
static cm_status say_outside(const char **reason, cm__geocode_session *session,
                             const cm_geocode_answer *answer, const cm__near_place *near,
                             double named_m)
{
    const cm_gazetteer *const gazetteer = session->gazetteer;
    const cm__gazetteer_city *const city =
        near->level > CM_LEVEL_NONE ? &gazetteer->cities[near->city] : NULL;
    const char *const named = *answer->city ? answer->city : answer->prefecture;
    cm__text km = {0};
    cm_status status;

    cm__text_add_rounded(&km, named_m / 1000, 1);
    cm__reason_give(&session->reason, CM_REASON_OUTSIDE, "the given place is %s km from %s%s%s%s",
                    km.bytes ? km.bytes : "", named, city ? ", in " : "",
                    city ? gazetteer->prefectures[city->prefecture].name : "",
                    city ? city->name : "");
    status = km.failed ? km.failed : session->reason.failed;
    cm__text_clear(&km);
    if (!status)
        *reason = session->reason.bytes;
    return status;
}

cm_status cm__near_check_given(const char **reason, cm__geocode_session *session,
                               const cm_geocode_answer *answer, cm_lonlat given)
{
    cm_gazetteer *const gazetteer = session->gazetteer;
    cm__near_place near;
    double named_m;
    cm_status status;

    if (*answer->prefecture == '\0')
        return CM_OK;
    status = cm__near_find(&near, session, given);
    const bool is_known = !status && near.level > CM_LEVEL_NONE;
    if (status || (is_known && is_inside(gazetteer, &near, answer)))
        return status;
    status = find_named(&named_m, gazetteer, answer, given);
    if (status || isinf(named_m) || named_m < BORDER_M ||
        (is_known && named_m < BORDER_TIMES * near.distance_m))
        return status;
    return say_outside(reason, session, answer, &near, named_m);
}
