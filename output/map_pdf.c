/* map_pdf.c - a layer as a PDF page of our own.
 *
 * cairo prints every number through printf, repeats each circle as four curves and packs it all
 * with zlib, which for 100,000 members takes ten times as long as drawing them on an image; and the
 * halo of each text it writes as outlines. */
#include "output/map_pdf.h"
#include "output/map_path.h"
#include "output/map_pdf_text.h"
#include "output/map_svg.h"
#include <math.h>
#include <string.h>

#define PT_PER_MM (72 / 25.4)
/* A quarter of a circle as a Bezier curve: 4/3 (sqrt 2 - 1). */
#define ARC_SHARE 0.55228474983079340

enum { DOTS_MAX = 3, STENCILS = 16, OBJECTS = 4 };

#define OBJECTS_MAX (OBJECTS + CM__PDF_FONT_OBJECTS * CM__PDF_FONTS_MAX)

static bool is_opaque(cm_colour colour)
{
    return colour.alpha == 0 || colour.alpha == 255;
}

static bool is_plain(const cm__item *item)
{
    if (item->kind == CM__ITEM_TEXT)
        return item->text.colour.alpha == 255 && is_opaque(item->text.halo);
    return is_opaque(item->symbol.fill) && is_opaque(item->symbol.stroke) &&
           is_opaque(item->symbol.casing);
}

bool cm__pdf_is_plain(const cm__layer *layer)
{
    for (size_t i = 0; i < layer->group_count; i++)
        for (size_t k = 0; k < layer->groups[i].item_count; k++)
            if (!is_plain(&layer->groups[i].items[k]))
                return false;
    return true;
}

/* ---- pens ---- */

static bool has_stroke(const cm_symbol *symbol)
{
    return symbol->stroke.alpha > 0 && symbol->stroke_mm > 0;
}

static bool has_casing(const cm_symbol *symbol)
{
    return symbol->casing.alpha > 0 && symbol->casing_mm > 0;
}

/* operator: of three channels, then of grey. */
static void add_colour(cm__text *out, cm_colour colour, const char *const operator[2])
{
    const unsigned char channels[] = {colour.red, colour.green, colour.blue};
    const bool is_grey = colour.red == colour.green && colour.red == colour.blue;

    for (int i = is_grey ? 2 : 0; i < 3; i++) {
        cm__text_add_rounded(out, channels[i] / 255.0, 4);
        cm__text_add(out, " ");
    }
    cm__text_add(out, operator[is_grey]);
}

void cm__pdf_add_fill(cm__text *out, cm_colour colour)
{
    add_colour(out, colour, (const char *const[]){"rg\n", "g\n"});
}

void cm__pdf_add_pen(cm__text *out, cm_colour colour, double width_mm, const char *cap)
{
    add_colour(out, colour, (const char *const[]){"RG ", "G "});
    cm__svg_add_mm(out, width_mm);
    cm__text_add(out, " w ");
    cm__text_add(out, cap);
    cm__text_add(out, " J\n");
}

static void add_dashes(cm__text *out, const double dash_mm[4])
{
    const int count = dash_mm[2] + dash_mm[3] > 0 ? 4 : dash_mm[0] + dash_mm[1] > 0 ? 2 : 0;

    cm__text_add(out, "[");
    for (int i = 0; i < count; i++) {
        cm__text_add(out, i ? " " : "");
        cm__svg_add_mm(out, dash_mm[i]);
    }
    cm__text_add(out, "]0 d\n");
}

/* The operator that fills and strokes a path as the symbol says; NULL: nothing is seen. */
static const char *find_painter(const cm_symbol *symbol)
{
    if (symbol->fill.alpha > 0)
        return has_stroke(symbol) ? "B*\n" : "f*\n";
    return has_stroke(symbol) ? "S\n" : NULL;
}

