/* map_pdf_font.c - the fonts of a PDF page, with no more in them than the glyphs that it shows.
 *
 * cairo copies all of a font's 16 MB of outlines to leave out all but some of them, for every page;
 * HarfBuzz reads only what it takes. */
#include "output/map_pdf_font.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include <cairo-ft.h>
#include <clustermap/table.h>
#include <fontconfig/fontconfig.h>
#include <freetype/ftcid.h>
#include <harfbuzz/hb-ot.h>
#include <harfbuzz/hb-subset.h>
#include <pango/pangofc-font.h>
#include <string.h>

#define EM 1000
#define NAME_SIZE 64

#define OUTLINES HB_TAG('C', 'F', 'F', ' ')

/* ---- which fonts ---- */

static cairo_scaled_font_t *scaled_of(PangoFont *font)
{
    return PANGO_IS_CAIRO_FONT(font) ? pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font))
                                     : NULL;
}

static bool is_thickened(PangoFont *font)
{
    FcBool thickened = FcFalse;

    return FcPatternGetBool(pango_fc_font_get_pattern(PANGO_FC_FONT(font)), FC_EMBOLDEN, 0,
                            &thickened) == FcResultMatch &&
           thickened;
}

static bool has_table(hb_face_t *face, hb_tag_t tag)
{
    hb_blob_t *const table = hb_face_reference_table(face, tag);
    const bool has = hb_blob_get_length(table) > 0;

    hb_blob_destroy(table);
    return has;
}

static bool has_characters(PangoFont *font)
{
    cairo_scaled_font_t *const scaled = scaled_of(font);
    const FT_Face face = scaled ? cairo_ft_scaled_font_lock_face(scaled) : NULL;
    FT_Bool has = 0;

    if (!face)
        return false;
    if (FT_Get_CID_Is_Internally_CID_Keyed(face, &has) != 0)
        has = 0;
    cairo_ft_scaled_font_unlock_face(scaled);
    return has;
}

static size_t take_in(cm__pdf_fonts *fonts, hb_face_t *face, PangoFont *font)
{
    cm__pdf_font *const fresh = &fonts->all[fonts->count];

    if (fonts->count == CM__PDF_FONTS_MAX || !has_table(face, OUTLINES) || !has_characters(font))
        return CM_ABSENT;
    *fresh = (cm__pdf_font){
        .face = hb_face_reference(face), .sized = hb_font_create(face), .places = hb_map_create()};
    hb_font_set_scale(fresh->sized, EM, EM);
    return fonts->count++;
}

size_t cm__pdf_fonts_find(cm__pdf_fonts *fonts, PangoFont *font)
{
    if (!font || !PANGO_IS_FC_FONT(font) || is_thickened(font))
        return CM_ABSENT;
    hb_face_t *const face = hb_font_get_face(pango_font_get_hb_font(font));
    for (size_t i = 0; i < fonts->count; i++)
        if (fonts->all[i].face == face)
            return i;
    return take_in(fonts, face, font);
}

/* ---- glyphs ---- */

static unsigned code_of(PangoFont *font, PangoGlyph glyph)
{
    cairo_scaled_font_t *const scaled = scaled_of(font);
    const FT_Face face = scaled ? cairo_ft_scaled_font_lock_face(scaled) : NULL;
    FT_UInt code = 0;

    if (!face)
        return 0;
    if (FT_Get_CID_From_Glyph_Index(face, glyph, &code) != 0)
        code = 0;
    cairo_ft_scaled_font_unlock_face(scaled);
    return code;
}

static cm_status add_glyph(cm__pdf_font *font, PangoFont *from, PangoGlyph glyph, const char *text,
                           size_t length)
{
    const cm_status status =
        cm__array_reserve(&font->glyphs, font->count + 1, &font->capacity, sizeof *font->glyphs);

    if (status)
        return status;
    hb_map_set(font->places, glyph, (hb_codepoint_t)font->count);
    font->glyphs[font->count++] =
        (cm__pdf_glyph){.code = code_of(from, glyph),
                        .width = (unsigned)hb_font_get_glyph_h_advance(font->sized, glyph),
                        .text = font->texts.length,
                        .text_length = length};
    cm__text_add_bytes(&font->texts, text, length);
    return font->texts.failed;
}

