/* map_lint_file.c - checks what the pens make of a map, in memory: points 1 and 35 to 38. */
#include "geo/base_text.h"
#include "output/map_lint_check.h"
#include "output/map_pen.h"
#include "output/map_pen_pdf.h"
#include <string.h>

#define MM_PER_PT (25.4 / 72)

static const double dpi = 72; /* what a pen does at one resolution it does at all */

/* The three files, each drawn twice. */
typedef struct files {
    cm__text png[2], svg[2], pdf[2];
} files;

/* A file may hold zeros: where a piece begins in it, from a place on. */
static const char *find(const cm__text *file, const char *from, const char *piece)
{
    const char *const end = file->bytes + file->length;

    return memmem(from, (size_t)(end - from), piece, strlen(piece));
}

static size_t count_pieces(const cm__text *file, const char *piece)
{
    size_t count = 0;

    for (const char *at = file->bytes; (at = find(file, at, piece)); at++)
        count++;
    return count;
}

/* The numbers after a piece of text. False if there are fewer. */
static bool read_numbers(double *out, size_t count, const char *at)
{
    for (size_t i = 0; i < count; i++) {
        while (*at == ' ' || *at == '\n')
            at++;
        at = cm__number_read(&out[i], at);
        if (!at)
            return false;
    }
    return true;
}

/* ---- 1 ---- */

static unsigned long big_endian(const char *at)
{
    unsigned long value = 0;

    for (int i = 0; i < 4; i++)
        value = value << 8 | (unsigned char)at[i];
    return value;
}

static void check_png_size(cm__lint *lint, const cm__text *png)
{
    const double width = round(lint->list->width_mm / 25.4 * dpi);
    const double height = round(lint->list->height_mm / 25.4 * dpi);
    const char *const resolution = find(png, png->bytes, "pHYs");

    if ((double)big_endian(png->bytes + 16) != width ||
        (double)big_endian(png->bytes + 20) != height)
        cm__lint_miss(lint, 1, "the PNG has %lu x %lu pixels", big_endian(png->bytes + 16),
                      big_endian(png->bytes + 20));
    else if (!resolution || big_endian(resolution + 4) != (unsigned long)lround(dpi / 0.0254))
        cm__lint_miss(lint, 1, "the PNG does not say its resolution");
}

static void check_pdf_size(cm__lint *lint, const cm__text *pdf)
{
    static const char box[] = "/MediaBox [";
    const char *const at = find(pdf, pdf->bytes, box);
    double corners[4] = {0};

    if (!at || !read_numbers(corners, 4, at + strlen(box)) ||
        fabs((corners[2] - corners[0]) * MM_PER_PT - lint->list->width_mm) > 0.01 ||
        fabs((corners[3] - corners[1]) * MM_PER_PT - lint->list->height_mm) > 0.01)
        cm__lint_miss(lint, 1, "the PDF's page is %s x %s mm",
                      CM__SHOW((corners[2] - corners[0]) * MM_PER_PT, 3),
                      CM__SHOW((corners[3] - corners[1]) * MM_PER_PT, 3));
}

static void check_svg_size(cm__lint *lint, const cm__text *svg)
{
    static const char width[] = " width=\"", height[] = " height=\"";
    const char *const w = find(svg, svg->bytes, width), *const h = find(svg, svg->bytes, height);
    double size[2] = {0};

    if (!w || !h || !read_numbers(&size[0], 1, w + strlen(width)) ||
        !read_numbers(&size[1], 1, h + strlen(height)) ||
        fabs(size[0] - lint->list->width_mm) > 0.01 || fabs(size[1] - lint->list->height_mm) > 0.01)
        cm__lint_miss(lint, 1, "the SVG is %s x %s mm", CM__SHOW(size[0], 3), CM__SHOW(size[1], 3));
}

/* ---- 35 ---- */

static void check_pdf(cm__lint *lint, const cm__text *pdf)
{
    const size_t fonts = count_pieces(pdf, "/Type /FontDescriptor ");
    const size_t embedded = count_pieces(pdf, "/FontFile");
    const char *const language = lint->list->language;

    if (count_pieces(pdf, "/Type3") > 0)
        cm__lint_miss(lint, 35, "a font is of type 3");
    if (embedded == 0 || embedded < fonts)
        cm__lint_miss(lint, 35, "%zu of %zu fonts are embedded", embedded, fonts);
    if (!language || !*language || count_pieces(pdf, "/Lang (") == 0)
        cm__lint_miss(lint, 35, "the language is not set");
    if (!lint->list->title || !*lint->list->title || count_pieces(pdf, "/Title <FEFF") == 0)
        cm__lint_miss(lint, 35, "the title is not set");
    cm__lint_meet(lint, 35, "%zu fonts are embedded; title and language '%s' are set", embedded,
                  language ? language : "");
}