static void add_paint(cm__text *out, const cm_symbol *symbol)
{
    if (symbol->fill.alpha > 0)
        cm__pdf_add_fill(out, symbol->fill);
    if (!has_stroke(symbol))
        return;
    cm__pdf_add_pen(out, symbol->stroke, symbol->stroke_mm, "0");
    add_dashes(out, symbol->dash_mm);
}

/* ---- paths ---- */

static void add_point(cm__text *out, double x, double y, const char *operator)
{
    cm__svg_add_mm(out, x);
    cm__text_add_bytes(out, " ", 1);
    cm__svg_add_mm(out, y);
    cm__text_add_bytes(out, operator, strlen(operator));
}

static void add_outline(cm__text *out, const cm__path *path, cm_point at)
{
    for (size_t part = 0; part < path->part_count; part++) {
        const size_t start = path->starts[part], end = cm__path_part_end(path, part);
        for (size_t i = start; i < end; i++)
            add_point(out, at.x + path->x_mm[i], at.y + path->y_mm[i],
                      i == start ? " m\n" : " l\n");
        if (path->closed && end > start)
            cm__text_add(out, "h\n");
    }
}

static void add_path(cm__text *out, const cm__item *item)
{
    const char *const painter = find_painter(&item->symbol);

    if (!painter)
        return;
    add_paint(out, &item->symbol);
    add_outline(out, &item->path, (cm_point){0, 0});
    cm__text_add(out, painter);
}

static void add_circle(cm__text *out, cm_point at, double radius)
{
    static const signed char turns[][2] = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}, {1, 0}};
    const double arc = ARC_SHARE * radius;

    add_point(out, at.x + radius, at.y, " m\n");
    for (int i = 0; i < 4; i++) {
        const double ax = turns[i][0], ay = turns[i][1];
        const double bx = turns[i + 1][0], by = turns[i + 1][1];
        add_point(out, at.x + radius * ax + arc * bx, at.y + radius * ay + arc * by, " ");
        add_point(out, at.x + radius * bx + arc * ax, at.y + radius * by + arc * ay, " ");
        add_point(out, at.x + radius * bx, at.y + radius * by, " c\n");
    }
    cm__text_add(out, "h\n");
}

/* ---- markers ---- */

/* A symbol as it is written, worked out once for many markers. */
typedef struct stencil {
    bool is_set;
    cm_symbol symbol;
    cm__path outline;        /* no parts: a circle */
    cm__text dots[DOTS_MAX]; /* pens of a filled circle, the widest first */
    size_t dot_count;        /* 0: it is drawn by its outline */
    cm__text casing, paint;  /* pens of an outline */
} stencil;

static void stencil_clear(stencil *s)
{
    cm__path_clear(&s->outline);
    for (size_t i = 0; i < DOTS_MAX; i++)
        cm__text_clear(&s->dots[i]);
    cm__text_clear(&s->casing);
    cm__text_clear(&s->paint);
    *s = (stencil){0};
}

static void add_dot(stencil *s, cm_colour colour, double diameter_mm)
{
    cm__pdf_add_pen(&s->dots[s->dot_count++], colour, diameter_mm, "1");
}

/* What is filled whole, and not dashed, is a smaller disc on a larger one. */
static void set_dots(stencil *s)
{
    const cm_symbol *const symbol = &s->symbol;
    const double *const dash = symbol->dash_mm;
    const double stroke_mm = has_stroke(symbol) ? symbol->stroke_mm : 0;

    if (symbol->fill.alpha == 0 || dash[0] + dash[1] + dash[2] + dash[3] > 0 ||
        !(symbol->size_mm > stroke_mm))
        return;
    if (has_casing(symbol))
        add_dot(s, symbol->casing, symbol->size_mm + cm__casing_width_mm(symbol));
    if (stroke_mm > 0)
        add_dot(s, symbol->stroke, symbol->size_mm + stroke_mm);
    add_dot(s, symbol->fill, symbol->size_mm - stroke_mm);
}

