/* reader_points.h - a member table whose rows have coordinates. */
#ifndef CM_READER_POINTS_H
#define CM_READER_POINTS_H

#include <clustermap/reader.h>

/* Does what cm_features_read promises for a member table, the CRS being options->crs as it was
 * given. options must not be NULL; rejects may hold more rows on failure. */
CM_MUST_CHECK cm_status cm__points_of_table(cm_features *out, const char *path,
                                            const cm_read_options *options, cm_table *rejects);

#endif
