/* geocode.h - from a Japanese postal address to a place. */
#ifndef CLUSTERMAP_GEOCODE_H
#define CLUSTERMAP_GEOCODE_H

#include <clustermap/features.h>
#include <clustermap/gazetteer.h>
#include <clustermap/members.h>
#include <clustermap/place.h>
#include <clustermap/progress.h>
#include <clustermap/status.h>
#include <clustermap/table.h>
#include <stdbool.h>

/* How deep an answer reaches, coarse to fine. */
typedef enum cm_level {
    CM_LEVEL_NONE,
    CM_LEVEL_PREFECTURE,
    CM_LEVEL_CITY,
    CM_LEVEL_TOWN,
    CM_LEVEL_BLOCK,
    CM_LEVEL_BUILDING,
    CM_LEVEL_GIVEN, /* the row brought its own coordinates */
    CM_LEVEL_COUNT
} cm_level;

/* "none", "prefecture", ... "given". */
const char *cm_level_name(cm_level level);
/* The level of that name, or CM_LEVEL_COUNT. */
cm_level cm_level_find(const char *name);

/* Why an address has no place, or a doubtful one. */
typedef enum cm_reason {
    CM_REASON_NONE,       /* "": all is well */
    CM_REASON_NO_ADDRESS, /* "no_address": nothing to go by */
    CM_REASON_NO_TOWN,    /* "no_town": the address goes on with no town that is known */
    CM_REASON_NO_PLACE,   /* "no_place": what it names has no coordinate */
    CM_REASON_TOO_COARSE, /* "too_coarse": less is known than is asked for */
    CM_REASON_TIE,        /* "tie": several places answer to it */
    CM_REASON_BAD_PLACE,  /* "bad_place": the row's own coordinates are none */
    CM_REASON_OUTSIDE,    /* "outside": they are not in the municipality that is named */
    CM_REASON_POSTAL,     /* "postal": the postal code is another town's */
    CM_REASON_TYPO,       /* "typo": one character is another */
    CM_REASON_MERGED,     /* "merged": a municipality or ward of another order */
    CM_REASON_NO_CITY,    /* "no_city": not named in full */
    CM_REASON_NO_PART,    /* "no_part": something beside the town is not known */
    CM_REASON_OTHER,      /* "other": any other word */
    CM_REASON_COUNT
} cm_reason;

/* The word, "" for NONE. */
const char *cm_reason_name(cm_reason reason);
/* The reason that a text begins with, up to its colon, such as that of an answer. */
cm_reason cm_reason_find(const char *text);

/* What a score means: how much of the answer the address itself says. It is 1 where every part is
 * there to the letter or by a folding that loses nothing (width, old kanji, kana, oaza, hyphens),
 * and each step away from that multiplies it:
 *
 *   0.95   the city is read from Roman letters or kana; a number alone stands for 3-bancho
 *   0.89   chome is written where the town's name has bancho; the ward is left out
 *   0.9    the ward is of a newer order
 *   0.85   what follows the town is not known; no city is named; words before a western address
 *   0.82   one wrong character in the ward; 0.8 in the prefecture; 0.75 in the city, 0.7 where no
 *          prefecture is named
 *   0.85 n / (n + 1)   one wrong character in the town, n others being right
 *   0.8 n / (n + 1)    only the end of the town's name, of n parts, is there
 *   0.8    a koaza is named and its town is not; the postal code is of other towns
 *   0.7    the town is known from the postal code alone
 *   0.5    something stands behind a city, and no town of it does
 *   and at most 1 / n where n places answer to it
 *
 * So an answer of 0.9 or more has no part that is guessed. Measured on the public cases, the
 * generated ones, fresh spellings of every 37th row of the table and independent places, 12 of
 * 79,436 such answers (0.015 %) are wrong: in 11 one wrong character gave what reads as another
 * town, and one lot was read as a chome. Misspellings that are to the letter another town are not
 * counted, and of independent places only whether the answer is in the municipality that the
 * address names. bench_geocode prints this figure. */

/* One answer. Texts are as the gazetteer spells them, "" where nothing matched; they and rest are
 * borrowed: from the gazetteer until its next use, rest from the address. */
typedef struct cm_geocode_answer {
    const char *prefecture, *city, *town, *block;
    const char *rest;     /* the end of the address that was not matched, its own bytes */
    cm_level match_level; /* the deepest part of the text that the gazetteer confirms */
    cm_level coord_level; /* the part whose coordinate was used */
    double score;         /* 0..1; 1: every part confirmed literally or by a lossless folding; below
                             0.9: a part was skipped, guessed, or candidates tie */
    size_t candidates;    /* equally good answers; 0 if none */
    const char *reason; /* one word and detail if it is not placed at town or finer, or is doubtful:
                           no_address, no_town, too_coarse, tie, postal (the postal code is of
                           another town, or it alone tells the town), typo (one character is
                           another), merged (a ward of a newer order), no_city (not named in full),
                           no_part (something beside the town is not known); of a row also
                           bad_place and outside, with a score of 0.5 (its own coordinates are none,
                           or lie outside the municipality of its address);
                           "" if all is well */
    cm_lonlat place;    /* NaN where coord_level is NONE */
} cm_geocode_answer;

