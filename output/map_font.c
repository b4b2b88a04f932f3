/* map_font.c - texts laid out by pango, the same for measuring and for every pen. */
#include "output/map_font.h"

static void set_rendering(PangoContext *context)
{
    cairo_font_options_t *const options = cairo_font_options_create();

    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(context, FALSE);
}

static PangoContext *make_context(const cm__text_style *style)
{
    PangoContext *const context = pango_font_map_create_context(pango_cairo_font_map_get_default());

    set_rendering(context);
    pango_context_set_language(context, pango_language_from_string("ja"));
    pango_context_set_base_dir(context, PANGO_DIRECTION_LTR); /* as readers of SVG do */
    if (style->vertical)
        pango_context_set_base_gravity(context, PANGO_GRAVITY_EAST);
    return context;
}

static void set_font(PangoLayout *layout, const char *font, const cm__text_style *style)
{
    PangoFontDescription *const description = pango_font_description_new();

    pango_font_description_set_family(description, font ? font : CM__FONT_DEFAULT);
    pango_font_description_set_absolute_size(description, style->size_pt * PANGO_SCALE);
    if (style->bold)
        pango_font_description_set_weight(description, PANGO_WEIGHT_BOLD);
    if (style->italic)
        pango_font_description_set_style(description, PANGO_STYLE_ITALIC);
    pango_layout_set_font_description(layout, description);
    pango_font_description_free(description);
}

/* Left to itself, pango turns the horizontal forms of brackets and long vowels. */
static void ask_for_vertical_forms(PangoAttrList *attributes, const char *string)
{
    for (const char *at = string, *next; *at != '\0'; at = next) {
        const gunichar c = g_utf8_get_char_validated(at, -1);
        if (c == (gunichar)-1 || c == (gunichar)-2)
            return; /* not UTF-8, and not for us to report */
        next = at + g_unichar_to_utf8(c, NULL);
        if (!g_unichar_iswide(c))
            continue;
        PangoAttribute *const upright = pango_attr_gravity_hint_new(PANGO_GRAVITY_HINT_STRONG);
        upright->start_index = (guint)(at - string);
        upright->end_index = (guint)(next - string);
        pango_attr_list_insert(attributes, upright);
    }
}

static void set_attributes(PangoLayout *layout, const char *string, const cm__text_style *style)
{
    const double spacing = style->spacing_em * style->size_pt * PANGO_SCALE;
    PangoAttrList *const attributes = pango_attr_list_new();

    pango_attr_list_insert(attributes, pango_attr_letter_spacing_new((int)spacing));
    if (style->vertical)
        ask_for_vertical_forms(attributes, string);
    pango_layout_set_attributes(layout, attributes);
    pango_attr_list_unref(attributes);
}

PangoLayout *cm__font_layout(const char *font, const char *string, const cm__text_style *style)
{
    PangoContext *const context = make_context(style);
    PangoLayout *const layout = pango_layout_new(context);

    g_object_unref(context);
    pango_layout_set_single_paragraph_mode(layout, TRUE);
    pango_layout_set_auto_dir(layout, FALSE);
    set_font(layout, font, style);
    set_attributes(layout, string, style);
    pango_layout_set_text(layout, string, -1);
    return layout;
}

PangoLayoutLine *cm__font_line(PangoLayout *layout)
{
    return pango_layout_get_line_readonly(layout, 0);
}

double cm__font_mm(int units)
{
    return units / (double)PANGO_SCALE / 72 * 25.4;
}
