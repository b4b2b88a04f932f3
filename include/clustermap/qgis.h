/* qgis.h - styles for QGIS (3.16 and later): a .qml beside a file is what QGIS opens it with. */
#ifndef CLUSTERMAP_QGIS_H
#define CLUSTERMAP_QGIS_H

#include <clustermap/export.h>
#include <clustermap/grid.h>
#include <clustermap/map.h>
#include <clustermap/status.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct cm_qml_options {
    unsigned version;         /* set by CM_QML_OPTIONS_INIT */
    bool no_clobber;          /* refuse to replace a file */
    cm_map_language language; /* of captions and of the words beside symbols */
    cm_format format;         /* of the file that the style lies beside, which decides the names of
                                 its fields; default GEOJSON */
    bool shp_cp932;           /* as that file was written: see cm_export_options */
    const char *out_crs;
    bool with_shp;       /* the style is for a Shapefile of the same name as well, which calls
                            its fields by shorter names */
    const cm_grid *grid; /* and for a GeoTIFF of the same name; NULL: there is none */
    const cm_style *grid_style; /* as for cm_qml_write_grid */
} cm_qml_options;
/* clang-format off */
#define CM_QML_OPTIONS_INIT {.version = 1, .format = CM_FORMAT_GEOJSON}
/* clang-format on */

/* The path of the style that QGIS looks for beside a file: its own with .qml for its extension.
 * out   size bytes
 * Returns CM_OK, or CM_ERR_IO if it is longer than that. */
CM_MUST_CHECK cm_status cm_qml_path(char *out, size_t size, const char *path);

/* Writes how a layer looks on a map as a style for QGIS, in which each feature falls into the class
 * that it has on the map, drawn in the same colours, shapes and sizes and with the same words
 * beside it; its labels; and Japanese captions for the toolkit's own columns and for names that the
 * file had to shorten. The file is replaced when the new one is whole.
 *
 * layer     without a style (NULL): captions only
 * options   NULL: the defaults
 * Returns CM_OK, CM_ERR_IO, CM_ERR_FORMAT (an unknown CRS), CM_ERR_DOMAIN (no conversion to CP932),
 * CM_ERR_NOMEM. Cost: O(rows * classes). */
CM_MUST_CHECK cm_status cm_qml_write(const cm_map_layer *layer, const char *path,
                                     const cm_qml_options *options);

/* Writes how a grid is coloured.
 *
 * style   of graduated classes: their limits and colours, cells below the first not drawn, the last
 *         taking all above it; of categories: those whose values are whole numbers, each with its
 *         label; NULL: shades of grey
 * options   as above; its format does not matter
 * Returns CM_OK, CM_ERR_IO, CM_ERR_DOMAIN (a style of one symbol), CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm_qml_write_grid(const cm_grid *grid, const cm_style *style,
                                          const char *path, const cm_qml_options *options);

#endif
