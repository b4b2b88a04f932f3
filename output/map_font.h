/* map_font.h - texts laid out by pango, the same for measuring and for every pen. */
#ifndef CM_MAP_FONT_H
#define CM_MAP_FONT_H

#include "output/map_list.h"
#include <pango/pangocairo.h>

/* One line of text; its unit is the point (1/72 inch). The glyphs stand where they would on an
 * endlessly fine page: no hinting, no rounding, so that all pens agree with the measure.
 *
 * Japanese glyph forms are asked for whatever the map's language: the names on it are Japanese.
 * A vertical text is laid out along x, for a page that is then turned clockwise by a right angle.
 * The string is never read as markup. The caller ends it with g_object_unref.
 * pango keeps fonts for each thread; memory that runs out in it ends the program. */
PangoLayout *cm__font_layout(const char *font, const char *string, const cm__text_style *style);

/* Its only line; borrowed. */
PangoLayoutLine *cm__font_line(PangoLayout *layout);

/* From pango's units in a layout to millimetres. */
double cm__font_mm(int units);

#endif
