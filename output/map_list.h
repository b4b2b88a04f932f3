/* map_list.h - the display list: all that is on a page, in millimetres, before any pen draws it.
 *
 * A list holds layers (switched on and off in a PDF), a layer holds groups (a <g> with an id in
 * SVG), a group holds items. x runs right, y runs down from the page's upper left corner. Items
 * are drawn in order. The pens (map_pen_*.c) draw nothing that is not here, and all of what is, so
 * that PNG, SVG and PDF agree; the label search and the checks read the ink boxes. */
#ifndef CM_MAP_LIST_H
#define CM_MAP_LIST_H

#include <clustermap/place.h>
#include <clustermap/status.h>
#include <clustermap/style.h>
#include <stdbool.h>
#include <stddef.h>

typedef enum cm__item_kind {
    CM__ITEM_PATH,   /* lines or areas: symbol.fill (even-odd), symbol.stroke */
    CM__ITEM_MARKER, /* symbol at one place */
    CM__ITEM_TEXT
} cm__item_kind;

/* Vertices of all parts one after another; part p begins at starts[p] and ends where the next
 * begins. Closed: every part is a ring and its last vertex is joined to its first. */
typedef struct cm__path {
    double *x_mm, *y_mm;
    size_t *starts;
    size_t vertex_count, part_count;
    size_t vertex_capacity, part_capacity;
    bool closed;
} cm__path;

typedef enum cm__align { CM__ALIGN_START, CM__ALIGN_MIDDLE, CM__ALIGN_END } cm__align;

typedef struct cm__text_style {
    double size_pt;
    bool bold, italic;
    double spacing_em; /* letter spacing */
    cm_colour colour;
    cm_colour halo;
    double halo_mm; /* width of the halo beyond the glyphs; 0: none */
    bool vertical;  /* from top to bottom: kanji upright, brackets and long vowels in their vertical
                       forms; the baseline is the middle of the column */
} cm__text_style;

typedef struct cm__item {
    cm__item_kind kind;
    const char *id;      /* unique on the page; NULL: none. [A-Za-z0-9_-] */
    const char *tooltip; /* <title> of the item in SVG: a member's name; NULL: none */
    cm_symbol symbol;    /* path, marker */
    cm__path path;
    cm_point at;        /* marker: its middle. text: the baseline's start, middle or end */
    const char *string; /* text: one line, UTF-8 */
    cm__align align;
    double angle_deg; /* text: counter-clockwise on the page */
    cm__text_style text;
    double advance_mm; /* text: the length of its baseline; set by cm__list_add_text */
    cm_box ink_mm; /* what it covers, stroke and halo included; in a clipped layer only what lies in
                      the frame, so it may be empty; set by cm__list_add_* */
} cm__item;

/* What a group is, for the checks of a finished map. */
typedef enum cm__holds {
    CM__HOLDS_FURNITURE,
    CM__HOLDS_GROUND, /* under a map's layers */
    CM__HOLDS_LAYER,
    CM__HOLDS_LABELS,
    CM__HOLDS_LEADERS
} cm__holds;

typedef struct cm__group {
    const char *id;  /* unique on the page */
    cm__holds holds; /* set by cm__list_set_holds; of no use to a pen */
    size_t layer;    /* of a layer or its labels: its number in the manifest (map_manifest.h) */
    const char *attribute; /* such as "data-metres"; NULL: none */
    const char *value;
    cm__item *items;
    size_t item_count, item_capacity;
} cm__group;

typedef struct cm__layer {
    const char *title; /* in the PDF's layer list */
    bool clipped;      /* to clip_mm */
    cm_box clip_mm;    /* the frame of the map that the layer belongs to */
    cm__group *groups;
    size_t group_count, group_capacity;
} cm__layer;

#define CM__FONT_DEFAULT "Noto Sans CJK JP"

/* {0} is an empty page. The fields before layers are the caller's to set; their texts are borrowed
 * (or copied by him into the list's arena). Frame and font must be set before items are added. */
typedef struct cm__list {
    double width_mm, height_mm;
    cm_box frame_mm;   /* the map's frame */
    const char *title; /* the document's, "" if none */
    const char *author, *language /* "ja", "en" */;
    long long created_s;
    const char *font; /* family; NULL: CM__FONT_DEFAULT */
    const char *crs;  /* of frame_plane: georeference of PDF and PNG; NULL: none */
    cm_box frame_plane;
    cm__layer *layers;
    size_t layer_count, layer_capacity;
    struct cm__arena *text;
} cm__list;

void cm__list_clear(cm__list *list);

/* Each begins a new layer or group, to which what follows is added. Texts are copied. A group needs
 * a layer, an item a group (asserted). */
CM_MUST_CHECK cm_status cm__list_add_layer(cm__list *list, const char *title, bool clipped);
/* The same for a layer that is clipped to another frame than the list's. */
CM_MUST_CHECK cm_status cm__list_add_clipped(cm__list *list, const char *title,
                                             const cm_box *clip_mm);
CM_MUST_CHECK cm_status cm__list_add_group(cm__list *list, const char *id);
/* Sets attribute="value" on the newest group. */
CM_MUST_CHECK cm_status cm__list_set_attribute(cm__list *list, const char *attribute,
                                               const char *value);

/* Says what the newest group is. */
void cm__list_set_holds(cm__list *list, cm__holds holds, size_t layer);

/* Adds to the newest group of the newest layer. id and tooltip may be NULL and are copied.
 * cm__list_add_path moves the path into the list and leaves it zeroed, on failure it is kept. In a
 * clipped layer it is cut to what can be seen in the frame, and nothing is added if that is
 * nothing.
 */
CM_MUST_CHECK cm_status cm__list_add_path(cm__list *list, const char *id, const cm_symbol *symbol,
                                          cm__path *path);
CM_MUST_CHECK cm_status cm__list_add_marker(cm__list *list, const char *id, const char *tooltip,
                                            const cm_symbol *symbol, cm_point at);

typedef struct cm__text_place {
    cm_point at;
    cm__align align;
    double angle_deg;
} cm__text_place;

/* string    at most 10000 bytes; cleaned by cm__string_clean (map_text.h) and copied
 * Measures the text (map_text.h) to set ink_mm.
 * Returns CM_OK, CM_ERR_LIMIT (too long), CM_ERR_FORMAT (no glyph for a character), CM_ERR_NOMEM.
 */
CM_MUST_CHECK cm_status cm__list_add_text(cm__list *list, const char *id, const char *string,
                                          const cm__text_style *style, const cm__text_place *place);

/* Paths: begin a part, add vertices to it. */
CM_MUST_CHECK cm_status cm__path_begin(cm__path *path);
CM_MUST_CHECK cm_status cm__path_add(cm__path *path, double x_mm, double y_mm);
void cm__path_clear(cm__path *path);

/* The outline of a marker round (0,0), as every pen and the legend draw it: a closed path, circles
 * as 0 parts (the pens draw a true circle of diameter symbol->size_mm). */
CM_MUST_CHECK cm_status cm__marker_outline(cm__path *out, const cm_symbol *symbol);
/* Half the side of the square that the marker with its stroke and casing covers. */
double cm__marker_reach_mm(const cm_symbol *symbol);

#endif
