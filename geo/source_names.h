/* source_names.h - what several files say about one thing: names of municipalities, and ids. */
#ifndef CM_SOURCE_NAMES_H
#define CM_SOURCE_NAMES_H

#include "geo/source_rows.h"

/* What a row says about its prefecture and municipality; NULL or "" where it is silent. */
typedef struct cm__source_city {
    const char *prefecture, *prefecture_kana, *prefecture_roman;
    const char *city, *city_kana, *city_roman; /* city NULL: of the prefecture only */
    uint32_t code;
    bool is_told; /* the caller tells the municipality itself */
} cm__source_city;

/* Tells the listener what has not been told of the prefecture and the municipality, and keeps the
 * name of the municipality for cm__source_full_city. Cost: O(1) for the same as in the row before.
 */
CM_MUST_CHECK cm_status cm__source_tell_city(cm__source_rows *rows, const cm__source_city *city);

/* The name with its county, 西多摩郡瑞穂町, of a municipality that its file calls 瑞穂町; or the
 * latter, if no file has told it or two are called so. Borrowed from the run, or city itself. */
const char *cm__source_full_city(const cm__source_run *run, uint32_t code, const char *prefecture,
                                 const char *city);

/* Tells the listener a row, whose source is filled in. entity may be NULL. */
CM_MUST_CHECK cm_status cm__source_tell(cm__source_rows *rows, size_t *entity,
                                        cm__source_place *place);

/* Keeps the listener's number under ids, parts of which make one key; nothing is kept that no
 * position file asks for. */
CM_MUST_CHECK cm_status cm__source_keep_id(cm__source_run *run, cm__source_ids ids,
                                           const char *const *parts, size_t entity);
/* The number kept under the ids, or SIZE_MAX; fails only for want of memory. */
CM_MUST_CHECK cm_status cm__source_find_id(size_t *entity, cm__source_run *run, cm__source_ids ids,
                                           const char *const *parts);

/* Whether a name is too long to be one. */
bool cm__source_is_long(const char *name);

#endif
