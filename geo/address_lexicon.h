/* address_lexicon.h - names as tokens, and the longest of them that an address goes on with. */
#ifndef CM_ADDRESS_LEXICON_H
#define CM_ADDRESS_LEXICON_H

#include "geo/address_tokens.h"

typedef struct cm__name_entry {
    uint32_t scope, value;
    uint32_t key; /* index of its first code */
    uint16_t length;
    uint32_t hash;
    uint32_t next; /* entry + 1 of the same hash, or 0 */
} cm__name_entry;

/* Names of several scopes (the towns of a city, the koaza of each of its towns); {0} is empty. */
typedef struct cm__lexicon {
    cm__name_entry *entries;
    uint32_t *codes; /* of all keys; a number's mark in bits 24 and up */
    uint32_t *slots; /* the first entry of a hash + 1, or 0; made by cm__lexicon_seal */
    size_t count, capacity, code_count, code_capacity, slot_count;
    uint16_t longest;
} cm__lexicon;

/* The parts of a key's code for a number. */
enum { CM__KEY_MARK_SHIFT = 24, CM__KEY_MARK_MASK = 0x7, CM__KEY_AZA = 0x08000000 };

enum { CM__NAME_MATCHES_MAX = 64 };

typedef struct cm__name_match {
    size_t end;   /* the token after the name */
    size_t count; /* names that are equal there; those over the limit are only counted */
    uint32_t values[CM__NAME_MATCHES_MAX];
} cm__name_match;

/* Adds a name; the tokens [start, end) of text are its key. An empty key is allowed but never
 * found. Returns CM_OK, CM_ERR_NOMEM or CM_ERR_LIMIT. */
CM_MUST_CHECK cm_status cm__lexicon_add(cm__lexicon *names, uint32_t scope, uint32_t value,
                                        const cm__address_text *text, size_t start, size_t end);

/* Makes what was added findable. Returns CM_OK, CM_ERR_NOMEM or CM_ERR_LIMIT. Cost: O(names). */
CM_MUST_CHECK cm_status cm__lexicon_seal(cm__lexicon *names);

/* Finds the longest names of a scope that the text goes on with at token `at` and that end before
 * token `limit`.
 * out   count is 0 if there is none
 * Cost: O(longest name). */
void cm__lexicon_find(cm__name_match *out, const cm__lexicon *names, uint32_t scope,
                      const cm__address_text *text, size_t at, size_t limit);

/* Finds the names of a scope that the text goes on with but for one character: another one, one too
 * many, one too few, or two exchanged; numbers must agree. The text must go on after it with a
 * number, a gap or its end.
 * out      those with the most tokens in common
 * common   receives how many
 * Cost: O(names). */
void cm__lexicon_repair(cm__name_match *out, size_t *common, const cm__lexicon *lexicon,
                        uint32_t scope, const cm__address_text *text, size_t at);

/* Finds the longest names of any scope but this one.
 * Cost: O(names). */
void cm__lexicon_find_beside(cm__name_match *out, const cm__lexicon *lexicon, uint32_t scope,
                             const cm__address_text *text, size_t at);

/* Finds the names of a scope whose end, of two tokens at least, the text goes on with, as when the
 * name of a former town before it is left out. Otherwise as above. */
void cm__lexicon_find_tail(cm__name_match *out, size_t *common, const cm__lexicon *lexicon,
                           uint32_t scope, const cm__address_text *text, size_t at);

/* Whether a code of a key and a token are alike; last: the key ends with it. */
bool cm__lexicon_is_alike(uint32_t key_code, const cm__address_token *token, bool first, bool last);

/* Whether a name, read as tokens, is what the text goes on with at token `at`. */
bool cm__lexicon_is_name(const cm__address_text *name, const cm__address_text *text, size_t at);

/* Whether a name may end before token `end`: a bare number before the words for lots, buildings and
 * floors is theirs, not the name's. */
bool cm__lexicon_may_end(const cm__address_text *text, size_t end);

/* Releases everything and leaves the names zeroed. */
void cm__lexicon_clear(cm__lexicon *names);

#endif
