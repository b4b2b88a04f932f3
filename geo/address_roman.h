/* address_roman.h - names in Roman letters, alike whatever way they are romanised. */
#ifndef CM_ADDRESS_ROMAN_H
#define CM_ADDRESS_ROMAN_H

#include "geo/address_lexicon.h"

enum { CM__ROMAN_MAX = 160 }; /* letters that are looked at; the longest city has 40 */

typedef struct cm__roman_letter {
    uint8_t letter; /* a to z */
    bool first;     /* of a word */
    uint16_t token; /* of the text it is from */
} cm__roman_letter;

typedef struct cm__roman_text {
    size_t count;
    cm__roman_letter letters[CM__ROMAN_MAX];
} cm__roman_text;

/* Takes the letters of a text from token `at` up to the first that is no letter. Long vowels become
 * short (ou, oo, oh, uu), m before b, m and p becomes n, apostrophes are left out. */
void cm__roman_read(cm__roman_text *out, const cm__address_text *text, size_t at);

/* Whether a token is one of a to z. */
bool cm__roman_is_letter(const cm__address_text *text, size_t at);

/* The word that begins at a letter: its length. */
size_t cm__roman_word_length(const cm__roman_text *text, size_t at);

/* Whether the word at a letter is this one. */
bool cm__roman_is_word(const cm__roman_text *text, size_t at, const char *word);

/* The words that may stand in place of a kind of place's own, such as shi, city and none: up to 4,
 * ending with NULL. NULL if the word is none of a kind of place. */
const char *const *cm__roman_kinds(const cm__roman_text *text, size_t at);

#endif
