/* web_style.c - one style model, written as the page's script and legend draw it. */
#include "output/web_style.h"
#include "output/map_list.h"
#include "output/web_text.h"
#include <math.h>

static const double swatch_mm = 6.5, swatch_height_mm = 3.2, head_share = 0.38;

static void add_length(cm__text *out, const char *key, double mm)
{
    if (!(mm > 0))
        return;
    cm__text_addf(out, ",\"%s\":", key);
    cm__web_add_px(out, mm);
}

static void add_colour(cm__text *out, const char *key, cm_colour colour)
{
    if (colour.alpha == 0)
        return;
    cm__text_addf(out, ",\"%s\":\"", key);
    cm__web_add_colour(out, colour);
    cm__text_add(out, "\"");
}

static bool has_dash(const cm_symbol *symbol)
{
    return symbol->dash_mm[0] > 0 && symbol->dash_mm[1] > 0;
}

/* "on off on off", or "on off" */
static void add_dash(cm__text *out, const cm_symbol *symbol, const char *between)
{
    const size_t count = symbol->dash_mm[2] > 0 ? 4 : 2;

    for (size_t i = 0; i < count; i++) {
        cm__text_add(out, i ? between : "");
        cm__web_add_px(out, symbol->dash_mm[i]);
    }
}

void cm__web_add_symbol(cm__text *out, const cm_symbol *symbol)
{
    cm__text_addf(out, "{\"shape\":\"%s\"", cm_shape_name(symbol->shape));
    add_length(out, "size", symbol->size_mm);
    add_colour(out, "fill", symbol->fill);
    if (symbol->stroke.alpha > 0 && symbol->stroke_mm > 0) {
        add_colour(out, "stroke", symbol->stroke);
        add_length(out, "width", symbol->stroke_mm);
    }
    if (has_dash(symbol)) {
        cm__text_add(out, ",\"dash\":[");
        add_dash(out, symbol, ",");
        cm__text_add(out, "]");
    }
    if (symbol->casing.alpha > 0 && symbol->casing_mm > 0) {
        add_colour(out, "casing", symbol->casing);
        add_length(out, "casingWidth", symbol->casing_mm);
    }
    add_length(out, "arrow", symbol->arrow_mm);
    if (symbol->hatch_mm > 0) {
        add_colour(out, "hatchColour", symbol->stroke);
        add_length(out, "hatch", symbol->hatch_mm);
        add_length(out, "hatchWidth", symbol->hatch_line_mm);
        cm__text_add(out, ",\"hatchAngle\":");
        cm__text_add_rounded(out, symbol->hatch_deg, 3);
    }
    cm__text_add(out, "}");
}

/* ---- outlines ---- */

/* Adds a marker's corners; nothing of a circle, which has none. */
static void add_corners(cm__text *out, const cm_symbol *symbol, const char *between)
{
    cm__path path = {.closed = true};
    const cm_status status = cm__marker_outline(&path, symbol);

    out->failed = out->failed ? out->failed : status;
    for (size_t i = 0; i < path.vertex_count; i++) {
        cm__text_add(out, i ? between : "");
        cm__text_add_rounded(out, path.x_mm[i], 4);
        cm__text_add(out, ",");
        cm__text_add_rounded(out, path.y_mm[i], 4);
    }
    cm__path_clear(&path);
}

void cm__web_add_shapes(cm__text *out)
{
    bool any = false;

    cm__text_add(out, "{");
    for (int shape = 0; shape < CM_SHAPE_COUNT; shape++) {
        const cm_symbol unit = {.shape = (cm_shape)shape, .size_mm = 1};
        if (shape == CM_SHAPE_CIRCLE)
            continue;
        cm__text_addf(out, "%s\"%s\":[", any ? "," : "", cm_shape_name(unit.shape));
        add_corners(out, &unit, ",");
        cm__text_add(out, "]");
        any = true;
    }
    cm__text_add(out, "}");
}

/* ---- legend ---- */

