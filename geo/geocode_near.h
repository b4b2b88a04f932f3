/* geocode_near.h - from a place back to the nearest known address. */
#ifndef CM_GEOCODE_NEAR_H
#define CM_GEOCODE_NEAR_H

#include "geo/geocode_session.h"

typedef struct cm__near_place {
    cm_level level; /* NONE: nothing is known within CM_NEAR_MAX_M */
    size_t city, town;
    const char *block; /* koaza/12-3, or ""; good until the session's next question */
    cm_lonlat place;
    double distance_m;
} cm__near_place;

/* Finds the nearest of all towns, koaza, blocks and buildings; of equally near ones the first by
 * city and town, koaza before towns before blocks. Thread-safe with a session for each thread.
 * from   within -180..180, -90..90
 * Returns CM_OK, CM_ERR_NOMEM, CM_ERR_IO, or CM_ERR_FORMAT if the file is damaged. */
CM_MUST_CHECK cm_status cm__near_find(cm__near_place *out, cm__geocode_session *session,
                                      cm_lonlat from);

/* Whether a place that was given with an address lies outside the municipality that the address
 * names: the nearest known town is another's, and the named one's nearest is over 2 km and over
 * three times as far. A gazetteer has points, not borders, so that a place near one is left alone.
 *
 * answer   what the address names; prefecture alone, or a city, or a city of wards
 * reason   receives the sentence if it does; else untouched. Good until the next question */
CM_MUST_CHECK cm_status cm__near_check_given(const char **reason, cm__geocode_session *session,
                                             const cm_geocode_answer *answer, cm_lonlat given);

#endif
