/* map_pen_pdf.c - draws a display list as a PDF with a layer for each of the list's. */
#include "output/map_pen_pdf.h"
#include "geo/base_memory.h"
#include "output/export_file.h"
#include "output/map_pdf.h"
#include "output/map_pen.h"
#include "output/map_pen_cairo.h"
#include <cairo-pdf.h>
#include <string.h>

#define PT_PER_MM (72 / 25.4)

/* cairo writes the time into it, but only the page itself goes into the composed document. */
static cm_status draw_page(cm__text *out, const cm__list *list, const cm__layer *layer)
{
    cairo_surface_t *const surface = cairo_pdf_surface_create_for_stream(
        cm__cairo_collect, out, list->width_mm * PT_PER_MM, list->height_mm * PT_PER_MM);
    cairo_t *const cr = cairo_create(surface);
    cm_status status;

    cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5);
    cairo_scale(cr, PT_PER_MM, PT_PER_MM);
    status = cm__cairo_paint(cr, list, layer, CM__CAIRO_DOCUMENT);
    cairo_destroy(cr);
    cairo_surface_finish(surface);
    if (!status)
        status = cm__cairo_check(cairo_surface_status(surface), "the PDF page");
    cairo_surface_destroy(surface);
    return status;
}

static cm_status add_page(cm__text *out, const cm__list *list, const cm__layer *layer)
{
    bool is_shown = false;
    cm_status status = CM_OK;

    if (cm__pdf_is_plain(layer))
        status = cm__pdf_add_page(out, &is_shown, list, layer);
    return status || is_shown ? status : draw_page(out, list, layer);
}

static void clear_pages(cm__text **pages, size_t count)
{
    for (size_t i = 0; *pages && i < count; i++)
        cm__text_clear(&(*pages)[i]);
    cm__array_free(pages);
}

static size_t count_layers(const cm__list *const *lists, size_t count)
{
    size_t sum = 0;

    for (size_t i = 0; i < count; i++)
        sum += lists[i]->layer_count;
    return sum;
}

static cm_status draw_pages(cm__text *pages, const cm__list *const *lists, size_t count)
{
    cm_status status = CM_OK;

    memset(pages, 0, count_layers(lists, count) * sizeof *pages);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; !status && k < lists[i]->layer_count; k++)
            status = add_page(pages++, lists[i], &lists[i]->layers[k]);
    return status;
}

cm_status cm__pen_pdf_add(cm__text *out, const cm__list *const *lists, size_t count,
                          const char *path)
{
    const size_t layer_count = count_layers(lists, count);
    cm__text *pages = NULL;
    cm_status status = cm__array_grow(&pages, layer_count + 1, sizeof *pages);

    if (status)
        return status;
    status = draw_pages(pages, lists, count);
    if (!status)
        status = cm__pdf_compose(out, lists, count, pages, path);
    clear_pages(&pages, layer_count);
    if (!status)
        status = cm__pdf_pack(out);
    return status ? status : cm__pdf_complete(out, lists[0]);
}

cm_status cm__pen_pdf(const cm__list *const *lists, size_t count, const char *path)
{
    cm__text document = {0};
    cm_status status = cm__pen_pdf_add(&document, lists, count, path);

    if (!status)
        status = cm__export_file_write(path, document.bytes, document.length, false);
    cm__text_clear(&document);
    return status;
}
