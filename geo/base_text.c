/* base_text.c - a growing text, and numbers as text whatever the locale. */
#include "geo/base_text.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include <clustermap/table.h>
#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool make_room(cm__text *text, size_t more)
{
    const size_t needed = text->length + more + 1;
    size_t capacity = text->capacity ? text->capacity : 256;

    if (text->failed)
        return false;
    if (needed <= text->capacity)
        return true;
    while (capacity < needed)
        capacity *= 2;
    text->failed = cm__array_grow(&text->bytes, capacity, 1);
    if (text->failed)
        return false;
    text->capacity = capacity;
    return true;
}

void cm__text_add_bytes(cm__text *text, const char *bytes, size_t length)
{
    if (!make_room(text, length))
        return;
    if (length > 0)
        memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
    text->bytes[text->length] = '\0';
}

void cm__text_add(cm__text *text, const char *piece)
{
    cm__text_add_bytes(text, piece, strlen(piece));
}

void cm__text_addf(cm__text *text, const char *format, ...)
{
    va_list args, again;

    va_start(args, format);
    va_copy(again, args);
    const int length = vsnprintf(NULL, 0, format, args);
    if (length >= 0 && make_room(text, (size_t)length)) {
        vsnprintf(text->bytes + text->length, (size_t)length + 1, format, again);
        text->length += (size_t)length;
    }
    va_end(again);
    va_end(args);
}

void cm__text_add_number(cm__text *text, double value)
{
    char number[CM_CELL_MAX];

    cm__text_add_bytes(text, number, cm__number_print(number, value));
}

/* printf and strtod follow the locale of the program around us; the mark is the first byte that is
 * neither sign nor digit. */
static void set_mark(char *number, char mark)
{
    char *const found = number + strspn(number, "-+0123456789");

    if (*found != '\0' && *found != 'e')
        *found = mark;
}

void cm__text_add_rounded(cm__text *text, double value, int decimals)
{
    char number[400];
    int length = snprintf(number, sizeof number, "%.*f", decimals, value);

    set_mark(number, '.');
    if (decimals > 0 && isfinite(value)) {
        while (length > 0 && number[length - 1] == '0')
            length--;
        if (length > 0 && number[length - 1] == '.')
            length--;
    }
    if (length == 2 && number[0] == '-' && number[1] == '0')
        cm__text_add(text, "0");
    else
        cm__text_add_bytes(text, number, (size_t)length);
}

static unsigned char lower(char letter)
{
    return (unsigned char)(letter >= 'A' && letter <= 'Z' ? letter - 'A' + 'a' : letter);
}

bool cm__text_is_same(const char *a, const char *b)
{
    while (*a != '\0' && lower(*a) == lower(*b)) {
        a++;
        b++;
    }
    return lower(*a) == lower(*b);
}

void cm__text_clear(cm__text *text)
{
    cm__array_free(&text->bytes);
    *text = (cm__text){0};
}

size_t cm__number_print(char *out, double value)
{
    int length = 0;

    if (isnan(value))
        return (size_t)snprintf(out, CM_CELL_MAX, "nan");
    for (int digits = 15; digits <= 17; digits++) {
        length = snprintf(out, CM_CELL_MAX, "%.*g", digits, value);
        if (strtod(out, NULL) == value)
            break;
    }
    if (isfinite(value))
        set_mark(out, '.');
    return (size_t)length;
}

size_t cm__integer_print(char *out, int64_t value)
{
    return (size_t)snprintf(out, CM_CELL_MAX, "%" PRId64, value);
}

/* The length of a decimal number at the start of text, or 0. */
static size_t number_span(const char *text)
{
    const char *at = text + (*text == '-' || *text == '+');
    const size_t whole = strspn(at, "0123456789");
    size_t part = 0;

    at += whole;
    if (*at == '.') {
        part = strspn(at + 1, "0123456789");
        at += 1 + part;
    }
    if (whole + part == 0)
        return 0;
    if (*at == 'e' || *at == 'E') {
        const char *const exponent = at + 1 + (at[1] == '-' || at[1] == '+');
        const size_t digits = strspn(exponent, "0123456789");
        if (digits > 0)
            at = exponent + digits;
    }
    return (size_t)(at - text);
}

/* The mark that strtod expects in this locale. */
static char locale_mark(void)
{
    char number[8];

    snprintf(number, sizeof number, "%.1f", 0.5);
    return number[1];
}

const char *cm__number_read(double *out, const char *text)
{
    char copy[512];
    const size_t length = number_span(text);

    if (length == 0 || length >= sizeof copy)
        return NULL;
    memcpy(copy, text, length);
    copy[length] = '\0';
    set_mark(copy, locale_mark());
    const double value = strtod(copy, NULL);
    if (!isfinite(value))
        return NULL;
    *out = value;
    return text + length;
}

bool cm__number_is(double *out, const char *text)
{
    double value;
    const char *const end = cm__number_read(&value, text + strspn(text, " \t"));

    if (!end || end[strspn(end, " \t")] != '\0')
        return false;
    *out = value;
    return true;
}
