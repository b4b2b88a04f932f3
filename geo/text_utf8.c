/* text_utf8.c - the characters of UTF-8: how long they are, and what is none. */
#include "geo/text_utf8.h"
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* The least and greatest second byte after each leading byte: no overlong form, no surrogate,
 * nothing over U+10FFFF (Unicode, table 3-7). */
static bool is_second(unsigned char lead, unsigned char second)
{
    switch (lead) {
    case 0xE0: return second >= 0xA0 && second <= 0xBF;
    case 0xED: return second >= 0x80 && second <= 0x9F;
    case 0xF0: return second >= 0x90 && second <= 0xBF;
    case 0xF4: return second >= 0x80 && second <= 0x8F;
    default: return second >= 0x80 && second <= 0xBF;
    }
}

/* The bytes of the character that begins here, or 0 if there is none. */
static size_t sequence_length(const unsigned char *at, size_t left)
{
    const unsigned char lead = at[0];
    const size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;

    if (length == 1)
        return 1;
    if (lead < 0xC2 || lead > 0xF4 || length > left || !is_second(lead, at[1]))
        return 0;
    for (size_t i = 2; i < length; i++)
        if ((at[i] & 0xC0) != 0x80)
            return 0;
    return length;
}

static bool are_ascii(const unsigned char *eight)
{
    uint64_t bytes;

    memcpy(&bytes, eight, sizeof bytes);
    return (bytes & UINT64_C(0x8080808080808080)) == 0;
}

size_t cm__utf8_span(const char *bytes, size_t length)
{
    const unsigned char *const text = (const unsigned char *)bytes;
    size_t at = 0, step = 1;

    while (at < length && step > 0) {
        while (length - at >= 8 && are_ascii(text + at))
            at += 8;
        for (int i = 0; i < 8 && at < length && step > 0; i++) {
            step = sequence_length(text + at, length - at);
            at += step;
        }
    }
    return at;
}

size_t cm__utf8_length(const char *text)
{
    /* What ends the text ends a character that is cut off, so that nothing behind it is read. */
    return *text ? sequence_length((const unsigned char *)text, SIZE_MAX) : 0;
}

size_t cm__utf8_cut(const char *text, size_t most)
{
    size_t length = strlen(text);

    if (length <= most)
        return length;
    for (length = most; length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80;)
        length--;
    return length;
}

void cm__text_add_utf8(cm__text *text, const char *piece, size_t length)
{
    const char *const end = piece + length, *at = piece;

    while ((at += cm__utf8_span(at, (size_t)(end - at))) < end) {
        cm__text_add_bytes(text, piece, (size_t)(at - piece));
        cm__text_add(text, CM__UTF8_REPLACEMENT);
        piece = ++at;
    }
    cm__text_add_bytes(text, piece, (size_t)(end - piece));
}
