/* web_text.h - texts inside a page: as HTML and as JSON within a script element. */
#ifndef CM_WEB_TEXT_H
#define CM_WEB_TEXT_H

#include "geo/base_text.h"
#include <clustermap/style.h>

/* Adds a text as HTML, between tags or between double quotes: no mark of it begins or ends
 * anything. Control characters are left out, invalid bytes become U+FFFD. */
void cm__web_add_html(cm__text *out, const char *text);

/* Adds a text between quotes as JSON that no parser of HTML sees a tag in. */
void cm__web_add_json(cm__text *out, const char *text);

/* "#rrggbb", or "#rrggbbaa" where it is not opaque. */
void cm__web_add_colour(cm__text *out, cm_colour colour);

/* Millimetres of the printed map as pixels of CSS, of which 96 are an inch; to a hundredth. */
void cm__web_add_px(cm__text *out, double mm);
double cm__web_px(double mm);

#endif