static void add_attribute(cm__text *out, const char *name, double mm)
{
    cm__text_addf(out, " %s=\"", name);
    cm__web_add_px(out, mm);
    cm__text_add(out, "\"");
}

static void add_paint(cm__text *out, const char *name, cm_colour colour)
{
    cm__text_addf(out, " %s=\"", name);
    if (colour.alpha > 0)
        cm__web_add_colour(out, colour);
    else
        cm__text_add(out, "none");
    cm__text_add(out, "\"");
}

static void add_stroke(cm__text *out, const cm_symbol *symbol)
{
    if (!(symbol->stroke.alpha > 0 && symbol->stroke_mm > 0))
        return;
    add_paint(out, "stroke", symbol->stroke);
    add_attribute(out, "stroke-width", symbol->stroke_mm);
    if (!has_dash(symbol))
        return;
    cm__text_add(out, " stroke-dasharray=\"");
    add_dash(out, symbol, " ");
    cm__text_add(out, "\"");
}

/* Begins an image whose units are pixels of CSS. */
static void begin_svg(cm__text *out, double width_mm, double height_mm)
{
    const long width = lround(ceil(cm__web_px(width_mm))),
               height = lround(ceil(cm__web_px(height_mm)));

    cm__text_addf(out,
                  "<svg width=\"%ld\" height=\"%ld\" viewBox=\"0 0 %ld %ld\" aria-hidden=\"true\">",
                  width, height, width, height);
}

/* One outline of a marker, about a place. */
static void add_outline(cm__text *out, const cm_symbol *symbol, cm_point at_mm)
{
    cm_symbol in_px = *symbol;

    in_px.size_mm = cm__web_px(symbol->size_mm);
    if (symbol->shape == CM_SHAPE_CIRCLE) {
        cm__text_add(out, "<circle");
        add_attribute(out, "cx", at_mm.x);
        add_attribute(out, "cy", at_mm.y);
        add_attribute(out, "r", symbol->size_mm / 2);
        return;
    }
    cm__text_add(out, "<path transform=\"translate(");
    cm__web_add_px(out, at_mm.x);
    cm__text_add(out, ",");
    cm__web_add_px(out, at_mm.y);
    cm__text_add(out, ")\" d=\"M");
    add_corners(out, &in_px, "L");
    cm__text_add(out, "Z\"");
}

static void add_marker(cm__text *out, const cm_symbol *symbol, cm_point at_mm)
{
    const bool has_stroke = symbol->stroke.alpha > 0 && symbol->stroke_mm > 0;

    if (symbol->casing.alpha > 0 && symbol->casing_mm > 0) {
        add_outline(out, symbol, at_mm);
        cm__text_add(out, " fill=\"none\"");
        add_paint(out, "stroke", symbol->casing);
        add_attribute(out, "stroke-width",
                      (has_stroke ? symbol->stroke_mm : 0) + 2 * symbol->casing_mm);
        cm__text_add(out, "/>");
    }
    add_outline(out, symbol, at_mm);
    add_paint(out, "fill", symbol->fill);
    add_stroke(out, symbol);
    cm__text_add(out, "/>");
}

static void add_line(cm__text *out, const cm_symbol *symbol)
{
    const double middle = swatch_height_mm / 2, base = swatch_mm - symbol->arrow_mm;
    const double half = head_share * symbol->arrow_mm;

    cm__text_add(out, "<line x1=\"0\"");
    add_attribute(out, "y1", middle);
    add_attribute(out, "x2", symbol->arrow_mm > 0 ? base + 0.4 * symbol->arrow_mm : swatch_mm);
    add_attribute(out, "y2", middle);
    add_stroke(out, symbol);
    cm__text_add(out, "/>");
    if (!(symbol->arrow_mm > 0))
        return;
    cm__text_add(out, "<path d=\"M");
    const cm_point corners[] = {{swatch_mm, middle}, {base, middle - half}, {base, middle + half}};
    for (size_t i = 0; i < 3; i++) {
        cm__text_add(out, i ? "L" : "");
        cm__web_add_px(out, corners[i].x);
        cm__text_add(out, ",");
        cm__web_add_px(out, corners[i].y);
    }
    cm__text_add(out, "Z\"");
    add_paint(out, "fill", symbol->stroke);
    cm__text_add(out, "/>");
}