cm_status cm__pdf_font_glyph(const cm__pdf_glyph **out, bool *out_is_first, cm__pdf_font *font,
                             PangoFont *from, PangoGlyph glyph, const char *text, size_t length)
{
    if (!hb_map_has(font->places, glyph)) {
        const cm_status status = add_glyph(font, from, glyph, text, length);
        if (status)
            return status;
    }
    const cm__pdf_glyph *const found = &font->glyphs[hb_map_get(font->places, glyph)];
    *out_is_first = found->text_length == length &&
                    (length == 0 || memcmp(font->texts.bytes + found->text, text, length) == 0);
    *out = found;
    return CM_OK;
}

/* ---- objects ---- */

void cm__pdf_add_utf16(cm__text *out, const char *text, size_t length)
{
    for (const char *at = text, *const end = text + length; at < end;
         at = g_utf8_find_next_char(at, NULL)) {
        const gunichar c = g_utf8_get_char(at);
        if (c < 0x10000)
            cm__text_addf(out, "%04X", c);
        else
            cm__text_addf(out, "%04X%04X", 0xD800 + ((c - 0x10000) >> 10), 0xDC00 + (c & 0x3FF));
    }
}

static hb_subset_input_t *ask_for_glyphs(const cm__pdf_font *font)
{
    static const hb_tag_t dropped[] = {
        HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'), HB_TAG('G', 'D', 'E', 'F'),
        HB_TAG('B', 'A', 'S', 'E'), HB_TAG('V', 'O', 'R', 'G'), HB_TAG('v', 'h', 'e', 'a'),
        HB_TAG('v', 'm', 't', 'x'), HB_TAG('c', 'm', 'a', 'p'), HB_TAG('n', 'a', 'm', 'e'),
        HB_TAG('p', 'o', 's', 't'), HB_TAG('O', 'S', '/', '2')};
    hb_subset_input_t *const input = hb_subset_input_create_or_fail();
    hb_codepoint_t glyph = 0;

    if (!input)
        return NULL;
    for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++)
        hb_set_add(hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG), dropped[i]);
    for (unsigned i = 0; i < hb_face_get_glyph_count(font->face); i++, glyph++)
        if (hb_map_has(font->places, glyph))
            hb_set_add(hb_subset_input_glyph_set(input), glyph);
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
    return input;
}

/* The outlines of the shown glyphs; NULL: they cannot be had. The caller destroys it. */
static hb_blob_t *take_outlines(const cm__pdf_font *font)
{
    hb_subset_input_t *const input = ask_for_glyphs(font);
    hb_face_t *const part = input ? hb_subset_or_fail(font->face, input) : NULL;
    hb_blob_t *outlines = part ? hb_face_reference_table(part, OUTLINES) : NULL;

    if (outlines && hb_blob_get_length(outlines) == 0) {
        hb_blob_destroy(outlines);
        outlines = NULL;
    }
    hb_face_destroy(part);
    hb_subset_input_destroy(input);
    return outlines;
}

static uint32_t hash_bytes(const char *bytes, size_t length)
{
    uint32_t hash = 2166136261u; /* Fowler, Noll and Vo's */

    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)bytes[i]) * 16777619u;
    return hash;
}

