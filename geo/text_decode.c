/* text_decode.c - makes any text that we read UTF-8, strictly. */
#include "geo/text_decode.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/text_utf8.h"
#include <errno.h>
#include <iconv.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static const char byte_order_mark[] = "\xEF\xBB\xBF";

/* Where the bytes come from; those of a later line are a part of a text. */
typedef struct origin {
    const char *path;
    size_t line;
} origin;

static cm_status fail_at(const origin *from, const char *bytes, size_t at, const char *reason)
{
    size_t line = from->line, begin = 0;

    for (size_t i = 0; i < at; i++) {
        if (bytes[i] != '\n' && bytes[i] != '\r')
            continue;
        if (bytes[i] == '\r' && i + 1 < at && bytes[i + 1] == '\n')
            continue;
        line++;
        begin = i + 1;
    }
    return cm__fail(CM_ERR_FORMAT, "%s:%zu:%zu: %s", from->path, line, at - begin + 1, reason);
}

static cm_status fail_invalid(const origin *from, const char *bytes, size_t at,
                              cm__encoding encoding)
{
    char reason[64];

    snprintf(reason, sizeof reason, "byte 0x%02X is not valid %s", (unsigned char)bytes[at],
             cm__encoding_name(encoding));
    return fail_at(from, bytes, at, reason);
}

bool cm__text_is_utf16(const char *bytes, size_t length)
{
    return length >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0);
}

static bool is_utf16(const char *bytes, size_t length, const origin *from)
{
    return from->line == 1 && cm__text_is_utf16(bytes, length);
}

/* A mark stands at the beginning of all. */
static size_t mark_length(const char *bytes, size_t length, const origin *from)
{
    return from->line == 1 && length >= 3 && memcmp(bytes, byte_order_mark, 3) == 0 ? 3 : 0;
}

static cm_status fail_utf8(const char *bytes, size_t length, const origin *from)
{
    if (is_utf16(bytes, length, from))
        return fail_at(from, bytes, 0, "the text is UTF-16; save it as UTF-8");
    return fail_invalid(from, bytes, cm__utf8_span(bytes, length), CM__ENCODING_UTF8);
}

/* ISO-2022-JP is all ASCII, and so valid UTF-8, but begins every piece of Japanese with ESC $. */
static cm_status check_escapes(const char *bytes, size_t length, const origin *from)
{
    for (const char *at = bytes; (at = memchr(at, 0x1B, (size_t)(bytes + length - at))); at++)
        if (bytes + length - at >= 3 && at[1] == '$' && (at[2] == 'B' || at[2] == '@'))
            return fail_at(from, bytes, (size_t)(at - bytes),
                           "the text is ISO-2022-JP; save it as UTF-8");
    return CM_OK;
}

static cm_status decode_utf8(char *bytes, size_t *length, bool is_valid, const origin *from)
{
    const size_t mark = mark_length(bytes, *length, from);
    char *const text = bytes + mark;
    const size_t count = *length - mark;

    if (!is_valid && cm__utf8_span(text, count) < count)
        return fail_utf8(text, count, from);
    if (mark > 0)
        memmove(bytes, text, count);
    bytes[count] = '\0';
    *length = count;
    return CM_OK;
}

/* glibc lets the control characters 0x80..0x9F of EUC-JP pass, though no text has them: they are
 * what CP932 looks like. Returns where the first is. */
static size_t find_control(const char *bytes, size_t length)
{
    size_t at = 0;

    for (; at < length; at++) {
        const unsigned char byte = (unsigned char)bytes[at];
        if (byte >= 0x80 && byte <= 0x9F && byte != 0x8E && byte != 0x8F)
            break;
    }
    return at;
}

/* An upper bound: a byte over 0x7F, alone or with those after it, becomes at most three. */
static size_t decoded_bound(const char *bytes, size_t length)
{
    size_t high = 0;

    for (size_t i = 0; i < length; i++)
        high += (unsigned char)bytes[i] >> 7;
    return length + 2 * high;
}

typedef struct conversion {
    char *in, *out;
    size_t in_left, out_left;
} conversion;

