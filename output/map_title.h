/* map_title.h - title and subtitle, set so that they fit the page. */
#ifndef CM_MAP_TITLE_H
#define CM_MAP_TITLE_H

#include "output/map_sheet.h"
#include "output/map_wrap.h"

/* {0} is no title, of no height. */
typedef struct cm__title {
    cm__lines title, subtitle;
    cm__text_style title_style, subtitle_style;
    double height_mm;
} cm__title;

/* Sets the title in one line as large as fits (19 to 12 pt), else in two, then three smaller ones;
 * the subtitle likewise in one or two. What is still too long ends with an ellipsis.
 *
 * out   must be empty; cleared by cm__title_clear, also after a failure
 * Returns CM_OK; CM_ERR_FORMAT if the font lacks a character; CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__title_layout(cm__title *out, const cm__sheet *sheet, double width_mm);

/* Adds the groups `title` and `subtitle`. at is the upper left corner. */
CM_MUST_CHECK cm_status cm__title_draw(cm__list *list, const cm__title *title, cm_point at);

void cm__title_clear(cm__title *title);

#endif
