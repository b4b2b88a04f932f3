/* web.h - a page for the web: layers as a map in one HTML file that asks nothing of any network. */
#ifndef CLUSTERMAP_WEB_H
#define CLUSTERMAP_WEB_H

#include <clustermap/map.h>

typedef struct cm_web_options {
    unsigned version; /* set by CM_WEB_OPTIONS_INIT */
    cm_map_language language;
    const char *title; /* UTF-8; NULL: none. All texts are borrowed for the call */
    const char *subtitle;
    const char *as_of;  /* "2003" or "2026-11-24"; NULL: none */
    const char *credit; /* further sources, one a line, after those of the layers */
    const char *author; /* NULL: none is written */
    /* The columns in which a feature's full name is looked for, in this order, ended by NULL;
     * after them, and if NULL, the column of the layer's labels and the column `name`. */
    const char *const *names;
    /* The columns that a member's pop-up shows, ended by NULL; NULL: all but what geocoding added.
     * Of other layers all are shown, of outlines none but the name. */
    const char *const *columns;
    const char *const *titles; /* what each of these is called; NULL, or one is NULL: as its header
                                  or the style calls it */
    const char *const *off; /* ids of layers that are not seen at first, ended by NULL; or NULL */
    cm_box bounds; /* degrees: what is seen first, the members in it, or all of it if there is none;
                      NaN: all members, or all layers */
    /* The folders in which page.html, page.css, page.js, sheet.js and licence.txt, and Leaflet's
     * leaflet.css and leaflet.min.js or leaflet.js are looked for, in this order, ended by NULL. */
    const char *const *folders;
    bool no_clobber; /* refuse to replace a file */
} cm_web_options;
/* clang-format off */
#define CM_WEB_OPTIONS_INIT {.version = 1, .bounds = CM_MAP_BOUNDS_NONE}
/* clang-format on */

#define CM_WEB_PLACES_MAX 500000    /* points on a page */
#define CM_WEB_VERTICES_MAX 5000000 /* of its lines and areas */

/* Writes layers as a page with a map, a legend whose layers can be switched, a search by name and
 * pop-ups. Symbols, classes, words and sources are those of the printed map, a millimetre there
 * being one of CSS here; places are kept to 1e-6 degrees. Symbols that would hide each other are
 * set side by side by the reader's program, as it shows the map. Texts of the layers are shown as
 * texts, whatever they hold.
 *
 * layers   of a CRS each; drawn as by cm_map_create
 * path     "-" is stdout. The target is replaced when the new file is whole
 * Returns CM_OK; CM_ERR_IO (a file of the page is in no folder; the target); CM_ERR_DOMAIN (no
 * layer, a layer without a CRS, nothing has a place); CM_ERR_FORMAT (a CRS that is not known; a
 * file of the page that cannot be part of one); CM_ERR_LIMIT (more places or vertices than above);
 * CM_ERR_NOMEM. The same bytes for the same input.
 * Cost: O(cells + vertices); 5,000 members take a tenth of a second. */
CM_MUST_CHECK cm_status cm_web_write(const cm_map_layer *layers, size_t count,
                                     const cm_web_options *options, const char *path);

#endif