static cm_status open_iconv(iconv_t *out, cm__encoding encoding)
{
    *out = iconv_open("UTF-8", cm__encoding_iconv_name(encoding));
    if (*out != (iconv_t)-1)
        return CM_OK;
    if (errno == ENOMEM)
        return cm__fail(CM_ERR_NOMEM, "no memory for decoding %s", cm__encoding_name(encoding));
    return cm__fail(CM_ERR_IO, "this system cannot decode %s", cm__encoding_name(encoding));
}

static cm_status decode_other(char **bytes, size_t *length, cm__encoding encoding,
                              const origin *from)
{
    const size_t room = decoded_bound(*bytes, *length);
    const size_t good = encoding == CM__ENCODING_EUC_JP ? find_control(*bytes, *length) : *length;
    char *text = NULL;
    iconv_t converter;
    cm_status status = open_iconv(&converter, encoding);

    if (status)
        return status;
    status = cm__array_grow(&text, room + 1, 1);
    if (status)
        goto done;
    conversion state = {*bytes, text, good, room};
    iconv(converter, &state.in, &state.in_left, &state.out, &state.out_left);
    if (state.in_left > 0 || good < *length) {
        status = fail_invalid(from, *bytes, (size_t)(state.in - *bytes), encoding);
        goto done;
    }
    *length = room - state.out_left;
    text[*length] = '\0';
    cm__array_free(bytes);
    *bytes = text;
    text = NULL;
done:
    cm__array_free(&text);
    iconv_close(converter);
    return status;
}

static cm_status check_nul(const char *bytes, size_t length, const origin *from)
{
    const char *const nul = length > 0 ? memchr(bytes, '\0', length) : NULL;

    if (nul && !is_utf16(bytes, length, from)) /* which is refused for what it is */
        return fail_at(from, bytes, (size_t)(nul - bytes), "a NUL byte");
    return CM_OK;
}

static cm_status decode(char **bytes, size_t *length, cm__encoding encoding, const origin *from)
{
    const cm_status status = check_nul(*bytes, *length, from);

    if (status)
        return status;
    if (encoding == CM__ENCODING_UTF8)
        return decode_utf8(*bytes, length, false, from);
    return decode_other(bytes, length, encoding, from);
}

cm_status cm__text_decode(char **bytes, size_t *length, cm__encoding encoding, const char *path)
{
    return decode(bytes, length, encoding, &(origin){path, 1});
}

static cm_status decode_any(char **bytes, size_t *length, cm__encoding *encoding,
                            const origin *from)
{
    cm_status status = check_nul(*bytes, *length, from);

    *encoding = CM__ENCODING_UTF8;
    if (status)
        return status;
    if (cm__utf8_span(*bytes, *length) < *length) {
        *encoding = cm__encoding_recognise(*bytes, *length);
        return decode(bytes, length, *encoding, from);
    }
    status = check_escapes(*bytes, *length, from);
    return status ? status : decode_utf8(*bytes, length, true, from);
}

cm_status cm__text_decode_any(char **bytes, size_t *length, const char *path)
{
    cm__encoding encoding;

    return decode_any(bytes, length, &encoding, &(origin){path, 1});
}

static bool is_ascii(const char *bytes, size_t length)
{
    size_t at = 0;

    while (at < length && (unsigned char)bytes[at] < 0x80)
        at++;
    return at == length;
}

static size_t count_lines(const char *bytes, size_t length)
{
    size_t lines = 0;

    for (size_t i = 0; i < length; i++)
        lines +=
            bytes[i] == '\n' || (bytes[i] == '\r' && (i + 1 == length || bytes[i + 1] != '\n'));
    return lines;
}

cm_status cm__text_decode_part(char **bytes, size_t *length, cm__text_part *part, const char *path)
{
    const bool tells = !part->is_known && !is_ascii(*bytes, *length);
    const origin from = {path, part->line};
    const size_t lines = count_lines(*bytes, *length);
    cm_status status = CM_OK;

    if (!part->is_known) {
        status = decode_any(bytes, length, &part->encoding, &from);
    } else {
        if (part->is_recognised && part->encoding == CM__ENCODING_UTF8)
            status = check_escapes(*bytes, *length, &from);
        if (!status)
            status = decode(bytes, length, part->encoding, &from);
    }
    part->is_recognised = part->is_recognised || tells;
    part->is_known = part->is_known || tells;
    part->line += lines;
    return status;
}
