/* map_pdf.h - a layer as a PDF page of our own. */
#ifndef CM_MAP_PDF_H
#define CM_MAP_PDF_H

#include "geo/base_text.h"
#include "output/map_list.h"

/* Whether nothing in a layer is seen through: only then is it for cm__pdf_add_page. */
bool cm__pdf_is_plain(const cm__layer *layer);

/* Adds a PDF file of one page with a plain layer of the list on it: drawn as cairo draws it, a
 * filled circle as a point of a round pen, a halo as the stroked glyphs. Coordinates are rounded to
 * a thousandth of a millimetre. It is not compressed: cm__pdf_pack does that for all pages at once.
 *
 * out_is_shown   false if the layer has a text in a font that is embedded otherwise
 *                (cm__pdf_fonts_find): nothing was added, and cairo has to draw the page
 * Returns CM_OK, CM_ERR_FORMAT (a font is broken) or CM_ERR_NOMEM. Cost: about a tenth of cairo's,
 * and 5 ms for each font. */
CM_MUST_CHECK cm_status cm__pdf_add_page(cm__text *out, bool *out_is_shown, const cm__list *list,
                                         const cm__layer *layer);

/* Adds the operators that set what is filled with. */
void cm__pdf_add_fill(cm__text *out, cm_colour colour);

/* Adds those that set what a line is drawn with. cap: "0" ends it where it ends, "1" rounds it off.
 */
void cm__pdf_add_pen(cm__text *out, cm_colour colour, double width_mm, const char *cap);

#endif
