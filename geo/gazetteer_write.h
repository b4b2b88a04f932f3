/* gazetteer_write.h - writes the parts of a gazetteer into a new file. */
#ifndef CM_GAZETTEER_WRITE_H
#define CM_GAZETTEER_WRITE_H

#include "geo/rtree_pack.h"
#include <clustermap/geocode.h>
#include <clustermap/place.h>
#include <clustermap/status.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct cm__gazetteer_writer cm__gazetteer_writer;

/* Starts a gazetteer in the empty file at path. Returns CM_OK, CM_ERR_IO or CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__gazetteer_writer_open(cm__gazetteer_writer **out, const char *path);

/* Rows as they stand in the file. Names are borrowed; kana and roman may be NULL; a place of NaN is
 * written as unknown. */
typedef struct cm__city_row {
    int64_t id;
    const char *prefecture, *name, *kana, *roman;
    cm_lonlat place;
} cm__city_row;

typedef struct cm__town_row {
    int64_t city, number;
    const char *name, *kana;
    cm_lonlat place;
} cm__town_row;

typedef struct cm__koaza_row {
    int64_t city, town;
    const char *name;
    cm_lonlat place;
} cm__koaza_row;

typedef struct cm__lot_row {
    int64_t city, town;
    const char *koaza, *key;
    cm_level level;
    cm_lonlat place;
} cm__lot_row;

/* The first failure sticks and is given by cm__gazetteer_writer_close; later calls do nothing.
 * Rows of a table come fastest in the order of its key; no key may come twice. */
void cm__gazetteer_write_city(cm__gazetteer_writer *writer, const cm__city_row *city);
void cm__gazetteer_write_town(cm__gazetteer_writer *writer, const cm__town_row *town);
void cm__gazetteer_write_koaza(cm__gazetteer_writer *writer, const cm__koaza_row *koaza);
void cm__gazetteer_write_lot(cm__gazetteer_writer *writer, const cm__lot_row *lot);
void cm__gazetteer_write_key(cm__gazetteer_writer *writer, const char *key, int64_t city,
                             int64_t town);
void cm__gazetteer_write_postal(cm__gazetteer_writer *writer, uint32_t code, int64_t city,
                                int64_t town);
void cm__gazetteer_write_meta(cm__gazetteer_writer *writer, const char *name, const char *value);

/* Writes the tree of all places, once. boxes are sorted anew. */
void cm__gazetteer_write_tree(cm__gazetteer_writer *writer, cm__rtree_box *boxes, size_t count);

/* Ends the file, with its own length in it, and syncs it; or gives up. Releases the writer.
 * Returns what failed first: CM_OK, CM_ERR_IO, CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__gazetteer_writer_close(cm__gazetteer_writer *writer);

#endif
