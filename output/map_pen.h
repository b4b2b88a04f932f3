/* map_pen.h - the three pens that draw a display list. */
#ifndef CM_MAP_PEN_H
#define CM_MAP_PEN_H

#include "geo/base_text.h"
#include "output/map_list.h"

/* Each draws the whole list and replaces the file at path when the new one is whole.
 * PNG: pixels round(mm / 25.4 * dpi), pHYs set, sRGB on white; a world file beside it (.pgw) where
 * the list has a CRS. PDF: one optional content group a layer, georeference, fonts embedded, text
 * that can be searched, Title, Lang. SVG: size in mm, viewBox in mm, a <g> for each group with its
 * id, one <text> for each text, <title> from the list's title and the items' tooltips.
 * The same list gives the same bytes.
 * Returns CM_OK, CM_ERR_IO, CM_ERR_NOMEM, CM_ERR_LIMIT (PNG over 32767 pixels a side). */
CM_MUST_CHECK cm_status cm__pen_png(const cm__list *list, const char *path, double dpi);
/* Several lists are pages of one document, whose title, author, language and date are the first
 * one's. */
CM_MUST_CHECK cm_status cm__pen_pdf(const cm__list *const *lists, size_t count, const char *path);
CM_MUST_CHECK cm_status cm__pen_svg(const cm__list *list, const char *path);

/* The same into memory, without a world file. out must be empty; what it holds after a failure is
 * of no use. path: of the target, for messages. */
CM_MUST_CHECK cm_status cm__pen_png_add(cm__text *out, const cm__list *list, double dpi);
CM_MUST_CHECK cm_status cm__pen_svg_add(cm__text *out, const cm__list *list);
CM_MUST_CHECK cm_status cm__pen_pdf_add(cm__text *out, const cm__list *const *lists, size_t count,
                                        const char *path);

#endif
