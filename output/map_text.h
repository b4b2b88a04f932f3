/* map_text.h - how much room a text takes on the page, measured by pango as the pens will draw it.
 */
#ifndef CM_MAP_TEXT_H
#define CM_MAP_TEXT_H

#include "geo/base_text.h"
#include "output/map_list.h"

typedef struct cm__text_extent {
    double advance_mm; /* from start to end of the baseline, along it */
    cm_box ink_mm;     /* of the glyphs round a baseline that starts at (0,0), y down; no halo */
    double ascent_mm, descent_mm; /* of the font at this size, both positive, across the baseline */
} cm__text_extent;

/* Measures one line of text.
 * font     family, as in cm__list.font; NULL: the default
 * string   UTF-8 without control characters: what cm__string_clean gives
 * Returns CM_OK; CM_ERR_FORMAT if neither the font nor a fallback has a glyph for a character (the
 * message names the character and the text). Cost: shaping of one line, 15 us; the first of a
 * thread 40 ms, to find the fonts. */
CM_MUST_CHECK cm_status cm__text_measure(cm__text_extent *out, const char *font, const char *string,
                                         const cm__text_style *style);

/* Whether a string has kanji or kana, which stand upright in a column. */
bool cm__text_is_wide(const char *string);

/* Whether the font sets each bracket and long vowel of the string in another form than along a
 * line, with this style: never, if that is not vertical. True of a string without any. */
bool cm__text_has_vertical_forms(const char *font, const char *string, const cm__text_style *style);

/* Adds an untrusted string to out as one line that can be drawn: control characters and line ends
 * become spaces, bytes that are not UTF-8 and code points that are no characters become U+FFFD, and
 * marks that would turn the direction of what stands after them are left out. */
void cm__string_clean(cm__text *out, const char *string);

#endif
