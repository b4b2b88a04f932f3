/* base_number.h - numbers as text, with a point whatever the locale. */
#ifndef CM_BASE_NUMBER_H
#define CM_BASE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CM__ROUNDED_MAX 400 /* bytes that hold any rounded number's text, with its NUL */

/* Writes a double in as many digits as it takes to read back equal, at most 17; NaN and infinities
 * as "nan", "inf", "-inf".
 * out   CM_CELL_MAX bytes (table.h)
 * Returns the length. Cost: about 50 ns for up to 15 digits, 100 ns for more where the size is
 * within 1..1e15, else about 1 µs. */
size_t cm__number_print(char *out, double value);

/* Writes it rounded to so many decimals (0..17, asserted), without trailing zeros; never "-0".
 * out   CM__ROUNDED_MAX bytes
 * Returns the length. */
size_t cm__number_print_rounded(char *out, double value, int decimals);

/* The same for an integer. out: CM_CELL_MAX bytes. */
size_t cm__integer_print(char *out, int64_t value);

/* Reads a finite decimal number from the start of text: sign, digits, point, exponent; no blanks,
 * hexadecimal, nan or infinity. Rounded to nearest.
 * out   untouched if there is none
 * Returns where it ends, or NULL if there is none, it overflows, or has over 500 digits. */
const char *cm__number_read(double *out, const char *text);

/* The same for a whole text without anything round it but blanks (space, TAB). */
bool cm__number_is(double *out, const char *text);

#endif
