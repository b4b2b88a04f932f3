/* web_style.h - symbols for a page: as JSON for its script, as SVG for its legend. */
#ifndef CM_WEB_STYLE_H
#define CM_WEB_STYLE_H

#include "geo/base_text.h"
#include "output/map_legend.h"
#include <clustermap/style.h>

/* Adds a symbol as an object, lengths in pixels of CSS; what it does not draw is left out. */
void cm__web_add_symbol(cm__text *out, const cm_symbol *symbol);

/* Adds the outlines of all shapes but the circle, of the area of a circle of diameter 1: an object
 * of x, y, x, y, ... by the shape's name. */
void cm__web_add_shapes(cm__text *out);

/* Adds a swatch as the printed legend draws it.
 * id   of a hatch's pattern, unique on the page; [a-z0-9-] */
void cm__web_add_swatch(cm__text *out, cm__legend_kind kind, const cm_symbol *symbol,
                        const char *id);

/* Adds nested circles, or another shape, with their values. */
void cm__web_add_sizes(cm__text *out, const cm__legend_sizes *sizes, const cm_symbol *symbol);

#endif