/* Finds one address.
 *
 * address      UTF-8; at most 4096 bytes count, what is beyond stays in rest
 * candidates   receives a row for each equally good answer where there are two or more, with the
 *              columns input, matched_prefecture, matched_city, matched_town, lon, lat; NULL: not
 *              wanted; must be empty or what an earlier call left
 * Returns CM_OK also when nothing matches (level NONE); CM_ERR_NOMEM; CM_ERR_FORMAT if the
 * gazetteer turns out to be damaged. Cost: linear in the address. */
CM_MUST_CHECK cm_status cm_geocode_address(cm_geocode_answer *out, cm_gazetteer *gazetteer,
                                           const char *address, cm_table *candidates);

#define CM_NEAR_MAX_M 50000 /* what is farther is not near */

/* From a place back to the nearest known address: town, koaza, block or building, whichever point
 * is nearest by the geodesic; of equally near ones the first by city and town, towns before koaza
 * before blocks. R*Tree of the gazetteer; exact.
 *
 * out          level NONE and a reason if nothing is known within CM_NEAR_MAX_M; else its place is
 *              that of the address, score 1, candidates 1, rest ""
 * distance_m   receives how far it is; NaN for level NONE
 * place        JGD2011; within -180..180, -90..90
 * Returns CM_OK; CM_ERR_DOMAIN (place); CM_ERR_NOMEM; CM_ERR_IO or CM_ERR_FORMAT if the gazetteer
 * turns out to be damaged. Cost: about 50 us once the cities about it are read. */
CM_MUST_CHECK cm_status cm_geocode_near(cm_geocode_answer *out, double *distance_m,
                                        cm_gazetteer *gazetteer, cm_lonlat place);

typedef struct cm_geocode_options {
    unsigned version;   /* set by CM_GEOCODE_OPTIONS_INIT */
    cm_level min_level; /* a coarser coordinate is not used; default CM_LEVEL_TOWN */
    cm_progress progress;
    int threads; /* 0: as many as there are processors; since version 2 */
} cm_geocode_options;
/* clang-format off */
#define CM_GEOCODE_OPTIONS_INIT {.version = 2, .min_level = CM_LEVEL_TOWN}
/* clang-format on */

typedef struct cm_geocode_report {
    size_t rows, placed, rejected;
    size_t by_level[CM_LEVEL_COUNT];   /* rows by coord_level, rejected rows as NONE */
    size_t tied;                       /* rows with two or more candidates */
    size_t by_reason[CM_REASON_COUNT]; /* rejected rows by the word of their reason */
    size_t by_doubt[CM_REASON_COUNT];  /* placed rows by theirs; NONE: without a doubt */
} cm_geocode_report;

/* Adds a part's counts to those of the parts before it. */
void cm_geocode_report_add(cm_geocode_report *sum, const cm_geocode_report *part);

/* Places every row of a member list. Adds the columns matched_prefecture, matched_city,
 * matched_town, matched_block, rest, match_level, coord_level, score, candidates, reason, lon, lat
 * (those of the same name in the input are replaced) and a point in EPSG:6668 where placed; rows
 * and columns keep their order. A row whose coord_level is coarser than min_level has neither lon
 * nor lat; its level is kept and reason says why.
 *
 * out->members     receives the layer, its source set to the gazetteer's attribution; must be empty
 * out->rejects     receives each row not placed, with all columns of the layer and a first column
 *                  line; must be empty; NULL: not wanted
 * out->candidates  as in cm_geocode_address, with a first column line; has its columns even where
 *                  there is no row; NULL: not wanted
 * members     moved into out, left zeroed; untouched on failure
 * columns     where the address (and lon, lat, postal_code if any) stand. lon and lat of a row win
 *             over its address: level `given`
 * gazetteer   may be NULL if every row brings its own coordinates
 * Returns CM_OK; CM_ERR_FORMAT if there is neither an address column nor lon and lat, or the
 * gazetteer is damaged; CM_ERR_NOMEM; CM_ERR_STOPPED. What comes out does not depend on the number
 * of threads, and parts of a list give what the whole gives. */
typedef struct cm_geocode_outputs {
    cm_features *members;
    cm_table *rejects, *candidates;
    cm_geocode_report *report; /* may be NULL */
} cm_geocode_outputs;
CM_MUST_CHECK cm_status cm_geocode_members(const cm_geocode_outputs *out, cm_table *members,
                                           const cm_member_columns *columns,
                                           cm_gazetteer *gazetteer,
                                           const cm_geocode_options *options);

#endif
