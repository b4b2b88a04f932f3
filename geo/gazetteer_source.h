/* gazetteer_source.h - tables of towns as they are published, read as rows of one kind. */
#ifndef CM_GAZETTEER_SOURCE_H
#define CM_GAZETTEER_SOURCE_H

#include <clustermap/place.h>
#include <clustermap/status.h>
#include <clustermap/table.h>

typedef struct cm__source_row {
    const char *prefecture, *city, *town, *koaza; /* koaza "" for the town itself; borrowed */
    cm_lonlat place;                              /* NaN if unknown */
    size_t order;                                 /* counts up over all sources */
} cm__source_row;

/* The usable rows of all sources; {0} is empty. */
typedef struct cm__source_rows {
    cm__source_row *rows;
    size_t count, capacity;
    size_t seen, rejected;
    cm_table *tables; /* hold the texts */
    size_t table_count;
    const char *attribution[8]; /* of the kinds read, each once */
    size_t attribution_count;
} cm__source_rows;

/* Adds the rows of one file, whose kind is recognised by its header.
 * rejects   receives the broken rows, with the columns line, reason, text; NULL: only counted
 * Returns CM_OK; CM_ERR_FORMAT (an unknown header, no usable row); and what cm_table_read does. */
CM_MUST_CHECK cm_status cm__source_read(cm__source_rows *rows, const char *path, cm_table *rejects);

/* Releases everything and leaves the rows zeroed. */
void cm__source_clear(cm__source_rows *rows);

#endif
