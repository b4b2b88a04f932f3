/* web_text.c - escapes of texts, and how colours and lengths are written. */
#include "output/web_text.h"
#include "geo/text_utf8.h"
#include <string.h>

/* Adds what stands before `at` and was not added yet. */
static const char *flush(cm__text *out, const char *plain, const char *at)
{
    cm__text_add_utf8(out, plain, (size_t)(at - plain));
    return at + 1;
}

static const char *entity_of(char c)
{
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    case '\n':
    case '\t': return NULL;
    default: return (unsigned char)c < ' ' || c == 0x7F ? "" : NULL;
    }
}

void cm__web_add_html(cm__text *out, const char *text)
{
    const char *plain = text;

    for (; *text; text++) {
        const char *const entity = entity_of(*text);
        if (!entity)
            continue;
        plain = flush(out, plain, text);
        cm__text_add(out, entity);
    }
    flush(out, plain, text);
}

void cm__web_add_json(cm__text *out, const char *text)
{
    const char *plain = text;

    cm__text_add_bytes(out, "\"", 1);
    for (; *text; text++) {
        const unsigned char c = (unsigned char)*text;
        if (c >= ' ' && c != 0x7F && !strchr("\"\\<>&", c))
            continue;
        plain = flush(out, plain, text);
        cm__text_addf(out, "\\u%04x", c);
    }
    flush(out, plain, text);
    cm__text_add_bytes(out, "\"", 1);
}

void cm__web_add_colour(cm__text *out, cm_colour colour)
{
    cm__text_addf(out, "#%02x%02x%02x", colour.red, colour.green, colour.blue);
    if (colour.alpha < 255)
        cm__text_addf(out, "%02x", colour.alpha);
}

double cm__web_px(double mm)
{
    return mm * (96 / 25.4);
}

void cm__web_add_px(cm__text *out, double mm)
{
    cm__text_add_rounded(out, cm__web_px(mm), 2);
}
