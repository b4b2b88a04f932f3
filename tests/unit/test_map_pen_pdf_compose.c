/* test_map_pen_pdf_compose.c - tests output/map_pen_pdf_compose.c. */
#include "geo/base_memory.h"
#include "output/map_pen_cairo.h"
#include "output/map_pen_pdf.h"
#include "tests/test.h"
#include <cairo-pdf.h>

static void make_page(cm__text *out, double width_pt, double height_pt)
{
    cairo_surface_t *const surface =
        cairo_pdf_surface_create_for_stream(cm__cairo_collect, out, width_pt, height_pt);
    cairo_t *const cr = cairo_create(surface);

    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "1970-01-01T00:00:00Z");
    cairo_rectangle(cr, 1, 1, 9, 9);
    cairo_fill(cr);
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
}

static size_t count(const cm__text *text, const char *piece)
{
    size_t found = 0;

    for (size_t i = 0; i + strlen(piece) <= text->length; i++)
        found += memcmp(text->bytes + i, piece, strlen(piece)) == 0;
    return found;
}

static void begin(cm__list *list)
{
    *list = (cm__list){.width_mm = 25.4, .height_mm = 50.8, .frame_mm = {2.54, 2.54, 22.86, 48.26}};
    CHECK(cm__list_add_layer(list, "基図 <&\">", true) == CM_OK);
    CHECK(cm__list_add_layer(list, "\xE2\x80\xAE", true) == CM_OK); /* cleaned away */
}

TEST(names_the_layers_topmost_first)
{
    cm__text pages[2] = {{0}}, out = {0}, again = {0};
    cm__list list;

    begin(&list);
    make_page(&pages[0], 72, 144);
    make_page(&pages[1], 72, 144);
    CHECK(cm__pdf_compose(&out, &(const cm__list *){&list}, 1, pages, "a.pdf") == CM_OK);
    CHECK(count(&out, "/Type /OCG") == 2 && count(&out, "/Subtype /Form") == 2);
    CHECK(count(&out, "<FEFF57FA56F30020003C00260022003E>") == 1);
    CHECK(count(&out, "/Order [ 3 0 R 4 0 R ]") == 1);
    CHECK(count(&out, "4 0 obj\n<< /Name <FEFF57FA") == 1 && count(&out, "/Name (-)") == 1);
    CHECK(count(&out, "/MediaBox [ 0 0 72 144 ]") == 1);
    CHECK(count(&out, "/Viewport") == 0 && count(&out, "vsimem") == 0);
    CHECK(cm__pdf_compose(&again, &(const cm__list *){&list}, 1, pages, "b.pdf") == CM_OK);
    CHECK(out.length == again.length && memcmp(out.bytes, again.bytes, out.length) == 0);
    for (int i = 0; i < 2; i++)
        cm__text_clear(&pages[i]);
    cm__text_clear(&out);
    cm__text_clear(&again);
    cm__list_clear(&list);
    CHECK(cm__memory_live() == 0);
}

TEST(carries_the_georeference)
{
    cm__text pages[2] = {{0}}, out = {0};
    cm__list list;

    begin(&list);
    list.crs = "EPSG:6680";
    list.frame_plane = (cm_box){-74000, -103000, -73000, -101000};
    make_page(&pages[0], 72, 144);
    make_page(&pages[1], 72, 144);
    CHECK(cm__pdf_compose(&out, &(const cm__list *){&list}, 1, pages, "a.pdf") == CM_OK);
    CHECK(count(&out, "/EPSG 6680 ") == 1 && count(&out, "/Type /Viewport") == 1);
    CHECK(count(&out, "/GPTS [ 43.0") == 1); /* latitude first */
    cm__text_clear(&out);
    list.crs = "EPSG:nowhere";
    CHECK(cm__pdf_compose(&out, &(const cm__list *){&list}, 1, pages, "a.pdf") == CM_ERR_IO);
    CHECK(strncmp(cm_error_text(), "a.pdf: ", 7) == 0 && !out.bytes);
    for (int i = 0; i < 2; i++)
        cm__text_clear(&pages[i]);
    cm__list_clear(&list);
    CHECK(cm__memory_live() == 0);
}

TEST(refuses_pages_that_are_none)
{
    cm__text pages[2] = {{0}}, out = {0};
    cm__list list;

    begin(&list);
    cm__text_add(&pages[0], "no PDF");
    cm__text_add(&pages[1], "no PDF");
    CHECK(cm__pdf_compose(&out, &(const cm__list *){&list}, 1, pages, "a.pdf") == CM_ERR_IO &&
          !out.bytes);
    for (int i = 0; i < 2; i++)
        cm__text_clear(&pages[i]);
    cm__list_clear(&list);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(names_the_layers_topmost_first), RUN(carries_the_georeference),
          RUN(refuses_pages_that_are_none))
