/* base_text.c - a text that grows, and the comparison of texts. */
#include "geo/base_text.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include <clustermap/table.h>
#include <stdarg.h>
#include <stdio.h>
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

void cm__text_add_quoted(cm__text *text, char mark, const char *piece)
{
    cm__text_add_bytes(text, &mark, 1);
    for (const char *at = strchr(piece, mark); at; at = strchr(piece, mark)) {
        cm__text_add_bytes(text, piece, (size_t)(at - piece) + 1);
        cm__text_add_bytes(text, &mark, 1);
        piece = at + 1;
    }
    cm__text_add_bytes(text, piece, strlen(piece));
    cm__text_add_bytes(text, &mark, 1);
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
    if (length < 0 && !text->failed) /* a piece of over 2 GiB */
        text->failed = cm__fail(CM_ERR_LIMIT, "a text cannot be formatted");
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

void cm__text_add_rounded(cm__text *text, double value, int decimals)
{
    char number[CM__ROUNDED_MAX];

    cm__text_add_bytes(text, number, cm__number_print_rounded(number, value, decimals));
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
