/* gazetteer.h - the file of known addresses and where they are. */
#ifndef CLUSTERMAP_GAZETTEER_H
#define CLUSTERMAP_GAZETTEER_H

#include <clustermap/progress.h>
#include <clustermap/status.h>
#include <clustermap/table.h>
#include <stddef.h>

typedef struct cm_gazetteer cm_gazetteer;

typedef struct cm_gazetteer_build_options {
    unsigned version;    /* set by CM_GAZETTEER_BUILD_OPTIONS_INIT */
    const char *created; /* "YYYY-MM-DD" that is recorded; NULL: none, never the clock */
    cm_progress progress;
} cm_gazetteer_build_options;
/* clang-format off */
#define CM_GAZETTEER_BUILD_OPTIONS_INIT {.version = 1}
/* clang-format on */

typedef struct cm_gazetteer_report {
    size_t rows;     /* of the sources */
    size_t rejected; /* rows that could not be used; they are in `rejects` */
    size_t skipped;  /* sound rows that are not wanted: abolished, not representative */
    size_t prefectures, cities, towns, koaza;
    size_t blocks;    /* blocks of streets, and lots of the land register */
    size_t buildings; /* with a number of their own in their block */
    size_t postal_codes;
    size_t without_place; /* towns that have no coordinate */
    size_t outliers;      /* blocks and buildings whose coordinate was dropped, since it is over
                             500 m outside its town's others */
} cm_gazetteer_report;

/* Builds a gazetteer from published tables and replaces the file at path when it is whole.
 *
 * sources   count paths, each of a kind that is recognised by its header or content:
 *           - a plain town table (pref,city,town,koaza,lat,lng), Geolonia's latest.csv;
 *           - MLIT's location reference (位置参照情報) of towns and of blocks;
 *           - the Address Base Registry's mt_pref, mt_city, mt_town, mt_town_fullset,
 *             mt_rsdtdsp_blk, mt_rsdtdsp_rsdt and mt_parcel, and their position files;
 *           - Japan Post's KEN_ALL, utf_ken_all and KEN_ALL_ROME.
 *           Names and places of later ones refine those of earlier ones: a town that only is
 *           spelled otherwise (大字, ケ, chome in digits) is the town that is known already, under
 *           the spelling of the first. Packed files (.xz, .gz, .zip, .zst) are refused with the
 *           command that unpacks them
 * rejects   receives broken rows, as in cm_table_read; NULL: only counted
 * report    may be NULL
 * Returns CM_OK; CM_ERR_FORMAT (a file that is of no known kind, a source without any usable
 * row, invalid bytes, no town at all); CM_ERR_IO; CM_ERR_NOMEM; CM_ERR_LIMIT; CM_ERR_STOPPED.
 * A broken row (no town, a coordinate out of range) is rejected and does not stop the build.
 * The file records each source's name, kind and the day of its file, and whom maps must name.
 * Cost: O(rows log rows); all Japan at town level in about 1 s, memory about 400 bytes a row. */
CM_MUST_CHECK cm_status cm_gazetteer_build(const char *path, const char *const *sources,
                                           size_t count, const cm_gazetteer_build_options *options,
                                           cm_table *rejects, cm_gazetteer_report *report);

/* Opens a gazetteer read-only. The file is untrusted: it is refused unless its mark, schema
 * version and tables are exactly ours and its length is what its header says.
 * Returns CM_OK; CM_ERR_FORMAT (not a gazetteer, damaged, cut, another version); CM_ERR_IO;
 * CM_ERR_NOMEM. A gazetteer may be used by one thread at a time; cm_geocode_members shares it among
 * threads of its own. */
CM_MUST_CHECK cm_status cm_gazetteer_open(cm_gazetteer **out, const char *path);

/* Closes it. NULL is allowed. */
void cm_gazetteer_destroy(cm_gazetteer *gazetteer);

typedef struct cm_gazetteer_info {
    size_t prefectures, cities, towns, koaza, blocks, buildings, postal_codes, without_place;
    const char *created;     /* "" if unknown */
    const char *sources;     /* name, kind and day of the source files, one a line */
    const char *attribution; /* the lines that maps must print, one a line */
} cm_gazetteer_info;

/* What the gazetteer holds; texts are borrowed from it. */
cm_gazetteer_info cm_gazetteer_get_info(const cm_gazetteer *gazetteer);

#endif