/* ---- 36 ---- */

static double off_corner_mm(const cm__lint *lint, cm_lonlat place, cm_point corner, bool *out_ok)
{
    cm_point at = {place.lon_deg, place.lat_deg};
    const double per_mm = lint->manifest->map.page.units_per_mm;

    *out_ok = cm_crs_transform(lint->plane.lonlat, lint->plane.crs, &at.x, &at.y, 1, NULL) == CM_OK;
    return hypot(at.x - corner.x, at.y - corner.y) / per_mm;
}

/* The places that the file gives for the frame's corners: upper left, then clockwise. */
static double off_corners_mm(const cm__lint *lint, const double *places)
{
    const cm_box frame = cm__page_get_extent(&lint->manifest->map.page);
    const cm_point corners[] = {{frame.x_min, frame.y_max},
                                {frame.x_max, frame.y_max},
                                {frame.x_max, frame.y_min},
                                {frame.x_min, frame.y_min}};
    double most = 0;
    bool all = true;

    for (size_t i = 0; i < 4; i++) {
        const cm_lonlat place = {places[2 * i + 1], places[2 * i]};
        bool ok = false;
        most = fmax(most, off_corner_mm(lint, place, corners[i], &ok));
        all = all && ok;
    }
    return all ? most : INFINITY;
}

/* Whether the file has a box that is the frame's, on a page whose y runs up. */
static bool has_viewport(const cm__lint *lint, const cm__text *pdf)
{
    static const char mark[] = "/BBox [";
    const cm_box *const frame = &lint->manifest->map.page.frame_mm;
    const double want[] = {frame->x_min, lint->list->height_mm - frame->y_max, frame->x_max,
                           lint->list->height_mm - frame->y_min};

    for (const char *at = pdf->bytes; (at = find(pdf, at, mark)); at++) {
        double box[4];
        bool same = read_numbers(box, 4, at + strlen(mark));
        for (size_t i = 0; i < 4 && same; i++)
            same = fabs(box[i] * MM_PER_PT - want[i]) <= 0.1;
        if (same)
            return true;
    }
    return false;
}

static void check_georeference(cm__lint *lint, const cm__text *pdf)
{
    static const char mark[] = "/GPTS [";
    const char *const at = find(pdf, pdf->bytes, mark);
    double places[8] = {0};

    if (!at || !read_numbers(places, 8, at + strlen(mark)) || !has_viewport(lint, pdf)) {
        cm__lint_miss(lint, 36, "the PDF does not say where the frame's corners are");
        return;
    }
    const double off_mm = off_corners_mm(lint, places);
    if (!(off_mm <= 0.1))
        cm__lint_miss(lint, 36, "a corner is %s mm off", CM__SHOW(off_mm, 3));
    else
        cm__lint_meet(lint, 36, "%zu layers, each named; corners are %s mm off",
                      lint->list->layer_count, CM__SHOW(off_mm, 4));
}

static void check_layers(cm__lint *lint, const cm__text *pdf)
{
    const size_t layers = count_pieces(pdf, "/Type /OCG ");

    if (layers != lint->list->layer_count)
        cm__lint_miss(lint, 36, "%zu layers in the PDF for the map's %zu", layers,
                      lint->list->layer_count);
    for (size_t i = 0; i < lint->list->layer_count; i++)
        if (!lint->list->layers[i].title || !*lint->list->layers[i].title)
            cm__lint_miss(lint, 36, "layer %zu has no name", i + 1);
    if (lint->plane.crs)
        check_georeference(lint, pdf);
    cm__lint_meet(lint, 36, "%zu layers, each named; there is no georeference", layers);
}

/* ---- 37 ---- */

typedef struct contents {
    size_t texts, groups, items, vertices, bytes;
} contents;

static contents count_contents(const cm__lint *lint)
{
    contents all = {0};
    cm__walk walk = {.list = lint->list};

    for (size_t i = 0; i < lint->list->layer_count; i++)
        all.groups += lint->list->layers[i].group_count;
    for (const cm__item *item; (item = cm__walk_next(&walk));) {
        all.items++;
        all.texts += item->kind == CM__ITEM_TEXT;
        all.vertices += item->kind == CM__ITEM_PATH ? item->path.vertex_count : 1;
        all.bytes +=
            (item->tooltip ? strlen(item->tooltip) : 0) + (item->string ? strlen(item->string) : 0);
    }
    return all;
}

/* What GeoJSON takes for as much: 25 bytes for a vertex in degrees to 1e-7, 120 for a feature with
 * its id, and its texts. */
