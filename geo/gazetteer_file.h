/* gazetteer_file.h - an open gazetteer: its cities, and the towns of a city once it is asked for.
 *
 * Several threads may ask one open gazetteer. What is read when it is opened does not change after
 * that. Its statements, `name`, `steps` and `text` are used only under the lock, the towns of a
 * city are published when they are complete, and then do not change either. What belongs to one
 * question is in a cm__geocode_session. */
#ifndef CM_GAZETTEER_FILE_H
#define CM_GAZETTEER_FILE_H

#include "geo/address_lexicon.h"
#include "geo/base_arena.h"
#include "geo/base_text.h"
#include "geo/geocode_session.h"
#include <clustermap/gazetteer.h>
#include <clustermap/place.h>
#include <pthread.h>
#include <stdatomic.h>

/* A town, or a koaza. */
typedef struct cm__gazetteer_place {
    const char *name;
    cm_lonlat place; /* NaN if unknown */
    int64_t number;  /* of a town in its city */
    size_t town;     /* of a koaza: the index of its town */
} cm__gazetteer_place;

/* The scopes of cm__gazetteer_towns.names; the values are indices of towns or of koaza. */
#define CM__SCOPE_TOWN 0U
#define CM__SCOPE_KOAZA_OF(town) ((uint32_t)(town) + 1U)

/* Added to the index of a town whose name is given without its last word: 3 for 3-bancho. */
#define CM__TOWN_SHORTENED 0x80000000U

/* What is known below a city, read from the file when it is first needed. */
typedef struct cm__gazetteer_towns {
    cm__gazetteer_place *towns, *koaza;
    size_t town_count, koaza_count;
    size_t nameless;   /* the town for places without one, or CM_ABSENT */
    cm__lexicon names; /* scopes as below */
} cm__gazetteer_towns;

/* The first two characters of a name, folded; 0 for a numeral or where there is none: any other
 * spelling with one error has one of them among its own first two. */
typedef struct cm__name_start {
    uint32_t codes[2];
} cm__name_start;

/* A city, ward, town or village; or a city whose wards the file lists, which has no id. */
typedef struct cm__gazetteer_city {
    int64_t id; /* 0: made of its wards */
    size_t prefecture;
    const char *name;
    const char *kana, *roman;            /* NULL if unknown */
    cm__name_start start, behind_county; /* of its name, and of that without its county */
    cm_lonlat place;
    size_t parent;                      /* the city of this ward, or CM_ABSENT */
    cm__gazetteer_towns *_Atomic towns; /* NULL until they are read, all of them */
} cm__gazetteer_city;

typedef struct cm__gazetteer_prefecture {
    const char *name;
    cm_lonlat place;
} cm__gazetteer_prefecture;

/* The scopes of cm_gazetteer.names. */
enum {
    CM__SCOPE_PREFECTURE,       /* values: prefectures */
    CM__SCOPE_PREFECTURE_SHORT, /* without its last character */
    CM__SCOPE_CITY,             /* values: cities, by full name, without county, ward only */
    CM__SCOPE_CITY_IN           /* + prefecture: the same, of one prefecture */
};

struct cm_gazetteer {
    struct sqlite3 *db;
    struct sqlite3_stmt *town_list, *koaza_list, *town_get, *key_list;
    struct sqlite3_stmt *lot_get, *lot_list, *postal_list, *tree_list;
    unsigned steps;   /* thousands, of the question that is asked now */
    const char *path; /* of the file; in text */
    cm__arena *text;
    cm__address_fold *fold;
    cm__gazetteer_prefecture *prefectures;
    cm__gazetteer_city *cities;
    size_t prefecture_count, city_count, prefecture_capacity, city_capacity;
    size_t *listed; /* the cities that have an id, by id */
    size_t listed_count, listed_capacity;
    cm__lexicon names;
    cm__lexicon readings; /* in Roman letters and kana: gazetteer_roman.h */
    cm_gazetteer_info info;
    pthread_mutex_t lock;
    bool has_lock;
    cm__address_text *name;  /* of the file, that is read now */
    cm__geocode_session own; /* of who asks through cm_geocode_address */
};

/* Round every use of a statement, and of what else the threads share and change. */
void cm__gazetteer_lock(cm_gazetteer *gazetteer);
void cm__gazetteer_unlock(cm_gazetteer *gazetteer);

/* The towns of a city that has an id; read from the file at the first call. Thread-safe, as are
 * the two below.
 * Returns CM_OK, CM_ERR_NOMEM, CM_ERR_LIMIT, or CM_ERR_FORMAT if the file is damaged. */
CM_MUST_CHECK cm_status cm__gazetteer_get_towns(const cm__gazetteer_towns **out,
                                                cm_gazetteer *gazetteer, size_t city);

/* Releases what cm__gazetteer_get_towns made. */
void cm__gazetteer_towns_destroy(cm__gazetteer_towns *towns);

/* Towns of the whole file that have this key. */
typedef struct cm__gazetteer_hit {
    size_t city;
    int64_t number;
} cm__gazetteer_hit;

/* Finds the towns with a key as cm__address_spell gives it.
 * out     receives at most capacity of them, by city and number
 * count   how many there are, counted up to capacity + 1
 * Returns as cm__gazetteer_get_towns. */
CM_MUST_CHECK cm_status cm__gazetteer_find_key(cm__gazetteer_hit *out, size_t capacity,
                                               size_t *count, cm_gazetteer *gazetteer,
                                               const char *key);

/* One town of a city that has an id, by its number, without the others of its city. Its name is
 * good until session->passing is released; session->name holds its tokens.
 * Returns as cm__gazetteer_get_towns. */
CM_MUST_CHECK cm_status cm__gazetteer_get_town(cm__gazetteer_place *out,
                                               cm__geocode_session *session, size_t city,
                                               int64_t number);

/* The city that has this id, or CM_ABSENT. */
size_t cm__gazetteer_city_of_id(const cm_gazetteer *gazetteer, int64_t id);

/* Puts prefectures, cities and their names into the gazetteer, once its file is open. */
CM_MUST_CHECK cm_status cm__gazetteer_read_cities(cm_gazetteer *gazetteer);

/* What SQLite said last, as a failure: CM_ERR_NOMEM, CM_ERR_IO or CM_ERR_FORMAT. */
CM_MUST_CHECK cm_status cm__gazetteer_fail(const cm_gazetteer *gazetteer);

#endif
