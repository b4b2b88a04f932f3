/* web_layer.h - the layers of a page: their rows in the order of drawing, in degrees. */
#ifndef CM_WEB_LAYER_H
#define CM_WEB_LAYER_H

#include "output/export_writers.h"
#include "output/map_sheet.h"
#include <clustermap/web.h>

typedef struct cm__web_layer {
    cm__export_placed placed; /* longitude and latitude, WGS 84 */
    size_t *rows;             /* those with a place; members in the order of the printed map */
    size_t row_count;
} cm__web_layer;

/* All that a page is made of. The sheet lends the printed map's classes, symbols and words; nothing
 * is laid out on it. {0} is empty. */
typedef struct cm__web {
    const cm_web_options *options; /* borrowed, as the layers are */
    cm_map_options map_options;
    cm__sheet sheet;
    cm__web_layer *layers; /* as many as the sheet has */
    cm_box bounds;         /* degrees: what is seen first */
} cm__web;

/* Classifies the layers and finds their places. web must be empty and stay where it is; to be
 * cleared whatever comes back. Errors as cm_web_write. */
CM_MUST_CHECK cm_status cm__web_load(cm__web *web, const cm_map_layer *layers, size_t count,
                                     const cm_web_options *options, const char *path);
void cm__web_clear(cm__web *web);

/* Whether a list of texts, ended by NULL, has one; NULL has none. */
bool cm__web_lists(const char *const *list, const char *text);

#endif
