/* qgis_inert.c - texts that QGIS shows, with nothing in them for it to work out. */
#include "output/qgis_inert.h"
#include <string.h>

#define WORD_JOINER "\xE2\x81\xA0"

void cm__qgis_add_inert(cm__text *out, const char *text)
{
    for (const char *mark; (mark = strstr(text, "[%")) != NULL; text = mark + 1) {
        cm__text_add_bytes(out, text, (size_t)(mark + 1 - text));
        cm__text_add(out, WORD_JOINER);
    }
    cm__text_add(out, text);
}

/* Hands the text on, unless there was no memory for it. */
static void add(cm__xml *xml, const char *name, const char *text,
                void (*to)(cm__xml *xml, const char *name, const char *text))
{
    cm__text inert = {0};

    cm__qgis_add_inert(&inert, text);
    if (inert.failed)
        xml->text.failed = inert.failed;
    to(xml, name, inert.bytes ? inert.bytes : "");
    cm__text_clear(&inert);
}

void cm__qgis_inert_attribute(cm__xml *xml, const char *name, const char *value)
{
    if (value)
        add(xml, name, value, cm__xml_attribute);
}

void cm__qgis_inert_leaf(cm__xml *xml, const char *name, const char *text)
{
    add(xml, name, text, cm__xml_leaf);
}
