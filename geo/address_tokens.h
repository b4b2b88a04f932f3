/* address_tokens.h - an address as a row of tokens that are alike whatever way it is written. */
#ifndef CM_ADDRESS_TOKENS_H
#define CM_ADDRESS_TOKENS_H

#include "geo/address_fold.h"

/* What stood after a number and is left out, so that short and long forms are alike. */
typedef enum cm__address_mark {
    CM__MARK_NONE,
    CM__MARK_CHOME, /* chome, cho */
    CM__MARK_JO,    /* jo, jo-dori */
    CM__MARK_HYPHEN /* a hyphen, or no between two numbers */
} cm__address_mark;

#define CM__ADDRESS_NUMBER 0x80000000U /* a token's code is this plus the number's value */

typedef struct cm__address_token {
    uint32_t code;       /* a folded character, or a number (at most 0xFFFFFF, then that) */
    uint16_t start, end; /* its bytes in the text, a number's with its mark */
    uint8_t mark;        /* of a number */
    bool gap;            /* a blank, a hyphen or the like stands before it */
    bool aza;            /* the word oaza, aza or koaza stands before it */
} cm__address_token;

typedef struct cm__address_text {
    size_t count;
    cm__address_token tokens[CM__ADDRESS_MAX];
    size_t char_count;
    cm__address_char chars[CM__ADDRESS_MAX]; /* what the tokens were made of */
} cm__address_text;

/* Reads a name or an address: characters are folded; a run of digits or of kanji numerals is one
 * number with its mark; the words oaza, aza and koaza, dai before a number, the ri of tori, and
 * hyphens that do not follow a number are left out; bytes that are not UTF-8 are one token.
 * length   what is over CM__ADDRESS_MAX is not looked at
 * Cost: O(length). */
void cm__address_read(cm__address_text *out, const cm__address_fold *fold, const char *text,
                      size_t length);

enum { CM__ADDRESS_CODE_MAX = 9 }; /* bytes that hold any token's spelling */

/* Spells the tokens [start, end) as a key for a file: characters in UTF-8, a number as # and its
 * digits, marks left out.
 * out   CM__ADDRESS_CODE_MAX bytes for each token, and one
 * Returns the length; a NUL follows. */
size_t cm__address_spell(char *out, const cm__address_text *text, size_t start, size_t end);

static inline bool cm__address_is_number(uint32_t code)
{
    return code >= CM__ADDRESS_NUMBER;
}

/* Whether a character says where a place lies among others of its name, as 東 does: one of these in
 * place of another is another place, not an error. */
bool cm__address_is_relative(uint32_t code);

#endif
