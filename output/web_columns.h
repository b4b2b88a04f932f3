/* web_columns.h - names and attributes of a layer's features, for search, tooltips and pop-ups. */
#ifndef CM_WEB_COLUMNS_H
#define CM_WEB_COLUMNS_H

#include "geo/base_text.h"
#include "output/web_layer.h"

/* Adds ,"names":[...], and where the map prints other texts, ,"labels":[...]; one for each row that
 * has a place, 0 for a label that is the name. Nothing where no row has a name. */
void cm__web_add_names(cm__text *out, const cm__web *web, size_t layer);

/* Adds ,"columns":[...], each with its title and cells; texts that repeat as numbers of words. A
 * category is told in the legend's words.
 * Returns CM_OK or CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__web_add_columns(cm__text *out, const cm__web *web, size_t layer);

#endif
