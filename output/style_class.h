/* style_class.h - what the makers of styles share: adding a class, and the symbols to choose from.
 */
#ifndef CM_STYLE_CLASS_H
#define CM_STYLE_CLASS_H

#include <clustermap/style.h>

#define CM__PALETTE_COUNT 8 /* categories that a reader tells apart at a glance */

/* Appends a class; value and label are copied, NULL stays NULL.
 * Returns CM_OK or CM_ERR_NOMEM; the style is as before on failure. */
CM_MUST_CHECK cm_status cm__style_add_class(cm_style *style, const char *value, const char *label,
                                            const cm_symbol *symbol);

/* Small dark text in a white halo; no column yet. */
cm_style_label cm__style_plain_label(void);

/* The symbol of category i, told from its neighbours by shape, dash or depth as well as by colour;
 * CM__PALETTE_COUNT is that of all other values. Those after it have the same shapes in other
 * colours: none is like another for 33 of them. */
cm_symbol cm__symbol_category(size_t i, cm_geometry geometry);

/* Hollow: for a missing value. */
cm_symbol cm__symbol_missing(cm_geometry geometry);

/* A graduated class of this colour. */
cm_symbol cm__symbol_graduated(cm_colour colour, cm_geometry geometry);

/* The smallest marker and the thinnest line that stand for a number. */
#define CM__SIZE_LEAST_MM 1.0
#define CM__WIDTH_LEAST_MM 0.1

/* Where class i of class_count lies on a ramp, 0..1. */
double cm__ramp_place(const char *ramp, size_t i, size_t class_count);
/* The same for lines, which must stand off the paper. */
double cm__ramp_place_line(const char *ramp, size_t i, size_t class_count);

#endif
