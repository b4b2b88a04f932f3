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
    size_t rejected; /* rows that could not be used; the first few are in `rejects` */
    size_t prefectures, cities, towns, koaza;
    size_t without_place; /* towns that have no coordinate */
} cm_gazetteer_report;

/* Builds a gazetteer from tables of towns and replaces the file at path when it is whole.
 *
 * sources   count paths of tables, each of a kind that is recognised by its header: the plain town
 *           table (pref,city,town,koaza,lat,lng) and Geolonia's latest.csv; later ones refine
 *           earlier ones. A path ending in .xz or .gz is refused with the command that unpacks it
 * rejects   as in cm_table_read; NULL: only counted
 * report    may be NULL
 * Returns CM_OK; CM_ERR_FORMAT (a header that is of no known kind, a source without any usable
 * row, invalid bytes); CM_ERR_IO; CM_ERR_NOMEM; CM_ERR_LIMIT; CM_ERR_STOPPED.
 * A broken row (no town, a coordinate out of range) is rejected and does not stop the build.
 * Cost: O(rows log rows); all Japan at town level in about 3 s. */
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
    size_t prefectures, cities, towns, koaza, without_place;
    const char *created;     /* "" if unknown */
    const char *sources;     /* names of the source files, one a line */
    const char *attribution; /* the lines that maps must print, one a line */
} cm_gazetteer_info;

/* What the gazetteer holds; texts are borrowed from it. */
cm_gazetteer_info cm_gazetteer_get_info(const cm_gazetteer *gazetteer);

#endif
