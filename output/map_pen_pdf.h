/* map_pen_pdf.h - the steps from a display list to a PDF: pages of layers, composed, packed,
 * completed. */
#ifndef CM_MAP_PEN_PDF_H
#define CM_MAP_PEN_PDF_H

#include "geo/base_text.h"
#include "output/map_list.h"

/* Makes a page of each list: puts one PDF page for each of its layers over each other, as optional
 * content named by the layer, none of it compressed, and adds the georeference where the list has a
 * CRS. All in memory.
 *
 * out     receives the document; must be empty
 * pages   one PDF file for each layer of the first list, then of the next
 * path    of the target, for messages
 * Returns CM_OK, CM_ERR_IO (GDAL refuses, or has no PDF driver that reads), CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__pdf_compose(cm__text *out, const cm__list *const *lists, size_t count,
                                        const cm__text *pages, const char *path);

/* Where things are in a document with one plain table of objects. */
typedef struct cm__pdf_layout {
    size_t table;         /* of "xref" */
    unsigned long count;  /* of objects */
    unsigned long root;   /* the catalogue's number */
    const char *root_at;  /* its dictionary's "<<" */
    const char *root_end; /* its dictionary's last ">>" */
} cm__pdf_layout;

/* Returns CM_OK, or CM_ERR_FORMAT if the document is not built so. */
CM_MUST_CHECK cm_status cm__pdf_find_layout(cm__pdf_layout *out, const cm__text *pdf);

/* The byte at which an object begins, from the table's entry of 20 bytes; 0 if it is not in use. */
unsigned long cm__pdf_find_object(const cm__text *pdf, const cm__pdf_layout *found,
                                  unsigned long number);

/* Compresses those streams of the document that are not compressed yet, and writes its table of
 * objects anew. pdf is as it was on failure.
 * Returns CM_OK, CM_ERR_FORMAT if it is not built as expected, CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__pdf_pack(cm__text *pdf);

/* Completes a document without compressed object tables by an appended update: language, title,
 * author and date, a fixed identity, and the wish to be printed at its own size.
 * Returns CM_OK, CM_ERR_FORMAT if it is not built as expected, CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__pdf_complete(cm__text *pdf, const cm__list *list);

/* Adds "D:20010909014640Z". */
void cm__pdf_add_date(cm__text *out, long long created_s);

#endif
