/* map_text.c - measures texts, and makes untrusted ones fit to be drawn. */
#include "output/map_text.h"
#include "geo/base_error.h"
#include "output/map_font.h"
#include <stdbool.h>
#include <string.h>

static cm_box box_mm(const PangoRectangle *box)
{
    return (cm_box){cm__font_mm(box->x), cm__font_mm(box->y), cm__font_mm(box->x + box->width),
                    cm__font_mm(box->y + box->height)};
}

/* Turns a box clockwise about (0,0) by a right angle. */
static cm_box turned(cm_box box)
{
    return (cm_box){-box.y_max, box.x_min, -box.y_min, box.x_max};
}

/* The first character that no font has a glyph for; pango packs it into the glyph's number. */
static gunichar find_unknown(PangoLayout *layout)
{
    for (const GSList *run = cm__font_line(layout)->runs; run; run = run->next) {
        const PangoGlyphItem *const item = run->data;
        for (int i = 0; i < item->glyphs->num_glyphs; i++) {
            const PangoGlyph glyph = item->glyphs->glyphs[i].glyph;
            if (glyph != PANGO_GLYPH_EMPTY && (glyph & PANGO_GLYPH_UNKNOWN_FLAG))
                return glyph & ~PANGO_GLYPH_UNKNOWN_FLAG;
        }
    }
    return 0;
}

static cm_status refuse_unknown(PangoLayout *layout, const char *font, const char *string)
{
    const gunichar unknown = find_unknown(layout);
    char character[7] = "";

    if (g_unichar_validate(unknown))
        character[g_unichar_to_utf8(unknown, character)] = '\0';
    return cm__fail(CM_ERR_FORMAT,
                    "no font (%s or another) has the character %s (U+%04X) of \"%s\"",
                    font ? font : CM__FONT_DEFAULT, character, unknown, string);
}

cm_status cm__text_measure(cm__text_extent *out, const char *font, const char *string,
                           const cm__text_style *style)
{
    PangoLayout *const layout = cm__font_layout(font, string, style);
    PangoRectangle ink, logical;
    cm_status status = CM_OK;

    if (pango_layout_get_unknown_glyphs_count(layout) > 0) {
        status = refuse_unknown(layout, font, string);
        goto done;
    }
    pango_layout_line_get_extents(cm__font_line(layout), &ink, &logical);
    *out = (cm__text_extent){.advance_mm = cm__font_mm(logical.width), .ink_mm = box_mm(&ink)};
    if (style->vertical)
        out->ink_mm = turned(out->ink_mm);
    out->ascent_mm = cm__font_mm(PANGO_ASCENT(logical));
    out->descent_mm = cm__font_mm(PANGO_DESCENT(logical));
done:
    g_object_unref(layout);
    return status;
}

bool cm__text_is_wide(const char *string)
{
    for (const char *at = string; *at; at = g_utf8_find_next_char(at, NULL))
        if (g_unichar_iswide(g_utf8_get_char(at)))
            return true;
    return false;
}

static PangoGlyph glyph_of(const char *font, const char *character, const cm__text_style *style)
{
    PangoLayout *const layout = cm__font_layout(font, character, style);
    const GSList *const runs = cm__font_line(layout)->runs;
    const PangoGlyphItem *const item = runs ? runs->data : NULL;
    const PangoGlyph glyph =
        item && item->glyphs->num_glyphs > 0 ? item->glyphs->glyphs[0].glyph : PANGO_GLYPH_EMPTY;

    g_object_unref(layout);
    return glyph;
}

bool cm__text_has_vertical_forms(const char *font, const char *string, const cm__text_style *style)
{
    static const char turned[] = "「」『』（）〈〉《》【】〔〕ー〜～…";
    cm__text_style along = *style;

    along.vertical = false;
    for (const char *at = string, *next; *at; at = next) {
        char character[7] = "";
        next = g_utf8_find_next_char(at, NULL);
        if (next - at > 6)
            continue;
        memcpy(character, at, (size_t)(next - at));
        if (next - at == 3 && strstr(turned, character) &&
            glyph_of(font, character, style) == glyph_of(font, character, &along))
            return false;
    }
    return true;
}

/* Embeddings, overrides and isolates reach beyond the name that holds them. */
static bool turns_direction(gunichar c)
{
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

static bool is_no_character(gunichar c)
{
    return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

static bool is_control(gunichar c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
}

void cm__string_clean(cm__text *out, const char *string)
{
    while (*string != '\0') {
        const gunichar c = g_utf8_get_char_validated(string, -1);
        if (c == (gunichar)-1 || c == (gunichar)-2) {
            cm__text_add(out, "\xEF\xBF\xBD");
            string++;
            continue;
        }
        const char *const next = string + g_unichar_to_utf8(c, NULL);
        if (is_control(c))
            cm__text_add(out, " ");
        else if (is_no_character(c))
            cm__text_add(out, "\xEF\xBF\xBD");
        else if (!turns_direction(c))
            cm__text_add_bytes(out, string, (size_t)(next - string));
        string = next;
    }
}
