/* map_svg.h - the pieces of an SVG document: numbers, texts, colours, shapes. */
#ifndef CM_MAP_SVG_H
#define CM_MAP_SVG_H

#include "geo/base_text.h"
#include "output/map_list.h"

/* All add to out, where a failure sticks. */

/* A length of millimetres, rounded to 0.001. */
void cm__svg_add_mm(cm__text *out, double mm);

/* ` name="value"` with what XML needs escaped; nothing if value is NULL. */
void cm__svg_add_attribute(cm__text *out, const char *name, const char *value);
/* ` name="12.345"` */
void cm__svg_add_length(cm__text *out, const char *name, double mm);
/* A text between tags. */
void cm__svg_add_escaped(cm__text *out, const char *string);
/* `<title>string</title>`; nothing if it is NULL or "". */
void cm__svg_add_title(cm__text *out, const char *string);

/* ` fill="#rrggbb"` and its opacity, name being fill or stroke; nothing if it is transparent. */
void cm__svg_add_colour(cm__text *out, const char *name, cm_colour colour);

/* A <path>; id may be NULL. */
void cm__svg_add_path(cm__text *out, const char *id, const cm_symbol *symbol, const cm__path *path);

/* A marker round (0,0), its casing first. Returns CM_OK or CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__svg_add_marker(cm__text *out, const cm_symbol *symbol);

/* A <text>. */
void cm__svg_add_text(cm__text *out, const cm__item *item);

#endif
