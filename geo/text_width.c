/* text_width.c - texts compared without width, case or blanks, as headers are. */
#include "geo/text_width.h"
#include <string.h>
#include <utf8proc.h>

enum { FOLDED_CODES = 256 };

static bool is_dropped(utf8proc_int32_t code)
{
    const utf8proc_category_t category = utf8proc_category(code);

    return code == '_' || code == '\t' || code == '\n' || code == '\r' ||
           category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
           category == UTF8PROC_CATEGORY_ZP;
}

bool cm__text_fold(char *out, const char *text)
{
    const utf8proc_option_t options =
        UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE;
    utf8proc_int32_t codes[FOLDED_CODES];
    utf8proc_uint8_t bytes[4];
    size_t length = 0;
    const utf8proc_ssize_t decomposed =
        utf8proc_decompose((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)strlen(text), codes,
                           FOLDED_CODES, options);

    out[0] = '\0';
    if (decomposed < 0 || decomposed > FOLDED_CODES)
        return false;
    const utf8proc_ssize_t count = utf8proc_normalize_utf32(codes, decomposed, options);
    for (utf8proc_ssize_t i = 0; i < count; i++) {
        if (is_dropped(codes[i]))
            continue;
        const size_t size = (size_t)utf8proc_encode_char(codes[i], bytes);
        if (length + size >= CM__FOLDED_MAX)
            return false;
        memcpy(out + length, bytes, size);
        length += size;
    }
    out[length] = '\0';
    return true;
}

/* The ASCII letter that a full-width one stands for, in UTF-8, or 0: U+FF01..FF3F are EF BC 81..BF,
 * U+FF40..FF5E are EF BD 80..9E, U+3000 is E3 80 80. */
static char narrow_of(const char *text)
{
    const unsigned char *const at = (const unsigned char *)text;

    if (at[0] == 0xE3 && at[1] == 0x80 && at[2] == 0x80)
        return ' ';
    if (at[0] == 0xEF && at[1] == 0xBC && at[2] >= 0x81)
        return (char)(at[2] - 0x81 + '!');
    if (at[0] == 0xEF && at[1] == 0xBD && at[2] <= 0x9E)
        return (char)(at[2] - 0x80 + '`');
    return 0;
}

size_t cm__text_narrow(char *text)
{
    char *to = text;

    for (const char *from = text; *from != '\0';) {
        const char letter = narrow_of(from);
        *to++ = letter ? letter : *from;
        from += letter ? 3 : 1;
    }
    *to = '\0';
    return (size_t)(to - text);
}
