/* reader_shp.h - what a Shapefile needs beyond GDAL: proof that it is whole, and its encoding. */
#ifndef CM_READER_SHP_H
#define CM_READER_SHP_H

#include <clustermap/features.h>
#include <stdbool.h>

/* The files of one Shapefile. */
typedef struct cm__shp_paths {
    const char *shp, *shx, *dbf;
    bool allow_remote;
} cm__shp_paths;

/* Looks whether the three files are whole and fit together: lengths, counts, records, and that
 * every vertex lies in the boxes stated for it. GDAL reads most damaged files without a word.
 * Returns CM_OK; CM_ERR_FORMAT, naming what does not fit; CM_ERR_IO; CM_ERR_NOMEM; CM_ERR_LIMIT. */
CM_MUST_CHECK cm_status cm__shp_check(const cm__shp_paths *paths);

/* Makes the column names and texts, as they are in the file, UTF-8. A text that fills its field may
 * end within a character, of which what is there is dropped.
 *
 * widths     the bytes of each column's field
 * encoding   the name of it that the user gave, or else the file; NULL, or one that is not known:
 *            recognised
 * Returns CM_OK; CM_ERR_FORMAT "path: row n, column name: ..." if a text is not valid in it;
 * CM_ERR_IO if the system lacks it; CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__shp_decode(cm_features *features, const size_t *widths,
                                       const char *encoding, const char *path);

#endif
