/* xml.h - writes an XML document: nesting, attributes, escapes; for what QGIS reads, and SVG. */
#ifndef CM_XML_H
#define CM_XML_H

#include "geo/base_text.h"
#include <stdbool.h>

enum { CM__XML_DEPTH_MAX = 32 };

/* A document under construction; {0} is empty. A failure sticks in text.failed. Each element begins
 * a line, two blanks deeper than the one it is in; one that holds a text stands on one line. */
typedef struct cm__xml {
    cm__text text;
    const char *names[CM__XML_DEPTH_MAX]; /* of the elements that are open; borrowed */
    size_t depth;
    bool in_tag;  /* the newest element's tag still takes attributes */
    bool in_line; /* the newest element holds a text */
} cm__xml;

/* Adds a text as XML's content or the value of an attribute: what marks up, and line ends and TAB,
 * as references, so that a reader gets the same text back. What XML 1.0 cannot hold - other control
 * characters, U+FFFE, U+FFFF, bytes that are no UTF-8 - becomes U+FFFD. */
void cm__xml_add_escaped(cm__text *out, const char *text);

/* Whether a text comes back as it was. */
bool cm__xml_holds(const char *text);

/* Begins an element in the one that is open. name: borrowed until it is closed; at most
 * CM__XML_DEPTH_MAX are open (asserted). */
void cm__xml_open(cm__xml *xml, const char *name);

/* Attributes of the element that was just begun (asserted); a value of NULL adds none. The number
 * is written so that it reads back to the same double. */
void cm__xml_attribute(cm__xml *xml, const char *name, const char *value);
void cm__xml_attribute_number(cm__xml *xml, const char *name, double value);
void cm__xml_attribute_integer(cm__xml *xml, const char *name, long long value);

/* Adds a text to the element that was begun last, which then holds no elements (asserted). */
void cm__xml_text(cm__xml *xml, const char *text);

/* Ends the element that was begun last and is still open (asserted). */
void cm__xml_close(cm__xml *xml);

/* An element that holds a text only. */
void cm__xml_leaf(cm__xml *xml, const char *name, const char *text);

/* Releases the text and leaves the document zeroed. */
void cm__xml_clear(cm__xml *xml);

#endif
