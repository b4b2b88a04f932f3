/* map_pdf_text.c - texts on a PDF page, as texts. */
#include "output/map_pdf_text.h"
#include "output/map_font.h"
#include "output/map_path.h"
#include "output/map_pdf.h"
#include "output/map_svg.h"
#include <clustermap/table.h>
#include <math.h>
#include <string.h>

#define PI 3.14159265358979323846
#define MM_PER_PT (25.4 / 72)
#define EM 1000.0

/* What is written for a text, once for its halo and once for itself. */
typedef struct shown {
    cm__text operators;
    cairo_matrix_t to_page; /* from points along the baseline to millimetres */
    bool is_exact;          /* the glyphs alone tell the characters */
    bool can_be;
} shown;

/* A run of glyphs in one font, and the place of the next of them, in pango's units. */
typedef struct run {
    PangoFont *font;
    const PangoGlyphString *glyphs;
    const char *text; /* its characters */
    size_t text_length;
    cairo_matrix_t shape; /* from the em to points: size, slant and turn */
    int x;
} run;

static double points(int units)
{
    return units / (double)PANGO_SCALE;
}

static void add_number(cm__text *out, double value)
{
    cm__text_add_rounded(out, value, 4);
    cm__text_add(out, " ");
}

/* Where the next glyph stands, and how it is turned. Glyphs have y upwards, the page downwards. */
static void add_place(shown *to, const run *r, double x, double y)
{
    cairo_matrix_t m;

    cairo_matrix_multiply(&m, &r->shape, &(cairo_matrix_t){1, 0, 0, 1, x, y});
    cairo_matrix_multiply(&m, &m, &to->to_page);
    add_number(&to->operators, m.xx);
    add_number(&to->operators, m.yx);
    add_number(&to->operators, -m.xy);
    add_number(&to->operators, -m.yy);
    add_number(&to->operators, m.x0);
    add_number(&to->operators, m.y0);
    cm__text_add(&to->operators, "Tm");
}

/* The characters that glyph i stands for; none if it shares them with the one before. */
static const char *find_text(size_t *out_length, const run *r, int i)
{
    const int *const clusters = r->glyphs->log_clusters;
    const int count = r->glyphs->num_glyphs;
    size_t end = r->text_length;

    for (int k = i + 1; k < count && end == r->text_length; k++)
        if (clusters[k] > clusters[i])
            end = (size_t)clusters[k];
    *out_length = i > 0 && clusters[i] == clusters[i - 1] ? 0 : end - (size_t)clusters[i];
    return r->text + clusters[i];
}

/* The pen of a PDF, that moves on by each glyph's own width. */
typedef struct walk {
    bool is_open; /* in an array of glyphs */
    double x;     /* where it stands, in points */
    double em_pt; /* of a font that is not turned; else 0 */
} walk;

static void end_array(shown *to, walk *w)
{
    if (w->is_open)
        cm__text_add(&to->operators, ">]TJ\n");
    w->is_open = false;
}

/* Goes on to a glyph at x, y: by a matrix, or by a step along the line. */
static void step(shown *to, walk *w, const run *r, double x, double y)
{
    const double back = w->em_pt > 0 ? round((w->x - x) / w->em_pt * EM) : 0;

    if (!w->is_open || w->em_pt <= 0 || y > 0 || y < 0) {
        end_array(to, w);
        add_place(to, r, x, y);
        cm__text_add(&to->operators, "[<");
        w->is_open = true;
        w->x = x;
    } else if (back > 0 || back < 0) {
        cm__text_add(&to->operators, ">");
        cm__text_add_rounded(&to->operators, back, 0);
        cm__text_add(&to->operators, "<");
        w->x -= back / EM * w->em_pt;
    }
}

static cm_status add_glyph(shown *to, walk *w, run *r, cm__pdf_font *font, int i)
{
    const PangoGlyphInfo *const info = &r->glyphs->glyphs[i];
    const double y = points(info->geometry.y_offset);
    size_t length;
    const char *const text = find_text(&length, r, i);
    const cm__pdf_glyph *glyph = NULL;
    bool is_first = true;
    const cm_status status =
        cm__pdf_font_glyph(&glyph, &is_first, font, r->font, info->glyph, text, length);

    if (status)
        return status;
    to->is_exact = to->is_exact && is_first;
    step(to, w, r, points(r->x + info->geometry.x_offset), y);
    cm__text_addf(&to->operators, "%04X", glyph->code);
    w->x += glyph->width / EM * w->em_pt;
    if (y > 0 || y < 0)
        end_array(to, w); /* the next glyph stands on the line again */
    return CM_OK;
}

