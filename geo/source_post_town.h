/* source_post_town.h - what the town column of Japan Post's postal codes says. */
#ifndef CM_SOURCE_POST_TOWN_H
#define CM_SOURCE_POST_TOWN_H

#include "geo/base_text.h"
#include <clustermap/status.h>

enum { CM__POST_RANGES = 64 };

typedef struct cm__post_range {
    unsigned from, to; /* chome; 0, 0: the whole town, or what has no chome */
} cm__post_range;

/* What a text means. */
typedef struct cm__post_town {
    const char *names; /* of towns, NUL-terminated one behind the other; "" for what of the
                          municipality has no code of its own */
    size_t name_count;
    cm__post_range ranges[CM__POST_RANGES]; /* of every one of them */
    size_t range_count;
    bool is_building; /* floors of a building: no town */
} cm__post_town;

/* Reads a town text, which may be of several towns and of ranges of chome.
 * out       borrows from scratch
 * scratch   becomes as long as the text
 * Returns CM_OK, CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__post_town_read(cm__post_town *out, cm__text *scratch, const char *text);

/* Whether a （ of the text is not closed, so that its record goes on in the next row. */
bool cm__post_town_is_open(const char *text);

#endif