static double geojson_bytes(const contents *all)
{
    return 25 * (double)all->vertices + 120 * (double)all->items + (double)all->bytes;
}

static void check_svg(cm__lint *lint, const cm__text *svg)
{
    static const double head_bytes = 10000; /* of the document and its symbols */
    const contents all = count_contents(lint);
    const size_t texts = count_pieces(svg, "<text"), groups = count_pieces(svg, "<g id=\"");
    const double most = 1.5 * geojson_bytes(&all) + head_bytes;
    cm__walk walk = {.list = lint->list};

    if (texts != all.texts)
        cm__lint_miss(lint, 37, "%zu texts in the SVG for the map's %zu", texts, all.texts);
    if (groups < all.groups)
        cm__lint_miss(lint, 37, "%zu groups with ids in the SVG for the map's %zu", groups,
                      all.groups);
    for (const cm__item *item; (item = cm__walk_find(&walk, CM__HOLDS_LAYER));)
        if (item->kind == CM__ITEM_MARKER && !item->id)
            cm__lint_miss(lint, 37, "a symbol of '%s' has no id", walk.in_group->id);
    if ((double)svg->length > most)
        cm__lint_miss(lint, 37, "the SVG has %zu bytes, %s times what GeoJSON needs", svg->length,
                      CM__SHOW((double)svg->length / geojson_bytes(&all), 1));
    cm__lint_meet(lint, 37, "%zu texts, %zu groups, %zu bytes", texts, groups, svg->length);
}

/* ---- 38 ---- */

/* Dates in the PDF are the one that was set. */
static void check_dates(cm__lint *lint, const cm__text *pdf)
{
    cm__text date = {0};

    cm__pdf_add_date(&date, lint->list->created_s);
    for (const char *at = pdf->bytes; !date.failed && (at = find(pdf, at, "(D:")); at++)
        if (strspn(at + 3, "0123456789") >= 4 && /* three bytes alone are met in streams, too */
            strncmp(at + 1, date.bytes, date.length) != 0)
            cm__lint_miss(lint, 38, "the PDF holds another time than %s", date.bytes);
    cm__lint_fail(lint, date.failed);
    cm__text_clear(&date);
}

void cm__lint_png_file(cm__lint *lint, const cm__text *png)
{
    check_png_size(lint, png);
}

void cm__lint_svg_file(cm__lint *lint, const cm__text *svg)
{
    check_svg_size(lint, svg);
    check_svg(lint, svg);
}

void cm__lint_pdf_file(cm__lint *lint, const cm__text *pdf)
{
    check_pdf_size(lint, pdf);
    check_pdf(lint, pdf);
    check_layers(lint, pdf);
    check_dates(lint, pdf);
}

void cm__lint_same_file(cm__lint *lint, const char *name, const cm__text *a, const cm__text *b)
{
    if (a->length != b->length || memcmp(a->bytes, b->bytes, a->length) != 0)
        cm__lint_miss(lint, 38, "the %s is not the same twice", name);
}

static cm_status draw(files *out, const cm__list *list)
{
    cm_status status = CM_OK;

    for (int again = 0; again < 2 && !status; again++) {
        status = cm__pen_png_add(&out->png[again], list, dpi);
        if (!status)
            status = cm__pen_svg_add(&out->svg[again], list);
        if (!status)
            status = cm__pen_pdf_add(&out->pdf[again], &list, 1, "the map");
    }
    return status;
}

cm_status cm__lint_file(cm__lint *lint)
{
    files drawn = {0};
    const cm_status status = draw(&drawn, lint->list);

    if (!status) {
        cm__lint_png_file(lint, &drawn.png[0]);
        cm__lint_pdf_file(lint, &drawn.pdf[0]);
        cm__lint_svg_file(lint, &drawn.svg[0]);
        cm__lint_same_file(lint, "PNG", &drawn.png[0], &drawn.png[1]);
        cm__lint_same_file(lint, "SVG", &drawn.svg[0], &drawn.svg[1]);
        cm__lint_same_file(lint, "PDF", &drawn.pdf[0], &drawn.pdf[1]);
        cm__lint_meet(lint, 1, "%s x %s mm in PDF, SVG and PNG", CM__SHOW(lint->list->width_mm, 2),
                      CM__SHOW(lint->list->height_mm, 2));
        cm__lint_meet(lint, 38, "PNG, SVG and PDF are the same bytes when drawn again");
    }
    for (int again = 0; again < 2; again++) {
        cm__text_clear(&drawn.png[again]);
        cm__text_clear(&drawn.svg[again]);
        cm__text_clear(&drawn.pdf[again]);
    }
    return status;
}
