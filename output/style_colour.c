/* style_colour.c - colours as text. */
#include "geo/base_error.h"
#include <clustermap/style.h>
#include <stdbool.h>
#include <string.h>

/* The digit's value, or -1. */
static int read_digit(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    if (digit >= 'a' && digit <= 'f')
        return digit - 'a' + 10;
    return digit >= 'A' && digit <= 'F' ? digit - 'A' + 10 : -1;
}

/* Reads length digits, one or two a part. */
static bool read_parts(unsigned char *part, const char *digit, size_t length)
{
    const size_t width = length == 3 ? 1 : 2;

    for (size_t i = 0; i < length / width; i++) {
        const int high = read_digit(digit[width * i]);
        const int low = read_digit(digit[width * i + width - 1]);
        if (high < 0 || low < 0)
            return false;
        part[i] = (unsigned char)(16 * high + low);
    }
    return length == 3 || length == 6 || length == 8;
}

cm_status cm_colour_read(cm_colour *out, const char *text)
{
    unsigned char part[4] = {0, 0, 0, 255};
    const size_t length = text ? strnlen(text, 10) : 0;

    if (length == 4 && strcmp(text, "none") == 0)
        memset(part, 0, sizeof part);
    else if (length < 4 || length > 9 || text[0] != '#' || !read_parts(part, text + 1, length - 1))
        return cm__fail(CM_ERR_FORMAT, "'%.40s' is no colour: #rgb, #rrggbb, #rrggbbaa or none",
                        text ? text : "");
    *out = (cm_colour){part[0], part[1], part[2], part[3]};
    return CM_OK;
}
