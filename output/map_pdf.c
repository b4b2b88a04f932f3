/* map_pdf.c - paths and markers as a PDF page of our own.
 *
 * cairo prints every number through printf, repeats each circle as four curves and packs it all
 * with zlib, which for 100,000 members takes ten times as long as drawing them on an image. */
#include "output/map_pdf.h"
#include "output/map_path.h"
#include "output/map_svg.h"
#include <math.h>
#include <string.h>

#define PT_PER_MM (72 / 25.4)
/* A quarter of a circle as a Bezier curve: 4/3 (sqrt 2 - 1). */
#define ARC_SHARE 0.55228474983079340

enum { DOTS_MAX = 3, STENCILS = 16, OBJECTS = 4 };

static bool is_opaque(cm_colour colour)
{
    return colour.alpha == 0 || colour.alpha == 255;
}

static bool is_plain(const cm__item *item)
{
    return item->kind != CM__ITEM_TEXT && is_opaque(item->symbol.fill) &&
           is_opaque(item->symbol.stroke) && is_opaque(item->symbol.casing);
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

/* What a line is drawn with. cap: "0" ends it where it ends, "1" rounds it off. */
static void add_pen(cm__text *out, cm_colour colour, double width_mm, const char *cap)
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
        add_colour(out, symbol->fill, (const char *const[]){"rg\n", "g\n"});
    if (!has_stroke(symbol))
        return;
    add_pen(out, symbol->stroke, symbol->stroke_mm, "0");
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
    add_pen(&s->dots[s->dot_count++], colour, diameter_mm, "1");
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
        add_pen(&s->casing, symbol->casing, cm__casing_width_mm(symbol), "0");
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

static cm_status add_group(cm__text *out, stencils *s, const cm__group *group)
{
    cm_status status = CM_OK;

    for (size_t i = 0; i < group->item_count && !status; i++)
        if (group->items[i].kind == CM__ITEM_PATH)
            add_path(out, &group->items[i]);
        else
            status = add_marker(out, s, &group->items[i]);
    return status;
}

/* In millimetres from the page's upper left corner, lines joined round. */
static cm_status add_content(cm__text *out, const cm__list *list, const cm__layer *layer)
{
    const cm_box *const clip = &layer->clip_mm;
    stencils s = {.next = 0};
    cm_status status = CM_OK;

    cm__text_add_rounded(out, PT_PER_MM, 9);
    cm__text_add(out, " 0 0 ");
    cm__text_add_rounded(out, -PT_PER_MM, 9);
    cm__text_add(out, " 0 ");
    cm__text_add_rounded(out, list->height_mm * PT_PER_MM, 6);
    cm__text_add(out, " cm 1 j\n");
    if (layer->clipped) {
        add_point(out, clip->x_min, clip->y_min, " ");
        add_point(out, clip->x_max - clip->x_min, clip->y_max - clip->y_min, " re W n\n");
    }
    for (size_t i = 0; i < layer->group_count && !status; i++)
        status = add_group(out, &s, &layer->groups[i]);
    stencils_clear(&s);
    return status ? status : out->failed;
}

static void begin_object(cm__text *out, size_t *offsets, size_t number)
{
    offsets[number] = out->length;
    cm__text_addf(out, "%zu 0 obj\n", number);
}

static void add_file(cm__text *out, const cm__list *list, const cm__text *content)
{
    size_t offsets[OBJECTS + 1];

    cm__text_add(out, "%PDF-1.5\n");
    begin_object(out, offsets, 1);
    cm__text_add(out, "<</Type/Catalog/Pages 2 0 R>>\nendobj\n");
    begin_object(out, offsets, 2);
    cm__text_add(out, "<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n");
    begin_object(out, offsets, 3);
    cm__text_add(out, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 ");
    cm__text_add_rounded(out, list->width_mm * PT_PER_MM, 6);
    cm__text_add(out, " ");
    cm__text_add_rounded(out, list->height_mm * PT_PER_MM, 6);
    cm__text_add(out, "]/Contents 4 0 R/Resources<<>>>>\nendobj\n");
    begin_object(out, offsets, 4);
    cm__text_addf(out, "<</Length %zu>>\nstream\n", content->length);
    cm__text_add_bytes(out, content->bytes, content->length);
    cm__text_add(out, "\nendstream\nendobj\n");
    const size_t table = out->length;
    cm__text_addf(out, "xref\n0 %d\n0000000000 65535 f \n", OBJECTS + 1);
    for (size_t i = 1; i <= OBJECTS; i++)
        cm__text_addf(out, "%010zu 00000 n \n", offsets[i]);
    cm__text_addf(out, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n", OBJECTS + 1,
                  table);
}

cm_status cm__pdf_add_page(cm__text *out, const cm__list *list, const cm__layer *layer)
{
    cm__text content = {0};
    cm_status status = add_content(&content, list, layer);

    if (!status) {
        add_file(out, list, &content);
        status = out->failed;
    }
    cm__text_clear(&content);
    return status;
}
