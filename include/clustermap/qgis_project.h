/* qgis_project.h - projects for QGIS (3.16 and later): layers with their looks, and the map's page
 * as a print layout. */
#ifndef CLUSTERMAP_QGIS_PROJECT_H
#define CLUSTERMAP_QGIS_PROJECT_H

#include <clustermap/features.h>
#include <clustermap/grid.h>
#include <clustermap/map.h>
#include <clustermap/status.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One layer of a project; everything is borrowed. It is of one of three kinds: */
typedef struct cm_qgis_layer {
    const cm_map_layer *look; /* features as a map draws them, which gives id, title and role; its
                                 columns are those of the file */
    const cm_features *features; /* a table without places, when look is NULL */
    const cm_grid *grid;         /* a grid, when both are NULL, */
    const cm_style *grid_style;  /* coloured as cm_qml_write_grid has it; NULL: in grey */
    const char *id; /* of a table or grid: ASCII letters, digits, - and _; unique in the project */
    const char *title;   /* of a table or grid, for people; NULL: its own, or the id */
    const char *file;    /* name of the file beside the project: "sapporo.gpkg" or "density.tif" */
    const char *table;   /* the layer in a GeoPackage; NULL of a grid */
    bool hidden;         /* not on the map itself: not switched on */
    const char *map;     /* the id of the inset that alone shows this layer, in place of another of
                            the look's id; NULL: every map that draws that id */
    const int64_t *rows; /* of a table in a GeoPackage: the numbers of those that are shown, 1 being
                            the first; NULL: all */
    size_t row_count;
} cm_qgis_layer;

typedef struct cm_qgis_project {
    unsigned version;    /* set by CM_QGIS_PROJECT_INIT */
    const char *name;    /* of the project in a GeoPackage, and of the .qgs in a .qgz; needed */
    const char *title;   /* for people; NULL: the name */
    const char *out_crs; /* the CRS of features in the files; NULL: EPSG:6668 */
    const cm_map *map;   /* its page becomes the layout, its plane the project's CRS; NULL: no
                            layout */
    const char *plane;   /* the project's CRS where there is no map; NULL: that of the features */
    const cm_qgis_layer *layers; /* in any order: roles decide what lies on what */
    size_t layer_count;          /* 1..200 */
    cm_map_language language;
    bool no_clobber;     /* refuse to replace a file */
    long long created_s; /* seconds since 1970 that files record; default 0 */
} cm_qgis_project;
/* clang-format off */
#define CM_QGIS_PROJECT_INIT {.version = 1}
/* clang-format on */

/* Writes a project as a file of its own; paths in it start from its own folder.
 *
 * Each layer has its look in the project. Lines of outlines lie over the areas, their fills under
 * them, as on the map. A theme for each map of the page - the map itself, and each inset by its
 * id - shows what that draws, and the layout's maps follow them. The layout has the page's size,
 * its maps in their frames with the same extents and planes, its texts, legend, scale bar and north
 * arrow, at their places; names beside symbols are placed by QGIS, which also draws members of one
 * place on top of each other.
 *
 * path   *.qgz or *.qgs; replaced when the new file is whole
 * Returns CM_OK; CM_ERR_DOMAIN (another extension, no layer or too many); CM_ERR_FORMAT (an id that
 * is not allowed or not unique, a file or table that QGIS cannot name, an unknown CRS); CM_ERR_IO;
 * CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm_qgis_project_write(const cm_qgis_project *project, const char *path);

/* Puts a project into a GeoPackage that is there, in place of one of its name: QGIS opens it as
 * geopackage:PATH?projectName=NAME. All layers' files must lie beside it. The file is replaced by a
 * copy when that is whole.
 * Returns as above; CM_ERR_IO also if another program has the GeoPackage open. */
CM_MUST_CHECK cm_status cm_qgis_project_add(const cm_qgis_project *project, const char *path);

#endif
