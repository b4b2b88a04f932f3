/* gazetteer_write.h - writes the parts of a gazetteer into a new file. */
#ifndef CM_GAZETTEER_WRITE_H
#define CM_GAZETTEER_WRITE_H

#include <clustermap/place.h>
#include <clustermap/status.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct cm__gazetteer_writer cm__gazetteer_writer;

/* Starts a gazetteer in the empty file at path. Returns CM_OK, CM_ERR_IO or CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__gazetteer_writer_open(cm__gazetteer_writer **out, const char *path);

/* The first failure sticks and is given by cm__gazetteer_writer_close; later calls do nothing.
 * Rows must come in the order of their keys. A place of NaN is written as unknown. */
void cm__gazetteer_write_city(cm__gazetteer_writer *writer, int64_t id, const char *prefecture,
                              const char *name, cm_lonlat place);
void cm__gazetteer_write_town(cm__gazetteer_writer *writer, int64_t city, int64_t number,
                              const char *name, cm_lonlat place);
typedef struct cm__gazetteer_koaza {
    int64_t city, town;
    const char *name;
    cm_lonlat place;
} cm__gazetteer_koaza;
void cm__gazetteer_write_koaza(cm__gazetteer_writer *writer, const cm__gazetteer_koaza *koaza);
void cm__gazetteer_write_key(cm__gazetteer_writer *writer, const char *key, int64_t city,
                             int64_t town);
void cm__gazetteer_write_meta(cm__gazetteer_writer *writer, const char *name, const char *value);

/* Ends the file, with its own length in it, and syncs it; or gives up. Releases the writer.
 * Returns what failed first: CM_OK, CM_ERR_IO, CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__gazetteer_writer_close(cm__gazetteer_writer *writer);

#endif
