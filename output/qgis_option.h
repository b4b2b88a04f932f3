/* qgis_option.h - the maps of named values in which QGIS keeps what a symbol is made of. */
#ifndef CM_QGIS_OPTION_H
#define CM_QGIS_OPTION_H

#include "output/xml.h"
#include <clustermap/style.h>

/* Begins <Option type="Map">, inside another such map as the value of that name (NULL: none). */
void cm__qgis_open_map(cm__xml *xml, const char *name);

/* Values of the map that is open. */
void cm__qgis_option(cm__xml *xml, const char *name, const char *value);
void cm__qgis_option_number(cm__xml *xml, const char *name, double value);
/* A colour as "red,green,blue,alpha". */
void cm__qgis_option_colour(cm__xml *xml, const char *name, cm_colour colour);
/* A length on the page, rounded to 1e-6 mm, and NAME_unit. */
void cm__qgis_option_mm(cm__xml *xml, const char *name, double mm);

/* Begins <data_defined_properties>, in which cm__qgis_property adds what an expression works out
 * for each row; an expression that gives NULL leaves the value that the symbol has. */
void cm__qgis_open_properties(cm__xml *xml);
void cm__qgis_property(cm__xml *xml, const char *name, const char *expression);
void cm__qgis_close_properties(cm__xml *xml);

#endif