static cm_status add_run(shown *to, run *r, cm__pdf_font *font)
{
    const bool is_turned = r->shape.yx > 0 || r->shape.yx < 0;
    walk w = {.em_pt = is_turned ? 0 : r->shape.xx};
    cm_status status = CM_OK;

    for (int i = 0; i < r->glyphs->num_glyphs && !status; i++) {
        const PangoGlyphInfo *const info = &r->glyphs->glyphs[i];
        if (info->glyph & PANGO_GLYPH_UNKNOWN_FLAG)
            to->can_be = false;
        else if (info->glyph != PANGO_GLYPH_EMPTY)
            status = add_glyph(to, &w, r, font, i);
        r->x += info->geometry.width;
    }
    end_array(to, &w);
    return status;
}

static cm_status add_line(shown *to, cm__pdf_fonts *fonts, PangoLayoutLine *line,
                          const char *string)
{
    cm_status status = CM_OK;
    int x = 0;

    for (const GSList *at = line->runs; at && !status && to->can_be; at = at->next) {
        const PangoGlyphItem *const item = at->data;
        const PangoAnalysis *const analysis = &item->item->analysis;
        const size_t font = cm__pdf_fonts_find(fonts, analysis->font);
        run r = {.font = analysis->font,
                 .glyphs = item->glyphs,
                 .text = string + item->item->offset,
                 .text_length = (size_t)item->item->length,
                 .x = x};
        to->can_be = font != CM_ABSENT && analysis->level % 2 == 0;
        if (!to->can_be)
            break;
        cairo_scaled_font_get_font_matrix(
            pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(r.font)), &r.shape);
        cm__text_addf(&to->operators, "/F%zu 1 Tf\n", font);
        status = add_run(to, &r, &fonts->all[font]);
        x = r.x;
    }
    return status;
}

static cairo_matrix_t place_of(const cm__item *item)
{
    const double turn = -item->angle_deg / 180 * PI + (item->text.vertical ? PI / 2 : 0);
    cairo_matrix_t m;

    cairo_matrix_init_translate(&m, item->at.x, item->at.y);
    cairo_matrix_rotate(&m, turn);
    cairo_matrix_translate(&m, -cm__align_share(item->align) * item->advance_mm, 0);
    cairo_matrix_scale(&m, MM_PER_PT, MM_PER_PT);
    return m;
}

static void add_halo(cm__text *out, const shown *text, const cm__text_style *style)
{
    if (style->halo.alpha == 0 || style->halo_mm <= 0)
        return;
    cm__text_add(out, "/Span<</ActualText()>>BDC\n[]0 d ");
    cm__pdf_add_pen(out, style->halo, 2 * style->halo_mm, "1");
    cm__text_add(out, "BT 1 Tr\n");
    cm__text_add_bytes(out, text->operators.bytes, text->operators.length);
    cm__text_add(out, "ET\nEMC\n");
}

static void add_itself(cm__text *out, const shown *text, const cm__item *item)
{
    if (!text->is_exact) {
        cm__text_add(out, "/Span<</ActualText<FEFF");
        cm__pdf_add_utf16(out, item->string, strlen(item->string));
        cm__text_add(out, ">>>BDC\n");
    }
    cm__pdf_add_fill(out, item->text.colour);
    cm__text_add(out, "BT 0 Tr\n");
    cm__text_add_bytes(out, text->operators.bytes, text->operators.length);
    cm__text_add(out, text->is_exact ? "ET\n" : "ET\nEMC\n");
}

cm_status cm__pdf_add_text(cm__text *out, bool *out_shown, cm__pdf_fonts *fonts, const char *family,
                           const cm__item *item)
{
    PangoLayout *const layout = cm__font_layout(family, item->string, &item->text);
    shown text = {.to_page = place_of(item), .is_exact = true, .can_be = true};
    cm_status status = add_line(&text, fonts, cm__font_line(layout), item->string);

    if (!status)
        status = text.operators.failed;
    if (!status && text.can_be && text.operators.length > 0) {
        add_halo(out, &text, &item->text);
        add_itself(out, &text, item);
        status = out->failed;
    }
    *out_shown = text.can_be;
    cm__text_clear(&text.operators);
    g_object_unref(layout);
    return status;
}
