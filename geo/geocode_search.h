/* geocode_search.h - what an address may mean, and how good each meaning is. */
#ifndef CM_GEOCODE_SEARCH_H
#define CM_GEOCODE_SEARCH_H

#include "geo/gazetteer_file.h"
#include "geo/geocode_session.h"
#include <clustermap/geocode.h>

/* What makes an answer doubtful; the first that applies gives the reason. */
typedef enum cm__doubt {
    CM__DOUBT_NONE,
    CM__DOUBT_PART,   /* something between the parts, or after the town, is not known */
    CM__DOUBT_CITY,   /* the city, or the ward, is not named */
    CM__DOUBT_MERGED, /* the ward is not known: it is of a newer order */
    CM__DOUBT_TYPO    /* one character is another than the name's */
} cm__doubt;

/* One reading of the address, down to what the gazetteer confirms. */
typedef struct cm__reading {
    size_t prefecture, city, town, koaza; /* CM_ABSENT where nothing is confirmed */
    size_t end;                           /* the token after what was read */
    double score;
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
    size_t count; /* of the best, equally good readings; those over the limit are only counted */
    cm__reading readings[CM__READINGS_MAX];
    cm__gazetteer_place alone[CM__READINGS_MAX]; /* what readings refer to */
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

/* The streets by which addresses in Kyoto begin: finds the token after the last of them that a
 * town may follow, from token `at` on and before `limit`. Returns limit if there is none. */
size_t cm__search_skip_streets(const cm__address_text *text, size_t at, size_t limit);

/* Passes over what may stand between the street and the town: 2-chome, west side. */
size_t cm__search_skip_side(const cm__address_text *text, size_t at);

#endif
