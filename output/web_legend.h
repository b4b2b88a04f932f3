/* web_legend.h - the legend of a page, in which its layers are switched. */
#ifndef CM_WEB_LEGEND_H
#define CM_WEB_LEGEND_H

#include "geo/base_text.h"
#include "output/web_layer.h"

/* Adds a list with an item for each layer: a check box with data-layer="its number", its title and
 * the rows that the printed legend has. Layers that the printed legend leaves out come last. */
void cm__web_add_legend(cm__text *out, const cm__web *web);

#endif