/* "/QWERTY+NotoSansCJKjp-Regular": six letters tell parts of one font apart. */
static void add_name(cm__text *out, const cm__pdf_font *font, uint32_t hash)
{
    char name[NAME_SIZE] = "";
    unsigned size = NAME_SIZE;

    hb_ot_name_get_utf8(font->face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &size,
                        name);
    cm__text_add(out, "/");
    for (int i = 0; i < 6; i++, hash /= 26)
        cm__text_add_bytes(out, &"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[hash % 26], 1);
    cm__text_add(out, "+");
    for (const char *at = name; *at; at++)
        cm__text_add_bytes(out, g_ascii_isalnum(*at) || *at == '-' ? at : "_", 1);
}

static void add_widths(cm__text *out, const cm__pdf_font *font)
{
    cm__text_add(out, "/DW 1000/W[");
    for (size_t i = 0; i < font->count; i++)
        if (font->glyphs[i].width != 1000)
            cm__text_addf(out, "%u[%u]", font->glyphs[i].code, font->glyphs[i].width);
    cm__text_add(out, "]");
}

static void add_descriptor(cm__text *out, const cm__pdf_font *font)
{
    hb_font_extents_t extents = {0};

    hb_font_get_h_extents(font->sized, &extents);
    cm__text_addf(out,
                  "/Flags 4/FontBBox[-%d %d %d %d]/ItalicAngle 0/Ascent %d/Descent %d"
                  "/CapHeight %d/StemV 80",
                  EM, extents.descender, 3 * EM, extents.ascender, extents.ascender,
                  extents.descender, extents.ascender);
}

/* The characters of each code, at most 100 in a block as the format demands. */
static void add_characters(cm__text *out, const cm__pdf_font *font)
{
    cm__text_add(out, "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                      "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
                      "/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"
                      "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
    for (size_t i = 0; i < font->count; i++) {
        const cm__pdf_glyph *const glyph = &font->glyphs[i];
        if (i % 100 == 0)
            cm__text_addf(out, "%s%zu beginbfchar\n", i ? "endbfchar\n" : "",
                          font->count - i < 100 ? font->count - i : 100);
        cm__text_addf(out, "<%04X><", glyph->code);
        cm__pdf_add_utf16(out, font->texts.bytes + glyph->text, glyph->text_length);
        cm__text_add(out, ">\n");
    }
    cm__text_add(out, "endbfchar\nendcmap\nCMapName currentdict/CMap defineresource pop\nend\n"
                      "end\n");
}

static void begin(cm__text *out, size_t *offsets, size_t number)
{
    offsets[number] = out->length;
    cm__text_addf(out, "%zu 0 obj\n", number);
}

static void add_stream(cm__text *out, const char *more, const char *bytes, size_t length)
{
    cm__text_addf(out, "<<%s/Length %zu>>\nstream\n", more, length);
    cm__text_add_bytes(out, bytes, length);
    cm__text_add(out, "\nendstream\nendobj\n");
}

static void add_dictionaries(cm__text *out, size_t *offsets, size_t number,
                             const cm__pdf_font *font, uint32_t hash)
{
    begin(out, offsets, number);
    cm__text_add(out, "<</Type/Font/Subtype/Type0/BaseFont");
    add_name(out, font, hash);
    cm__text_addf(out,
                  "/Encoding/Identity-H/DescendantFonts[%zu 0 R]/ToUnicode %zu 0 R>>\nendobj\n",
                  number + 1, number + 3);
    begin(out, offsets, number + 1);
    cm__text_add(out, "<</Type/Font/Subtype/CIDFontType0/BaseFont");
    add_name(out, font, hash);
    cm__text_addf(out,
                  "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
                  "/FontDescriptor %zu 0 R",
                  number + 2);
    add_widths(out, font);
    cm__text_add(out, ">>\nendobj\n");
    begin(out, offsets, number + 2);
    cm__text_add(out, "<</Type/FontDescriptor/FontName");
    add_name(out, font, hash);
    add_descriptor(out, font);
    cm__text_addf(out, "/FontFile3 %zu 0 R>>\nendobj\n", number + 4);
}

cm_status cm__pdf_font_add(cm__text *out, size_t *offsets, size_t number, const cm__pdf_font *font)
{
    hb_blob_t *const outlines = take_outlines(font);
    cm__text characters = {0};
    unsigned length = 0;

    if (!outlines)
        return cm__fail(CM_ERR_FORMAT, "a font cannot be taken apart for the PDF");
    const char *const bytes = hb_blob_get_data(outlines, &length);
    add_characters(&characters, font);
    add_dictionaries(out, offsets, number, font, hash_bytes(bytes, length));
    begin(out, offsets, number + 3);
    add_stream(out, "", characters.bytes, characters.length);
    begin(out, offsets, number + 4);
    add_stream(out, "/Subtype/CIDFontType0C", bytes, length);
    hb_blob_destroy(outlines);
    const cm_status status = characters.failed ? characters.failed : out->failed;
    cm__text_clear(&characters);
    return status;
}

void cm__pdf_fonts_clear(cm__pdf_fonts *fonts)
{
    for (size_t i = 0; i < fonts->count; i++) {
        cm__pdf_font *const font = &fonts->all[i];
        cm__array_free(&font->glyphs);
        cm__text_clear(&font->texts);
        hb_map_destroy(font->places);
        hb_font_destroy(font->sized);
        hb_face_destroy(font->face);
    }
    fonts->count = 0;
}