static cm_status stencil_set(stencil *s, const cm_symbol *symbol)
{
    cm_status status;

    stencil_clear(s);
    s->symbol = *symbol;
    status = cm__marker_outline(&s->outline, symbol);
    if (status)
        return status;
    s->is_set = true;
    if (s->outline.part_count == 0)
        set_dots(s);
    if (has_casing(symbol)) {
        cm__text_add(&s->casing, "[]0 d\n");
        cm__pdf_add_pen(&s->casing, symbol->casing, cm__casing_width_mm(symbol), "0");
    }
    add_paint(&s->paint, symbol);
    return CM_OK;
}

/* The last symbols that were written: most maps have no more. */
typedef struct stencils {
    stencil all[STENCILS];
    size_t next; /* to be given up */
} stencils;

static cm_status find_stencil(const stencil **out, stencils *s, const cm_symbol *symbol)
{
    for (size_t i = 0; i < STENCILS; i++)
        if (s->all[i].is_set && cm__symbol_compare(&s->all[i].symbol, symbol) == 0) {
            *out = &s->all[i];
            return CM_OK;
        }
    stencil *const fresh = &s->all[s->next];
    s->next = (s->next + 1) % STENCILS;
    *out = fresh;
    return stencil_set(fresh, symbol);
}

static void stencils_clear(stencils *s)
{
    for (size_t i = 0; i < STENCILS; i++)
        stencil_clear(&s->all[i]);
}

static void add_text(cm__text *out, const cm__text *piece)
{
    if (piece->failed)
        out->failed = piece->failed;
    cm__text_add_bytes(out, piece->bytes ? piece->bytes : "", piece->length);
}

/* One layer of a marker, by its outline. */
static void add_shape(cm__text *out, const stencil *s, cm_point at, const char *painter)
{
    if (s->outline.part_count > 0)
        add_outline(out, &s->outline, at);
    else
        add_circle(out, at, s->symbol.size_mm / 2);
    cm__text_add(out, painter);
}

static cm_status add_marker(cm__text *out, stencils *known, const cm__item *item)
{
    const char *const painter = find_painter(&item->symbol);
    const cm_point at = item->at;
    const stencil *s = NULL;
    const cm_status status = find_stencil(&s, known, &item->symbol);

    if (status)
        return status;
    for (size_t i = 0; i < s->dot_count; i++) {
        add_text(out, &s->dots[i]);
        add_point(out, at.x, at.y, " m ");
        add_point(out, at.x, at.y, " l S\n");
    }
    if (s->dot_count > 0)
        return CM_OK;
    if (s->casing.length > 0) {
        add_text(out, &s->casing);
        add_shape(out, s, at, "S\n");
    }
    if (!painter)
        return CM_OK;
    add_text(out, &s->paint);
    add_shape(out, s, at, painter);
    return CM_OK;
}

/* ---- the page ---- */

/* A page while it is written. */
typedef struct page {
    const cm__list *list;
    const cm__layer *layer;
    cm__text content;
    stencils stencils;
    cm__pdf_fonts fonts;
    bool is_shown; /* all of it can be */
} page;

static cm_status add_item(page *to, const cm__item *item)
{
    switch (item->kind) {
    case CM__ITEM_PATH: add_path(&to->content, item); return CM_OK;
    case CM__ITEM_MARKER: return add_marker(&to->content, &to->stencils, item);
    case CM__ITEM_TEXT:
        return cm__pdf_add_text(&to->content, &to->is_shown, &to->fonts, to->list->font, item);
    }
    return CM_OK;
}

static cm_status add_group(page *to, const cm__group *group)
{
    cm_status status = CM_OK;

    for (size_t i = 0; i < group->item_count && !status && to->is_shown; i++)
        status = add_item(to, &group->items[i]);
    return status;
}

