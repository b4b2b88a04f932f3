/* web_words.h - the words of a page that are not on the printed map. */
#ifndef CM_WEB_WORDS_H
#define CM_WEB_WORDS_H

#include <clustermap/map.h>
#include <clustermap/members.h>
#include <stddef.h>

/* The i-th word: its key in page.html and page.js, and its text. false after the last. */
bool cm__web_word(size_t i, cm_map_language language, const char **key, const char **text);

/* The text of a key, or NULL. key need not end: length bytes of it count. */
const char *cm__web_find_word(const char *key, size_t length, cm_map_language language);

/* What a column that the library computes is called, by its name; NULL: it is not known. */
const char *cm__web_column_word(const char *name, cm_map_language language);

/* What a column of members is called; NULL: as its header calls it. */
const char *cm__web_role_word(cm_member_role role, cm_map_language language);

#endif
