/* text_utf8.h - the characters of UTF-8 (RFC 3629): how long they are, and what is none. */
#ifndef CM_TEXT_UTF8_H
#define CM_TEXT_UTF8_H

#include "geo/base_text.h"
#include <stddef.h>

/* What stands for bytes that belong to no character: U+FFFD. */
#define CM__UTF8_REPLACEMENT "\xEF\xBF\xBD"

/* The length of the valid UTF-8 at the start of the bytes; NUL is valid here. Cost: O(length). */
size_t cm__utf8_span(const char *bytes, size_t length);

/* Bytes of the character at the start of a text, or 0 if there is none. */
size_t cm__utf8_length(const char *text);

/* How many bytes of a text can stay where it may have so many: cut between characters. */
size_t cm__utf8_cut(const char *text, size_t most);

/* Adds length bytes as UTF-8: each byte that belongs to no character becomes U+FFFD. */
void cm__text_add_utf8(cm__text *text, const char *piece, size_t length);

#endif
