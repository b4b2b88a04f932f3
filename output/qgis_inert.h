/* qgis_inert.h - texts that QGIS shows, with nothing in them for it to work out.
 *
 * QGIS takes what stands between [% and %] in a label, or in a line of a legend, for an expression,
 * which may look into the machine: env('HOME'). Names in a member list are not ours to trust. */
#ifndef CM_QGIS_INERT_H
#define CM_QGIS_INERT_H

#include "output/xml.h"

/* Adds the text with a word joiner (U+2060), which takes no room, between each [ and %. */
void cm__qgis_add_inert(cm__text *out, const char *text);

/* An attribute and an element whose text is made so; a value of NULL adds none. */
void cm__qgis_inert_attribute(cm__xml *xml, const char *name, const char *value);
void cm__qgis_inert_leaf(cm__xml *xml, const char *name, const char *text);

#endif
