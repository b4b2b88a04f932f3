/* text_width.h - texts compared without width, case or blanks, as headers are. */
#ifndef CM_TEXT_WIDTH_H
#define CM_TEXT_WIDTH_H

#include <stdbool.h>
#include <stddef.h>

#define CM__FOLDED_MAX 256 /* bytes that hold any folded header, with its NUL */

/* Writes a text as it is compared: NFKC, so that full-width letters and half-width katakana are the
 * usual ones; without case; without blanks, underscores, line ends, and marks that nobody sees
 * (byte order mark, zero-width blanks).
 *
 * out    CM__FOLDED_MAX bytes; "" if there is nothing to write
 * Returns whether the text is UTF-8 and short enough to be folded. */
bool cm__text_fold(char *out, const char *text);

/* Makes full-width letters, digits, marks and blanks (U+FF01..FF5E, U+3000) those of ASCII, where
 * they lie, and leaves all else. Returns the new length. text must be UTF-8. */
size_t cm__text_narrow(char *text);

#endif
