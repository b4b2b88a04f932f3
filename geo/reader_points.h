/* reader_points.h - a member table whose rows have coordinates. */
#ifndef CM_READER_POINTS_H
#define CM_READER_POINTS_H

#include <clustermap/reader.h>

/* Which columns of a table hold its places. */
typedef struct cm__points_columns {
    size_t x, y;
    bool is_lonlat;  /* degrees, which have a range */
    const char *crs; /* NULL: none. Borrowed from the options */
} cm__points_columns;

/* The user's x and y, else lon and lat. path is for messages.
 * Returns CM_OK, or CM_ERR_FORMAT if one of them is not there. */
CM_MUST_CHECK cm_status cm__points_find_columns(cm__points_columns *out, const cm_table *table,
                                                const cm_read_options *options, const char *path);

/* Does what cm_features_read promises for a member table, the CRS being options->crs as it was
 * given. options must not be NULL; rejects may hold more rows on failure. */
CM_MUST_CHECK cm_status cm__points_of_table(cm_features *out, const char *path,
                                            const cm_read_options *options, cm_table *rejects);

#endif
