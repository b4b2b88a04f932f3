/* geocode_search.h - what an address may mean, and how good each meaning is. */
#ifndef CM_GEOCODE_SEARCH_H
#define CM_GEOCODE_SEARCH_H

#include "geo/gazetteer_file.h"
#include "geo/geocode_session.h"
#include <clustermap/geocode.h>

/* What makes an answer doubtful; the first that applies gives the reason. */
typedef enum cm__doubt {
    CM__DOUBT_NONE,
    CM__DOUBT_PART,            /* something between the parts, or after the town, is not known */
    CM__DOUBT_CITY,            /* the city, or the ward, is not named */
    CM__DOUBT_MERGED,          /* the ward is not known: it is of a newer order */
    CM__DOUBT_TYPO,            /* one character is another than the name's */
    CM__DOUBT_POSTAL,          /* the postal code is of other towns */
    CM__DOUBT_PLACED_BY_POSTAL /* the address names no town, but its postal code is of one only */
} cm__doubt;

/* One reading of the address, down to what the gazetteer confirms. */
typedef struct cm__reading {
    size_t prefecture, city, town, koaza; /* CM_ABSENT where nothing is confirmed */
    size_t end;                           /* the token after what was read */
    size_t below;                         /* the token after the city */
    double score, city_score;             /* of all that was read; of its city alone */
    bool unsure;                          /* what follows the town is not known */
    bool open;                            /* and may be a part of its name */
    cm__doubt doubt;
    const cm__gazetteer_place *alone; /* the town, if the others of its city are not read: then
                                         town is its number; NULL otherwise */
} cm__reading;

enum { CM__READINGS_MAX = 256 };

typedef struct cm__search {
    cm__geocode_session *session;
    cm_gazetteer *gazetteer; /* the session's */
    const char *address;
    const cm__address_text *text;
    uint32_t postal_code; /* of the address, or beside it; 0 if there is none */
    size_t count; /* of the best, equally good readings; those over the limit are only counted */
    cm__reading readings[CM__READINGS_MAX];
    cm__gazetteer_place alone[CM__READINGS_MAX]; /* what readings refer to */
    double start_score;                          /* of what was read before the city */
    cm__doubt start_doubt;
} cm__search;

/* Finds the best readings of the text; count is 0 if there is none.
 * Returns CM_OK, CM_ERR_NOMEM, CM_ERR_LIMIT or CM_ERR_FORMAT (the gazetteer is damaged). */
CM_MUST_CHECK cm_status cm__search_run(cm__search *search);

/* Offers a reading: kept if it is better than those kept, or equal. */
void cm__search_offer(cm__search *search, const cm__reading *reading);

/* Reads the towns of a city from token `at` on and offers what it finds; start says what was read
 * before and how sure that is. Sets *found if any town is read. */
CM_MUST_CHECK cm_status cm__search_towns(cm__search *search, const cm__reading *start, size_t at,
                                         bool *found);

/* The same where that finds nothing: by a koaza whose town is left out, else by a town's name with
 * one wrong character, else by the end of a town's name; each lowers the score. */
CM_MUST_CHECK cm_status cm__search_repair(cm__search *search, const cm__reading *start, size_t at);

/* A block, building or lot that the address goes on with. */
typedef struct cm__lot_reading {
    bool found;
    cm_level level;
    size_t end;        /* the token after it */
    const char *block; /* with the koaza in front: koaza/12-3; good until the next question */
    cm_lonlat place;   /* NaN if unknown */
} cm__lot_reading;

/* Finds the longest lot that a reading with a town goes on with.
 * Returns as cm__search_run. Cost: at most 8 look-ups in the file. */
CM_MUST_CHECK cm_status cm__search_lot(cm__lot_reading *out, const cm__search *search,
                                       const cm__reading *reading);

/* The value of a postal code in a cell, 060-0807 or 0600807; 0 if it is none. */
uint32_t cm__search_read_postal(const char *text);

/* Lets the postal code choose among the readings: those that it is of are kept; where it is of none
 * of them, they are doubtful. An address without a town lies in the one town of its code.
 * given   code beside the address, which counts where the address has none; 0: none
 * Returns as cm__search_run. */
CM_MUST_CHECK cm_status cm__search_use_postal(cm__search *search, uint32_t given);

/* The same after a town that may be the beginning of another's name in error: takes a town with one
 * wrong character only if it goes on behind token `least`. */
CM_MUST_CHECK cm_status cm__search_mend_town(cm__search *search, const cm__reading *start,
                                             size_t at, size_t least);

/* Offers a town that ends before token `end`, with the koaza that may follow. */
void cm__search_offer_town(cm__search *search, const cm__reading *start,
                           const cm__gazetteer_towns *towns, uint32_t town, size_t end);

/* Reads what is below a city, or below all wards of a city whose ward is left out. */
CM_MUST_CHECK cm_status cm__search_below(cm__search *search, const cm__reading *start, size_t at,
                                         bool *found);

/* A prefecture with one wrong character; believed only if a city of it follows. Sets *any if one
 * does. */
CM_MUST_CHECK cm_status cm__search_mend_prefecture(cm__search *search, size_t at, bool *any,
                                                   bool *found);

/* A city with one wrong character, of a prefecture or, CM_ABSENT, of any; believed only if a town
 * of it follows. */
CM_MUST_CHECK cm_status cm__search_mend_city(cm__search *search, size_t prefecture, size_t at,
                                             bool *found);

/* A ward of a city with one wrong character; likewise. */
CM_MUST_CHECK cm_status cm__search_mend_ward(cm__search *search, const cm__reading *city, size_t at,
                                             bool *found);

/* Reads the cities of a scope at token `at`, and what is below them.
 * Returns whether there is a city; found: whether there is a town. */
bool cm__search_cities(cm_status *status, cm__search *search, uint32_t scope, size_t at,
                       bool *found);

/* Reads below a city that the text names before token `at`, where it may be named again. */
CM_MUST_CHECK cm_status cm__search_city(cm__search *search, const cm__reading *start, size_t at,
                                        bool *found);

/* Reads an address that begins in Roman letters or in kana with a prefecture or city, and what is
 * below it; in Roman letters also the smaller before the larger, with a number first. */
CM_MUST_CHECK cm_status cm__search_readings(cm__search *search, size_t at, bool *found);

/* The same of a city in a prefecture that is read. */
CM_MUST_CHECK cm_status cm__search_city_reading(cm__search *search, size_t prefecture, size_t at,
                                                bool *found);

/* The streets by which addresses in Kyoto begin: finds the token after the last of them that a
 * town may follow, from token `at` on and before `limit`. Returns limit if there is none. */
size_t cm__search_skip_streets(const cm__address_text *text, size_t at, size_t limit);

/* Passes over what may stand between the street and the town: 2-chome, west side. */
size_t cm__search_skip_side(const cm__address_text *text, size_t at);

#endif
