/* map_pdf.h - paths and markers as a PDF page of our own. */
#ifndef CM_MAP_PDF_H
#define CM_MAP_PDF_H

#include "geo/base_text.h"
#include "output/map_list.h"

/* Whether a layer has only what cm__pdf_add_page writes: no text, nothing seen through. */
bool cm__pdf_is_plain(const cm__layer *layer);

/* Adds a PDF file of one page with a plain layer of the list on it: drawn as cairo draws it, a
 * filled circle as a point of a round pen. Coordinates are rounded to a thousandth of a millimetre.
 * It is not compressed: cm__pdf_pack does that for all pages at once.
 * Returns CM_OK or CM_ERR_NOMEM. Cost: about a tenth of cairo's. */
CM_MUST_CHECK cm_status cm__pdf_add_page(cm__text *out, const cm__list *list,
                                         const cm__layer *layer);

#endif
