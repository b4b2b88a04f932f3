/* qgis_style.h - how a layer looks, as QGIS 3.16 and later read it: what a style file (.qml) holds,
 * and what a layer of a project holds beside its source and CRS. */
#ifndef CM_QGIS_STYLE_H
#define CM_QGIS_STYLE_H

#include "output/xml.h"
#include <clustermap/grid.h>
#include <clustermap/map.h>

/* What the style must know of the file that it is for. {0}: names as in the table, degrees, and
 * Japanese. */
typedef struct cm__qgis_file {
    const char *const *field_names; /* what the file calls the table's columns; NULL: as it does.
                                       Borrowed for the call, as all texts here */
    bool is_plane;                  /* places in metres, else in degrees */
    cm_map_language language;       /* of captions and words that the style adds */
    const char *const *other_names; /* what a second file calls them that the style is for as well;
                                       NULL: there is none */
    const char *const *values;      /* of the style's classes, as the file's cells hold them; NULL:
                                       as the style does */
} cm__qgis_file;

/* Whether the parent element, <qgis> or <maplayer>, must say labelsEnabled="1". */
bool cm__qgis_has_labels(const cm_map_layer *layer);

/* Adds the elements of a layer of features: renderer, labels, captions of its fields. A style
 * without classes is one that draws nothing. A layer of CM_GEOMETRY_NONE has captions only.
 * Returns CM_OK or CM_ERR_NOMEM; failures of xml stick in it too. */
CM_MUST_CHECK cm_status cm__qgis_add_style(cm__xml *xml, const cm_map_layer *layer,
                                           const cm__qgis_file *file);

/* Adds the elements of a grid: <pipe> with its renderer.
 * style    of graduated classes, ascending: cells below the first are not drawn, the last takes all
 *          above it; of categories: whole numbers by their text, such as "3", each with the label
 *          of its class; NULL or without classes: shades of grey between the grid's least and
 *          greatest value, for which it must not be bare
 * Returns CM_OK, or CM_ERR_DOMAIN for a style of one symbol. */
CM_MUST_CHECK cm_status cm__qgis_add_grid_style(cm__xml *xml, const cm_grid *grid,
                                                const cm_style *style);

/* The same without what it has in common with features: for a style of both. */
CM_MUST_CHECK cm_status cm__qgis_add_pipe(cm__xml *xml, const cm_grid *grid, const cm_style *style);

#endif
