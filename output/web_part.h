/* web_part.h - the files that a page is put together from. */
#ifndef CM_WEB_PART_H
#define CM_WEB_PART_H

#include "geo/base_text.h"
#include <stddef.h>

typedef enum cm__web_kind {
    CM__WEB_TEMPLATE, /* page.html, which holds the others */
    CM__WEB_SCRIPT,
    CM__WEB_STYLE,
    CM__WEB_COMMENT
} cm__web_kind;

/* Adds the file of that name in the first folder that has it, as it can stand inside a page: lines
 * end in LF, references to other files (source maps, images of style sheets) are taken out. For
 * leaflet.js its smaller form leaflet.min.js is looked for first.
 *
 * folders   ended by NULL
 * Returns CM_OK; CM_ERR_IO if it is in no folder, or cannot be read; CM_ERR_FORMAT if it would end
 * the element that it stands in; CM_ERR_LIMIT (over 4 MB); CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__web_add_part(cm__text *out, const char *const *folders,
                                         const char *name, cm__web_kind kind);

#endif
