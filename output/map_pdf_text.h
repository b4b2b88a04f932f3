/* map_pdf_text.h - texts on a PDF page, as texts. */
#ifndef CM_MAP_PDF_TEXT_H
#define CM_MAP_PDF_TEXT_H

#include "output/map_list.h"
#include "output/map_pdf_font.h"

/* Adds the operators that show a text of an item, in millimetres from the page's upper left corner
 * (y down), its halo first: the same glyphs, stroked, which no search finds a second time.
 *
 * family      as in cm__list.font
 * out_shown   false if the text is set in a font that cannot be embedded so; what was added is of
 *             no use then
 * Returns CM_OK or CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__pdf_add_text(cm__text *out, bool *out_shown, cm__pdf_fonts *fonts,
                                         const char *family, const cm__item *item);

#endif
