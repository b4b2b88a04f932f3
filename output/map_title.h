/* map_title.h - title and subtitle, set so that they fit the page. */
#ifndef CM_MAP_TITLE_H
#define CM_MAP_TITLE_H

#include "output/map_sheet.h"
#include "output/map_wrap.h"

/* What stands above the map, from above. */
typedef enum cm__title_part {
    CM__TITLE_FIRST,
    CM__TITLE_SECOND, /* the title in another language, smaller */
    CM__TITLE_SUBTITLE,
    CM__TITLE_SECOND_SUBTITLE,
    CM__TITLE_PARTS
} cm__title_part;

/* {0} is no title, of no height. */
typedef struct cm__title {
    struct {
        cm__lines lines;
        cm__text_style style;
    } parts[CM__TITLE_PARTS];
    double height_mm;
} cm__title;

/* Sets the title in one line as large as fits (19 to 12 pt), else in two, then three smaller ones;
 * the others likewise, smaller, in up to three. What is still too long ends with an ellipsis.
 *
 * out   must be empty; cleared by cm__title_clear, also after a failure
 * Returns CM_OK; CM_ERR_FORMAT if the font lacks a character; CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__title_layout(cm__title *out, const cm__sheet *sheet, double width_mm);

/* Adds the groups `title` and `subtitle`. at is the upper left corner. */
CM_MUST_CHECK cm_status cm__title_draw(cm__list *list, const cm__title *title, cm_point at);

void cm__title_clear(cm__title *title);

#endif
