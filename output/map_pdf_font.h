/* map_pdf_font.h - the fonts of a PDF page, with no more in them than the glyphs that it shows. */
#ifndef CM_MAP_PDF_FONT_H
#define CM_MAP_PDF_FONT_H

#include "geo/base_text.h"
#include <pango/pangocairo.h>

#define CM__PDF_FONTS_MAX 16
/* Objects of the file that each font takes. */
#define CM__PDF_FONT_OBJECTS 5

/* A glyph that is shown: the code that shows it, and the characters that it was set for. */
typedef struct cm__pdf_glyph {
    unsigned code, width; /* of the em's thousandths */
    size_t text, text_length;
} cm__pdf_glyph;

typedef struct cm__pdf_font {
    struct hb_face_t *face;
    struct hb_font_t *sized; /* with 1000 units to the em */
    struct hb_map_t *places; /* from a glyph to its place among glyphs */
    cm__pdf_glyph *glyphs;   /* in the order of their first use */
    size_t count, capacity;
    cm__text texts;
} cm__pdf_font;

typedef struct cm__pdf_fonts {
    cm__pdf_font all[CM__PDF_FONTS_MAX];
    size_t count;
} cm__pdf_fonts;

/* The font's number, or CM_ABSENT if it is not one with outlines numbered by characters (as the
 * fonts for Chinese, Japanese and Korean with PostScript outlines are), or is thickened, or the
 * page has too many. */
size_t cm__pdf_fonts_find(cm__pdf_fonts *fonts, PangoFont *font);

/* A glyph of a font, noted as shown for length bytes of text.
 * out_is_first   whether the text is what the glyph was first set for: that is what is found when
 *                the document is searched
 * Returns CM_OK or CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__pdf_font_glyph(const cm__pdf_glyph **out, bool *out_is_first,
                                           cm__pdf_font *font, PangoFont *from, PangoGlyph glyph,
                                           const char *text, size_t length);

/* Adds text as UTF-16 in hexadecimal. */
void cm__pdf_add_utf16(cm__text *out, const char *text, size_t length);

/* Adds the objects of a font, of which the first describes it, and notes where each begins.
 * number   of the first object
 * Returns CM_OK, CM_ERR_NOMEM, or CM_ERR_FORMAT if the font cannot be taken apart. */
CM_MUST_CHECK cm_status cm__pdf_font_add(cm__text *out, size_t *offsets, size_t number,
                                         const cm__pdf_font *font);

void cm__pdf_fonts_clear(cm__pdf_fonts *fonts);

#endif
