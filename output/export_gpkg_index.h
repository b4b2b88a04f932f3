/* export_gpkg_index.h - the index of places of a layer in a GeoPackage: its R*Tree, packed.
 *
 * SQLite puts a rectangle into the tree in 8 us, four times what a row takes otherwise. So GDAL
 * makes the extension with its tree and its triggers while the layer is empty, the trigger of
 * insertion waits until the rows are there, and the tree is packed of all of them at once. */
#ifndef CM_EXPORT_GPKG_INDEX_H
#define CM_EXPORT_GPKG_INDEX_H

#include "output/export_gpkg_db.h"
#include "output/export_ogr.h"
#include <clustermap/features.h>

/* A layer's index while its rows are written. */
typedef struct cm__gpkg_index {
    const char *table;           /* borrowed */
    const cm_features *features; /* as they are written; borrowed */
    const char *path;            /* for messages; borrowed */
    cm__text trigger;            /* the SQL that makes the trigger of insertion */
} cm__gpkg_index;

/* Makes the index of an empty layer and puts its trigger of insertion aside. Inside a block.
 * Returns CM_OK, CM_ERR_IO, CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__gpkg_index_begin(cm__gpkg_index *index, const cm__gdal *block,
                                             GDALDatasetH file);

/* Packs the tree of all rows with a place, which are numbered from 1, and sets the trigger again.
 * What fails is told by the database. Cost: O(rows log rows), 24 bytes a row. */
void cm__gpkg_index_fill(cm__gpkg_db *db, const cm__gpkg_index *index);

void cm__gpkg_index_clear(cm__gpkg_index *index);

#endif
