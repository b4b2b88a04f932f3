/* qgis_item.h - what the items of a print layout in QGIS have in common. */
#ifndef CM_QGIS_ITEM_H
#define CM_QGIS_ITEM_H

#include "output/map_list.h"
#include "output/qgis_plan.h"
#include "output/xml.h"

/* What QGIS calls the kinds of items. */
typedef enum cm__qgis_item_kind {
    CM__QGIS_PAGE = 65638,
    CM__QGIS_MAP = 65639,
    CM__QGIS_PICTURE = 65640,
    CM__QGIS_LABEL = 65641,
    CM__QGIS_LEGEND = 65642,
    CM__QGIS_SHAPE = 65643,
    CM__QGIS_SCALEBAR = 65646
} cm__qgis_item_kind;
enum { CM__QGIS_KINDS = CM__QGIS_SCALEBAR - CM__QGIS_PAGE + 1 };

/* A layout on its way. */
typedef struct cm__qgis_layout {
    cm__xml *xml;
    const cm__qgis_plan *plan;
    const cm__list *list; /* the page's */
    const char *font;
    int items; /* how many there are: each lies over those before */
    int of_kind[CM__QGIS_KINDS];
} cm__qgis_layout;

/* Where an item stands. */
typedef struct cm__qgis_place {
    cm_box box_mm;
    int corner;      /* that stays where it is when the item's size changes: 0 the upper left, 2 the
                        upper right, 6 the lower left, 8 the lower right */
    double frame_mm; /* the line round it; 0: none */
    cm_colour background; /* alpha 0: none */
} cm__qgis_place;

enum { CM__QGIS_UUID_SIZE = 40 };

/* The name by which items of the same layout know each other: the map of that number, or another
 * of its kind, counted from 0 as they are added. */
void cm__qgis_uuid(char out[static CM__QGIS_UUID_SIZE], cm__qgis_item_kind kind, size_t number);

/* Begins <LayoutItem>, whose tag still takes attributes; and adds what comes first in it. */
void cm__qgis_item_open(cm__qgis_layout *layout, cm__qgis_item_kind kind, const char *name,
                        const cm__qgis_place *place);
void cm__qgis_item_colours(cm__qgis_layout *layout, const cm__qgis_place *place);

/* Adds an element of that name that is a colour. */
void cm__qgis_item_colour(cm__xml *xml, const char *name, cm_colour colour);

/* Adds a symbol of one layer: an area with that fill and line, an alpha of 0 being none; or a line
 * for which fill does not matter. */
void cm__qgis_item_area(cm__xml *xml, cm_colour fill, cm_colour line, double line_mm);
void cm__qgis_item_line(cm__xml *xml, cm_colour line, double line_mm);

/* A font in Qt's words, such as "Noto Sans CJK JP,9,-1,5,75,0,0,0,0,0". */
void cm__qgis_add_font(cm__text *out, const char *font, const cm__text_style *style);

/* Adds <text-style>. */
void cm__qgis_item_text_style(cm__qgis_layout *layout, const cm__text_style *style);

/* Adds a box with that fill and stroke. */
void cm__qgis_item_box(cm__qgis_layout *layout, const char *name, const cm_box *box_mm,
                       const cm_symbol *symbol);

/* The group of that id on the page, or of an inset's id and that name; NULL: there is none.
 * inset   NULL: of the page itself */
const cm__group *cm__qgis_find_group(const cm__list *list, const char *inset, const char *name);

/* What all items of a group cover; false if that is nothing. */
bool cm__qgis_group_box(cm_box *out, const cm__group *group);

#endif
