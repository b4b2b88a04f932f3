/* map_theme.h - the map's layers as items of the display list. */
#ifndef CM_MAP_THEME_H
#define CM_MAP_THEME_H

#include "output/map_ids.h"
#include "output/map_list.h"
#include "output/map_sheet.h"

/* The roles in the order in which a map draws them. Bands lie under the lines of outlines: borders
 * are seen through them. */
enum { CM__THEME_ROLES = 5 };
cm_map_role cm__theme_role(size_t i);

/* The role in whose turn a layer is drawn: members gathered in hexagons are bands. */
cm_map_role cm__theme_drawn_as(const cm__sheet *sheet, size_t layer);

/* Whether something of a symbol is drawn. */
static inline bool cm__theme_has_fill(const cm_symbol *symbol)
{
    return symbol->fill.alpha > 0;
}

static inline bool cm__theme_has_stroke(const cm_symbol *symbol)
{
    return symbol->stroke.alpha > 0 && symbol->stroke_mm > 0;
}

/* Finds the class of every row, once. Returns CM_OK or CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__theme_classify(cm__sheet *sheet);

/* Makes the markers of the members inside the frame and fans them out; counts those outside.
 * A member counts as inside if its whole symbol would be, at its true place.
 * Returns CM_OK or CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__theme_place_members(cm__sheet *sheet);

/* The symbol of a class as it is drawn on this map and in its legend: bands blended with their
 * ground into an opaque colour, so that no pen needs transparency and swatch and map agree.
 * class_index   CM_ABSENT: the hollow symbol of rows without a class */
cm_symbol cm__theme_symbol(const cm__sheet *sheet, size_t layer, size_t class_index);

/* The symbol of a class before any of that. */
cm_symbol cm__theme_class_symbol(const cm_map_layer *layer, size_t class_index);

/* Gives a band without an outline one of its own colour: its edge overlaps its neighbour's. */
void cm__theme_close_seam(cm_symbol *symbol);

/* The symbol of a row, as it is drawn on this map. */
cm_symbol cm__theme_row_symbol(const cm__sheet *sheet, size_t layer, size_t row);

/* The symbol of a row that has no number for its size: hollow, in the colour of its class. */
cm_symbol cm__theme_unsized(cm_symbol symbol);

/* Where a row of points is on the page. */
cm_point cm__theme_row_mm(const cm__sheet *sheet, size_t layer, size_t row);

/* The colour on which bands lie: of the first opaque area among the outlines, else of the frame. */
cm_colour cm__theme_ground(const cm__sheet *sheet);

/* The frame's own colour: paper, or where some land is drawn the shade of what is not land. */
cm_colour cm__theme_background(const cm__sheet *sheet);

/* Adds the fills of the areas that outline the land. */
CM_MUST_CHECK cm_status cm__theme_draw_ground(cm__list *list, const cm__sheet *sheet);

/* Adds one layer as a list layer of its own, with one group of the layer's id: areas of bands,
 * lines, the lines of outlines, the markers of members.
 * ids   the ids taken so far; a member's is member-ID, another row's LAYER-ID
 * Returns CM_OK or CM_ERR_NOMEM. Cost: O(vertices). */
CM_MUST_CHECK cm_status cm__theme_draw_layer(cm__list *list, cm__ids *ids, const cm__sheet *sheet,
                                             size_t layer);

/* The same as a group of the newest list layer, for a map beside the page's own.
 * prefix   begins the ids of the group and its items */
CM_MUST_CHECK cm_status cm__theme_draw_group(cm__list *list, cm__ids *ids, const cm__sheet *sheet,
                                             size_t layer, const char *prefix);

/* Whether a row's symbol would be inside the sheet's frame, whole and at its true place; such a
 * layer must be one of members. */
bool cm__theme_holds(const cm__sheet *sheet, size_t layer, size_t row);
/* Whether a layer's points are drawn as members. */
bool cm__theme_is_members(const cm_map_layer *layer);

#endif
