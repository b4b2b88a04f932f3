/* map_svg.c - the pieces of an SVG document: numbers, texts, colours, shapes. */
#include "output/map_svg.h"
#include "output/map_path.h"
#include "output/map_text.h"
#include "output/xml.h"
#include <math.h>
#include <string.h>

#define MM_PER_PT (25.4 / 72)

static long long to_micrometres(double mm)
{
    return llround(mm * 1000);
}

/* printf is too slow for a coast: this prints thousandths of a millimetre. */
static void add_micrometres(cm__text *out, long long value)
{
    char digits[32];
    size_t at = sizeof digits;
    unsigned long long rest =
        value < 0 ? 0ULL - (unsigned long long)value : (unsigned long long)value;
    bool has_fraction = false;

    for (int place = 0; place < 3; place++, rest /= 10) {
        const char digit = (char)('0' + rest % 10);
        has_fraction = has_fraction || digit != '0'; /* zeros at the end are not written */
        if (has_fraction)
            digits[--at] = digit;
    }
    if (has_fraction)
        digits[--at] = '.';
    do
        digits[--at] = (char)('0' + rest % 10);
    while (rest /= 10);
    if (value < 0)
        digits[--at] = '-';
    cm__text_add_bytes(out, digits + at, sizeof digits - at);
}

void cm__svg_add_mm(cm__text *out, double mm)
{
    add_micrometres(out, to_micrometres(mm));
}

void cm__svg_add_escaped(cm__text *out, const char *string)
{
    cm__text clean = {0};

    cm__string_clean(&clean, string);
    if (clean.bytes)
        cm__xml_add_escaped(out, clean.bytes);
    if (clean.failed && !out->failed)
        out->failed = clean.failed;
    cm__text_clear(&clean);
}

void cm__svg_add_attribute(cm__text *out, const char *name, const char *value)
{
    if (!value)
        return;
    cm__text_addf(out, " %s=\"", name);
    cm__svg_add_escaped(out, value);
    cm__text_add(out, "\"");
}

void cm__svg_add_length(cm__text *out, const char *name, double mm)
{
    cm__text_addf(out, " %s=\"", name);
    cm__svg_add_mm(out, mm);
    cm__text_add(out, "\"");
}

void cm__svg_add_title(cm__text *out, const char *string)
{
    if (!string || !*string)
        return;
    cm__text_add(out, "<title>");
    cm__svg_add_escaped(out, string);
    cm__text_add(out, "</title>");
}

void cm__svg_add_colour(cm__text *out, const char *name, cm_colour colour)
{
    if (colour.alpha == 0)
        return;
    cm__text_addf(out, " %s=\"#%02x%02x%02x\"", name, colour.red, colour.green, colour.blue);
    if (colour.alpha == 255)
        return;
    cm__text_addf(out, " %s-opacity=\"", name);
    cm__text_add_rounded(out, colour.alpha / 255.0, 4);
    cm__text_add(out, "\"");
}

static void add_dashes(cm__text *out, const double dash_mm[4])
{
    const int count = dash_mm[2] + dash_mm[3] > 0 ? 4 : dash_mm[0] + dash_mm[1] > 0 ? 2 : 0;

    if (count == 0)
        return;
    cm__text_add(out, " stroke-dasharray=\"");
    for (int i = 0; i < count; i++) {
        cm__text_add(out, i ? " " : "");
        cm__svg_add_mm(out, dash_mm[i]);
    }
    cm__text_add(out, "\"");
}

static void add_paint(cm__text *out, const cm_symbol *symbol)
{
    cm__svg_add_colour(out, "fill", symbol->fill);
    if (symbol->stroke.alpha == 0 || symbol->stroke_mm <= 0)
        return;
    cm__svg_add_colour(out, "stroke", symbol->stroke);
    cm__svg_add_length(out, "stroke-width", symbol->stroke_mm);
    add_dashes(out, symbol->dash_mm);
}

/* A number of a list: a minus sign parts it from the one before as well as a blank does. */
static void add_next(cm__text *out, long long value)
{
    if (value >= 0)
        cm__text_add_bytes(out, " ", 1);
    add_micrometres(out, value);
}

/* Steps between rounded places, so that rounding does not add up along a line. */
static void add_part(cm__text *out, const cm__path *path, size_t part)
{
    const size_t start = path->starts[part], end = cm__path_part_end(path, part);
    long long x = 0, y = 0;
    bool steps = false;

    for (size_t i = start; i < end; i++) {
        const long long next_x = to_micrometres(path->x_mm[i]);
        const long long next_y = to_micrometres(path->y_mm[i]);
        if (i > start && next_x == x && next_y == y)
            continue;
        if (i == start || !steps)
            cm__text_add(out, i == start ? "M" : "l");
        if (i == start || !steps)
            add_micrometres(out, next_x - x);
        else
            add_next(out, next_x - x);
        add_next(out, next_y - y);
        steps = i > start;
        x = next_x;
        y = next_y;
    }
    if (path->closed && end > start)
        cm__text_add(out, "z");
}

