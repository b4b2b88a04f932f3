/* xml.c - writes an XML document: nesting, attributes, escapes. */
#include "output/xml.h"
#include "geo/text_utf8.h"
#include <assert.h>
#include <clustermap/table.h>
#include <string.h>

/* What stands for an ASCII character; NULL: itself. */
static const char *find_reference(char c)
{
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    case '\t': return "&#9;";
    case '\n': return "&#10;";
    case '\r': return "&#13;";
    default: return (unsigned char)c < 0x20 ? CM__UTF8_REPLACEMENT : NULL;
    }
}

/* U+FFFE and U+FFFF: characters of UTF-8, but none of XML. */
static bool is_no_character(const char *at, size_t length)
{
    return length == 3 && memcmp(at, "\xEF\xBF", 2) == 0 && (unsigned char)at[2] >= 0xBE;
}

/* What stands for the character at `at`, and its length there; NULL: itself. */
static const char *find_stand_in(const char *at, size_t *length)
{
    *length = cm__utf8_length(at);
    if (*length == 0) {
        *length = 1;
        return CM__UTF8_REPLACEMENT;
    }
    return *length == 1                   ? find_reference(*at)
           : is_no_character(at, *length) ? CM__UTF8_REPLACEMENT
                                          : NULL;
}

void cm__xml_add_escaped(cm__text *out, const char *text)
{
    const char *plain = text;

    while (*text) {
        size_t length;
        const char *const stand_in = find_stand_in(text, &length);
        if (stand_in) {
            cm__text_add_bytes(out, plain, (size_t)(text - plain));
            cm__text_add(out, stand_in);
            plain = text + length;
        }
        text += length;
    }
    cm__text_add_bytes(out, plain, (size_t)(text - plain));
}

bool cm__xml_holds(const char *text)
{
    while (*text) {
        size_t length;
        const char *const stand_in = find_stand_in(text, &length);
        if (stand_in && stand_in[0] != '&')
            return false;
        text += length;
    }
    return true;
}

static void begin_line(cm__xml *xml)
{
    if (xml->text.length > 0)
        cm__text_add(&xml->text, "\n");
    for (size_t i = 0; i < xml->depth; i++)
        cm__text_add(&xml->text, "  ");
}

static void end_tag(cm__xml *xml)
{
    if (xml->in_tag)
        cm__text_add(&xml->text, ">");
    xml->in_tag = false;
}

void cm__xml_open(cm__xml *xml, const char *name)
{
    assert(xml->depth < CM__XML_DEPTH_MAX && !xml->in_line);
    end_tag(xml);
    begin_line(xml);
    cm__text_add(&xml->text, "<");
    cm__text_add(&xml->text, name);
    xml->names[xml->depth++] = name;
    xml->in_tag = true;
}

void cm__xml_attribute(cm__xml *xml, const char *name, const char *value)
{
    assert(xml->in_tag);
    if (!value)
        return;
    cm__text_add(&xml->text, " ");
    cm__text_add(&xml->text, name);
    cm__text_add(&xml->text, "=\"");
    cm__xml_add_escaped(&xml->text, value);
    cm__text_add(&xml->text, "\"");
}

void cm__xml_attribute_number(cm__xml *xml, const char *name, double value)
{
    char digits[CM_CELL_MAX];

    cm__number_print(digits, value);
    cm__xml_attribute(xml, name, digits);
}

void cm__xml_attribute_integer(cm__xml *xml, const char *name, long long value)
{
    char digits[CM_CELL_MAX];

    cm__integer_print(digits, value);
    cm__xml_attribute(xml, name, digits);
}

void cm__xml_text(cm__xml *xml, const char *text)
{
    assert(xml->in_tag || xml->in_line);
    end_tag(xml);
    xml->in_line = true;
    cm__xml_add_escaped(&xml->text, text);
}

void cm__xml_close(cm__xml *xml)
{
    assert(xml->depth > 0);
    const char *const name = xml->names[--xml->depth];

    if (xml->in_tag) {
        cm__text_add(&xml->text, "/>");
    } else {
        if (!xml->in_line)
            begin_line(xml);
        cm__text_addf(&xml->text, "</%s>", name);
    }
    xml->in_tag = xml->in_line = false;
    if (xml->depth == 0)
        cm__text_add(&xml->text, "\n");
}

void cm__xml_leaf(cm__xml *xml, const char *name, const char *text)
{
    cm__xml_open(xml, name);
    cm__xml_text(xml, text);
    cm__xml_close(xml);
}

void cm__xml_clear(cm__xml *xml)
{
    cm__text_clear(&xml->text);
    *xml = (cm__xml){0};
}
