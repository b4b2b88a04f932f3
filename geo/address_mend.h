/* address_mend.h - names that an address spells with one wrong character, sign by sign. */
#ifndef CM_ADDRESS_MEND_H
#define CM_ADDRESS_MEND_H

#include "geo/address_tokens.h"

/* The one error of a spelling. */
typedef enum cm__mend_kind {
    CM__MEND_SWAP, /* two characters exchanged */
    CM__MEND_MORE, /* one too many */
    CM__MEND_OTHER,
    CM__MEND_LESS,
    CM__MEND_KINDS
} cm__mend_kind;

enum { CM__MEND_MAX = 48 }; /* signs of an address that are laid beside a name */

typedef struct cm__mend_sign {
    uint32_t code; /* a folded character, or a numeral of kanji plus CM__ADDRESS_NUMBER */
    uint16_t end;  /* its last byte in the address */
    bool typed;    /* of a number in digits, which is not in error */
    bool digits;   /* the last sign of such a number */
    bool gap;      /* a blank stands before it */
} cm__mend_sign;

/* The signs of an address: numbers in digits are spelled in kanji, as names are. */
typedef struct cm__mend_text {
    size_t count, aza; /* aza: how many signs the word oaza or aza at the start has */
    cm__mend_sign signs[CM__MEND_MAX];
} cm__mend_text;

/* What a spelling with one error has in common with the name. */
typedef struct cm__mending {
    uint16_t end;      /* the last byte of the address that is laid beside the name */
    unsigned evidence; /* the more, the likelier; 0: the name is not there */
    size_t common;     /* signs that are alike */
    bool relative;     /* the wrong sign says where a place lies among others of its name */
} cm__mending;

/* Takes the signs from the character that begins at this byte of what was read. */
void cm__mend_read(cm__mend_text *out, const cm__address_text *text, size_t start);

/* Lays a folded name of a town over the signs; the text must go on after it as after a town. */
void cm__mend_town(cm__mending *out, const cm__mend_text *text, const cm__address_char *name,
                   size_t count);

/* The same for one kind of error, whatever follows. */
void cm__mend_city(cm__mending *out, const cm__mend_text *text, const cm__address_char *name,
                   size_t count, cm__mend_kind kind);

#endif
