/* source_abr.h - what the files of the Address Base Registry have in common. */
#ifndef CM_SOURCE_ABR_H
#define CM_SOURCE_ABR_H

#include "geo/source_rows.h"

enum { CM__ABR_NAME_SIZE = CM__SOURCE_NAME_MAX + 1 };

extern const char cm__abr_attribution[];

/* Writes pieces one behind the other with a separator between those that are not empty.
 * out   CM__ABR_NAME_SIZE bytes
 * Returns false if they do not fit. */
bool cm__abr_join(char *out, const char *separator, const char *const *pieces, size_t count);

/* Writes the chome, "１丁目" or "一丁目", with its number in kanji: numbers of 1 to 3 digits of
 * either width; any other text as it is. */
bool cm__abr_chome(char *out, const char *chome);

/* The town: its oaza and chome, or "（大字なし）". */
bool cm__abr_town(char *out, const char *oaza, const char *chome);

/* The code of a municipality without its check digit, or 0. */
uint32_t cm__abr_city_code(const char *lg_code);

/* The prefecture that a code begins with, or NULL. */
const char *cm__abr_prefecture(uint32_t city_code);

#endif
