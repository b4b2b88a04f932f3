/* export_gpkg_about.h - what a GeoPackage says of its layers: titles and sources, styles. */
#ifndef CM_EXPORT_GPKG_ABOUT_H
#define CM_EXPORT_GPKG_ABOUT_H

#include "output/export_names.h"
#include <clustermap/status.h>
#include <stddef.h>

/* A layer as the file names it. All texts are borrowed. */
typedef struct cm__gpkg_about {
    const char *table;
    const char *title;  /* never NULL */
    const char *source; /* where it is from, and under which licence; NULL: not known */
    const char *style;  /* a style file of QGIS, that is then its usual style; NULL: none */
    const cm_table
        *columns; /* those of them that the toolkit knows get Japanese titles; NULL: none */
} cm__gpkg_about;

/* What the format allows as names of columns. */
cm__naming cm__gpkg_naming(void);

/* Adds to a GeoPackage, closed and of our own: for each layer a description in the format of QGIS,
 * which shows it as the layer's metadata, with the title as identifier and the source as abstract
 * and rights; and for each style a row of layer_styles.
 *
 * date   "2026-11-24T00:00:00.000Z": of all rows; path: for messages
 * Returns CM_OK, CM_ERR_IO, CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__gpkg_describe(const char *file, const char *path,
                                          const cm__gpkg_about *layers, size_t count,
                                          const char *date);

#endif
