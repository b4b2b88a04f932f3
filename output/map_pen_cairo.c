/* map_pen_cairo.c - paints a display list with cairo, for images and PDF. */
#include "output/map_pen_cairo.h"
#include "geo/base_error.h"
#include "geo/base_text.h"
#include "output/map_box.h"
#include "output/map_font.h"
#include "output/map_path.h"
#include "output/map_stamp.h"

#define PI 3.14159265358979323846
#define MM_PER_PT (25.4 / 72)
/* Of a pixel: the edge of a halo is that of nothing. With coarser antialiasing, too, it takes a
 * third of the time. */
#define HALO_TOLERANCE 0.3
#define SEEN_ROOM_MM 0.5
#define STAMPED_FROM 1000 /* items of a layer; fewer are painted each at its very place */

cm_status cm__cairo_check(cairo_status_t found, const char *drawing)
{
    if (found == CAIRO_STATUS_SUCCESS)
        return CM_OK;
    return cm__fail(found == CAIRO_STATUS_NO_MEMORY ? CM_ERR_NOMEM : CM_ERR_IO,
                    "%s cannot be drawn: %s", drawing, cairo_status_to_string(found));
}

cairo_status_t cm__cairo_collect(void *text, const unsigned char *bytes, unsigned length)
{
    cm__text *const out = text;

    cm__text_add_bytes(out, (const char *)bytes, length);
    return out->failed ? CAIRO_STATUS_NO_MEMORY : CAIRO_STATUS_SUCCESS;
}

static void set_colour(cairo_t *cr, cm_colour colour)
{
    cairo_set_source_rgba(cr, colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0,
                          colour.alpha / 255.0);
}

static void trace(cairo_t *cr, const cm__path *path)
{
    for (size_t part = 0; part < path->part_count; part++) {
        const size_t end = cm__path_part_end(path, part);
        for (size_t i = path->starts[part]; i < end; i++) /* begins with a move: no point is open */
            if (i == path->starts[part])
                cairo_move_to(cr, path->x_mm[i], path->y_mm[i]);
            else
                cairo_line_to(cr, path->x_mm[i], path->y_mm[i]);
        if (path->closed && end > path->starts[part])
            cairo_close_path(cr);
    }
}

static void set_dash(cairo_t *cr, const cm_symbol *symbol)
{
    const double *const dash = symbol->dash_mm;
    const int count = dash[2] + dash[3] > 0 ? 4 : dash[0] + dash[1] > 0 ? 2 : 0;

    cairo_set_dash(cr, dash, count, 0);
}

/* Fills and strokes the current path, and ends it. */
static void paint_path(cairo_t *cr, const cm_symbol *symbol)
{
    if (symbol->fill.alpha > 0) {
        set_colour(cr, symbol->fill);
        cairo_fill_preserve(cr);
    }
    if (symbol->stroke.alpha > 0 && symbol->stroke_mm > 0) {
        set_colour(cr, symbol->stroke);
        set_dash(cr, symbol);
        cairo_set_line_width(cr, symbol->stroke_mm);
        cairo_stroke_preserve(cr);
    }
    cairo_new_path(cr);
}

static void paint_casing(cairo_t *cr, const cm_symbol *symbol)
{
    if (symbol->casing.alpha == 0 || symbol->casing_mm <= 0)
        return;
    set_colour(cr, symbol->casing);
    cairo_set_dash(cr, NULL, 0, 0);
    cairo_set_line_width(cr, cm__casing_width_mm(symbol));
    cairo_stroke_preserve(cr);
}

cm_status cm__cairo_marker(cairo_t *cr, const cm_symbol *symbol, cm_point at)
{
    cm__path outline = {0};
    const cm_status status = cm__marker_outline(&outline, symbol);

    if (status)
        return status;
    cairo_save(cr);
    cairo_translate(cr, at.x, at.y);
    trace(cr, &outline);
    if (outline.part_count == 0)
        cairo_arc(cr, 0, 0, symbol->size_mm / 2, 0, 2 * PI);
    cairo_close_path(cr);
    paint_casing(cr, symbol);
    paint_path(cr, symbol);
    cairo_restore(cr);
    cm__path_clear(&outline);
    return CM_OK;
}

