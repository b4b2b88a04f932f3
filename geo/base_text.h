/* base_text.h - a text that grows, and the comparison of texts. */
#ifndef CM_BASE_TEXT_H
#define CM_BASE_TEXT_H

#include "geo/base_number.h"
#include <clustermap/status.h>
#include <stdbool.h>
#include <stddef.h>

/* A text under construction; {0} is empty; bytes is NUL-terminated once anything was added. The
 * first failure sticks in `failed`, later additions do nothing, so that a writer of many pieces
 * checks once, at the end. */
typedef struct cm__text {
    char *bytes;
    size_t length, capacity;
    cm_status failed;
} cm__text;

void cm__text_add(cm__text *text, const char *piece);
void cm__text_add_bytes(cm__text *text, const char *bytes, size_t length);
#ifdef __GNUC__
__attribute__((format(printf, 2, 3)))
#endif
void
cm__text_addf(cm__text *text, const char *format, ...); /* no %f, %g: see cm__text_add_number */

/* Adds the shortest text that reads back to the same double. */
void cm__text_add_number(cm__text *text, double value);
/* Adds the number rounded to so many decimals (0..17), trailing zeros and a bare point removed;
 * never "-0"; what is not finite as cm__number_print. */
void cm__text_add_rounded(cm__text *text, double value, int decimals);

/* Adds a piece between two marks; the mark inside it is doubled, as SQL has it. */
void cm__text_add_quoted(cm__text *text, char mark, const char *piece);

/* Whether two texts are the same but for the case of ASCII letters; any locale. */
bool cm__text_is_same(const char *a, const char *b);

/* Releases the bytes and leaves the text zeroed. */
void cm__text_clear(cm__text *text);

#endif
