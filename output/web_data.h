/* web_data.h - a page's layers as the JSON that its script reads. */
#ifndef CM_WEB_DATA_H
#define CM_WEB_DATA_H

#include "geo/base_text.h"
#include "output/web_layer.h"

/* Adds one object, fit to stand in a script element:
 *
 *   language, words     by their keys
 *   bounds              west, south, east, north
 *   paper, ground       colours of what is not land, and of land without a colour of its own
 *   shapes              outlines by name, see cm__web_add_shapes
 *   ramp                colours of hexagons, from few members to many
 *   order               the layers' numbers in the order of drawing
 *   layers              each with
 *     id, title, role, geometry (point, line, area), off, bend, clear
 *     symbols, of       and which of them each row has; `of` is left out where all have the first
 *     unsized           the same where a row has no size
 *     sizes             pixels of CSS, null without a number; left out where all are the symbols'
 *     at                longitude and latitude that x and y count from, in 1e-6 degrees
 *     x, y              of points
 *     parts             of a row's parts: x and y of the first vertex, then the steps to the next
 *     names, labels, columns   see web_columns.h
 *     label             how labels are set
 *
 * Returns CM_OK or CM_ERR_NOMEM; a failure may also be left in out->failed. */
CM_MUST_CHECK cm_status cm__web_add_data(cm__text *out, const cm__web *web);

#endif