static void paint_halo(cairo_t *cr, PangoLayoutLine *line, const cm__text_style *style)
{
    const double tolerance = cairo_get_tolerance(cr);

    if (style->halo.alpha == 0 || style->halo_mm <= 0)
        return;
    cairo_move_to(cr, 0, 0);
    pango_cairo_layout_line_path(cr, line);
    set_colour(cr, style->halo);
    cairo_set_dash(cr, NULL, 0, 0);
    cairo_set_line_width(cr, 2 * style->halo_mm / MM_PER_PT);
    cairo_set_tolerance(cr, HALO_TOLERANCE);
    cairo_set_antialias(cr, CAIRO_ANTIALIAS_FAST);
    cairo_stroke(cr);
    cairo_set_antialias(cr, CAIRO_ANTIALIAS_DEFAULT);
    cairo_set_tolerance(cr, tolerance);
}

static void paint_line(cairo_t *cr, PangoLayoutLine *line, cm__cairo_target target)
{
    cairo_move_to(cr, 0, 0);
    if (target == CM__CAIRO_DOCUMENT) {
        pango_cairo_show_layout_line(cr, line);
        cairo_new_path(cr); /* else a circle drawn next is tied to the end of the text */
        return;
    }
    pango_cairo_layout_line_path(cr, line);
    cairo_set_fill_rule(cr, CAIRO_FILL_RULE_WINDING); /* strokes of a glyph may overlap */
    cairo_fill(cr);
}

static void paint_text(cairo_t *cr, const char *font, const cm__item *item, cm__cairo_target target)
{
    PangoLayout *const layout = cm__font_layout(font, item->string, &item->text);
    PangoLayoutLine *const line = cm__font_line(layout);

    cairo_save(cr);
    cairo_translate(cr, item->at.x, item->at.y);
    cairo_rotate(cr, -item->angle_deg / 180 * PI + (item->text.vertical ? PI / 2 : 0));
    cairo_translate(cr, -cm__align_share(item->align) * item->advance_mm, 0);
    cairo_scale(cr, MM_PER_PT, MM_PER_PT);
    paint_halo(cr, line, &item->text);
    set_colour(cr, item->text.colour);
    paint_line(cr, line, target);
    cairo_restore(cr);
    g_object_unref(layout);
}

/* What the items of a layer are painted with. */
typedef struct brush {
    cairo_t *cr;
    const char *font;
    cm__cairo_target target;
    cm__stamps *stamps; /* NULL: none */
    cm_box seen;        /* what can be, with some room for rounding */
} brush;

static cm_status paint_item(const brush *with, const cm__item *item)
{
    switch (item->kind) {
    case CM__ITEM_PATH:
        trace(with->cr, &item->path);
        paint_path(with->cr, &item->symbol);
        return CM_OK;
    case CM__ITEM_MARKER:
        return with->stamps ? cm__stamps_marker(with->stamps, with->cr, item)
                            : cm__cairo_marker(with->cr, &item->symbol, item->at);
    case CM__ITEM_TEXT: paint_text(with->cr, with->font, item, with->target); return CM_OK;
    }
    return CM_OK;
}

static cm_status paint_groups(const brush *with, const cm__layer *layer)
{
    cm_status status = CM_OK;

    for (size_t i = 0; !status && i < layer->group_count; i++) {
        const cm__group *const group = &layer->groups[i];
        for (size_t j = 0; !status && j < group->item_count; j++)
            if (cm__box_touches(&group->items[j].ink_mm, &with->seen))
                status = paint_item(with, &group->items[j]);
    }
    return status;
}

static size_t count_items(const cm__layer *layer)
{
    size_t count = 0;

    for (size_t i = 0; i < layer->group_count; i++)
        count += layer->groups[i].item_count;
    return count;
}

cm_status cm__cairo_paint(cairo_t *cr, const cm__list *list, const cm__layer *layer,
                          cm__cairo_target target)
{
    const bool stamped = target == CM__CAIRO_IMAGE && count_items(layer) > STAMPED_FROM;
    const cm_box *const frame = &layer->clip_mm;
    cm__stamps stamps = {0};
    brush with = {cr, list->font, target, stamped ? &stamps : NULL, CM__BOX_EMPTY};
    cm_status status;

    cairo_save(cr);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    cairo_set_fill_rule(cr, CAIRO_FILL_RULE_EVEN_ODD);
    if (layer->clipped) {
        cairo_rectangle(cr, frame->x_min, frame->y_min, frame->x_max - frame->x_min,
                        frame->y_max - frame->y_min);
        cairo_clip(cr);
    }
    cairo_clip_extents(cr, &with.seen.x_min, &with.seen.y_min, &with.seen.x_max, &with.seen.y_max);
    with.seen = cm__box_grown(with.seen, SEEN_ROOM_MM);
    status = paint_groups(&with, layer);
    cairo_restore(cr);
    cm__stamps_clear(&stamps);
    return status ? status : cm__cairo_check(cairo_status(cr), "the page");
}
