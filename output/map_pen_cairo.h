/* map_pen_cairo.h - paints a display list with cairo, for images and PDF. */
#ifndef CM_MAP_PEN_CAIRO_H
#define CM_MAP_PEN_CAIRO_H

#include "output/map_list.h"
#include <cairo.h>

typedef enum cm__cairo_text {
    CM__CAIRO_TEXT_STRINGS, /* as text, which a reader of the file can search and copy */
    CM__CAIRO_TEXT_OUTLINES /* as areas: cairo 1.16 shifts glyphs of images to whole pixels */
} cm__cairo_text;

/* Paints one layer of the list; the unit of cr is the millimetre. cr's state is kept.
 * Returns CM_OK or what cm__cairo_check says. */
CM_MUST_CHECK cm_status cm__cairo_paint(cairo_t *cr, const cm__list *list, const cm__layer *layer,
                                        cm__cairo_text text);

/* CM_OK, or cairo's complaint about drawing such as "the page". */
CM_MUST_CHECK cm_status cm__cairo_check(cairo_status_t found, const char *drawing);

/* A cairo_write_func_t that adds to a cm__text. */
cairo_status_t cm__cairo_collect(void *text, const unsigned char *bytes, unsigned length);

#endif
