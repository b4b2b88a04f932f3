/* map_wrap.h - breaks a text into lines of a width. */
#ifndef CM_MAP_WRAP_H
#define CM_MAP_WRAP_H

#include "output/map_list.h"

/* {0} is no lines. */
typedef struct cm__lines {
    const char **texts; /* each at most 10000 bytes, without control characters */
    double *widths_mm;  /* advance of each */
    size_t count, capacity;
    bool cut; /* there was more than the lines hold: the last one ends with an ellipsis */
    struct cm__arena *arena;
} cm__lines;

typedef struct cm__wrap {
    const char *font; /* family */
    cm__text_style style;
    double width_mm;
    size_t lines_max; /* at least 1 */
    bool no_widow;    /* no last line of a word or two, if narrower lines prevent it */
} cm__wrap;

/* Adds the lines of text. It is broken at line feeds, between words, and between Japanese
 * characters except before closing marks and small kana and after opening brackets (the rules of
 * JIS X 4051 in short); a word wider than the line is broken anywhere. Control characters count as
 * blanks, blanks at a break are dropped; an empty text gives no line.
 *
 * Returns CM_OK; CM_ERR_FORMAT if the font lacks a character; CM_ERR_NOMEM.
 * Cost: shaping of about 20 lines for each line; up to ten times that
 * with no_widow. */
CM_MUST_CHECK cm_status cm__wrap_text(cm__lines *lines, const char *text, const cm__wrap *wrap);

void cm__lines_clear(cm__lines *lines);

#endif
