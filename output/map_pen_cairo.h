/* map_pen_cairo.h - paints a display list with cairo, for images and PDF. */
#ifndef CM_MAP_PEN_CAIRO_H
#define CM_MAP_PEN_CAIRO_H

#include "output/map_list.h"
#include <cairo.h>

typedef enum cm__cairo_target {
    CM__CAIRO_DOCUMENT, /* PDF: text as text, which a reader can search and copy */
    CM__CAIRO_IMAGE     /* pixels: text as areas, since cairo 1.16 would shift each glyph to a whole
                           pixel; many markers stamped (map_stamp.h) */
} cm__cairo_target;

/* Paints one layer of the list; the unit of cr is the millimetre. cr's state is kept.
 * Returns CM_OK, CM_ERR_NOMEM or what cm__cairo_check says. */
CM_MUST_CHECK cm_status cm__cairo_paint(cairo_t *cr, const cm__list *list, const cm__layer *layer,
                                        cm__cairo_target target);

/* Paints a marker at its place; joins are cr's own. Returns CM_OK or CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__cairo_marker(cairo_t *cr, const cm_symbol *symbol, cm_point at);

/* CM_OK, or cairo's complaint about drawing such as "the page". */
CM_MUST_CHECK cm_status cm__cairo_check(cairo_status_t found, const char *drawing);

/* A cairo_write_func_t that adds to a cm__text. */
cairo_status_t cm__cairo_collect(void *text, const unsigned char *bytes, unsigned length);

#endif