/* In millimetres from the page's upper left corner, lines joined round. */
static cm_status add_content(page *to)
{
    const cm_box *const clip = &to->layer->clip_mm;
    cm__text *const out = &to->content;
    cm_status status = CM_OK;

    cm__text_add_rounded(out, PT_PER_MM, 9);
    cm__text_add(out, " 0 0 ");
    cm__text_add_rounded(out, -PT_PER_MM, 9);
    cm__text_add(out, " 0 ");
    cm__text_add_rounded(out, to->list->height_mm * PT_PER_MM, 6);
    cm__text_add(out, " cm 1 j\n");
    if (to->layer->clipped) {
        add_point(out, clip->x_min, clip->y_min, " ");
        add_point(out, clip->x_max - clip->x_min, clip->y_max - clip->y_min, " re W n\n");
    }
    for (size_t i = 0; i < to->layer->group_count && !status && to->is_shown; i++)
        status = add_group(to, &to->layer->groups[i]);
    return status ? status : out->failed;
}

static void begin_object(cm__text *out, size_t *offsets, size_t number)
{
    offsets[number] = out->length;
    cm__text_addf(out, "%zu 0 obj\n", number);
}

static void add_resources(cm__text *out, size_t font_count)
{
    cm__text_add(out, "/Resources<<");
    for (size_t i = 0; i < font_count; i++)
        cm__text_addf(out, "%s/F%zu %zu 0 R", i ? "" : "/Font<<", i,
                      OBJECTS + 1 + CM__PDF_FONT_OBJECTS * i);
    cm__text_add(out, font_count ? ">>>>" : ">>");
}

static void add_table(cm__text *out, const size_t *offsets, size_t last)
{
    const size_t table = out->length;

    cm__text_addf(out, "xref\n0 %zu\n0000000000 65535 f \n", last + 1);
    for (size_t i = 1; i <= last; i++)
        cm__text_addf(out, "%010zu 00000 n \n", offsets[i]);
    cm__text_addf(out, "trailer\n<</Size %zu/Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n", last + 1,
                  table);
}

static cm_status add_file(cm__text *out, const page *from)
{
    size_t offsets[OBJECTS_MAX + 1], last = OBJECTS;
    cm_status status = CM_OK;

    cm__text_add(out, "%PDF-1.5\n");
    begin_object(out, offsets, 1);
    cm__text_add(out, "<</Type/Catalog/Pages 2 0 R>>\nendobj\n");
    begin_object(out, offsets, 2);
    cm__text_add(out, "<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n");
    begin_object(out, offsets, 3);
    cm__text_add(out, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 ");
    cm__text_add_rounded(out, from->list->width_mm * PT_PER_MM, 6);
    cm__text_add(out, " ");
    cm__text_add_rounded(out, from->list->height_mm * PT_PER_MM, 6);
    cm__text_add(out, "]/Contents 4 0 R");
    add_resources(out, from->fonts.count);
    cm__text_add(out, ">>\nendobj\n");
    begin_object(out, offsets, 4);
    cm__text_addf(out, "<</Length %zu>>\nstream\n", from->content.length);
    cm__text_add_bytes(out, from->content.bytes, from->content.length);
    cm__text_add(out, "\nendstream\nendobj\n");
    for (size_t i = 0; i < from->fonts.count && !status; i++, last += CM__PDF_FONT_OBJECTS)
        status = cm__pdf_font_add(out, offsets, last + 1, &from->fonts.all[i]);
    if (!status)
        add_table(out, offsets, last);
    return status ? status : out->failed;
}

cm_status cm__pdf_add_page(cm__text *out, bool *out_is_shown, const cm__list *list,
                           const cm__layer *layer)
{
    page made = {.list = list, .layer = layer, .is_shown = true};
    cm_status status = add_content(&made);

    if (!status && made.is_shown)
        status = add_file(out, &made);
    *out_is_shown = made.is_shown;
    stencils_clear(&made.stencils);
    cm__pdf_fonts_clear(&made.fonts);
    cm__text_clear(&made.content);
    return status;
}
