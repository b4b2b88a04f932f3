/* web_part.c - finds Leaflet and the page's own files, and makes them fit to stand in a page. */
#include "output/web_part.h"
#include "geo/base_error.h"
#include "geo/base_file.h"
#include "geo/base_memory.h"
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#define PART_MAX ((size_t)4 << 20)

static bool find_in(char *out, const char *folder, const char *name)
{
    return snprintf(out, PATH_MAX, "%s/%s", folder, name) < PATH_MAX && access(out, R_OK) == 0;
}

static bool find_part(char *out, const char *const *folders, const char *name)
{
    const bool is_leaflet = strcmp(name, "leaflet.js") == 0;

    for (size_t i = 0; folders && folders[i]; i++) {
        if (is_leaflet && find_in(out, folders[i], "leaflet.min.js"))
            return true;
        if (find_in(out, folders[i], name))
            return true;
    }
    return false;
}

/* The end of a reference that begins here, or NULL if none does. */
static const char *skip_reference(const char *at, bool is_style, const char **instead)
{
    const bool is_map = strncmp(at, "//# sourceMappingURL=", 21) == 0 ||
                        strncmp(at, "/*# sourceMappingURL=", 21) == 0;

    *instead = "";
    if (is_map)
        return at + strcspn(at, "\n");
    if (!is_style || strncmp(at, "url(", 4) != 0)
        return NULL;
    const size_t length = strcspn(at, ")");
    *instead = "none";
    return at[length] == ')' ? at + length + 1 : NULL;
}

static void add_clean(cm__text *out, const char *bytes, bool is_style)
{
    const char *plain = bytes, *at = bytes;

    while (*at) {
        const char *instead;
        const char *const end =
            *at == '\r' ? (instead = "", at + 1) : skip_reference(at, is_style, &instead);
        if (!end) {
            at++;
            continue;
        }
        cm__text_add_bytes(out, plain, (size_t)(at - plain));
        cm__text_add(out, instead);
        plain = at = end;
    }
    cm__text_add_bytes(out, plain, (size_t)(at - plain));
}

/* Whether what was added ends a script, a style or a comment, whatever stands round it. */
static bool ends_element(const char *text)
{
    for (const char *at = strchr(text, '<'); at; at = strchr(at + 1, '<'))
        if (strncasecmp(at, "</script", 8) == 0 || strncasecmp(at, "</style", 7) == 0 ||
            strncmp(at, "<!--", 4) == 0)
            return true;
    return strstr(text, "-->") != NULL;
}

cm_status cm__web_add_part(cm__text *out, const char *const *folders, const char *name,
                           cm__web_kind kind)
{
    char path[PATH_MAX], *bytes = NULL;
    const size_t had = out->length;
    size_t length = 0;
    cm_status status;

    if (!find_part(path, folders, name))
        return strncmp(name, "leaflet.", 8) == 0
                   ? cm__fail(CM_ERR_IO,
                              "%s of Leaflet, which a page needs, is not found: install the "
                              "package libjs-leaflet",
                              name)
                   : cm__fail(CM_ERR_IO, "%s, a part of every page, is not found in any folder",
                              name);
    status = cm__file_read(&bytes, &length, path, PART_MAX);
    if (status)
        return status;
    bytes[length] = '\0'; /* the reader leaves room for it */
    add_clean(out, bytes, kind == CM__WEB_STYLE);
    cm__array_free(&bytes);
    if (out->failed)
        return out->failed;
    if (kind != CM__WEB_TEMPLATE && out->bytes && ends_element(out->bytes + had))
        return cm__fail(CM_ERR_FORMAT, "%s: cannot stand in a page: it has a mark that ends it",
                        path);
    return CM_OK;
}
