/* export_shp_encode.c - texts in the encoding of a Shapefile. */
#include "output/export_shp_encode.h"
#include "geo/base_error.h"
#include "geo/text_utf8.h"
#include <errno.h>
#include <iconv.h>
#include <string.h>

/* CP932 and never SHIFT_JIS, which lacks the likes of circled digits and the ladder form of 高. */
cm_status cm__encoder_open(cm__encoder *out, bool cp932)
{
    iconv_t converter;

    *out = (cm__encoder){.is_cp932 = cp932};
    if (!cp932)
        return CM_OK;
    converter = iconv_open("CP932", "UTF-8");
    if (converter == (iconv_t)-1)
        return cm__fail(CM_ERR_DOMAIN, "this system cannot convert texts to CP932");
    out->converter = converter;
    return CM_OK;
}

/* Converts a piece as far as it goes. Returns how much of it is done. */
static size_t convert(const cm__encoder *encoder, cm__text *out, const char *piece, size_t length)
{
    char room[256];
    char *from = (char *)(uintptr_t)piece, *to = room; /* iconv does not write to its input */
    size_t left = length, space = sizeof room;

    iconv(encoder->converter, &from, &left, &to, &space);
    cm__text_add_bytes(out, room, (size_t)(to - room));
    return length - left;
}

static void put_cp932(cm__encoder *encoder, cm__text *out, const char *text)
{
    const size_t length = strlen(text);
    size_t done = 0;

    iconv(encoder->converter, NULL, NULL, NULL, NULL); /* forget what went before */
    while (done < length) {
        const size_t step = convert(encoder, out, text + done, length - done);
        if (step == 0) { /* a character that CP932 has not */
            const size_t character = cm__utf8_length(text + done);
            cm__text_add(out, "?");
            encoder->lost++;
            done += character > 0 ? character : 1;
        }
        done += step;
    }
}

void cm__encoder_put(cm__encoder *encoder, cm__text *out, const char *text)
{
    out->length = 0;
    cm__text_add(out, ""); /* makes bytes a text */
    if (encoder->is_cp932)
        put_cp932(encoder, out, text);
    else
        cm__text_add_utf8(out, text, strlen(text));
}

static size_t cp932_step(unsigned char lead)
{
    return (lead >= 0x81 && lead <= 0x9F) || (lead >= 0xE0 && lead <= 0xFC) ? 2 : 1;
}

size_t cm__encoder_fit(const cm__encoder *encoder, const char *bytes, size_t length, size_t longest)
{
    size_t fitting = 0;

    if (length <= longest)
        return length;
    while (fitting < length) {
        const char *const at = bytes + fitting;
        const size_t step =
            encoder->is_cp932 ? cp932_step((unsigned char)*at) : cm__utf8_length(at);
        if (fitting + step > longest)
            break;
        fitting += step;
    }
    return fitting;
}

void cm__encoder_close(cm__encoder *encoder)
{
    if (encoder->converter)
        iconv_close(encoder->converter);
    *encoder = (cm__encoder){0};
}
