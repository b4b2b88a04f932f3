/* gazetteer_lot.h - blocks, buildings and lots below a town, and towns by their postal code. */
#ifndef CM_GAZETTEER_LOT_H
#define CM_GAZETTEER_LOT_H

#include "geo/gazetteer_file.h"
#include <clustermap/geocode.h>

typedef struct cm__gazetteer_lot {
    cm_level level;
    cm_lonlat place; /* NaN if unknown */
} cm__gazetteer_lot;

/* Where a lot is sought. */
typedef struct cm__gazetteer_lot_key {
    int64_t city, town;
    const char *koaza; /* "" for none */
    const char *key;   /* as cm__address_spell gives it */
} cm__gazetteer_lot_key;

/* Finds one lot. found is false if there is none. Thread-safe.
 * Returns CM_OK, CM_ERR_NOMEM, CM_ERR_IO, or CM_ERR_FORMAT if the file is damaged. */
CM_MUST_CHECK cm_status cm__gazetteer_find_lot(cm__gazetteer_lot *out, bool *found,
                                               cm_gazetteer *gazetteer,
                                               const cm__gazetteer_lot_key *key);

/* Adds a key to a text as people write it: #12#3 becomes 12-3. */
void cm__gazetteer_show_lot(cm__text *out, const char *key);

enum { CM__POSTAL_TOWNS_MAX = 512 }; /* the most that one code has is below 100 */

/* The towns of a postal code; number 0 is what of the city has no code of its own. Thread-safe.
 * out     receives at most CM__POSTAL_TOWNS_MAX, by city and number
 * Returns as cm__gazetteer_find_lot. */
CM_MUST_CHECK cm_status cm__gazetteer_find_postal(cm__gazetteer_hit *out, size_t *count,
                                                  cm_gazetteer *gazetteer, uint32_t code);

#endif
