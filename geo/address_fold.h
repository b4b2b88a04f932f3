/* address_fold.h - the characters of an address without the ways in which they may be written. */
#ifndef CM_ADDRESS_FOLD_H
#define CM_ADDRESS_FOLD_H

#include <clustermap/status.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CM__ADDRESS_MAX = 4096 }; /* bytes of an address that are looked at */

typedef enum cm__address_kind {
    CM__ADDRESS_PLAIN,
    CM__ADDRESS_DIGIT,   /* 0 to 9; code is the digit's value */
    CM__ADDRESS_NUMERAL, /* a kanji numeral; code is its value, 0 to 10, 100, 1000, 10000 */
    CM__ADDRESS_HYPHEN,
    CM__ADDRESS_LONG,  /* the long vowel mark, which is a hyphen between numbers */
    CM__ADDRESS_BLANK, /* not given out: it becomes a gap */
    CM__ADDRESS_DROP   /* not given out: variation selectors and what has no width */
} cm__address_kind;

typedef struct cm__address_char {
    uint32_t code;
    uint16_t start, end; /* its bytes in the address, with what was dropped after it */
    uint8_t kind;
    bool gap; /* a blank, comma or the like stands before it */
} cm__address_char;

/* The table by which characters are folded: width, kana, old and new kanji. */
typedef struct cm__address_fold cm__address_fold;

/* Makes the table. Returns CM_OK or CM_ERR_NOMEM. Cost: about 0.2 ms. */
CM_MUST_CHECK cm_status cm__address_fold_create(cm__address_fold **out);
void cm__address_fold_destroy(cm__address_fold *fold);

/* Folds UTF-8; a byte that is not becomes U+FFFD.
 * out      CM__ADDRESS_MAX characters
 * length   what is over CM__ADDRESS_MAX is not looked at
 * Returns the number of characters. Cost: O(length). */
size_t cm__address_fold_text(cm__address_char *out, const cm__address_fold *fold, const char *text,
                             size_t length);

#endif
