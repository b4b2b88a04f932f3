/* gazetteer_merge.h - what all sources say of places, each city, town, koaza and lot once. */
#ifndef CM_GAZETTEER_MERGE_H
#define CM_GAZETTEER_MERGE_H

#include "geo/address_tokens.h"
#include "geo/base_arena.h"
#include "geo/base_map.h"
#include "geo/source.h"
#include <clustermap/progress.h>

/* A coordinate and the source that gave it: later sources refine earlier ones. */
typedef struct cm__merge_place {
    cm_lonlat at; /* NaN if unknown */
    size_t source;
} cm__merge_place;

/* What has a name; parent is the index of the prefecture, city or town that it lies in. */
typedef struct cm__merge_name {
    const char *name;
    uint32_t parent;
    cm__merge_place place;
} cm__merge_name;

typedef struct cm__merge_city {
    cm__merge_name base;
    const char *kana, *roman; /* NULL if unknown */
    uint32_t code;            /* or 0 */
    size_t town_count;
} cm__merge_city;

typedef struct cm__merge_town {
    cm__merge_name base;
    const char *kana; /* NULL if unknown */
    const char *key;  /* as cm__address_spell gives it; "" for none */
    uint32_t number;  /* in its city, from 1; set by the builder */
    uint32_t order;   /* among all towns, as they are written; set by the builder */
} cm__merge_town;

typedef struct cm__merge_lot {
    const char *key;
    uint32_t town, koaza; /* koaza: its index + 1, or 0 */
    uint8_t level;        /* cm_level */
    bool is_parcel;
    cm__merge_place place;
} cm__merge_lot;

typedef struct cm__merge_postal {
    uint32_t code, city_code;      /* city_code 0: by name */
    const char *prefecture, *city; /* NULL: the town is known */
    const char *name;              /* of the town without chome; "" for the rest of the city */
    const char *kana;              /* of the town; NULL if unknown */
    uint32_t chome_from, chome_to; /* 0, 0: all */
    uint32_t city_index, town;     /* town: its index + 1, or 0: the city, or not known yet */
} cm__merge_postal;

/* Names of one kind, by their parent: as they are written, and folded. */
typedef struct cm__merge_names {
    cm__map exact, folded;
    uint32_t *sources; /* that named each first */
    size_t count, capacity;
} cm__merge_names;

/* {0} is empty. */
typedef struct cm__merge {
    cm__merge_name *prefectures;
    cm__merge_city *cities;
    cm__merge_town *towns;
    cm__merge_name *koaza;
    cm__merge_lot *lots;
    cm__merge_postal *postals;
    size_t prefecture_count, city_count, town_count, koaza_count, lot_count, postal_count;
    size_t prefecture_capacity, city_capacity, town_capacity, koaza_capacity, lot_capacity,
        postal_capacity;
    cm__merge_names prefecture_names, city_names, town_names, koaza_names;
    uint32_t last_city, last_town; /* of the row before; index + 1 */
    cm__arena *text;
    cm__address_fold *fold;
    cm__address_text *address; /* working room */
    char *key;                 /* working room */
    const char *kept_key;      /* of the name that was made known last */
    const cm_progress *progress;
} cm__merge;

/* Makes an empty merge. progress may be NULL. Returns CM_OK or CM_ERR_NOMEM; clear it either way.
 */
CM_MUST_CHECK cm_status cm__merge_init(cm__merge *out, const cm_progress *progress);

/* The listener through which cm__sources_read fills it. */
cm__source_listener cm__merge_listen(cm__merge *merge);

/* Spells a name as a key into merge->key. Returns its length. */
size_t cm__merge_spell(cm__merge *merge, const char *name);

/* Makes of all that is said of each lot one: a building's or block's own number wins over a
 * parcel's of that number, a later source over an earlier; a block without a place lies in the
 * middle of its buildings. Lots come to stand by town, koaza (its name) and key.
 * Towns must have their order. Returns CM_OK or CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__merge_lots(cm__merge *merge);

/* Takes away the places of lots that lie over 500 m outside their town's other lots; cm__merge_lots
 * comes before. dropped receives how many. */
CM_MUST_CHECK cm_status cm__merge_drop_outliers(cm__merge *merge, size_t *dropped);

/* Finds the towns of each postal code. Keeps one row for each code and town, by code, city and town
 * as they came; what names no known city or town is left out. */
CM_MUST_CHECK cm_status cm__merge_postals(cm__merge *merge);

/* Releases everything and leaves the merge zeroed. */
void cm__merge_clear(cm__merge *merge);

#endif
