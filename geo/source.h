/* source.h - published tables of places, each read by its own kind and told to one listener. */
#ifndef CM_SOURCE_H
#define CM_SOURCE_H

#include <clustermap/geocode.h> /* cm_level */
#include <clustermap/place.h>
#include <clustermap/status.h>
#include <clustermap/table.h>
#include <stdint.h>

/* One row of a source. Texts are borrowed for the call, "" where the row does not go so deep, never
 * NULL unless said. */
typedef struct cm__source_place {
    size_t source;  /* index of its file among the paths: later ones refine earlier ones */
    cm_level level; /* what it names: PREFECTURE, CITY, TOWN (a town or a koaza), BLOCK (also a
                       parcel), BUILDING */
    bool is_parcel; /* a BLOCK that is a lot of the land register, not a block of streets */
    const char *prefecture, *city; /* city with county and ward: 西多摩郡瑞穂町, 札幌市中央区 */
    const char *town, *koaza; /* 丁目 in kanji numerals; "（大字なし）" for none */
    const char *lot;          /* "12", "12-3", "甲208-11" */
    const char *kana, *roman; /* of the last of prefecture, city, town that the row names; NULL if
                                 not given. Kana full width */
    cm_lonlat place;          /* JGD2011; NaN if unknown */
    uint32_t city_code;       /* of the municipality, JIS X 0402 with prefecture: 5 digits; or 0 */
    uint32_t postal_code;     /* 7 digits; or 0 */
} cm__source_place;

/* What belongs to a postal code; one call for each range of chome. */
typedef struct cm__source_postal {
    size_t source;
    uint32_t postal_code, city_code;
    const char *prefecture, *city;
    const char *town;              /* "" for what of the city has no code of its own */
    const char *kana;              /* of the town; NULL if not given; full width */
    unsigned chome_from, chome_to; /* 0, 0: the whole town */
} cm__source_postal;

typedef struct cm__source_listener {
    void *context;
    /* entity  receives the listener's number for what the row names */
    cm_status (*place)(void *context, size_t *entity, const cm__source_place *row);
    /* The place of what an earlier row named, from a position file. */
    cm_status (*position)(void *context, size_t entity, size_t source, cm_lonlat place);
    cm_status (*postal)(void *context, const cm__source_postal *row);
    /* May stop the reading: share 0..1 of all bytes. NULL: none. */
    bool (*goes_on)(void *context, double share);
} cm__source_listener;

/* What one file was. */
typedef struct cm__source_kind {
    const char *name; /* "Geolonia 住所データ", "位置参照情報 街区レベル", ...; static */
    const char *attribution; /* the line that maps print; static */
} cm__source_kind;

typedef struct cm__source_report {
    size_t rows;     /* seen in all files, headers not counted */
    size_t rejected; /* broken: told in rejects */
    size_t skipped;  /* sound but not wanted: abolished, not representative, positions of nothing,
                        floors of a building */
} cm__source_report;

/* Reads every file: first those that name municipalities in full, then those that name blocks and
 * lots in them, then those that only say where things are, each group in the order given. A row is
 * told at once; a prefecture or municipality before its first town, if the file says more of it
 * than its name. A block of the residences' file is told before the first of them, without place.
 *
 * kinds     receives count kinds
 * report    receives the counts
 * rejects   receives the broken rows (line, reason with path:line, text); NULL: only counted
 * Returns CM_OK; CM_ERR_FORMAT (a file of no known kind, with none but broken rows, packed,
 * damaged; or no file has a row of use); CM_ERR_IO, CM_ERR_LIMIT, CM_ERR_NOMEM, CM_ERR_STOPPED, and
 * what the listener returns. On failure the outputs are as before; the listener has heard a part.
 * Cost: O(bytes); memory for the largest file (twice if it is CP932) and for the ids that position
 * files ask for. */
CM_MUST_CHECK cm_status cm__sources_read(cm__source_kind *kinds, cm__source_report *report,
                                         const char *const *paths, size_t count,
                                         const cm__source_listener *listener, cm_table *rejects);

#endif
