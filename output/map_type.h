/* map_type.h - typography: the levels of text and the inks of the page's furniture. */
#ifndef CM_MAP_TYPE_H
#define CM_MAP_TYPE_H

#include "output/map_box.h"
#include "output/map_list.h"

typedef enum cm__type {
    CM__TYPE_TITLE,
    CM__TYPE_SUBTITLE,
    CM__TYPE_LEGEND,  /* the legend's own title */
    CM__TYPE_HEADING, /* of a layer in the legend */
    CM__TYPE_BODY,
    CM__TYPE_SMALL, /* credit, graticule, notes: the smallest that prints well */
    CM__TYPE_COUNT
} cm__type;

#define CM__TYPE_LEAST_PT 6.5 /* below it Japanese fills in on paper */

/* How a level is set. */
cm__text_style cm__type_style(cm__type type);

/* From one baseline to the next. */
double cm__type_leading_mm(const cm__text_style *style);

/* The height of digits and capitals; kanji reach a little above and below. */
double cm__type_cap_mm(const cm__text_style *style);

/* How far the middle of a kanji or a capital lies above its baseline: what a swatch is set to. */
double cm__type_middle_mm(const cm__text_style *style);

/* Inks. */
cm_colour cm__ink_black(void); /* text, neatline */
cm_colour cm__ink_grey(void);  /* thin lines, secondary text */
cm_colour cm__ink_paper(void);
cm_colour cm__ink_graticule(void);
cm_colour cm__ink_outside(void); /* of the frame where no layer says what is there */

cm_colour cm__ink_locator(void); /* the box in a locator */

/* A symbol for the furniture's own paths; a colour with alpha 0 is not drawn. */
cm_symbol cm__ink_symbol(cm_colour fill, cm_colour stroke, double stroke_mm);

#endif
