/* map_words.h - the words that the page itself prints, in the map's language. */
#ifndef CM_MAP_WORDS_H
#define CM_MAP_WORDS_H

#include "geo/base_text.h"
#include <clustermap/map.h>

typedef enum cm__word {
    CM__WORD_COLON, /* between a heading and what follows it */
    CM__WORD_GAP,   /* between the sentences of a line */
    CM__WORD_COMMA, /* between the items of a list */
    CM__WORD_OPEN,  /* round a count or a unit */
    CM__WORD_CLOSE,
    CM__WORD_LEGEND,
    CM__WORD_SCALE,
    CM__WORD_SOURCES,
    CM__WORD_PROJECTION,
    CM__WORD_ZONE, /* before and after the number of a plane rectangular zone */
    CM__WORD_ZONE_END,
    CM__WORD_UTM,
    CM__WORD_UTM_END,
    CM__WORD_EQUAL_AREA, /* before and after its middle */
    CM__WORD_EQUAL_AREA_END,
    CM__WORD_SCALE_FACTOR,
    CM__WORD_TRUE_NORTH,
    CM__WORD_SCALE_VARIES,
    CM__WORD_AS_OF, /* before and after the date */
    CM__WORD_AS_OF_END,
    CM__WORD_APPROXIMATE,
    CM__WORD_NO_VALUE,
    CM__WORD_NO_CLASS, /* of rows whose number lies between or beyond the classes */
    CM__WORD_OUTSIDE,
    CM__WORD_MEMBER,  /* after 1 */
    CM__WORD_MEMBERS, /* after another number */
    CM__WORD_FANNED,  /* before and after a length */
    CM__WORD_FANNED_END,
    CM__WORD_STACKED,
    CM__WORD_GATHERED, /* after a number, in the legend and in the credit */
    CM__WORD_GATHERED_WHY,
    CM__WORD_PER_HEXAGON, /* before and after its width */
    CM__WORD_PER_HEXAGON_END,
    CM__WORD_BETWEEN, /* the sources */
    CM__WORD_NO_CRS,
    CM__WORD_UNITS, /* after a number of them, in a plane without a CRS */
    CM__WORD_BACKGROUND,
    CM__WORD_LABELS,
    CM__WORD_FRAME,
    CM__WORD_PROOF_PRINTED, /* over the panels of a proof */
    CM__WORD_PROOF_GREY,
    CM__WORD_PROOF_NO_GREEN,
    CM__WORD_PROOF_NO_RED,
    CM__WORD_COUNT
} cm__word;

/* Never NULL. */
const char *cm__word_get(cm__word word, cm_map_language language);

/* Adds a whole number, rounded, with a comma before each group of three digits. */
void cm__word_add_grouped(cm__text *text, double value);

/* Adds a number of members: "12 members". */
void cm__word_add_members(cm__text *text, size_t count, cm_map_language language);

/* Adds a date as it is said: "2026-11-24" is 2026年11月24日 in Japanese, "2003-04" 2003年4月,
 * "2003" 2003年; in English, and if it is something else, it is left as it is. */
void cm__word_add_date(cm__text *text, const char *date, cm_map_language language);

#endif