static void add_box(cm__text *out)
{
    cm__text_add(out, "<rect x=\"0.5\" y=\"0.5\"");
    add_attribute(out, "width", swatch_mm - 0.3);
    add_attribute(out, "height", swatch_height_mm - 0.3);
}

static void add_area(cm__text *out, const cm_symbol *symbol, const char *id)
{
    static const cm_colour edge = {0xb0, 0xb0, 0xb0, 255};
    const bool is_hatched = symbol->hatch_mm > 0;

    add_box(out);
    add_paint(out, "fill", symbol->fill);
    add_paint(out, "stroke", is_hatched ? symbol->stroke : edge);
    cm__text_add(out, " stroke-width=\"0.5\"/>");
    if (!is_hatched)
        return;
    cm__text_addf(out, "<pattern id=\"%s\" patternUnits=\"userSpaceOnUse\" width=\"8\"", id);
    add_attribute(out, "height", symbol->hatch_mm);
    cm__text_add(out, " patternTransform=\"rotate(");
    cm__text_add_rounded(out, -symbol->hatch_deg, 3);
    cm__text_add(out, ")\"><rect width=\"8\"");
    add_attribute(out, "height", symbol->hatch_line_mm);
    add_paint(out, "fill", symbol->stroke);
    cm__text_add(out, "/></pattern>");
    add_box(out);
    cm__text_addf(out, " fill=\"url(#%s)\"/>", id);
}

void cm__web_add_swatch(cm__text *out, cm__legend_kind kind, const cm_symbol *symbol,
                        const char *id)
{
    const double reach_mm = cm__marker_reach_mm(symbol);
    const double width_mm = kind == CM__LEGEND_MARKER ? fmax(swatch_mm, 2 * reach_mm) : swatch_mm;
    const double height_mm =
        kind == CM__LEGEND_MARKER ? fmax(swatch_height_mm, 2 * reach_mm) : swatch_height_mm;

    begin_svg(out, width_mm, height_mm);
    if (kind == CM__LEGEND_MARKER)
        add_marker(out, symbol, (cm_point){width_mm / 2, height_mm / 2});
    else if (kind == CM__LEGEND_LINE)
        add_line(out, symbol);
    else
        add_area(out, symbol, id);
    cm__text_add(out, "</svg>");
}

void cm__web_add_sizes(cm__text *out, const cm__legend_sizes *sizes, const cm_symbol *symbol)
{
    static const double pad_mm = 1.4, line_mm = 3, text_mm = 22, least_mm = 4;
    const double widest = sizes->size_mm[0], ground = fmax(widest, least_mm) + pad_mm;

    begin_svg(out, widest + 2 * pad_mm + line_mm + text_mm, ground + pad_mm);
    for (size_t i = 0; i < sizes->count; i++) {
        const double top = ground - sizes->size_mm[i];
        cm_symbol sized = *symbol;
        sized.size_mm = sizes->size_mm[i];
        add_marker(out, &sized, (cm_point){pad_mm + widest / 2, ground - sizes->size_mm[i] / 2});
        cm__text_add(out, "<path d=\"M");
        cm__web_add_px(out, pad_mm + widest / 2);
        cm__text_add(out, ",");
        cm__web_add_px(out, top);
        cm__text_add(out, "H");
        cm__web_add_px(out, pad_mm + widest + line_mm);
        cm__text_add(out, "\" stroke=\"#777\" stroke-width=\"0.5\"/><text");
        add_attribute(out, "x", pad_mm + widest + line_mm + 1);
        add_attribute(out, "y", fmax(top, 1) + 1);
        cm__text_add(out, ">");
        cm__web_add_html(out, sizes->text[i]);
        cm__text_add(out, "</text>");
    }
    cm__text_add(out, "</svg>");
}