static void add_outline(cm__text *out, const cm__path *path)
{
    cm__text_add(out, " d=\"");
    for (size_t part = 0; part < path->part_count; part++)
        add_part(out, path, part);
    cm__text_add(out, "\"");
}

void cm__svg_add_path(cm__text *out, const char *id, const cm_symbol *symbol, const cm__path *path)
{
    cm__text_add(out, "<path");
    cm__svg_add_attribute(out, "id", id);
    add_paint(out, symbol);
    add_outline(out, path);
    cm__text_add(out, "/>\n");
}

static void add_shape(cm__text *out, const cm_symbol *symbol, const cm__path *outline)
{
    if (outline->part_count > 0) {
        cm__svg_add_path(out, NULL, symbol, outline);
        return;
    }
    cm__text_add(out, "<circle");
    cm__svg_add_length(out, "r", symbol->size_mm / 2);
    add_paint(out, symbol);
    cm__text_add(out, "/>\n");
}

cm_status cm__svg_add_marker(cm__text *out, const cm_symbol *symbol)
{
    cm_symbol casing = {.size_mm = symbol->size_mm, .stroke = symbol->casing};
    cm__path outline = {0};
    const cm_status status = cm__marker_outline(&outline, symbol);

    if (status)
        return status;
    casing.stroke_mm = cm__casing_width_mm(symbol);
    if (casing.stroke.alpha > 0 && symbol->casing_mm > 0)
        add_shape(out, &casing, &outline);
    add_shape(out, symbol, &outline);
    cm__path_clear(&outline);
    return CM_OK;
}

static void add_halo(cm__text *out, const cm__text_style *style)
{
    if (style->halo.alpha == 0 || style->halo_mm <= 0)
        return;
    cm__svg_add_colour(out, "stroke", style->halo);
    cm__svg_add_length(out, "stroke-width", 2 * style->halo_mm);
    cm__text_add(out, " paint-order=\"stroke\"");
}

static void add_text_style(cm__text *out, const cm__text_style *style)
{
    const double size_mm = style->size_pt * MM_PER_PT;

    cm__svg_add_length(out, "font-size", size_mm);
    if (style->bold)
        cm__text_add(out, " font-weight=\"bold\"");
    if (style->italic)
        cm__text_add(out, " font-style=\"italic\"");
    if (style->vertical)
        cm__text_add(out, " writing-mode=\"vertical-rl\"");
    if (style->spacing_em > 0)
        cm__svg_add_length(out, "letter-spacing", style->spacing_em * size_mm);
    cm__svg_add_colour(out, "fill", style->colour);
    add_halo(out, style);
}

static void add_turn(cm__text *out, const cm__item *item)
{
    cm__text_add(out, " transform=\"rotate(");
    cm__text_add_rounded(out, -item->angle_deg, 4);
    cm__text_add(out, " ");
    cm__svg_add_mm(out, item->at.x);
    cm__text_add(out, " ");
    cm__svg_add_mm(out, item->at.y);
    cm__text_add(out, ")\"");
}

/* Readers fold blanks unless told not to. */
static bool has_blanks_to_keep(const char *string)
{
    const size_t length = strlen(string);

    return *string == ' ' || strstr(string, "  ") || (length > 0 && string[length - 1] == ' ');
}

/* librsvg 2.54 does not know of anchors in columns: those are placed by their starts. */
static void add_text_place(cm__text *out, const cm__item *item)
{
    static const char *const anchors[] = {NULL, "middle", "end"};
    const double before_mm =
        item->text.vertical ? cm__align_share(item->align) * item->advance_mm : 0;

    cm__svg_add_length(out, "x", item->at.x);
    cm__svg_add_length(out, "y", item->at.y - before_mm);
    if (!item->text.vertical)
        cm__svg_add_attribute(out, "text-anchor", anchors[item->align]);
    if (item->angle_deg != 0)
        add_turn(out, item);
}

void cm__svg_add_text(cm__text *out, const cm__item *item)
{

    cm__text_add(out, "<text");
    cm__svg_add_attribute(out, "id", item->id);
    add_text_place(out, item);
    add_text_style(out, &item->text);
    if (has_blanks_to_keep(item->string))
        cm__text_add(out, " xml:space=\"preserve\"");
    cm__text_add(out, ">");
    cm__svg_add_escaped(out, item->string);
    cm__text_add(out, "</text>\n");
}
