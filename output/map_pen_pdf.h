/* map_pen_pdf.h - the steps from a display list to a PDF: pages of layers, composed, then
 * completed. */
#ifndef CM_MAP_PEN_PDF_H
#define CM_MAP_PEN_PDF_H

#include "geo/base_text.h"
#include "output/map_list.h"

/* Makes a page of each list: puts one PDF page for each of its layers over each other, as optional
 * content named by the layer, and adds the georeference where the list has a CRS. All in memory.
 *
 * out     receives the document; must be empty
 * pages   one PDF file for each layer of the first list, then of the next
 * path    of the target, for messages
 * Returns CM_OK, CM_ERR_IO (GDAL refuses, or has no PDF driver that reads), CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__pdf_compose(cm__text *out, const cm__list *const *lists, size_t count,
                                        const cm__text *pages, const char *path);

/* Completes a document without compressed object tables by an appended update: language, title,
 * author and date, a fixed identity, and the wish to be printed at its own size.
 * Returns CM_OK, CM_ERR_FORMAT if it is not built as expected, CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__pdf_complete(cm__text *pdf, const cm__list *list);

/* Adds "D:20010909014640Z". */
void cm__pdf_add_date(cm__text *out, long long created_s);

#endif
