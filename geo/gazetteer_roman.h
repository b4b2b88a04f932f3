/* gazetteer_roman.h - the names of prefectures and cities in Roman letters and in kana. */
#ifndef CM_GAZETTEER_ROMAN_H
#define CM_GAZETTEER_ROMAN_H

#include "geo/gazetteer_file.h"

/* The scopes of cm_gazetteer.readings. */
enum {
    CM__SCOPE_READ_PREFECTURE, /* values: prefectures */
    CM__SCOPE_READ_CITY,       /* values: cities */
    CM__SCOPE_READ_CITY_IN     /* + prefecture: the same, of one prefecture */
};

/* Adds a city's name in Roman letters, such as Sapporo-shi Chuo-ku: with and without the words for
 * city, ward and the like, and without the county or the city of a ward. */
CM_MUST_CHECK cm_status cm__gazetteer_add_roman(cm_gazetteer *gazetteer, size_t city,
                                                const char *roman);

/* Adds a city's name in kana, and without its county. */
CM_MUST_CHECK cm_status cm__gazetteer_add_kana(cm_gazetteer *gazetteer, size_t city,
                                               const char *kana);

/* Adds the names of all prefectures, and those that the cities have, and makes them findable. */
CM_MUST_CHECK cm_status cm__gazetteer_add_readings(cm_gazetteer *gazetteer);

#endif
