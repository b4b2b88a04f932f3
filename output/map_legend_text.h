/* map_legend_text.h - which layers and classes a legend shows, and in which words. */
#ifndef CM_MAP_LEGEND_TEXT_H
#define CM_MAP_LEGEND_TEXT_H

#include "geo/base_text.h"
#include "output/map_legend.h"

/* The roles in the order in which a legend lists them, i under CM__THEME_ROLES. */
cm_map_role cm__legend_role(size_t i);

/* Whether the legend has a layer; a class of it; whether its classes stand under a heading. */
bool cm__legend_shows_layer(const cm__sheet *sheet, size_t layer);
bool cm__legend_shows_class(const cm_map_layer *layer, size_t class_index);
bool cm__legend_has_heading(const cm__sheet *sheet, size_t layer);

/* Areas are shown as areas, but outlines of what has no colour of its own as lines. */
cm__legend_kind cm__legend_kind_of(const cm_map_layer *layer, const cm_symbol *symbol);

/* Adds what is said beside a class's swatch: its label, else its value, else the layer's title, and
 * the number of its features where that says something.
 * class_index   CM_ABSENT: of rows without a class; classes says how many there are */
void cm__legend_add_class_text(cm__text *out, const cm_map_layer *layer, size_t class_index,
                               const cm__sheet_classes *classes, cm_map_language language);

/* Adds a heading with its unit (NULL: none): "Firms (number)". */
void cm__legend_add_heading_text(cm__text *out, const char *title, const char *unit,
                                 cm_map_language language);

/* Each adds the words of a row of a sheet's legend.
 * class_index   CM_ABSENT: the rows without a class */
void cm__legend_text_heading(cm__text *text, const cm__sheet *sheet, size_t layer);
void cm__legend_text_class(cm__text *text, const cm__sheet *sheet, size_t layer,
                           size_t class_index);
void cm__legend_text_sizes(cm__text *text, const cm__sheet *sheet, size_t layer);
void cm__legend_text_unsized(cm__text *text, const cm__sheet *sheet, size_t count);

/* The rows with a place that lack the number which sizes are in proportion to. */
size_t cm__legend_count_unsized(const cm__sheet *sheet, size_t layer);

/* The symbol that stands for a layer's sizes: hollow if its classes have several colours. */
cm_symbol cm__legend_sizes_symbol(const cm__sheet *sheet, size_t layer);

#endif
